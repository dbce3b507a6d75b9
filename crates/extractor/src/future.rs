//! Times that lie after the look that showed them.

use chrono::{DateTime, TimeDelta, Utc};
use model::{Extraction, Note, Stamp};

/// How far the provider's clock may be ahead of ours before a time is said to lie in the future.
const SKEW: TimeDelta = TimeDelta::hours(24);
/// A document with more of them gets one note that counts the rest.
const MOST_NOTES: usize = 10;

/// One note for each time of a post, an update or an entry that is later than the look at `fetched_at`. The time
/// stays as it was claimed: a wrong clock, a typing error and an embargo look alike.
pub(crate) fn notes(extraction: &Extraction, fetched_at: DateTime<Utc>) -> Vec<Note> {
    let latest = fetched_at + SKEW;
    let posts = extraction.posts.iter().flat_map(|post| {
        let updates = post.updates.iter().filter_map(|update| update.claimed.as_ref());
        post.published.iter().chain(&post.updated).chain(updates)
    });
    let entries = extraction.entries.iter().flat_map(|entry| entry.published.iter().chain(&entry.updated));
    let mut late = posts.chain(entries).filter(|stamp| lies_after(stamp, latest));
    let mut notes: Vec<Note> = late
        .by_ref()
        .take(MOST_NOTES)
        .map(|stamp| {
            let detail = format!("'{}' ({}) is later than the look that showed it", stamp.raw, stamp.source);
            Note::new("future-time", detail)
        })
        .collect();
    let rest = late.count();
    if rest > 0 {
        notes.push(Note::new("future-time", format!("{rest} more times are later than the look")));
    }
    notes
}

/// Whether it is later in every way that it can be read.
fn lies_after(stamp: &Stamp, latest: DateTime<Utc>) -> bool {
    stamp.bounds().is_some_and(|(low, _)| low > latest)
}
