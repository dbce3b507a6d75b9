//! JSON Lines: an object a line, with every column.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use store::{Cell, ColumnKind, ExportTable};

use super::{Sink, Take, text};
use crate::ExportError;
use crate::error::unexpected;

pub(super) struct JsonSink {
    path: PathBuf,
    names: Vec<String>,
    out: BufWriter<File>,
}

impl JsonSink {
    pub(super) fn new(path: &Path, table: &ExportTable) -> Result<Self, ExportError> {
        let out = BufWriter::new(File::create(path).map_err(ExportError::write(path))?);
        let names = table.columns.iter().map(|column| column.name.clone()).collect();
        Ok(Self { path: path.to_owned(), names, out })
    }
}

impl Sink for JsonSink {
    fn row(&mut self, row: Vec<Cell>) -> Result<(), ExportError> {
        let object: Map<String, Value> = self.names.iter().cloned().zip(row.into_iter().map(value)).collect();
        let line = format!("{}\n", Value::Object(object));
        self.out.write_all(line.as_bytes()).map_err(ExportError::write(&self.path))
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.out.flush().map_err(ExportError::write(&self.path))
    }
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Boolean(value) => value.into(),
        Cell::Integer(value) => value.into(),
        Cell::Number(value) => value.into(),
        Cell::Text(text) => text.into(),
        Cell::Time(micros) => text::time(micros).into(),
        Cell::List(texts) => text::list(&texts),
        Cell::Json(value) => value,
    }
}

/// Reads a table back.
pub(super) fn read(path: &Path, table: &ExportTable, take: Take<'_>) -> Result<(), ExportError> {
    let input = BufReader::new(File::open(path).map_err(ExportError::read_back(path))?);
    for line in input.lines() {
        let line = line.map_err(ExportError::read_back(path))?;
        let mut object: Map<String, Value> =
            serde_json::from_str(&line).map_err(ExportError::read_back(path))?;
        let raw = members(&line);
        let cells = table.columns.iter().zip(raw).map(|(column, raw)| match object.remove(&column.name) {
            Some(Value::Number(_)) if column.kind == ColumnKind::Number => {
                text::read(Some(raw.to_owned()), column.kind)
            }
            Some(value) => cell(value, column.kind),
            None => Err(unexpected(format!("a line has no '{}'", column.name))),
        });
        take(&cells.collect::<Result<Vec<_>, _>>().map_err(ExportError::read_back(path))?);
    }
    Ok(())
}

fn cell(value: Value, kind: ColumnKind) -> std::io::Result<Cell> {
    match (kind, value) {
        // In a column of any JSON, a null of JSON is not told from a missing value, nor does the database.
        (_, Value::Null) => Ok(Cell::Null),
        (ColumnKind::Json, value) => Ok(Cell::Json(value)),
        (ColumnKind::Text | ColumnKind::Time, Value::String(text)) => text::read(Some(text), kind),
        (_, value) => text::read(Some(value.to_string()), kind),
    }
}

/// The values of an object as they are written, in order: its numbers are read from these, since the parser of JSON may
/// miss the last bit of a number in floating point.
fn members(line: &str) -> Vec<&str> {
    let (mut values, mut start, mut depth, mut inside, mut escaped) = (Vec::new(), None, 0_u32, false, false);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            _ if inside => {}
            b':' if depth == 1 && start.is_none() => start = Some(at + 1),
            b',' | b'}' if depth == 1 => {
                values.extend(start.take().and_then(|start| line.get(start..at)));
                depth -= u32::from(byte == b'}');
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    values
}
