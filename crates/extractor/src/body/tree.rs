//! The HTML tree of a text, within limits.

use scraper::Html;

use super::bounded;
use super::noscript::shown_without_scripts;

/// Longest text that is parsed, in bytes.
pub(crate) const MAX_HTML_BYTES: usize = 16 * 1024 * 1024;

/// Parses a document as a reader without scripts is shown it, unless it is too long or its tree too deep.
pub(crate) fn parse_html(text: &str) -> Option<Html> {
    if text.len() > MAX_HTML_BYTES {
        return None;
    }
    bounded::parse(&shown_without_scripts(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_over_the_limit_is_refused() {
        assert!(parse_html(&" ".repeat(MAX_HTML_BYTES + 1)).is_none());
        assert!(parse_html("<p>x").is_some());
    }
}
