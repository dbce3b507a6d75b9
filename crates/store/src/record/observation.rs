//! The look itself: its row, the archived answer, and the hops that led there.

use model::{Capture, CaptureKind, Extraction, Outcome, RecordPlace};
use serde_json::Value;
use sqlx::PgConnection;

use super::outcome::Verdict;
use super::visit::Turn;
use crate::address::{bounded, clean};
use crate::error::{Doing, StoreError};
use crate::rows::{Row, at, row, write};

const DOING: &str = "record a look";

/// Writes the archived answer; `None` where there was none.
pub(super) async fn capture(conn: &mut PgConnection, turn: &Turn<'_>) -> Result<Option<i64>, StoreError> {
    let capture = turn.capture;
    let (Some(kind), Some(place), Some(response)) = (capture.kind, &capture.place, capture.response()) else {
        return Ok(None);
    };
    let refers_to = match kind {
        CaptureKind::Response => None,
        CaptureKind::NotModified | CaptureKind::SamePayload => {
            turn.visit().known.as_ref().map(|known| known.capture_id)
        }
    };
    let from = capture.exchange.provenance.as_ref();
    sqlx::query_scalar(
        "insert into captures (frontier_id, target_uri, fetched_at, kind, status, content_type, payload_digest,
                               refers_to, segment, record_offset, record_length, record_id, made_by, made_as,
                               archive_url, source_file, brought_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) returning id",
    )
    .bind(turn.visit().frontier_id)
    .bind(capture.url().as_str())
    .bind(turn.looked_at)
    .bind(kind.as_str())
    .bind(i16::try_from(response.status).unwrap_or(0))
    .bind(response.content_type().map(clean))
    .bind(capture.payload_digest.map(|digest| digest.to_string()))
    .bind(refers_to)
    .bind(&place.segment)
    .bind(bytes(place.offset))
    .bind(bytes(place.length))
    .bind(&place.record_id)
    .bind(capture.made_by().as_str())
    .bind(from.map(|it| bounded(&it.made_as)))
    .bind(from.and_then(|it| it.archive_url.as_deref()).map(clean))
    .bind(from.and_then(|it| it.source_file.as_deref()).map(clean))
    .bind(from.map(|it| it.brought_at))
    .fetch_one(conn)
    .await
    .doing(DOING)
    .map(Some)
}

/// Writes the observation, with its hops where there was a redirect.
pub(super) async fn look(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    verdict: &Verdict,
    extraction: &Extraction,
    capture_id: Option<i64>,
) -> Result<i64, StoreError> {
    let (capture, visit) = (turn.capture, turn.visit());
    let exchange = &capture.exchange;
    let moved_to = match &exchange.outcome {
        Outcome::Moved { to, .. } => Some(to.as_str()),
        Outcome::Answered | Outcome::Disallowed(_) | Outcome::Failed(_) => None,
    };
    let robots = match &exchange.outcome {
        Outcome::Disallowed(robots) => Some(robots),
        _ => exchange.robots.as_ref(),
    };
    let duration: i64 = exchange.hops.iter().map(|hop| i64::from(hop.duration_ms)).sum();
    let read = capture.kind.is_some();
    let id: i64 = sqlx::query_scalar(
        "insert into observations (frontier_id, source_id, provider_id, role, looked_at, outcome, status, failure,
                detail, moved_to, robots_line, complete, truncated, duration_ms, retry_after_s, document_kind,
                adapter, extractor_version, capture_id, segment, record_offset, record_length, record_id, class,
                made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                 $22, $23, $24, $25)
         returning id",
    )
    .bind(visit.frontier_id)
    .bind(visit.source.id)
    .bind(visit.source.provider_id)
    .bind(visit.role.as_str())
    .bind(turn.looked_at)
    .bind(verdict.outcome)
    .bind(verdict.status)
    .bind(verdict.failure)
    .bind(verdict.detail.as_deref().map(clean))
    .bind(moved_to)
    .bind(robots.and_then(|robots| robots.line.as_deref()).map(clean))
    .bind(verdict.complete)
    .bind(capture.response().and_then(|response| response.truncated).map(|why| why.as_str()))
    .bind((!exchange.hops.is_empty()).then_some(duration))
    .bind(exchange.retry_after_s.map(bytes))
    .bind(read.then(|| extraction.kind.as_str()))
    .bind(read.then(|| clean(&extraction.adapter)))
    .bind(read.then(|| clean(&extraction.extractor_version)))
    .bind(capture_id)
    .bind(&capture.metadata.segment)
    .bind(bytes(capture.metadata.offset))
    .bind(bytes(capture.metadata.length))
    .bind(&capture.metadata.record_id)
    .bind(read.then(|| extraction.evidence.as_str()))
    .bind(capture.made_by().as_str())
    .fetch_one(&mut *conn)
    .await
    .doing(DOING)?;
    hops(conn, id, capture).await?;
    Ok(id)
}

/// Says of a look what other rules read in its answer.
pub(super) async fn read_again(
    conn: &mut PgConnection,
    id: i64,
    verdict: &Verdict,
    extraction: &Extraction,
) -> Result<(), StoreError> {
    sqlx::query(
        "update observations set complete = $2, document_kind = $3, adapter = $4, extractor_version = $5,
                class = $6
          where id = $1
            and (complete, document_kind, adapter, extractor_version, class) is distinct from ($2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(verdict.complete)
    .bind(extraction.kind.as_str())
    .bind(clean(&extraction.adapter))
    .bind(clean(&extraction.extractor_version))
    .bind(extraction.evidence.as_str())
    .execute(conn)
    .await
    .doing("say what was read again")
    .map(drop)
}

async fn hops(conn: &mut PgConnection, observation_id: i64, capture: &Capture) -> Result<(), StoreError> {
    let hops = &capture.exchange.hops;
    if hops.len() < 2 {
        return Ok(());
    }
    let places = capture.earlier.iter().chain(&capture.place).map(Some).chain(std::iter::repeat(None));
    let rows: Vec<Row> = hops
        .iter()
        .zip(places)
        .enumerate()
        .map(|(position, (hop, place))| {
            let field = |read: fn(&RecordPlace) -> Value| place.map_or(Value::Null, read);
            row([
                ("observation_id", observation_id.into()),
                ("position", position.into()),
                ("url", hop.url.as_str().into()),
                ("asked_at", at(hop.started_at)),
                ("status", hop.response.status.into()),
                ("location", hop.response.header("location").into()),
                ("segment", field(|place| place.segment.as_str().into())),
                ("record_offset", field(|place| place.offset.into())),
                ("record_length", field(|place| place.length.into())),
                ("record_id", field(|place| place.record_id.as_str().into())),
            ])
        })
        .collect();
    const HOPS: &str = "insert into hops select r.* from jsonb_populate_recordset(null::hops, $1) r";
    write(conn, HOPS, &rows, DOING).await.map(drop)
}

fn bytes(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
