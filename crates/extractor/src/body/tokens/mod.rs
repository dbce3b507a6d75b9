//! The tokens of an HTML text (WHATWG HTML, section 13.2.5, "Tokenization"), for html5ever's tree builder.
//!
//! html5ever's own tokenizer takes its text in pieces that may end anywhere, and goes from character to character. Here
//! the whole text is there: what stands between two marks is found at once, and cut out without being copied. What
//! comes of it is the same tree, which `bounded` tests.

mod declaration;
mod names;
mod raw;
mod reference;
mod tag;

use std::borrow::Cow;
use std::ops::Range;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, Token, TokenSink, TokenSinkResult};

use names::Names;
use reference::reference;

/// How the text that stands next is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    /// Tags and text.
    Markup,
    /// Text with references, to the end tag of that name: `title`.
    Replaceable(LocalName),
    /// Nothing but text, to the end tag of that name: `style`.
    Raw(LocalName),
    /// A script, whose end depends on the comments in it.
    Script,
    /// Nothing but text, to the end.
    Plain,
}

/// What becomes of U+0000 in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Null {
    /// The tree builder is told, and knows.
    Told,
    /// U+FFFD takes its place.
    Replaced,
}

/// Reads a text and gives its tokens to a sink, one after another.
pub(super) struct Tokenizer<'a, S> {
    /// What takes the tokens.
    pub(super) sink: S,
    text: &'a str,
    /// The text again, of which all that is cut out are parts.
    whole: StrTendril,
    at: usize,
    content: Content,
    names: Names,
    /// Most attributes that a tag may have.
    most_attributes: usize,
    over: bool,
}

impl<'a, S: TokenSink> Tokenizer<'a, S> {
    /// Of a text whose line ends are those that [`with_line_feeds`] makes.
    pub(super) fn of(text: &'a str, most_attributes: usize, sink: S) -> Self {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let whole = StrTendril::from(text);
        let names = Names::default();
        Self { sink, text, whole, at, content: Content::Markup, names, most_attributes, over: false }
    }

    /// Reads what stands next; false behind the end, of which the sink then knows.
    pub(super) fn step(&mut self) -> bool {
        if self.at >= self.text.len() {
            self.give(Token::EOFToken);
            self.sink.end();
            return false;
        }
        match std::mem::replace(&mut self.content, Content::Markup) {
            Content::Markup => self.markup(),
            content => self.text_of(&content),
        }
        true
    }

    /// How many bytes are read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Whether a tag has more attributes than it may have. It is given to nobody then.
    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// Text to the next tag, or what begins with `<`.
    fn markup(&mut self) {
        match self.byte(self.at).and_then(|byte| if byte == b'<' { self.byte(self.at + 1) } else { None }) {
            Some(b'/') => self.end_tag(),
            Some(b'!') => self.declaration(),
            Some(b'?') => self.bogus_comment(self.at + 1),
            Some(letter) if letter.is_ascii_alphabetic() => self.start_tag(),
            // The first byte is a part of the text, whatever it is.
            _ => self.give_text(self.at..self.next_markup(self.at + 1), true, Null::Told),
        }
    }

    /// Where the next `<` stands that begins more than text; the end where there is none.
    fn next_markup(&self, from: usize) -> usize {
        let begins = |at: &usize| {
            let next = self.byte(at + 1);
            next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'))
        };
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        memchr::memchr_iter(b'<', rest).map(|at| from + at).find(begins).unwrap_or(self.text.len())
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The bytes from `from` on.
    fn behind(&self, from: usize) -> &'a [u8] {
        self.text.as_bytes().get(from..).unwrap_or_default()
    }

    /// A part of the text, not copied.
    fn cut(&self, range: Range<usize>) -> StrTendril {
        let (from, length) = (u32::try_from(range.start), u32::try_from(range.len()));
        let (Ok(from), Ok(length)) = (from, length) else { return StrTendril::new() };
        self.whole.try_subtendril(from, length).unwrap_or_default()
    }

    /// A part of the text with U+FFFD for each U+0000, and with its references as what they stand for where `referring`.
    fn give_text(&mut self, range: Range<usize>, referring: bool, null: Null) {
        self.at = range.end;
        let mut from = range.start;
        while from < range.end {
            let part = self.text.as_bytes().get(from..range.end).unwrap_or_default();
            let mark = if referring { memchr::memchr2(b'&', 0, part) } else { memchr::memchr(0, part) };
            let plain = mark.unwrap_or(part.len());
            if plain > 0 {
                self.give(Token::CharacterTokens(self.cut(from..from + plain)));
            }
            from += plain;
            match part.get(plain) {
                Some(b'&') => {
                    let found = reference(self.text.get(from..range.end).unwrap_or_default(), false);
                    for letter in found.letters() {
                        self.give(Token::CharacterTokens(StrTendril::from_char(letter)));
                    }
                    from += found.length;
                }
                Some(_) => {
                    self.give(match null {
                        Null::Told => Token::NullCharacterToken,
                        Null::Replaced => Token::CharacterTokens(StrTendril::from_char('\u{fffd}')),
                    });
                    from += 1;
                }
                None => {}
            }
        }
    }

    /// A part of the text with U+FFFD for each U+0000.
    fn without_nulls(&self, range: Range<usize>) -> StrTendril {
        let part = self.text.get(range.clone()).unwrap_or_default();
        match part.contains('\0') {
            true => StrTendril::from(part.replace('\0', "\u{fffd}")),
            false => self.cut(range),
        }
    }

    fn give(&mut self, token: Token) {
        // Of tags alone the tree builder says more than that it goes on.
        let _ = self.sink.process_token(token, 1);
    }

    fn give_tag(&mut self, tag: Tag) {
        let name = tag.name.clone();
        self.content = match self.sink.process_token(Token::TagToken(tag), 1) {
            TokenSinkResult::Plaintext => Content::Plain,
            TokenSinkResult::RawData(RawKind::Rcdata) => Content::Replaceable(name),
            TokenSinkResult::RawData(RawKind::Rawtext) => Content::Raw(name),
            TokenSinkResult::RawData(_) => Content::Script,
            // No script is run, and the encoding is known.
            TokenSinkResult::Continue
            | TokenSinkResult::Script(_)
            | TokenSinkResult::EncodingIndicator(_) => Content::Markup,
        };
    }
}

/// A text whose lines end with a line feed each (section 13.2.3.5, "Preprocessing the input stream").
pub(super) fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for (number, line) in text.split('\r').enumerate() {
        if number > 0 {
            plain.push('\n');
        }
        plain.push_str(if number > 0 { line.strip_prefix('\n').unwrap_or(line) } else { line });
    }
    Cow::Owned(plain)
}

/// White space as the tokenizer knows it; there are no carriage returns any more.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b' ')
}
