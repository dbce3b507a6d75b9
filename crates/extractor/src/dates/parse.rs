//! A text that is one date.

use model::Stamp;

use super::DateContext;
use super::cursor::{Cursor, Mode};
use super::token::tokenise;
use super::{label, phrase, resolve};

/// The longest text that is read as one date, in bytes.
const LONGEST: usize = 200;

/// Reads `text` as one date; `source` is the rule that found it. Surrounding blanks are ignored, and
/// labels such as `Last updated:` before the date.
///
/// `None` where it is no date, does not exist (31 April), is relative ("2 days ago"), or lacks a year
/// that the context cannot supply.
pub fn parse(text: &str, context: &DateContext, source: &str) -> Option<Stamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let tokens = tokenise(text);
    let mut c = Cursor::new(text, &tokens, 0, Mode::Whole);
    let bare = c.attempt(whole);
    let phrase = match bare {
        Some(phrase) => phrase,
        None => {
            label::skip(&mut c);
            whole(&mut c)?
        }
    };
    // A range is two dates.
    if phrase.is_range {
        return None;
    }
    resolve::resolve(&phrase, context, text, source)
}

/// A date up to the end of the text, but for marks.
fn whole(c: &mut Cursor) -> Option<phrase::Phrase> {
    let phrase = phrase::phrase(c)?;
    trailing_words(c);
    while c.mark(".,;:)|–—").is_some() {}
    c.is_done().then_some(phrase)
}

/// Words that end a date in some languages: `2014 r.`, `2014 г.`, `2014 р.`, `Uhr`.
fn trailing_words(c: &mut Cursor) {
    c.word_of(&["r", "г", "года", "р", "року", "uhr", "hrs"]);
}
