//! The rows of posts, revisions and communications, and of what stands beside them.

use std::collections::BTreeMap;

use model::{Byline, StampRole, Update};
use serde_json::Value;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::apply::{Document, Work};
use super::bounds::Claimed;
use super::decide::Statement;
use super::signals;
use super::statements::{changed_until, chosen};
use super::visit::Turn;
use crate::address::bounded;
use crate::error::{Doing, StoreError};
use crate::rows::{Row, at, put_stamp, row, write_returning};

const DOING: &str = "record posts";

const POSTS: &str = "\
insert into posts (provider_id, source_id, key, kind, url, url_key, first_seen_at, first_capture_id)
select r.provider_id, r.source_id, r.key, r.kind, r.url, r.url_key, r.first_seen_at, r.first_capture_id
  from jsonb_populate_recordset(null::posts, $1) r
returning provider_id, key, id";

const REVISIONS: &str = "\
insert into revisions (post_id, number, title, text, language, text_digest, first_seen_at, last_not_seen_at,
                       last_not_seen_by, capture_id, adapter, extractor_version)
select r.post_id, r.number, r.title, r.text, r.language, r.text_digest, r.first_seen_at, r.last_not_seen_at,
       r.last_not_seen_by, r.capture_id, r.adapter, r.extractor_version
  from jsonb_populate_recordset(null::revisions, $1) r
returning post_id, id";

const COMMUNICATIONS: &str = "\
insert into communications (provider_id, source_id, post_id, revision_id, update_key, version, kind, status, text,
       text_digest, claimed_role,
       claimed_raw, claimed_local, claimed_at, claimed_low_at, claimed_high_at, claimed_utc_offset,
       claimed_zone, claimed_precision, claimed_certainty, claimed_source,
       platform_recorded_raw, platform_recorded_local, platform_recorded_at, platform_recorded_low_at,
       platform_recorded_high_at, platform_recorded_utc_offset, platform_recorded_zone,
       platform_recorded_precision, platform_recorded_certainty, platform_recorded_source,
       platform_edited_raw, platform_edited_local, platform_edited_at, platform_edited_low_at,
       platform_edited_high_at, platform_edited_utc_offset, platform_edited_zone,
       platform_edited_precision, platform_edited_certainty, platform_edited_source, components,
       first_seen_at, last_not_seen_at, last_not_seen_by, capture_id, terms_digest, changed_high_at)
select r.provider_id, r.source_id, r.post_id, r.revision_id, r.update_key, r.version, r.kind, r.status, r.text,
       r.text_digest, r.claimed_role,
       r.claimed_raw, r.claimed_local, r.claimed_at, r.claimed_low_at, r.claimed_high_at, r.claimed_utc_offset,
       r.claimed_zone, r.claimed_precision, r.claimed_certainty, r.claimed_source,
       r.platform_recorded_raw, r.platform_recorded_local, r.platform_recorded_at, r.platform_recorded_low_at,
       r.platform_recorded_high_at, r.platform_recorded_utc_offset, r.platform_recorded_zone,
       r.platform_recorded_precision, r.platform_recorded_certainty, r.platform_recorded_source,
       r.platform_edited_raw, r.platform_edited_local, r.platform_edited_at, r.platform_edited_low_at,
       r.platform_edited_high_at, r.platform_edited_utc_offset, r.platform_edited_zone,
       r.platform_edited_precision, r.platform_edited_certainty, r.platform_edited_source, r.components,
       r.first_seen_at, r.last_not_seen_at, r.last_not_seen_by, r.capture_id, r.terms_digest, r.changed_high_at
  from jsonb_populate_recordset(null::communications, $1) r
returning post_id, update_key, id";

/// What stands beside posts and statements, in one statement: identifiers ($1), times ($2), bylines ($3), what the
/// address shows now ($4), what it no longer shows ($5), whom the texts let speak ($6), and how they were assessed ($7).
const BESIDE: &str = "\
with named as (
  insert into identifiers select r.* from jsonb_populate_recordset(null::identifiers, $1) r on conflict do nothing
), timed as (
  insert into stamps (post_id, update_key, role, chosen, raw, local, at, low_at, high_at, utc_offset, zone,
                      precision, certainty, source, span_start, span_end, stamp_digest, first_seen_at, capture_id)
  select r.post_id, r.update_key, r.role, r.chosen, r.raw, r.local, r.at, r.low_at, r.high_at, r.utc_offset, r.zone,
         r.precision, r.certainty, r.source, r.span_start, r.span_end, r.stamp_digest, r.first_seen_at, r.capture_id
    from jsonb_populate_recordset(null::stamps, $2) r
  on conflict do nothing
), signed as (
  insert into bylines (communication_id, position, name, kind, job_title, seniority, function, source,
                       span_start, span_end, title_source, title_span_start, title_span_end, capture_id)
  select r.communication_id, r.position, r.name, r.kind, r.job_title, r.seniority, r.function, r.source,
         r.span_start, r.span_end, r.title_source, r.title_span_start, r.title_span_end, r.capture_id
    from jsonb_populate_recordset(null::bylines, $3) r
), quoted as (
  insert into attributions (communication_id, position, name, job_title, seniority, function, organisation, source,
                            span_start, span_end, title_span_start, title_span_end, capture_id)
  select r.communication_id, r.position, r.name, r.job_title, r.seniority, r.function, r.organisation, r.source,
         r.span_start, r.span_end, r.title_span_start, r.title_span_end, r.capture_id
    from jsonb_populate_recordset(null::attributions, $6) r
), assessed as (
  insert into signal_readings (communication_id, assessed, reason, read_for, rules_version, capture_id)
  select r.communication_id, r.assessed, r.reason, r.read_for, r.rules_version, r.capture_id
    from jsonb_populate_recordset(null::signal_readings, $7) r
), shown as (
  insert into sightings (post_id, update_key, frontier_id, text_digest, payload_digest, links_digest, first_seen_at,
                         last_seen_at)
  select r.post_id, r.update_key, r.frontier_id, r.text_digest, r.payload_digest, r.links_digest, r.first_seen_at,
         r.first_seen_at
    from jsonb_populate_recordset(null::sightings, $4) r
   order by r.post_id, r.update_key
  on conflict (post_id, frontier_id, update_key) do update
     set text_digest = excluded.text_digest, payload_digest = excluded.payload_digest,
         links_digest = excluded.links_digest,
         last_seen_at = excluded.last_seen_at, gone_at = null
)
update sightings s set gone_at = r.gone_at
  from jsonb_populate_recordset(null::sightings, $5) r
 where s.post_id = r.post_id and s.frontier_id = r.frontier_id and s.update_key = r.update_key";

/// Writes the posts that are new.
pub(super) async fn write_posts(
    conn: &mut PgConnection,
    documents: &mut [Document<'_>],
) -> Result<(), StoreError> {
    let mut rows: Vec<Row> = Vec::new();
    for Document { turn, capture_id, work, .. } in documents.iter() {
        let source = &turn.visit().source;
        rows.extend(work.iter().filter(|it| it.post_id == 0).map(|it| {
            row([
                ("provider_id", source.provider_id.into()),
                ("source_id", source.id.into()),
                ("key", it.key.as_str().into()),
                ("kind", it.post.kind.as_str().into()),
                ("url", it.post.url.clone().into()),
                ("url_key", it.url_key.clone().into()),
                ("first_seen_at", at(turn.looked_at)),
                ("first_capture_id", (*capture_id).into()),
            ])
        }));
    }
    let written: Vec<(i64, String, i64)> = write_returning(conn, POSTS, &rows, DOING).await?;
    let ids: BTreeMap<(i64, String), i64> =
        written.into_iter().map(|(provider_id, key, id)| ((provider_id, key), id)).collect();
    for Document { turn, work, .. } in documents {
        let provider_id = turn.visit().source.provider_id;
        for it in work {
            it.post_id = ids.get(&(provider_id, it.key.clone())).copied().unwrap_or(it.post_id);
        }
    }
    Ok(())
}

/// Writes the texts that are new.
pub(super) async fn write_revisions(
    conn: &mut PgConnection,
    documents: &mut [Document<'_>],
    claims: &BTreeMap<i64, Row>,
) -> Result<(), StoreError> {
    let mut rows: Vec<Row> = Vec::new();
    for Document { turn, capture_id, work, .. } in documents.iter() {
        rows.extend(work.iter().filter_map(|it| {
            let number = it.addition.revision?;
            let mut row = row([
                ("post_id", it.post_id.into()),
                ("number", number.into()),
                ("title", it.post.title.clone().into()),
                ("text", it.post.text.as_str().into()),
                ("language", it.post.language.clone().into()),
                ("text_digest", it.addition.text_digest.as_str().into()),
                ("first_seen_at", at(turn.looked_at)),
                ("capture_id", (*capture_id).into()),
                ("adapter", turn.extraction.adapter.as_str().into()),
                ("extractor_version", turn.extraction.extractor_version.as_str().into()),
            ]);
            turn.before.put(&mut row, claim_of(it, claims), false);
            Some(row)
        }));
    }
    let ids: Vec<(i64, i64)> = write_returning(conn, REVISIONS, &rows, DOING).await?;
    let ids: BTreeMap<i64, i64> = ids.into_iter().collect();
    for it in documents.iter_mut().flat_map(|document| &mut document.work) {
        it.revision_id = ids.get(&it.post_id).copied().unwrap_or(it.revision_id);
    }
    Ok(())
}

/// Writes the statements that are new; returns how many. `claims` dates posts that do not date themselves.
pub(super) async fn write_communications(
    conn: &mut PgConnection,
    documents: &mut [Document<'_>],
    claims: &BTreeMap<i64, Row>,
) -> Result<usize, StoreError> {
    let mut rows = Vec::new();
    for Document { turn, capture_id, work, .. } in documents.iter() {
        for it in work {
            let statements = it.addition.statements.iter();
            rows.extend(statements.map(|statement| statement_row(turn, *capture_id, it, statement, claims)));
        }
    }
    let ids: Vec<(i64, String, i64)> = write_returning(conn, COMMUNICATIONS, &rows, DOING).await?;
    let count = ids.len();
    let mut by_post: BTreeMap<i64, Vec<(String, i64)>> = BTreeMap::new();
    for (post_id, key, id) in ids {
        by_post.entry(post_id).or_default().push((key, id));
    }
    for it in documents.iter_mut().flat_map(|document| &mut document.work) {
        it.statements.extend(by_post.remove(&it.post_id).unwrap_or_default());
    }
    Ok(count)
}

fn statement_row(
    turn: &Turn<'_>,
    capture_id: i64,
    it: &Work<'_>,
    statement: &Statement,
    claims: &BTreeMap<i64, Row>,
) -> Row {
    let mut row = communication(turn, capture_id, it, statement);
    turn.before.put(&mut row, claim_of(it, claims), false);
    if let (None, "post", Some(claim)) = (&statement.claimed, statement.kind, claims.get(&it.post_id)) {
        row.extend(claim.clone());
    }
    // Where nothing dates a post, the time of its last change dates it already, or there is none.
    let dated = row.get("claimed_high_at").is_some_and(|high| !high.is_null());
    if statement.kind == "post" && dated {
        let changed = changed_until(&it.post, turn.looked_at);
        row.insert("changed_high_at".to_owned(), changed.map_or(Value::Null, at));
    }
    row
}

/// When a post was made, by its own word or by that of a listing: all that stands in it may have stood there since.
fn claim_of(work: &Work<'_>, claims: &BTreeMap<i64, Row>) -> Option<Claimed> {
    if let Some(stamp) = work.post.published.as_ref().or(work.post.updated.as_ref()) {
        return stamp.bounds();
    }
    let claim = claims.get(&work.post_id)?;
    let moment = |column: &str| claim.get(column)?.as_str()?.parse().ok();
    Some((moment("claimed_low_at")?, moment("claimed_high_at")?))
}

fn communication(turn: &Turn<'_>, capture_id: i64, work: &Work<'_>, statement: &Statement) -> Row {
    let source = &turn.visit().source;
    let update = statement.update.and_then(|index| work.post.updates.get(index));
    let mut row = row([
        ("provider_id", source.provider_id.into()),
        ("source_id", source.id.into()),
        ("post_id", work.post_id.into()),
        ("revision_id", work.revision_id.into()),
        ("update_key", statement.key.as_str().into()),
        ("version", statement.version.into()),
        ("kind", statement.kind.into()),
        ("status", update.and_then(|update| update.status.clone()).into()),
        ("text", update.map(|update| update.text.clone()).into()),
        ("text_digest", statement.text_digest.as_str().into()),
        ("components", components(update)),
        ("claimed_role", statement.claimed.as_ref().map(|(role, _)| role.as_str()).into()),
        ("first_seen_at", at(turn.looked_at)),
        ("capture_id", capture_id.into()),
        ("terms_digest", turn.terms_digest.clone().into()),
    ]);
    let (recorded, edited) = match update {
        Some(update) => (update.recorded.as_ref(), update.edited.as_ref()),
        None => (chosen(&work.post, StampRole::Recorded), chosen(&work.post, StampRole::Edited)),
    };
    put_stamp(&mut row, "claimed_", statement.claimed.as_ref().map(|(_, stamp)| stamp));
    // The platform recorded the first words then, and not those that were put in their place.
    put_stamp(&mut row, "platform_recorded_", recorded.filter(|_| statement.version == 1));
    put_stamp(&mut row, "platform_edited_", edited);
    row
}

/// The services that an update names; null where it names none.
fn components(update: Option<&Update>) -> Value {
    match update.map(|update| update.components.as_slice()) {
        None | Some([]) => Value::Null,
        Some(names) => names.iter().map(|name| bounded(name)).collect(),
    }
}

/// Writes what stands beside the posts and their statements.
pub(super) async fn write_beside(
    conn: &mut PgConnection,
    documents: &[Document<'_>],
) -> Result<(), StoreError> {
    let mut all: [Vec<Row>; 7] = Default::default();
    for document in documents {
        let Document { turn, capture_id, work, .. } = document;
        let (shown, gone) = sightings(turn, work);
        let quoted = attributions(*capture_id, work);
        let rows = [
            identifiers(work),
            stamps(turn, *capture_id, work),
            bylines(*capture_id, work),
            shown,
            gone,
            quoted,
            signals::assessed(document),
        ];
        for (all, rows) in all.iter_mut().zip(rows) {
            all.extend(rows);
        }
    }
    if all.iter().all(Vec::is_empty) {
        return Ok(());
    }
    let statement = all.iter().fold(sqlx::query(BESIDE), |statement, rows| statement.bind(Json(rows)));
    statement.execute(conn).await.doing(DOING).map(drop)
}

/// The ids that stand in texts that are new.
fn identifiers(work: &[Work<'_>]) -> Vec<Row> {
    let new = work.iter().filter(|it| it.addition.revision.is_some());
    let found = new.flat_map(|it| it.post.identifiers.iter().map(|found| (it.revision_id, found)));
    found
        .map(|(revision_id, found)| {
            row([
                ("revision_id", revision_id.into()),
                ("identifier", bounded(&found.id).into()),
                ("span_start", found.span.map(|span| span.start).into()),
                ("span_end", found.span.map(|span| span.end).into()),
            ])
        })
        .collect()
}

/// The times that were not known.
fn stamps(turn: &Turn<'_>, capture_id: i64, work: &[Work<'_>]) -> Vec<Row> {
    let mut rows = Vec::new();
    for it in work {
        for stamped in &it.addition.stamps {
            let span = stamped.stamp.span;
            let mut row = row([
                ("post_id", it.post_id.into()),
                ("update_key", stamped.key.as_str().into()),
                ("role", stamped.role.as_str().into()),
                ("chosen", stamped.chosen.into()),
                ("span_start", span.map(|span| span.start).into()),
                ("span_end", span.map(|span| span.end).into()),
                ("stamp_digest", stamped.digest.as_str().into()),
                ("first_seen_at", at(turn.looked_at)),
                ("capture_id", capture_id.into()),
            ]);
            put_stamp(&mut row, "", Some(&stamped.stamp));
            rows.push(row);
        }
    }
    rows
}

/// Who signed the statements that are new, and known ones whose author line was changed.
fn bylines(capture_id: i64, work: &[Work<'_>]) -> Vec<Row> {
    let mut rows = Vec::new();
    for it in work {
        let new = it.addition.statements.iter().map(|statement| (&statement.key, statement.update));
        let resigned = it.addition.resigned.iter().map(|(key, update)| (key, *update));
        for (key, update) in new.chain(resigned) {
            let Some(communication_id) = it.statements.get(key) else { continue };
            let authors = match update {
                Some(index) => it.post.updates.get(index).map_or(&[][..], |update| &update.authors),
                None => &it.post.authors,
            };
            let authors = authors.iter().enumerate();
            rows.extend(
                authors.map(|(position, author)| byline(*communication_id, capture_id, position, author)),
            );
        }
    }
    rows
}

fn byline(communication_id: i64, capture_id: i64, position: usize, author: &Byline) -> Row {
    row([
        ("communication_id", communication_id.into()),
        ("position", position.into()),
        ("name", bounded(&author.name).into()),
        ("kind", author.kind.as_str().into()),
        ("job_title", author.job_title.clone().into()),
        ("seniority", author.seniority.as_str().into()),
        ("function", author.function.as_str().into()),
        ("source", author.source.as_str().into()),
        ("span_start", author.span.map(|span| span.start).into()),
        ("span_end", author.span.map(|span| span.end).into()),
        ("title_source", author.title_source.clone().into()),
        ("title_span_start", author.title_span.map(|span| span.start).into()),
        ("title_span_end", author.title_span.map(|span| span.end).into()),
        ("capture_id", capture_id.into()),
    ])
}

/// Whom the texts that are new let speak.
fn attributions(capture_id: i64, work: &[Work<'_>]) -> Vec<Row> {
    let mut rows = Vec::new();
    for it in work {
        let own = it.addition.statements.iter().filter(|statement| statement.update.is_none());
        for communication_id in own.filter_map(|statement| it.statements.get(&statement.key)) {
            let quoted = it.post.attributions.iter().enumerate();
            rows.extend(quoted.map(|(position, quoted)| {
                row([
                    ("communication_id", (*communication_id).into()),
                    ("position", position.into()),
                    ("name", quoted.name.as_str().into()),
                    ("job_title", quoted.job_title.as_str().into()),
                    ("seniority", quoted.seniority.as_str().into()),
                    ("function", quoted.function.as_str().into()),
                    ("organisation", quoted.organisation.clone().into()),
                    ("source", quoted.source.as_str().into()),
                    ("span_start", quoted.span.map(|span| span.start).into()),
                    ("span_end", quoted.span.map(|span| span.end).into()),
                    ("title_span_start", quoted.title_span.map(|span| span.start).into()),
                    ("title_span_end", quoted.title_span.map(|span| span.end).into()),
                    ("capture_id", capture_id.into()),
                ])
            }));
        }
    }
    rows
}

/// What this address shows now of each post, and what it no longer shows.
fn sightings(turn: &Turn<'_>, work: &[Work<'_>]) -> (Vec<Row>, Vec<Row>) {
    let frontier_id = turn.visit().frontier_id;
    let payload = turn.capture.payload_digest.map(|digest| digest.to_string());
    let links = super::changes::links_digest(turn);
    let (mut shown, mut gone) = (Vec::new(), Vec::new());
    for it in work {
        shown.extend(it.addition.shown.iter().map(|(key, digest)| {
            row([
                ("post_id", it.post_id.into()),
                ("update_key", key.as_str().into()),
                ("frontier_id", frontier_id.into()),
                ("text_digest", digest.as_str().into()),
                ("payload_digest", payload.clone().into()),
                ("links_digest", links.clone().filter(|_| key.is_empty()).into()),
                ("first_seen_at", at(turn.looked_at)),
            ])
        }));
        gone.extend(it.addition.gone.iter().map(|key| {
            row([
                ("post_id", it.post_id.into()),
                ("update_key", key.as_str().into()),
                ("frontier_id", frontier_id.into()),
                ("gone_at", at(turn.looked_at)),
            ])
        }));
    }
    (shown, gone)
}
