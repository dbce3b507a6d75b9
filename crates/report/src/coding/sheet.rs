//! The sheet that a coder fills: a row for each communication and field.

use std::collections::BTreeMap;
use std::io::Write;

use store::{CodingUnit, MachineAnswer};

use super::book::{BOOK, Field};

/// The columns of a sheet. Those that a coder fills stand in [`FILLED`]; the last ones say which communication and
/// which words a row is about.
pub(super) const COLUMNS: [&str; 24] = [
    "provider",
    "title",
    "kind",
    "status",
    "claimed",
    "first_seen",
    "address",
    "segment",
    "record_offset",
    "record_id",
    "text",
    "field",
    "meaning",
    "allowed",
    "machine_answer",
    "machine_quote",
    "value",
    "quote",
    "note",
    "incident",
    "post_key",
    "update_key",
    "version",
    "text_digest",
];

/// The columns that a coder fills.
pub(super) const FILLED: [&str; 3] = ["value", "quote", "note"];

/// Writes the sheet for these units, by the current code book. The text of a unit stands in its first row only.
/// With `blind`, what the rules found is left out: a coder who sees it is not independent of it.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    out: impl Write,
    units: &[CodingUnit],
    answers: &[MachineAnswer],
    blind: bool,
) -> Result<(), csv::Error> {
    let found: BTreeMap<_, _> =
        answers.iter().map(|answer| ((&answer.unit, answer.field.as_str()), answer)).collect();
    let mut sheet = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    sheet.write_record(COLUMNS)?;
    for unit in units {
        for (number, field) in BOOK.fields.iter().enumerate() {
            let answer = found.get(&(&unit.key, field.name)).copied().filter(|_| !blind);
            sheet.write_record(row(unit, field, number == 0, answer).iter().map(|cell| guarded(cell)))?;
        }
    }
    sheet.flush()?;
    Ok(())
}

fn row(unit: &CodingUnit, field: &Field, first: bool, answer: Option<&MachineAnswer>) -> [String; 24] {
    let meaning = format!("{} Not enough: {}.", field.meaning, field.not_enough);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        unit.key.provider.clone(),
        text(&unit.title),
        unit.kind.clone(),
        text(&unit.status),
        text(&unit.claimed),
        unit.first_seen_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        text(&unit.url),
        unit.segment.clone(),
        unit.record_offset.to_string(),
        unit.record_id.clone(),
        if first { unit.text.clone() } else { String::new() },
        field.name.to_owned(),
        meaning,
        field.allowed(),
        answer.map(|answer| answer.said.clone()).unwrap_or_default(),
        answer.and_then(|answer| answer.quote.clone()).unwrap_or_default(),
        String::new(),
        String::new(),
        String::new(),
        unit.key.incident.clone(),
        unit.key.post_key.clone(),
        unit.key.update_key.clone(),
        unit.key.version.to_string(),
        unit.text_digest.clone(),
    ]
}

/// What a spreadsheet would take for a formula gets an apostrophe in front of it: the cells are words of others.
pub(crate) fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// The cell without that apostrophe.
pub(super) fn unguarded(cell: &str) -> &str {
    let rest = cell.strip_prefix('\'');
    rest.filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\''])).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_others_are_no_formula() {
        for text in ["=1+1", "@cmd", "-2", "'quoted'", "'=x", "plain", ""] {
            let cell = guarded(text);
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
            assert_eq!(unguarded(&cell), text);
        }
        assert_eq!(unguarded("'typed by a person"), "'typed by a person");
    }

    #[test]
    fn what_is_filled_is_a_column() {
        assert!(FILLED.iter().all(|name| COLUMNS.contains(name)));
    }
}
