//! The visible text of a page as a list of blocks, each with the part of the page that it stands in.

mod block;
mod names;
mod read;
mod spared;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use ego_tree::NodeId;
use scraper::ElementRef;

use super::marks::Marks;
use super::zones::Said;

pub(super) use block::Block;
pub(super) use names::Kind;

/// How far above a block the element is looked for that it stands in.
const DEEPEST: usize = 100;

/// An element of the body whose text is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The place of the element around it; of the body, its own.
    pub(super) parent: usize,
    /// What it is.
    pub(super) kind: Kind,
    /// What its names say.
    pub(super) said: Said,
    /// The first of its blocks.
    start: usize,
    /// Behind the last of its blocks.
    end: usize,
}

impl Place {
    /// The indices of its blocks.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// All blocks of a page, and which of them each element holds.
#[derive(Default)]
pub(super) struct Blocks {
    /// The blocks, in order.
    pub(super) list: Vec<Block>,
    /// The elements, in order: the body first, each before those in it.
    pub(super) places: Vec<Place>,
    by_element: HashMap<NodeId, usize, BuildHasherDefault<NumberHasher>>,
}

impl Blocks {
    /// Reads the blocks of a page.
    pub(super) fn of(marks: &Marks<'_>) -> Self {
        read::blocks(marks)
    }

    /// The indices of the blocks that an element holds or stands in; `None` where it is not shown.
    pub(super) fn range(&self, element: NodeId) -> Option<Range<usize>> {
        let place = self.by_element.get(&element).and_then(|at| self.places.get(*at));
        place.map(Place::range)
    }

    /// The indices of the blocks of the innermost element of that kind around the block `at`.
    pub(super) fn within(&self, at: usize, kind: Kind) -> Option<Range<usize>> {
        let mut place = self.list.get(at)?.place;
        for _ in 0..DEEPEST {
            let here = self.places.get(place)?;
            if here.kind == kind {
                return Some(here.range());
            }
            if here.parent == place {
                return None;
            }
            place = here.parent;
        }
        None
    }

    /// The indices of the blocks of the innermost shown element that an element is or stands in.
    pub(super) fn around(&self, element: ElementRef<'_>) -> Range<usize> {
        let outer = element.ancestors().map(|outer| outer.id());
        std::iter::once(element.id()).chain(outer).find_map(|id| self.range(id)).unwrap_or(0..0)
    }
}

/// The ids of nodes and the like are small numbers that we give ourselves: they need no hash that withstands an attack.
#[derive(Default)]
pub(super) struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(u64::from(number));
    }

    fn write_isize(&mut self, number: isize) {
        self.write_u64(number.unsigned_abs() as u64);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::Html;

    fn first<'a>(html: &'a Html, name: &str) -> ElementRef<'a> {
        html.root_element().descendent_elements().find(|element| element.value().name() == name).unwrap()
    }

    fn texts(html: &str) -> Vec<String> {
        Blocks::of(&Marks::of(&Html::parse_document(html))).list.into_iter().map(|block| block.text).collect()
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
        assert_eq!(Blocks::of(&Marks::of(&html)).list[0].spaced(), "Posted April 8, 20 14");
    }

    #[test]
    fn what_is_not_shown_is_left_out() {
        assert_eq!(texts("<p>a</p><script>b</script><p hidden>c</p><p style='display: none'>d</p>"), ["a"]);
    }

    #[test]
    fn an_element_knows_its_blocks() {
        let html = Html::parse_document("<p>a</p><article><p>b</p><p>c <i>d</i></p></article><p>e</p>");
        let blocks = Blocks::of(&Marks::of(&html));
        let article = first(&html, "article");
        let inside: Vec<_> = blocks.list[blocks.range(article.id()).unwrap()]
            .iter()
            .map(|block| block.text.as_str())
            .collect();
        assert_eq!(inside, ["b", "c d"]);
        let inline = first(&html, "i");
        assert_eq!(blocks.list[blocks.range(inline.id()).unwrap()][0].text, "c d");
        let html = Html::parse_document("<p>a</p><p>b <i hidden>c</i></p>");
        let blocks = Blocks::of(&Marks::of(&html));
        assert_eq!((blocks.range(first(&html, "i").id()), blocks.around(first(&html, "i"))), (None, 1..2));
    }
}
