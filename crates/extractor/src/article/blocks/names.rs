//! What the names of elements say of their text: whether it is shown, and where lines start.

use html5ever::local_name;
use scraper::node::Element;

use crate::article::marks::attribute;

/// What an element is for the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(in super::super) enum Kind {
    /// Runs on in the line.
    #[default]
    Inline,
    /// `a`
    Link,
    /// `div`, `section` and all other elements that start a line.
    Division,
    /// `p`
    Paragraph,
    /// `h1` to `h6`
    Heading(u8),
    /// `li`
    Item,
    /// `ul`, `ol`, `menu`, `dir`
    List,
    /// `dt`, `dd`
    Definition,
    /// `blockquote`
    Quote,
    /// `pre`
    Code,
    /// `table` and its parts
    Table,
    /// `td`, `th`
    Cell,
    /// `figure`, `figcaption`
    Figure,
    /// `article`
    Article,
    /// `main`, or what has that role
    Main,
    /// `header`, `hgroup`
    Header,
    /// `br`, `hr`
    Break,
}

impl Kind {
    /// The kind of an element.
    pub(super) fn of(element: &Element) -> Self {
        match element.name() {
            "a" => Self::Link,
            "p" => Self::Paragraph,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "li" => Self::Item,
            "ul" | "ol" | "menu" | "dir" => Self::List,
            "dt" | "dd" => Self::Definition,
            "blockquote" => Self::Quote,
            "pre" => Self::Code,
            "table" | "tbody" | "thead" | "tfoot" | "tr" | "caption" => Self::Table,
            "td" | "th" => Self::Cell,
            "figure" | "figcaption" => Self::Figure,
            "article" => Self::Article,
            "main" => Self::Main,
            "header" | "hgroup" => Self::Header,
            "br" | "hr" => Self::Break,
            "address" | "aside" | "body" | "button" | "center" | "details" | "div" | "dl" | "fieldset"
            | "footer" | "form" | "nav" | "section" | "summary" => {
                match attribute(element, &local_name!("role")) {
                    Some("main") => Self::Main,
                    Some("article") => Self::Article,
                    _ => Self::Division,
                }
            }
            _ => Self::Inline,
        }
    }

    /// Whether it starts a new line.
    pub(super) fn is_block(self) -> bool {
        !matches!(self, Self::Inline | Self::Link | Self::Cell)
    }
}

/// Whether an element makes its text bold or italic.
pub(super) fn is_stress(element: &Element) -> bool {
    matches!(element.name(), "b" | "strong" | "em" | "i" | "u" | "mark")
}

/// Whether the content of an element is not shown as text.
pub(super) fn is_skipped(element: &Element) -> bool {
    let by_name = matches!(
        element.name(),
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "iframe"
            | "object"
            | "embed"
            | "canvas"
            | "select"
            | "datalist"
            | "textarea"
            | "audio"
            | "video"
            | "head"
            | "map"
            | "dialog"
    );
    by_name || is_hidden(element)
}

/// Pages that are streamed in pieces hide each piece, `id="S:…"`, until a script puts it in its place.
fn is_hidden(element: &Element) -> bool {
    element.attrs().any(|(name, value)| match name {
        "hidden" => value != "until-found" && !element.attr("id").is_some_and(|id| id.starts_with("S:")),
        "style" => has_no_display(value),
        _ => false,
    })
}

/// Whether a style holds `display: none`.
fn has_no_display(style: &str) -> bool {
    style.split(';').any(|rule| {
        rule.split_once(':').is_some_and(|(name, value)| {
            let value = value.trim_start();
            name.trim().eq_ignore_ascii_case("display")
                && value.get(..4).is_some_and(|value| value.eq_ignore_ascii_case("none"))
        })
    })
}
