//! Days of the solar calendar of Iran, which has only one reading where its months are named or its digits are Persian.

use chrono::{Datelike, Days, NaiveDate};

use super::cursor::Cursor;
use super::day::{Day, Form};
use super::year::small;

/// Years that a page can speak of, 1991 to 2071: from before and after them the rule for leap years is not sure.
const YEARS: std::ops::RangeInclusive<u64> = 1370..=1450;

/// `۱۹ فروردین ۱۳۹۳`, and in Persian digits `۱۳۹۳/۰۱/۱۹`.
pub(super) fn persian(c: &mut Cursor) -> Option<Day> {
    let (year, month, day) = c.attempt(named).or_else(|| c.attempt(numbers))?;
    let date = gregorian(year, month, day)?;
    Some(Day { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()), form: Form::Fixed })
}

fn named(c: &mut Cursor) -> Option<(u32, u32, u32)> {
    const MONTHS: [&str; 12] = [
        "فروردین",
        "اردیبهشت",
        "خرداد",
        "تیر",
        "مرداد",
        "شهریور",
        "مهر",
        "آبان",
        "آذر",
        "دی",
        "بهمن",
        "اسفند",
    ];
    let day = small(c)?;
    let word = c.word()?.text;
    let month = (1..).zip(MONTHS).find(|(_, name)| *name == word).map(|(month, _)| month)?;
    c.mark("،,");
    Some((year(c)?, month, day))
}

fn numbers(c: &mut Cursor) -> Option<(u32, u32, u32)> {
    c.peek(0).filter(|token| token.text.starts_with(|first| ('۰'..='۹').contains(&first)))?;
    let year = year(c)?;
    let separator = c.glued_mark("/-")?.text;
    let month = small(c).filter(|month| *month <= 12)?;
    c.glued_mark(separator)?;
    Some((year, month, small(c)?))
}

fn year(c: &mut Cursor) -> Option<u32> {
    let token = c.number().filter(|token| token.digits == 4 && YEARS.contains(&token.value))?;
    u32::try_from(token.value).ok()
}

/// The day in the calendar of everybody else. Eight years of each 33 are leap years.
fn gregorian(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    const LEAP: [u32; 8] = [1, 5, 9, 13, 17, 22, 26, 30];
    let is_leap = |year: u32| LEAP.contains(&(year % 33));
    let longest = match month {
        1..=6 => 31,
        7..=11 => 30,
        _ => 29 + u32::from(is_leap(year)),
    };
    if day > longest {
        return None;
    }
    let whole: u32 = (1370..year).map(|year| 365 + u32::from(is_leap(year))).sum();
    let of_year = (month - 1) * 30 + (month - 1).min(6) + day - 1;
    NaiveDate::from_ymd_opt(1991, 3, 21)?.checked_add_days(Days::new(u64::from(whole + of_year)))
}

#[cfg(test)]
mod tests {
    use super::gregorian;

    #[test]
    fn the_years_begin_in_march() {
        for ((year, month, day), expected) in [
            ((1370, 1, 1), "1991-03-21"),
            ((1375, 1, 1), "1996-03-20"),
            ((1391, 12, 30), "2013-03-20"),
            ((1393, 1, 19), "2014-04-08"),
            ((1399, 12, 30), "2021-03-20"),
            ((1400, 1, 1), "2021-03-21"),
            ((1403, 1, 1), "2024-03-20"),
            ((1403, 12, 30), "2025-03-20"),
            ((1404, 7, 1), "2025-09-23"),
        ] {
            assert_eq!(gregorian(year, month, day).map(|date| date.to_string()).as_deref(), Some(expected));
        }
        assert_eq!(gregorian(1402, 12, 30), None);
        assert_eq!(gregorian(1402, 7, 31), None);
    }
}
