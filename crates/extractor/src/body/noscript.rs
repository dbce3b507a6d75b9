//! What a page shows to a reader without scripts. A parser that supposes scripts reads `noscript` as raw
//! text; some blogs keep the whole article in it.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Fewest letters of text in a `noscript` that is an article, not a notice or a counter.
const MIN_LETTERS: usize = 800;

static NOSCRIPT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?is)<noscript\b[^>]*>(.*?)</noscript\s*>").ok());

/// `text` with each `noscript` that holds a long text as a plain element in its place.
pub(crate) fn shown_without_scripts(text: &str) -> Cow<'_, str> {
    let Some(noscript) = NOSCRIPT.as_ref() else { return Cow::Borrowed(text) };
    noscript.replace_all(text, |parts: &Captures<'_>| {
        let whole = parts.get(0).map(|found| found.as_str()).unwrap_or_default();
        let inner = parts.get(1).map(|found| found.as_str()).unwrap_or_default();
        match is_article(inner) {
            true => format!("<div>{inner}</div>"),
            false => whole.to_owned(),
        }
    })
}

fn is_article(inner: &str) -> bool {
    let lower = inner.to_ascii_lowercase();
    let has_paragraphs = lower.contains("<p>") || lower.contains("<p ") || lower.contains("<br");
    if !has_paragraphs || lower.contains("<style") || lower.contains("<link") {
        return false;
    }
    let mut inside_tag = false;
    let mut letters = 0;
    for c in inner.chars() {
        match c {
            '<' => inside_tag = true,
            '>' => inside_tag = false,
            c if !inside_tag && c.is_alphanumeric() => letters += 1,
            _ => {}
        }
    }
    letters >= MIN_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_in_noscript_is_shown_and_a_notice_is_not() {
        let article = format!("<p>Posted by Ada Example</p><p>{}</p>", "We fixed it. ".repeat(100));
        let page = format!("<div><noscript>{article}</noscript></div>");
        assert_eq!(shown_without_scripts(&page), format!("<div><div>{article}</div></div>"));
        for other in ["<noscript><p>Switch scripts on.</p></noscript>", "<noscript><p>cut off", "<NOSCRIPT>"]
        {
            assert_eq!(shown_without_scripts(other), other);
        }
    }
}
