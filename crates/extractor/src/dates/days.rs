//! The day that a date means, and the other days that it can mean: the context supplies the year and the order, and
//! the weekday has to agree.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use model::Certainty;

use super::day::{Day, Form};
use super::phrase::Phrase;
use super::resolve::worse;
use super::{Anchor, DateContext, DayOrder, Flag};

/// A day that is further from the one that names the year than this many days could as well be of the year beside it.
const NEAR: u64 = 150;

/// The days that a date can mean.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// The most probable one.
    pub date: NaiveDate,
    pub certainty: Certainty,
    /// The others.
    pub others: Vec<NaiveDate>,
    /// There are further days that it can mean, and nobody can say which.
    pub is_open: bool,
}

/// The days that `phrase` can mean. The reasons for doubt are added to `flags`.
pub(super) fn days(phrase: &Phrase, context: &DateContext, flags: &mut Vec<Flag>) -> Option<Told> {
    let (a, b) = (phrase.day.month.unwrap_or(1), phrase.day.day.unwrap_or(1));
    let Form::Numbers { separator, short_year } = phrase.day.form else {
        let told = in_year(phrase, context, a, b)?;
        return Some(flagged(phrase, told, flags));
    };
    let told = numbers(phrase, context, separator)?;
    if !told.others.is_empty() {
        flags.push(Flag::AmbiguousDayMonth);
    }
    let mut told = flagged(phrase, told, flags);
    let beginning =
        if short_year && phrase.weekdays == 0 { with_year_first(phrase.day, context) } else { None };
    let Some(year_first) = beginning else { return Some(told) };
    let is_late = is_late(told.date, context);
    if !is_late && (context.order != DayOrder::Unknown || phrase.is_day_first) {
        let certainty = worse(told.certainty, Certainty::Inferred);
        return Some(Told { certainty, ..told });
    }
    flags.push(Flag::AmbiguousYear);
    told.certainty = Certainty::Ambiguous;
    told.others.push(year_first);
    if is_late && let Some(other) = told.others.last_mut() {
        std::mem::swap(&mut told.date, other);
    }
    Some(told)
}

/// Says why the day in its year is not certain.
fn flagged(phrase: &Phrase, told: Told, flags: &mut Vec<Flag>) -> Told {
    if phrase.day.year.is_none() {
        flags.push(Flag::YearInferred);
    }
    if !agrees(phrase, told.date) {
        flags.push(Flag::WeekdayConflict);
    }
    told
}

/// `14-04-08` can be 2014-04-08 too, where that is not later than the document.
fn with_year_first(day: Day, context: &DateContext) -> Option<NaiveDate> {
    let year = 2000 + i32::try_from(day.month?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, day.day?, u32::try_from(day.year? % 100).ok()?)?;
    (!is_late(date, context)).then_some(date)
}

/// Two numbers and a year: the order is what the numbers, the weekday or the page say. Where both orders exist and
/// nothing decides, the other day is one of the others.
fn numbers(phrase: &Phrase, context: &DateContext, separator: char) -> Option<Told> {
    let (a, b) = (phrase.day.month?, phrase.day.day?);
    let day_first = in_year(phrase, context, b, a);
    let month_first = in_year(phrase, context, a, b);
    let (day_first, month_first) = match (day_first, month_first) {
        (Some(one), Some(other)) if one.date != other.date => (one, other),
        (one, other) => return one.or(other),
    };
    // A weekday that fits only one reading decides.
    match (fits(phrase.weekdays, day_first.date), fits(phrase.weekdays, month_first.date)) {
        (true, false) => return Some(day_first),
        (false, true) => return Some(month_first),
        _ => {}
    }
    let by_page = |told: Told| Told { certainty: worse(told.certainty, Certainty::Inferred), ..told };
    // An order that leads to a day after the document was read is not the one that this date follows.
    let is_refuted =
        |by_order: &Told, other: &Told| is_late(by_order.date, context) && !is_late(other.date, context);
    match context.order {
        DayOrder::DayFirst if is_refuted(&day_first, &month_first) => {}
        DayOrder::MonthFirst if is_refuted(&month_first, &day_first) => {}
        DayOrder::DayFirst => return Some(by_page(day_first)),
        DayOrder::MonthFirst => return Some(by_page(month_first)),
        DayOrder::Unknown if phrase.is_day_first => return Some(by_page(day_first)),
        DayOrder::Unknown => {}
    }
    let (probable, other) =
        if separator == '/' { (month_first, day_first) } else { (day_first, month_first) };
    // A reading that lies after the document was read is the less probable one.
    let is_swapped = is_late(probable.date, context) && !is_late(other.date, context);
    let (chosen, other) = if is_swapped { (other, probable) } else { (probable, other) };
    Some(Told {
        date: chosen.date,
        certainty: Certainty::Ambiguous,
        others: vec![other.date],
        is_open: chosen.is_open || other.is_open,
    })
}

fn fits(weekdays: u8, date: NaiveDate) -> bool {
    weekdays & (1 << date.weekday().num_days_from_monday()) != 0
}

/// Whether the written weekday, where there is one, is that of the date.
fn agrees(phrase: &Phrase, date: NaiveDate) -> bool {
    phrase.weekdays == 0 || phrase.day.day.is_none() || fits(phrase.weekdays, date)
}

fn is_late(date: NaiveDate, context: &DateContext) -> bool {
    let last = context.reference.and_then(|reference| reference.date().checked_add_days(Days::new(1)));
    last.is_some_and(|last| date > last)
}

/// The day in its year; where none is written, in the year that the document says elsewhere, else in the latest
/// year that is not after the reference.
fn in_year(phrase: &Phrase, context: &DateContext, month: u32, day: u32) -> Option<Told> {
    // Of a weekday that is not that of the day, nobody knows which of the two is wrong.
    let told = |date: NaiveDate, certainty: Certainty| {
        let agrees = agrees(phrase, date);
        let certainty = if agrees { certainty } else { Certainty::Ambiguous };
        Told { date, certainty, others: Vec::new(), is_open: certainty == Certainty::Ambiguous }
    };
    if let Some(year) = phrase.day.year {
        return Some(told(NaiveDate::from_ymd_opt(year, month, day)?, Certainty::Stated));
    }
    if let Some(date) = anchored(context, month, day) {
        return Some(told(date, Certainty::Inferred));
    }
    // The latest year of a document that says when it was made is the year meant; the time of collection says no
    // more than that it was not later.
    let certainty =
        if context.anchor == Anchor::Document { Certainty::Inferred } else { Certainty::Ambiguous };
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
            return Some(told(date, certainty));
        }
        latest = latest.or(Some(date));
    }
    latest.map(|date| told(date, Certainty::Ambiguous))
}

/// The day in the year that another date of the document gives; `None` where none does, or where that is no year in
/// which it can have been written.
fn anchored(context: &DateContext, month: u32, day: u32) -> Option<NaiveDate> {
    let years = |from: NaiveDate| {
        let years = (from.year().checked_sub(1)?, from.year().checked_add(1)?);
        Some((years.0..=years.1).filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)))
    };
    let date = match context.anchor {
        Anchor::Collection | Anchor::Document => return None,
        Anchor::Near(near) => {
            let date = years(near)?.min_by_key(|date| (*date - near).num_days().abs())?;
            let apart = (date - near).num_days().unsigned_abs();
            (apart <= NEAR).then_some(date)?
        }
        Anchor::Since(since) => {
            // The day before is that of another zone.
            let first = since.checked_sub_days(Days::new(1))?;
            let last = since.checked_add_days(Days::new(365))?;
            years(since)?.find(|date| (first..=last).contains(date))?
        }
    };
    (!is_late(date, context)).then_some(date)
}
