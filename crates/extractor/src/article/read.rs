//! Reads an article page.

use model::Extraction;

use crate::document::Document;

/// Reads an HTML page as one post.
pub(crate) fn read(_document: &Document<'_>) -> Option<Extraction> {
    None
}
