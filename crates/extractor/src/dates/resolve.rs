//! From what is written to one time: the context completes it, and the calendar has to agree.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike};
use chrono_tz::{OffsetName, Tz};
use model::{Certainty, Precision, Stamp};

use super::clock::Clock;
use super::day::{Day, Form};
use super::phrase::Phrase;
use super::zone_names::Rule;
use super::{DateContext, DayOrder, Flag, Reading};

/// Completes `phrase` to a stamp; `None` where the date does not exist or needs a year that nobody knows.
pub(super) fn resolve(phrase: &Phrase, context: &DateContext, raw: &str, source: &str) -> Option<Reading> {
    let mut flags = Vec::new();
    let (date, mut certainty) = date(phrase, context, &mut flags)?;
    let (local, precision) = match phrase.clock {
        Some(clock) => at_clock(date, clock)?,
        None => (date.and_time(NaiveTime::MIN), precision_of(phrase.day)),
    };
    if phrase.is_range {
        flags.push(Flag::Range);
    }
    if phrase.clock.is_some_and(|clock| clock.is_midnight) {
        flags.push(Flag::Midnight);
    }
    if !flags.is_empty() && flags != [Flag::YearInferred] {
        certainty = Certainty::Ambiguous;
    }
    let mut offset_s = None;
    let mut zone = None;
    let mut likely_offset_s = None;
    if let Some(written) = &phrase.zone {
        let (offset, of_zone) = offset_of(written.rule, written.name.as_deref(), local, context);
        offset_s = offset;
        zone.clone_from(&written.name);
        certainty = worse(certainty, of_zone);
        if written.conflict {
            certainty = Certainty::Ambiguous;
            flags.push(Flag::ZoneConflict);
        }
        if of_zone == Certainty::Ambiguous {
            flags.push(doubt_of(written.rule));
        }
        if let (None, Rule::Several(&[(seconds, _), ..])) = (offset_s, written.rule) {
            likely_offset_s = Some(seconds);
        }
    }
    let stamp = Stamp {
        raw: raw.to_owned(),
        local,
        precision,
        offset_s,
        zone,
        certainty,
        source: source.to_owned(),
        span: None,
    };
    Some(Reading { stamp, flags, likely_offset_s }.completed())
}

/// Why the offset of this rule is not certain.
fn doubt_of(rule: Rule) -> Flag {
    match rule {
        Rule::Season(..) => Flag::ZoneSeasonConflict,
        Rule::Several(&[]) => Flag::ZoneConflict,
        Rule::Several(_) => Flag::AmbiguousZone,
        Rule::Region(_) | Rule::Local | Rule::Offset(_) => Flag::ClockChange,
    }
}

fn worse(one: Certainty, other: Certainty) -> Certainty {
    match (one, other) {
        (Certainty::Ambiguous, _) | (_, Certainty::Ambiguous) => Certainty::Ambiguous,
        (Certainty::Inferred, _) | (_, Certainty::Inferred) => Certainty::Inferred,
        _ => Certainty::Stated,
    }
}

fn precision_of(day: Day) -> Precision {
    match (day.month, day.day) {
        (None, _) => Precision::Year,
        (Some(_), None) => Precision::Month,
        (Some(_), Some(_)) => Precision::Day,
    }
}

fn at_clock(date: NaiveDate, clock: Clock) -> Option<(NaiveDateTime, Precision)> {
    if clock.hour == 24 {
        let next = date.checked_add_days(Days::new(1))?;
        return Some((next.and_time(NaiveTime::MIN), clock.precision));
    }
    let leap = clock.second == 60;
    let (second, milli) = if leap { (59, 1000 + clock.milli) } else { (clock.second, clock.milli) };
    let time = NaiveTime::from_hms_milli_opt(clock.hour, clock.minute, second, milli)?;
    Some((date.and_time(time), clock.precision))
}

/// The readings of the day, the more probable first, each with what speaks for it.
fn date(phrase: &Phrase, context: &DateContext, flags: &mut Vec<Flag>) -> Option<(NaiveDate, Certainty)> {
    let (a, b) = (phrase.day.month.unwrap_or(1), phrase.day.day.unwrap_or(1));
    let Form::Numbers { separator, short_year } = phrase.day.form else {
        let found = in_year(phrase, context, a, b)?;
        return Some(flagged(phrase, found, flags));
    };
    let (date, certainty, by_order) = numbers(phrase, context, separator)?;
    if by_order && certainty == Certainty::Ambiguous {
        flags.push(Flag::AmbiguousDayMonth);
    }
    let (date, certainty) = flagged(phrase, (date, certainty), flags);
    let beginning =
        if short_year && phrase.weekdays == 0 { with_year_first(phrase.day, context) } else { None };
    if let Some(year_first) = beginning {
        if is_late(date, context) {
            flags.push(Flag::AmbiguousYear);
            return Some((year_first, Certainty::Ambiguous));
        }
        if context.order != DayOrder::Unknown || phrase.is_day_first {
            return Some((date, worse(certainty, Certainty::Inferred)));
        }
        flags.push(Flag::AmbiguousYear);
        return Some((date, Certainty::Ambiguous));
    }
    Some((date, certainty))
}

/// Says why the day in its year is not certain.
fn flagged(phrase: &Phrase, found: (NaiveDate, Certainty), flags: &mut Vec<Flag>) -> (NaiveDate, Certainty) {
    if phrase.day.year.is_none() {
        flags.push(Flag::YearInferred);
    }
    if phrase.weekdays != 0 && phrase.day.day.is_some() && !fits(phrase.weekdays, found.0) {
        flags.push(Flag::WeekdayConflict);
    }
    found
}

/// `14-04-08` can be 2014-04-08 too, where that is not later than the document.
fn with_year_first(day: Day, context: &DateContext) -> Option<NaiveDate> {
    let year = 2000 + i32::try_from(day.month?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, day.day?, u32::try_from(day.year? % 100).ok()?)?;
    (!is_late(date, context)).then_some(date)
}

/// Two numbers and a year: the order is what the numbers, the weekday or the page say.
/// True where both orders exist and only the page, or nothing, decided.
fn numbers(phrase: &Phrase, context: &DateContext, separator: char) -> Option<(NaiveDate, Certainty, bool)> {
    let (a, b) = (phrase.day.month?, phrase.day.day?);
    let day_first = in_year(phrase, context, b, a);
    let month_first = in_year(phrase, context, a, b);
    let (day_first, month_first) = match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => (one, other),
        (one, other) => return one.or(other).map(|(date, certainty)| (date, certainty, false)),
    };
    // A weekday that fits only one reading decides.
    match (fits(phrase.weekdays, day_first.0), fits(phrase.weekdays, month_first.0)) {
        (true, false) => return Some((day_first.0, day_first.1, false)),
        (false, true) => return Some((month_first.0, month_first.1, false)),
        _ => {}
    }
    match context.order {
        DayOrder::DayFirst => return Some((day_first.0, Certainty::Inferred, true)),
        DayOrder::MonthFirst => return Some((month_first.0, Certainty::Inferred, true)),
        DayOrder::Unknown if phrase.is_day_first => return Some((day_first.0, Certainty::Inferred, true)),
        DayOrder::Unknown => {}
    }
    let (probable, other) =
        if separator == '/' { (month_first, day_first) } else { (day_first, month_first) };
    // A reading that lies after the document was read is the less probable one.
    let chosen = if is_late(probable.0, context) && !is_late(other.0, context) { other } else { probable };
    Some((chosen.0, Certainty::Ambiguous, true))
}

fn fits(weekdays: u8, date: NaiveDate) -> bool {
    weekdays & (1 << date.weekday().num_days_from_monday()) != 0
}

fn is_late(date: NaiveDate, context: &DateContext) -> bool {
    let last = context.reference.and_then(|reference| reference.date().checked_add_days(Days::new(1)));
    last.is_some_and(|last| date > last)
}

/// The day in its year; where none is written, in the latest year that is not after the reference.
fn in_year(phrase: &Phrase, context: &DateContext, month: u32, day: u32) -> Option<(NaiveDate, Certainty)> {
    if let Some(year) = phrase.day.year {
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        let agrees = phrase.weekdays == 0 || phrase.day.day.is_none() || fits(phrase.weekdays, date);
        return Some((date, if agrees { Certainty::Stated } else { Certainty::Ambiguous }));
    }
    let limit = context.reference?.checked_add_days(Days::new(1))?;
    let time = match phrase.clock {
        Some(clock) => NaiveTime::from_hms_opt(clock.hour.min(23), clock.minute.min(59), 0)?,
        None => NaiveTime::MIN,
    };
    let mut latest = None;
    // Twenty-nine years hold each pair of a day and a weekday, 29 February included.
    for back in 0..29 {
        let Some(date) = NaiveDate::from_ymd_opt(limit.year() - back, month, day) else { continue };
        if date.and_time(time) > limit {
            continue;
        }
        if phrase.weekdays == 0 || fits(phrase.weekdays, date) {
            return Some((date, Certainty::Inferred));
        }
        latest = latest.or(Some(date));
    }
    latest.map(|date| (date, Certainty::Ambiguous))
}

fn offset_of(
    rule: Rule,
    name: Option<&str>,
    local: NaiveDateTime,
    context: &DateContext,
) -> (Option<i32>, Certainty) {
    match rule {
        Rule::Offset(seconds) => (Some(seconds), Certainty::Stated),
        Rule::Season(seconds, home) => {
            let in_force = |zone| offset_at(zone, local) == Some(seconds);
            let agrees = in_force(home) || context.zone.is_some_and(in_force);
            (Some(seconds), if agrees { Certainty::Stated } else { Certainty::Ambiguous })
        }
        Rule::Region(zone) => match offset_at(zone, local) {
            Some(seconds) => (Some(seconds), Certainty::Stated),
            None => (None, Certainty::Ambiguous),
        },
        Rule::Several(zones) => several(zones, name.unwrap_or_default(), local, context),
        Rule::Local => match context.zone.and_then(|zone| offset_at(zone, local)) {
            Some(seconds) => (Some(seconds), Certainty::Inferred),
            None => (None, Certainty::Stated),
        },
    }
}

/// The one offset of `zone` at `local`; `None` in the hour that a change of the clocks skips or repeats.
fn offset_at(zone: Tz, local: NaiveDateTime) -> Option<i32> {
    zone.offset_from_local_datetime(&local).single().map(|offset| offset.fix().local_minus_utc())
}

/// An abbreviation of several zones: the page's zone decides, where it uses that abbreviation.
fn several(
    zones: &[(i32, Tz)],
    name: &str,
    local: NaiveDateTime,
    context: &DateContext,
) -> (Option<i32>, Certainty) {
    let Some(home) = context.zone else { return (None, Certainty::Ambiguous) };
    let at = |date: NaiveDateTime| home.offset_from_local_datetime(&date).earliest();
    let named = |date: NaiveDateTime| {
        at(date)
            .filter(|offset| offset.abbreviation() == Some(name))
            .map(|offset| offset.fix().local_minus_utc())
    };
    if let Some(seconds) = named(local) {
        return (Some(seconds), Certainty::Inferred);
    }
    let listed = zones.iter().find(|(_, zone)| *zone == home).map(|(seconds, _)| *seconds);
    if listed.is_some() && listed == offset_at(home, local) {
        return (listed, Certainty::Inferred);
    }
    // CST in summer on a page from Chicago: its family is clear, the season is not.
    let winter = local.with_day(1).and_then(|date| date.with_month(1));
    let summer = local.with_day(1).and_then(|date| date.with_month(7));
    let other_season = winter.and_then(named).or_else(|| summer.and_then(named));
    (other_season, Certainty::Ambiguous)
}

/// A time that was counted from the moment of reading, in UTC.
pub(super) fn of_reference(local: NaiveDateTime, precision: Precision, raw: &str, source: &str) -> Reading {
    let stamp = Stamp { precision, certainty: Certainty::Inferred, ..of_instant(local, raw, source) };
    Reading { stamp, flags: Vec::new(), likely_offset_s: None }
}

/// The stamp of a Unix time in UTC.
pub(super) fn of_instant(local: NaiveDateTime, raw: &str, source: &str) -> Stamp {
    let milliseconds = local.nanosecond() != 0;
    Stamp {
        raw: raw.to_owned(),
        local,
        precision: if milliseconds { Precision::Millisecond } else { Precision::Second },
        offset_s: Some(0),
        zone: None,
        certainty: Certainty::Stated,
        source: source.to_owned(),
        span: None,
    }
}
