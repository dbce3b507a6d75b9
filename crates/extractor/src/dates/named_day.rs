//! Days whose month is written as a name.

use super::clock::{Lead, clock};
use super::cursor::{Cursor, HYPHENS, Mode};
use super::day::{Day, Form};
use super::fold::fold;
use super::names::{Trust, meaning_of, trust_in};
use super::year::{short_year, small, written_year, year};

/// `April 8, 2014`, `Apr. 8th 2014`, `April the 8th`, `Apr-08-2014`, `April 8`.
pub(super) fn month_first(c: &mut Cursor) -> Option<Day> {
    let month = month_name(c, Trust::Full)?;
    c.mark("./").or_else(|| c.mark(HYPHENS));
    c.word_of(&["the"]);
    let day = small(c)?;
    ordinal_suffix(c);
    // A clock time; the colon of `April 10: all of it was patched` ends a label.
    if c.sees_mark(0, ":") && c.peek(1).is_some_and(|next| next.glued && next.is_number()) {
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
///
/// The number before a month counts something else where another day stands behind the month, or where a comma parts
/// the two and no year follows: `Update 2, April 10`, `Part 3, April`.
pub(super) fn day_first(c: &mut Cursor) -> Option<Day> {
    let is_counted = is_counted(c);
    let day = small(c)?;
    ordinal_suffix(c);
    let mark = c.mark("./,").or_else(|| c.glued_mark(HYPHENS));
    c.word_of(&["of", "de", "di", "del", "d", "ta"]);
    c.mark("'’");
    let month = month_name(c, Trust::BetweenNumbers)?;
    // `نيسان/أبريل`: the month by its names in two lands.
    c.attempt(|c| {
        c.mark("/(")?;
        let same = month_name(c, Trust::Full).filter(|same| *same == month);
        c.mark(")");
        same
    });
    if is_day_behind(c, mark.map(|mark| mark.text), is_counted) {
        return None;
    }
    let year = c.attempt(|c| {
        let separated = c.mark(",./").or_else(|| c.mark(HYPHENS)).filter(|mark| mark.glued);
        c.word_of(&["of", "de", "del", "do"]);
        written_year(c).or_else(|| short_year(c, separated.is_some_and(|mark| !mark.is_mark(",."))))
    });
    let is_parted = mark.is_some_and(|mark| mark.is_mark(","));
    if is_parted && (is_counted || year.is_none()) {
        return None;
    }
    Some(Day { year, month: Some(month), day: Some(day), form: Form::Fixed })
}

/// Whether the word before the number is of what is numbered: `Update 2`, `Issue 4`. `Last update 8 April` says when.
fn is_counted(c: &Cursor) -> bool {
    const COUNTED: [&str; 33] = [
        "update",
        "upd",
        "edit",
        "issue",
        "vol",
        "volume",
        "no",
        "nr",
        "number",
        "part",
        "episode",
        "chapter",
        "section",
        "release",
        "edition",
        "step",
        "phase",
        "round",
        "revision",
        "bulletin",
        "advisory",
        "notice",
        "aktualisierung",
        "nachtrag",
        "teil",
        "folge",
        "ausgabe",
        "numero",
        "partie",
        "parte",
        "capitulo",
        "aktualizacja",
        "note",
    ];
    let mut before =
        c.previous_few().collect::<Vec<_>>().into_iter().rev().filter(|token| !token.is_mark("."));
    let is = |token: &super::token::Token, words: &[&str]| {
        token.is_word() && token.text.len() <= 40 && words.contains(&fold(token.text).as_str())
    };
    let counts = before.next().is_some_and(|token| is(token, &COUNTED));
    counts && !before.next().is_some_and(|token| is(token, &["last", "latest", "letzte", "ultimo", "ultima"]))
}

/// Whether the number behind the month, and not the one before it, is the day. It is none where it is a clock time, or
/// the year in two digits.
fn is_day_behind(c: &Cursor, mark: Option<&str>, is_counted: bool) -> bool {
    let (mut ahead, mut at_clock) = (*c, *c);
    if small(&mut ahead).is_none() || clock(&mut at_clock, Lead::Bare).is_some() {
        return false;
    }
    let is_ordinal =
        ahead.peek(0).is_some_and(|next| next.glued && ["st", "nd", "rd", "th"].contains(&next.text));
    let has_year = ahead.attempt(|c| {
        c.mark(",");
        written_year(c)
    });
    if is_ordinal || has_year.is_some() {
        return true;
    }
    match mark {
        // `8. April 14 neue Server`: the full stop is that of an ordinal, unless the number ends what is said.
        Some(".") => c.mode == Mode::Prose && !ahead.peek(0).is_some_and(|next| next.is_word()),
        Some("," | "/") => true,
        _ => is_counted && c.mode == Mode::Prose,
    }
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
        let Some(month) = meaning_of(token.text).and_then(|meaning| meaning.month) else {
            return levantine(c, token.text);
        };
        let between_numbers =
            least == Trust::BetweenNumbers && (c.sees_number(0, 4..=4) || is_named_twice(c, month));
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

/// Whether the same month stands behind a slash by another name: `آب/أغسطس`.
fn is_named_twice(c: &Cursor, month: u32) -> bool {
    let other = || c.peek(1).filter(|next| next.is_word()).and_then(|next| meaning_of(next.text)?.month);
    c.sees_mark(0, "/(") && other() == Some(month)
}

/// A month of the Levant whose name is two words, behind the first of them: `تشرين الأول`.
fn levantine(c: &mut Cursor, first: &str) -> Option<u32> {
    let months = match first {
        "كانون" => [12, 1],
        "تشرين" => [10, 11],
        _ => return None,
    };
    let is_second = c.word_of(&["الأول", "الاول"]).is_none();
    if is_second {
        c.word_of(&["الثاني", "الثانى"])?;
    }
    months.get(usize::from(is_second)).copied()
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
