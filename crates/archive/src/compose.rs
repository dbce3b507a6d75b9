//! Which records an exchange is written as.

use model::{CaptureKind, Exchange, Hop, Known, Provenance, Sha1Digest};
use url::Url;

use crate::ArchiveError;
use crate::http::{request_block, response_head};
use crate::member::{Draft, warc_date};
use crate::metadata::{VisitMetadata, bare};

const NOT_MODIFIED: &str = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";
const SAME_PAYLOAD: &str = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";

/// The records of one exchange, in the order in which they are written.
pub(crate) struct Drafts {
    /// Per hop the answer and the request; of what others asked there is no request.
    pub(crate) hops: Vec<(Draft, Option<Draft>)>,
    /// The visit's own record.
    pub(crate) metadata: Draft,
    /// What kind of record the last hop's answer is.
    pub(crate) kind: Option<CaptureKind>,
    /// Payload digest of the last hop's answer.
    pub(crate) payload_digest: Option<Sha1Digest>,
}

/// Composes all records of `exchange`.
///
/// # Errors
/// Where the metadata cannot be written as JSON.
pub(crate) fn compose(exchange: &Exchange) -> Result<Drafts, ArchiveError> {
    let mut drafts = Vec::new();
    let (mut kind, mut payload_digest) = (None, None);
    for (index, hop) in exchange.hops.iter().enumerate() {
        let last = index + 1 == exchange.hops.len();
        let known = exchange.visit.known.as_ref().filter(|_| last);
        let digest = Sha1Digest::of(&hop.response.body);
        let answer = match revisit_kind(hop, known, digest, exchange.provenance.as_ref()) {
            Some((as_kind, known)) => {
                (kind, payload_digest) = (Some(as_kind), Some(known.payload_digest));
                revisit(hop, as_kind, known)
            }
            None => {
                (kind, payload_digest) = (Some(CaptureKind::Response), Some(digest));
                response(hop, digest)
            }
        };
        let request = exchange.provenance.is_none().then(|| request(hop, &answer));
        drafts.push((answer, request));
    }
    let metadata = metadata(exchange, &drafts)?;
    Ok(Drafts { hops: drafts, metadata, kind, payload_digest })
}

/// Whether the hop's answer stands already in the archive, as the known capture. A 304 is believed only
/// where the condition was asked for; a body that was cut off is not known to be equal.
fn revisit_kind<'a>(
    hop: &Hop,
    known: Option<&'a Known>,
    digest: Sha1Digest,
    provenance: Option<&Provenance>,
) -> Option<(CaptureKind, &'a Known)> {
    let known = known?;
    // Others keep a revisit without its body: whoever brings it has found the body that it stands for.
    let elsewhere = provenance.is_some();
    let conditional = hop.request.headers.iter().any(|(name, _)| {
        name.eq_ignore_ascii_case("if-none-match") || name.eq_ignore_ascii_case("if-modified-since")
    });
    match hop.response.status {
        304 if conditional || elsewhere => Some((CaptureKind::NotModified, known)),
        200 if elsewhere && hop.response.body.is_empty() => Some((CaptureKind::SamePayload, known)),
        200 if hop.response.truncated.is_none() && digest == known.payload_digest => {
            Some((CaptureKind::SamePayload, known))
        }
        _ => None,
    }
}

fn response(hop: &Hop, digest: Sha1Digest) -> Draft {
    let (head, body) = (response_head(&hop.response), hop.response.body.clone());
    let kind = "application/http;msgtype=response";
    let draft = Draft::with_body("response", hop.started_at, kind, head, body);
    let draft = answered(draft, hop).with("WARC-Payload-Digest", digest.to_string());
    match hop.response.truncated {
        Some(reason) => draft.with("WARC-Truncated", reason.as_str()),
        None => draft,
    }
}

/// A revisit keeps the head that was received; its body is the known capture's.
fn revisit(hop: &Hop, kind: CaptureKind, known: &Known) -> Draft {
    let block = response_head(&hop.response);
    let draft = Draft::new("revisit", hop.started_at, "application/http;msgtype=response", block);
    let draft = answered(draft, hop)
        .with("WARC-Payload-Digest", known.payload_digest.to_string())
        .with("WARC-Refers-To", format!("<{}>", known.record_id))
        .with("WARC-Refers-To-Target-URI", known.target_uri.as_str())
        .with("WARC-Refers-To-Date", warc_date(known.fetched_at));
    match kind {
        CaptureKind::NotModified => draft.with("WARC-Profile", NOT_MODIFIED),
        // The block is that of the whole response without its body, which WARC 1.1, section 6.7.2, wants said.
        _ => draft.with("WARC-Profile", SAME_PAYLOAD).with("WARC-Truncated", "length"),
    }
}

fn request(hop: &Hop, answer: &Draft) -> Draft {
    let block = request_block(&hop.url, &hop.request);
    let draft = Draft::new("request", hop.started_at, "application/http;msgtype=request", block);
    answered(draft, hop).with("WARC-Concurrent-To", format!("<{}>", answer.id))
}

fn metadata(exchange: &Exchange, hops: &[(Draft, Option<Draft>)]) -> Result<Draft, ArchiveError> {
    let ids: Vec<String> = hops.iter().map(|(answer, _)| answer.id.clone()).collect();
    let block = serde_json::to_vec(&VisitMetadata::of(exchange, &ids))?;
    // The address stands in the block. Named in the header it would make replay tools index this record as an
    // answer of that address, and show it in the place of the page.
    let draft = Draft::new("metadata", exchange.started_at, "application/json", block);
    Ok(ids.iter().fold(draft, |draft, id| draft.with("WARC-Concurrent-To", format!("<{id}>"))))
}

/// The header fields that request and answer share.
fn answered(draft: Draft, hop: &Hop) -> Draft {
    let draft = draft.with("WARC-Target-URI", target_uri(&hop.url));
    let draft = match hop.peer.as_deref().and_then(|peer| peer.parse::<std::net::SocketAddr>().ok()) {
        Some(peer) => draft.with("WARC-IP-Address", peer.ip().to_string()),
        None => draft,
    };
    match hop.response.version.as_str() {
        "HTTP/1.1" => draft.with("WARC-Protocol", "http/1.1"),
        "HTTP/1.0" => draft.with("WARC-Protocol", "http/1.0"),
        _ => draft,
    }
}

/// The address that was asked: a fragment is never sent, and credentials are never written.
fn target_uri(url: &Url) -> String {
    let mut url = bare(url);
    url.set_fragment(None);
    url.into()
}
