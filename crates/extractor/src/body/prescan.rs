//! The document's own declaration of its encoding (WHATWG HTML, "prescan a byte stream").

use encoding_rs::Encoding;

use super::charset::declared;

/// The encoding that the XML declaration at the start names.
pub(super) fn declared_in_xml(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.trim_ascii_start();
    let rest = head.strip_prefix(b"<?xml")?;
    let end = rest.iter().position(|byte| *byte == b'>')?;
    let declaration = rest.get(..end)?;
    let at = find(declaration, b"encoding")?;
    let value = declaration.get(at + b"encoding".len()..)?.trim_ascii_start().strip_prefix(b"=")?;
    let (quote, value) = value.trim_ascii_start().split_first()?;
    let end = value.iter().position(|byte| byte == quote)?;
    declared(value.get(..end)?.trim_ascii())
}

/// The encoding that the first telling `meta` names, comments and other tags left out.
pub(super) fn declared_in_html(head: &[u8]) -> Option<&'static Encoding> {
    let mut rest = head;
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        rest = rest.get(at..)?;
        if rest.starts_with(b"<!--") {
            // `<!-->` is a whole comment: its two dashes serve both ends.
            rest = rest.get(2..)?;
            rest = rest.get(find(rest, b"-->")? + 3..)?;
            continue;
        }
        if rest.starts_with(b"<!") || rest.starts_with(b"<?") {
            rest = rest.get(rest.iter().position(|byte| *byte == b'>')? + 1..)?;
            continue;
        }
        let name_at = if rest.starts_with(b"</") { 2 } else { 1 };
        let Some(name) = rest.get(name_at..).filter(|name| starts_name(name)) else {
            rest = rest.get(1..)?;
            continue;
        };
        let length = name.iter().position(|byte| ends_name(*byte)).unwrap_or(name.len());
        let is_meta =
            name_at == 1 && name.get(..length).is_some_and(|name| name.eq_ignore_ascii_case(b"meta"));
        let mut attributes = Attributes { rest: name.get(length..)? };
        if is_meta {
            if let Some(encoding) = declared_in_meta(&mut attributes) {
                return Some(encoding);
            }
        } else {
            attributes.by_ref().for_each(drop);
        }
        rest = attributes.rest;
    }
    None
}

fn declared_in_meta(attributes: &mut Attributes<'_>) -> Option<&'static Encoding> {
    let (mut pragma, mut charset, mut content) = (false, None, None);
    for (name, value) in attributes.by_ref() {
        match name.to_ascii_lowercase().as_slice() {
            b"http-equiv" => pragma |= value.eq_ignore_ascii_case(b"content-type"),
            b"charset" => charset = charset.or_else(|| declared(value)),
            b"content" => content = content.or_else(|| declared(charset_in(value)?)),
            _ => {}
        }
    }
    charset.or(if pragma { content } else { None })
}

/// The value of `charset=` inside a `content` attribute.
fn charset_in(content: &[u8]) -> Option<&[u8]> {
    let lower = content.to_ascii_lowercase();
    let at = find(&lower, b"charset")?;
    let value = content.get(at + b"charset".len()..)?.trim_ascii_start().strip_prefix(b"=")?;
    let value = value.trim_ascii_start();
    let is_end = |byte: &u8| matches!(byte, b';' | b'"' | b'\'') || byte.is_ascii_whitespace();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    value.get(..value.iter().position(is_end).unwrap_or(value.len()))
}

/// The attributes of a tag; when it ends, `rest` stands behind the tag.
struct Attributes<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let blank = |byte: &u8| !(byte.is_ascii_whitespace() || *byte == b'/');
        let start = self.rest.iter().position(blank).unwrap_or(self.rest.len());
        self.rest = self.rest.get(start..)?;
        match self.rest.first() {
            Some(b'>') => {
                self.rest = self.rest.get(1..)?;
                return None;
            }
            None => return None,
            Some(_) => {}
        }
        let is_end = |byte: &u8| matches!(byte, b'=' | b'>' | b'/') || byte.is_ascii_whitespace();
        let length = self.rest.iter().skip(1).position(is_end).map_or(self.rest.len(), |at| at + 1);
        let (name, after) = self.rest.split_at_checked(length)?;
        let Some(value) = after.trim_ascii_start().strip_prefix(b"=") else {
            self.rest = after;
            return Some((name, b""));
        };
        let value = value.trim_ascii_start();
        let (value, rest) = match value.first() {
            Some(quote @ (b'"' | b'\'')) => {
                let inner = value.get(1..)?;
                let end = inner.iter().position(|byte| byte == quote).unwrap_or(inner.len());
                (inner.get(..end)?, inner.get(end + 1..).unwrap_or_default())
            }
            _ => {
                let is_end = |byte: &u8| *byte == b'>' || byte.is_ascii_whitespace();
                value.split_at_checked(value.iter().position(is_end).unwrap_or(value.len()))?
            }
        };
        self.rest = rest;
        Some((name, value))
    }
}

fn starts_name(name: &[u8]) -> bool {
    name.first().is_some_and(u8::is_ascii_alphabetic)
}

fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
