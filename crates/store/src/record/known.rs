//! What is stored of the posts that a document shows, in a few reads.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};

use crate::error::{Doing, StoreError};

/// A post as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct KnownPost {
    /// Row of `posts`.
    pub id: i64,
    /// Its last revision.
    pub revision: Option<KnownRevision>,
    /// The last version of each of its statements, by update key.
    pub statements: BTreeMap<String, KnownStatement>,
    /// What the address that is visited showed of it last, by update key.
    pub sightings: BTreeMap<String, Sighting>,
    /// Its stamps: update key, role and digest.
    pub stamps: BTreeSet<(String, String, String)>,
    /// When it claimed to be updated, as written, with the offset, as of the last time that this address showed it:
    /// a feed may tell the new time before the page is looked at.
    pub updated: BTreeSet<(String, Option<String>)>,
}

/// The last revision of a post.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub(super) struct KnownRevision {
    /// Row of `posts`.
    pub post_id: i64,
    /// Row of `revisions`.
    pub id: i64,
    /// Its number.
    pub number: i32,
    /// Digest of its words.
    pub text_digest: String,
    /// Whether it has a title.
    pub titled: bool,
    /// Whether it has words, its updates' included.
    pub worded: bool,
}

/// The last version of a statement.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub(super) struct KnownStatement {
    /// Row of `posts`.
    pub post_id: i64,
    /// Which statement of the post.
    pub update_key: String,
    /// Row of `communications`.
    pub id: i64,
    /// Its version.
    pub version: i32,
    /// Digest of its words.
    pub text_digest: String,
    /// Whether it has words.
    pub worded: bool,
    /// Who signed it, as last read.
    pub authors: Vec<String>,
    /// When it was said, by its own claim.
    pub claimed_at: Option<DateTime<Utc>>,
    /// The earliest instant that a clock with a zone can mean.
    pub clock_low_at: Option<DateTime<Utc>>,
    /// The end of the latest minute or second that it can mean.
    pub clock_high_at: Option<DateTime<Utc>>,
    /// Its status as stored.
    pub status: Option<String>,
}

/// What an address showed last.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub(super) struct Sighting {
    /// Row of `posts`.
    pub post_id: i64,
    /// Which statement of the post.
    pub update_key: String,
    /// Digest of its words.
    pub text_digest: String,
    /// Digest of the body that showed it.
    pub payload_digest: Option<String>,
    /// Digest of the addresses that its text linked to.
    pub links_digest: Option<String>,
    /// Whether the post has been shown without it since.
    pub gone: bool,
}

const DOING: &str = "read what is known of posts";

/// A key that stood for another post when it was looked at ($3), by a merge in force, is that post. The posts
/// are found by their keys, since a second reading of the archive numbers them anew beside the table of merges.
const POSTS: &str = "\
with merged as (
  select m.key, t.key as target
    from merges m join public.posts t on t.id = canonical_post(m.post_id)
   where m.provider_id = $1 and m.key = any($2) and m.undone_at is null and m.merged_at <= $3
), named as (
  select key, target from merged
   union all
  select k.key, k.key from unnest($2::text[]) k (key) where not exists (select 1 from merged where merged.key = k.key)
)
select p.id, named.key
  from named join posts p on p.provider_id = $1 and p.key = named.target
 order by p.id for update of p";

const REVISIONS: &str = "\
select distinct on (r.post_id) r.post_id, r.id, r.number, r.text_digest, r.title is not null as titled,
       (r.text <> '' or exists (select 1 from communications c where c.post_id = r.post_id and c.text <> '')) as worded
  from revisions r where r.post_id = any($1) order by r.post_id, r.number desc";

const STATEMENTS: &str = "\
select distinct on (c.post_id, c.update_key) c.post_id, c.update_key, c.id, c.version, c.text_digest,
       c.claimed_at, c.status,
       case when c.claimed_utc_offset is not null and c.claimed_precision in ('minute', 'second', 'millisecond')
            then c.claimed_low_at end as clock_low_at,
       case when c.claimed_utc_offset is not null and c.claimed_precision in ('minute', 'second', 'millisecond')
            then c.claimed_high_at end as clock_high_at,
       coalesce(c.text, '') <> '' as worded,
       coalesce((select array_agg(b.name || coalesce(', ' || b.job_title, '') order by b.position)
                   from bylines b
                  where b.communication_id = c.id
                    and b.capture_id = (select max(l.capture_id) from bylines l where l.communication_id = c.id)),
                '{}') as authors
  from communications c where c.post_id = any($1) order by c.post_id, c.update_key, c.version desc";

const SIGHTINGS: &str = "\
select post_id, update_key, text_digest, payload_digest, links_digest, gone_at is not null as gone
  from sightings where post_id = any($1) and frontier_id = $2";

/// Reads the posts of a provider with these keys, as seen from the address `frontier_id`. The rows stay
/// locked until the transaction ends, since two addresses can show one post.
pub(super) async fn load(
    conn: &mut PgConnection,
    provider_id: i64,
    frontier_id: i64,
    keys: &[String],
    looked_at: DateTime<Utc>,
) -> Result<BTreeMap<String, KnownPost>, StoreError> {
    let posts: Vec<(i64, String)> = sqlx::query_as(POSTS)
        .bind(provider_id)
        .bind(keys)
        .bind(looked_at)
        .fetch_all(&mut *conn)
        .await
        .doing(DOING)?;
    let ids: Vec<i64> = posts.iter().map(|(id, _)| *id).collect();
    let mut known: BTreeMap<i64, KnownPost> =
        ids.iter().map(|id| (*id, KnownPost { id: *id, ..KnownPost::default() })).collect();
    if known.is_empty() {
        return Ok(BTreeMap::new());
    }
    let revisions: Vec<KnownRevision> =
        sqlx::query_as(REVISIONS).bind(&ids).fetch_all(&mut *conn).await.doing(DOING)?;
    for it in revisions {
        if let Some(post) = known.get_mut(&it.post_id) {
            post.revision = Some(it);
        }
    }
    let statements: Vec<KnownStatement> =
        sqlx::query_as(STATEMENTS).bind(&ids).fetch_all(&mut *conn).await.doing(DOING)?;
    for it in statements {
        if let Some(post) = known.get_mut(&it.post_id) {
            post.statements.insert(it.update_key.clone(), it);
        }
    }
    let sightings: Vec<Sighting> =
        sqlx::query_as(SIGHTINGS).bind(&ids).bind(frontier_id).fetch_all(&mut *conn).await.doing(DOING)?;
    for it in sightings {
        if let Some(post) = known.get_mut(&it.post_id) {
            post.sightings.insert(it.update_key.clone(), it);
        }
    }
    load_stamps(conn, &ids, frontier_id, &mut known).await?;
    Ok(posts.into_iter().filter_map(|(id, key)| known.get(&id).map(|post| (key, post.clone()))).collect())
}

#[derive(FromRow)]
struct KnownStamp {
    post_id: i64,
    update_key: String,
    role: String,
    local: String,
    utc_offset: Option<String>,
    stamp_digest: String,
    /// Whether it was known when this address showed the post last.
    stood: bool,
}

async fn load_stamps(
    conn: &mut PgConnection,
    ids: &[i64],
    frontier_id: i64,
    known: &mut BTreeMap<i64, KnownPost>,
) -> Result<(), StoreError> {
    let stamps: Vec<KnownStamp> = sqlx::query_as(
        "select s.post_id, s.update_key, s.role, s.local, s.utc_offset, s.stamp_digest,
                coalesce(s.first_seen_at <= g.last_seen_at, true) as stood
           from stamps s
           left join sightings g on g.post_id = s.post_id and g.frontier_id = $2 and g.update_key = ''
          where s.post_id = any($1)",
    )
    .bind(ids)
    .bind(frontier_id)
    .fetch_all(conn)
    .await
    .doing(DOING)?;
    for it in stamps {
        if let Some(post) = known.get_mut(&it.post_id) {
            if it.role == "updated" && it.update_key.is_empty() && it.stood {
                post.updated.insert((it.local, it.utc_offset));
            }
            post.stamps.insert((it.update_key, it.role, it.stamp_digest));
        }
    }
    Ok(())
}
