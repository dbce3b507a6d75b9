//! What the world answers: a pure function of the request, the instant and the description.

use std::io::Write;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use model::Sha1Digest;

use super::heartbleed::World;
use super::instant::{from_http_date, http_date};
use super::page::{Page, Validated, Version};

/// What a request asks, as far as it matters to the answer.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// `If-None-Match`.
    pub if_none_match: Option<String>,
    /// `If-Modified-Since`.
    pub if_modified_since: Option<String>,
    /// Whether `Accept-Encoding` names gzip.
    pub accepts_gzip: bool,
}

impl Ask {
    /// Whether it is a conditional request.
    pub fn is_conditional(&self) -> bool {
        self.if_none_match.is_some() || self.if_modified_since.is_some()
    }
}

/// An answer, before it is framed.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Status code.
    pub status: u16,
    /// Header fields, without those of the framing.
    pub headers: Vec<(&'static str, String)>,
    /// The body as it is sent.
    pub body: Bytes,
    /// Whether it goes out in chunks.
    pub chunked: bool,
}

impl Reply {
    /// A reply with a line of plain text.
    pub(super) fn plain(status: u16, at: DateTime<Utc>, text: &'static str) -> Self {
        let headers = vec![("Date", http_date(at)), ("Content-Type", "text/plain; charset=utf-8".to_owned())];
        Self { status, headers, body: Bytes::from_static(text.as_bytes()), chunked: false }
    }

    /// The same with the first half of its body's gzip stream in the place of the body.
    pub(super) fn with_cut_coding(mut self) -> Self {
        if !self.headers.iter().any(|(name, _)| *name == "Content-Encoding") {
            self.headers.push(("Content-Encoding", "gzip".to_owned()));
            self.body = gzip(&self.body);
        }
        self.body.truncate(self.body.len() / 2);
        self
    }
}

/// What `url` shows at that instant: 404 where the world has nothing there (yet), 304 where the asker's
/// validators still hold.
pub fn answer(world: &World, url: &str, ask: &Ask, at: DateTime<Utc>) -> Reply {
    let shown = world.page(url).and_then(|page| Some((page, page.at(at)?)));
    match shown {
        None => Reply::plain(404, at, "Not found.\n"),
        Some((page, version)) if version.status == 200 => found(page, version, ask, at),
        Some((_, version)) => other(version, at),
    }
}

/// A 200, or a 304 in its place.
fn found(page: &Page, version: &Version, ask: &Ask, at: DateTime<Utc>) -> Reply {
    let encoded = page.gzip && ask.accepts_gzip;
    let mut headers = vec![("Date", http_date(at))];
    if page.gzip {
        headers.push(("Vary", "Accept-Encoding".to_owned()));
    }
    let tag = tag_of(version, encoded);
    if matches!(page.validated, Validated::Both | Validated::ByTag) {
        headers.push(("ETag", tag.clone()));
    }
    if matches!(page.validated, Validated::Both | Validated::ByTime) {
        headers.push(("Last-Modified", http_date(version.from)));
    }
    if unchanged(page.validated, version, &tag, ask) {
        return Reply { status: 304, headers, body: Bytes::new(), chunked: false };
    }
    headers.push(("Content-Type", page.content_type.to_owned()));
    let body = if encoded {
        headers.push(("Content-Encoding", "gzip".to_owned()));
        gzip(&version.body)
    } else {
        version.body.clone()
    };
    Reply { status: 200, headers, body, chunked: page.chunked }
}

/// A redirect or an error.
fn other(version: &Version, at: DateTime<Utc>) -> Reply {
    let mut headers = vec![("Date", http_date(at)), ("Content-Type", "text/plain; charset=utf-8".to_owned())];
    headers.extend(version.location.clone().map(|to| ("Location", to)));
    headers.extend(version.retry_after_s.map(|seconds| ("Retry-After", seconds.to_string())));
    Reply { status: version.status, headers, body: version.body.clone(), chunked: false }
}

/// Whether the validators still hold. `If-None-Match` goes before `If-Modified-Since` and is compared
/// weakly (RFC 9110, sections 13.1.2 and 13.1.3).
fn unchanged(validated: Validated, version: &Version, tag: &str, ask: &Ask) -> bool {
    let by_tag = matches!(validated, Validated::Both | Validated::ByTag);
    let by_time = matches!(validated, Validated::Both | Validated::ByTime);
    match (&ask.if_none_match, &ask.if_modified_since) {
        (Some(known), _) => {
            let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
            by_tag && (known.trim() == "*" || known.split(',').any(|one| bare(one) == bare(tag)))
        }
        (None, Some(since)) => by_time && from_http_date(since).is_some_and(|since| version.from <= since),
        (None, None) => false,
    }
}

/// The entity tag: of the bytes before coding, and weak where they are coded on the way.
fn tag_of(version: &Version, encoded: bool) -> String {
    let digest = Sha1Digest::of(&version.body).to_string();
    let short: String = digest.trim_start_matches("sha1:").chars().take(16).collect();
    let weak = if encoded { "W/" } else { "" };
    format!("{weak}\"{short}\"")
}

/// The body gzip-encoded; the same bytes each time, since no time is written into the header.
fn gzip(body: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail; what is there is sent.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default().into()
}
