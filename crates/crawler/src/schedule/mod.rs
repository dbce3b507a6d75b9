//! When an address is looked at again, and how long its host rests: pure functions of what is remembered, what
//! came back and the time. Chance is a number that the caller draws.

mod asked;
mod breaker;
mod burst;
mod cause;
mod fresh;
mod interval;
mod plan;
mod post;
mod reread;
mod retry;
#[cfg(test)]
mod tests;
mod validators;

pub use asked::LONGEST_ASKED_S;
pub use breaker::{FIRST_REST_S, LONGEST_REST_S, THRESHOLD};
pub use burst::{BURST_S, TAIL_S, ends_at, longest_s as burst_longest_s};
pub use cause::{Cause, cause_of};
pub use interval::{Limits, limits, objective_s};
pub use plan::{DEFAULT_DELAY, Pace, plan};
pub use reread::REREADS_DAYS;
pub use retry::{QUICK_S, quick_tries};
pub use validators::{WHOLE_EVERY, asks_whole, broke_promise};

/// A minute, in seconds.
const MINUTE_S: i64 = 60;
/// An hour, in seconds.
const HOUR_S: i64 = 60 * MINUTE_S;
/// A day, in seconds.
const DAY_S: i64 = 24 * HOUR_S;
