//! What robots.txt came to (RFC 9309, section 2.3.1).

use model::{Capture, Outcome, Response, RobotsState};
use sqlx::PgConnection;

use super::visit::Turn;
use crate::address::clean;
use crate::error::{Doing, StoreError};

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
/// crawler decoded the body, the body itself where it was sent without content encoding.
pub(super) async fn apply(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    decoded: Option<&str>,
) -> Result<(), StoreError> {
    let (state, text, keep) = match judge(turn.capture, decoded) {
        Found::Rules(text) => (RobotsState::Found, Some(text), false),
        Found::Same => (RobotsState::Unreachable, None, true),
        Found::State(state) => (state, None, false),
    };
    sqlx::query(
        "update origins o
            set robots_fetched_at = $2,
                robots_state = case when $5 and o.robots_text is not null then o.robots_state else $3 end,
                robots_text = case when $5 then o.robots_text else $4 end
           from frontier f where f.id = $1 and o.id = f.origin_id",
    )
    .bind(turn.visit().frontier_id)
    .bind(turn.looked_at)
    .bind(state.as_str())
    .bind(text)
    .bind(keep)
    .execute(conn)
    .await
    .doing("record a robots.txt")?;
    Ok(())
}

/// Only a clear absence allows everything. A server that asks us to slow down (429) has not said that all
/// is allowed, and rules that we cannot decode are rules all the same.
fn judge(capture: &Capture, decoded: Option<&str>) -> Found {
    let response = match (&capture.exchange.outcome, capture.response()) {
        (Outcome::Answered, Some(response)) => response,
        _ => return Found::State(RobotsState::Unreachable),
    };
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
