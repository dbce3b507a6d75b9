//! From a time to a place on the axis.

use chrono::{DateTime, TimeDelta, Utc};

/// A span up to this is drawn evenly; a longer one with less room the farther it is from the disclosure.
const EVEN: TimeDelta = TimeDelta::days(4);

/// Around the disclosure, this span is drawn almost evenly at most, in hours.
const UNIT_HOURS: f64 = 12.0;

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;
const YEAR: i64 = 365 * DAY;

/// Distances from the disclosure that get a tick where there is room, in minutes; those that people count in come first.
const STEPS: [i64; 22] = [
    0,
    DAY,
    2 * DAY,
    6 * HOUR,
    12 * HOUR,
    HOUR,
    3 * DAY,
    4 * DAY,
    5 * DAY,
    7 * DAY,
    10 * DAY,
    14 * DAY,
    21 * DAY,
    30 * DAY,
    60 * DAY,
    120 * DAY,
    180 * DAY,
    YEAR,
    2 * YEAR,
    5 * YEAR,
    10 * YEAR,
    20 * YEAR,
];

/// Distances of ticks on an even axis, in minutes, and how many of them there are at most.
const EVEN_STEPS: [i64; 9] = [5, 10, 15, 30, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY];
const EVEN_TICKS: i64 = 12;

/// Room for a character of a label, and between two labels.
const CHARACTER: f64 = 7.2;
const BETWEEN: f64 = 10.0;

/// The axis.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    first: DateTime<Utc>,
    last: DateTime<Utc>,
    origin: DateTime<Utc>,
    even: bool,
    unit: f64,
    left: f64,
    right: f64,
}

/// A mark on the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Its place.
    pub x: f64,
    /// The day, and the clock time where it is not midnight; the clock time alone where the axis is even.
    pub moment: String,
    /// Its distance from the disclosure; where the axis is even, the day that begins there.
    pub below: String,
}

impl Tick {
    /// What its longer label takes.
    fn width(&self) -> f64 {
        CHARACTER * self.moment.chars().count().max(self.below.chars().count()) as f64
    }
}

impl Scale {
    /// The axis from `first` to `last` between two places, around `origin`. What happens within `middle` of it has about half of
    /// the room.
    pub fn new(
        (first, last): (DateTime<Utc>, DateTime<Utc>),
        origin: DateTime<Utc>,
        middle: TimeDelta,
        (left, right): (f64, f64),
    ) -> Self {
        let last = last.max(first + TimeDelta::hours(1));
        let unit = (middle.num_minutes() as f64 / 60.0).clamp(0.5, UNIT_HOURS);
        Self { first, last, origin, even: last - first <= EVEN, unit, left, right }
    }

    /// Whether some of that time is on the axis.
    pub fn holds(&self, low: DateTime<Utc>, high: DateTime<Utc>) -> bool {
        low <= self.last && high >= self.first
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
        if self.even { hours } else { (hours / self.unit).asinh() }
    }

    /// Ticks whose labels do not touch each other.
    pub fn ticks(&self) -> Vec<Tick> {
        let mut ticks: Vec<Tick> = Vec::new();
        let mut day = None;
        for at in self.moments().into_iter().filter(|at| (self.first..=self.last).contains(at)) {
            let (moment, below) = match self.even {
                // The day stands where it begins, and under the first tick.
                true => {
                    let changed = day.replace(at.date_naive()) != Some(at.date_naive());
                    (
                        at.format("%H:%M").to_string(),
                        at.format(if changed { "%-d %b" } else { "" }).to_string(),
                    )
                }
                false => (self.moment(at), self.distance(at)),
            };
            let tick = Tick { x: self.x(at), moment, below };
            let touches =
                |other: &Tick| (other.x - tick.x).abs() < (other.width() + tick.width()) / 2.0 + BETWEEN;
            if !ticks.iter().any(touches) {
                ticks.push(tick);
            }
        }
        ticks.sort_by(|one, other| one.x.total_cmp(&other.x));
        ticks
    }

    /// Even axes have their moments in order, others by how much they are wanted.
    fn moments(&self) -> Vec<DateTime<Utc>> {
        if self.even {
            let midnight = self.first.date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
            let whole = (self.last - self.first).num_minutes();
            let step = EVEN_STEPS.into_iter().find(|step| whole / step <= EVEN_TICKS).unwrap_or(DAY);
            let minutes = (self.last - midnight).num_minutes();
            (0..=minutes / step).map(|number| midnight + TimeDelta::minutes(number * step)).collect()
        } else {
            let both = STEPS.into_iter().flat_map(|step| [step, -step]);
            both.map(|step| self.origin + TimeDelta::minutes(step)).collect()
        }
    }

    fn moment(&self, at: DateTime<Utc>) -> String {
        let long = self.last - self.first > TimeDelta::days(300);
        let midnight = at.time() == chrono::NaiveTime::MIN;
        at.format(if long {
            "%-d %b %Y"
        } else if midnight {
            "%-d %b"
        } else {
            "%-d %b %H:%M"
        })
        .to_string()
    }

    fn distance(&self, at: DateTime<Utc>) -> String {
        let minutes = (at - self.origin).num_minutes();
        let sign = if minutes < 0 { "−" } else { "+" };
        match minutes.abs() {
            0 => "public".to_owned(),
            minutes @ ..DAY => format!("{sign}{} h", minutes / HOUR),
            minutes @ ..YEAR => format!("{sign}{} d", minutes / DAY),
            minutes => format!("{sign}{} y", minutes / YEAR),
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
            TimeDelta::days(3),
            (10.0, 960.0),
        )
    }

    fn short() -> Scale {
        let (first, last) = (at("2014-04-07T05:00:00Z"), at("2014-04-08T06:00:00Z"));
        Scale::new((first, last), at("2014-04-07T12:00:00Z"), TimeDelta::hours(3), (0.0, 900.0))
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
    fn what_happened_within_two_hours_has_room_beside_what_took_weeks() {
        let (first, last) = (at("2014-03-20T12:00:00Z"), at("2014-04-30T12:00:00Z"));
        let public = at("2014-04-07T12:00:00Z");
        let scale = Scale::new((first, last), public, TimeDelta::hours(1), (0.0, 900.0));
        assert!(scale.x(public + TimeDelta::hours(2)) - scale.x(public) > 90.0);
    }

    #[test]
    fn labels_do_not_touch_and_the_disclosure_has_one() {
        for scale in [long(), short()] {
            let ticks = scale.ticks();
            assert!(ticks.len() > 4, "{ticks:?}");
            for pair in ticks.windows(2) {
                // The labels are in the middle of their ticks; a figure of this size takes up to 7 pixels.
                let wide = |tick: &Tick| 7.0 * tick.moment.len().max(tick.below.chars().count()) as f64;
                let room = pair[1].x - pair[0].x - (wide(&pair[0]) + wide(&pair[1])) / 2.0;
                assert!(room > 5.0, "{pair:?}");
            }
            assert!(scale.is_even() || ticks.iter().any(|tick| tick.below == "public"), "{ticks:?}");
        }
    }

    #[test]
    fn an_even_axis_says_each_day_once() {
        let ticks = short().ticks();
        let days: Vec<&str> =
            ticks.iter().map(|tick| tick.below.as_str()).filter(|day| !day.is_empty()).collect();
        assert_eq!(days, ["7 Apr", "8 Apr"], "{ticks:?}");
    }

    #[test]
    fn a_moment_alone_is_an_axis_too() {
        let moment = at("2014-04-07T05:00:00Z");
        let scale = Scale::new((moment, moment), moment, TimeDelta::zero(), (0.0, 900.0));
        assert!(scale.x(moment).is_finite() && !scale.ticks().is_empty());
    }
}
