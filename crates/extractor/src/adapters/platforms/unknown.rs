//! A page that stands where a status page or a security.txt was expected, of a kind that nobody here knows.
//! Its bytes are kept; nothing is claimed in its name: read as an article, any date on it would look like a
//! statement.

use model::{DocumentKind, Extraction, Note, SourceKind};

use crate::adapters::select::is_page;
use crate::document::Document;

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
    Some(extraction)
}
