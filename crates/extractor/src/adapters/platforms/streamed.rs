//! Pages that React streams: the data stand as JSON strings in `self.__next_f.push([1,"..."])`.

use std::cell::Cell;
use std::collections::HashMap;

use serde::de::IgnoredAny;
use serde_json::{Deserializer, Value};

use crate::body::parse_start;

/// A page has at most so many pieces.
const PIECE_LIMIT: usize = 5_000;

/// So many lists of one name are read, since the same data stand on a page several times.
const LIST_LIMIT: usize = 20;

/// The trees of all values that are read of one page take so many bytes, about. They are held one after the other.
const TREE_BYTES: usize = 128 * 1024 * 1024;

/// What a value takes in a tree, beside its text: its place, and its part of the object or list around it.
const VALUE_BYTES: usize = 96;

/// The name of a row has at most so many digits.
const LONGEST_NAME: usize = 6;

/// The length of a text has at most so many digits.
const LONGEST_LENGTH: usize = 8;

/// All pieces of the stream in one text.
pub(super) struct Stream {
    /// The text.
    pub text: String,
    /// How many bytes of trees may still be made of it.
    left: Cell<usize>,
}

impl Stream {
    /// The stream of a page.
    pub fn of(page: &str) -> Self {
        let mut text = String::new();
        for (at, start) in page.match_indices("self.__next_f.push([1,").take(PIECE_LIMIT) {
            let piece = page.get(at + start.len()..).unwrap_or_default();
            if let Some(Ok(piece)) = Deserializer::from_str(piece).into_iter::<String>().next() {
                text.push_str(&piece);
            }
        }
        Self { text, left: Cell::new(TREE_BYTES) }
    }

    /// The values that stand behind `"name":`, each made when it is asked for. One that stands inside another is a
    /// part of that one.
    pub fn values(&self, name: &str) -> impl Iterator<Item = Value> + use<'_> {
        let mark = format!("\"{name}\":");
        let mut rest = Some(0_usize);
        let next = move || {
            let from = rest?;
            let start = from + self.text.get(from..)?.find(&mark)? + mark.len();
            let behind = self.text.get(start..)?;
            let length = extent(behind);
            rest = Some(start + length.unwrap_or_default());
            Some(length.and_then(|length| self.value(behind.get(..length)?)))
        };
        std::iter::from_fn(next).take(LIST_LIMIT).flatten()
    }

    /// A value, where there is room for it.
    fn value(&self, text: &str) -> Option<Value> {
        if self.left.get() == 0 {
            return None;
        }
        let value = parse_start(text);
        // What did not fit has taken as much as there was.
        let taken = value.as_ref().map_or(TREE_BYTES / 2, bytes);
        self.left.set(self.left.get().saturating_sub(taken));
        value
    }
}

/// How long the value is that a text begins with; `None` where it is none.
fn extent(text: &str) -> Option<usize> {
    let mut values = Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    Some(values.byte_offset())
}

/// How many bytes a tree takes, about.
fn bytes(value: &Value) -> usize {
    let inner: usize = match value {
        Value::String(text) => text.len(),
        Value::Array(values) => values.iter().map(bytes).sum(),
        // A map has room for eleven fields, however few it has.
        Value::Object(fields) => {
            6 * VALUE_BYTES + fields.iter().map(|(name, value)| name.len() + bytes(value)).sum::<usize>()
        }
        _ => 0,
    };
    VALUE_BYTES + inner
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

    /// Puts what the strings of a value stand for in their place: `$D` is before a time, `$$` is a `$` of the text, and
    /// any other `$` refers to something. What is no text (`$undefined`, `$3:props:children`) is nothing here;
    /// references to texts stay for [`Rows::referred`].
    pub fn plain(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                let Some(rest) = text.strip_prefix('$') else { return };
                if self.texts.contains_key(rest) {
                    return;
                }
                *value = match (rest.strip_prefix('D'), rest.strip_prefix('$')) {
                    (Some(time), _) => Value::String(time.to_owned()),
                    (_, Some(inner)) if self.texts.contains_key(inner) => return,
                    (_, Some(_)) => Value::String(rest.to_owned()),
                    _ => Value::Null,
                };
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.plain(value)),
            Value::Object(fields) => fields.values_mut().for_each(|value| self.plain(value)),
            _ => {}
        }
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
    fn a_value_inside_another_of_its_name_is_not_read_again() {
        let page = |text: &str| format!("self.__next_f.push([1,{}])", serde_json::to_string(text).unwrap());
        let nested = format!("{}{}{}", r#"{"a":["#.repeat(20), "0", "]}".repeat(20));
        let stream = Stream::of(&page(&format!(r#"{nested}{{"a":1}}"a":{{"a":"#)));
        assert_eq!(stream.values("a").count(), 2);
        let broken = Stream::of(&page(r#""a":{"b" "a":[7]"#));
        assert_eq!(broken.values("a").collect::<Vec<_>>(), [serde_json::json!([7])]);
    }

    #[test]
    fn all_values_of_a_page_have_one_budget() {
        let list = format!("[{}0]", r#"{"":0},"#.repeat(20_000));
        let text = (0..LIST_LIMIT).map(|n| format!(r#""a":{list},"b":{list},"c{n}":0,"#)).collect();
        let stream = Stream { text, left: Cell::new(TREE_BYTES) };
        let held: usize =
            ["a", "b"].into_iter().flat_map(|name| stream.values(name)).map(|one| bytes(&one)).sum();
        assert!(held > TREE_BYTES / 2 && held < 2 * TREE_BYTES, "{held}");
    }

    #[test]
    fn a_text_that_all_refer_to_is_given_a_limited_number_of_times() {
        let stream = format!("21:Tff,{}", "a".repeat(255));
        let rows = Rows::of(&stream);
        let given = (0..10_000).filter_map(|_| rows.referred("$21")).map(str::len).sum::<usize>();
        assert!(given > 10 * stream.len() && given <= LIST_LIMIT * stream.len());
    }
}
