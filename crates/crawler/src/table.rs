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

fn text(table: &Table) -> String {
    let mut grid = grid();
    grid.set_header(table.columns.iter().map(|column| column.name.as_str()));
    for row in &table.rows {
        grid.add_row(row.iter().map(|cell| shown(cell.as_deref().unwrap_or_default())));
    }
    let rows = if table.rows.len() == 1 { "1 row".to_owned() } else { format!("{} rows", table.rows.len()) };
    if table.columns.is_empty() { "done\n".to_owned() } else { format!("{grid}\n({rows})\n") }
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
    fn what_is_archived_does_not_steer_the_terminal() {
        assert_eq!(shown("a\u{1b}[2Jb"), "a [2Jb");
    }
}
