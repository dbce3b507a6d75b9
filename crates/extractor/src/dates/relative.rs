//! Times that are told from the moment of reading: `2 hours ago`, `yesterday at 5pm PDT`, `20:07 EDT`.
//!
//! They mean something only where that moment is known, and less than it was written to mean on a page that
//! was cached, so no rule of the article readers asks for them.

use chrono::{Days, NaiveDateTime, Offset, TimeDelta, TimeZone, Timelike};
use chrono_tz::Tz;
use model::{Certainty, Precision};

use super::clock::{self, Lead};
use super::cursor::{Cursor, Mode};
use super::day::{Day, Form};
use super::phrase::{Phrase, other_zone};
use super::resolve::resolve;
use super::token::tokenise;
use super::zone;
use super::zone_names::Rule;
use super::{DateContext, Flag, Reading};

/// The longest text that is read, in bytes.
const LONGEST: usize = 200;

/// Reads `text` as one time told from [`DateContext::reference`]; `None` without that, or where it is none.
pub fn read_relative(text: &str, context: &DateContext, source: &str) -> Option<Reading> {
    let reference = context.reference?;
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let tokens = tokenise(text);
    let mut c = Cursor::new(text, &tokens, 0, Mode::Whole);
    // A label of a few words: `Posted`, `Last updated:`.
    for _ in 0..4 {
        const LABELS: [&str; 8] =
            ["posted", "published", "updated", "last", "edited", "modified", "reported", "created"];
        c.word_of(&LABELS);
        c.mark(":-–—");
    }
    c.attempt(|c| ago(c, reference, text, source))
        .or_else(|| c.attempt(|c| named_day(c, context, reference, text, source)))
        .or_else(|| c.attempt(|c| clock_alone(c, context, reference, text, source)))
}

const UNITS: [(&[&str], i64, Precision); 5] = [
    (&["second", "seconds", "sec", "secs", "sekunden", "secondes", "segundos"], 1, Precision::Second),
    (&["minute", "minutes", "min", "mins", "minuten", "minutos", "minuto"], 60, Precision::Minute),
    (
        &["hour", "hours", "hr", "hrs", "stunde", "stunden", "heure", "heures", "hora", "horas"],
        3600,
        Precision::Hour,
    ),
    (&["day", "days", "tag", "tagen", "jour", "jours", "dia", "dias"], 86_400, Precision::Day),
    (
        &["week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas"],
        604_800,
        Precision::Day,
    ),
];

/// `2 hours ago`, `an hour ago`, `1 day, 3 hours ago`, `vor 2 Stunden`, `il y a 2 heures`, `hace 2 horas`.
fn ago(c: &mut Cursor, reference: NaiveDateTime, text: &str, source: &str) -> Option<Reading> {
    let in_front = c.word_of(&["vor", "hace", "ha"]).is_some()
        || c.attempt(|c| {
            c.word_of(&["il"])?;
            c.word_of(&["y"])?;
            c.word_of(&["a"])
        })
        .is_some();
    c.word_of(&["about", "over", "almost", "circa", "environ"]);
    let mut seconds = 0_i64;
    let mut precision = None;
    for _ in 0..3 {
        let part = c.attempt(|c| {
            c.mark(",");
            c.word_of(&["and", "und", "et"]);
            let count = match c.word_of(&["a", "an", "one", "einer", "einem", "une", "un", "una"]) {
                Some(_) => 1,
                None => i64::try_from(c.number().filter(|token| token.digits <= 4)?.value).ok()?,
            };
            let (_, unit, precision) = UNITS.iter().find(|(words, ..)| c.word_of(words).is_some())?;
            Some((count * unit, *precision))
        });
        let Some((part, of_part)) = part else { break };
        seconds = seconds.checked_add(part)?;
        precision = Some(of_part);
    }
    let precision = precision?;
    if !in_front {
        c.word_of(&["ago"])?;
    }
    c.mark(".");
    c.is_done().then_some(())?;
    let local = reference.checked_sub_signed(TimeDelta::seconds(seconds))?;
    let cut = match precision {
        Precision::Day => local.date().and_time(chrono::NaiveTime::MIN),
        Precision::Hour => local.with_minute(0)?.with_second(0)?.with_nanosecond(0)?,
        Precision::Minute => local.with_second(0)?.with_nanosecond(0)?,
        _ => local.with_nanosecond(0)?,
    };
    let mut reading = super::resolve::of_reference(cut, precision, text, source);
    reading.flags = vec![Flag::Relative];
    Some(reading)
}

/// `yesterday at 5pm PDT`, `today, 14:32 UTC`, `yesterday`: the day is that of the zone that is written, else
/// of the page's zone, else of UTC.
fn named_day(
    c: &mut Cursor,
    context: &DateContext,
    reference: NaiveDateTime,
    text: &str,
    source: &str,
) -> Option<Reading> {
    let back = match c.word_of(&["today", "heute", "yesterday", "gestern", "hier", "ayer"])?.text {
        text if text.eq_ignore_ascii_case("today") || text.eq_ignore_ascii_case("heute") => 0,
        _ => 1,
    };
    c.mark(",");
    c.word_of(&["at", "um", "a"]);
    let clock = c.attempt(|c| clock::clock(c, Lead::At));
    let zone = if clock.is_some() { c.attempt(|c| zone::zone(c, false)) } else { None };
    c.mark(".");
    c.is_done().then_some(())?;
    let offset_s = zone.as_ref().and_then(|zone| rough_offset(zone.rule, reference));
    let offset_s = offset_s.or_else(|| context.zone.map(|zone| offset_in(zone, reference))).unwrap_or(0);
    let local = reference.checked_add_signed(TimeDelta::seconds(offset_s.into()))?;
    let day = local.date().checked_sub_days(Days::new(back))?;
    read_at(day, clock, zone, context, text, source, Flag::Relative)
}

/// `20:07 EDT (00:07 UTC)`: the latest such time that is not after the reference. Without a zone it says too
/// little.
fn clock_alone(
    c: &mut Cursor,
    context: &DateContext,
    reference: NaiveDateTime,
    text: &str,
    source: &str,
) -> Option<Reading> {
    let clock = clock::clock(c, Lead::Bare).filter(|clock| !clock.is_midnight)?;
    let zone = zone::zone(c, false)?;
    c.attempt(other_zone);
    c.mark(".");
    c.is_done().then_some(())?;
    let offset_s = rough_offset(zone.rule, reference)?;
    let local = reference.checked_add_signed(TimeDelta::seconds(offset_s.into()))?;
    let is_later = (clock.hour, clock.minute, clock.second) > (local.hour(), local.minute(), local.second());
    let day = local.date().checked_sub_days(Days::new(u64::from(is_later)))?;
    read_at(day, Some(clock), Some(zone), context, text, source, Flag::DayInferred)
}

fn read_at(
    day: chrono::NaiveDate,
    clock: Option<clock::Clock>,
    zone: Option<zone::Zone>,
    context: &DateContext,
    text: &str,
    source: &str,
    flag: Flag,
) -> Option<Reading> {
    use chrono::Datelike;
    let (year, month, of_month) = (Some(day.year()), Some(day.month()), Some(day.day()));
    let day = Day { year, month, day: of_month, form: Form::Fixed };
    let phrase =
        Phrase { weekdays: 0, day, clock, zone, last_day: None, last_clock: None, is_day_first: false };
    let mut reading = resolve(&phrase, context, text, source)?;
    if reading.stamp.certainty == Certainty::Stated {
        reading.stamp.certainty = Certainty::Inferred;
    }
    reading.flags.push(flag);
    reading.flags.sort_unstable();
    Some(reading)
}

/// The offset of a written zone about that time, to know which day it is there.
fn rough_offset(rule: Rule, reference: NaiveDateTime) -> Option<i32> {
    match rule {
        Rule::Offset(seconds) | Rule::Season(seconds, _) => Some(seconds),
        Rule::Region(zone) => Some(offset_in(zone, reference)),
        Rule::Several(zones) => zones.first().map(|(seconds, _)| *seconds),
        Rule::Local => None,
    }
}

fn offset_in(zone: Tz, utc: NaiveDateTime) -> i32 {
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()
}
