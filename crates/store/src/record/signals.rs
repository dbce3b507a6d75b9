//! What the statements that are new say of the criteria.

use std::collections::HashMap;

use model::{FoundSignal, SignalReading};
use sqlx::PgConnection;

use super::apply::Document;
use crate::address::bounded;
use crate::error::StoreError;
use crate::rows::{Row, row, write};

const DOING: &str = "record signals";

const SIGNALS: &str = "\
insert into signals (communication_id, signal, rule, rule_version, detail, actor, quote, span_start, span_end,
                     capture_id)
select r.communication_id, r.signal, r.rule, r.rule_version, r.detail, r.actor, r.quote, r.span_start, r.span_end,
       r.capture_id
  from jsonb_populate_recordset(null::signals, $1) r
on conflict do nothing";

/// How the texts of the statements of a document that are new were assessed.
pub(super) fn assessed(document: &Document<'_>) -> Vec<Row> {
    readings(document).map(|(id, reading)| reading_row(id, document.capture_id, reading)).collect()
}

/// Writes what was found in the texts of the statements that are new. The words of a statement never change, so one reading
/// is enough.
pub(super) async fn write_signals(
    conn: &mut PgConnection,
    documents: &[Document<'_>],
) -> Result<(), StoreError> {
    let mut found = Vec::new();
    for document in documents {
        for (id, reading) in readings(document) {
            let signals = reading.found.iter();
            found.extend(signals.map(|signal| signal_row(id, document.capture_id, signal)));
        }
    }
    write_rows(conn, &found).await
}

/// The readings of the statements that are new, each with the row of its statement.
fn readings<'a>(document: &'a Document<'_>) -> impl Iterator<Item = (i64, &'a SignalReading)> {
    let all = document.turn.extraction.signals.iter();
    let by_text: HashMap<(usize, Option<usize>), &SignalReading> =
        all.map(|reading| ((reading.post, reading.update), reading)).collect();
    let new = document.work.iter().flat_map(|it| it.addition.statements.iter().map(move |said| (it, said)));
    new.filter_map(move |(it, statement)| {
        let reading = by_text.get(&(it.index, statement.update))?;
        Some((*it.statements.get(&statement.key)?, *reading))
    })
}

/// Writes signals, each place once.
pub(crate) async fn write_rows(conn: &mut PgConnection, found: &[Row]) -> Result<(), StoreError> {
    write(conn, SIGNALS, found, DOING).await.map(drop)
}

/// The row of one reading.
pub(crate) fn reading_row(communication_id: i64, capture_id: i64, reading: &SignalReading) -> Row {
    let reason = reading.not_assessed.map(|reason| reason.as_str());
    row([
        ("communication_id", communication_id.into()),
        ("assessed", reason.is_none().into()),
        ("reason", reason.into()),
        ("read_for", reading.read_for.map(|it| it.as_str()).into()),
        ("rules_version", reading.rules_version.as_str().into()),
        ("capture_id", capture_id.into()),
    ])
}

/// The row of one signal.
pub(crate) fn signal_row(communication_id: i64, capture_id: i64, found: &FoundSignal) -> Row {
    row([
        ("communication_id", communication_id.into()),
        ("signal", found.signal.as_str().into()),
        ("rule", found.rule.as_str().into()),
        ("rule_version", found.rule_version.into()),
        ("detail", found.detail.as_deref().map(bounded).into()),
        ("actor", found.actor.as_str().into()),
        ("quote", found.quote.as_str().into()),
        ("span_start", found.span.start.into()),
        ("span_end", found.span.end.into()),
        ("capture_id", capture_id.into()),
    ])
}
