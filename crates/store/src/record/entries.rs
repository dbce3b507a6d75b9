//! What feeds and indexes say of posts, and how that becomes evidence of the posts themselves.

use std::collections::{BTreeMap, BTreeSet};

use model::{Entry, Mention, Sha256Digest, Stamp};
use serde_json::{Value, json};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::apply::{Document, Work};
use super::visit::Turn;
use crate::address::{bounded, key_of};
use crate::error::{Doing, StoreError};
use crate::listed;
use crate::mentions::mention_row;
use crate::rows::{Row, at, put_stamp, row, write, write_returning};

const DOING: &str = "record feed entries";

const ENTRIES: &str = "\
insert into entries (frontier_id, source_id, capture_id, entry_digest, entry_key, title, link, link_key, authors,
       published_raw, published_local, published_at, published_low_at, published_high_at, published_utc_offset,
       published_zone, published_precision, published_certainty, published_source,
       updated_raw, updated_local, updated_at, updated_low_at, updated_high_at, updated_utc_offset,
       updated_zone, updated_precision, updated_certainty, updated_source, first_seen_at, text, last_not_seen_at,
       last_not_seen_by, terms_digest)
select r.frontier_id, r.source_id, r.capture_id, r.entry_digest, r.entry_key, r.title, r.link, r.link_key, r.authors,
       r.published_raw, r.published_local, r.published_at, r.published_low_at, r.published_high_at,
       r.published_utc_offset, r.published_zone, r.published_precision, r.published_certainty, r.published_source,
       r.updated_raw, r.updated_local, r.updated_at, r.updated_low_at, r.updated_high_at, r.updated_utc_offset,
       r.updated_zone, r.updated_precision, r.updated_certainty, r.updated_source, r.first_seen_at, r.text,
       r.last_not_seen_at, r.last_not_seen_by, r.terms_digest
  from jsonb_populate_recordset(null::entries, $1) r
on conflict (frontier_id, entry_digest) do nothing
returning link_key, entry_digest, id";

/// The latest word of any listing of the providers ($1) on their posts at these addresses ($2).
const CLAIMS: &str = "\
select distinct on (s.provider_id, e.link_key) s.provider_id, e.link_key, to_jsonb(e)
  from unnest($1::bigint[], $2::text[]) as asked (provider_id, link_key)
  join entries e on e.link_key = asked.link_key
  join sources s on s.id = e.source_id and s.provider_id = asked.provider_id
 where e.published_raw is not null
 order by s.provider_id, e.link_key, e.id desc";

const JOIN: &str = "\
select join_stamps((document.said ->> 'provider')::bigint,
                   array(select jsonb_array_elements_text(document.said -> 'keys')))
  from jsonb_array_elements($1) with ordinality as document (said, place)
 order by document.place";

/// Writes the entries that are new or changed; returns the addresses that they link to.
pub(super) async fn write_entries(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    capture_id: i64,
    found: &[Mention],
) -> Result<BTreeSet<String>, StoreError> {
    let visit = turn.visit();
    let digests: Vec<String> = turn.extraction.entries.iter().map(digest).collect();
    let rows: Vec<Row> = turn
        .extraction
        .entries
        .iter()
        .zip(&digests)
        .map(|(entry, digest)| {
            let authors: Vec<Value> =
                entry.authors.iter().map(|it| json!({ "name": it.name, "email": it.email })).collect();
            let mut row = row([
                ("frontier_id", visit.frontier_id.into()),
                ("source_id", visit.source.id.into()),
                ("capture_id", capture_id.into()),
                ("entry_digest", digest.as_str().into()),
                ("entry_key", entry.id.as_deref().map(bounded).into()),
                ("title", entry.title.clone().into()),
                ("link", entry.link.clone().into()),
                ("link_key", entry.link.as_deref().and_then(key_of).into()),
                ("authors", authors.into()),
                ("first_seen_at", at(turn.looked_at)),
                ("text", entry.text.clone().into()),
                ("terms_digest", turn.terms_digest.clone().into()),
            ]);
            turn.before.put(&mut row, turn.window.claim_of(entry), true);
            put_stamp(&mut row, "published_", entry.published.as_ref());
            put_stamp(&mut row, "updated_", entry.updated.as_ref());
            row
        })
        .collect();
    let written: Vec<(Option<String>, String, i64)> = write_returning(conn, ENTRIES, &rows, DOING).await?;
    let new: BTreeMap<&str, i64> = written.iter().map(|(_, digest, id)| (digest.as_str(), *id)).collect();
    let named = found.iter().filter(|it| it.place.is_of_entry()).filter_map(|mention| {
        let id = new.get(digests.get(mention.post)?.as_str())?;
        Some(mention_row("entry_id", *id, mention))
    });
    write(conn, listed::INSERT, &named.collect::<Vec<_>>(), DOING).await?;
    Ok(written.into_iter().filter_map(|(key, ..)| key).collect())
}

/// What listings claim of posts that are new and do not date themselves: the columns of the claim, by post.
pub(super) async fn claims(
    conn: &mut PgConnection,
    documents: &[Document<'_>],
) -> Result<BTreeMap<i64, Row>, StoreError> {
    let undated =
        |it: &&Work<'_>| it.addition.statements.iter().any(|it| it.kind == "post" && it.claimed.is_none());
    let mut wanted: BTreeMap<(i64, String), i64> = BTreeMap::new();
    for Document { turn, work, .. } in documents {
        let provider_id = turn.visit().source.provider_id;
        for it in work.iter().filter(undated) {
            let visited = (work.len() == 1).then(|| turn.url_key.clone());
            let keys = visited.into_iter().chain(it.url_key.clone());
            wanted.extend(keys.map(|key| ((provider_id, key), it.post_id)));
        }
    }
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (providers, keys): (Vec<i64>, Vec<&str>) =
        wanted.keys().map(|(provider_id, key)| (*provider_id, key.as_str())).unzip();
    let rows: Vec<(i64, String, Json<Row>)> =
        sqlx::query_as(CLAIMS).bind(providers).bind(keys).fetch_all(conn).await.doing(DOING)?;
    Ok(rows
        .into_iter()
        .filter_map(|(provider_id, key, Json(entry))| {
            let mut claim: Row = entry
                .into_iter()
                .filter_map(|(column, value)| {
                    column.strip_prefix("published_").map(|rest| (format!("claimed_{rest}"), value))
                })
                .collect();
            claim.insert("claimed_role".to_owned(), "published".into());
            wanted.get(&(provider_id, key)).map(|post_id| (*post_id, claim))
        })
        .collect())
}

/// Makes the times of entries candidates of the posts that they link to, whichever came first: of each document, its visit
/// with the addresses that its entries link to.
pub(super) async fn join_stamps(
    conn: &mut PgConnection,
    documents: &[(&Turn<'_>, BTreeSet<String>)],
) -> Result<(), StoreError> {
    let all: Vec<Value> = documents
        .iter()
        .map(|(turn, entry_keys)| {
            let posts = turn.extraction.posts.iter().filter_map(|post| post.url.as_deref().and_then(key_of));
            let mut keys: BTreeSet<String> = entry_keys.iter().cloned().chain(posts).collect();
            keys.insert(turn.url_key.clone());
            json!({ "provider": turn.visit().source.provider_id, "keys": keys })
        })
        .collect();
    sqlx::query(JOIN).bind(Json(all)).execute(conn).await.doing(DOING).map(drop)
}

/// The words of a text alone: a counter that goes on makes no other entry.
fn letters(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// What an entry says, folded into one value.
fn digest(entry: &Entry) -> String {
    let stamp = |stamp: &Option<Stamp>| stamp.as_ref().map_or(String::new(), |it| it.raw.clone());
    let authors: Vec<String> = entry
        .authors
        .iter()
        .map(|it| {
            format!("{} {}", it.name.as_deref().unwrap_or_default(), it.email.as_deref().unwrap_or_default())
        })
        .collect();
    let parts = [
        bounded(entry.link.as_deref().unwrap_or_default()),
        entry.id.clone().unwrap_or_default(),
        entry.title.clone().unwrap_or_default(),
        stamp(&entry.published),
        stamp(&entry.updated),
        authors.join(";"),
        entry.text.as_deref().map(letters).unwrap_or_default(),
    ];
    Sha256Digest::of(parts.join("\n").as_bytes()).to_string()
}
