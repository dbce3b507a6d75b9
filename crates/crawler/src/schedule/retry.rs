//! How long a failed look waits until it is tried again: by its cause, with full jitter.
//!
//! The first tries come within half a minute, since most faults of the web pass at once; the later ones come
//! minutes to hours apart. "Full jitter" (a wait drawn evenly from 0 to the bound) keeps workers that failed
//! together from coming back together.

use super::{Cause, DAY_S, HOUR_S, MINUTE_S};

/// The bound of the quick tries, in seconds.
pub const QUICK_S: f64 = 30.0;

/// The shortest of the later waits, in seconds; the jitter comes on top of it.
const LATER_S: f64 = MINUTE_S as f64;

/// What is waited for a cause.
struct Rule {
    /// The bound of the first wait, in seconds; it doubles with each try.
    first_s: f64,
    /// How many quick tries there are.
    quick: u32,
    /// The bound of the first later wait, in seconds; it doubles as well.
    later_s: i64,
    /// The bound of all waits, in seconds.
    longest_s: i64,
}

fn rule(cause: Cause) -> Rule {
    let (first_s, quick, later_s, longest_s) = match cause {
        Cause::Dns => (5.0, 3, 15 * MINUTE_S, DAY_S),
        Cause::Connect => (2.0, 4, 5 * MINUTE_S, 12 * HOUR_S),
        // Certificates are renewed by people; a handshake that broke off may do the next time.
        Cause::Tls => (5.0, 1, HOUR_S, DAY_S),
        Cause::Timeout => (2.0, 5, 5 * MINUTE_S, 6 * HOUR_S),
        Cause::Reset => (1.0, 5, 5 * MINUTE_S, 6 * HOUR_S),
        Cause::Server => (2.0, 5, 5 * MINUTE_S, 6 * HOUR_S),
        Cause::Busy => (4.0, 5, 10 * MINUTE_S, 12 * HOUR_S),
        Cause::KeptOut => (30.0, 0, HOUR_S, DAY_S),
        Cause::Lasting => (30.0, 0, 6 * HOUR_S, DAY_S),
    };
    Rule { first_s, quick, later_s, longest_s }
}

/// How many tries follow the first failed look within half a minute each.
pub fn quick_tries(cause: Cause) -> u32 {
    rule(cause).quick
}

/// Seconds until the next try, after `failures` failed looks in a row before this one. `chance` is drawn from
/// 0 up to 1.
pub fn retry_s(cause: Cause, failures: u32, chance: f64) -> f64 {
    let rule = rule(cause);
    let doubled = |first: f64, times: u32| first * 2_f64.powi(i32::try_from(times.min(24)).unwrap_or(24));
    if failures < rule.quick {
        return chance * doubled(rule.first_s, failures).min(QUICK_S);
    }
    let bound = doubled(rule.later_s as f64, failures - rule.quick).min(rule.longest_s as f64 - LATER_S);
    LATER_S + chance * bound
}

/// Seconds of the first wait after the quick tries.
pub fn later_s(cause: Cause, chance: f64) -> f64 {
    retry_s(cause, quick_tries(cause), chance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_bounds_of_the_first_waits_by_cause() {
        let nearly = 1.0 - f64::EPSILON;
        let bounds = |cause| (0..7).map(|n| retry_s(cause, n, nearly).round() as i64).collect::<Vec<_>>();
        assert_eq!(bounds(Cause::Reset), [1, 2, 4, 8, 16, 360, 660]);
        assert_eq!(bounds(Cause::Timeout), [2, 4, 8, 16, 30, 360, 660]);
        assert_eq!(bounds(Cause::Server), [2, 4, 8, 16, 30, 360, 660]);
        assert_eq!(bounds(Cause::Busy), [4, 8, 16, 30, 30, 660, 1260]);
        assert_eq!(bounds(Cause::Connect), [2, 4, 8, 16, 360, 660, 1260]);
        assert_eq!(bounds(Cause::Dns), [5, 10, 20, 960, 1860, 3660, 7260]);
        assert_eq!(bounds(Cause::Tls), [5, 3660, 7260, 14460, 28860, 57660, 86400]);
        assert_eq!(bounds(Cause::KeptOut)[0], 3660);
        assert_eq!(bounds(Cause::Lasting)[0], 21660);
    }

    proptest! {
        #[test]
        fn a_wait_stays_in_its_bounds_and_grows_with_chance(
            cause in proptest::sample::select(Cause::ALL.to_vec()), failures in any::<u32>(), chance in 0.0..1.0_f64,
        ) {
            let wait = retry_s(cause, failures, chance);
            prop_assert!((0.0..=DAY_S as f64).contains(&wait), "{wait}");
            prop_assert!(retry_s(cause, failures, 0.0) <= wait);
            let quick = failures < quick_tries(cause);
            prop_assert_eq!(quick, wait <= QUICK_S);
            if !quick { prop_assert!(wait >= LATER_S); }
        }

        #[test]
        fn the_jitter_is_full(cause in proptest::sample::select(Cause::ALL.to_vec()), failures in 0..8_u32) {
            if failures < quick_tries(cause) {
                prop_assert_eq!(retry_s(cause, failures, 0.0), 0.0);
            } else {
                prop_assert_eq!(retry_s(cause, failures, 0.0), LATER_S);
            }
        }
    }
}
