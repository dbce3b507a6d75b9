//! The HTML tree, within limits: html5ever takes time quadratic in the nesting, and rebuilds unclosed
//! formatting tags (`<b>`, `<font>`) inside every block that follows them.

use scraper::Html;

use super::tags::{Tag, Tags};

/// Longest text that is parsed, in bytes.
pub(crate) const MAX_HTML_BYTES: usize = 16 * 1024 * 1024;
/// Deepest nesting that is parsed.
pub(crate) const MAX_DEPTH: usize = 512;
/// Most elements that unclosed formatting tags may be multiplied to.
const MAX_REBUILT: usize = 500_000;

/// Parses a document, unless it is too long or its nesting too deep.
pub(crate) fn parse_html(text: &str) -> Option<Html> {
    (text.len() <= MAX_HTML_BYTES && is_shallow(text)).then(|| Html::parse_document(text))
}

/// Whether the nesting stays within [`MAX_DEPTH`], by one look at each tag.
fn is_shallow(text: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    // Unclosed formatting tags with their attributes: at most three equal ones are rebuilt ("Noah's Ark").
    let mut formatting: Vec<(&str, &str)> = Vec::new();
    let mut rebuilt = 0_usize;
    for tag in Tags::of(text) {
        match tag {
            Tag::Open { name, .. } if is_void(name) => {}
            Tag::Open { name, attributes } if is_formatting(name) => {
                let equal =
                    |&&(other, with): &&(&str, &str)| other.eq_ignore_ascii_case(name) && with == attributes;
                if formatting.iter().filter(equal).count() < 3 {
                    formatting.push((name, attributes));
                }
            }
            Tag::Close { name } if is_formatting(name) => {
                if let Some(at) = formatting.iter().rposition(|(other, _)| other.eq_ignore_ascii_case(name)) {
                    formatting.remove(at);
                }
            }
            Tag::Open { name, .. } => {
                rebuilt += formatting.len();
                while open.last().is_some_and(|last| is_closed_by(last, name)) {
                    open.pop();
                }
                open.push(name);
            }
            Tag::Close { name } => close(&mut open, name),
        }
        if open.len() + formatting.len() > MAX_DEPTH || rebuilt > MAX_REBUILT {
            return false;
        }
    }
    true
}

/// An end tag closes its element and all inside it, but never reaches out of a table cell or the like.
fn close(open: &mut Vec<&str>, name: &str) {
    for (at, other) in open.iter().enumerate().rev() {
        if other.eq_ignore_ascii_case(name) {
            open.truncate(at);
            return;
        }
        if is_barrier(other) && !is_table_part(name) {
            return;
        }
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}

fn is_void(name: &str) -> bool {
    const VOID: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr", "basefont", "bgsound", "frame", "keygen", "html", "head", "body",
    ];
    is_one_of(name, VOID)
}

fn is_formatting(name: &str) -> bool {
    const FORMATTING: &[&str] =
        &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    is_one_of(name, FORMATTING)
}

/// Elements whose end tag may be left out are closed by the next of their kind (WHATWG HTML, "optional tags").
fn is_closed_by(open: &str, next: &str) -> bool {
    const CELLS: &[&str] = &["td", "th"];
    const ROWS: &[&str] = &["td", "th", "tr"];
    const GROUPS: &[&str] = &["td", "th", "tr", "tbody", "thead", "tfoot"];
    const PAIRS: &[(&[&str], &[&str])] = &[
        (&["p"], &["p"]),
        (&["li"], &["li"]),
        (&["dt", "dd"], &["dt", "dd"]),
        (&["option"], &["option", "optgroup"]),
        (&["optgroup"], &["optgroup"]),
        (CELLS, CELLS),
        (ROWS, &["tr"]),
        (GROUPS, &["tbody", "thead", "tfoot"]),
    ];
    PAIRS.iter().any(|(opened, by)| is_one_of(open, opened) && is_one_of(next, by))
}

fn is_barrier(name: &str) -> bool {
    is_one_of(name, &["applet", "caption", "table", "td", "th", "marquee", "object", "template"])
}

fn is_table_part(name: &str) -> bool {
    is_one_of(name, &["table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"])
}

#[cfg(test)]
mod tests {
    use super::*;

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
