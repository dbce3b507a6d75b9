//! Pages that React streams: the data stand as JSON strings in `self.__next_f.push([1,"..."])`.

use std::cell::Cell;
use std::collections::HashMap;

use serde_json::{Deserializer, Value};

use crate::body::parse_start;

/// A page has at most so many pieces.
const PIECE_LIMIT: usize = 5_000;

/// So many lists of one name are read, since the same data stand on a page several times.
const LIST_LIMIT: usize = 20;

/// The name of a row has at most so many digits.
const LONGEST_NAME: usize = 6;

/// The length of a text has at most so many digits.
const LONGEST_LENGTH: usize = 8;

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
    let found = stream
        .match_indices(&mark)
        .take(LIST_LIMIT)
        .filter_map(|(at, start)| parse_start(stream.get(at + start.len()..)?));
    found.collect()
}

/// The texts of a stream that stand in rows of their own, as `21:T<length>,<text>`, with the length in bytes,
/// hexadecimal. A row begins a line, or follows a text, which has no line break behind it.
pub(super) struct Rows<'s> {
    /// The texts by the names of their rows.
    texts: HashMap<&'s str, &'s str>,
    /// How many bytes of text may still be given out: the same data stand on a page several times, but a text that very
    /// many records refer to would be copied for each.
    left: Cell<usize>,
}

impl<'s> Rows<'s> {
    /// The rows of a stream.
    pub fn of(stream: &'s str) -> Self {
        let mut texts = HashMap::new();
        for (at, mark) in stream.match_indices(":T") {
            let before = stream.get(..at).unwrap_or_default();
            let digits = before.bytes().rev().take(LONGEST_NAME).take_while(u8::is_ascii_hexdigit).count();
            let behind = stream.get(at + mark.len()..).unwrap_or_default();
            let length = behind.bytes().take(LONGEST_LENGTH).take_while(u8::is_ascii_hexdigit).count();
            let text = behind.get(..length).and_then(|length| usize::from_str_radix(length, 16).ok());
            let text = text.and_then(|bytes| behind.get(length..)?.strip_prefix(',')?.get(..bytes));
            let Some(text) = text else { continue };
            // Where a text that ends with digits stands before it, the name has fewer of them.
            for start in at - digits..at {
                if let Some(name) = stream.get(start..at) {
                    texts.entry(name).or_insert(text);
                }
            }
        }
        Self { texts, left: Cell::new(stream.len().saturating_mul(LIST_LIMIT)) }
    }

    /// The text that a reference such as `$21` stands for.
    pub fn referred(&self, reference: &str) -> Option<&'s str> {
        let text = *self.texts.get(reference.strip_prefix('$')?)?;
        self.left.set(self.left.get().checked_sub(text.len())?);
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_leads_to_its_text() {
        let stream = "20:{\"a\":\"$21\"}\n21:T6,H\u{e9}llo22:T3,abc\n";
        let rows = Rows::of(stream);
        assert_eq!(rows.referred("$21"), Some("H\u{e9}llo"));
        assert_eq!(rows.referred("$22"), Some("abc"));
        for text in ["$23", "$undefined", "21", "$"] {
            assert_eq!(rows.referred(text), None, "{text}");
        }
        let rows = Rows::of("1:T5,ab 8f9:T3,abc");
        assert_eq!((rows.referred("$1"), rows.referred("$f9")), (Some("ab 8f"), Some("abc")));
    }

    #[test]
    fn a_text_that_all_refer_to_is_given_a_limited_number_of_times() {
        let stream = format!("21:Tff,{}", "a".repeat(255));
        let rows = Rows::of(&stream);
        let given = (0..10_000).filter_map(|_| rows.referred("$21")).map(str::len).sum::<usize>();
        assert!(given > 10 * stream.len() && given <= LIST_LIMIT * stream.len());
    }
}
