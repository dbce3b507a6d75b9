//! What records of flaws say happened when, and the documents that a changed record makes due again.

use chrono::{DateTime, Utc};
use model::{RecordEvent, Sha256Digest};
use serde_json::Value;
use sqlx::PgConnection;

use super::visit::Turn;
use crate::address::bounded;
use crate::error::{Doing, StoreError};
use crate::rows::{Row, at, put_stamp, row, write};

const DOING: &str = "record the events of flaws";

const EVENTS: &str = "\
insert into record_events (provider_id, source_id, frontier_id, capture_id, identifier, authority, kind, trust, label,
       raw, local, at, low_at, high_at, utc_offset, zone, precision, certainty, source, event_digest, first_seen_at)
select r.provider_id, r.source_id, r.frontier_id, r.capture_id, r.identifier, r.authority, r.kind, r.trust, r.label,
       r.raw, r.local, r.at, r.low_at, r.high_at, r.utc_offset, r.zone, r.precision, r.certainty, r.source,
       r.event_digest, r.first_seen_at
  from jsonb_populate_recordset(null::record_events, $1) r
on conflict (frontier_id, event_digest) do nothing";

/// A document that its list said something of before, and says something else of now, is due; one whose line is
/// as it was is left to its own time.
const CHANGED: &str = "\
update frontier f set due_at = $3
 where f.role = 'post' and f.active and f.due_at > $3
   and exists (select 1 from entries e
                where e.frontier_id = $1 and e.capture_id = $2 and e.link_key = f.url_key
                  and exists (select 1 from entries o
                               where o.frontier_id = $1 and o.link_key = e.link_key and o.id < e.id))";

/// Writes the events that were not seen at this address before.
pub(super) async fn events(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    capture_id: i64,
) -> Result<(), StoreError> {
    let visit = turn.visit();
    let rows: Vec<Row> = turn
        .extraction
        .records
        .iter()
        .map(|event| {
            let mut row = row([
                ("provider_id", visit.source.provider_id.into()),
                ("source_id", visit.source.id.into()),
                ("frontier_id", visit.frontier_id.into()),
                ("capture_id", capture_id.into()),
                ("identifier", bounded(&event.identifier).into()),
                ("authority", event.authority.as_str().into()),
                ("kind", event.kind.as_str().into()),
                ("trust", event.trust.as_str().into()),
                ("label", event.label.as_str().into()),
                ("event_digest", Value::from(digest(event))),
                ("first_seen_at", at(turn.looked_at)),
            ]);
            put_stamp(&mut row, "", Some(&event.time));
            row
        })
        .collect();
    write(conn, EVENTS, &rows, DOING).await.map(drop)
}

/// Makes the documents due whose line in a list of advisories changed with this capture.
pub(super) async fn make_due(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    capture_id: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if !["csaf-changes", "rolie", "msrc-updates"].contains(&turn.extraction.adapter.as_str()) {
        return Ok(());
    }
    let update = sqlx::query(CHANGED).bind(turn.visit().frontier_id).bind(capture_id).bind(now);
    update.execute(conn).await.doing(DOING).map(drop)
}

fn digest(event: &RecordEvent) -> String {
    let offset = event.time.offset_iso().unwrap_or_default();
    let parts = [
        event.identifier.as_str(),
        &event.authority,
        event.kind.as_str(),
        event.trust.as_str(),
        &event.label,
        &event.time.raw,
        &event.time.local_iso(),
        &offset,
        &event.time.source,
    ];
    Sha256Digest::of(parts.join("\n").as_bytes()).to_string()
}
