//! The tags of an HTML text, in one linear pass and without a tree.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::kinds::TagKind;

static CLOSE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("</"));

/// A tag.
pub(super) enum Tag<'a> {
    /// A start tag.
    Open {
        /// Its name as written.
        name: &'a str,
        /// What the name means.
        kind: TagKind,
        /// Where the tag starts, in bytes of the text.
        start: usize,
        /// Behind the tag.
        end: usize,
        /// Its attributes as written.
        attributes: &'a str,
    },
    /// An end tag.
    Close {
        /// Its name as written.
        name: &'a str,
        /// What the name means.
        kind: TagKind,
        /// Where the tag starts, in bytes of the text.
        start: usize,
    },
}

/// Walks over the tags of a text. Comments and the content of `script` and the like are left out.
pub(super) struct Tags<'a> {
    text: &'a str,
    at: usize,
    foreign: usize,
}

impl<'a> Tags<'a> {
    /// The tags of `text`.
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, at: 0, foreign: 0 }
    }

    /// Skips to the end tag `name`. Inside `svg` and `math` these elements hold ordinary markup.
    fn skip_raw(&mut self, name: &str) {
        if self.foreign > 0 {
            return;
        }
        let mut from = self.at;
        while let Some(found) = self.text.get(from..).and_then(|rest| CLOSE.find(rest.as_bytes())) {
            let close = from + found;
            let ends = self.text.get(close + 2..close + 2 + name.len());
            if ends.is_some_and(|end| end.eq_ignore_ascii_case(name)) {
                self.at = close;
                return;
            }
            from = close + 2;
        }
        self.at = self.text.len();
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let rest = self.text.get(self.at..)?;
            self.at += memchr::memchr(b'<', rest.as_bytes())?;
            let rest = self.text.get(self.at..)?;
            if let Some(comment) = rest.strip_prefix("<!--") {
                // `<!-->` and `<!--->` are whole comments.
                let short = comment.starts_with('>') || comment.starts_with("->");
                let end = if short {
                    comment.find('>').map(|at| at + 1)
                } else {
                    comment.find("-->").map(|at| at + 3)
                };
                self.at = end.map_or(self.text.len(), |end| self.at + 4 + end);
                continue;
            }
            let closing = rest.starts_with("</");
            let name_at = if closing { 2 } else { 1 };
            let name = rest.get(name_at..)?;
            if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
                self.at += 1;
                continue;
            }
            let length =
                name.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(name.len());
            let (name, after) = name.split_at(length);
            let length = tag_length(after);
            let attributes = after.get(..length).unwrap_or_default();
            let start = self.at;
            self.at += name_at + name.len() + length;
            let kind = TagKind::of(name);
            if closing {
                self.foreign -= usize::from(kind == TagKind::Foreign && self.foreign > 0);
                return Some(Tag::Close { name, kind, start });
            }
            let end = self.at;
            match kind {
                TagKind::Foreign => self.foreign += usize::from(!attributes.ends_with("/>")),
                TagKind::Raw => self.skip_raw(name),
                _ => {}
            }
            return Some(Tag::Open { name, kind, start, end, attributes });
        }
    }
}

/// Bytes up to and with the `>` that ends a tag; one inside a quoted value does not.
fn tag_length(after: &str) -> usize {
    let mut quote = None;
    let mut last = b' ';
    for (at, byte) in after.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if last == b'=' => quote = Some(byte),
            (None, b'>') => return at + 1,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    after.len()
}
