//! Days with the year first, in the forms of ISO 8601 and near it.

use super::cursor::{Cursor, Mode};
use super::day::{Day, Form};
use super::named_day::{month_name, ordinal_suffix};
use super::names::Trust;
use super::year::{is_plausible, small, year};

/// `2014-04-08`, `2014/4/8`, `2014. 4. 8.`, `2014-Apr-08`, `2014 April 8`, `2014-098`, `2014-W15-2`.
pub(super) fn year_first(c: &mut Cursor) -> Option<Day> {
    let year = year(c)?;
    if let Some(found) = c.attempt(|c| baltic(c, year)) {
        return Some(found);
    }
    let separator = c.glued_mark("-‐‑–−/.").map(|mark| mark.text);
    if separator == Some("-")
        && let Some(found) = c.attempt(|c| ordinal(c, year)).or_else(|| c.attempt(|c| week(c, year)))
    {
        return Some(found);
    }
    if let Some(month) = month_behind_year(c, separator) {
        c.mark("-./,");
        let day = small(c)?;
        ordinal_suffix(c);
        return Some(Day { year: Some(year), month: Some(month), day: Some(day), form: Form::Fixed });
    }
    let Some(separator) = separator else { return spaced(c, year) };
    let spaced = separator == ".";
    let month = month_number(c, spaced)?;
    if c.glued_mark(separator).is_none() {
        // A year and a month: in prose this is as often a range of numbers.
        let whole = c.mode == Mode::Whole && separator != "." && !c.sees_mark(0, "-/.:");
        let month = whole.then_some(month)?;
        return Some(Day { year: Some(year), month: Some(month), day: None, form: Form::Fixed });
    }
    if !spaced && !c.peek(0)?.glued {
        return None;
    }
    let day = small(c)?;
    if spaced {
        c.glued_mark(".");
    }
    let form = if separator == "-" { Form::Iso } else { Form::Fixed };
    Some(Day { year: Some(year), month: Some(month), day: Some(day), form })
}

/// The rest of `2014 m. balandžio 8 d.` and `2014. gada 8. aprīlis`, behind the year.
fn baltic(c: &mut Cursor, year: i32) -> Option<Day> {
    c.mark(".");
    // Asked of every year: what costs least comes first.
    c.peek(0).filter(|next| next.text.len() <= 6 && next.text.starts_with(['m', 'g']))?;
    c.word_of(&["m", "metu", "gada", "g"])?;
    c.mark(".");
    let (month, day) = c
        .attempt(|c| {
            let month = month_name(c, Trust::Full)?;
            Some((month, small(c)?))
        })
        .or_else(|| {
            c.attempt(|c| {
                let day = small(c)?;
                c.mark(".");
                Some((month_name(c, Trust::Full)?, day))
            })
        })?;
    c.attempt(|c| {
        c.word_of(&["d"])?;
        c.mark(".")
    });
    Some(Day { year: Some(year), month: Some(month), day: Some(day), form: Form::Fixed })
}

/// `2014 04 08`, in a date field only.
fn spaced(c: &mut Cursor, year: i32) -> Option<Day> {
    let pair = c.sees_number(0, 2..=2) && c.sees_number(1, 2..=2) && !c.sees_mark(2, ":");
    (pair && c.mode == Mode::Whole).then_some(())?;
    let month = small(c)?;
    let day = small(c)?;
    Some(Day { year: Some(year), month: Some(month), day: Some(day), form: Form::Fixed })
}

/// In prose "in 2014. May 8 ..." is the end of one sentence and the begin of the next.
fn month_behind_year(c: &mut Cursor, separator: Option<&str>) -> Option<u32> {
    let sentence = c.mode == Mode::Prose && separator == Some(".") && c.peek(0)?.is_capitalised();
    if sentence { None } else { month_name(c, Trust::Full) }
}

fn month_number(c: &mut Cursor, spaced: bool) -> Option<u32> {
    if !spaced && !c.peek(0)?.glued {
        return None;
    }
    small(c).filter(|month| *month <= 12)
}

/// The rest of an ISO 8601 ordinal date, behind `2014-`.
fn ordinal(c: &mut Cursor, year: i32) -> Option<Day> {
    let token = c.glued_number().filter(|token| token.digits == 3)?;
    if c.sees_mark(0, "-/.") {
        return None;
    }
    let date = chrono::NaiveDate::from_yo_opt(year, u32::try_from(token.value).ok()?)?;
    Some(fixed(date))
}

/// The rest of an ISO 8601 week date, behind `2014-`.
fn week(c: &mut Cursor, year: i32) -> Option<Day> {
    c.word_of(&["w"]).filter(|word| word.glued)?;
    let week = c.glued_number().filter(|token| token.digits == 2)?;
    c.glued_mark("-")?;
    let weekday = c.glued_number().filter(|token| token.digits == 1 && (1..=7).contains(&token.value))?;
    let weekday = chrono::Weekday::try_from(u8::try_from(weekday.value - 1).ok()?).ok()?;
    let date = chrono::NaiveDate::from_isoywd_opt(year, u32::try_from(week.value).ok()?, weekday)?;
    Some(fixed(date))
}

fn fixed(date: chrono::NaiveDate) -> Day {
    use chrono::Datelike;
    Day { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()), form: Form::Iso }
}

/// `20140408`, alone or before `T`.
pub(super) fn compact(c: &mut Cursor) -> Option<Day> {
    let token = c.number().filter(|token| token.digits == 8)?;
    let before_clock = c.peek(0).is_some_and(|next| next.glued && next.text.eq_ignore_ascii_case("t"));
    if c.mode == Mode::Prose && !before_clock {
        return None;
    }
    let year = i32::try_from(token.value / 10_000).ok().filter(|year| is_plausible(*year))?;
    let month = u32::try_from(token.value / 100 % 100).ok()?;
    let day = u32::try_from(token.value % 100).ok()?;
    Some(Day { year: Some(year), month: Some(month), day: Some(day), form: Form::Iso })
}
