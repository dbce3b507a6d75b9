//! Resolved status incidents: providers rewrite them in the weeks after, so they are read again.

use chrono::{DateTime, TimeDelta, Utc};
use model::{Capture, Extraction, Outcome, PostKind, Role};

use super::DAY_S;

/// Days after it was resolved at which an incident is read again.
pub const REREADS_DAYS: [i64; 5] = [1, 4, 7, 14, 45];

/// Words of platforms for a state after which nothing more is expected.
const ENDED: [&str; 5] = ["resolved", "postmortem", "post-mortem", "completed", "closed"];

/// Seconds until an incident that was resolved at that time is read again; `None` after the last time.
pub fn next_s(resolved_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<i64> {
    let readings = REREADS_DAYS.iter().map(|days| (resolved_at + TimeDelta::days(*days) - now).num_seconds());
    readings.into_iter().find(|seconds| *seconds > 0)
}

/// What a page shows of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// It is over, since then.
    Resolved(DateTime<Utc>),
    /// It goes on.
    Open,
    /// The page is none of an incident, does not say how it stands, or did not come whole.
    Nothing,
}

/// What the page shows of its incident. It is over where the last update that names a state names one after which
/// nothing more is expected: an incident that was resolved may have been opened again. It was resolved when the first of
/// its closing words says so, or when the page was seen where those have no exact time or one that cannot be.
pub fn shown(capture: &Capture, found: &Extraction) -> Shown {
    let post = match (capture.exchange.visit.role, found.posts.as_slice()) {
        (Role::Post, [post]) if post.kind == PostKind::StatusIncident => post,
        _ => return Shown::Nothing,
    };
    let ended = |status: &str| ENDED.contains(&status.trim().to_lowercase().as_str());
    let states = || post.updates.iter().rev().filter_map(|it| it.status.as_deref().map(|state| (it, state)));
    // A post-mortem comes when it is over already, so the closing words are gone through to the first of them.
    match states().take_while(|(_, state)| ended(state)).last() {
        Some((update, _)) => {
            let seen_at = capture.fetched_at();
            let claimed = update.claimed.as_ref().and_then(model::Stamp::certain_instant);
            Shown::Resolved(claimed.filter(|time| *time <= seen_at).unwrap_or(seen_at))
        }
        // Of a page that did not come whole, the end may be what is missing.
        None if states().next().is_some() && is_whole(capture, found) => Shown::Open,
        None => Shown::Nothing,
    }
}

fn is_whole(capture: &Capture, found: &Extraction) -> bool {
    matches!(capture.exchange.outcome, Outcome::Answered)
        && capture
            .response()
            .is_some_and(|response| response.status == 200 && found.truncation(response).is_none())
}

/// The interval of an incident that is over, after the last reading: it is hardly rewritten any more.
pub const AFTERWARDS_S: i64 = 30 * DAY_S;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_again_after_1_4_7_14_and_45_days() {
        let resolved = DateTime::UNIX_EPOCH;
        let mut now = resolved;
        let mut days = Vec::new();
        while let Some(wait) = next_s(resolved, now) {
            now += TimeDelta::seconds(wait);
            days.push((now - resolved).num_days());
        }
        assert_eq!(days, REREADS_DAYS);
    }

    #[test]
    fn one_that_was_found_late_is_read_at_the_times_that_are_left() {
        let resolved = DateTime::UNIX_EPOCH;
        let at = |days| resolved + TimeDelta::days(days);
        assert_eq!(next_s(resolved, at(10)), Some(4 * DAY_S));
        assert_eq!(next_s(resolved, at(45)), None);
        assert_eq!(next_s(resolved, at(1000)), None);
    }
}
