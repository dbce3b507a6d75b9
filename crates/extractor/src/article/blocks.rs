//! The visible text of a page as a list of blocks, each with the part of the page that it stands in.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

use super::page::select;
use super::zones::{Zone, zone_of};

/// A run of text without a line break of its own.
pub(super) struct Block {
    /// Its words, white space folded (lines kept in `pre`).
    pub(super) text: String,
    /// Where an inline element starts or ends, in bytes of `text`.
    cuts: Vec<usize>,
    /// The element that it stands in.
    pub(super) element: NodeId,
    /// The part of the page.
    pub(super) zone: Zone,
    /// 1 to 6 for a heading.
    pub(super) level: Option<u8>,
    /// Bytes of it that are link text.
    pub(super) linked: usize,
}

impl Block {
    /// Its text with a blank where inline elements meet: style sheets part what the markup does not
    /// (`<b>Posted</b><i>April 8</i>`).
    pub(super) fn spaced(&self) -> Cow<'_, str> {
        let meets = |at: &usize| {
            let before = self.text.get(..*at).and_then(|text| text.chars().next_back());
            let after = self.text.get(*at..).and_then(|text| text.chars().next());
            before.is_some_and(|c| c.is_alphanumeric() || c == ':')
                && after.is_some_and(char::is_alphanumeric)
        };
        if !self.cuts.iter().any(meets) {
            return Cow::Borrowed(&self.text);
        }
        let mut spaced = String::with_capacity(self.text.len() + self.cuts.len());
        let mut from = 0;
        for at in self.cuts.iter().copied().filter(meets) {
            spaced.push_str(self.text.get(from..at).unwrap_or_default());
            spaced.push(' ');
            from = at;
        }
        spaced.push_str(self.text.get(from..).unwrap_or_default());
        Cow::Owned(spaced)
    }

    /// Its text, cut where inline elements start and end.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.cuts.iter().copied());
        let ends = self.cuts.iter().copied().chain([self.text.len()]);
        starts.zip(ends).filter_map(|(start, end)| self.text.get(start..end))
    }
}

/// All blocks of a page, and which of them each element holds.
pub(super) struct Blocks {
    /// The blocks, in order.
    pub(super) list: Vec<Block>,
    ranges: HashMap<NodeId, Range<usize>>,
}

impl Blocks {
    /// Reads the blocks of a page.
    pub(super) fn of(html: &Html) -> Self {
        let spared = spared(html);
        let mut reader = Reader::default();
        let Some(body) = select(html, "body").next() else {
            return Self { list: Vec::new(), ranges: HashMap::new() };
        };
        let mut skipped: Option<NodeId> = None;
        for edge in body.traverse() {
            match edge {
                Edge::Open(node) if skipped.is_none() => match node.value() {
                    Node::Text(text) => reader.text(&text.text),
                    Node::Element(element) if is_skipped(element) => skipped = Some(node.id()),
                    Node::Element(element) => {
                        let zone =
                            if spared.contains(&node.id()) { Zone::default() } else { zone_of(element) };
                        reader.open(node.id(), element, zone);
                    }
                    _ => {}
                },
                Edge::Close(node) => match (skipped, node.value()) {
                    (Some(id), _) if id == node.id() => skipped = None,
                    (None, Node::Element(element)) => reader.close(node.id(), element),
                    _ => {}
                },
                Edge::Open(_) => {}
            }
        }
        reader.flush();
        Self { list: reader.list, ranges: reader.ranges }
    }

    /// The indices of the blocks that an element holds or stands in.
    pub(super) fn range(&self, element: NodeId) -> Range<usize> {
        self.ranges.get(&element).cloned().unwrap_or(0..0)
    }
}

/// Ancestors of the main heading and of the declared article: whatever their class names say, they hold
/// the article.
fn spared(html: &Html) -> HashSet<NodeId> {
    let mut spared = HashSet::new();
    let first = |selector: &str| select(html, selector).next();
    let anchors =
        [first("main h1, article h1"), first("h1"), first("[itemprop~='articleBody']"), first("main")];
    for anchor in anchors.into_iter().flatten() {
        if inside_listed_zone(anchor) {
            continue;
        }
        spared.insert(anchor.id());
        spared.extend(anchor.ancestors().map(|node| node.id()));
    }
    spared
}

/// An `h1` inside `footer`, `nav` or `aside` proves nothing.
fn inside_listed_zone(element: ElementRef<'_>) -> bool {
    element
        .ancestors()
        .filter_map(ElementRef::wrap)
        .any(|ancestor| matches!(ancestor.value().name(), "footer" | "nav" | "aside"))
}

#[derive(Default)]
struct Reader {
    list: Vec<Block>,
    ranges: HashMap<NodeId, Range<usize>>,
    starts: HashMap<NodeId, usize>,
    stack: Vec<(NodeId, Zone, Option<u8>)>,
    text: String,
    cuts: Vec<usize>,
    linked: usize,
    link_depth: usize,
    pre_depth: usize,
}

impl Reader {
    fn text(&mut self, text: &str) {
        let before = self.text.len();
        if self.pre_depth > 0 {
            self.text.push_str(text);
        } else {
            // A soft hyphen is a place where a word may be broken, not a letter of it.
            for c in text.chars().filter(|c| *c != '\u{ad}') {
                let blank = c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}';
                match blank {
                    true if self.text.is_empty() || self.text.ends_with(' ') => {}
                    true => self.text.push(' '),
                    false => self.text.push(c),
                }
            }
        }
        if self.link_depth > 0 {
            self.linked += self.text.len() - before;
        }
    }

    fn open(&mut self, id: NodeId, element: &Element, zone: Zone) {
        if is_block(element.name()) {
            self.flush();
        } else if is_cell(element.name()) && !self.text.is_empty() {
            self.text(" ");
        }
        let (outer, level) =
            self.stack.last().map_or((Zone::default(), None), |(_, zone, level)| (*zone, *level));
        let level = match element.name().as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
            _ => level,
        };
        self.stack.push((id, outer.with(zone), level));
        self.starts.insert(id, self.list.len());
        self.cut();
        self.link_depth += usize::from(element.name() == "a");
        self.pre_depth += usize::from(element.name() == "pre");
    }

    fn close(&mut self, id: NodeId, element: &Element) {
        if is_block(element.name()) {
            self.flush();
        }
        self.cut();
        self.link_depth -= usize::from(element.name() == "a" && self.link_depth > 0);
        self.pre_depth -= usize::from(element.name() == "pre" && self.pre_depth > 0);
        self.stack.pop();
        if let Some(start) = self.starts.remove(&id) {
            // An inline element stands in the block that is still being read.
            let end = self.list.len() + usize::from(!self.text.is_empty());
            self.ranges.insert(id, start..end.max(start));
        }
    }

    fn cut(&mut self) {
        if !self.text.is_empty() && self.cuts.last() != Some(&self.text.len()) {
            self.cuts.push(self.text.len());
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let cuts = std::mem::take(&mut self.cuts);
        let linked = std::mem::take(&mut self.linked);
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return;
        }
        let Some((element, zone, level)) = self.stack.last().copied() else { return };
        let lead = text.len() - text.trim_start().len();
        let cuts = cuts.into_iter().filter_map(|cut| cut.checked_sub(lead)).collect();
        let text = trimmed.to_owned();
        self.list.push(Block { linked: linked.min(text.len()), text, cuts, element, zone, level });
    }
}

/// Elements whose content is not shown as text.
fn is_skipped(element: &Element) -> bool {
    let hidden = element.attr("hidden").is_some_and(|value| value != "until-found")
        || element.attr("style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            style.to_ascii_lowercase().contains("display:none")
        });
    hidden
        || matches!(
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
        )
}

/// Elements that start a new line.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "br"
            | "button"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}

fn is_cell(name: &str) -> bool {
    matches!(name, "td" | "th")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        Blocks::of(&Html::parse_document(html)).list.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn blocks_are_lines_and_inline_elements_are_not() {
        assert_eq!(
            texts("<p>one <b>two</b>,\n three</p>four<div>five<br>six</div>"),
            ["one two, three", "four", "five", "six"]
        );
        assert_eq!(texts("<table><tr><td>a<td>b<tr><td>c</table>"), ["a b", "c"]);
        assert_eq!(texts("<pre>x = 1\n  y</pre>"), ["x = 1\n  y"]);
    }

    #[test]
    fn inline_elements_can_be_read_apart() {
        let html = Html::parse_document("<p><b>Posted</b><i>April 8</i>, <u>20</u>14</p>");
        assert_eq!(Blocks::of(&html).list[0].spaced(), "Posted April 8, 20 14");
    }

    #[test]
    fn what_is_not_shown_is_left_out() {
        assert_eq!(texts("<p>a</p><script>b</script><p hidden>c</p><p style='display: none'>d</p>"), ["a"]);
    }

    #[test]
    fn an_element_knows_its_blocks() {
        let html = Html::parse_document("<p>a</p><article><p>b</p><p>c <i>d</i></p></article><p>e</p>");
        let blocks = Blocks::of(&html);
        let article = select(&html, "article").next().unwrap();
        let inside: Vec<_> =
            blocks.list[blocks.range(article.id())].iter().map(|block| block.text.as_str()).collect();
        assert_eq!(inside, ["b", "c d"]);
        let inline = select(&html, "i").next().unwrap();
        assert_eq!(blocks.list[blocks.range(inline.id())][0].text, "c d");
    }
}
