//! Pages that React streams: the data stand as JSON strings in `self.__next_f.push([1,"..."])`.

use serde_json::{Deserializer, Value};

/// A page has at most so many pieces.
const PIECE_LIMIT: usize = 5_000;

/// So many lists of one name are read, since the same data stand on a page several times.
const LIST_LIMIT: usize = 20;

/// All pieces of the stream in one text.
pub(super) fn stream(page: &str) -> String {
    let mut text = String::new();
    for (at, start) in page.match_indices("self.__next_f.push([1,").take(PIECE_LIMIT) {
        let piece = page.get(at + start.len()..).unwrap_or_default();
        if let Some(Ok(piece)) = Deserializer::from_str(piece).into_iter::<String>().next() {
            text.push_str(&piece);
        }
    }
    text
}

/// The values that stand behind `"name":` in the stream.
pub(super) fn values(stream: &str, name: &str) -> Vec<Value> {
    let mark = format!("\"{name}\":");
    let found = stream.match_indices(&mark).take(LIST_LIMIT).filter_map(|(at, start)| {
        let rest = stream.get(at + start.len()..)?;
        Deserializer::from_str(rest).into_iter::<Value>().next()?.ok()
    });
    found.collect()
}

/// The text that a reference such as `$21` stands for: the stream holds it as `21:T<length>,<text>`, with
/// the length in bytes, hexadecimal.
pub(super) fn referred<'s>(stream: &'s str, reference: &str) -> Option<&'s str> {
    let row = reference.strip_prefix('$').filter(|row| !row.is_empty() && row.len() <= 6)?;
    if !row.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mark = format!("{row}:T");
    // A row begins a line, or follows a text, which has no line break behind it.
    stream.match_indices(&mark).take(LIST_LIMIT).find_map(|(at, _)| {
        let (length, text) = stream.get(at + mark.len()..)?.split_once(',')?;
        text.get(..usize::from_str_radix(length, 16).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_leads_to_its_text() {
        let stream = "20:{\"a\":\"$21\"}\n21:T6,H\u{e9}llo22:T3,abc\n";
        assert_eq!(referred(stream, "$21"), Some("H\u{e9}llo"));
        assert_eq!(referred(stream, "$22"), Some("abc"));
        for text in ["$23", "$undefined", "21", "$"] {
            assert_eq!(referred(stream, text), None, "{text}");
        }
    }
}
