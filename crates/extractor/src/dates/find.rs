//! Dates inside running text.

use std::ops::Range;

use model::Stamp;

use super::cursor::{Cursor, Mode};
use super::names::meaning_of;
use super::phrase::{Phrase, phrase};
use super::resolve::resolve;
use super::token::{Token, tokenise};
use super::{DateContext, Reading};

/// The longest text that is searched, in bytes; what stands behind it is not read.
const LONGEST: usize = 2 * 1024 * 1024;

/// How many tokens before a number a date can begin: weekday, comma, month, full stop and an article.
const REACH: usize = 6;

/// A date inside a longer text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it says.
    pub stamp: Stamp,
}

/// All dates inside `text`, in order, without overlap. Forms that are hardly a date in prose (a bare
/// year, `2014-04`, `20140408`) are left out. Reads the first 2 MiB.
pub fn find(text: &str, context: &DateContext, source: &str) -> Vec<Found> {
    let readings = find_readings(text, context, source).into_iter();
    readings.map(|(range, reading)| Found { range, stamp: reading.stamp }).collect()
}

/// As [`find`], with the reasons for doubt.
pub fn find_readings(text: &str, context: &DateContext, source: &str) -> Vec<(Range<usize>, Reading)> {
    let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default();
    let tokens = tokenise(text);
    let mut found = Vec::new();
    let mut free = 0;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let hit = if token.is_number() { at_number(text, &tokens, free, at) } else { None };
        let Some((start, end, phrase)) = hit else {
            at += 1;
            continue;
        };
        let c = Cursor::new(text, &tokens, end, Mode::Prose);
        let reading = c.range_from(start).and_then(|range| {
            let raw = text.get(range.clone())?;
            Some((range, resolve(&phrase, context, raw, source)?))
        });
        match reading {
            Some(reading) => {
                found.push(reading);
                at = end;
                free = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The date around the number at `at`, as token range: it begins at the earliest token that can belong.
fn at_number(text: &str, tokens: &[Token], free: usize, at: usize) -> Option<(usize, usize, Phrase)> {
    let first = at.saturating_sub(REACH).max(free);
    (first..=at).filter(|&start| can_begin(tokens, start, at)).find_map(|start| {
        let mut c = Cursor::new(text, tokens, start, Mode::Prose);
        let phrase = phrase(&mut c)?;
        (c.at > at && stands_alone(tokens, start, &c)).then_some((start, c.at, phrase))
    })
}

fn can_begin(tokens: &[Token], start: usize, number: usize) -> bool {
    if start == number {
        return true;
    }
    tokens.get(start).is_some_and(|token| {
        token.is_word() && (meaning_of(token.text).is_some() || BEGINNINGS.contains(&token.text))
    })
}

const BEGINNINGS: [&str; 19] = [
    "平", "令", "民", "星", "周", "週", "noon", "midnight", "Noon", "Midnight", "ngày", "Ngày", "tháng",
    "Tháng", "오후", "오전", "下", "上", "午",
];

/// The date is not a piece of something longer, such as a version, an address or an identifier.
fn stands_alone(tokens: &[Token], start: usize, c: &Cursor) -> bool {
    let Some(first) = tokens.get(start) else { return false };
    begins(tokens, start, first) && ends(first, c)
}

fn begins(tokens: &[Token], start: usize, first: &Token) -> bool {
    let before = start.checked_sub(1).and_then(|at| tokens.get(at)).filter(|_| first.glued);
    let further = start.checked_sub(2).and_then(|at| tokens.get(at));
    // A year that is not understood: without it the day would be one of another year.
    let is_in_year = start
        .checked_sub(1)
        .and_then(|at| tokens.get(at))
        .is_some_and(|token| matches!(token.text, "年" | "년"));
    if is_in_year && further.is_some_and(|further| further.is_number()) {
        return false;
    }
    match before {
        Some(token) if token.is_mark("#$€£") => false,
        // "on:8 April" is fine, "1.2014-04-08" is not.
        Some(token) if token.is_mark("-./:+=") => {
            !(token.glued && further.is_some_and(|further| further.is_number()))
        }
        Some(token) => !token.is_word() || is_cjk(token.text),
        None => true,
    }
}

fn ends(first: &Token, c: &Cursor) -> bool {
    let Some(next) = c.peek(0).filter(|next| next.glued) else { return true };
    match c.peek(1).filter(|after| after.glued && after.is_number()) {
        _ if next.is_number() || next.is_mark("%°") => false,
        // An address goes on behind its date: /2014/04/08/1234.
        Some(_) if next.is_mark("/") => first.digits == 4,
        Some(_) => !next.is_mark(".:"),
        None => !next.is_word() || is_cjk(next.text),
    }
}

fn is_cjk(text: &str) -> bool {
    text.chars().all(|character| matches!(character, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
}
