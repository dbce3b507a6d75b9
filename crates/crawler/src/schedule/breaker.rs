//! The circuit breaker of a politeness group: a host in trouble is left alone, then probed once.
//!
//! It opens after [`THRESHOLD`] failed looks in a row, whatever their addresses. While it is open the group
//! rests. The first visit after that rest is the probe; since a group is leased for one visit at a time, it is
//! a single one. An answer closes the breaker, a failure opens it again for twice as long.

use model::GroupHistory;

use super::{Cause, HOUR_S};

/// Failed looks in a row that open a closed breaker.
pub const THRESHOLD: u32 = 5;

/// How long the group rests the first time, at most, in seconds.
pub const FIRST_REST_S: i64 = 60;

/// How long it rests at most, in seconds.
pub const LONGEST_REST_S: i64 = 2 * HOUR_S;

/// What a look makes of its group: the history from now on, and the seconds for which the breaker holds it.
///
/// `asked` says whether anything was asked at all; a look that robots.txt forbade tells nothing of the host.
pub fn after(before: GroupHistory, cause: Option<Cause>, asked: bool, chance: f64) -> (GroupHistory, f64) {
    match cause {
        _ if !asked => (before, 0.0),
        None => (GroupHistory::default(), 0.0),
        Some(cause) if !cause.is_of_host() => (before, 0.0),
        Some(_) => {
            let failures = before.failures.saturating_add(1);
            if before.trips == 0 && failures < THRESHOLD {
                return (GroupHistory { failures, trips: 0 }, 0.0);
            }
            let trips = before.trips.saturating_add(1);
            (GroupHistory { failures, trips }, rest_s(trips, chance))
        }
    }
}

/// Between half the bound and the bound, which doubles with each time in a row.
fn rest_s(trips: u32, chance: f64) -> f64 {
    let doublings = trips.saturating_sub(1).min(20);
    let bound = (FIRST_REST_S << doublings).min(LONGEST_REST_S) as f64;
    bound / 2.0 + chance * bound / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The trips after each of these looks; `.` is an answer, `x` a failure, `-` nothing asked.
    fn trips(looks: &str) -> Vec<u32> {
        let mut group = GroupHistory::default();
        looks
            .chars()
            .map(|look| {
                let cause = (look == 'x').then_some(Cause::Reset);
                group = after(group, cause, look != '-', 0.5).0;
                group.trips
            })
            .collect()
    }

    #[test]
    fn it_opens_after_failures_in_a_row_and_an_answer_closes_it() {
        assert_eq!(trips("xxxx.xxxx"), [0; 9]);
        assert_eq!(trips("xxxxx"), [0, 0, 0, 0, 1]);
        assert_eq!(trips("xxxxxxx.x"), [0, 0, 0, 0, 1, 2, 3, 0, 0], "a probe that fails opens it again");
        assert_eq!(trips("xx--xxx"), [0, 0, 0, 0, 0, 0, 1], "what was not asked tells nothing");
    }

    #[test]
    fn an_address_with_a_fault_of_its_own_does_not_open_it() {
        let mut group = GroupHistory::default();
        for cause in [Cause::Lasting, Cause::KeptOut].into_iter().cycle().take(20) {
            group = after(group, Some(cause), true, 0.5).0;
        }
        assert_eq!(group, GroupHistory::default());
    }

    #[test]
    fn each_time_in_a_row_it_stays_open_for_twice_as_long() {
        let open = |trips| after(GroupHistory { failures: 9, trips }, Some(Cause::Server), true, 1.0).1;
        assert_eq!(
            [0, 1, 2, 3, 4, 5, 6, 7, 8].map(open),
            [60.0, 120.0, 240.0, 480.0, 960.0, 1920.0, 3840.0, 7200.0, 7200.0]
        );
    }

    proptest! {
        #[test]
        fn it_never_rests_without_a_failure_nor_for_longer_than_the_limit(
            failures in any::<u32>(), trips in any::<u32>(), chance in 0.0..1.0_f64,
            cause in proptest::option::of(proptest::sample::select(Cause::ALL.to_vec())), asked in any::<bool>(),
        ) {
            let (group, rest) = after(GroupHistory { failures, trips }, cause, asked, chance);
            prop_assert!(rest >= 0.0 && rest <= LONGEST_REST_S as f64);
            if rest > 0.0 { prop_assert!(group.trips > 0 && cause.is_some() && asked); }
            if asked && cause.is_none() { prop_assert_eq!(group, GroupHistory::default()); }
        }
    }
}
