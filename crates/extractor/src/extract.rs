//! The dispatch: the first adapter whose shape fits reads the document.

use model::{Capture, DocumentKind, EvidenceClass, Extraction, Note, Role, SourceKind, Truncation};

use crate::adapters::{adapters, entry_text};
use crate::document::{Document, Input};
use crate::evidence;
use crate::{future, unset};

/// The version of the rules. It is stored with every fact; a change of any rule changes it.
pub const VERSION: &str = "12";

/// Reads one document. Total: bytes that no adapter knows give `unparsed` with a note.
pub fn extract(input: Input<'_>) -> Extraction {
    read(input, false)
}

/// Reads one document. `capped` says that its end lies behind our limit, so that a coding must end early.
fn read(input: Input<'_>, capped: bool) -> Extraction {
    let document = Document::decode(input);
    let noted = |code: &str| document.notes.iter().any(|note| note.code == code);
    if noted(Note::CODING_DAMAGED) && !capped {
        let mut nothing = empty(DocumentKind::Unparsed);
        nothing.notes = document.notes;
        nothing.notes.push(Note::new(
            "truncated",
            "the content coding of the body is not whole: what came out of it is not read",
        ));
        return nothing;
    }
    let found = adapters().find_map(|adapter| {
        (adapter.read)(&document).map(|mut extraction| {
            extraction.adapter = adapter.name.to_owned();
            extraction
        })
    });
    let mut extraction = found.unwrap_or_else(|| {
        let mut nothing = empty(DocumentKind::Unparsed);
        if !document.is_unreadable {
            nothing.notes.push(if document.head().is_empty() {
                Note::new("empty", "the body is empty")
            } else if document.is_too_large() {
                Note::new("too-large", "the tree of this JSON would take too much memory; its bytes are kept")
            } else {
                Note::new("unparsed", "no adapter knows the shape of this document")
            });
        }
        nothing
    });
    if is_page(&extraction) {
        let is_status = document.input.source == Some(SourceKind::Status);
        let page = evidence::of_page(&document.text, is_status);
        if page.class != EvidenceClass::Ok {
            extraction = stand_in(page.class, "the page stands in the place of a document");
        } else if let Some(bytes) = page.needs_javascript {
            extraction.notes.push(Note::new(
                "needs-javascript",
                format!("without scripts the page shows {bytes} bytes of text"),
            ));
        }
    }
    // Where entries are posts, their words are those of the posts.
    if extraction.posts.is_empty() {
        for entry in &mut extraction.entries {
            entry.text = entry_text(entry);
        }
    }
    unset::take_out(&mut extraction);
    if let Some(fetched_at) = document.input.fetched_at {
        extraction.notes.extend(future::notes(&extraction, fetched_at));
    }
    if noted(Note::CODING_CAPPED) && !capped {
        extraction.notes.push(Note::new("truncated", "the decoded body is not whole (length)"));
    }
    extraction.notes.splice(0..0, document.notes.iter().cloned());
    extraction
}

/// Whether it was read as a page for people: what has a form of its own is never a stand-in.
fn is_page(extraction: &Extraction) -> bool {
    matches!(extraction.kind, DocumentKind::Article | DocumentKind::Listing | DocumentKind::Unparsed)
}

/// What is not the provider's words holds none.
fn stand_in(class: EvidenceClass, why: &str) -> Extraction {
    let mut nothing = empty(DocumentKind::Unparsed);
    nothing.evidence = class;
    nothing.notes.push(Note::new(class.as_str(), why));
    nothing
}

/// Reads the answer of a capture. Only a body with status 2xx is content, whole or as long as our limit; any
/// other status is evidence of its own and holds no post.
pub fn extract_capture(capture: &Capture) -> Extraction {
    let visit = &capture.exchange.visit;
    let Some(response) = capture.response() else {
        return empty(DocumentKind::Unparsed);
    };
    let class = evidence::of_status(capture).unwrap_or_default();
    if class == EvidenceClass::NotModified {
        return Extraction { evidence: class, ..empty(DocumentKind::Unparsed) };
    }
    if class != EvidenceClass::Ok {
        let mut nothing = stand_in(class_of_page(capture, class), "");
        nothing.notes = vec![Note::new("status", format!("the answer has status {}", response.status))];
        return nothing;
    }
    if evidence::leads_to_the_front(capture) {
        return stand_in(EvidenceClass::SoftNotFound, "the address of a post leads to the front page");
    }
    if let Some(cause) = response.truncated.filter(|cause| *cause != Truncation::Length) {
        // The next look may see it whole. A part of a text is not a text that the provider published.
        let mut nothing = empty(DocumentKind::Unparsed);
        nothing.notes.push(Note::new(
            "truncated",
            format!("the body was cut off ({}) and is not read", cause.as_str()),
        ));
        return nothing;
    }
    let input = Input {
        url: capture.url(),
        content_type: response.content_type(),
        content_encoding: response.header("content-encoding"),
        last_modified: response.header("last-modified"),
        body: &response.body,
        fetched_at: Some(capture.fetched_at()),
        role: Some(visit.role),
        source: Some(visit.source.kind),
        link_selector: visit.source.link_selector.as_deref(),
    };
    let mut extraction = read(input, response.truncated.is_some());
    if let Some(truncated) = response.truncated {
        extraction
            .notes
            .push(Note::new("truncated", format!("the body is not whole ({})", truncated.as_str())));
    }
    extraction
}

/// The page of an error says more than its status where it asks for a proof, or speaks of maintenance.
fn class_of_page(capture: &Capture, class: EvidenceClass) -> EvidenceClass {
    let tells = matches!(
        class,
        EvidenceClass::Blocked
            | EvidenceClass::ClientError
            | EvidenceClass::RateLimited
            | EvidenceClass::Unavailable
            | EvidenceClass::ServerError
    );
    let Some(response) = capture.response().filter(|_| tells && capture.exchange.visit.role != Role::Robots)
    else {
        return class;
    };
    let mut unheard = Vec::new();
    let bytes =
        crate::body::decode_content(&response.body, response.header("content-encoding"), &mut unheard);
    let text = crate::body::decode_text(&bytes, response.content_type(), &mut unheard);
    match (evidence::of_page(&text, false).class, class) {
        (EvidenceClass::Challenge, _) => EvidenceClass::Challenge,
        (EvidenceClass::Maintenance, EvidenceClass::Unavailable) => EvidenceClass::Maintenance,
        _ => class,
    }
}

/// An extraction that found nothing.
pub(crate) fn empty(kind: DocumentKind) -> Extraction {
    Extraction::nothing(VERSION, kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    /// A feed that a blog is said to have, looked at on 8 April 2014.
    fn feed(body: &[u8], content_encoding: Option<&str>) -> Extraction {
        let url = Url::parse("https://nimbus.example/feed.xml").unwrap();
        extract(Input {
            url: &url,
            content_type: Some("application/rss+xml"),
            content_encoding,
            last_modified: None,
            body,
            fetched_at: Some("2014-04-08T12:00:00Z".parse().unwrap()),
            role: Some(model::Role::Listing),
            source: Some(model::SourceKind::Blog),
            link_selector: None,
        })
    }

    fn codes(found: Extraction) -> Vec<String> {
        found.notes.into_iter().map(|note| note.code).collect()
    }

    /// The notes of what is read as nothing.
    fn notes(body: &[u8]) -> Vec<String> {
        let found = feed(body, None);
        assert_eq!((found.kind, found.posts.len()), (DocumentKind::Unparsed, 0));
        codes(found)
    }

    #[test]
    fn a_coding_that_nobody_knows_gives_no_text_and_a_charset_in_its_place_does() {
        let body = b"<rss version='2.0'><channel><item><title>A</title></item></channel></rss>";
        assert_eq!(codes(feed(body, Some("x-own"))), ["coding-unknown"]);
        let found = feed(body, Some("utf-8"));
        assert_eq!((found.entries.len(), codes(found).as_slice()), (1, &["content-encoding".to_owned()][..]));
    }

    /// A feed of one entry, gzip-encoded. `blanks` stand behind it.
    fn gzipped(blanks: usize) -> Vec<u8> {
        let item = "<item><title>A</title><link>https://nimbus.example/a</link></item>";
        let text = format!("<rss version='2.0'><channel>{item}</channel></rss>{}", " ".repeat(blanks));
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut encoder, text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_coding_that_ends_early_is_not_read_and_one_with_junk_behind_it_is() {
        let whole = gzipped(0);
        let read = |body: &[u8]| {
            let found = feed(body, Some("gzip"));
            (found.kind, found.entries.len(), codes(found))
        };
        assert_eq!(read(&whole), (DocumentKind::Feed, 1, vec![]));
        for cut in [12, whole.len() / 2, whole.len() - 1] {
            let codes = ["content-damaged", "truncated"].map(str::to_owned).to_vec();
            assert_eq!(read(&whole[..cut]), (DocumentKind::Unparsed, 0, codes), "{cut} bytes");
        }
        let longer = [&whole[..], b"junk"].concat();
        assert_eq!(read(&longer), (DocumentKind::Feed, 1, vec!["content-trailing".to_owned()]));
    }

    #[test]
    fn what_gives_more_than_our_limit_is_read_in_part_and_says_so() {
        let found = feed(&gzipped(40 << 20), Some("gzip"));
        assert_eq!(found.entries.len(), 1);
        assert_eq!(codes(found), ["content-capped", "truncated"]);
    }

    #[test]
    fn a_time_after_the_look_is_flagged_and_kept() {
        let item = |day: &str| {
            let body = format!(
                "<rss version='2.0'><channel><item><title>A</title><pubDate>{day} 00:00:00 GMT</pubDate></item></channel></rss>"
            );
            let found = feed(body.as_bytes(), None);
            assert!(found.entries.iter().all(|entry| entry.published.is_some()));
            codes(found)
        };
        assert_eq!(item("Thu, 01 Jan 2099"), ["future-time"]);
        assert_eq!(item("Wed, 09 Apr 2014"), Vec::<String>::new());
    }

    #[test]
    fn the_first_moment_of_1970_is_no_time() {
        let read = |time: &str| {
            let body = format!(
                "<rss version='2.0'><channel><item><title>A</title><pubDate>{time}</pubDate></item></channel></rss>"
            );
            let found = feed(body.as_bytes(), None);
            (found.entries[0].published.is_some(), codes(found))
        };
        for time in [
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "Thu, 01 Jan 1970 01:00:00 +0100",
            "Wed, 31 Dec 1969 19:00:00 -0500",
            "1970-01-01",
        ] {
            assert_eq!(read(time), (false, vec!["unset-time".to_owned()]), "{time}");
        }
        assert_eq!(read("Thu, 01 Jan 1970 12:00:00 GMT"), (true, vec![]));
    }

    #[test]
    fn what_is_no_feed_is_noted_and_claims_nothing() {
        assert_eq!(notes(b"this is not xml at all"), ["unparsed"]);
    }

    #[test]
    fn a_page_in_the_place_of_a_feed_is_no_feed_and_no_post() {
        assert_eq!(notes(b"<html><h1>Error</h1><p>Try again later.</p></html>"), ["not-a-page"]);
    }

    #[test]
    fn a_picture_is_noise_whatever_it_is_served_as() {
        assert_eq!(notes(b"\x89PNG\r\n\x1a\n<rss><channel/></rss>"), ["binary"]);
    }

    #[test]
    fn an_empty_body_is_noted_as_empty() {
        assert_eq!(notes(b""), ["empty"]);
        assert_eq!(notes(b" \r\n "), ["empty"]);
    }
}
