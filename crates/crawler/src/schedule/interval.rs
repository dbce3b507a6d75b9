//! How often a source is looked at while all goes well: within limits, by how often it brings something new.
//!
//! The rule is bounded and multiplicative: a look that brought something new halves the interval, a quiet one
//! adds a quarter to it, and both stay inside the limits of the source's kind. A source that changes about
//! once in an interval settles there after a few looks; one that falls silent drifts to its longest interval
//! within a day or two. An interval that the seed sets is kept as it is.

use model::{Role, SourceKind, Visit};

use super::{DAY_S, HOUR_S, MINUTE_S};

/// The limits of an interval, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Never more often than this.
    pub shortest_s: i64,
    /// Where a new source begins.
    pub first_s: i64,
    /// Never less often than this.
    pub longest_s: i64,
}

/// The limits for a source of that kind; where its seed sets an interval, all three are that.
pub fn limits(kind: SourceKind, every_s: Option<i64>) -> Limits {
    if let Some(every_s) = every_s {
        let fixed = every_s.clamp(MINUTE_S, 30 * DAY_S);
        return Limits { shortest_s: fixed, first_s: fixed, longest_s: fixed };
    }
    let (shortest_s, first_s, longest_s) = match kind {
        SourceKind::Status => (2 * MINUTE_S, 5 * MINUTE_S, 15 * MINUTE_S),
        SourceKind::Advisories => (15 * MINUTE_S, HOUR_S, 3 * HOUR_S),
        SourceKind::SecurityBlog => (10 * MINUTE_S, 30 * MINUTE_S, 2 * HOUR_S),
        SourceKind::Blog | SourceKind::Newsroom => (15 * MINUTE_S, 30 * MINUTE_S, 3 * HOUR_S),
        SourceKind::SecurityTxt => (DAY_S, DAY_S, 7 * DAY_S),
        SourceKind::Page => (HOUR_S, HOUR_S, DAY_S),
    };
    Limits { shortest_s, first_s, longest_s }
}

/// The staleness objective of a source, in seconds: since the last look that was complete no more than this
/// should have passed. It leaves room for one look that fails and is tried again.
pub fn objective_s(kind: SourceKind, every_s: Option<i64>) -> i64 {
    2 * limits(kind, every_s).longest_s + 15 * MINUTE_S
}

/// The interval after a look, in seconds: after one that brought something new where `news`, else after a
/// quiet one.
pub fn next_s(visit: &Visit, news: bool) -> i64 {
    if visit.role == Role::Robots {
        return DAY_S; // RFC 9309, section 2.4: not longer than 24 hours
    }
    let every_s = if visit.depth == 0 { visit.source.every_s } else { None };
    adapted(limits(visit.source.kind, every_s), visit.interval_s, news)
}

fn adapted(limits: Limits, before_s: i64, news: bool) -> i64 {
    let next = match (before_s, news) {
        (..=0, _) => limits.first_s,
        (before, true) => before / 2,
        (before, false) => before.saturating_add(before / 4),
    };
    next.clamp(limits.shortest_s, limits.longest_s)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The intervals of a source of that kind, in minutes, after each of these looks; `!` brought news.
    fn minutes(kind: SourceKind, looks: &str) -> Vec<i64> {
        let mut interval = 0;
        looks
            .chars()
            .map(|look| {
                interval = adapted(limits(kind, None), interval, look == '!');
                interval / MINUTE_S
            })
            .collect()
    }

    #[test]
    fn news_halves_the_interval_and_silence_stretches_it() {
        assert_eq!(minutes(SourceKind::Blog, "......"), [30, 37, 46, 58, 73, 91]);
        assert_eq!(minutes(SourceKind::Blog, ".!!!!"), [30, 15, 15, 15, 15]);
        assert_eq!(minutes(SourceKind::Status, ".....!!!!"), [5, 6, 7, 9, 12, 6, 3, 2, 2]);
    }

    #[test]
    fn an_interval_of_the_seed_is_kept() {
        let fixed = limits(SourceKind::Status, Some(7 * MINUTE_S));
        for news in [true, false] {
            assert_eq!(adapted(fixed, 3, news), 7 * MINUTE_S);
        }
        assert_eq!(limits(SourceKind::Blog, Some(1)).first_s, MINUTE_S, "not more often than once a minute");
    }

    #[test]
    fn the_objective_allows_a_look_that_is_missed() {
        assert_eq!(objective_s(SourceKind::Status, None), 45 * MINUTE_S);
        assert_eq!(objective_s(SourceKind::Blog, Some(HOUR_S)), 2 * HOUR_S + 15 * MINUTE_S);
    }

    proptest! {
        #[test]
        fn no_history_leads_out_of_the_limits(
            kind in proptest::sample::select(SourceKind::ALL.to_vec()), before in any::<i64>(),
            looks in proptest::collection::vec(any::<bool>(), 0..40),
        ) {
            let limits = limits(kind, None);
            let mut interval = before;
            for news in looks {
                let next = adapted(limits, interval, news);
                prop_assert!((limits.shortest_s..=limits.longest_s).contains(&next));
                if (limits.shortest_s..=limits.longest_s).contains(&interval) {
                    let moved = if news { next <= interval } else { next >= interval };
                    prop_assert!(moved, "{interval} to {next}");
                }
                interval = next;
            }
        }
    }
}
