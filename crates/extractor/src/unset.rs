//! Times of a clock that was never set: programs write an empty field as the first moment of 1970.

use chrono::{NaiveDate, TimeDelta};
use model::{Extraction, Note, Stamp};

/// The first moment of 1970 in UTC reads as a time so far from it in other zones.
const ZONES: TimeDelta = TimeDelta::hours(14);

/// Takes such times out and says how many they were. No page is so old: what they stand for is not known.
pub(crate) fn take_out(extraction: &mut Extraction) {
    let mut taken = 0;
    let mut check = |time: &mut Option<Stamp>| {
        if time.as_ref().is_some_and(is_unset) {
            *time = None;
            taken += 1;
        }
    };
    if let Some(feed) = &mut extraction.feed {
        check(&mut feed.published);
        check(&mut feed.updated);
    }
    for entry in &mut extraction.entries {
        check(&mut entry.published);
        check(&mut entry.updated);
    }
    for post in &mut extraction.posts {
        check(&mut post.published);
        check(&mut post.updated);
        for update in &mut post.updates {
            check(&mut update.claimed);
            check(&mut update.recorded);
            check(&mut update.edited);
        }
        post.candidates.iter_mut().filter(|one| is_unset(&one.stamp)).for_each(|one| one.chosen = false);
    }
    let events = extraction.records.len();
    extraction.records.retain(|event| !is_unset(&event.time));
    taken += events - extraction.records.len();
    if taken > 0 {
        let detail = format!(
            "{taken} times are the first moment of 1970, as of a clock that was never set: they are left out"
        );
        extraction.notes.push(Note::new("unset-time", detail));
    }
}

fn is_unset(stamp: &Stamp) -> bool {
    let Some(zero) = NaiveDate::from_ymd_opt(1970, 1, 1).and_then(|day| day.and_hms_opt(0, 0, 0)) else {
        return false;
    };
    match stamp.instant() {
        Some(moment) => moment.naive_utc() == zero,
        None => (stamp.local - zero).abs() <= ZONES,
    }
}
