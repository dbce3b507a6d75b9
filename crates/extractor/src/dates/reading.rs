//! What a text says of a time, with the reasons for doubt spelt out.

use chrono::{DateTime, FixedOffset, LocalResult, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use model::{Precision, Stamp};

/// A reason to take a time with care. Nothing that is flagged is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// Day and month can be the other way round.
    AmbiguousDayMonth,
    /// The two-digit number in front can be the year.
    AmbiguousYear,
    /// The abbreviation is that of several zones, and nothing says of which.
    AmbiguousZone,
    /// The abbreviation names the season that is not in force on that day: `PST` in July.
    ZoneSeasonConflict,
    /// Two statements of the zone do not agree: `-05:00Z`.
    ZoneConflict,
    /// The weekday is not that of the day.
    WeekdayConflict,
    /// The local time is skipped or repeated by a change of the clocks.
    ClockChange,
    /// `midnight` begins the day or ends it.
    Midnight,
    /// The time is the first of a written range.
    Range,
    /// The year is not written: it is the latest possible one.
    YearInferred,
    /// The day is not written: it is the latest possible one.
    DayInferred,
    /// It is told from the moment of reading: `2 hours ago`.
    Relative,
    /// The clock time is a midnight, in its own zone or in UTC: probably no more than a day is meant.
    DayOnly,
    /// A part was left open on purpose: `2014-MM-DD`.
    Placeholder,
    /// The text holds several times that are not the same.
    Several,
    /// Day and clock time do not stand side by side.
    Joined,
    /// It names something of a later day.
    Anachronism,
}

impl Flag {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AmbiguousDayMonth => "ambiguous_day_month",
            Self::AmbiguousYear => "ambiguous_year",
            Self::AmbiguousZone => "ambiguous_zone",
            Self::ZoneSeasonConflict => "zone_season_conflict",
            Self::ZoneConflict => "zone_conflict",
            Self::WeekdayConflict => "weekday_conflict",
            Self::ClockChange => "clock_change",
            Self::Midnight => "midnight",
            Self::Range => "range",
            Self::YearInferred => "year_inferred",
            Self::DayInferred => "day_inferred",
            Self::Relative => "relative",
            Self::DayOnly => "day_only",
            Self::Placeholder => "placeholder",
            Self::Several => "several",
            Self::Joined => "joined",
            Self::Anachronism => "anachronism",
        }
    }
}

/// A time with the reasons for doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What is written, completed from the context.
    pub stamp: Stamp,
    /// The reasons for doubt, each once, in the order of [`Flag`].
    pub flags: Vec<Flag>,
    /// The offset in seconds that an ambiguous abbreviation has most often; the stamp itself has none.
    pub likely_offset_s: Option<i32>,
}

impl Reading {
    /// The most probable instant: that of the stamp; else by the likely offset of its zone; else, where no
    /// zone is written, in `zone`, a day at its start. `None` where none of these is known.
    pub fn likely_instant(&self, zone: Option<Tz>) -> Option<DateTime<Utc>> {
        let local = self.stamp.local;
        match self.stamp.offset_s.or(self.likely_offset_s) {
            Some(seconds) => {
                let offset = FixedOffset::east_opt(seconds)?;
                Some(offset.from_local_datetime(&local).single()?.with_timezone(&Utc))
            }
            None if self.flags.iter().any(|flag| matches!(flag, Flag::AmbiguousZone)) => None,
            None => match zone?.from_local_datetime(&local) {
                LocalResult::Single(at) => Some(at.with_timezone(&Utc)),
                _ => None,
            },
        }
    }

    /// Adds what follows from the whole: a midnight that is probably a day.
    pub(super) fn completed(mut self) -> Self {
        let utc = self.stamp.offset_s.and_then(|seconds| shifted(self.stamp.local, seconds));
        let is_midnight = |at: NaiveDateTime| at.time() == chrono::NaiveTime::MIN;
        let precision = self.stamp.precision;
        let is_local = precision > Precision::Hour && is_midnight(self.stamp.local);
        // A person who writes 16:00 PST means it; seconds are written by machines.
        if is_local || (precision > Precision::Minute && utc.is_some_and(is_midnight)) {
            self.flags.push(Flag::DayOnly);
        }
        self.flags.sort_unstable();
        self.flags.dedup();
        self
    }
}

fn shifted(local: NaiveDateTime, offset_s: i32) -> Option<NaiveDateTime> {
    local.checked_sub_signed(chrono::TimeDelta::seconds(offset_s.into()))
}
