//! Sentences, each with its place and what stands over it.

use std::ops::Range;

use super::lines::{Form, units};
use super::names::Names;
use super::plain::{Plain, SELF_NAME};
use super::tokens::tokens;

/// A sentence of a text.
#[derive(Debug, Clone)]
pub(in crate::signals) struct Sentence {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Its plain form.
    pub plain: Plain,
    /// Whether it asks.
    pub question: bool,
    /// Whether it is a heading, and says nothing by itself.
    pub heading: bool,
    /// Whether it stands over what follows, as headings do and items of lists may.
    pub stands_over: bool,
    /// Index of the heading over it among the sentences; of a heading, that of the section which it is a part of.
    pub under: Option<usize>,
}

/// How deep a heading stands that is not marked as one: under all that are.
const UNMARKED: usize = usize::MAX;

/// Words that make a short line a sentence of its own, such as an item of a list.
const FINITE: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "do", "did", "does", "should", "must", "can",
    "may", "we", "please",
];

/// Whether a word is a time of day: what begins so is an entry of a timeline.
fn is_clock(word: &str) -> bool {
    word.split_once(':').is_some_and(|(hour, rest)| {
        !hour.is_empty()
            && hour.len() <= 2
            && hour.bytes().chain(rest.bytes().take(2)).all(|byte| byte.is_ascii_digit())
    })
}

/// Whether a line tells the reader what release to move to: no heading says so.
fn is_order(plain: &Plain) -> bool {
    let mut words = plain.words();
    let first = words.next();
    let second = words.next();
    matches!(first, Some("upgrade" | "update" | "downgrade"))
        && matches!(second, Some("to" | "your" | SELF_NAME))
        && !matches!(words.next(), None | Some("this"))
}

/// Texts are read so far, in sentences; what is longer is no statement, and is not assessed as a whole.
const MOST_SENTENCES: usize = 5_000;

/// The sentences of `text`, in order.
pub(in crate::signals) fn sentences(text: &str, names: &Names) -> Vec<Sentence> {
    let mut all: Vec<Sentence> = Vec::new();
    // The headings over what comes next, from the section down to the part of it, each with its depth.
    let mut over: Vec<(usize, usize)> = Vec::new();
    for unit in units(text) {
        let written = text.get(unit.range.clone()).unwrap_or_default();
        let words = tokens(written, unit.range.start);
        let stands_over = unit.form == Form::Heading;
        let marks = written.trim_start().bytes().take_while(|byte| *byte == b'#').count();
        let depth = if marks == 0 { UNMARKED } else { marks };
        if stands_over {
            over.retain(|(_, other)| *other < depth);
        }
        let under = over.last().map(|(at, _)| *at);
        let before = all.len();
        let mut begun = 0;
        for at in 0..words.len() {
            let last = at + 1 == words.len();
            if !last && !ends(&words, at, text) && !is_long(&words, begun, at) {
                continue;
            }
            let part = words.get(begun..=at).unwrap_or_default();
            begun = at + 1;
            let (Some((_, first)), Some((sign, end))) = (part.first(), part.last()) else { continue };
            let plain = Plain::of(part, names);
            if plain.words().next().is_none() {
                continue;
            }
            let question = *sign == "?" || part.iter().rev().take(2).any(|(sign, _)| *sign == "?");
            let is_heading = || {
                let says =
                    plain.words().any(|word| FINITE.contains(&word) || is_clock(word)) || is_order(&plain);
                let whole = marks == 0 || (*sign == "." && says);
                !whole || question || !says
            };
            let heading = stands_over && is_heading();
            all.push(Sentence { range: first.start..end.end, plain, question, heading, stands_over, under });
        }
        if stands_over && all.len() > before {
            over.push((all.len() - 1, depth));
        }
        if all.len() >= MOST_SENTENCES {
            break;
        }
    }
    all
}

/// Whether `sentences` are all that `text` holds.
pub(in crate::signals) fn are_all(sentences: &[Sentence], text: &str) -> bool {
    let end = sentences.last().filter(|_| sentences.len() >= MOST_SENTENCES).map(|last| last.range.end);
    end.is_none_or(|end| !text.get(end..).unwrap_or_default().contains(char::is_alphanumeric))
}

/// Whether what began is so long that it is cut: at a sign where there is one, and then between any words.
fn is_long(words: &[(&str, Range<usize>)], begun: usize, at: usize) -> bool {
    let sign = words.get(at).is_some_and(|(word, _)| matches!(*word, "," | ";" | ":" | "|" | "-" | "—"));
    at - begun >= 100 || (sign && at - begun >= 70)
}

/// Whether a sentence ends with the token `at`.
fn ends(words: &[(&str, Range<usize>)], at: usize, text: &str) -> bool {
    let Some((sign, range)) = words.get(at) else { return false };
    let next = words.get(at + 1);
    let blank = next.is_some_and(|(_, next)| next.start > range.end);
    match *sign {
        "!" | "?" => blank,
        "." => {
            let before = at.checked_sub(1).and_then(|before| words.get(before)).map_or("", |(word, _)| *word);
            let small = next.is_some_and(|(word, _)| word.starts_with(char::is_lowercase));
            blank && !small && !is_abbreviation(before)
        }
        "\"" | "”" | ")" | "*" | "_" => {
            // The sign that ended the sentence stands inside the quotation.
            let before = text.get(..range.start).unwrap_or_default();
            blank
                && before.ends_with(['.', '!', '?'])
                && next.is_some_and(|(word, _)| {
                    word.starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric())
                })
        }
        _ => false,
    }
}

fn is_abbreviation(word: &str) -> bool {
    const SHORT: &[&str] = &[
        "e.g", "i.e", "vs", "etc", "inc", "ltd", "corp", "no", "st", "mr", "mrs", "ms", "dr", "approx",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "u.s", "u.k",
        "v", "fig",
    ];
    let small = word.to_ascii_lowercase();
    SHORT.contains(&small.as_str()) || (word.len() == 1 && word.chars().all(char::is_uppercase))
}
