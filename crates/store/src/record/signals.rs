//! What the statements that are new say of the criteria.

use std::collections::HashMap;

use model::{FoundSignal, SignalReading};
use sqlx::PgConnection;

use super::apply::Document;
use crate::address::bounded;
use crate::error::StoreError;
use crate::rows::{Row, row, write};

const DOING: &str = "record signals";

const READINGS: &str = "\
insert into signal_readings (communication_id, assessed, reason, read_for, rules_version, capture_id)
select r.communication_id, r.assessed, r.reason, r.read_for, r.rules_version, r.capture_id
  from jsonb_populate_recordset(null::signal_readings, $1) r";

const SIGNALS: &str = "\
insert into signals (communication_id, signal, rule, rule_version, detail, actor, quote, span_start, span_end,
                     capture_id)
select r.communication_id, r.signal, r.rule, r.rule_version, r.detail, r.actor, r.quote, r.span_start, r.span_end,
       r.capture_id
  from jsonb_populate_recordset(null::signals, $1) r
on conflict do nothing";

/// Writes how the texts of the statements that are new were assessed, and what was found in them. The words of a
/// statement never change, so one reading is enough.
pub(super) async fn write_signals(
    conn: &mut PgConnection,
    documents: &[Document<'_>],
) -> Result<(), StoreError> {
    let (mut assessed, mut found) = (Vec::new(), Vec::new());
    for Document { turn, capture_id, work, .. } in documents {
        let readings = turn.extraction.signals.iter();
        let by_text: HashMap<(usize, Option<usize>), &SignalReading> =
            readings.map(|reading| ((reading.post, reading.update), reading)).collect();
        for it in work {
            for statement in &it.addition.statements {
                let reading = by_text.get(&(it.index, statement.update));
                let (Some(reading), Some(id)) = (reading, it.statements.get(&statement.key)) else {
                    continue;
                };
                assessed.push(reading_row(*id, *capture_id, reading));
                found.extend(reading.found.iter().map(|signal| signal_row(*id, *capture_id, signal)));
            }
        }
    }
    write(conn, READINGS, &assessed, DOING).await?;
    write_rows(conn, &found).await
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
