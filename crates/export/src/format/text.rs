//! Values as texts, for formats that have no types of their own.

use chrono::{DateTime, SecondsFormat};
use serde_json::Value;
use store::{Cell, ColumnKind};

use crate::error::unexpected;

/// A moment as RFC 3339 writes it, in UTC with microseconds.
pub(super) fn time(micros: i64) -> String {
    DateTime::from_timestamp_micros(micros)
        .map_or_else(|| micros.to_string(), |time| time.to_rfc3339_opts(SecondsFormat::Micros, true))
}

/// A list of texts as JSON.
pub(super) fn list(texts: &[Option<String>]) -> Value {
    texts.iter().map(|text| text.clone().map_or(Value::Null, Value::String)).collect()
}

/// The text of a value; `None` where there is none.
pub(super) fn of(cell: Cell) -> Option<String> {
    match cell {
        Cell::Null => None,
        Cell::Boolean(value) => Some(value.to_string()),
        Cell::Integer(value) => Some(value.to_string()),
        Cell::Number(value) => Some(value.to_string()),
        Cell::Text(text) => Some(text),
        Cell::Time(micros) => Some(time(micros)),
        Cell::List(texts) => Some(list(&texts).to_string()),
        Cell::Json(value) => Some(value.to_string()),
    }
}

/// The value that a text of that kind is.
pub(super) fn read(text: Option<String>, kind: ColumnKind) -> std::io::Result<Cell> {
    let Some(text) = text else { return Ok(Cell::Null) };
    let cell = match kind {
        ColumnKind::Text => return Ok(Cell::Text(text)),
        ColumnKind::Boolean => text.parse().ok().map(Cell::Boolean),
        ColumnKind::Integer => text.parse().ok().map(Cell::Integer),
        ColumnKind::Number => text.parse().ok().map(Cell::Number),
        ColumnKind::Time => {
            DateTime::parse_from_rfc3339(&text).ok().map(|time| Cell::Time(time.timestamp_micros()))
        }
        ColumnKind::List => serde_json::from_str(&text).ok().map(Cell::List),
        ColumnKind::Json => serde_json::from_str(&text).ok().map(Cell::Json),
    };
    cell.ok_or_else(|| unexpected(format!("'{text}' is no {kind:?}")))
}
