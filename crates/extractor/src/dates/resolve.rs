//! From what is written to one time: the context completes it, and the calendar has to agree.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Timelike};
use chrono_tz::{OffsetName, Tz};
use model::{Certainty, Precision, Spread, Stamp};

use super::clock::Clock;
use super::day::Day;
use super::days::days;
use super::fold::fold;
use super::phrase::Phrase;
use super::zone::Zone;
use super::zone_names::Rule;
use super::{DateContext, Flag, Reading};

/// Completes `phrase` to a stamp; `None` where the date does not exist or needs a year that nobody knows.
pub(super) fn resolve(phrase: &Phrase, context: &DateContext, raw: &str, source: &str) -> Option<Reading> {
    let mut flags = Vec::new();
    let in_croatian = context.is_croatian.then(|| in_croatian(phrase, raw)).flatten();
    let phrase = in_croatian.as_ref().unwrap_or(phrase);
    let days = days(phrase, context, &mut flags)?;
    let on = |date| match phrase.clock {
        Some(clock) => at_clock(date, clock),
        None => Some((date.and_time(NaiveTime::MIN), precision_of(phrase.day))),
    };
    let (local, precision) = on(days.date)?;
    let mut certainty = days.certainty;
    let mut is_open = days.is_open;
    let mut clocks: Vec<NaiveDateTime> =
        [local].into_iter().chain(days.others.iter().filter_map(|date| Some(on(*date)?.0))).collect();
    if phrase.is_range() {
        flags.push(Flag::Range);
        match clocks.iter().map(|first| end_of_range(phrase, *first)).collect::<Option<Vec<_>>>() {
            Some(ends) => clocks.extend(ends),
            None => is_open = true,
        }
    }
    if phrase.clock.is_some_and(|clock| clock.is_midnight) {
        flags.push(Flag::Midnight);
        let ends: Vec<_> = clocks.iter().filter_map(|at| at.checked_add_days(Days::new(1))).collect();
        clocks.extend(ends);
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
            // Without an offset the range holds every one; with one of two, only where the other is known.
            is_open |= offset.is_some() && written.other_s.is_none();
        }
        if of_zone == Certainty::Ambiguous {
            flags.push(doubt_of(written.rule));
        }
        if let (None, Rule::Several(&[(seconds, _), ..])) = (offset_s, written.rule) {
            likely_offset_s = Some(seconds);
        }
        if let Some(offset) = offset {
            clocks = clocks.iter().flat_map(|at| in_offset(offset, *at, written, context)).collect();
        }
    }
    let spread = match (certainty, clocks.iter().min(), clocks.iter().max()) {
        (Certainty::Ambiguous, Some(&earliest), Some(&latest)) if !is_open => {
            Some(Spread { earliest, latest })
        }
        _ => None,
    };
    let stamp = Stamp {
        raw: raw.to_owned(),
        local,
        precision,
        offset_s,
        zone,
        certainty,
        spread,
        source: source.to_owned(),
        span: None,
    };
    Some(Reading { stamp, flags, likely_offset_s }.completed())
}

/// The phrase as a reader of Croatian understands it, where that is another month.
fn in_croatian(phrase: &Phrase, raw: &str) -> Option<Phrase> {
    let is_october = phrase.day.month == Some(11) && fold(raw).contains("listopad");
    is_october.then(|| Phrase { day: Day { month: Some(10), ..phrase.day }, ..phrase.clone() })
}

/// The last time of the range that begins at `first`; `None` where the calendar has none.
fn end_of_range(phrase: &Phrase, first: NaiveDateTime) -> Option<NaiveDateTime> {
    let date = match phrase.last_day {
        Some(day) => first.date().with_day(day)?,
        None => first.date(),
    };
    let Some(clock) = phrase.last_clock else { return Some(date.and_time(first.time())) };
    let (last, _) = at_clock(date, clock)?;
    // From 22:00 to 02:00 goes over midnight.
    if last < first { last.checked_add_days(Days::new(1)) } else { Some(last) }
}

/// What the clock of the stamp, whose offset is `offset`, showed when the written clock was `at`: once for each
/// offset that the written zone can mean then.
fn in_offset(offset: i32, at: NaiveDateTime, written: &Zone, context: &DateContext) -> Vec<NaiveDateTime> {
    let (then, certainty) = offset_of(written.rule, written.name.as_deref(), at, context);
    let mut offsets: Vec<i32> = then.into_iter().chain(written.other_s).collect();
    if certainty == Certainty::Ambiguous {
        let home = match written.rule {
            Rule::Season(_, home) | Rule::Region(home) => Some(home),
            Rule::Several(_) | Rule::Local => context.zone,
            Rule::Offset(_) => None,
        };
        offsets.extend(home.into_iter().flat_map(|home| offsets_about(home, at)));
    }
    let shifted = |other| at.checked_add_signed(TimeDelta::seconds(i64::from(offset) - i64::from(other)));
    offsets.into_iter().filter_map(shifted).collect()
}

/// The offsets of `zone` at `local`: both of them, where a change of the clocks skips or repeats that hour.
fn offsets_about(zone: Tz, local: NaiveDateTime) -> Vec<i32> {
    match offset_at(zone, local) {
        Some(offset) => vec![offset],
        None => {
            let near = [TimeDelta::hours(-3), TimeDelta::hours(3)].into_iter();
            near.filter_map(|apart| offset_at(zone, local.checked_add_signed(apart)?)).collect()
        }
    }
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

/// The lesser of two certainties.
pub(super) fn worse(one: Certainty, other: Certainty) -> Certainty {
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

fn offset_of(
    rule: Rule,
    name: Option<&str>,
    local: NaiveDateTime,
    context: &DateContext,
) -> (Option<i32>, Certainty) {
    match rule {
        Rule::Offset(seconds) => (Some(seconds), Certainty::Stated),
        Rule::Season(seconds, home) => {
            // In the hour that is repeated the name says which of the two is meant.
            let in_force = |zone: Tz| {
                let offsets = zone.offset_from_local_datetime(&local);
                let either = [offsets.earliest(), offsets.latest()].into_iter().flatten();
                either.map(|offset| offset.fix().local_minus_utc()).any(|of| of == seconds)
            };
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
        spread: None,
        source: source.to_owned(),
        span: None,
    }
}
