//! A text that is one date.

use model::{Certainty, Stamp};

use super::cursor::{Cursor, Mode};
use super::token::tokenise;
use super::{DateContext, Flag, Reading, find_readings};
use super::{label, phrase, resolve};

/// The longest text that is read as one date, in bytes.
const LONGEST: usize = 200;

/// Reads `text` as one date; `source` is the rule that found it. Surrounding blanks are ignored, and
/// labels such as `Last updated:` before the date.
///
/// `None` where it is no date, does not exist (31 April), is relative ("2 days ago"), or lacks a year
/// that the context cannot supply.
pub fn parse(text: &str, context: &DateContext, source: &str) -> Option<Stamp> {
    read(text, context, source).map(|reading| reading.stamp)
}

/// As [`parse`], with the reasons for doubt.
pub fn read(text: &str, context: &DateContext, source: &str) -> Option<Reading> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let with_clock = split_digits(text);
    let readable = with_clock.as_deref().unwrap_or(text);
    let tokens = tokenise(readable);
    let mut c = Cursor::new(readable, &tokens, 0, Mode::Whole);
    let bare = c.attempt(whole);
    let phrase = match bare {
        Some(phrase) => phrase,
        None => {
            let continental = label::skip(&mut c);
            let mut phrase = whole(&mut c)?;
            phrase.is_day_first |= continental;
            phrase
        }
    };
    // A range is two dates.
    if phrase.is_range() {
        return None;
    }
    resolve::resolve(&phrase, context, text, source)
}

/// The words of `stamp` again, where they name no year and nothing but the time of collection gave one, with what
/// `context` says of it. `None` where the words are others, or `context` knows no more.
pub fn read_again(stamp: &Stamp, context: &DateContext) -> Option<Stamp> {
    if stamp.certainty != Certainty::Ambiguous || stamp.spread.is_some() {
        return None;
    }
    let inside = find_readings(&stamp.raw, context, &stamp.source).into_iter().next();
    let inside = inside.filter(|(range, _)| *range == (0..stamp.raw.len())).map(|(_, reading)| reading);
    let reading = inside.or_else(|| read(&stamp.raw, context, &stamp.source))?;
    let read = |stamp: &Stamp| (stamp.local, stamp.certainty, stamp.spread);
    let is_new = reading.flags.contains(&Flag::YearInferred) && read(&reading.stamp) != read(stamp);
    is_new.then_some(Stamp { span: stamp.span, ..reading.stamp })
}

/// `20140408143210` and `201404081432` as ISO 8601 writes them, with `T` between day and clock time.
fn split_digits(text: &str) -> Option<String> {
    let plain = matches!(text.len(), 12 | 14) && text.bytes().all(|byte| byte.is_ascii_digit());
    let (day, clock) = text.split_at_checked(8).filter(|_| plain)?;
    Some(format!("{day}T{clock}"))
}

/// A date up to the end of the text, but for marks.
fn whole(c: &mut Cursor) -> Option<phrase::Phrase> {
    let phrase = phrase::phrase(c)?;
    trailing_words(c);
    if phrase.clock.is_some() && phrase.zone.is_some() {
        c.attempt(phrase::other_zone);
    }
    while c.mark(".,;:)]|–—").is_some() {}
    c.is_done().then_some(phrase)
}

/// Words that end a date in some languages: `2014 r.`, `2014 г.`, `2014 р.`, `Uhr`.
fn trailing_words(c: &mut Cursor) {
    c.word_of(&["r", "г", "года", "р", "року", "م", "uhr", "hrs"]);
}
