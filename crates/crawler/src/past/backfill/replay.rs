//! What an archive answers when a capture is asked for: the memento, a hop of its own, or that it has none.
//!
//! Only an answer with `Memento-Datetime` is a memento (RFC 7089, section 2.1.1), with whatever status the site had
//! then. Everything else is the archive's own word, and says nothing of the site.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use model::{Note, Response, Sha1Digest};
use url::Url;

use super::cdx::{self, is_stamp};

/// How an archive answers with the header fields that the site had sent.
const ORIGINAL: &str = "x-archive-orig-";

/// Fields of the archive's own answer that say how the bytes that it sent are to be taken.
const FRAMING: [&str; 4] = ["content-length", "transfer-encoding", "content-encoding", "connection"];

/// What an answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replay {
    /// The capture.
    Memento {
        /// When it was made.
        at: DateTime<Utc>,
        /// What the site had answered.
        response: Response,
    },
    /// The archive leads to another capture.
    Hop(Url),
    /// The archive does not give it out, and says why.
    Absent(String),
    /// The archive cannot answer now.
    Later(String),
}

/// Where a capture is replayed: what stands before the time, the time, and the address.
pub fn parts(replay: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(at) = replay.get(from..)?.find('/') {
        let start = from + at + 1;
        let rest = replay.get(start..)?;
        let stamp = rest.get(..14).filter(|stamp| is_stamp(stamp));
        if let Some(stamp) = stamp {
            let behind = rest.get(14..)?;
            // A modifier such as `id_` says in which form it is replayed.
            let behind = match behind.find('/') {
                Some(end) if end <= 3 => behind.get(end + 1..)?,
                _ => return None,
            };
            return Some((replay.get(..start)?, stamp, behind));
        }
        from = start;
    }
    None
}

/// The raw form of a replay address: the bytes as they were, without the archive's own frame.
pub fn raw(replay: &str) -> Option<String> {
    let (before, stamp, original) = parts(replay)?;
    Some(format!("{before}{stamp}id_/{original}"))
}

/// Judges an answer to `asked`, whose body has `digest` by the index.
pub fn judge(asked: &Url, response: Response, digest: Option<&str>) -> Replay {
    let status = response.status;
    let memento = response.header("memento-datetime").filter(|time| !time.is_empty());
    let Some(at) = memento.map(DateTime::parse_from_rfc2822) else {
        return match (status, response.header("location").and_then(|to| asked.join(to).ok())) {
            (300..=399, Some(to)) if to.origin() == asked.origin() && parts(to.as_str()).is_some() => {
                Replay::Hop(to)
            }
            (300..=399, _) => Replay::Absent(format!("status {status} that leads out of the archive")),
            (429 | 500..=599, _) => Replay::Later(format!("the archive answers with status {status}")),
            (200..=299, _) => {
                Replay::Absent("a page of the archive itself, such as for an excluded site".to_owned())
            }
            _ => Replay::Absent(format!("the archive answers with status {status}")),
        };
    };
    match at {
        Ok(at) => Replay::Memento { at: at.to_utc(), response: original(asked, response, digest) },
        Err(_) => Replay::Absent("a Memento-Datetime that is no time".to_owned()),
    }
}

/// The response as the site had sent it, as far as the archive says.
fn original(asked: &Url, answer: Response, digest: Option<&str>) -> Response {
    let field = |name: &str| {
        let fields = answer.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        fields
            .map(|(_, value)| String::from_utf8_lossy(value).trim().to_owned())
            .find(|value| !value.is_empty())
    };
    let (body, encoding) =
        bytes(&answer.body, field("content-encoding"), field("x-archive-orig-content-encoding"), digest);
    let mut headers: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, value) in &answer.headers {
        let lower = name.to_ascii_lowercase();
        match lower.strip_prefix(ORIGINAL) {
            Some(name) if !FRAMING.contains(&name) => headers.push((name.to_owned(), value.clone())),
            Some(_) => headers.push((lower, value.clone())),
            None => {}
        }
    }
    let known = |headers: &[(String, Vec<u8>)], name: &str| headers.iter().any(|(key, _)| key == name);
    for (name, value) in &answer.headers {
        let lower = name.to_ascii_lowercase();
        let own = matches!(lower.as_str(), "content-type" | "location" | "memento-datetime");
        if own && !known(&headers, &lower) {
            headers.push((lower, value.clone()));
        }
    }
    if let Some(encoding) = encoding {
        headers.push(("content-encoding".to_owned(), encoding.into_bytes()));
    }
    for (name, value) in &mut headers {
        if name == "location" {
            *value = unarchived(asked, &String::from_utf8_lossy(value)).into_bytes();
        }
    }
    Response { status: answer.status, version: answer.version, headers, body, truncated: answer.truncated }
}

/// An address that the archive points back into itself, as the site had sent it.
fn unarchived(asked: &Url, location: &str) -> String {
    let absolute = asked.join(location).map(String::from).unwrap_or_else(|_| location.to_owned());
    match parts(&absolute) {
        Some((before, _, original)) if asked.as_str().starts_with(before) => original.to_owned(),
        _ => location.to_owned(),
    }
}

/// The body with its content encoding. An archive may unpack what was recorded, and may pack what it sends: the digest
/// of the index says which bytes were recorded, and else what the archive says of the original.
fn bytes(
    body: &Bytes,
    sent: Option<String>,
    recorded: Option<String>,
    digest: Option<&str>,
) -> (Bytes, Option<String>) {
    let Some(sent) = sent else { return (body.clone(), None) };
    let has = |bytes: &[u8]| digest.is_some_and(|it| Sha1Digest::of(bytes).to_string().ends_with(it));
    if has(body) {
        return (body.clone(), Some(sent));
    }
    let mut notes = Vec::new();
    let unpacked = extractor::decode_content(body, Some(&sent), &mut notes);
    // Without its coding, a part would pass for the whole.
    let whole = !notes.iter().any(|note| note.code == Note::CODING_DAMAGED);
    match has(&unpacked) || recorded.is_none() && whole {
        true => (Bytes::from(unpacked.into_owned()), None),
        false => (body.clone(), Some(sent)),
    }
}

/// The time of a replay address.
pub fn time_of(replay: &str) -> Option<DateTime<Utc>> {
    cdx::time(parts(replay)?.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: &str = "http://archive.test/web/20140408160000id_/http://acme.example/old";

    fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Response {
        Response {
            status,
            version: "HTTP/1.1".into(),
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).into(), value.as_bytes().to_vec()))
                .collect(),
            body: Bytes::copy_from_slice(body),
            truncated: None,
        }
    }

    fn judged(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Replay {
        judge(&Url::parse(ASKED).unwrap(), answer(status, headers, body), None)
    }

    const TIME: (&str, &str) = ("Memento-Datetime", "Tue, 08 Apr 2014 16:00:00 GMT");

    #[test]
    fn only_what_has_a_memento_datetime_is_a_memento_whatever_its_status() {
        for status in [200, 301, 404, 429, 503] {
            assert!(matches!(judged(status, &[TIME], b"x"), Replay::Memento { .. }), "{status}");
            assert!(!matches!(judged(status, &[], b"x"), Replay::Memento { .. }), "{status}");
        }
        assert!(matches!(judged(429, &[], b""), Replay::Later(_)));
        assert!(matches!(judged(404, &[], b""), Replay::Absent(_)));
        assert!(matches!(judged(200, &[], b"excluded"), Replay::Absent(_)));
    }

    #[test]
    fn a_hop_of_the_archive_is_followed_inside_it_only() {
        let inside = "http://archive.test/web/20140409000000id_/http://acme.example/old";
        assert_eq!(judged(302, &[("Location", inside)], b""), Replay::Hop(Url::parse(inside).unwrap()));
        assert!(matches!(judged(302, &[("Location", "http://acme.example/new")], b""), Replay::Absent(_)));
    }

    #[test]
    fn an_archived_redirect_leads_where_the_site_had_sent_it() {
        for to in [
            "http://archive.test/web/20140408160000id_/http://acme.example/new?a=1",
            "/web/20140408160000id_/http://acme.example/new?a=1",
            "http://acme.example/new?a=1",
        ] {
            let Replay::Memento { response, .. } = judged(301, &[TIME, ("Location", to)], b"") else {
                panic!()
            };
            assert_eq!(response.header("location"), Some("http://acme.example/new?a=1"), "{to}");
        }
    }

    #[test]
    fn the_sites_own_fields_stand_and_the_archives_do_not() {
        let fields = [
            TIME,
            ("Server", "archive"),
            ("Content-Encoding", ""),
            ("Content-Type", "text/html"),
            ("X-Archive-Orig-Last-Modified", "Tue, 08 Apr 2014 10:00:00 GMT"),
            ("X-Archive-Orig-Content-Length", "120"),
        ];
        let Replay::Memento { at, response } = judged(200, &fields, b"x") else { panic!() };
        assert_eq!(at.to_rfc3339(), "2014-04-08T16:00:00+00:00");
        assert_eq!(response.header("last-modified"), Some("Tue, 08 Apr 2014 10:00:00 GMT"));
        assert_eq!((response.header("server"), response.header("content-encoding")), (None, None));
        assert_eq!(response.header("content-type"), Some("text/html"));
    }

    #[test]
    fn addresses_of_replay_are_taken_apart() {
        assert_eq!(
            parts(ASKED),
            Some(("http://archive.test/web/", "20140408160000", "http://acme.example/old"))
        );
        assert_eq!(
            raw("http://a.test/20140408160000/http://x.test/").as_deref(),
            Some("http://a.test/20140408160000id_/http://x.test/")
        );
        assert_eq!(parts("http://a.test/2014/http://x.test/"), None);
    }
}
