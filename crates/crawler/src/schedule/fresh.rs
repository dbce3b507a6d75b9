//! A server that says for how long its answer is fresh need not be asked before: the wait gets longer by
//! that, never shorter, and never longer than the source may wait at all.

use chrono::{DateTime, Utc};
use fetcher::freshness;
use model::{Capture, Role};

use super::limits;

/// The wait of `interval_s` seconds after a look that went well, made longer by what the answer says of its
/// freshness. What is only guessed (from `Last-Modified`) does not count: a crisis does not keep to it.
pub fn lengthened_s(capture: &Capture, interval_s: i64, now: DateTime<Utc>) -> i64 {
    let visit = &capture.exchange.visit;
    let Some(response) = capture.response().filter(|_| visit.role == Role::Listing) else {
        return interval_s;
    };
    let said = freshness(&response.headers, capture.fetched_at(), now);
    let longest_s = limits(visit.source.kind, visit.source.every_s).longest_s;
    match said.stated {
        true => interval_s.max(said.fresh_s.min(longest_s)),
        false => interval_s,
    }
}
