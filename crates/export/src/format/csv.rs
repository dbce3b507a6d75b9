//! CSV (RFC 4180). A missing value is an empty field and an empty text is `""`, which readers of CSV do not tell
//! apart in general; this one does.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use store::{Cell, ExportTable};

use super::{Sink, Take, text};
use crate::ExportError;
use crate::error::unexpected;

pub(super) struct CsvSink {
    path: PathBuf,
    out: BufWriter<File>,
}

impl CsvSink {
    pub(super) fn new(path: &Path, table: &ExportTable) -> Result<Self, ExportError> {
        let out = BufWriter::new(File::create(path).map_err(ExportError::write(path))?);
        let mut sink = Self { path: path.to_owned(), out };
        sink.line(table.columns.iter().map(|column| Some(column.name.clone())))?;
        Ok(sink)
    }

    fn line(&mut self, fields: impl Iterator<Item = Option<String>>) -> Result<(), ExportError> {
        let mut line = fields.map(|it| it.map_or_else(String::new, quoted)).collect::<Vec<_>>().join(",");
        line.push_str("\r\n");
        self.out.write_all(line.as_bytes()).map_err(ExportError::write(&self.path))
    }
}

fn quoted(field: String) -> String {
    match field.is_empty() || field.contains([',', '"', '\r', '\n']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field,
    }
}

impl Sink for CsvSink {
    fn row(&mut self, row: Vec<Cell>) -> Result<(), ExportError> {
        self.line(row.into_iter().map(text::of))
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.out.flush().map_err(ExportError::write(&self.path))
    }
}

/// Reads a table back.
pub(super) fn read(path: &Path, table: &ExportTable, take: Take<'_>) -> Result<(), ExportError> {
    let mut input = BufReader::new(File::open(path).map_err(ExportError::read_back(path))?);
    let names: Vec<Option<String>> = table.columns.iter().map(|column| Some(column.name.clone())).collect();
    let next = |input: &mut BufReader<File>| record(input).map_err(ExportError::read_back(path));
    if next(&mut input)? != Some(names) {
        return Err(ExportError::read_back(path)("its first line does not name the columns"));
    }
    while let Some(fields) = next(&mut input)? {
        if fields.len() != table.columns.len() {
            return Err(ExportError::read_back(path)(format!("a line has {} fields", fields.len())));
        }
        let cells =
            fields.into_iter().zip(&table.columns).map(|(field, column)| text::read(field, column.kind));
        take(&cells.collect::<Result<Vec<_>, _>>().map_err(ExportError::read_back(path))?);
    }
    Ok(())
}

/// The fields of the next line; `None` at the end.
fn record(input: &mut impl BufRead) -> std::io::Result<Option<Vec<Option<String>>>> {
    let mut line = Vec::new();
    // An odd number of quotes: the line goes on behind its end.
    while line.is_empty() || line.iter().filter(|byte| **byte == b'"').count() % 2 == 1 {
        if input.read_until(b'\n', &mut line)? == 0 {
            return match line.is_empty() {
                true => Ok(None),
                false => Err(unexpected("the file ends inside quotes")),
            };
        }
    }
    let line = String::from_utf8(line).map_err(|_| unexpected("a line is no UTF-8"))?;
    let line = line.strip_suffix("\r\n").ok_or_else(|| unexpected("a line does not end with CR LF"))?;
    let (mut fields, mut start, mut inside) = (Vec::new(), 0, false);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' => inside = !inside,
            b',' if !inside => {
                fields.push(field(line.get(start..at).unwrap_or_default()));
                start = at + 1;
            }
            _ => {}
        }
    }
    fields.push(field(line.get(start..).unwrap_or_default()));
    Ok(Some(fields))
}

fn field(raw: &str) -> Option<String> {
    match raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => Some(inner.replace("\"\"", "\"")),
        None => (!raw.is_empty()).then(|| raw.to_owned()),
    }
}
