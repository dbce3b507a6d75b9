//! One walk over the body that gathers its blocks.

use ego_tree::NodeId;
use scraper::Node;
use scraper::node::Element;

use super::names::{Kind, is_skipped, is_stress};
use super::spared::spared;
use super::{Block, Blocks, Place};
use crate::article::marks::Marks;
use crate::article::walk::walk;
use crate::article::zones::{Said, Zone, said};

/// Reads the blocks of a page.
pub(super) fn blocks(marks: &Marks<'_>) -> Blocks {
    let Some(body) = marks.body else { return Blocks::default() };
    let spared = spared(marks);
    let mut reader = Reader::default();
    walk(
        *body,
        &mut reader,
        |reader, node| match node.value() {
            Node::Text(text) => {
                reader.text(&text.text);
                false
            }
            Node::Element(element) if is_skipped(element) => false,
            Node::Element(element) => {
                let mut said = said(element);
                if !said.zone.is_plain() && spared.contains(&node.id()) {
                    said.zone = Zone::default();
                }
                reader.open(node.id(), element, said);
                true
            }
            _ => true,
        },
        |reader, node| {
            if node.value().is_element() {
                reader.close();
            }
        },
    );
    reader.flush();
    reader.found
}

/// An open element.
#[derive(Clone, Copy)]
struct Open {
    id: NodeId,
    place: usize,
    kind: Kind,
    zone: Zone,
    level: Option<u8>,
    stress: bool,
}

#[derive(Default)]
struct Reader {
    found: Blocks,
    stack: Vec<Open>,
    text: String,
    cuts: Vec<usize>,
    linked: usize,
    link_depth: usize,
    stressed: usize,
    stress_depth: usize,
    pre_depth: usize,
}

impl Reader {
    fn text(&mut self, text: &str) {
        let before = self.text.len();
        if self.pre_depth > 0 {
            self.text.push_str(text);
        } else {
            self.fold(text);
        }
        if self.link_depth > 0 {
            self.linked += self.text.len() - before;
        }
        if self.stress_depth > 0 {
            self.stressed += self.text.len() - before;
        }
    }

    /// Appends `text` with each run of white space as one blank. A soft hyphen is a place where a word may
    /// be broken, not a letter of it.
    fn fold(&mut self, text: &str) {
        let is_odd = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}');
        let is_blank = |byte: u8| matches!(byte, 9..=13 | b' ');
        let is_plain = |byte: u8| byte.is_ascii() && !is_blank(byte);
        let mut rest = text;
        while let Some(first) = rest.bytes().next() {
            // Words of ASCII and the single blanks between them are told by their bytes; letters of others are looked at one
            // by one.
            let bytes = rest.as_bytes();
            let goes_on = |at: usize| bytes.get(at).is_some_and(|byte| is_plain(*byte));
            let ends = |(at, byte): (usize, &u8)| !is_plain(*byte) && (*byte != b' ' || !goes_on(at + 1));
            let length = match first {
                _ if is_blank(first) => 0,
                0x80.. => rest.find(is_odd).unwrap_or(rest.len()),
                _ => bytes.iter().enumerate().position(ends).unwrap_or(rest.len()),
            };
            let (words, after) = rest.split_at(length);
            self.text.push_str(words);
            let mut letters = after.chars();
            let odd = letters.next().filter(|odd| is_odd(*odd));
            if odd.is_some_and(|odd| odd != '\u{ad}')
                && self.text.as_bytes().last().is_some_and(|last| *last != b' ')
            {
                self.text.push(' ');
            }
            rest = if odd.is_some() { letters.as_str() } else { after };
        }
    }

    fn open(&mut self, id: NodeId, element: &Element, said: Said) {
        let kind = Kind::of(element);
        if kind.is_block() {
            self.flush();
        } else if kind == Kind::Cell && !self.text.is_empty() {
            self.text(" ");
        }
        let place = self.found.places.len();
        let outer = self.stack.last();
        let (zone, level) = outer.map_or((Zone::default(), None), |outer| (outer.zone, outer.level));
        let level = if let Kind::Heading(level) = kind { Some(level) } else { level };
        let parent = outer.map_or(place, |outer| outer.place);
        let start = self.found.list.len();
        let stress = is_stress(element);
        self.stack.push(Open { id, place, kind, zone: zone.with(said.zone), level, stress });
        self.found.places.push(Place { parent, kind, said, start, end: start });
        self.cut();
        self.link_depth += usize::from(kind == Kind::Link);
        self.stress_depth += usize::from(stress);
        self.pre_depth += usize::from(kind == Kind::Code);
    }

    fn close(&mut self) {
        let Some(open) = self.stack.last().copied() else { return };
        if open.kind.is_block() {
            self.flush();
        }
        self.cut();
        self.link_depth -= usize::from(open.kind == Kind::Link && self.link_depth > 0);
        self.stress_depth -= usize::from(open.stress && self.stress_depth > 0);
        self.pre_depth -= usize::from(open.kind == Kind::Code && self.pre_depth > 0);
        self.stack.pop();
        // An inline element stands in the block that is still being read.
        let end = self.found.list.len() + usize::from(!self.text.is_empty());
        if let Some(place) = self.found.places.get_mut(open.place) {
            place.end = end.max(place.start);
        }
        self.found.by_element.insert(open.id, open.place);
    }

    fn cut(&mut self) {
        if !self.text.is_empty() && self.cuts.last() != Some(&self.text.len()) {
            self.cuts.push(self.text.len());
        }
    }

    fn flush(&mut self) {
        if self.text.is_empty() {
            self.cuts.clear();
            self.linked = 0;
            self.stressed = 0;
            return;
        }
        let trimmed = self.text.trim();
        if let (false, Some(open)) = (trimmed.is_empty(), self.stack.last()) {
            let lead = self.text.len() - self.text.trim_start().len();
            let cuts = self.cuts.iter().filter_map(|cut| cut.checked_sub(lead)).collect();
            self.found.list.push(Block {
                linked: self.linked.min(trimmed.len()),
                stressed: self.stressed,
                text: trimmed.to_owned(),
                cuts,
                element: open.id,
                place: open.place,
                zone: open.zone,
                level: open.level,
            });
        }
        self.text.clear();
        self.cuts.clear();
        self.linked = 0;
        self.stressed = 0;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn text_is_folded_as_letter_by_letter(parts in prop::collection::vec("[ab é\u{ad}\u{a0}\u{200b}\n\t山]{0,12}", 0..4)) {
            let (mut reader, mut folded) = (Reader::default(), String::new());
            for part in &parts {
                reader.text(part);
                for letter in part.chars().filter(|letter| *letter != '\u{ad}') {
                    let is_odd = letter.is_whitespace() || letter == '\u{200b}';
                    match letter {
                        _ if !is_odd => folded.push(letter),
                        _ if !folded.is_empty() && !folded.ends_with(' ') => folded.push(' '),
                        _ => {}
                    }
                }
            }
            prop_assert_eq!(reader.text, folded);
        }
    }
}
