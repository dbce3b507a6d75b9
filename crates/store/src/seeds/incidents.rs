//! Incidents, the terms they are recognised by, and their reference events.

use std::collections::BTreeMap;

use model::{IncidentSeed, ReferenceEvent};
use serde_json::Value;
use sqlx::PgConnection;

use super::SeedChanges;
use crate::error::{Doing, StoreError};
use crate::rows::{Row, put_stamp, row, write};

const DOING: &str = "bring incidents in line with the seeds";

const TERMS: &str = "\
insert into incident_terms (incident_id, term, kind)
select r.incident_id, r.term, r.kind from jsonb_populate_recordset(null::incident_terms, $1) r";

const EVENTS: &str = "\
insert into reference_events (incident_id, kind, raw, local, at, low_at, high_at, utc_offset, zone, precision,
                              certainty, source, label, citation, anchor)
select r.incident_id, r.kind, r.raw, r.local, r.at, r.low_at, r.high_at, r.utc_offset, r.zone, r.precision,
       r.certainty, r.source, r.label, r.citation, r.anchor
  from jsonb_populate_recordset(null::reference_events, $1) r";

/// Brings incidents in line with `seeds`: terms and events are replaced by those of the seed. A mention
/// by a term that is no longer one goes with the term.
pub(super) async fn sync(
    conn: &mut PgConnection,
    seeds: &[IncidentSeed],
    changes: &mut SeedChanges,
) -> Result<(), StoreError> {
    for seed in seeds {
        let (id, renamed) = upsert(conn, seed).await?;
        let terms = replace_terms(conn, id, seed).await?;
        let events = replace_events(conn, id, seed).await?;
        if renamed || terms || events {
            changes.incidents.push(seed.slug.clone());
        }
    }
    Ok(())
}

async fn upsert(conn: &mut PgConnection, seed: &IncidentSeed) -> Result<(i64, bool), StoreError> {
    let changed: Option<i64> = sqlx::query_scalar(
        "insert into incidents (slug, name) values ($1, $2)
         on conflict (slug) do update set name = excluded.name where incidents.name <> excluded.name
         returning id",
    )
    .bind(&seed.slug)
    .bind(crate::address::clean(&seed.name))
    .fetch_optional(&mut *conn)
    .await
    .doing(DOING)?;
    match changed {
        Some(id) => Ok((id, true)),
        None => sqlx::query_scalar("select id from incidents where slug = $1")
            .bind(&seed.slug)
            .fetch_one(conn)
            .await
            .doing(DOING)
            .map(|id| (id, false)),
    }
}

/// The terms of a seed, each once, with the first thing that it is.
fn terms(seed: &IncidentSeed) -> BTreeMap<String, &'static str> {
    let all = [(seed.name.as_str(), "name")]
        .into_iter()
        .chain(seed.ids.iter().map(|id| (id.as_str(), "id")))
        .chain(seed.aliases.iter().map(|alias| (alias.as_str(), "alias")))
        .chain(seed.wrong_ids.iter().map(|id| (id.as_str(), "wrong-id")));
    let mut terms = BTreeMap::new();
    for (term, kind) in all {
        let term = crate::address::clean(term.trim());
        if !term.is_empty() {
            terms.entry(term).or_insert(kind);
        }
    }
    terms
}

async fn replace_terms(conn: &mut PgConnection, id: i64, seed: &IncidentSeed) -> Result<bool, StoreError> {
    let stored: Vec<(String, String)> =
        sqlx::query_as("select term, kind from incident_terms where incident_id = $1")
            .bind(id)
            .fetch_all(&mut *conn)
            .await
            .doing(DOING)?;
    let stored: BTreeMap<String, String> = stored.into_iter().collect();
    let terms = terms(seed);
    let same = stored.len() == terms.len()
        && terms.iter().all(|(term, kind)| stored.get(term).is_some_and(|old| old == kind));
    if same {
        return Ok(false);
    }
    sqlx::query("delete from incident_terms where incident_id = $1")
        .bind(id)
        .execute(&mut *conn)
        .await
        .doing(DOING)?;
    let rows: Vec<Row> = terms
        .iter()
        .map(|(term, kind)| {
            row([("incident_id", id.into()), ("term", term.as_str().into()), ("kind", (*kind).into())])
        })
        .collect();
    write(conn, TERMS, &rows, DOING).await?;
    sqlx::query(
        "delete from mentions m
          where m.incident_id = $1 and m.place <> 'seed'
            and not exists (select 1 from incident_terms t where t.incident_id = $1 and t.term = m.term)",
    )
    .bind(id)
    .execute(&mut *conn)
    .await
    .doing(DOING)?;
    sqlx::query(
        "delete from entry_mentions m
          where m.incident_id = $1
            and not exists (select 1 from incident_terms t where t.incident_id = $1 and t.term = m.term)",
    )
    .bind(id)
    .execute(&mut *conn)
    .await
    .doing(DOING)?;
    // What a name says counts for more than what an id says: a term that is another kind now weighs anew.
    sqlx::query(
        "select assign_posts(array(select distinct c.post_id from mentions m
                                     join communications c on c.id = m.communication_id
                                    where m.incident_id = $1)),
                assign_entries(array(select distinct m.entry_id from entry_mentions m where m.incident_id = $1))",
    )
    .bind(id)
    .execute(conn)
    .await
    .doing(DOING)?;
    Ok(true)
}

async fn replace_events(conn: &mut PgConnection, id: i64, seed: &IncidentSeed) -> Result<bool, StoreError> {
    let rows: Vec<Row> = seed.events.iter().map(|event| event_row(id, event)).collect();
    let stored: Vec<(String, String, String, String, bool)> = sqlx::query_as(
        "select kind, raw, label, citation, anchor from reference_events where incident_id = $1 order by id",
    )
    .bind(id)
    .fetch_all(&mut *conn)
    .await
    .doing(DOING)?;
    let same = stored.len() == rows.len()
        && stored.iter().zip(&rows).all(|((kind, raw, label, citation, anchor), row)| {
            let texts = [("kind", kind), ("raw", raw), ("label", label), ("citation", citation)];
            texts.iter().all(|(column, text)| row.get(*column).and_then(Value::as_str) == Some(text))
                && row.get("anchor").and_then(Value::as_bool) == Some(*anchor)
        });
    if same {
        return Ok(false);
    }
    sqlx::query("delete from reference_events where incident_id = $1")
        .bind(id)
        .execute(&mut *conn)
        .await
        .doing(DOING)?;
    write(conn, EVENTS, &rows, DOING).await?;
    Ok(true)
}

fn event_row(incident_id: i64, event: &ReferenceEvent) -> Row {
    let mut row = row([
        ("incident_id", incident_id.into()),
        ("kind", event.kind.as_str().into()),
        ("label", event.label.as_str().into()),
        ("citation", event.citation.as_str().into()),
        ("anchor", event.anchor.into()),
    ]);
    put_stamp(&mut row, "", Some(&event.time));
    row
}
