//! Years, and the small numbers beside them.

use super::cursor::{Cursor, Mode};

/// Years that a page can speak of. Others are placeholders (`0001-01-01`) or not years.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// A page can speak of this year.
pub(super) fn is_plausible(year: i32) -> bool {
    YEARS.contains(&year)
}

/// A year of four digits that stands alone.
pub(super) fn year(c: &mut Cursor) -> Option<i32> {
    c.attempt(|c| {
        let token = c.number().filter(|token| token.digits == 4)?;
        i32::try_from(token.value).ok().filter(|year| is_plausible(*year))
    })
}

/// A year with four digits (Buddhist ones are 543 ahead), or `'14`.
pub(super) fn written_year(c: &mut Cursor) -> Option<i32> {
    let found = c.attempt(|c| {
        let era = c.word_of(&["พ", "พ.ศ", "ค.ศ"]).map(|token| token.text);
        if era.is_some() {
            c.mark(".");
        }
        let token = c.number().filter(|token| token.digits == 4)?;
        let value = i32::try_from(token.value).ok()?;
        match value {
            2443..=2643 => Some(value - 543),
            _ => is_plausible(value).then_some(value),
        }
    });
    found.or_else(|| {
        c.attempt(|c| {
            c.mark("'’‘")?;
            let token = c.glued_number().filter(|token| token.digits == 2)?;
            century(token.value)
        })
    })
}

/// A year with two digits, where hyphens, a clock time behind it or the end of the text make it one.
pub(super) fn short_year(c: &mut Cursor, separated: bool) -> Option<i32> {
    let is_thai = c.previous_few().any(|token| token.text.contains(|c| ('\u{e00}'..='\u{e7f}').contains(&c)));
    c.attempt(|c| {
        let token = c.number().filter(|token| token.digits == 2)?;
        let clock_follows = c.sees_number(0, 1..=2) && c.sees_mark(1, ":") && c.sees_number(2, 2..=2);
        let ends = c.mode == Mode::Whole && c.is_done();
        let is_clock = c.sees_mark(0, ":.h");
        let is_year = (separated || clock_follows || ends) && !is_clock;
        century_in(token.value, is_thai).filter(|_| is_year)
    })
}

/// As [`century`]; in Thailand the years of the Buddhist era are shortened too: `57` is 2557, which is 2014.
fn century_in(value: u64, is_thai: bool) -> Option<i32> {
    match i32::try_from(value).ok()? {
        // The others would be no years of the web, or years to come.
        year @ 33..=89 if is_thai => Some(2500 + year - 543),
        _ => century(value),
    }
}

/// RFC 2822 §4.3: 00 to 49 are of this century.
pub(super) fn century(value: u64) -> Option<i32> {
    let value = i32::try_from(value).ok()?;
    Some(if value < 50 { 2000 + value } else { 1900 + value })
}

/// A number of one or two digits; or of three with a leading zero, as some generators write them.
pub(super) fn small(c: &mut Cursor) -> Option<u32> {
    c.attempt(|c| {
        let token = c.number()?;
        let fits = token.digits <= 2 || (token.digits == 3 && token.text.starts_with('0'));
        u32::try_from(token.value).ok().filter(|value| fits && (1..=31).contains(value))
    })
}
