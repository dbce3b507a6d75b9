//! Validators: asked with, checked now and then, and distrusted where they lied (RFC 9110, section 8.8).

use chrono::{DateTime, TimeDelta, Utc};
use model::{Capture, Extraction, Outcome, Visit};

/// Every so many looks one asks for the whole body, so that a server whose validators do not change with its
/// words is found out.
pub const WHOLE_EVERY: u32 = 20;

/// How long the validators of a source are not used after they were found to be wrong, in days.
const DISTRUST_DAYS: i64 = 30;

/// Whether this look asks for the whole body, whatever the validators say.
pub fn asks_whole(visit: &Visit, now: DateTime<Utc>) -> bool {
    let history = &visit.history;
    let distrusted = history.distrusted_at.is_some_and(|since| now < since + TimeDelta::days(DISTRUST_DAYS));
    distrusted || history.conditional_looks + 1 >= WHOLE_EVERY
}

/// Whether the server gave the same validators as before with another body: had we asked with them, it would
/// have promised that nothing had changed.
pub fn broke_promise(capture: &Capture, found: &Extraction) -> bool {
    let visit = &capture.exchange.visit;
    let (Outcome::Answered, Some(known), Some(response)) =
        (&capture.exchange.outcome, &visit.known, capture.response())
    else {
        return false;
    };
    let (old, new) = (&visit.validators, |name| response.header(name));
    // The entity tag decides where there is one; the date is only looked at where there is none.
    let same = match (old.etag.as_deref(), new("etag")) {
        (Some(old), Some(new)) => old == new,
        (None, None) => old.last_modified.is_some() && old.last_modified.as_deref() == new("last-modified"),
        _ => false,
    };
    let whole = response.status == 200 && found.truncation(response).is_none();
    whole && same && capture.payload_digest.is_some_and(|digest| digest != known.payload_digest)
}
