//! What robots.txt came to (RFC 9309, section 2.3.1).

use chrono::{DateTime, Utc};
use model::{EvidenceClass, Outcome, Response, RobotsState, Role, Truncation};
use sqlx::PgConnection;
use url::Url;

use super::visit::Turn;
use crate::address::{clean, parse};
use crate::error::{Doing, StoreError};
use crate::frontier::{Address, prepare_robots};

const DOING: &str = "record a robots.txt";

/// A file longer than this is cut, in bytes (RFC 9309, section 2.5).
const LONGEST: usize = 512_000;

enum Found {
    /// As the file says; its text is stored.
    Rules(String),
    /// The file that we have still holds.
    Same,
    /// There is no text, and this follows from that.
    State(RobotsState),
}

/// Stores the state of the origin's robots.txt and, where it was found, its text: `decoded` where the
/// crawler decoded the body, the body itself where it was sent without content encoding. Origins whose own
/// robots.txt leads here take it over.
pub(super) async fn apply(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    decoded: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if let Outcome::Moved { to, .. } = &turn.capture.exchange.outcome
        && let Some(to) = parse(to.as_str())
        && lead(conn, turn, &to, now).await?
    {
        return Ok(());
    }
    let (state, text, keep) = match judge(turn, decoded) {
        Found::Rules(text) => (RobotsState::Found, Some(text), false),
        Found::Same => (RobotsState::Unreachable, None, true),
        Found::State(state) => (state, None, false),
    };
    sqlx::query(
        "update origins o
            set robots_fetched_at = $2, robots_origin_id = null,
                robots_state = case when $5 and o.robots_text is not null then o.robots_state else $3 end,
                robots_text = case when $5 then o.robots_text else $4 end
           from frontier f where f.id = $1 and o.id = f.origin_id",
    )
    .bind(turn.visit().frontier_id)
    .bind(turn.looked_at)
    .bind(state.as_str())
    .bind(text)
    .bind(keep)
    .execute(&mut *conn)
    .await
    .doing(DOING)?;
    sqlx::query(
        "update origins a
            set robots_fetched_at = o.robots_fetched_at, robots_state = o.robots_state, robots_text = o.robots_text
           from frontier f, origins o where f.id = $1 and o.id = f.origin_id and a.robots_origin_id = o.id",
    )
    .bind(turn.visit().frontier_id)
    .execute(conn)
    .await
    .doing(DOING)?;
    Ok(())
}

/// Notes that the robots.txt of another origin, at `to`, holds for this one (RFC 9309, section 2.3.1.2). That
/// one is visited under the lease of its own group, once a day for all that lead there. `false` where the way
/// leads back here: then there are no rules to be had.
async fn lead(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    to: &Url,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let visit = turn.visit();
    let address = Address {
        url: to,
        key: "",
        role: Role::Robots,
        source_id: visit.source.id,
        provider_id: visit.source.provider_id,
        via_id: Some(visit.frontier_id),
        depth: 0,
        discovered_at: turn.looked_at,
        due_at: now,
    };
    let name = prepare_robots(conn, &address).await?;
    let led: Option<(i64, i64)> = sqlx::query_as(
        "update origins o
            set robots_origin_id = t.id,
                robots_state = case when fresh then t.robots_state else o.robots_state end,
                robots_text = case when fresh then t.robots_text else o.robots_text end,
                robots_fetched_at = case when fresh then t.robots_fetched_at else o.robots_fetched_at end
           from frontier f, (
                select t.id, t.robots_state, t.robots_text, t.robots_fetched_at,
                       r.due_at > $3 and t.robots_state is not null as fresh
                  from origins first
                  join origins t on t.id = coalesce(first.robots_origin_id, first.id)
                  join frontier r on r.origin_id = t.id and r.role = 'robots'
                 where first.origin = $2) t
          where f.id = $1 and o.id = f.origin_id and t.id <> o.id
        returning o.id, t.id",
    )
    .bind(visit.frontier_id)
    .bind(name)
    .bind(now)
    .fetch_optional(&mut *conn)
    .await
    .doing(DOING)?;
    let Some((own, target)) = led else { return Ok(false) };
    // A chain is one step long for everybody, so that a circle is seen at once.
    sqlx::query("update origins set robots_origin_id = $2 where robots_origin_id = $1")
        .bind(own)
        .bind(target)
        .execute(conn)
        .await
        .doing(DOING)?;
    Ok(true)
}

/// Only a clear absence allows everything. A server that asks us to slow down (429) has not said that all
/// is allowed, and rules that we cannot decode are rules all the same.
fn judge(turn: &Turn<'_>, decoded: Option<&str>) -> Found {
    let capture = turn.capture;
    let response = match (&capture.exchange.outcome, capture.response()) {
        (Outcome::Answered, Some(response)) => response,
        _ => return Found::State(RobotsState::Unreachable),
    };
    // Rules of which a part is missing could be those that forbid; what is longer than our limit is cut anyway.
    if turn.extraction.truncation(response).is_some_and(|why| why != Truncation::Length) {
        return Found::State(RobotsState::Unreachable);
    }
    // A page with status 2xx that keeps us out, or stands in for the site, is no file of rules: taken for one, it would allow
    // what the rules of the day before forbid.
    if matches!(
        turn.extraction.evidence,
        EvidenceClass::Challenge | EvidenceClass::LoginWall | EvidenceClass::Maintenance
    ) && (200..300).contains(&response.status)
    {
        return Found::State(RobotsState::Unreachable);
    }
    match (response.status, decoded.map(cut).or_else(|| plain(response))) {
        (200..=299, Some(text)) => Found::Rules(text),
        (304, _) => Found::Same,
        (429, _) => Found::State(RobotsState::Unreachable),
        (400..=499, _) => Found::State(RobotsState::Unavailable),
        _ => Found::State(RobotsState::Unreachable),
    }
}

fn plain(response: &Response) -> Option<String> {
    let encoding = response.header("content-encoding").unwrap_or_default();
    if !matches!(encoding.to_ascii_lowercase().as_str(), "" | "identity") {
        return None;
    }
    let bytes = response.body.get(..LONGEST).unwrap_or(&response.body);
    Some(clean(&String::from_utf8_lossy(bytes)))
}

fn cut(text: &str) -> String {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    clean(text.get(..end).unwrap_or_default())
}
