//! What a page shows to a reader without scripts. A parser that supposes scripts reads `noscript` as raw
//! text; some blogs keep the whole article in it.

use std::borrow::Cow;
use std::ops::Range;

use super::tags::{Tag, Tags};

const NAME: &str = "noscript";
/// Fewest letters of text in a `noscript` that is an article, not a notice or a counter.
const MIN_LETTERS: usize = 800;

/// `text` with each `noscript` that holds a long text as a plain element in its place.
pub(super) fn shown_without_scripts(text: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut from = 0;
    for (outer, inside) in noscripts(text) {
        if inside.len() < MIN_LETTERS {
            continue;
        }
        let Some(inner) = text.get(inside).filter(|inner| is_article(inner)) else { continue };
        shown.push_str(text.get(from..outer.start).unwrap_or_default());
        shown.push_str("<div>");
        shown.push_str(inner);
        shown.push_str("</div>");
        from = outer.end;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    shown.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(shown)
}

/// Where each whole `noscript` stands, and what its content is.
fn noscripts(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let is_noscript = |name: &str| name.eq_ignore_ascii_case(NAME);
    // Most pages have none, or a counter in one, and need no look at their tags.
    let named = |at: usize| {
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        text.get(at..at + NAME.len()).is_some_and(is_noscript)
            && text.as_bytes().get(at + NAME.len()).is_some_and(ends)
    };
    let mut marks = memchr::memchr_iter(b'<', text.as_bytes()).filter_map(|at| {
        let closes = text.as_bytes().get(at + 1) == Some(&b'/');
        named(at + if closes { 2 } else { 1 }).then_some((at, closes))
    });
    let mut open = None;
    let is_long = marks.any(|(at, closes)| {
        let start = *open.get_or_insert(at);
        if closes {
            open = None;
        }
        closes && at - start >= MIN_LETTERS
    });
    if !is_long {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut open: Option<Tag<'_>> = None;
    for tag in Tags::of(text).filter(|tag| is_noscript(tag.name)) {
        if !tag.closes {
            open.get_or_insert(tag);
        } else if let Some(open) = open.take() {
            found.push((open.start..tag.end, open.end..tag.start));
        }
    }
    found
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
