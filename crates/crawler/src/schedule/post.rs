//! How often a post is looked at while all goes well: by its age.
//!
//! Posts are rewritten while they are young, so they are looked at often then. Its age is the time since we found
//! it: a claimed date may be wrong. But a source that is new to us, or whose list is long, names posts of many years,
//! and looking at each of them hourly for a day would ask its host for thousands of pages that nobody touches. So a
//! post that itself says that it was last changed long before we found it is looked at daily from the start. One that is
//! back-dated is still looked at then, and where a look shows it changed, within hours.

use chrono::{DateTime, TimeDelta, Utc};
use model::{Capture, CaptureKind, Extraction, PostKind, Stamp, Visit};

use super::{DAY_S, HOUR_S};

/// A post is old where the latest time that it claims lies this far before we found it.
const OLD: TimeDelta = TimeDelta::days(30);

/// The interval after a look at a post, in seconds: after one that brought something new where `news`, else after a
/// quiet one.
pub fn next_s(capture: &Capture, found: &Extraction, news: bool, now: DateTime<Utc>) -> i64 {
    let visit = &capture.exchange.visit;
    let by_age = match (now - visit.discovered_at).num_seconds() {
        age if age < DAY_S => HOUR_S,
        age if age < 7 * DAY_S => 6 * HOUR_S,
        age if age < 30 * DAY_S => DAY_S,
        _ => 7 * DAY_S,
    };
    // Whatever the first look shows is new to us, and says nothing of how often it changes.
    if news && visit.known.is_some() {
        return by_age.min(6 * HOUR_S);
    }
    if capture.kind == Some(CaptureKind::NotModified) {
        // Nothing was sent, so nothing was read: what was known of its age at the look before holds on.
        return by_age.max(visit.interval_s.min(DAY_S));
    }
    if is_old(visit, found) { by_age.max(DAY_S) } else { by_age }
}

/// Whether the page is one post that claims nothing later than long before we found it. An incident of a status page is
/// open until it is said to be over, however long ago it began.
fn is_old(visit: &Visit, found: &Extraction) -> bool {
    let [post] = found.posts.as_slice() else {
        return false;
    };
    if post.kind == PostKind::StatusIncident {
        return false;
    }
    let updates = post.updates.iter().filter_map(|update| update.claimed.as_ref());
    let claimed: Option<Vec<_>> = post
        .published
        .iter()
        .chain(&post.updated)
        .chain(updates)
        .map(|stamp| Stamp::bounds(stamp).map(|(_, latest)| latest))
        .collect();
    // One time that may be any leaves the age of the post unknown.
    claimed.and_then(|times| times.into_iter().max()).is_some_and(|latest| visit.discovered_at - latest > OLD)
}
