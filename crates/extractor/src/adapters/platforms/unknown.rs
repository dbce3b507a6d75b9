//! A status page of a kind that nobody here knows. Its bytes are kept; nothing is claimed in its name:
//! read as an article, any date on it would look like a statement.

use model::{DocumentKind, Extraction, Note, SourceKind};

use crate::adapters::select::is_page;
use crate::document::Document;

/// Takes any page that a status source led to.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    if document.input.source != Some(SourceKind::Status) || !is_page(document) {
        return None;
    }
    let mut extraction = crate::extract::empty(DocumentKind::Unparsed);
    extraction.notes.push(Note::new("unparsed", "a status page of an unknown platform"));
    Some(extraction)
}
