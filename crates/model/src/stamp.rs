//! A time as somebody published it: never more exact, and never more certain, than it was written.

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone, Timelike, Utc};
use serde::{Deserialize, Serialize};

/// How exact a published time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// `2014`
    Year,
    /// `2014-04`
    Month,
    /// `2014-04-08`
    Day,
    /// `2014-04-08T14`
    Hour,
    /// `2014-04-08T14:32`
    Minute,
    /// `2014-04-08T14:32:10`
    Second,
    /// `2014-04-08T14:32:10.123`
    Millisecond,
}

impl Precision {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
            Self::Millisecond => "millisecond",
        }
    }
}

/// How much of a [`Stamp`] was written, and how much we supplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// All of it was written where it was read.
    Stated,
    /// A part, such as the year or the zone, was taken from the surrounding document.
    Inferred,
    /// It can be read in more than one way (day and month order, an abbreviation of several zones).
    Ambiguous,
}

impl Certainty {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// A byte range `start..end` in the document's text after content and character decoding (UTF-8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// The first and the last wall clock that an ambiguous time can mean, both in the offset of its stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// The earliest reading.
    pub earliest: NaiveDateTime,
    /// The latest reading; it is as exact as the stamp, so that its day or minute belongs to it.
    pub latest: NaiveDateTime,
}

/// A time as published: the literal text, its own wall clock, and what is known of its zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The text as written, untouched.
    pub raw: String,
    /// The wall clock as written, in its own zone; fields finer than `precision` are zero (or the first).
    pub local: NaiveDateTime,
    /// How exact it was written.
    pub precision: Precision,
    /// Offset from UTC in seconds, where it was written or follows from `zone` and `local`.
    pub offset_s: Option<i32>,
    /// The zone as written (`PDT`, `Z`, `Eastern`) or as the document implies (`America/Los_Angeles`).
    pub zone: Option<String>,
    /// How much of this was written.
    pub certainty: Certainty,
    /// Between which wall clocks all its readings lie, where it is ambiguous and all of them are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<Spread>,
    /// The rule and place that it was read from, such as `json-ld:datePublished` or `feed:entry/updated`.
    pub source: String,
    /// Where `raw` stands in the document, where that is known.
    pub span: Option<Span>,
}

impl Stamp {
    /// The instant in UTC. `None` where the offset is unknown, or where less than an hour was written:
    /// a day is not an instant, and no zone is not UTC.
    pub fn instant(&self) -> Option<DateTime<Utc>> {
        if self.precision < Precision::Hour {
            return None;
        }
        let offset = FixedOffset::east_opt(self.offset_s?)?;
        let local = offset.from_local_datetime(&self.local).single()?;
        Some(local.with_timezone(&Utc))
    }

    /// The wall clock as ISO 8601 without offset, to its own precision: `2014-04-08`, `2014-04-08T14:32`.
    pub fn local_iso(&self) -> String {
        let format = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%Y-%m",
            Precision::Day => "%Y-%m-%d",
            Precision::Hour => "%Y-%m-%dT%H",
            Precision::Minute => "%Y-%m-%dT%H:%M",
            Precision::Second => "%Y-%m-%dT%H:%M:%S",
            Precision::Millisecond => "%Y-%m-%dT%H:%M:%S%.3f",
        };
        self.local.format(format).to_string()
    }

    /// The offset as `+02:00`, where it is known.
    pub fn offset_iso(&self) -> Option<String> {
        let seconds = self.offset_s?;
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.abs() / 60;
        Some(format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60))
    }

    /// The instant where there is no doubt of it: none of an ambiguous time, whose [`Stamp::instant`] is only the
    /// most probable one.
    pub fn certain_instant(&self) -> Option<DateTime<Utc>> {
        if self.certainty == Certainty::Ambiguous { None } else { self.instant() }
    }

    /// The earliest and the latest instant (exclusive) that this stamp can mean. Without an offset the
    /// range is widened by the offsets in use on Earth, -12:00 to +14:00. An ambiguous time has the range of all
    /// its readings, and none where they are not all known.
    pub fn bounds(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let (start, last) = match (self.certainty, self.spread) {
            (Certainty::Ambiguous, Some(spread)) => {
                (spread.earliest.min(self.local), spread.latest.max(self.local))
            }
            (Certainty::Ambiguous, None) => return None,
            (Certainty::Stated | Certainty::Inferred, _) => (self.local, self.local),
        };
        let (start, last) = (without_leap(start)?, without_leap(last)?);
        let end = match self.precision {
            Precision::Year => last.checked_add_months(chrono::Months::new(12))?,
            Precision::Month => last.checked_add_months(chrono::Months::new(1))?,
            Precision::Day => last.checked_add_signed(chrono::TimeDelta::days(1))?,
            Precision::Hour => last.checked_add_signed(chrono::TimeDelta::hours(1))?,
            Precision::Minute => last.checked_add_signed(chrono::TimeDelta::minutes(1))?,
            Precision::Second => last.checked_add_signed(chrono::TimeDelta::seconds(1))?,
            Precision::Millisecond => last.checked_add_signed(chrono::TimeDelta::milliseconds(1))?,
        };
        let (east, west) = match self.offset_s {
            Some(offset) => (offset, offset),
            None => (14 * 3600, -12 * 3600),
        };
        let low = start.checked_sub_signed(chrono::TimeDelta::seconds(east.into()))?.and_utc();
        let high = end.checked_sub_signed(chrono::TimeDelta::seconds(west.into()))?.and_utc();
        Some((low, high))
    }
}

/// A leap second as the second after it, which is where POSIX time (IEEE 1003.1, 4.16) and PostgreSQL put it: between two
/// bounds that are stored there would be nothing otherwise.
fn without_leap(at: NaiveDateTime) -> Option<NaiveDateTime> {
    match at.nanosecond().checked_sub(1_000_000_000) {
        Some(past) => at.with_nanosecond(past)?.checked_add_signed(chrono::TimeDelta::seconds(1)),
        None => Some(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn stamp(precision: Precision, offset_s: Option<i32>) -> Stamp {
        let local = NaiveDate::from_ymd_opt(2014, 4, 8).unwrap().and_hms_opt(14, 32, 0).unwrap();
        let source = "test".to_owned();
        Stamp {
            raw: String::new(),
            local,
            precision,
            offset_s,
            zone: None,
            certainty: Certainty::Stated,
            spread: None,
            source,
            span: None,
        }
    }

    #[test]
    fn an_offset_gives_an_instant() {
        let it = stamp(Precision::Minute, Some(-7 * 3600));
        assert_eq!(it.instant().unwrap().to_rfc3339(), "2014-04-08T21:32:00+00:00");
        assert_eq!(it.local_iso(), "2014-04-08T14:32");
        assert_eq!(it.offset_iso().unwrap(), "-07:00");
    }

    #[test]
    fn no_zone_is_unknown_and_a_day_is_not_an_instant() {
        assert_eq!(stamp(Precision::Minute, None).instant(), None);
        assert_eq!(stamp(Precision::Day, Some(0)).instant(), None);
    }

    #[test]
    fn bounds_widen_with_what_is_not_known() {
        let (low, high) = stamp(Precision::Minute, None).bounds().unwrap();
        assert_eq!(low.to_rfc3339(), "2014-04-08T00:32:00+00:00");
        assert_eq!(high.to_rfc3339(), "2014-04-09T02:33:00+00:00");
    }

    #[test]
    fn bounds_of_an_ambiguous_time_hold_all_its_readings() {
        let plain = stamp(Precision::Day, Some(0));
        let unknown = Stamp { certainty: Certainty::Ambiguous, ..plain.clone() };
        assert_eq!((unknown.bounds(), unknown.certain_instant()), (None, None));
        let day =
            |month, day| NaiveDate::from_ymd_opt(2014, month, day).unwrap().and_hms_opt(0, 0, 0).unwrap();
        let spread = Some(Spread { earliest: day(4, 8), latest: day(8, 4) });
        let (low, high) = Stamp { local: day(4, 8), spread, ..unknown }.bounds().unwrap();
        assert_eq!(low.to_rfc3339(), "2014-04-08T00:00:00+00:00");
        assert_eq!(high.to_rfc3339(), "2014-08-05T00:00:00+00:00");
    }

    #[test]
    fn a_leap_second_lasts_a_second() {
        let leap =
            NaiveDate::from_ymd_opt(2016, 12, 31).unwrap().and_hms_milli_opt(23, 59, 59, 1000).unwrap();
        for (offset, low, high) in [
            (0, "2017-01-01T00:00:00+00:00", "2017-01-01T00:00:01+00:00"),
            (19_800, "2016-12-31T18:30:00+00:00", "2016-12-31T18:30:01+00:00"),
        ] {
            let bounds = Stamp { local: leap, ..stamp(Precision::Second, Some(offset)) }.bounds().unwrap();
            assert_eq!((bounds.0.to_rfc3339(), bounds.1.to_rfc3339()), (low.to_owned(), high.to_owned()));
        }
    }

    #[test]
    fn a_stamp_without_doubt_has_no_spread_in_its_json() {
        let it = stamp(Precision::Minute, Some(0));
        let json = serde_json::to_string(&it).unwrap();
        assert!(!json.contains("spread"));
        assert_eq!(serde_json::from_str::<Stamp>(&json).unwrap(), it);
    }
}
