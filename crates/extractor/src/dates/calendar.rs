//! The day of a date: year, month and day in every order that people write.

use super::cursor::{Cursor, Mode};
use super::names::{is_everyday_word, meaning_of};

/// Year, month and day as far as they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
    pub form: Form,
}

/// What the form says of the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A year, month and day in the order of ISO 8601, with hyphens or nothing between them.
    Iso,
    /// The month is named, or the order is fixed otherwise.
    Fixed,
    /// Two numbers, read as `first/second`: `month` and `day` of the [`Day`] are first and second.
    Numbers { separator: char },
}

/// Years that a page can speak of. Others are placeholders (`0001-01-01`) or not years.
const YEARS: std::ops::RangeInclusive<u64> = 1900..=2100;

/// Reads one day at the cursor.
pub(super) fn day(c: &mut Cursor) -> Option<Day> {
    c.attempt(year_first)
        .or_else(|| c.attempt(ideographic))
        .or_else(|| c.attempt(hangul))
        .or_else(|| c.attempt(compact))
        .or_else(|| c.attempt(month_first))
        .or_else(|| c.attempt(day_first))
        .or_else(|| c.attempt(vietnamese))
        .or_else(|| c.attempt(numbers))
        .or_else(|| c.attempt(year_and_month))
}

/// A year of four digits that stands alone.
pub(super) fn year(c: &mut Cursor) -> Option<i32> {
    c.attempt(|c| {
        let token = c.number()?;
        let year = (token.digits == 4 && YEARS.contains(&token.value)).then_some(token.value)?;
        i32::try_from(year).ok()
    })
}

/// A number of one or two digits; or of three with a leading zero, as some generators write them.
fn small(c: &mut Cursor) -> Option<u32> {
    c.attempt(|c| {
        let token = c.number()?;
        let fits = token.digits <= 2 || (token.digits == 3 && token.text.starts_with('0'));
        u32::try_from(token.value).ok().filter(|value| fits && (1..=31).contains(value))
    })
}

fn month_name(c: &mut Cursor) -> Option<u32> {
    c.attempt(|c| {
        let token = c.word()?;
        let month = meaning_of(token.text)?.month?;
        // "may" and "march" in the middle of a sentence are verbs.
        let doubtful = c.mode == Mode::Prose && is_everyday_word(token.text) && !token.is_capitalised();
        (!doubtful).then_some(month)
    })
}

const HYPHENS: &str = "-‐‑–—−";

/// `2014-04-08`, `2014/4/8`, `2014. 4. 8.`, `2014-Apr-08`, `2014 April 8`, `2014-098`, `2014-W15-2`.
fn year_first(c: &mut Cursor) -> Option<Day> {
    let year = year(c)?;
    let separator = c.glued_mark("-‐‑–−/.").map(|mark| mark.text);
    if separator == Some("-") {
        if let Some(found) = c.attempt(|c| ordinal(c, year)).or_else(|| c.attempt(|c| week(c, year))) {
            return Some(found);
        }
    }
    if let Some(month) = month_name(c) {
        c.mark("-./,");
        let day = small(c)?;
        ordinal_suffix(c);
        return Some(Day { year: Some(year), month: Some(month), day: Some(day), form: Form::Fixed });
    }
    let separator = separator?;
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
fn compact(c: &mut Cursor) -> Option<Day> {
    let token = c.number().filter(|token| token.digits == 8)?;
    let before_clock = c.peek(0).is_some_and(|next| next.glued && next.text.eq_ignore_ascii_case("t"));
    if c.mode == Mode::Prose && !before_clock {
        return None;
    }
    let year = token.value / 10_000;
    let month = u32::try_from(token.value / 100 % 100).ok()?;
    let day = u32::try_from(token.value % 100).ok()?;
    let year = YEARS.contains(&year).then_some(i32::try_from(year).ok()?);
    year.map(|year| Day { year: Some(year), month: Some(month), day: Some(day), form: Form::Iso })
}

/// `2014年4月8日`, `4月8日`, `平成26年4月8日`.
fn ideographic(c: &mut Cursor) -> Option<Day> {
    let year = c.attempt(|c| {
        let year = era(c).or_else(|| year(c))?;
        c.word_of(&["年"])?;
        Some(year)
    });
    let month = small(c).filter(|month| *month <= 12)?;
    c.word_of(&["月"])?;
    let day = c.attempt(|c| {
        let day = small(c)?;
        c.word_of(&["日", "号", "號"])?;
        Some(day)
    });
    if year.is_none() && day.is_none() {
        return None;
    }
    Some(Day { year, month: Some(month), day, form: Form::Fixed })
}

/// A year of the Japanese eras in use since 1989.
fn era(c: &mut Cursor) -> Option<i32> {
    c.attempt(|c| {
        let base = c.characters("令和").map(|()| 2018).or_else(|| c.characters("平成").map(|()| 1988))?;
        let token = c.number().filter(|token| (1..=40).contains(&token.value))?;
        Some(base + i32::try_from(token.value).ok()?)
    })
}

/// `2014년 4월 8일`, `4월 8일`.
fn hangul(c: &mut Cursor) -> Option<Day> {
    let year = c.attempt(|c| {
        let year = year(c)?;
        c.word_of(&["년"])?;
        Some(year)
    });
    let month = small(c).filter(|month| *month <= 12)?;
    c.word_of(&["월"])?;
    let day = c.attempt(|c| {
        let day = small(c)?;
        c.word_of(&["일"])?;
        Some(day)
    });
    if year.is_none() && day.is_none() {
        return None;
    }
    Some(Day { year, month: Some(month), day, form: Form::Fixed })
}

/// `April 8, 2014`, `Apr. 8th 2014`, `April the 8th`, `Apr-08-2014`, `April 8`.
fn month_first(c: &mut Cursor) -> Option<Day> {
    let month = month_name(c)?;
    c.mark("./").or_else(|| c.mark(HYPHENS));
    c.word_of(&["the"]);
    let day = small(c)?;
    ordinal_suffix(c);
    if c.sees_mark(0, ":") {
        return None;
    }
    let year = c.attempt(|c| {
        c.mark(",./").or_else(|| c.mark(HYPHENS));
        c.word_of(&["of", "de", "del"]);
        written_year(c)
    });
    Some(Day { year, month: Some(month), day: Some(day), form: Form::Fixed })
}

/// `8 April 2014`, `8. April 2014`, `8th of April, 2014`, `8 de abril de 2014`, `08-Apr-14`, `8 April`.
fn day_first(c: &mut Cursor) -> Option<Day> {
    let day = small(c)?;
    ordinal_suffix(c);
    c.mark("./,").or_else(|| c.glued_mark(HYPHENS));
    c.word_of(&["of", "de", "di", "del", "d", "ta"]);
    c.mark("'’");
    let month = month_name(c)?;
    let year = c.attempt(|c| {
        let separated = c.mark(",./").or_else(|| c.mark(HYPHENS)).filter(|mark| mark.glued);
        c.word_of(&["of", "de", "del", "do"]);
        written_year(c).or_else(|| short_year(c, separated.is_some_and(|mark| !mark.is_mark(",."))))
    });
    Some(Day { year, month: Some(month), day: Some(day), form: Form::Fixed })
}

/// A year with four digits (Buddhist ones are 543 ahead), or `'14`.
fn written_year(c: &mut Cursor) -> Option<i32> {
    let found = c.attempt(|c| {
        let era = c.word_of(&["พ", "พ.ศ", "ค.ศ"]).map(|token| token.text);
        if era.is_some() {
            c.mark(".");
        }
        let token = c.number().filter(|token| token.digits == 4)?;
        let value = i32::try_from(token.value).ok()?;
        match token.value {
            2443..=2643 => Some(value - 543),
            value_of if YEARS.contains(&value_of) => Some(value),
            _ => None,
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

/// A year with two digits, where hyphens or a clock time behind it make it one.
fn short_year(c: &mut Cursor, separated: bool) -> Option<i32> {
    c.attempt(|c| {
        let token = c.number().filter(|token| token.digits == 2)?;
        let clock_follows = c.sees_number(0, 1..=2) && c.sees_mark(1, ":") && c.sees_number(2, 2..=2);
        let is_clock = c.sees_mark(0, ":.h");
        ((separated || clock_follows) && !is_clock).then_some(token.value).and_then(century)
    })
}

/// RFC 2822 §4.3: 00 to 49 are of this century.
fn century(value: u64) -> Option<i32> {
    let value = i32::try_from(value).ok()?;
    Some(if value < 50 { 2000 + value } else { 1900 + value })
}

fn ordinal_suffix(c: &mut Cursor) {
    const SUFFIXES: [&str; 14] =
        ["st", "nd", "rd", "th", "º", "ª", "o", "er", "re", "e", "de", "ste", "го", "a"];
    c.attempt(|c| {
        c.peek(0).filter(|token| token.glued)?;
        c.word_of(&SUFFIXES)
    });
    c.attempt(|c| {
        c.glued_mark(":-")?;
        c.word_of(&["e", "a", "го", "е"]).filter(|word| word.glued)
    });
}

/// `ngày 8 tháng 4 năm 2014`, `8 tháng 4, 2014`.
fn vietnamese(c: &mut Cursor) -> Option<Day> {
    c.word_of(&["ngay"]);
    let day = small(c)?;
    c.mark(",");
    c.word_of(&["thang"])?;
    let month = small(c).filter(|month| *month <= 12)?;
    let year = c.attempt(|c| {
        c.mark(",/");
        c.word_of(&["nam"]);
        year(c)
    });
    Some(Day { year, month: Some(month), day: Some(day), form: Form::Fixed })
}

/// `04/08/2014`, `8.4.2014`, `08-04-2014`, `4/8/14`, and with blanks behind full stops.
fn numbers(c: &mut Cursor) -> Option<Day> {
    let first = small(c)?;
    let mark = c.glued_mark("/.").or_else(|| c.glued_mark(HYPHENS))?;
    let spaced = mark.is_mark(".");
    let padded = c.previous().is_some() && spaced;
    if !spaced && !c.peek(0)?.glued {
        return None;
    }
    let second = small(c)?;
    let separator = mark.text.chars().next()?;
    let form = Form::Numbers { separator: if HYPHENS.contains(separator) { '-' } else { separator } };
    let year = c.attempt(|c| {
        c.glued_mark(mark.text)?;
        if !spaced && !c.peek(0)?.glued {
            return None;
        }
        let two = c.sees_number(0, 2..=2);
        let tail = c.sees_mark(1, "./-:") && c.peek(1).is_some_and(|token| token.glued);
        if two && !tail && (padded || !spaced) {
            return century(c.number()?.value);
        }
        written_year(c)
    });
    // Without a year this is a fraction, a score or a version, unless a clock time follows.
    if year.is_none() && !(separator == '/' && clock_is_near(c)) {
        return None;
    }
    Some(Day { year, month: Some(first), day: Some(second), form })
}

fn clock_is_near(c: &Cursor) -> bool {
    let skip = usize::from(c.sees_mark(0, ","));
    let skip = skip + usize::from(c.peek(skip).is_some_and(|token| token.text == "at" || token.text == "@"));
    c.sees_number(skip, 1..=2)
        && c.sees_mark(skip + 1, ":")
        && c.sees_number(skip + 2, 2..=2)
        && c.peek(skip).is_some_and(|token| !token.glued)
}

/// `April 2014`, `Apr. 2014`, `avril de 2014`, and in a date field `04/2014` and `2014`.
fn year_and_month(c: &mut Cursor) -> Option<Day> {
    let named = c.attempt(|c| {
        let month = month_name(c)?;
        c.mark(".,/-");
        c.word_of(&["of", "de", "del"]);
        Some((month, written_year(c)?))
    });
    if let Some((month, year)) = named {
        return Some(Day { year: Some(year), month: Some(month), day: None, form: Form::Fixed });
    }
    if c.mode == Mode::Prose {
        return None;
    }
    let numbered = c.attempt(|c| {
        let month = small(c).filter(|month| *month <= 12)?;
        c.glued_mark("/.-")?;
        Some((month, year(c)?))
    });
    match numbered {
        Some((month, year)) => {
            Some(Day { year: Some(year), month: Some(month), day: None, form: Form::Fixed })
        }
        None => year(c).map(|year| Day { year: Some(year), month: None, day: None, form: Form::Fixed }),
    }
}
