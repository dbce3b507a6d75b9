//! A reading that the server refuses to store: the look and the capture are kept without it.
//!
//! What stands in documents is theirs to choose, and one that holds a value which no table takes must not keep all others
//! from being visited. Its bytes are in the archive, so that a later version reads them again.

use model::{Capture, DocumentKind, Extraction, Note};

use crate::error::StoreError;

/// The note of a look whose reading was refused.
const NOT_RECORDED: &str = "not-recorded";

/// What is left of a reading that the server refused: what it was read by and a note, and nothing that it says.
pub(super) fn without_words(extraction: &Extraction, error: &StoreError) -> Extraction {
    let mut notes = extraction.notes.clone();
    notes.push(Note::new(NOT_RECORDED, error.refusal()));
    Extraction {
        adapter: extraction.adapter.clone(),
        evidence: extraction.evidence,
        notes,
        ..Extraction::nothing(&extraction.extractor_version, DocumentKind::Unparsed)
    }
}

/// Whether this is what is left of a reading that was refused.
pub(super) fn is_refused(extraction: &Extraction) -> bool {
    extraction.notes.iter().any(|note| note.code == NOT_RECORDED)
}

/// Says once and loudly what was refused.
pub(super) fn tell(capture: &Capture, error: &StoreError) {
    let address = capture.url().as_str();
    let cause = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    tracing::error!(address, %error, cause, "what was read is not recorded; its bytes are in the archive");
}
