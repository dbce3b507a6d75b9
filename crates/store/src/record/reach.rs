//! How far back a look at a list reaches: since when all that came would still be seen in it.
//!
//! A list shows its newest items and forgets the rest, so a look bears no silence of the time before it unless what it shows
//! goes back there. It does by what was known: whatever came after an item that stands in its place is shown above it. Or it
//! does by claimed times, where enough items stand in order of time that one which is pinned to the top, still under way or
//! dated back cannot be what it rests on. A look that reaches back to the look before goes on with its watch; any other one
//! begins a watch of its own (`lookbacks`). Pages of what is under way, which forget what is over, show what stood there a
//! little before and nothing of what came and went earlier.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use model::{CaptureKind, Extraction, LinkRel, SourceKind, Stamp};
use sqlx::PgConnection;

use super::outcome::Verdict;
use super::showing::is_list;
use super::visit::Turn;
use super::walks::is_window;
use crate::address::{bounded, key_of};
use crate::error::{Doing, StoreError};

const DOING: &str = "see how far back a look reaches";

/// How long a page of what is under way shows what came: status pages keep what is over for a day at least.
const STANDS_HOURS: i64 = 24;

/// Items that must stand in order of time for their times to tell how far back a list reaches: with fewer, one that is
/// pinned, still under way or dated back would decide it.
const LEAST_RUN: usize = 3;

/// Words of a status that say that it is over.
const OVER: [&str; 5] = ["resolved", "postmortem", "post-mortem", "completed", "closed"];

/// How far back a look at a list reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reach {
    /// Since when all that came would have been seen; no later than the look. `None` where no post would be seen in it.
    pub since: Option<DateTime<Utc>>,
    /// Whether that reaches back to the look before at the same address, so that its watch goes on.
    pub joins: bool,
}

/// One item of a list, in its order.
#[derive(Debug, Clone, Copy, Default)]
struct Item {
    /// The latest instant of the time that it claims.
    claimed: Option<DateTime<Utc>>,
    /// When it was seen first, where that was before this look.
    known: Option<DateTime<Utc>>,
}

/// How far back the look of `turn` reaches; `None` where it is no look at a list that would have shown a new post, and where
/// nothing was sent since nothing changed: what stands there is what stood there.
pub(super) async fn reach(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    verdict: &Verdict,
) -> Result<Option<Reach>, StoreError> {
    if !verdict.complete
        || !verdict.speaks()
        || !is_list(turn.visit())
        || turn.capture.kind == Some(CaptureKind::NotModified)
    {
        return Ok(None);
    }
    let before = turn.before.looked_at.filter(|_| !turn.before.at_listing);
    let items = items(conn, turn).await?;
    let is_status = turn.visit().source.kind == SourceKind::Status;
    let leads = |rel| matches!(rel, LinkRel::Feed | LinkRel::Sitemap);
    if items.is_empty() && !is_status && turn.extraction.links.iter().any(|link| leads(link.rel)) {
        // What shows no post and leads to other lists shows no new one either: those do.
        return Ok(Some(Reach { since: None, joins: false }));
    }
    let first = before.is_none() && !is_status;
    let forgets = is_status && !keeps_what_is_over(turn.extraction);
    let since = match forgets {
        true => None,
        false => [by_what_was_known(&items), by_claimed_times(&items, first)].into_iter().flatten().min(),
    };
    let since = since.map_or(turn.looked_at, |since| since.min(turn.looked_at));
    let joins = before.is_some_and(|before| {
        let stood = is_status && (forgets || items.is_empty() || !is_window(turn.extraction));
        since <= before
            || stood && turn.looked_at - before <= TimeDelta::hours(STANDS_HOURS)
            // A list that never showed anything has forgotten nothing.
            || !is_status && items.is_empty()
    });
    Ok(Some(Reach { since: Some(since), joins }))
}

/// Writes a look that begins a watch or ends one, or that reaches further back than the watch that it goes on with.
pub(super) async fn write(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    capture_id: i64,
) -> Result<(), StoreError> {
    let Some(reach) = turn.reach else { return Ok(()) };
    sqlx::query(
        "insert into lookbacks (frontier_id, source_id, capture_id, looked_at, reaches_back_to, joins)
         select $1, $2, $3, $4, $5, $6
           from (select (select b.reaches_back_to from lookbacks b
                          where b.frontier_id = $1 and b.looked_at < $4
                          order by b.looked_at desc limit 1) as reaches_back_to) last
          where case when $5 is null then last.reaches_back_to is not null
                     else not $6 or coalesce(last.reaches_back_to > $5, true) end
         on conflict (frontier_id, looked_at) do nothing",
    )
    .bind(turn.visit().frontier_id)
    .bind(turn.visit().source.id)
    .bind(capture_id)
    .bind(turn.looked_at)
    .bind(reach.since)
    .bind(reach.joins)
    .execute(conn)
    .await
    .doing(DOING)
    .map(drop)
}

/// Whether a status page shows what is over, too.
fn keeps_what_is_over(extraction: &Extraction) -> bool {
    let over = |status: &str| OVER.iter().any(|word| status.trim().eq_ignore_ascii_case(word));
    let mut updates = extraction.posts.iter().flat_map(|post| &post.updates);
    // A page that lists incidents and tells none is the index of a history.
    let index = extraction.posts.is_empty() && extraction.feed.is_none() && !extraction.entries.is_empty();
    index || updates.any(|update| update.status.as_deref().is_some_and(over))
}

/// The latest instant that a time can mean.
fn latest(stamp: Option<&Stamp>) -> Option<DateTime<Utc>> {
    stamp?.bounds().map(|(_, high)| high)
}

/// What the list is made of, with when each was seen first: entries; where it has none, posts; else links to posts.
async fn items(conn: &mut PgConnection, turn: &Turn<'_>) -> Result<Vec<Item>, StoreError> {
    let said = turn.extraction;
    if !said.entries.is_empty() {
        return entries(conn, turn).await;
    }
    if !said.posts.is_empty() {
        let keys: Vec<&str> = said.posts.iter().map(|post| post.key.as_str()).collect();
        let known = seen_first(conn, turn, POSTS, turn.visit().source.provider_id, &keys).await?;
        let item = |post: &model::Post| Item {
            claimed: latest(post.published.as_ref()),
            known: known.get(&post.key).copied(),
        };
        return Ok(said.posts.iter().map(item).collect());
    }
    let links = said.links.iter().filter(|link| link.rel == LinkRel::Post);
    let keys: Vec<String> = links.filter_map(|link| key_of(&link.url)).collect();
    let asked: Vec<&str> = keys.iter().map(String::as_str).collect();
    let known = seen_first(conn, turn, LINKS, turn.visit().source.id, &asked).await?;
    Ok(keys.iter().map(|key| Item { claimed: None, known: known.get(key).copied() }).collect())
}

const POSTS: &str =
    "select key, first_seen_at from posts where provider_id = $1 and key = any($2) and first_seen_at < $3";

const LINKS: &str = "\
select url_key, discovered_at from frontier
 where source_id = $1 and url_key = any($2) and role = 'post' and discovered_at < $3";

async fn seen_first(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    sql: &'static str,
    of: i64,
    keys: &[&str],
) -> Result<BTreeMap<String, DateTime<Utc>>, StoreError> {
    if keys.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(String, DateTime<Utc>)> =
        sqlx::query_as(sql).bind(of).bind(keys).bind(turn.looked_at).fetch_all(conn).await.doing(DOING)?;
    Ok(rows.into_iter().collect())
}

/// An entry is known by its id, or by an address that it shares with no other entry; at any address of the source.
async fn entries(conn: &mut PgConnection, turn: &Turn<'_>) -> Result<Vec<Item>, StoreError> {
    let entries = &turn.extraction.entries;
    let named: Vec<(Option<String>, Option<String>)> = entries
        .iter()
        .map(|entry| (entry.id.as_deref().map(bounded), entry.link.as_deref().and_then(key_of)))
        .collect();
    let mut links: BTreeMap<&str, usize> = BTreeMap::new();
    for link in named.iter().filter_map(|(_, link)| link.as_deref()) {
        *links.entry(link).or_default() += 1;
    }
    let ids: Vec<&str> = named.iter().filter_map(|(id, _)| id.as_deref()).collect();
    let links: Vec<&str> = links.into_iter().filter(|(_, times)| *times == 1).map(|(link, _)| link).collect();
    let rows: Vec<(Option<String>, Option<String>, DateTime<Utc>)> = sqlx::query_as(
        "select entry_key, link_key, min(first_seen_at) from entries
          where source_id = $1 and first_seen_at < $2 and (entry_key = any($3) or link_key = any($4))
          group by entry_key, link_key",
    )
    .bind(turn.visit().source.id)
    .bind(turn.looked_at)
    .bind(&ids)
    .bind(&links)
    .fetch_all(conn)
    .await
    .doing(DOING)?;
    let (mut by_id, mut by_link) = (BTreeMap::new(), BTreeMap::new());
    for (id, link, first) in rows {
        for (known, name) in [(&mut by_id, id), (&mut by_link, link)] {
            if let Some(name) = name {
                let seen = known.entry(name).or_insert(first);
                *seen = first.min(*seen);
            }
        }
    }
    let known = |(id, link): &(Option<String>, Option<String>)| {
        let alone = link.as_deref().filter(|link| links.binary_search(link).is_ok());
        let seen = [id.as_deref().and_then(|id| by_id.get(id)), alone.and_then(|link| by_link.get(link))];
        seen.into_iter().flatten().min().copied()
    };
    let claimed = |entry: &model::Entry| latest(entry.published.as_ref().or(entry.updated.as_ref()));
    Ok(entries
        .iter()
        .zip(&named)
        .map(|(it, name)| Item { claimed: claimed(it), known: known(name) })
        .collect())
}

/// Since when all that came stands above what was known. Of a list in order of time, what stands out of order is pinned and
/// does not count. Of any other, what was known has to stand at its end or to be half of it.
fn by_what_was_known(items: &[Item]) -> Option<DateTime<Utc>> {
    if let Some(run) = run(items) {
        return run.iter().filter_map(|item| item.known).min();
    }
    let known = items.iter().filter_map(|item| item.known);
    let many = known.clone().count() * 2 >= items.len();
    known.max().filter(|_| many || items.last().is_some_and(|last| last.known.is_some()))
}

/// The second oldest time of those that stand in order: the oldest may be pinned, still under way or dated back. One that is
/// alone in its list at the first look (`first`) is the newest of it, and nothing came since; on a status page it may be what is
/// still under way, and one that takes the place of others later may hide what came between.
fn by_claimed_times(items: &[Item], first: bool) -> Option<DateTime<Utc>> {
    let mut times: Vec<DateTime<Utc>> = run(items)?.iter().filter_map(|item| item.claimed).collect();
    times.sort();
    match (items, times.as_slice()) {
        ([_], [only]) => Some(*only).filter(|_| first),
        (_, times) => times.get(1).copied().filter(|_| times.len() >= LEAST_RUN),
    }
}

/// The items that stand in order of time, where three in four do: falling as most lists do, or else rising. `None` of
/// a list that is not in order, or has no times.
fn run(items: &[Item]) -> Option<Vec<Item>> {
    let dated: Vec<Item> = items.iter().filter(|item| item.claimed.is_some()).copied().collect();
    let falling = rising(dated.iter().rev().copied());
    let rising = rising(dated.iter().copied());
    let run = if rising.len() > falling.len() { rising } else { falling };
    (!run.is_empty() && run.len() * 4 >= dated.len() * 3 && dated.len() * 2 >= items.len()).then_some(run)
}

/// The most items whose times rise, in their order (the longest subsequence; equal times may stand beside each other).
fn rising(items: impl Iterator<Item = Item>) -> Vec<Item> {
    let items: Vec<Item> = items.collect();
    // For each length, the item with the earliest time that ends such a run; and what stands before each item in its run.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (at, item) in items.iter().enumerate() {
        let length =
            ends.partition_point(|end| items.get(*end).is_some_and(|end| end.claimed <= item.claimed));
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let last = ends.last().copied();
    let places = std::iter::successors(last, |at| before.get(*at).copied().flatten());
    places.filter_map(|at| items.get(at).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(i64::from(day))
    }

    /// Items that claim these days; those of `known` were seen on the day 500.
    fn items(days: &[u32], known: &[u32]) -> Vec<Item> {
        let item = |it: &u32| Item { claimed: Some(day(*it)), known: known.contains(it).then(|| day(500)) };
        days.iter().map(item).collect()
    }

    #[test]
    fn a_list_reaches_back_to_the_second_oldest_time_in_its_order() {
        let reach = |days: &[u32]| by_claimed_times(&items(days, &[]), true);
        assert_eq!(reach(&[90, 80, 70, 60]), Some(day(70)));
        assert_eq!(reach(&[60, 70, 80, 90]), Some(day(70)));
        assert_eq!(reach(&[10, 90, 80, 70, 60]), Some(day(70)), "the first is pinned");
        assert_eq!(reach(&[90, 80, 70, 10]), Some(day(70)), "the last is dated back, or still under way");
        assert_eq!(reach(&[10, 90]), None, "either may be pinned");
        assert_eq!(reach(&[10]), Some(day(10)), "nothing came since");
        assert_eq!(by_claimed_times(&items(&[10], &[]), false), None, "it may be under way");
        assert_eq!(reach(&[50, 10, 40, 20, 30]), None, "it stands in no order");
        assert_eq!(reach(&[]), None);
    }

    #[test]
    fn what_is_pinned_tells_nothing_of_the_time_between() {
        let known = |days: &[u32], known: &[u32]| by_what_was_known(&items(days, known)).is_some();
        assert!(known(&[90, 80, 70], &[70]));
        assert!(known(&[90], &[90]));
        assert!(!known(&[90, 80, 70], &[]));
        assert!(!known(&[10, 90, 80, 70], &[10]), "the first is pinned");
        let undated = |known: &[bool]| {
            let item = |it: &bool| Item { claimed: None, known: it.then(|| day(1)) };
            by_what_was_known(&known.iter().map(item).collect::<Vec<_>>()).is_some()
        };
        assert!(undated(&[false, false, true]));
        assert!(undated(&[true, true, false]), "it may show the newest last");
        assert!(!undated(&[true, false, false]));
        assert!(!undated(&[]));
    }
}
