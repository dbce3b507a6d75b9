//! When an address is due next: what the crawler decided, and the row that says so.

use chrono::{DateTime, Utc};
use model::{Capture, GroupHistory, Outcome, Receipt, Role};
use sqlx::PgConnection;
use url::Url;

use super::outcome::Verdict;
use super::visit::Turn;
use crate::address::{clean, origin, parse, url_key};
use crate::error::{Doing, StoreError};
use crate::frontier::{Address, add_found, prepare_origins};

/// When an address is looked at next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Next {
    /// When it is due.
    pub due_at: DateTime<Utc>,
    /// Seconds between two looks while all goes well.
    pub interval_s: i64,
}

/// What the crawler decided of the next look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// When the address is due next.
    pub due_at: DateTime<Utc>,
    /// Seconds between two looks while all goes well.
    pub interval_s: i64,
    /// What holds instead where the look brought something new, which only the store knows.
    pub news: Option<Next>,
    /// What holds instead where the server refuses to store what was read, which only the store knows.
    pub refused: Option<Next>,
    /// Milliseconds for which the politeness group rests.
    pub group_delay_ms: i64,
    /// What is remembered of the group from now on.
    pub group: GroupHistory,
    /// When the status incident at the address was resolved.
    pub resolved_at: Option<DateTime<Utc>>,
    /// Whether the validators of the source turned out to be wrong.
    pub distrust: bool,
    /// For a visit of robots.txt: its text after content decoding. Without it, the store takes the body as
    /// it is where that has no content encoding, and else says that it is unreachable.
    pub robots_text: Option<String>,
}

/// How many moves in a row are followed from one origin to another.
const MOST_MOVES: i16 = 8;

/// How often one address may change between http and https, or to and from `www.`, before it answers.
const SCHEME_CHANGES: i16 = 2;

const DOING: &str = "plan the next look";

/// When the address is due next, and its politeness group given back.
const NEXT: &str = "\
with planned as (
  update frontier
     set due_at = $2, interval_s = $3, failures = case when $4 then failures + 1 else 0 end,
         conditional_looks = coalesce($9, conditional_looks), resolved_at = $10,
         etag = case when $5 then $6 else etag end,
         last_modified = case when $5 then $7 else last_modified end,
         known_capture_id = coalesce($8, known_capture_id),
         scheme_changes = case when $16 then 0 else scheme_changes end,
         read_at = case when $17 then coalesce(read_at, $18) else read_at end
   where id = $1)
update politeness_groups
   set lease = null, leased_by = null, leased_until = null,
       next_at = clock_timestamp() + make_interval(secs => $13), failures = $14, trips = $15,
       opened_at = case when $15 > 0 then coalesce(opened_at, clock_timestamp()) end
 where name = $11 and lease = $12";

const DISTRUST: &str = "update sources set distrusted_at = $2 where id = $1";

/// Writes the next due time and the validators, and gives the group back. A lease that ran out belongs to
/// somebody else by now and is left alone.
pub(super) async fn apply(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    verdict: &Verdict,
    capture_id: Option<i64>,
    plan: &Plan,
    receipt: &Receipt,
) -> Result<(), StoreError> {
    let visit = turn.visit();
    let quiet = Next { due_at: plan.due_at, interval_s: plan.interval_s };
    let instead = if verdict.refused { plan.refused } else { plan.news.filter(|_| brought_news(receipt)) };
    let next = instead.unwrap_or(quiet);
    let validators = new_validators(turn.capture, verdict);
    let (etag, last_modified) = validators.clone().unwrap_or_default();
    if plan.distrust {
        let source = sqlx::query(DISTRUST).bind(visit.source.id).bind(turn.looked_at);
        source.execute(&mut *conn).await.doing(DOING)?;
    }
    let count = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    sqlx::query(NEXT)
        .bind(visit.frontier_id)
        .bind(next.due_at)
        .bind(next.interval_s)
        .bind(verdict.is_failure())
        .bind(validators.is_some())
        .bind(etag)
        .bind(last_modified)
        .bind(capture_id.filter(|_| verdict.has_body(turn.capture)))
        .bind(conditional_looks(turn.capture))
        .bind(plan.resolved_at)
        .bind(&visit.group)
        .bind(visit.lease)
        .bind(rest_s(plan))
        .bind(count(plan.group.failures))
        .bind(count(plan.group.trips))
        .bind(verdict.speaks())
        .bind(verdict.complete && verdict.speaks())
        .bind(turn.looked_at)
        .execute(conn)
        .await
        .doing(DOING)?;
    Ok(())
}

/// The rest of the politeness group, in seconds.
pub(super) fn rest_s(plan: &Plan) -> f64 {
    plan.group_delay_ms.max(0) as f64 / 1000.0
}

/// Whether a look brought something that the provider had not said before.
fn brought_news(receipt: &Receipt) -> bool {
    receipt.communications > 0
        || !receipt.posts.is_empty()
        || !receipt.revisions.is_empty()
        || !receipt.found.is_empty()
}

/// Looks in a row that asked with validators, after this one; `None` where it had no answer to tell by.
fn conditional_looks(capture: &Capture) -> Option<i32> {
    let visit = &capture.exchange.visit;
    capture.response()?;
    let validators = &visit.validators;
    let asked = !visit.whole && (validators.etag.is_some() || validators.last_modified.is_some());
    let before = i32::try_from(visit.history.conditional_looks).unwrap_or(i32::MAX);
    Some(if asked { before.saturating_add(1) } else { 0 })
}

type Pair = (Option<String>, Option<String>);

/// The validators to ask with from now on; `None` where the old ones stay. A 200 replaces them, also by
/// nothing; a 304 may renew them; a body that was cut off must be asked for again as a whole.
fn new_validators(capture: &Capture, verdict: &Verdict) -> Option<Pair> {
    let response = capture.response().filter(|_| matches!(capture.exchange.outcome, Outcome::Answered))?;
    let header = |name| response.header_bytes(name).filter(|value| !value.is_empty()).map(|it| clean(&it));
    let sent = (header("etag"), header("last-modified"));
    match response.status {
        200 if verdict.truncation.is_some() || !verdict.complete => Some((None, None)),
        200 => Some(sent),
        304 => {
            let old = &capture.exchange.visit.validators;
            Some((sent.0.or_else(|| old.etag.clone()), sent.1.or_else(|| old.last_modified.clone())))
        }
        _ => None,
    }
}

/// How many moves led to an address ($1): a move is no link, so those before it are as deep as it is. No more are counted
/// than matter ($2).
const MOVES: &str = "\
with recursive way as (
  select via_id, depth, 0::smallint as moves from frontier where id = $1
  union all
  select f.via_id, f.depth, (w.moves + 1)::smallint
    from way w join frontier f on f.id = w.via_id and f.depth = w.depth where w.moves < $2)
select max(moves) from way";

/// Where the address ($1) moved to ($2, a key), for whoever asks how it stands. The target is due, unless it was looked
/// at since this address last answered: it may have moved here before and be back, and would wait for the week after
/// which what moved is asked again. In a circle nobody answers, so it comes to rest.
const MOVED: &str = "\
with target as (
  select id from frontier where url_key = $2), gone as (
  update frontier set moved_to_id = (select id from target) where id = $1)
update frontier f set due_at = least(f.due_at, $3)
  from target
 where f.id = target.id and f.id <> $1 and f.active
   and not exists (
       select 1 from observations o
        where o.frontier_id = f.id and o.made_by = 'live'
          and o.looked_at >= coalesce((select max(m.looked_at) from observations m
                                        where m.frontier_id = $1 and m.made_by = 'live'
                                          and m.outcome in ('answered', 'unchanged')), '-infinity'))";

/// Adds the address that this one moved to. Moving between http and https, or to the
/// name with or without `www.`, is no other address: the row
/// itself changes and is due at once, but only so often in a row, since two servers can point at each other: then it is
/// followed again with the next look that is due by itself.
pub(super) async fn moved(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    to: &Url,
    now: DateTime<Utc>,
) -> Result<Vec<String>, StoreError> {
    let visit = turn.visit();
    let Some(to) = parse(to.as_str()).filter(|_| visit.role != Role::Robots) else { return Ok(Vec::new()) };
    let key = url_key(&to);
    let address = Address {
        url: &to,
        key: &key,
        role: visit.role,
        source_id: visit.source.id,
        provider_id: visit.source.provider_id,
        via_id: Some(visit.frontier_id),
        // A move is no link: the target leads as far as what moved there.
        depth: visit.depth,
        discovered_at: turn.looked_at,
        due_at: now,
    };
    if key != turn.url_key {
        let moves: i16 = sqlx::query_scalar(MOVES)
            .bind(visit.frontier_id)
            .bind(MOST_MOVES)
            .fetch_one(&mut *conn)
            .await
            .doing(DOING)?;
        if moves >= MOST_MOVES {
            return Ok(Vec::new());
        }
        let found = add_found(conn, &[address]).await?;
        let target = sqlx::query(MOVED).bind(visit.frontier_id).bind(&key).bind(now);
        target.execute(conn).await.doing(DOING)?;
        return Ok(found);
    }
    prepare_origins(conn, &[address]).await?;
    sqlx::query(
        "update frontier f
            set url = case when near.follows then $2 else f.url end,
                origin_id = case when near.follows then o.id else f.origin_id end,
                group_id = case when near.follows then o.group_id else f.group_id end,
                due_at = case when near.follows then $4 else f.due_at end,
                scheme_changes = case when near.follows then f.scheme_changes + 1 else 0 end
           from origins o, (select scheme_changes < $5 as follows from frontier where id = $1) near
          where f.id = $1 and o.origin = $3 and f.url <> $2",
    )
    .bind(visit.frontier_id)
    .bind(to.as_str())
    .bind(origin(&to))
    .bind(now)
    .bind(SCHEME_CHANGES)
    .execute(conn)
    .await
    .doing("follow a move to another spelling of an address")?;
    Ok(Vec::new())
}
