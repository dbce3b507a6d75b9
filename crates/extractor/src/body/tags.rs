//! The tags of an HTML text, in one linear pass and without a tree.

use std::sync::LazyLock;

use memchr::memmem::Finder;

static CLOSE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("</"));
static DASHES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("--"));

/// Elements that hold text with no tags in it, for a parser that supposes scripts.
const RAW: [&str; 10] =
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"];

/// Where in a tag a byte stands (WHATWG HTML, "tokenization").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// In the tag's name.
    Name,
    /// Where an attribute may begin.
    Before,
    /// In the name of an attribute.
    Attribute,
    /// Behind the name of an attribute.
    After,
    /// Where a value may begin.
    Value,
    /// In a value between double quotes.
    Double,
    /// In a value between single quotes.
    Single,
    /// In a value without quotes.
    Unquoted,
}

impl State {
    /// The state behind `byte`; `None` where the tag ends there.
    fn behind(self, byte: u8) -> Option<Self> {
        let blank = byte.is_ascii_whitespace();
        match (self, byte) {
            (Self::Double, b'"') | (Self::Single, b'\'') => Some(Self::Before),
            (Self::Double | Self::Single, _) => Some(self),
            (_, b'>') => None,
            (Self::Unquoted, _) => Some(if blank { Self::Before } else { self }),
            (Self::Value, b'"') => Some(Self::Double),
            (Self::Value, b'\'') => Some(Self::Single),
            (Self::Value, _) => Some(if blank { self } else { Self::Unquoted }),
            (_, b'/') => Some(Self::Before),
            (Self::Attribute | Self::After, b'=') => Some(Self::Value),
            (Self::Attribute, _) => Some(if blank { Self::After } else { self }),
            (Self::Name, _) => Some(if blank { Self::Before } else { self }),
            (Self::Before | Self::After, _) => Some(if blank { self } else { Self::Attribute }),
        }
    }
}

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its name as written.
    pub name: &'a str,
    /// Whether it is an end tag.
    pub closes: bool,
    /// Where the tag starts, in bytes of the text.
    pub start: usize,
    /// Behind the tag.
    pub end: usize,
}

/// Walks over the tags of a text. Comments and the content of `script` and the like are left out. Which elements hold
/// no tags depends on the tree, which is not known here: inside `svg` and `math`, all do.
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

    /// Skips to the end tag `name`.
    fn skip_raw(&mut self, name: &str) {
        let mut from = self.at;
        while let Some(found) = self.text.get(from..).and_then(|rest| CLOSE.find(rest.as_bytes())) {
            let close = from + found;
            from = close + 2;
            let ends = self.text.get(from..from + name.len());
            let behind = self.text.as_bytes().get(from + name.len());
            let is_whole =
                behind.is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
            if is_whole && ends.is_some_and(|end| end.eq_ignore_ascii_case(name)) {
                self.at = close;
                return;
            }
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
            let start = self.at;
            let rest = self.text.get(start..)?;
            let closes = rest.starts_with("</");
            let name = rest.get(if closes { 2 } else { 1 }..)?;
            if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
                self.at += no_tag_length(rest);
                continue;
            }
            let length =
                name.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(name.len());
            let (name, attributes) = name.split_at(length);
            let length = rest.len() - attributes.len() + tag_length(attributes);
            self.at += length;
            let is_foreign = name.eq_ignore_ascii_case("svg") || name.eq_ignore_ascii_case("math");
            if closes {
                self.foreign -= usize::from(is_foreign && self.foreign > 0);
            } else if is_foreign {
                self.foreign += usize::from(!rest.get(..length)?.ends_with("/>"));
            }
            let tag = Tag { name, closes, start, end: self.at };
            if !closes && self.foreign == 0 && RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
                self.skip_raw(name);
            }
            return Some(tag);
        }
    }
}

/// Bytes up to and with the `>` that ends a tag; one inside a quoted value does not.
fn tag_length(attributes: &str) -> usize {
    let mut state = State::Name;
    for (at, byte) in attributes.bytes().enumerate() {
        match state.behind(byte) {
            Some(next) => state = next,
            None => return at + 1,
        }
    }
    attributes.len()
}

/// Bytes of what begins with `<` and is no tag: a comment, what is read as one, or words.
fn no_tag_length(rest: &str) -> usize {
    let Some(comment) = rest.strip_prefix("<!--") else {
        let is_one = rest.starts_with("<!") || rest.starts_with("<?") || rest.starts_with("</");
        return if is_one { rest.find('>').map_or(rest.len(), |end| end + 1) } else { 1 };
    };
    // `<!-->` and `<!--->` are whole comments.
    if comment.starts_with('>') || comment.starts_with("->") {
        return rest.find('>').map_or(rest.len(), |end| end + 1);
    }
    let mut from = 0;
    while let Some(found) = comment.get(from..).and_then(|rest| DASHES.find(rest.as_bytes())) {
        from += found;
        let behind = comment.get(from + 2..).unwrap_or_default();
        if behind.starts_with('>') || behind.starts_with("!>") {
            return rest.len() - behind.len() + if behind.starts_with('>') { 1 } else { 2 };
        }
        from += 1;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        Tags::of(text).map(|tag| format!("{}{}", if tag.closes { "/" } else { "" }, tag.name)).collect()
    }

    #[test]
    fn comments_end_where_a_parser_ends_them() {
        for comment in [
            "<!-- <i> -->",
            "<!-- <i> --!>",
            "<!--><!---><!----->",
            "<!-- <i> --x> ---->",
            "<? <!-- ?>",
            "<!x <!-- >",
            "</ <!-- >",
            "</>",
            "<!doctype html>",
        ] {
            assert_eq!(names(&format!("{comment}<b>")), ["b"], "{comment}");
        }
        assert_eq!(names("<!-- <b>"), [""; 0]);
        assert_eq!(names("1 < 2 <3 <b>"), ["b"]);
    }

    #[test]
    fn only_the_first_byte_of_a_value_quotes_it() {
        assert_eq!(names("<p a=b=\"><b>"), ["p", "b"]);
        assert_eq!(names("<p =\"><b>"), ["p", "b"]);
        assert_eq!(names("<p a = '>\"' b=\">\"><b>"), ["p", "b"]);
    }

    #[test]
    fn raw_text_holds_no_tags() {
        assert_eq!(names("<script>'<i>'</scripts></SCRIPT ><b>"), ["script", "/SCRIPT", "b"]);
        assert_eq!(names("<noscript><!--</noscript><b>"), ["noscript", "/noscript", "b"]);
        assert_eq!(names("<svg><title><b></title></svg>"), ["svg", "title", "b", "/title", "/svg"]);
    }
}
