//! Short ways into a JSON value.

use serde_json::Value;

/// No update concerns more services than this.
pub(super) const NAME_LIMIT: usize = 200;

/// The text of a field, trimmed, where it is text and not empty.
pub(super) fn text<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    value.get(field)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// [`text`], owned.
pub(super) fn owned(value: &Value, field: &str) -> Option<String> {
    text(value, field).map(str::to_owned)
}

/// A field that is text or a number, as text.
pub(super) fn scalar(value: &Value, field: &str) -> Option<String> {
    match value.get(field)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The elements of a field that is an array; none where it is not.
pub(super) fn list<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value.get(field).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The names that a list's elements have in `field`, each once.
pub(super) fn names(list: &[Value], field: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in list.iter().filter_map(|one| text(one, field)).take(NAME_LIMIT) {
        if found.iter().all(|known| known != name) {
            found.push(name.to_owned());
        }
    }
    found
}

/// Whether all these fields are there.
pub(super) fn has(value: &Value, fields: &[&str]) -> bool {
    fields.iter().all(|field| value.get(field).is_some())
}
