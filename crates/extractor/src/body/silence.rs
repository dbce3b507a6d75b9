//! How many attributes the tag may have by now that a parser is in the middle of.
//!
//! A parser tells of a tag when it is whole, and until then compares each of its attributes with all before it. While it
//! says nothing for longer than a piece of text, it is in a tag, or in a comment or the like. Which one, and where that
//! began, is not told: all tags that may have begun are followed at once. There are no more of them than states that a
//! tag can be in, since of two in one state only the one with more attributes matters.

use super::bounded::MAX_ATTRIBUTES;
use super::tags::State;

/// The tags that a parser may be in, after all that it has read in silence.
#[derive(Debug, Default)]
pub(super) struct Silence<'a> {
    /// The last piece in which the parser said something: what it is silent about began there.
    last: &'a str,
    /// Most attributes of a tag in each state, where there may be one.
    tags: [Option<usize>; State::ALL.len()],
}

impl<'a> Silence<'a> {
    /// Takes the next piece that was parsed, and whether the parser was silent meanwhile.
    pub(super) fn add(&mut self, piece: &'a str, is_silent: bool) {
        if is_silent {
            let last = std::mem::take(&mut self.last);
            self.follow(last);
            self.follow(piece);
        } else {
            *self = Self { last: piece, ..Self::default() };
        }
    }

    /// Most attributes that the tag which the parser is in may have.
    pub(super) fn attributes(&self) -> usize {
        self.tags.iter().flatten().copied().max().unwrap_or_default()
    }

    /// Whether no tag is in another state than in a value between quotes: long values are mostly such.
    fn is_in_quotes(&self) -> bool {
        let mut tags = State::ALL.into_iter().zip(self.tags);
        tags.all(|(state, tag)| tag.is_none() || matches!(state, State::Double | State::Single))
    }

    fn follow(&mut self, piece: &str) {
        let mut bytes = piece.as_bytes();
        while let Some((&byte, rest)) = bytes.split_first() {
            bytes = rest;
            if !matches!(byte, b'<' | b'"' | b'\'') && self.is_in_quotes() {
                let next = memchr::memchr3(b'<', b'"', b'\'', rest).unwrap_or(rest.len());
                bytes = rest.get(next..).unwrap_or_default();
                continue;
            }
            let mut behind = Self::default().tags;
            for (state, attributes) in State::ALL.into_iter().zip(self.tags) {
                let (Some(count), Some(next)) = (attributes, state.behind(byte)) else { continue };
                let begun = next == State::Attribute && state != next;
                if let Some(most) = behind.get_mut(next as usize) {
                    *most = (*most).max(Some((count + usize::from(begun)).min(MAX_ATTRIBUTES + 1)));
                }
            }
            if byte == b'<' {
                behind[State::Opened as usize] = Some(0);
            }
            self.tags = behind;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The attributes of the tag that the parser may be in behind `text`, read in pieces of any length.
    fn attributes(text: &str) -> usize {
        let of = |length: usize| {
            let mut silence = Silence::default();
            for piece in text.as_bytes().chunks(length) {
                silence.add(std::str::from_utf8(piece).unwrap(), true);
            }
            silence.attributes()
        };
        assert_eq!(of(1), of(text.len()));
        of(text.len())
    }

    #[test]
    fn the_attributes_of_a_tag_that_has_not_ended_are_counted() {
        assert_eq!(attributes("<b a=1 b = \"2\"c='3' / d e/f =g"), 6);
        assert_eq!(attributes("text </b a b"), 2);
        assert_eq!(attributes("<b a b c>text and more text"), 0);
        assert_eq!(attributes("1 < 2 and 3 and 4"), 0);
        assert_eq!(attributes("<b a='> x y z"), 1, "a quote that does not end");
        assert_eq!(attributes("<b a=x'> x y z"), 0, "no quote");
        assert_eq!(attributes("<b =' c"), 2, "names like any others");
    }

    #[test]
    fn a_tag_that_seems_to_stand_in_another_or_in_a_comment_hides_none() {
        assert_eq!(attributes("<? <!-- ?><b a b c"), 3);
        assert_eq!(attributes("<!-- <p a=\" --><b a b c d"), 4);
        assert_eq!(attributes("<p a='<b \"' b c d"), 4);
    }

    #[test]
    fn what_a_parser_spoke_of_is_over() {
        let mut silence = Silence::default();
        silence.add("<b a b ", false);
        assert_eq!(silence.attributes(), 0, "the piece may have ended with a whole tag");
        silence.add("c d ", true);
        assert_eq!(silence.attributes(), 4);
        silence.add("> text", false);
        assert_eq!(silence.attributes(), 0);
    }
}
