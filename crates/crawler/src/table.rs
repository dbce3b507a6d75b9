//! Tables as text, CSV and JSON.

pub use report::{clean as shown, grid};
use serde_json::{Map, Value};
use store::Table;

use crate::cli::TableFormat;

/// The table in that form, with a line end after it.
pub fn render(table: &Table, format: TableFormat) -> String {
    match format {
        TableFormat::Table => text(table),
        TableFormat::Csv => csv(table),
        TableFormat::Json => json(table),
    }
}

/// What a column of a grid needs to be read, in characters, if it has so many. A grid with less is a heap of letters.
const READABLE: usize = 10;

/// What a column of a grid takes beside its content.
const PADDING: usize = 3;

fn text(table: &Table) -> String {
    let mut grid = grid();
    let rows = if table.rows.len() == 1 { "1 row".to_owned() } else { format!("{} rows", table.rows.len()) };
    if !fits(table, grid.width().unwrap_or_default().into()) {
        return format!("{}({rows})\n", records(table));
    }
    grid.set_header(table.columns.iter().map(|column| column.name.as_str()));
    for row in &table.rows {
        grid.add_row(row.iter().map(|cell| shown(cell.as_deref().unwrap_or_default())));
    }
    if table.columns.is_empty() { "done\n".to_owned() } else { format!("{grid}\n({rows})\n") }
}

/// Whether a grid of that width leaves each column what it needs.
fn fits(table: &Table, width: usize) -> bool {
    let needs = table.columns.iter().enumerate().map(|(at, column)| {
        let cells = table.rows.iter().filter_map(|row| row.get(at)?.as_deref());
        let longest = cells.chain([column.name.as_str()]).map(|cell| cell.chars().count()).max();
        longest.unwrap_or_default().min(READABLE) + PADDING
    });
    needs.sum::<usize>() <= width
}

/// One field a line, as psql's expanded form has it; fields that are empty are left out.
fn records(table: &Table) -> String {
    let mut out = String::new();
    for (number, row) in table.rows.iter().enumerate() {
        let fields = table.columns.iter().zip(row).filter_map(|(column, cell)| {
            Some((shown(&column.name), cell.as_deref().filter(|cell| !cell.is_empty())?))
        });
        let fields: Vec<(String, &str)> = fields.collect();
        let width = fields.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        let title = format!("-[ {} ]", number + 1);
        out += &format!("{title:-<0$}+---------\n", width + 1);
        for (name, cell) in fields {
            // A further line of a text stands below its first.
            let cell = shown(cell).replace('\n', &format!("\n{:width$} | ", ""));
            out += &format!("{name:width$} | {cell}\n");
        }
    }
    out
}

fn csv(table: &Table) -> String {
    let header = table.columns.iter().map(|column| field(Some(&column.name)));
    let mut out = header.collect::<Vec<_>>().join(",") + "\r\n";
    for row in &table.rows {
        let fields: Vec<String> = row.iter().map(|cell| field(cell.as_deref())).collect();
        out.push_str(&fields.join(","));
        out.push_str("\r\n");
    }
    out
}

/// One field of RFC 4180: quoted where it must be. A missing value is an empty field, an empty text `""`.
pub fn field(cell: Option<&str>) -> String {
    match cell {
        None => String::new(),
        Some(text) if text.is_empty() || text.contains(['"', ',', '\n', '\r']) => {
            format!("\"{}\"", text.replace('"', "\"\""))
        }
        Some(text) => text.to_owned(),
    }
}

fn json(table: &Table) -> String {
    let rows: Vec<Value> = table
        .rows
        .iter()
        .map(|row| {
            let cells = table.columns.iter().zip(row);
            Value::Object(
                cells
                    .map(|(column, cell)| (column.name.clone(), value(&column.kind, cell)))
                    .collect::<Map<_, _>>(),
            )
        })
        .collect();
    serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n"
}

fn value(kind: &str, cell: &Option<String>) -> Value {
    let Some(text) = cell else { return Value::Null };
    let parsed = match kind.to_ascii_uppercase().as_str() {
        "BOOL" => Some(Value::Bool(text == "t" || text == "true")),
        "INT2" | "INT4" | "INT8" | "FLOAT4" | "FLOAT8" | "NUMERIC" | "OID" | "JSON" | "JSONB" => {
            serde_json::from_str(text).ok()
        }
        _ => None,
    };
    parsed.unwrap_or_else(|| Value::String(text.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_and_an_empty_text_differ_in_csv() {
        assert_eq!(field(None), "");
        assert_eq!(field(Some("")), "\"\"");
        assert_eq!(field(Some("a \"b\", c")), "\"a \"\"b\"\", c\"");
    }

    #[test]
    fn rows_that_a_grid_cannot_hold_are_shown_field_by_field() {
        let column = |name: &str| store::Column { name: name.to_owned(), kind: "TEXT".to_owned() };
        let wide = |columns: usize| Table {
            columns: (0..columns).map(|number| column(&format!("column_{number:03}"))).collect(),
            rows: vec![(0..columns).map(|number| (number != 1).then(|| format!("a\nb{number}"))).collect()],
            ..Table::default()
        };
        assert!(fits(&wide(5), 80) && !fits(&wide(43), 150));
        let text = records(&wide(3));
        let lines = [
            "-[ 1 ]-----+---------",
            "column_000 | a",
            "           | b0",
            "column_002 | a",
            "           | b2",
            "",
        ];
        assert_eq!(text, lines.join("\n"));
    }

    #[test]
    fn what_is_archived_does_not_steer_the_terminal() {
        assert_eq!(shown("a\u{1b}[2Jb"), "a [2Jb");
    }
}
