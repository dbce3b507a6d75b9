//! Days of three numbers whose order is not fixed.

use super::cursor::{Cursor, HYPHENS, Mode};
use super::day::{Day, Form};
use super::year::{century, small, written_year};

/// `04/08/2014`, `8.4.2014`, `08-04-2014`, `4/8/14`, and with blanks behind full stops.
pub(super) fn numbers(c: &mut Cursor) -> Option<Day> {
    let from = c.at;
    let first = small(c)?;
    let loose = if c.mode == Mode::Whole { c.mark("/") } else { None };
    let mark = loose.or_else(|| c.glued_mark("/.")).or_else(|| c.glued_mark(HYPHENS))?;
    let spaced = mark.is_mark(".") || loose.is_some();
    if !spaced && !c.peek(0)?.glued {
        return None;
    }
    let second = small(c)?;
    let separator = mark.text.chars().next()?;
    let separator = if HYPHENS.contains(separator) { '-' } else { separator };
    let short = c.attempt(|c| {
        c.glued_mark(mark.text)?;
        let token = c.glued_number().filter(|token| token.digits == 2)?;
        // Another number behind it: a version, an address, a clock time.
        let goes_on = c.sees_mark(0, "./-:") && c.peek(0)?.glued && c.sees_number(1, 1..=20);
        // In prose 1.5.13 is a version and 6-10-12 a score.
        let likely = c.mode == Mode::Whole || {
            let padded = c.text_from(from).chars().count() == 8;
            match mark.text {
                "/" | "–" => true,
                "." => padded && second <= 12,
                _ => padded,
            }
        };
        (likely && !goes_on).then_some(token.value).and_then(century)
    });
    let year = short.or_else(|| {
        c.attempt(|c| {
            if loose.is_some() { c.mark("/") } else { c.glued_mark(mark.text) }?;
            if !spaced && !c.peek(0)?.glued {
                return None;
            }
            written_year(c)
        })
    });
    // Without a year this is a fraction, a score or a version, unless a clock time follows.
    if year.is_none() && !(separator == '/' && clock_is_near(c)) {
        return None;
    }
    let form = Form::Numbers { separator, short_year: short.is_some() };
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
