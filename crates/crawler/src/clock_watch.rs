//! Whether the clock is still right while a crawl runs for months: the time of a look is evidence, and one that a wrong
//! clock has given cannot be told from a right one afterwards.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

/// How far the clock may run away from the machine's own count of seconds before it is compared at once.
const JUMP: TimeDelta = TimeDelta::seconds(20);

/// How often it is compared with that of the server at least.
const EVERY: Duration = Duration::from_secs(60);

/// When the clock was found to be right. Cheap to clone; all clones share it.
#[derive(Debug, Clone, Default)]
pub struct ClockWatch(Arc<Mutex<Option<Compared>>>);

/// A moment at which the clock was right.
#[derive(Debug, Clone, Copy)]
struct Compared {
    /// What it said.
    own: DateTime<Utc>,
    /// The same in the machine's own count.
    tick: Instant,
}

impl ClockWatch {
    /// Whether the clock, which says `now`, was not compared for a while, or was set since then. `tick` is the moment in
    /// the machine's own count, which nobody sets.
    pub fn is_in_doubt(&self, now: DateTime<Utc>, tick: Instant) -> bool {
        self.is_set_anew(now, tick)
            || self.kept().is_none_or(|kept| tick.saturating_duration_since(kept.tick) >= EVERY)
    }

    /// Whether the clock was set since it was compared: it went on by more or less than the time that passed.
    pub fn is_set_anew(&self, now: DateTime<Utc>, tick: Instant) -> bool {
        self.kept().is_some_and(|kept| {
            let passed = tick.saturating_duration_since(kept.tick);
            let passed = TimeDelta::from_std(passed).unwrap_or(TimeDelta::MAX);
            (now.signed_duration_since(kept.own) - passed).abs() > JUMP
        })
    }

    /// Remembers that the clock, which says `now` at `tick`, is right.
    pub fn is_right(&self, now: DateTime<Utc>, tick: Instant) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Compared { own: now, tick });
    }

    fn kept(&self) -> Option<Compared> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_compared_now_and_then_and_at_once_where_it_was_set() {
        let (watch, tick) = (ClockWatch::default(), Instant::now());
        let at = |seconds| DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds);
        let later = |seconds| tick + Duration::from_secs(seconds);
        assert!(watch.is_in_doubt(at(0), tick) && !watch.is_set_anew(at(0), tick), "it was never compared");
        watch.is_right(at(0), tick);
        assert!(!watch.is_in_doubt(at(59), later(59)));
        assert!(watch.is_in_doubt(at(60), later(60)) && !watch.is_set_anew(at(60), later(60)));
        for wrong in [at(3600), at(-3600)] {
            assert!(watch.is_in_doubt(wrong, later(5)) && watch.is_set_anew(wrong, later(5)), "{wrong}");
        }
    }
}
