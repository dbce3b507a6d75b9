//! Resolved status incidents: providers rewrite them in the weeks after, so they are read again.

use chrono::{DateTime, TimeDelta, Utc};
use model::{Extraction, PostKind, Role, Visit};

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

/// When the incident that this page shows was resolved: as its last update claims, or `seen_at` where that
/// has no exact time or one that cannot be. `None` where the page is none of an incident, or of an open one.
pub fn resolved_at(visit: &Visit, found: &Extraction, seen_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let post = match (visit.role, found.posts.as_slice()) {
        (Role::Post, [post]) if post.kind == PostKind::StatusIncident => post,
        _ => return None,
    };
    let ended = |update: &&model::Update| {
        update.status.as_deref().is_some_and(|status| ENDED.contains(&status.trim().to_lowercase().as_str()))
    };
    // The first of the closing words counts: a post-mortem comes when it is over already.
    let update = post.updates.iter().find(ended)?;
    let claimed = update.claimed.as_ref().and_then(model::Stamp::instant);
    Some(claimed.filter(|time| *time <= seen_at).unwrap_or(seen_at))
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
