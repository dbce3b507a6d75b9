//! Close watch: in a burst all sources concerned are looked at every few minutes.

use chrono::{DateTime, TimeDelta, Utc};
use model::{Burst, Role, Visit};

use super::{HOUR_S, MINUTE_S};

/// The longest interval while a burst holds in full, in seconds.
pub const BURST_S: i64 = 5 * MINUTE_S;

/// How long a burst decays after that, in seconds: within each [`HALF_S`] of it the bound doubles.
pub const TAIL_S: i64 = 48 * HOUR_S;

/// In so many seconds of the decay the bound doubles.
const HALF_S: i64 = 6 * HOUR_S;

/// When nothing is left of it.
pub fn ends_at(burst: &Burst) -> DateTime<Utc> {
    burst.until_at + TimeDelta::seconds(TAIL_S)
}

/// The longest interval that a burst allows at `now`, in seconds; `None` before it and once it has decayed.
pub fn longest_s(burst: &Burst, now: DateTime<Utc>) -> Option<i64> {
    if now < burst.started_at || now >= ends_at(burst) {
        return None;
    }
    let decayed = (now - burst.until_at).num_seconds().max(0) as f64 / HALF_S as f64;
    Some((BURST_S as f64 * decayed.exp2()) as i64)
}

/// The interval of `visit` under its burst, where it has one and is concerned: the sources themselves and the
/// listings below them are, and posts that were found since it was declared.
pub fn bounded_s(visit: &Visit, interval_s: i64, now: DateTime<Utc>) -> i64 {
    let Some(burst) = &visit.history.burst else { return interval_s };
    let concerned = match visit.role {
        Role::Robots => false,
        Role::Listing => true,
        Role::Post => visit.depth == 0 || visit.discovered_at >= burst.started_at,
    };
    match longest_s(burst, now).filter(|_| concerned) {
        Some(longest) => interval_s.min(longest),
        None => interval_s,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    #[test]
    fn it_holds_in_full_and_then_decays_by_itself() {
        let burst = Burst { started_at: at(0), until_at: at(72) };
        let minutes = |hours| longest_s(&burst, at(hours)).map(|seconds| seconds / MINUTE_S);
        assert_eq!([0, 1, 71, 72].map(minutes), [Some(5); 4]);
        assert_eq!([78, 84, 90, 96].map(minutes), [Some(10), Some(20), Some(40), Some(80)]);
        assert_eq!(minutes(119).unwrap() / 60, 19);
        assert_eq!([-1, 120].map(minutes), [None; 2]);
    }

    proptest! {
        #[test]
        fn its_bound_never_falls_once_it_holds(lasts in 1..1000_i64, a in 0..1200_i64, b in 0..1200_i64) {
            let burst = Burst { started_at: at(0), until_at: at(lasts) };
            let (early, late) = (a.min(b), a.max(b));
            let bound = |hours| longest_s(&burst, at(hours)).unwrap_or(i64::MAX);
            prop_assert!(bound(early) <= bound(late));
            prop_assert!(bound(early) >= BURST_S);
        }
    }
}
