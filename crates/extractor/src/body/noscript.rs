//! What a page shows to a reader without scripts. A parser that supposes scripts reads `noscript` as raw
//! text; some blogs keep the whole article in it.

use std::borrow::Cow;
use std::ops::Range;

/// Fewest letters of text in a `noscript` that is an article, not a notice or a counter.
const MIN_LETTERS: usize = 800;

/// `text` with each `noscript` that holds a long text as a plain element in its place. `hidden` says where
/// each starts, and what its content is.
pub(super) fn shown_without_scripts<'a>(text: &'a str, hidden: &[(usize, Range<usize>)]) -> Cow<'a, str> {
    let mut shown = String::new();
    let mut from = 0;
    for (start, inside) in hidden.iter().filter(|(_, inside)| inside.len() >= MIN_LETTERS) {
        let Some(inner) = text.get(inside.clone()).filter(|inner| is_article(inner)) else { continue };
        let before = text.get(from..*start).unwrap_or_default();
        shown.push_str(before);
        shown.push_str("<div>");
        shown.push_str(inner);
        shown.push_str("</div>");
        let end = text.get(inside.end..).and_then(|rest| rest.find('>'));
        from = end.map_or(text.len(), |end| inside.end + end + 1);
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    shown.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(shown)
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

    fn shown(text: &str) -> String {
        let html = crate::body::parse_html(text).unwrap();
        html.root_element().inner_html()
    }

    #[test]
    fn an_article_in_noscript_is_shown_and_a_notice_is_not() {
        let article = format!("<p>Posted by Ada Example</p><p>{}</p>", "We fixed it. ".repeat(100));
        let page = format!("<div><noscript class='a>b'>{article}</noscript>x</div>");
        assert!(shown(&page).contains(&format!("<div><div>{article}</div>x</div>")));
        for other in ["<noscript><p>Switch scripts on.</p></noscript>", "<noscript><p>cut off", "<NOSCRIPT>"]
        {
            assert!(!shown(other).contains("<div>"), "{other}");
        }
        let two = format!("<noscript>{article}</noscript><i>a</i><NoScript>{article}</NoScript >b");
        assert_eq!(shown(&two).matches("<div><p>Posted").count(), 2);
    }
}
