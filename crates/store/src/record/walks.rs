//! The window of a feed or a listing: where every entry in its order is new since the last look, its older pages are walked
//! (RFC 5005) until one shows an entry that was known. What cannot be reached stays on record as a possible gap.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use model::{DocumentKind, Entry, Extraction, FeedHead, Link, LinkRel, Note, Role, Stamp};
use sqlx::{FromRow, PgConnection};

use super::outcome::Verdict;
use super::visit::Turn;
use crate::address::{bounded, key_of};
use crate::error::{Doing, StoreError};
use crate::following::{DEEPEST, Found, follow};
use crate::frontier::{Address, add_found};

const DOING: &str = "follow the window of a feed or a listing";

/// Older pages that the first look at a feed leads to.
const BACKFILL_PAGES: i16 = 3;

/// Older pages that are walked to fill a gap.
const GAP_PAGES: i16 = 20;

/// Where links of a feed may lead.
pub(super) struct Bounds<'a> {
    /// The address of the source.
    pub source_url: &'a str,
    /// The provider's domain.
    pub domain: &'a str,
    /// When a page that is found is due.
    pub now: DateTime<Utc>,
}

#[derive(FromRow)]
struct Walk {
    id: i64,
    reason: String,
    from_at: Option<DateTime<Utc>>,
    pages: i16,
}

/// Whether a document shows the newest of more entries.
pub(super) fn is_window(extraction: &Extraction) -> bool {
    extraction.feed.is_some() || extraction.kind == DocumentKind::Listing
}

/// Follows the window of what was just read, before its entries are written.
pub(super) async fn window(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    capture_id: i64,
    bounds: &Bounds<'_>,
) -> Result<Option<Note>, StoreError> {
    let visit = turn.visit();
    let head = turn.extraction.feed.as_ref();
    if visit.role != Role::Listing || !is_window(turn.extraction) {
        return Ok(None);
    }
    if let Some(walk) = walk_of(conn, visit.frontier_id).await? {
        return step(conn, turn, head, capture_id, bounds, walk).await;
    }
    let is_page: bool = sqlx::query_scalar("select exists (select 1 from walk_pages where frontier_id = $1)")
        .bind(visit.frontier_id)
        .fetch_one(&mut *conn)
        .await
        .doing(DOING)?;
    if is_page || turn.extraction.entries.is_empty() {
        return Ok(None);
    }
    let followed: bool = sqlx::query_scalar("select exists (select 1 from entries where frontier_id = $1)")
        .bind(visit.frontier_id)
        .fetch_one(&mut *conn)
        .await
        .doing(DOING)?;
    match turn.before.looked_at.filter(|_| followed) {
        None if followed => Ok(None),
        None => {
            if let Some(page) = older(turn, bounds, &advertised(turn)) {
                let id = open(conn, turn, capture_id, None, "walking").await?;
                push(conn, turn, bounds, id, 1, &page).await?;
            }
            Ok(None)
        }
        Some(_) if goes_on(conn, turn).await? => {
            fill(conn, turn, capture_id).await?;
            Ok(None)
        }
        Some(from) => {
            let page = older(turn, bounds, &all_pages(turn, head));
            let state = if page.is_some() { "walking" } else { "possible-gap" };
            let id = open(conn, turn, capture_id, Some(from), state).await?;
            match page {
                Some(page) => {
                    push(conn, turn, bounds, id, 1, &page).await?;
                    let detail = format!(
                        "every entry in its order is new since {from}; older pages are walked from {}",
                        page.url
                    );
                    Ok(Some(Note::new("feed-window", detail)))
                }
                None => Ok(Some(gap_note(from, turn, "and no older page is named"))),
            }
        }
    }
}

/// Ends the walk that a page belongs to which cannot be read and will not be.
pub(super) async fn lost(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    verdict: &Verdict,
    capture_id: Option<i64>,
) -> Result<Option<Note>, StoreError> {
    let gone = match verdict.outcome {
        // The next look may be allowed, or show it whole.
        _ if verdict.without_rules || verdict.cut_off => false,
        "missing" | "disallowed" | "moved" => true,
        "answered" => !is_window(turn.extraction),
        "error" => verdict.status.is_some_and(|status| (400..500).contains(&status) && status != 429),
        _ => false,
    };
    if !gone || turn.visit().role != Role::Listing {
        return Ok(None);
    }
    match walk_of(conn, turn.visit().frontier_id).await? {
        Some(walk) => end(conn, turn, capture_id, &walk, "and an older page cannot be read").await,
        None => Ok(None),
    }
}

/// A page of a walk is not visited again before another walk needs it.
pub(super) async fn rest(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    verdict: &Verdict,
) -> Result<(), StoreError> {
    if turn.visit().role != Role::Listing || verdict.is_failure() {
        return Ok(());
    }
    sqlx::query(
        "update frontier f set due_at = $2 + interval '1 year'
          where f.id = $1 and f.depth > 0
            and exists (select 1 from walk_pages p where p.frontier_id = f.id)",
    )
    .bind(turn.visit().frontier_id)
    .bind(turn.looked_at)
    .execute(conn)
    .await
    .doing(DOING)
    .map(drop)
}

/// The walk that needs this page.
async fn walk_of(conn: &mut PgConnection, frontier_id: i64) -> Result<Option<Walk>, StoreError> {
    sqlx::query_as(
        "select w.id, w.reason, w.from_at, w.pages
           from walk_pages p join walks w on w.id = p.walk_id
          where p.frontier_id = $1 and w.state = 'walking' order by w.id limit 1 for update of w",
    )
    .bind(frontier_id)
    .fetch_optional(conn)
    .await
    .doing(DOING)
}

/// One page further.
async fn step(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    head: Option<&FeedHead>,
    capture_id: i64,
    bounds: &Bounds<'_>,
    mut walk: Walk,
) -> Result<Option<Note>, StoreError> {
    walk.pages = walk.pages.saturating_add(1);
    sqlx::query(
        "update walks set pages = $2, claimed_to_at = least(claimed_to_at, $3), reaches_back_to = least(reaches_back_to, $4)
          where id = $1",
    )
    .bind(walk.id)
    .bind(walk.pages)
    .bind(oldest(&turn.extraction.entries))
    .bind(turn.reach.and_then(|reach| reach.since))
    .execute(&mut *conn)
    .await
    .doing(DOING)?;
    if let Some(from) = walk.from_at
        && knows(conn, turn, from).await?
    {
        close(conn, turn, Some(capture_id), &walk, "filled").await?;
        return Ok(None);
    }
    let limit = if walk.from_at.is_some() { GAP_PAGES } else { BACKFILL_PAGES };
    let pages = if walk.reason == "gap" { all_pages(turn, head) } else { advertised(turn) };
    let next =
        older(turn, bounds, &pages).filter(|_| walk.pages < limit && !turn.extraction.entries.is_empty());
    if let Some(page) = next
        && push(conn, turn, bounds, walk.id, walk.pages + 1, &page).await?
    {
        return Ok(None);
    }
    end(conn, turn, Some(capture_id), &walk, "and no older page shows one that was known").await
}

async fn end(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    capture_id: Option<i64>,
    walk: &Walk,
    why: &str,
) -> Result<Option<Note>, StoreError> {
    let Some(from) = walk.from_at else {
        close(conn, turn, capture_id, walk, "ended").await?;
        return Ok(None);
    };
    sqlx::query("update walks set state = 'possible-gap' where id = $1")
        .bind(walk.id)
        .execute(conn)
        .await
        .doing(DOING)?;
    Ok(Some(gap_note(from, turn, why)))
}

fn gap_note(from: DateTime<Utc>, turn: &Turn<'_>, why: &str) -> Note {
    let detail = format!(
        "every entry in its order is new since {from}, {why}: what was said between then and {} may be missing",
        turn.looked_at
    );
    Note::new("possible-gap", detail)
}

async fn close(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    capture_id: Option<i64>,
    walk: &Walk,
    state: &str,
) -> Result<(), StoreError> {
    sqlx::query("update walks set state = $2, closed_at = $3, closed_by_capture_id = $4 where id = $1")
        .bind(walk.id)
        .bind(state)
        .bind(turn.looked_at)
        .bind(capture_id)
        .execute(conn)
        .await
        .doing(DOING)
        .map(drop)
}

async fn open(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    capture_id: i64,
    from: Option<DateTime<Utc>>,
    state: &str,
) -> Result<i64, StoreError> {
    let source = &turn.visit().source;
    sqlx::query_scalar(
        "insert into walks (frontier_id, source_id, reason, state, from_at, to_at, claimed_from_at, claimed_to_at, capture_id)
         values ($1, $2, case when $4::timestamptz is null then 'backfill' else 'gap' end, $3, $4, $5,
                 (select max(coalesce(published_at, published_low_at, updated_at, updated_low_at))
                    from entries where frontier_id = $1 and $4 is not null), $6, $7)
         returning id",
    )
    .bind(turn.visit().frontier_id)
    .bind(source.id)
    .bind(state)
    .bind(from)
    .bind(turn.looked_at)
    .bind(oldest(&turn.extraction.entries))
    .bind(capture_id)
    .fetch_one(conn)
    .await
    .doing(DOING)
}

/// Closes the gaps that this document reaches over: it shows an entry from before them.
async fn fill(conn: &mut PgConnection, turn: &Turn<'_>, capture_id: i64) -> Result<(), StoreError> {
    let gaps: Vec<Walk> = sqlx::query_as(
        "select id, reason, from_at, pages from walks
          where frontier_id = $1 and closed_at is null and reason = 'gap' for update",
    )
    .bind(turn.visit().frontier_id)
    .fetch_all(&mut *conn)
    .await
    .doing(DOING)?;
    for gap in gaps {
        if let Some(from) = gap.from_at
            && knows(conn, turn, from).await?
        {
            close(conn, turn, Some(capture_id), &gap, "filled").await?;
        }
    }
    Ok(())
}

/// Whether the window holds what it held at the look before. Of a look that shows not all of it, one entry is enough.
async fn goes_on(conn: &mut PgConnection, turn: &Turn<'_>) -> Result<bool, StoreError> {
    match turn.reach {
        Some(reach) => Ok(reach.joins),
        None => knows(conn, turn, turn.looked_at).await,
    }
}

/// Whether one of the document's entries was seen by then, at any address of the source. An entry is known by
/// its id, or by an address that it shares with no other entry.
pub(super) async fn knows(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    by: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let entries = &turn.extraction.entries;
    let ids: Vec<String> = entries.iter().filter_map(|entry| entry.id.as_deref().map(bounded)).collect();
    let mut links: BTreeMap<String, usize> = BTreeMap::new();
    for key in entries.iter().filter_map(|entry| key_of(entry.link.as_deref()?)) {
        *links.entry(key).or_default() += 1;
    }
    let links: Vec<String> = links.into_iter().filter(|(_, times)| *times == 1).map(|(key, _)| key).collect();
    sqlx::query_scalar(
        "select exists (select 1 from entries
                         where source_id = $1 and first_seen_at <= $2
                           and (entry_key = any($3) or link_key = any($4)))",
    )
    .bind(turn.visit().source.id)
    .bind(by)
    .bind(ids)
    .bind(links)
    .fetch_one(conn)
    .await
    .doing(DOING)
}

/// The pages that the feed itself links to.
fn advertised(turn: &Turn<'_>) -> Vec<Link> {
    turn.extraction.links.iter().filter(|link| link.rel == LinkRel::Page).cloned().collect()
}

/// Those, and the page that its generator would give.
fn all_pages(turn: &Turn<'_>, head: Option<&FeedHead>) -> Vec<Link> {
    let formed = head
        .and_then(|head| head.paged.as_ref())
        .into_iter()
        .map(|url| Link { url: url.clone(), rel: LinkRel::Page });
    advertised(turn).into_iter().chain(formed).collect()
}

/// The first of these pages that may be followed.
fn older(turn: &Turn<'_>, bounds: &Bounds<'_>, pages: &[Link]) -> Option<Found> {
    let visit = turn.visit();
    let source_url = url::Url::parse(bounds.source_url).unwrap_or_else(|_| visit.url.clone());
    follow(visit, &source_url, bounds.domain, pages).into_iter().next()
}

/// Makes a page due for a walk; false where the walk was there before, or the address is something else.
async fn push(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    bounds: &Bounds<'_>,
    walk_id: i64,
    position: i16,
    page: &Found,
) -> Result<bool, StoreError> {
    let visit = turn.visit();
    let address = Address {
        url: &page.url,
        key: &page.key,
        role: Role::Listing,
        source_id: visit.source.id,
        provider_id: visit.source.provider_id,
        via_id: Some(visit.frontier_id),
        // However long the walk is, the posts on its pages can be followed.
        depth: page.depth.min(DEEPEST - 1),
        discovered_at: turn.looked_at,
        due_at: bounds.now,
    };
    add_found(conn, &[address]).await?;
    // Without validators the page comes whole, so that its entries can be compared.
    let due: Option<i64> = sqlx::query_scalar(
        "update frontier set due_at = least(due_at, $2), etag = null, last_modified = null
          where url_key = $1 and role = 'listing' and depth > 0 returning id",
    )
    .bind(&page.key)
    .bind(bounds.now)
    .fetch_optional(&mut *conn)
    .await
    .doing(DOING)?;
    let Some(id) = due else { return Ok(false) };
    let added = sqlx::query(
        "insert into walk_pages (walk_id, frontier_id, position) values ($1, $2, $3) on conflict do nothing",
    )
    .bind(walk_id)
    .bind(id)
    .bind(position)
    .execute(conn)
    .await
    .doing(DOING)?;
    Ok(added.rows_affected() > 0)
}

/// The moment of a time, or the first that it may be.
pub(super) fn moment(stamp: &Stamp) -> Option<DateTime<Utc>> {
    stamp.certain_instant().or_else(|| stamp.bounds().map(|(low, _)| low))
}

/// The oldest time that an entry claims.
fn oldest(entries: &[Entry]) -> Option<DateTime<Utc>> {
    entries
        .iter()
        .filter_map(|entry| entry.published.as_ref().or(entry.updated.as_ref()))
        .filter_map(moment)
        .min()
}
