//! Days whose month is written as a name.

use super::cursor::{Cursor, HYPHENS, Mode};
use super::day::{Day, Form};
use super::names::{Trust, meaning_of, trust_in};
use super::year::{short_year, small, written_year, year};

/// `April 8, 2014`, `Apr. 8th 2014`, `April the 8th`, `Apr-08-2014`, `April 8`.
pub(super) fn month_first(c: &mut Cursor) -> Option<Day> {
    let month = month_name(c, Trust::Full)?;
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
pub(super) fn day_first(c: &mut Cursor) -> Option<Day> {
    let day = small(c)?;
    ordinal_suffix(c);
    c.mark("./,").or_else(|| c.glued_mark(HYPHENS));
    c.word_of(&["of", "de", "di", "del", "d", "ta"]);
    c.mark("'’");
    let month = month_name(c, Trust::BetweenNumbers)?;
    let year = c.attempt(|c| {
        let separated = c.mark(",./").or_else(|| c.mark(HYPHENS)).filter(|mark| mark.glued);
        c.word_of(&["of", "de", "del", "do"]);
        written_year(c).or_else(|| short_year(c, separated.is_some_and(|mark| !mark.is_mark(",."))))
    });
    Some(Day { year, month: Some(month), day: Some(day), form: Form::Fixed })
}

/// `April 2014`, `Apr. 2014`, `avril de 2014`, and in a date field `04/2014` and `2014`.
pub(super) fn year_and_month(c: &mut Cursor) -> Option<Day> {
    let named = c.attempt(|c| {
        let month = month_name(c, Trust::Full)?;
        // In French and Swedish March is written small; this is the planet.
        c.previous().filter(|word| c.mode == Mode::Whole || word.text != "Mars")?;
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

/// The name of a month; in prose one that needs no more than `least` to be trusted.
pub(super) fn month_name(c: &mut Cursor, least: Trust) -> Option<u32> {
    c.attempt(|c| {
        let token = c.word()?;
        let month = meaning_of(token.text)?.month?;
        let between_numbers = least == Trust::BetweenNumbers && c.sees_number(0, 4..=4);
        let trusted = match trust_in(token.text) {
            _ if c.mode == Mode::Whole => true,
            Trust::Full => true,
            Trust::Capitalised => token.is_capitalised() || between_numbers,
            Trust::BetweenNumbers => between_numbers,
            Trust::Never => false,
        };
        trusted.then_some(month)
    })
}

/// Steps over `st`, `th`, `º`, `er` behind a day.
pub(super) fn ordinal_suffix(c: &mut Cursor) {
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
