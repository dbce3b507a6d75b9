//! A JSON tree, within limits: a few bytes of text can make hundreds of bytes of tree.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Most bytes of memory that a tree may take, about. A list of two thousand flaws takes half of it.
const MAX_TREE_BYTES: usize = 512 * 1024 * 1024;
/// And that of a value that stands in a page.
const MAX_PART_BYTES: usize = 64 * 1024 * 1024;
/// What a value takes in a list that grows by doubling.
const VALUE_BYTES: usize = 2 * size_of::<Value>();
/// What an object takes, however few its fields: its nodes have room for eleven.
const OBJECT_BYTES: usize = 640;
/// What each field takes beside that.
const FIELD_BYTES: usize = 64;

/// What became of a text as JSON.
#[derive(Debug, PartialEq)]
pub(crate) enum Json {
    /// It is JSON.
    Tree(Value),
    /// Its tree would take more memory than we give it.
    TooLarge,
    /// It is something else.
    Other,
}

/// Parses a text.
pub(crate) fn parse_json(text: &str) -> Json {
    parse_within(text, MAX_TREE_BYTES)
}

/// The value that a text begins with, whatever follows it: a page holds many such.
pub(crate) fn parse_start(text: &str) -> Option<Value> {
    let left = Cell::new(Some(MAX_PART_BYTES));
    Growing { left: &left }.deserialize(&mut serde_json::Deserializer::from_str(text)).ok()
}

/// A text that is a value, which a page holds among others.
pub(crate) fn parse_part(text: &str) -> Option<Value> {
    match parse_within(text, MAX_PART_BYTES) {
        Json::Tree(value) => Some(value),
        Json::TooLarge | Json::Other => None,
    }
}

fn parse_within(text: &str, bytes: usize) -> Json {
    let left = Cell::new(Some(bytes));
    let mut reader = serde_json::Deserializer::from_str(text);
    let tree = Growing { left: &left }.deserialize(&mut reader);
    match (tree, left.get()) {
        (Ok(tree), _) if reader.end().is_ok() => Json::Tree(tree),
        (_, None) => Json::TooLarge,
        _ => Json::Other,
    }
}

/// Builds the tree as `serde_json` does, as long as there is room.
#[derive(Clone, Copy)]
struct Growing<'a> {
    /// How many bytes are left; `None` where there were too few.
    left: &'a Cell<Option<usize>>,
}

impl Growing<'_> {
    fn take<E: Error>(self, bytes: usize) -> Result<(), E> {
        self.left.set(self.left.get().and_then(|left| left.checked_sub(bytes)));
        if self.left.get().is_some() { Ok(()) } else { Err(E::custom("the tree is too large")) }
    }
}

impl<'de> DeserializeSeed<'de> for Growing<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Growing<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.take(value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.take(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = sequence.next_element_seed(self)? {
            self.take(VALUE_BYTES)?;
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        self.take(OBJECT_BYTES)?;
        let mut object = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            self.take(FIELD_BYTES + name.len())?;
            object.insert(name, fields.next_value_seed(self)?);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_tree_has_the_memory_that_it_is_given_and_no_more() {
        for (piece, bytes) in
            [(r#"{"":0}"#, OBJECT_BYTES), ("{}", OBJECT_BYTES), ("0", VALUE_BYTES), (r#""abc""#, 3)]
        {
            let text = format!("[{}]", [piece; 1000].join(","));
            assert_eq!(parse_within(&text, 1000 * bytes - 1), Json::TooLarge, "{piece}");
            assert!(matches!(parse_within(&text, 1000 * (bytes + 400)), Json::Tree(_)), "{piece}");
        }
        let fields: Vec<String> = (0..1000).map(|n| format!(r#""{n}":0"#)).collect();
        assert_eq!(parse_within(&format!("{{{}}}", fields.join(",")), 60_000), Json::TooLarge);
        assert_eq!(parse_within(&"[".repeat(1_000_000), 1000), Json::Other);
    }

    proptest! {
        #[test]
        fn what_is_not_too_large_is_read_as_serde_json_reads_it(text in r#"[\[\]{},:"\\a1.e\-]{0,12}"#, name in "[a-c]") {
            for text in [text.clone(), format!("[{text}]"), format!("[1,-1,1e3,null,true,{{\"{name}\":\"{name}\",\"b\":[{text}]}}] ")] {
                let told = serde_json::from_str(&text).map_or(Json::Other, Json::Tree);
                prop_assert_eq!(parse_json(&text), told, "{}", text);
            }
        }
    }
}
