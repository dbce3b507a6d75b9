//! The terms of incidents, and where they stand in a text.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use model::IncidentTerms;

/// Terms shorter than this are no name.
const MIN_TERM: usize = 3;
/// Mentions of one term in one text beyond this number tell nothing new.
const MAX_EACH: usize = 50;
/// Names that are words of the language as well: written small, they are not the incident.
const WORDS_AS_WELL: [&str; 3] = ["meltdown", "spectre", "poodle"];

/// A term that stands in a text.
pub(super) struct Place<'a> {
    /// The incident's slug.
    pub incident: &'a str,
    /// The term as the seed has it.
    pub term: &'a str,
    /// Whether it is an id.
    pub is_id: bool,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// A term with the words that it is made of.
struct Term<'a> {
    incident: &'a str,
    term: &'a str,
    words: Vec<&'a str>,
    /// An id is matched exactly, a name without regard to case.
    is_id: bool,
}

/// The terms of all incidents, found by their first words in one pass.
pub(super) struct Terms<'a> {
    first_words: AhoCorasick,
    each: Vec<Term<'a>>,
}

impl<'a> Terms<'a> {
    pub(super) fn of(incidents: &'a [IncidentTerms]) -> Option<Self> {
        let mut each = Vec::new();
        for incident in incidents {
            for term in incident.terms.iter().map(|term| term.trim()) {
                let is_id = ["CVE-", "GHSA-"].iter().any(|start| term.starts_with(start));
                let words: Vec<&str> = if is_id { vec![term] } else { term.split(is_joint).collect() };
                let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
                if term.chars().count() >= MIN_TERM && !words.is_empty() {
                    each.push(Term { incident: &incident.slug, term, words, is_id });
                }
            }
        }
        let firsts = each.iter().filter_map(|term| term.words.first());
        let first_words = AhoCorasickBuilder::new().ascii_case_insensitive(true).build(firsts).ok()?;
        Some(Self { first_words, each })
    }

    /// The places of all terms in `text`, in their order.
    pub(super) fn find(&self, text: &str) -> Vec<Place<'a>> {
        let mut found = Vec::new();
        let mut counts = vec![0_usize; self.each.len()];
        for place in self.first_words.find_overlapping_iter(text) {
            let at = place.pattern().as_usize();
            let (Some(term), Some(count)) = (self.each.get(at), counts.get_mut(at)) else { continue };
            let Some(end) = whole(text, place.start(), term) else { continue };
            let written = text.get(place.start()..end).unwrap_or_default();
            if *count < MAX_EACH && !WORDS_AS_WELL.contains(&written) {
                *count += 1;
                let range = place.start()..end;
                found.push(Place { incident: term.incident, term: term.term, is_id: term.is_id, range });
            }
        }
        found.sort_by_key(|place| (place.range.start, Reverse(place.range.end)));
        // A name inside a longer one of the same incident is no mention of its own.
        let mut ends: BTreeMap<&str, usize> = BTreeMap::new();
        found.retain(|place| {
            let end = ends.entry(place.incident).or_default();
            let apart = place.range.end > *end;
            *end = place.range.end.max(*end);
            apart
        });
        found
    }
}

/// Where the term that starts at `start` ends; `None` where it is not whole, or a letter, a digit or an
/// underscore touches it. Between the words of a name up to three blanks or hyphens may stand.
fn whole(text: &str, start: usize, term: &Term<'_>) -> Option<usize> {
    let touches = |letter: char| letter.is_alphanumeric() || letter == '_';
    if text.get(..start)?.chars().next_back().is_some_and(touches) {
        return None;
    }
    let mut at = start;
    for (nth, word) in term.words.iter().enumerate() {
        if nth > 0 {
            let joint: usize =
                text.get(at..)?.chars().take_while(|c| is_joint(*c)).take(4).map(char::len_utf8).sum();
            let count = text.get(at..at + joint)?.chars().count();
            if !(1..=3).contains(&count) {
                return None;
            }
            at += joint;
        }
        let written = text.get(at..at + word.len())?;
        let equal = if term.is_id { written == *word } else { written.eq_ignore_ascii_case(word) };
        if !equal {
            return None;
        }
        at += word.len();
    }
    (!text.get(at..)?.chars().next().is_some_and(touches)).then_some(at)
}

fn is_joint(letter: char) -> bool {
    letter.is_whitespace() || letter == '-'
}
