//! From what is written to one time: the context completes it, and the calendar has to agree.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike};
use chrono_tz::{OffsetName, Tz};
use model::{Certainty, Precision, Stamp};

use super::clock::Clock;
use super::day::{Day, Form};
use super::phrase::Phrase;
use super::zone_names::Rule;
use super::{DateContext, DayOrder};

/// Completes `phrase` to a stamp; `None` where the date does not exist or needs a year that nobody knows.
pub(super) fn resolve(phrase: &Phrase, context: &DateContext, raw: &str, source: &str) -> Option<Stamp> {
    let (date, mut certainty) = date(phrase, context)?;
    let (local, precision) = match phrase.clock {
        Some(clock) => at_clock(date, clock)?,
        None => (date.and_time(NaiveTime::MIN), precision_of(phrase.day)),
    };
    if phrase.is_range || phrase.clock.is_some_and(|clock| clock.is_midnight) {
        certainty = Certainty::Ambiguous;
    }
    let mut offset_s = None;
    let mut zone = None;
    if let Some(written) = &phrase.zone {
        let (offset, of_zone) = offset_of(written.rule, written.name.as_deref(), local, context);
        offset_s = offset;
        zone.clone_from(&written.name);
        certainty = worse(certainty, of_zone);
        if written.conflict {
            certainty = Certainty::Ambiguous;
        }
    }
    Some(Stamp {
        raw: raw.to_owned(),
        local,
        precision,
        offset_s,
        zone,
        certainty,
        source: source.to_owned(),
        span: None,
    })
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
fn date(phrase: &Phrase, context: &DateContext) -> Option<(NaiveDate, Certainty)> {
    let (a, b) = (phrase.day.month.unwrap_or(1), phrase.day.day.unwrap_or(1));
    let Form::Numbers { separator, short_year } = phrase.day.form else {
        return in_year(phrase, context, a, b);
    };
    let (date, certainty) = numbers(phrase, context, separator)?;
    if short_year && phrase.weekdays == 0 && may_begin_with_year(phrase.day, context) {
        let known = context.order != DayOrder::Unknown || phrase.is_day_first;
        return Some((
            date,
            worse(certainty, if known { Certainty::Inferred } else { Certainty::Ambiguous }),
        ));
    }
    Some((date, certainty))
}

/// `14-04-08` can be 2014-04-08 too.
fn may_begin_with_year(day: Day, context: &DateContext) -> bool {
    let date = || {
        let year = 2000 + i32::try_from(day.month?).ok()?;
        NaiveDate::from_ymd_opt(year, day.day?, u32::try_from(day.year? % 100).ok()?)
    };
    date().is_some_and(|date| !is_late(date, context))
}

/// Two numbers and a year: the order is what the numbers, the weekday or the page say.
fn numbers(phrase: &Phrase, context: &DateContext, separator: char) -> Option<(NaiveDate, Certainty)> {
    let (a, b) = (phrase.day.month?, phrase.day.day?);
    let day_first = in_year(phrase, context, b, a);
    let month_first = in_year(phrase, context, a, b);
    let (day_first, month_first) = match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => (one, other),
        (one, other) => return one.or(other),
    };
    // A weekday that fits only one reading decides.
    match (fits(phrase.weekdays, day_first.0), fits(phrase.weekdays, month_first.0)) {
        (true, false) => return Some(day_first),
        (false, true) => return Some(month_first),
        _ => {}
    }
    match context.order {
        DayOrder::DayFirst => return Some((day_first.0, Certainty::Inferred)),
        DayOrder::MonthFirst => return Some((month_first.0, Certainty::Inferred)),
        DayOrder::Unknown if phrase.is_day_first => return Some((day_first.0, Certainty::Inferred)),
        DayOrder::Unknown => {}
    }
    let (probable, other) =
        if separator == '/' { (month_first, day_first) } else { (day_first, month_first) };
    // A reading that lies after the document was read is the less probable one.
    let chosen = if is_late(probable.0, context) && !is_late(other.0, context) { other } else { probable };
    Some((chosen.0, Certainty::Ambiguous))
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
