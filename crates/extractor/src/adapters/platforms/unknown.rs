//! A page that stands where a status page or a security.txt was expected, of a kind that nobody here knows.
//! Its bytes are kept; nothing is claimed in its name: read as an article, any date on it would look like a
//! statement. Where a status page was expected, a few addresses that the known platforms answer at are
//! proposed: a page that has moved to another platform answers there.

use model::{DocumentKind, Extraction, LinkRel, Note, SourceKind};

use crate::adapters::address::{Links, absolute};
use crate::adapters::select::is_page;
use crate::document::Document;

/// The home page, and where Statuspage, incident.io and Instatus answer.
const PROBES: [&str; 3] = ["/", "/api/v2/incidents.json", "/history.rss"];

/// Takes any page that a source of status or of security.txt led to.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let detail = match document.input.source {
        Some(SourceKind::Status) => "a status page of an unknown platform",
        Some(SourceKind::SecurityTxt) => "a page in place of security.txt",
        _ => return None,
    };
    if !is_page(document) {
        return None;
    }
    let mut extraction = crate::extract::empty(DocumentKind::Unparsed);
    extraction.notes.push(Note::new("unparsed", detail));
    if document.input.source == Some(SourceKind::Status) && document.url().path() != "/" {
        let mut links = Links::new(PROBES.len());
        for probe in PROBES {
            let found = absolute(document.url(), probe);
            links.add(found.as_ref().map_or("", url::Url::as_str), LinkRel::Page);
        }
        extraction.links = links.finish();
    }
    Some(extraction)
}
