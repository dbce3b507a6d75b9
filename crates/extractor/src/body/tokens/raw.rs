//! Elements that hold text alone.

use html5ever::tokenizer::TokenSink;
use memchr::memmem;

use super::{Content, Null, Tokenizer, is_blank};

impl<S: TokenSink> Tokenizer<'_, S> {
    /// The text of an element that holds no tags, to its end tag.
    pub(super) fn text_of(&mut self, content: &Content) {
        let (end, referring) = match content {
            Content::Replaceable(name) => (self.end_of(name), true),
            Content::Raw(name) => (self.end_of(name), false),
            Content::Script => (self.at + script_length(self.behind(self.at)), false),
            Content::Markup | Content::Plain => (self.text.len(), false),
        };
        self.give_text(self.at..end, referring, Null::Replaced);
    }

    fn end_of(&self, name: &str) -> usize {
        let rest = self.behind(self.at);
        let ends = |at: &usize| ends_element(rest, *at, name);
        let found = memmem::find_iter(rest, b"</").find(ends);
        found.map_or(self.text.len(), |length| self.at + length)
    }
}

/// Whether `</name` stands at `at`, and a tag of that name may end there.
fn ends_element(text: &[u8], at: usize, name: &str) -> bool {
    let Some(tag) = text.get(at + 2..) else { return false };
    let is_named = tag.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()));
    is_named && tag.get(name.len()).is_some_and(|byte| is_blank(*byte) || matches!(byte, b'/' | b'>'))
}

/// In what a place of a script stands (section 13.2.5.20 and on, "script data escaped state").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    /// In nothing.
    Plain,
    /// In a comment.
    Escaped,
    /// In a script in a comment, whose end tag ends but that one.
    DoubleEscaped,
}

/// Bytes of a script up to the end tag that ends it.
fn script_length(text: &[u8]) -> usize {
    let (mut inside, mut at) = (Script::Plain, 0);
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let next = match inside {
            Script::Plain => memchr::memchr(b'<', rest),
            Script::Escaped | Script::DoubleEscaped => memchr::memchr2(b'<', b'-', rest),
        };
        let Some(next) = next else { return text.len() };
        at += next;
        let here = text.get(at..).unwrap_or_default();
        if inside != Script::DoubleEscaped && here.starts_with(b"</") && ends_element(text, at, "script") {
            return at;
        }
        if inside == Script::Plain {
            // The dashes that begin a comment may be those that end it.
            let begins = here.starts_with(b"<!--");
            (inside, at) = if begins { (Script::Escaped, at + 2) } else { (inside, at + 1) };
        } else if here.starts_with(b"-->") {
            (inside, at) = (Script::Plain, at + 3);
        } else {
            let (start, other) = match inside {
                Script::Escaped => (&b"<"[..], Script::DoubleEscaped),
                _ => (&b"</"[..], Script::Escaped),
            };
            let is_script =
                here.starts_with(start) && is_script_tag(here.get(start.len()..).unwrap_or_default());
            (inside, at) = (if is_script { other } else { inside }, at + 1);
        }
    }
}

/// Whether `script` stands there as a whole name.
fn is_script_tag(text: &[u8]) -> bool {
    let Some((name, behind)) = text.split_at_checked(b"script".len()) else { return false };
    name.eq_ignore_ascii_case(b"script")
        && behind.first().is_some_and(|byte| is_blank(*byte) || matches!(byte, b'/' | b'>'))
}
