//! SQLite: all tables in one file. Moments are texts (RFC 3339, UTC), as its date functions read them; lists are JSON.

use std::path::{Path, PathBuf};

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params_from_iter};
use store::{Cell, ColumnKind, ExportTable};

use super::{Sink, Take, text};
use crate::ExportError;
use crate::error::unexpected;

pub(super) struct SqliteSink {
    path: PathBuf,
    conn: Connection,
    insert: String,
}

impl SqliteSink {
    pub(super) fn new(path: &Path, table: &ExportTable) -> Result<Self, ExportError> {
        let writing = ExportError::write(path);
        let conn = Connection::open(path).map_err(&writing)?;
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|column| format!("\"{}\" {}", column.name, affinity(column.kind)))
            .collect();
        let marks = vec!["?"; table.columns.len()].join(", ");
        let made = format!(
            "create table if not exists data_dictionary (\"table\" text, \"column\" text, description text);
             create table \"{}\" ({}); begin",
            table.name,
            columns.join(", ")
        );
        conn.execute_batch(&made).map_err(&writing)?;
        for column in &table.columns {
            let described = [&table.name, &column.name, &column.description];
            conn.execute("insert into data_dictionary values (?, ?, ?)", described).map_err(&writing)?;
        }
        let insert = format!("insert into \"{}\" values ({marks})", table.name);
        Ok(Self { path: path.to_owned(), conn, insert })
    }
}

fn affinity(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Boolean | ColumnKind::Integer => "integer",
        ColumnKind::Number => "real",
        ColumnKind::Text | ColumnKind::Time | ColumnKind::List | ColumnKind::Json => "text",
    }
}

impl Sink for SqliteSink {
    fn row(&mut self, row: Vec<Cell>) -> Result<(), ExportError> {
        let values = row.into_iter().map(|cell| match cell {
            Cell::Null => Value::Null,
            Cell::Boolean(value) => Value::Integer(value.into()),
            Cell::Integer(value) => Value::Integer(value),
            Cell::Number(value) => Value::Real(value),
            cell => text::of(cell).map_or(Value::Null, Value::Text),
        });
        let done =
            self.conn.prepare_cached(&self.insert).and_then(|mut it| it.execute(params_from_iter(values)));
        done.map(drop).map_err(ExportError::write(&self.path))
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        self.conn.execute_batch("commit").map_err(ExportError::write(&self.path))?;
        self.conn.close().map_err(|(_, error)| ExportError::write(&self.path)(error))
    }
}

/// Reads a table back.
pub(super) fn read(path: &Path, table: &ExportTable, take: Take<'_>) -> Result<(), ExportError> {
    let reading = ExportError::read_back::<rusqlite::Error>(path);
    let conn = Connection::open(path).map_err(&reading)?;
    let mut statement =
        conn.prepare(&format!("select * from \"{}\" order by rowid", table.name)).map_err(&reading)?;
    let mut rows = statement.query([]).map_err(&reading)?;
    while let Some(row) = rows.next().map_err(&reading)? {
        let mut cells = Vec::new();
        for (index, column) in table.columns.iter().enumerate() {
            let value = row.get_ref(index).map_err(&reading)?;
            cells.push(cell(value, column.kind).map_err(ExportError::read_back(path))?);
        }
        take(&cells);
    }
    Ok(())
}

fn cell(value: ValueRef<'_>, kind: ColumnKind) -> std::io::Result<Cell> {
    match (value, kind) {
        (ValueRef::Null, _) => Ok(Cell::Null),
        (ValueRef::Integer(value), ColumnKind::Boolean) => Ok(Cell::Boolean(value != 0)),
        (ValueRef::Integer(value), ColumnKind::Integer) => Ok(Cell::Integer(value)),
        (ValueRef::Real(value), ColumnKind::Number) => Ok(Cell::Number(value)),
        (ValueRef::Text(bytes), _) => {
            let text = std::str::from_utf8(bytes).map_err(|_| unexpected("a text is no UTF-8"))?;
            text::read(Some(text.to_owned()), kind)
        }
        (value, kind) => Err(unexpected(format!("{value:?} is no {kind:?}"))),
    }
}
