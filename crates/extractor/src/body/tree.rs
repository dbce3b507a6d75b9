//! The HTML tree, within limits: html5ever takes time quadratic in the nesting, and rebuilds unclosed
//! formatting tags (`<b>`, `<font>`) inside every block that follows them.

use std::ops::Range;

use scraper::Html;

use super::kinds::TagKind;
use super::noscript::shown_without_scripts;
use super::tags::{Tag, Tags};

/// Longest text that is parsed, in bytes.
pub(crate) const MAX_HTML_BYTES: usize = 16 * 1024 * 1024;
/// Deepest nesting that is parsed.
pub(crate) const MAX_DEPTH: usize = 512;
/// Most elements that unclosed formatting tags may be multiplied to.
const MAX_REBUILT: usize = 100_000;
/// Most attributes that one tag may have: html5ever compares each with all before it.
const MAX_ATTRIBUTES: usize = 2000;

/// Parses a document as a reader without scripts is shown it, unless it is too long or its nesting too deep.
pub(crate) fn parse_html(text: &str) -> Option<Html> {
    if text.len() > MAX_HTML_BYTES {
        return None;
    }
    let survey = survey(text)?;
    Some(Html::parse_document(&shown_without_scripts(text, &survey.hidden)))
}

/// What one look at each tag shows.
struct Survey {
    /// Where each `noscript` starts, and its content.
    hidden: Vec<(usize, Range<usize>)>,
}

/// Looks at each tag; `None` where the nesting goes beyond [`MAX_DEPTH`].
fn survey(text: &str) -> Option<Survey> {
    let mut open: Vec<(&str, TagKind)> = Vec::new();
    // Unclosed formatting tags with their attributes: at most three equal ones are rebuilt ("Noah's Ark").
    let mut formatting: Vec<(&str, &str)> = Vec::new();
    let mut rebuilt = 0_usize;
    let mut hidden = Vec::new();
    let mut noscript = None;
    for tag in Tags::of(text) {
        match tag {
            Tag::Open { attributes, .. } if has_too_many(attributes) => return None,
            Tag::Open { kind: TagKind::Void, .. } => {}
            Tag::Open { name, kind: TagKind::Formatting, attributes, .. } => {
                let equal =
                    |&&(other, with): &&(&str, &str)| other.eq_ignore_ascii_case(name) && with == attributes;
                if formatting.iter().filter(equal).count() < 3 {
                    formatting.push((name, attributes));
                }
            }
            Tag::Close { name, kind: TagKind::Formatting, .. } => {
                if let Some(at) = formatting.iter().rposition(|(other, _)| other.eq_ignore_ascii_case(name)) {
                    formatting.remove(at);
                }
            }
            Tag::Open { name, kind, start, end, .. } => {
                rebuilt += formatting.len();
                while open.last().is_some_and(|(_, last)| last.is_closed_by(kind)) {
                    open.pop();
                }
                open.push((name, kind));
                if kind == TagKind::NoScript {
                    noscript.get_or_insert((start, end));
                }
            }
            Tag::Close { name, kind, start } => {
                if let (TagKind::NoScript, Some((outer, inner))) = (kind, noscript) {
                    hidden.push((outer, inner..start));
                    noscript = None;
                }
                close(&mut open, name, kind);
            }
        }
        if open.len() + formatting.len() > MAX_DEPTH || rebuilt > MAX_REBUILT {
            return None;
        }
    }
    Some(Survey { hidden })
}

fn has_too_many(attributes: &str) -> bool {
    attributes.len() > 2 * MAX_ATTRIBUTES && attributes.split_ascii_whitespace().count() > MAX_ATTRIBUTES && {
        // Long values hold blanks as well: those of a list of classes are no attributes.
        let mut quote = None;
        let mut parts = 0;
        let mut blank = true;
        for byte in attributes.bytes() {
            match (quote, byte) {
                (Some(open), _) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, _) if byte.is_ascii_whitespace() || byte == b'/' => {
                    blank = true;
                    continue;
                }
                (None, _) => {}
            }
            parts += usize::from(blank && quote.is_none());
            blank = false;
        }
        parts > MAX_ATTRIBUTES
    }
}

/// An end tag closes its element and all inside it, but never reaches out of a table cell or the like.
fn close(open: &mut Vec<(&str, TagKind)>, name: &str, kind: TagKind) {
    for (at, (other, other_kind)) in open.iter().enumerate().rev() {
        if other.eq_ignore_ascii_case(name) {
            open.truncate(at);
            return;
        }
        if other_kind.is_barrier() && !kind.is_table_part() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_shallow(text: &str) -> bool {
        survey(text).is_some()
    }

    #[test]
    fn ordinary_pages_are_parsed() {
        assert!(is_shallow("<!doctype html><html><body><p>one<p>two<ul><li>a<li>b</ul></body></html>"));
        assert!(is_shallow(&"<p>unclosed paragraph".repeat(5000)));
        assert!(is_shallow(&"<li><a href=x>link</a><br><img src=y>".repeat(5000)));
        assert!(is_shallow(&"<tr><td>cell<td>cell".repeat(5000)));
        assert!(is_shallow(&format!("<script>{}</script>", "'<div>';".repeat(5000))));
        assert!(is_shallow(&"<p><font color=red>old page</p>".repeat(2000)));
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert!(!is_shallow(&"<div>".repeat(2000)));
        assert!(!is_shallow(&"<DIV a='>'>".repeat(2000)));
        assert!(!is_shallow(&"<div></x></span>".repeat(2000)));
        assert!(!is_shallow(&"<div><table><td></div>".repeat(2000)));
        assert!(!is_shallow(&format!("<svg><style>{}", "<div>".repeat(2000))));
        let names: String = (0..1000).map(|n| format!("<x{n}>")).collect();
        assert!(!is_shallow(&names));
    }

    #[test]
    fn a_tag_with_very_many_attributes_is_refused() {
        let many: String = (0..5000).map(|n| format!(" a{n}=1")).collect();
        assert!(!is_shallow(&format!("<div{many}>x</div>")));
        assert!(is_shallow(&format!("<div class='{}'>x</div>", "a ".repeat(20_000))));
    }

    #[test]
    fn multiplied_formatting_is_refused() {
        let fonts: String = (0..500).map(|n| format!("<font size={n}>")).collect();
        assert!(!is_shallow(&format!("{fonts}{}", "<p>x</p>".repeat(2000))));
    }

    #[test]
    fn a_page_over_the_limit_is_refused() {
        assert!(parse_html(&" ".repeat(MAX_HTML_BYTES + 1)).is_none());
        assert!(parse_html("<p>x").is_some());
    }
}
