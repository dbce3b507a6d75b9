//! From a time to a place on the axis.

use chrono::{DateTime, TimeDelta, Utc};

/// A span up to this is drawn evenly; a longer one with less room the farther it is from the disclosure.
const EVEN: TimeDelta = TimeDelta::days(4);

/// Around the disclosure, this span is drawn almost evenly.
const UNIT_HOURS: f64 = 12.0;

/// Distances from the disclosure that get a tick where there is room, nearest first.
const STEPS_HOURS: [i64; 19] =
    [0, 24, 48, 6, 12, 72, 96, 120, 168, 240, 336, 504, 720, 1440, 2880, 4320, 8760, 17_520, 43_800];

/// The axis.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    first: DateTime<Utc>,
    last: DateTime<Utc>,
    origin: DateTime<Utc>,
    even: bool,
    left: f64,
    right: f64,
}

/// A mark on the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Its place.
    pub x: f64,
    /// The day, and the clock time where it is not midnight.
    pub moment: String,
    /// Its distance from the disclosure; empty where the axis is even.
    pub distance: String,
}

impl Scale {
    /// The axis from `first` to `last` between two places, around `origin`.
    pub fn new(
        (first, last): (DateTime<Utc>, DateTime<Utc>),
        origin: DateTime<Utc>,
        (left, right): (f64, f64),
    ) -> Self {
        let last = last.max(first + TimeDelta::hours(1));
        Self { first, last, origin, even: last - first <= EVEN, left, right }
    }

    /// Whether each hour has the same room.
    pub fn is_even(&self) -> bool {
        self.even
    }

    /// Where that time stands; one outside stands at the edge.
    pub fn x(&self, at: DateTime<Utc>) -> f64 {
        let (low, high) = (self.warped(self.first), self.warped(self.last));
        let share = (self.warped(at) - low) / (high - low);
        self.left + share.clamp(0.0, 1.0) * (self.right - self.left)
    }

    fn warped(&self, at: DateTime<Utc>) -> f64 {
        let hours = (at - self.origin).num_seconds() as f64 / 3600.0;
        if self.even { hours } else { (hours / UNIT_HOURS).asinh() }
    }

    /// Ticks with at least `room` between them.
    pub fn ticks(&self, room: f64) -> Vec<Tick> {
        let mut ticks: Vec<Tick> = Vec::new();
        for at in self.moments() {
            let x = self.x(at);
            if at < self.first || at > self.last || ticks.iter().any(|tick| (tick.x - x).abs() < room) {
                continue;
            }
            let long = self.last - self.first > TimeDelta::days(300);
            let clock = at.format("%H:%M").to_string();
            let day = at.format(if long { "%-d %b %Y" } else { "%-d %b" }).to_string();
            let moment = if clock == "00:00" || long { day } else { format!("{day} {clock}") };
            ticks.push(Tick { x, moment, distance: self.distance(at) });
        }
        ticks.sort_by(|one, other| one.x.total_cmp(&other.x));
        ticks
    }

    fn moments(&self) -> Vec<DateTime<Utc>> {
        if self.even {
            let midnight = self.first.date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
            let hours = (self.last - midnight).num_hours();
            let step = [1, 3, 6, 12, 24].into_iter().find(|step| hours / step <= 12).unwrap_or(24);
            (0..=hours / step + 1).map(|number| midnight + TimeDelta::hours(number * step)).collect()
        } else {
            let both = STEPS_HOURS.into_iter().flat_map(|step| [step, -step]);
            both.map(|step| self.origin + TimeDelta::hours(step)).collect()
        }
    }

    fn distance(&self, at: DateTime<Utc>) -> String {
        if self.even {
            return String::new();
        }
        let hours = (at - self.origin).num_hours();
        let sign = if hours < 0 { "−" } else { "+" };
        match hours.abs() {
            0 => "public".to_owned(),
            hours @ ..24 => format!("{sign}{hours} h"),
            hours @ ..8760 => format!("{sign}{} d", hours / 24),
            hours => format!("{sign}{} y", hours / 8760),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    fn long() -> Scale {
        Scale::new(
            (at("2014-03-21T00:00:00Z"), at("2016-04-16T18:00:00Z")),
            at("2014-04-07T00:00:00Z"),
            (10.0, 960.0),
        )
    }

    #[test]
    fn later_is_never_to_the_left() {
        let scale = long();
        let mut before = 0.0;
        for day in 0..900 {
            let x = scale.x(at("2014-03-21T00:00:00Z") + TimeDelta::days(day));
            assert!(x >= before && (10.0..=960.0).contains(&x), "day {day}: {x}");
            before = x;
        }
    }

    #[test]
    fn the_first_days_have_more_room_than_the_last() {
        let scale = long();
        let day = |start: &str| scale.x(at(start) + TimeDelta::days(1)) - scale.x(at(start));
        assert!(day("2014-04-07T00:00:00Z") > 20.0 * day("2016-01-01T00:00:00Z"));
    }

    #[test]
    fn ticks_keep_their_distance_and_the_disclosure_has_one() {
        for scale in [
            long(),
            Scale::new(
                (at("2014-04-07T05:00:00Z"), at("2014-04-08T06:00:00Z")),
                at("2014-04-07T12:00:00Z"),
                (0.0, 900.0),
            ),
        ] {
            let ticks = scale.ticks(60.0);
            assert!(ticks.len() > 4, "{ticks:?}");
            assert!(ticks.windows(2).all(|pair| pair[1].x - pair[0].x >= 60.0), "{ticks:?}");
            assert!(scale.is_even() || ticks.iter().any(|tick| tick.distance == "public"), "{ticks:?}");
        }
    }

    #[test]
    fn a_moment_alone_is_an_axis_too() {
        let moment = at("2014-04-07T05:00:00Z");
        assert!(Scale::new((moment, moment), moment, (0.0, 900.0)).x(moment).is_finite());
    }
}
