//! The look itself: its row, the archived answer, and the hops that led there.

use std::collections::{BTreeMap, BTreeSet};

use model::{Capture, CaptureKind, Outcome, RecordPlace};
use serde_json::Value;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::links;
use super::outcome::Verdict;
use super::visit::{Beside, ReadCapture, Turn};
use crate::address::{bounded, clean};
use crate::error::{Doing, StoreError};
use crate::record_id::uuid_of;
use crate::rows::{Row, at, row, write};

const DOING: &str = "record a look";

/// Archived answers ($1) and the looks that brought them ($2), of which each names the record of its answer, where it
/// had one. A function costs more than looking for the row of the file, which is there but for the first record of it.
const LOOKS: &str = "\
with answer as (
  insert into captures (frontier_id, target_uri, fetched_at, kind, status, content_type, payload_digest,
                        refers_to, segment_id, record_offset, record_length, record_id, made_by, made_as, archive_url,
                        source_file, brought_at)
  select r.frontier_id, r.target_uri, r.fetched_at, r.kind, r.status, r.content_type, r.payload_digest,
         r.refers_to, coalesce((select s.id from segments s where s.name = answered.said ->> 'segment'),
                                  segment_of(answered.said ->> 'segment')), r.record_offset, r.record_length, r.record_id, r.made_by,
         r.made_as, r.archive_url, r.source_file, r.brought_at
    from jsonb_array_elements($1) with ordinality as answered (said, place)
   cross join lateral jsonb_populate_record(null::captures, answered.said) r
   order by answered.place
  returning id, record_id)
insert into looks (frontier_id, source_id, provider_id, looked_at, words_id, detail, moved_to, complete, duration_ms,
       capture_id, segment_id, record_offset, record_length, record_id)
select r.frontier_id, r.source_id, r.provider_id, r.looked_at, r.words_id, r.detail, r.moved_to, r.complete, r.duration_ms,
       answer.id, coalesce((select s.id from segments s where s.name = look.said ->> 'segment'),
                          segment_of(look.said ->> 'segment')), r.record_offset, r.record_length, r.record_id
  from jsonb_array_elements($2) with ordinality as look (said, place)
  cross join lateral jsonb_populate_record(null::looks, look.said) r
  left join answer on answer.record_id = (look.said ->> 'answer')::uuid
 order by look.place
returning id, capture_id, record_id";

/// A look with what it came to and the number of its words.
pub(super) type Worded<'a> = (&'a Turn<'a>, &'a Verdict, i32);

/// Writes the look, with the archived answer where there was one, and its hops where there was a redirect.
/// Returns the rows of the look and of the answer.
pub(super) async fn look(conn: &mut PgConnection, it: Worded<'_>) -> Result<(i64, Option<i64>), StoreError> {
    let ids = looks(conn, &[it]).await?;
    ids.into_iter().next().ok_or(StoreError::Missing { table: "looks", id: 0 })
}

/// The same for several, in their order, with one statement for all of them.
pub(super) async fn looks(
    conn: &mut PgConnection,
    all: &[Worded<'_>],
) -> Result<Vec<(i64, Option<i64>)>, StoreError> {
    let (mut answers, mut rows) = (Vec::new(), Vec::new());
    for (turn, verdict, words_id) in all {
        answers.extend(answer(turn)?);
        rows.push(observation(turn, verdict, *words_id)?);
    }
    let written: Vec<(i64, Option<i64>, Uuid)> = sqlx::query_as(LOOKS)
        .bind(Json(answers))
        .bind(Json(rows))
        .fetch_all(&mut *conn)
        .await
        .doing(DOING)?;
    let mut ids: BTreeMap<Uuid, (i64, Option<i64>)> =
        written.into_iter().map(|(look, answer, record)| (record, (look, answer))).collect();
    let mut ordered = Vec::new();
    for (turn, ..) in all {
        let id = ids.remove(&uuid_of(&turn.capture.metadata.record_id)?);
        let id = id.ok_or(StoreError::Missing { table: "looks", id: 0 })?;
        hops(conn, id.0, turn.capture).await?;
        ordered.push(id);
    }
    Ok(ordered)
}

/// The archived answer; `None` where there was none.
fn answer(turn: &Turn<'_>) -> Result<Option<Row>, StoreError> {
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
    let said = row([
        ("frontier_id", turn.visit().frontier_id.into()),
        ("target_uri", capture.url().as_str().into()),
        ("fetched_at", at(turn.looked_at)),
        ("kind", kind.as_str().into()),
        ("status", i16::try_from(response.status).unwrap_or(0).into()),
        ("content_type", response.content_type().into()),
        ("payload_digest", capture.payload_digest.map(|digest| digest.to_string()).into()),
        ("refers_to", refers_to.into()),
        ("made_by", capture.made_by().as_str().into()),
        ("made_as", from.map(|it| bounded(&it.made_as)).into()),
        ("archive_url", from.and_then(|it| it.archive_url.as_deref()).into()),
        ("source_file", from.and_then(|it| it.source_file.as_deref()).into()),
        ("brought_at", from.map_or(Value::Null, |it| at(it.brought_at))),
    ]);
    Ok(Some(placed(said, place)?))
}

/// Adds where a record stands.
fn placed(mut said: Row, place: &RecordPlace) -> Result<Row, StoreError> {
    let record_id = uuid_of(&place.record_id)?.to_string();
    said.extend(row([
        ("segment", place.segment.as_str().into()),
        ("record_offset", place.offset.into()),
        ("record_length", place.length.into()),
        ("record_id", record_id.into()),
    ]));
    Ok(said)
}

fn observation(turn: &Turn<'_>, verdict: &Verdict, words_id: i32) -> Result<Row, StoreError> {
    let (capture, visit) = (turn.capture, turn.visit());
    let exchange = &capture.exchange;
    let moved_to = match &exchange.outcome {
        Outcome::Moved { to, .. } => to.as_str(),
        Outcome::Answered | Outcome::Disallowed(_) | Outcome::Failed(_) => "",
    };
    let duration: i64 = exchange.hops.iter().map(|hop| i64::from(hop.duration_ms)).sum();
    let answer = capture.place.as_ref().map(|place| uuid_of(&place.record_id)).transpose()?;
    let said = row([
        ("frontier_id", visit.frontier_id.into()),
        ("source_id", visit.source.id.into()),
        ("provider_id", visit.source.provider_id.into()),
        ("looked_at", at(turn.looked_at)),
        ("words_id", words_id.into()),
        ("detail", verdict.detail.as_deref().unwrap_or_default().into()),
        ("moved_to", moved_to.into()),
        ("complete", verdict.complete.into()),
        (
            "duration_ms",
            (!exchange.hops.is_empty()).then_some(i32::try_from(duration).unwrap_or(i32::MAX)).into(),
        ),
        ("answer", answer.map(|id| id.to_string()).into()),
    ]);
    placed(said, &capture.metadata)
}

/// Says of looks what other rules read in their answers: each with the number of the words that it has by them. What a look
/// left to the next one, it did leave. Returns those of them that would have shown a statement that stood there.
pub(super) async fn read_again(
    conn: &mut PgConnection,
    all: &[(&ReadCapture<'_>, &Verdict, i32)],
    beside: Beside,
) -> Result<BTreeSet<i64>, StoreError> {
    const DOING: &str = "say what was read again";
    const AGAIN: &str = "\
with again as (
  select l.id, case when w.outcome in ('answered', 'unchanged') then asked.detail else l.detail end as detail, asked.words_id,
         asked.complete and not exists (select from public.notes n where n.observation_id = l.id and n.code = any($5)) as complete
    from unnest($1::bigint[], $2::boolean[], $3::integer[], $4::text[]) as asked (id, complete, words_id, detail)
    join looks l on l.id = asked.id
    join look_words w on w.id = l.words_id),
said as (
  update looks o set complete = again.complete, words_id = again.words_id, detail = again.detail
    from again
   where o.id = again.id and (o.complete, o.words_id, o.detail) is distinct from (again.complete, again.words_id, again.detail))
select id from again where complete";
    let looks = || all.iter().map(|(read, ..)| read.observation_id).collect::<Vec<_>>();
    let details = all.iter().map(|(_, verdict, _)| clean(verdict.detail.as_deref().unwrap_or_default()));
    let complete: Vec<i64> = sqlx::query_scalar(AGAIN)
        .bind(looks())
        .bind(all.iter().map(|(_, verdict, _)| verdict.complete).collect::<Vec<_>>())
        .bind(all.iter().map(|(.., words_id)| *words_id).collect::<Vec<_>>())
        .bind(details.collect::<Vec<_>>())
        .bind(links::CUT.as_slice())
        .fetch_all(&mut *conn)
        .await
        .doing(DOING)?;
    if beside == Beside::Yes {
        sqlx::query(
            "insert into reread.readings (capture_id, observation_id, extractor_version)
             select * from unnest($1::bigint[], $2::bigint[], $3::text[]) on conflict (capture_id) do nothing",
        )
        .bind(all.iter().map(|(read, ..)| read.capture_id).collect::<Vec<_>>())
        .bind(looks())
        .bind(all.iter().map(|(read, ..)| clean(&read.extraction.extractor_version)).collect::<Vec<_>>())
        .execute(conn)
        .await
        .doing(DOING)?;
    }
    Ok(complete.into_iter().collect())
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
            let said = row([
                ("observation_id", observation_id.into()),
                ("position", position.into()),
                ("url", hop.url.as_str().into()),
                ("asked_at", at(hop.started_at)),
                ("status", hop.response.status.into()),
                ("location", hop.response.header("location").into()),
            ]);
            match place {
                Some(place) => placed(said, place),
                None => Ok(said),
            }
        })
        .collect::<Result<_, _>>()?;
    const HOPS: &str = "\
insert into hops (observation_id, asked_at, record_offset, record_id, segment_id, record_length, position, status, url, location)
select r.observation_id, r.asked_at, r.record_offset, r.record_id, segment_of(hop.said ->> 'segment'), r.record_length,
       r.position, r.status, r.url, r.location
  from jsonb_array_elements($1) as hop (said)
 cross join lateral jsonb_populate_record(null::hops, hop.said) r";
    write(conn, HOPS, &rows, DOING).await.map(drop)
}
