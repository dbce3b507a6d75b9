//! Whether a post that is read under one key is a post that is known by another: it moved, its address was
//! written differently, a feed gives both addresses one id. Each merge is a row with its evidence.

use model::{Post, PostKind, Role};
use sqlx::{FromRow, PgConnection};

use super::visit::Turn;
use crate::address::{clean, identity, key_of};
use crate::error::{Doing, StoreError};
use crate::rows::micros;

const DOING: &str = "see whether a post moved";

/// A post that may be the one that is read, with what it says of itself.
#[derive(FromRow)]
struct Candidate {
    id: i64,
    reason: String,
    evidence: String,
    title: Option<String>,
    claimed_local: Option<String>,
    claimed_utc_offset: Option<String>,
}

/// Posts of the provider that were read at the address that was visited ($3), at the address that moved here
/// ($4), or at an address to which a feed gave the id of the one that is read ($5), and have another key.
/// A feed whose entries share an id, or change their address all the time, says nothing by it; nor does a
/// merge that a person took back.
const CANDIDATES: &str = "\
with now as materialized (
  select frontier_id, entry_key, link_key, capture_id from entries where link_key = any($5) and entry_key is not null
)
select distinct on (p.id) p.id, near.reason, near.evidence, last.title, own.claimed_local, own.claimed_utc_offset
  from (select p.id, $6 as reason, $7 as evidence, 1 as rank from posts p
         where p.provider_id = $1 and p.url_key = $3 and $6 <> ''
        union all
        select p.id, 'moved', $8, 2 from posts p where p.provider_id = $1 and p.url_key = $4
        union all
        select p.id, 'guid', now.entry_key, 3
          from now
          join entries before on before.frontier_id = now.frontier_id and before.entry_key = now.entry_key
                             and before.link_key <> now.link_key and before.capture_id < now.capture_id
          join posts p on p.provider_id = $1 and p.url_key = before.link_key
         where (select count(distinct e.link_key) from entries e
                 where e.frontier_id = now.frontier_id and e.entry_key = now.entry_key) <= 3
       ) near
  join posts p on p.id = canonical_post(near.id)
  left join lateral (select r.title from revisions r where r.post_id = p.id order by r.number desc limit 1) last on true
  left join lateral (select c.claimed_local, c.claimed_utc_offset from communications c
                      where c.post_id = p.id and c.update_key = '' and c.kind = 'post' limit 1) own on true
 where p.key <> $2
   and not exists (select 1 from merges m where m.provider_id = $1 and m.key = $2
                                           and (m.undone_at is null or m.post_id = p.id))
 order by p.id, near.rank";

/// Writes a merge where the only post of a document is known under another key. Addresses alone are no
/// proof, since what was taken down often leads to the front page: title or time of publication must agree.
/// Returns whether the document shows one post and nothing at all is known of it.
pub(super) async fn merge(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    capture_id: i64,
) -> Result<bool, StoreError> {
    let visit = turn.visit();
    let [post] = turn.extraction.posts.as_slice() else { return Ok(false) };
    let key = &identity(&post.key);
    if visit.role != Role::Post || !matches!(post.kind, PostKind::Article | PostKind::Advisory) {
        return Ok(false);
    }
    let answered_at = key_of(turn.capture.url().as_str()).unwrap_or_default();
    let says_key = post.url.as_deref().and_then(key_of).unwrap_or_else(|| answered_at.clone());
    let Standing { own, moved_from, is_near, is_named } =
        standing(conn, turn, key, [&answered_at, &says_key]).await?;
    let (reason, evidence) = way(turn, post, &answered_at);
    // Of most pages nothing is known at all, and the dear question need not be asked.
    if !is_near {
        return Ok(own.is_none() && !is_named);
    }
    // A post that is known and stands where it stood needs no proof.
    if own.is_some() && reason.is_empty() && moved_from.is_none() {
        return Ok(false);
    }
    let (from_key, from_url) = moved_from.unwrap_or_default();
    let keys = vec![turn.url_key.clone(), answered_at, says_key];
    let candidates: Vec<Candidate> = sqlx::query_as(CANDIDATES)
        .bind(visit.source.provider_id)
        .bind(key)
        .bind(&turn.url_key)
        .bind(from_key)
        .bind(keys)
        .bind(reason)
        .bind(evidence)
        .bind(from_url)
        .fetch_all(&mut *conn)
        .await
        .doing(DOING)?;
    let Some(found) = candidates.into_iter().find(|it| Some(it.id) != own && agrees(post, it)) else {
        return Ok(false);
    };
    tracing::debug!(post = found.id, key, reason = found.reason, "a post is known under another key");
    sqlx::query(
        "insert into merges (provider_id, key, post_id, other_id, reason, evidence, frontier_id, capture_id, merged_at)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9
          where $4::bigint is null or canonical_post($3) <> canonical_post($4)
         on conflict do nothing",
    )
    .bind(visit.source.provider_id)
    .bind(key)
    .bind(found.id)
    .bind(own)
    .bind(&found.reason)
    .bind(&found.evidence)
    .bind(visit.frontier_id)
    .bind(capture_id)
    .bind(micros(turn.looked_at))
    .execute(conn)
    .await
    .doing(DOING)
    .map(|_| false)
}

/// How the address that was visited came to show this key: a lasting redirect, or the page's own word. A
/// redirect for now says nothing.
fn way(turn: &Turn<'_>, post: &Post, answered_at: &str) -> (&'static str, String) {
    let hops = &turn.capture.exchange.hops;
    let lasting = hops.iter().rev().skip(1).all(|hop| matches!(hop.response.status, 301 | 308));
    match (answered_at == turn.url_key, lasting) {
        (false, true) => ("redirect", turn.capture.url().to_string()),
        (false, false) => ("", String::new()),
        (true, _) => ("canonical", clean(&post.key)),
    }
}

/// What is known of a post's key, and of the address that is visited.
struct Standing {
    /// The post of that key.
    own: Option<i64>,
    /// The address that moved to the one that is visited, where one did: its key and itself.
    moved_from: Option<(String, String)>,
    /// Whether a post was read at one of these addresses, or an entry with an id links to one: else there are no
    /// [`CANDIDATES`].
    is_near: bool,
    /// Whether the key stands for another post.
    is_named: bool,
}

/// Beside the address that was visited, entries may link to the post by that which answered and by its own, `others`.
/// One by one, and not as an array: a statement that takes an array is planned anew for each length of it.
async fn standing(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    key: &str,
    others: [&str; 2],
) -> Result<Standing, StoreError> {
    type Line = (Option<i64>, Option<String>, Option<String>, Option<String>, bool, bool);
    let (own, from_key, from_url, to, is_near, is_named): Line = sqlx::query_as(
        "select (select id from posts where provider_id = $2 and key = $3), v.url_key, v.url, o.moved_to,
                exists (select from posts p where p.provider_id = $2 and p.url_key in (f.url_key, v.url_key))
                or exists (select from entries e where e.link_key in (f.url_key, $4, $5) and e.entry_key is not null),
                exists (select from merges m where m.provider_id = $2 and m.key = $3 and m.undone_at is null)
           from frontier f
           left join frontier v on v.id = f.via_id
           left join lateral (select moved_to, outcome from observations where frontier_id = v.id
                               order by looked_at desc limit 1) o on o.outcome = 'moved'
          where f.id = $1",
    )
    .bind(turn.visit().frontier_id)
    .bind(turn.visit().source.provider_id)
    .bind(key)
    .bind(others[0])
    .bind(others[1])
    .fetch_one(conn)
    .await
    .doing(DOING)?;
    let is_here = to.is_some_and(|to| key_of(&to).as_deref() == Some(turn.url_key.as_str()));
    Ok(Standing { own, moved_from: from_key.zip(from_url).filter(|_| is_here), is_near, is_named })
}

/// Whether two posts say the same of themselves: their headlines, or the time of their publication.
fn agrees(post: &Post, other: &Candidate) -> bool {
    let title = |title: &Option<String>| title.as_deref().map(folded).filter(|title| !title.is_empty());
    let published = post.published.as_ref().map(|stamp| (stamp.local_iso(), stamp.offset_iso()));
    let same_title = title(&post.title).is_some_and(|own| title(&other.title) == Some(own));
    let theirs = other.claimed_local.clone().map(|local| (local, other.claimed_utc_offset.clone()));
    // A day alone is shared by many posts.
    let same_time = published.is_some_and(|own| own.0.contains('T') && theirs == Some(own));
    same_title || same_time
}

/// A headline as it is compared: letters and digits.
fn folded(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
