//! The formats of tables: each writes rows one by one and reads them back.

mod csv;
mod json_lines;
mod parquet;
mod sqlite;
#[cfg(test)]
mod tests;
mod text;

use std::path::Path;

use store::{Cell, ExportTable};

use crate::ExportError;

/// A format of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180; a missing value is an empty field, an empty text is `""`.
    Csv,
    /// A JSON object a line.
    JsonLines,
    /// Apache Parquet.
    Parquet,
    /// One SQLite file with all tables.
    Sqlite,
}

/// Where rows go.
pub(crate) trait Sink: Send {
    /// Writes a row.
    fn row(&mut self, row: Vec<Cell>) -> Result<(), ExportError>;
    /// Writes what is left.
    fn finish(self: Box<Self>) -> Result<(), ExportError>;
}

/// Takes rows as they are read back.
pub(crate) type Take<'a> = &'a mut dyn FnMut(&[Cell]);

impl Format {
    /// The name of the file of a table inside the folder.
    pub(crate) fn file(self, table: &str) -> String {
        match self {
            Self::Csv => format!("data/{table}.csv"),
            Self::JsonLines => format!("data/{table}.jsonl"),
            Self::Parquet => format!("data/{table}.parquet"),
            Self::Sqlite => "data/trail.sqlite".to_owned(),
        }
    }

    /// Its name and media type, for `datapackage.json`.
    pub(crate) fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Csv => ("csv", "text/csv"),
            Self::JsonLines => ("jsonl", "application/jsonl"),
            Self::Parquet => ("parquet", "application/vnd.apache.parquet"),
            Self::Sqlite => ("sqlite", "application/vnd.sqlite3"),
        }
    }

    /// Begins a table.
    pub(crate) fn sink(self, path: &Path, table: &ExportTable) -> Result<Box<dyn Sink>, ExportError> {
        Ok(match self {
            Self::Csv => Box::new(csv::CsvSink::new(path, table)?),
            Self::JsonLines => Box::new(json_lines::JsonSink::new(path, table)?),
            Self::Parquet => Box::new(parquet::ParquetSink::new(path, table)?),
            Self::Sqlite => Box::new(sqlite::SqliteSink::new(path, table)?),
        })
    }

    /// Reads a table back.
    pub(crate) fn read(self, path: &Path, table: &ExportTable, take: Take<'_>) -> Result<(), ExportError> {
        match self {
            Self::Csv => csv::read(path, table, take),
            Self::JsonLines => json_lines::read(path, table, take),
            Self::Parquet => parquet::read(path, table, take),
            Self::Sqlite => sqlite::read(path, table, take),
        }
    }
}
