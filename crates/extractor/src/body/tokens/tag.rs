//! Tags and their attributes.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, TokenSink};
use html5ever::{Attribute, LocalName, QualName, ns};

use super::reference::reference;
use super::{Tokenizer, is_blank};

impl<S: TokenSink> Tokenizer<'_, S> {
    /// A start tag, whose name stands behind `<`.
    pub(super) fn start_tag(&mut self) {
        self.tag(TagKind::StartTag, self.at + 1);
    }

    /// What begins with `</`: a tag, a comment, or text where the document ends.
    pub(super) fn end_tag(&mut self) {
        match self.byte(self.at + 2) {
            Some(letter) if letter.is_ascii_alphabetic() => self.tag(TagKind::EndTag, self.at + 2),
            Some(b'>') => self.at += 3,
            Some(_) => self.bogus_comment(self.at + 2),
            None => self.give_text(self.at..self.text.len(), false, super::Null::Told),
        }
    }

    /// A tag whose name begins at `name_at`. One that does not end is none.
    fn tag(&mut self, kind: TagKind, name_at: usize) {
        let mut at = self.find(name_at, |byte| is_blank(byte) || matches!(byte, b'/' | b'>'));
        let name = self.name(name_at, at);
        let mut tag =
            Tag { kind, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false };
        let mut count = 0;
        loop {
            match self.byte(at) {
                Some(b'>') => break,
                Some(b'/') if self.byte(at + 1) == Some(b'>') => {
                    tag.self_closing = true;
                    at += 1;
                }
                Some(byte) if is_blank(byte) || byte == b'/' => at += 1,
                Some(_) => {
                    count += 1;
                    if count > self.most_attributes {
                        (self.over, self.at) = (true, at);
                        return;
                    }
                    at = self.attribute(&mut tag, at);
                }
                None => {
                    self.at = self.text.len();
                    return;
                }
            }
        }
        self.at = at + 1;
        self.give_tag(tag);
    }

    /// Reads the attribute whose name begins at `name_at`; where it ends.
    fn attribute(&mut self, tag: &mut Tag, name_at: usize) -> usize {
        // An equals sign that comes first is a part of the name.
        let name_end = self.find(name_at + 1, |byte| is_blank(byte) || matches!(byte, b'/' | b'=' | b'>'));
        let name = self.name(name_at, name_end);
        let behind = self.find(name_end, |byte| !is_blank(byte));
        let (value, end) = match self.byte(behind) {
            Some(b'=') => self.value(self.find(behind + 1, |byte| !is_blank(byte))),
            _ => (StrTendril::new(), behind),
        };
        if tag.attrs.iter().any(|other| other.name.local == name) {
            tag.had_duplicate_attributes = true;
        } else {
            tag.attrs.push(Attribute { name: QualName::new(None, ns!(), name), value });
        }
        end
    }

    /// The value that begins at `at`, and where it ends.
    fn value(&self, at: usize) -> (StrTendril, usize) {
        match self.byte(at) {
            Some(quote @ (b'"' | b'\'')) => {
                let length = memchr::memchr(quote, self.behind(at + 1));
                let end = length.map_or(self.text.len(), |length| at + 1 + length);
                (self.value_of(at + 1, end), end + 1)
            }
            Some(_) => {
                let end = self.find(at, |byte| is_blank(byte) || byte == b'>');
                (self.value_of(at, end), end)
            }
            None => (StrTendril::new(), at),
        }
    }

    fn value_of(&self, from: usize, to: usize) -> StrTendril {
        let mut rest = self.text.get(from..to).unwrap_or_default();
        if memchr::memchr2(b'&', 0, rest.as_bytes()).is_none() {
            return self.cut(from..to);
        }
        let mut value = StrTendril::with_capacity(u32::try_from(rest.len()).unwrap_or_default());
        while let Some(mark) = memchr::memchr2(b'&', 0, rest.as_bytes()) {
            let (plain, marked) = rest.split_at(mark);
            value.push_slice(plain);
            let mut length = 1;
            if marked.starts_with('&') {
                let found = reference(marked, true);
                found.letters().for_each(|letter| value.push_char(letter));
                length = found.length;
            } else {
                value.push_char('\u{fffd}');
            }
            rest = marked.get(length..).unwrap_or_default();
        }
        value.push_slice(rest);
        value
    }

    /// A name, in lower case.
    fn name(&mut self, from: usize, to: usize) -> LocalName {
        let name = self.text.get(from..to).unwrap_or_default();
        match name.bytes().any(|byte| byte.is_ascii_uppercase() || byte == 0) {
            true => LocalName::from(name.to_ascii_lowercase().replace('\0', "\u{fffd}")),
            false => self.names.of(name),
        }
    }

    /// Where the first such byte stands from `from` on; the end where there is none.
    fn find(&self, from: usize, is: impl Fn(u8) -> bool) -> usize {
        self.behind(from).iter().position(|byte| is(*byte)).map_or(self.text.len(), |length| from + length)
    }
}
