//! Titles as plain text.

use std::sync::LazyLock;

use regex::Regex;

use crate::adapters::fragment::fold;
use crate::adapters::xml::unescape;

/// Tags that stand in titles as markup. Anything else in angle brackets (`Vec<T>`) is words.
static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)</?(?:a|abbr|acronym|b|bdi|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|p|q|s|samp|small|span|strike|strong|sub|sup|tt|u|ul|var|wbr)(?:\s[^<>]*)?/?>"#,
    )
    .ok()
});

/// A title that is HTML, as plain text.
pub(super) fn plain(markup: &str) -> Option<String> {
    let stripped = match TAG.as_ref() {
        Some(tag) if markup.contains('<') => tag.replace_all(markup, ""),
        _ => markup.into(),
    };
    one_line(&unescape(&stripped))
}

/// Text on one line, blanks folded, where something is left.
pub(super) fn one_line(text: &str) -> Option<String> {
    let line = fold(text).replace('\n', " ");
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_loses_markup_and_keeps_words_in_angle_brackets() {
        assert_eq!(plain("<b>Heart</b>bleed &amp; us").as_deref(), Some("Heartbleed & us"));
        assert_eq!(plain("Why Vec<T> grows").as_deref(), Some("Why Vec<T> grows"));
        assert_eq!(plain(" \n ").as_deref(), None);
    }
}
