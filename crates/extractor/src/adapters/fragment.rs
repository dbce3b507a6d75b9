//! Words of an HTML fragment: blocks separated by newlines, blanks folded, no markup.

use std::sync::LazyLock;

use ego_tree::iter::Edge;
use regex::Regex;
use scraper::{ElementRef, Html};

use super::xml::unescape;

/// Elements that end a line.
const BLOCKS: [&str; 27] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "tr",
    "ul",
];

/// Elements whose characters are not shown.
const HIDDEN: [&str; 5] = ["script", "style", "template", "noscript", "svg"];

/// Tags that make a text HTML. Without one, angle brackets are words, and line breaks are meant.
static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)</?(?:a|abbr|b|cite|code|del|em|font|i|img|ins|kbd|mark|small|span|strong|sub|sup|time|u|var|(p|br|div|h[1-6]|li|ol|pre|table|ul))(?:\s[^<>]*)?/?>")
        .ok()
});

/// The words of a text that may be HTML or not. Where its only tags are inline ones, line breaks are meant.
pub(super) fn words(text: &str) -> String {
    let tags = || TAG.as_ref().into_iter().flat_map(|tag| tag.captures_iter(text));
    if tags().next().is_none() {
        return fold(&unescape(text));
    }
    let blocks = tags().any(|tag| tag.get(1).is_some());
    let markup = if blocks { text.to_owned() } else { text.replace('\n', "<br>") };
    crate::body::parse_html(&markup).map_or_else(|| fold(text), |html| tree_words(&html))
}

/// The words of a whole tree.
pub(super) fn tree_words(html: &Html) -> String {
    element_words(html.root_element())
}

/// The words of an element.
pub(super) fn element_words(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    write(element, &mut text);
    fold(&text)
}

/// Appends the characters of `element`, with a newline where a block begins or ends.
pub(super) fn write(element: ElementRef<'_>, text: &mut String) {
    // The hidden element that the walk is in.
    let mut hidden = None;
    for edge in element.traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        if hidden == Some(node.id()) {
            hidden = None;
        } else if hidden.is_some() {
            continue;
        } else if let Some(element) = node.value().as_element() {
            let name = element.name();
            let block = BLOCKS.contains(&name);
            if HIDDEN.contains(&name) {
                hidden = Some(node.id());
            } else if block && (opens || name != "br") {
                text.push('\n');
            } else if !opens && matches!(name, "td" | "th") {
                text.push(' ');
            }
        } else if let (Some(characters), true) = (node.value().as_text(), opens) {
            write_characters(characters, text);
        }
    }
}

/// Appends characters; a line break in the source is a blank.
pub(super) fn write_characters(characters: &str, text: &mut String) {
    text.extend(characters.chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
}

/// Folds blanks within lines and drops empty lines.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for line in text.lines() {
        let mut words = line.split_whitespace();
        let Some(first) = words.next() else { continue };
        if !folded.is_empty() {
            folded.push('\n');
        }
        folded.push_str(first);
        for word in words {
            folded.push(' ');
            folded.push_str(word);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_blanks_fold() {
        let markup = "<p>One  <b>two</b>\nthree<br>four</p><ul><li>a &amp; b</li></ul><script>no</script>";
        assert_eq!(words(markup), "One two three\nfour\na & b");
        assert_eq!(
            words("# A\nif x < y && Vec<T> &gt;\n<b>b</b>"),
            "# A\nif x < y && Vec >\nb",
            "tags are HTML's"
        );
        assert_eq!(words("# A\nif x < y && Vec<T> &gt; z"), "# A\nif x < y && Vec<T> > z");
        assert_eq!(words("  plain   text\n\n and more "), "plain text\nand more");
    }
    #[test]
    fn the_depth_of_a_tree_costs_no_stack() {
        let deep = Html::parse_document(&format!("{}<p>x<br>y</p>", "<span>".repeat(100_000)));
        assert_eq!(tree_words(&deep), "x\ny");
    }

    #[test]
    fn hidden_elements_and_cells_are_told_apart() {
        let row = "<table><tr><td>a<style>b</style></td><td>c</td></tr><tr><th>d<svg><text>e</text></svg></table><p>f";
        assert_eq!(words(row), "a c\nd\nf");
    }
}
