//! Which incidents a post speaks of: names without regard to case, ids exactly, whole words only.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use model::{Extraction, IncidentTerms, Mention, MentionPlace, Span};

/// Longest quote, in characters, before it is cut around the mention.
const MAX_QUOTE: usize = 500;
/// Terms shorter than this are no name.
const MIN_TERM: usize = 3;
/// Mentions of one term in one text beyond this number tell nothing new.
const MAX_EACH: usize = 50;

/// All mentions of `incidents` in the titles, texts and updates of `extraction`, in the order of the
/// posts. Where a post's text holds its updates too, both have the mention.
pub fn find_mentions(extraction: &Extraction, incidents: &[IncidentTerms]) -> Vec<Mention> {
    let Some(terms) = Terms::of(incidents) else { return Vec::new() };
    let mut found = Vec::new();
    for (post, content) in extraction.posts.iter().enumerate() {
        let mut add = |update: Option<usize>, place: MentionPlace, text: &str| {
            for (incident, term, range) in terms.find(text) {
                found.push(Mention {
                    post,
                    update,
                    incident: incident.to_owned(),
                    term: term.to_owned(),
                    place,
                    quote: sentence(text, &range),
                    span: Span { start: range.start, end: range.end },
                });
            }
        };
        add(None, MentionPlace::Title, content.title.as_deref().unwrap_or_default());
        add(None, MentionPlace::Text, &content.text);
        for (at, update) in content.updates.iter().enumerate() {
            add(Some(at), MentionPlace::Text, &update.text);
        }
    }
    found
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
struct Terms<'a> {
    first_words: AhoCorasick,
    each: Vec<Term<'a>>,
}

impl<'a> Terms<'a> {
    fn of(incidents: &'a [IncidentTerms]) -> Option<Self> {
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

    /// The places of all terms in `text`.
    fn find(&self, text: &str) -> Vec<(&'a str, &'a str, Range<usize>)> {
        let mut found = Vec::new();
        let mut counts = vec![0_usize; self.each.len()];
        for place in self.first_words.find_overlapping_iter(text) {
            let at = place.pattern().as_usize();
            let (Some(term), Some(count)) = (self.each.get(at), counts.get_mut(at)) else { continue };
            let Some(end) = whole(text, place.start(), term) else { continue };
            if *count < MAX_EACH {
                *count += 1;
                found.push((term.incident, term.term, place.start()..end));
            }
        }
        found.sort_by_key(|(.., range)| (range.start, range.end));
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

/// The sentence around `range`, white space folded, cut where it is longer than a quote should be.
fn sentence(text: &str, range: &Range<usize>) -> String {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let start = before
        .char_indices()
        .rev()
        .zip(std::iter::once(None).chain(before.chars().rev().map(Some)))
        .take(MAX_QUOTE)
        .find(|((_, letter), next)| ends_sentence(*letter, *next))
        .map_or_else(|| cut_back(before), |((at, letter), _)| at + letter.len_utf8());
    let end = after
        .char_indices()
        .zip(after.chars().skip(1).map(Some).chain(std::iter::once(None)))
        .take(MAX_QUOTE)
        .find(|((_, letter), next)| ends_sentence(*letter, *next))
        .map_or_else(|| cut_forth(after), |((at, letter), _)| at + letter.len_utf8());
    let quote = text.get(start..range.end + end).unwrap_or_default();
    quote.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line break ends a sentence, and so does a mark that a blank follows.
fn ends_sentence(letter: char, next: Option<char>) -> bool {
    match letter {
        '\n' | '。' | '！' | '？' => true,
        '.' | '!' | '?' => next.is_none_or(char::is_whitespace),
        _ => false,
    }
}

fn cut_back(before: &str) -> usize {
    before.char_indices().rev().take(MAX_QUOTE).last().map_or(before.len(), |(at, _)| at)
}

fn cut_forth(after: &str) -> usize {
    after.char_indices().take(MAX_QUOTE).last().map_or(0, |(at, letter)| at + letter.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn incident(slug: &str, terms: &[&str]) -> IncidentTerms {
        IncidentTerms { slug: slug.to_owned(), terms: terms.iter().map(|&term| term.to_owned()).collect() }
    }

    fn find(text: &str, terms: &[&str]) -> Vec<(String, String)> {
        let incidents = [incident("it", terms)];
        let found = Terms::of(&incidents).unwrap().find(text);
        found
            .into_iter()
            .map(|(_, _, range)| (text[range.clone()].to_owned(), sentence(text, &range)))
            .collect()
    }

    #[test]
    fn names_are_found_in_any_case_as_whole_words() {
        let found = find("We saw HeartBleed. Heartbleeding is another word.", &["Heartbleed"]);
        assert_eq!(found, [("HeartBleed".to_owned(), "We saw HeartBleed.".to_owned())]);
        assert_eq!(find("the log4 shell, Log4Shell's", &["log4shell"]).len(), 1);
        assert_eq!(find("the heart-bleed bug", &["Heart Bleed"]).len(), 1);
    }

    #[test]
    fn ids_are_found_exactly() {
        let ids = ["CVE-2014-0160"];
        assert_eq!(find("CVE-2014-0160, CVE-2014-01601 and XCVE-2014-0160", &ids).len(), 1);
        assert_eq!(find("CVE-2014-0160 CVE-2014-0160", &ids).len(), 2);
    }

    #[test]
    fn the_quote_is_the_sentence() {
        let text = "Version 1.0.1 is old. On Monday, Heartbleed was\ndisclosed! Then we slept.";
        assert_eq!(find(text, &["heartbleed"])[0].1, "On Monday, Heartbleed was");
        assert_eq!(
            find("OpenSSL 1.0.1 has Heartbleed.", &["heartbleed"])[0].1,
            "OpenSSL 1.0.1 has Heartbleed."
        );
    }

    proptest! {
        #[test]
        fn any_text_is_searched(text in "(?s).{0,200}", term in "\\PC{3,10}") {
            for (found, quote) in find(&format!("{text} {term} {text}"), &[&term]) {
                prop_assert!(!found.is_empty());
                prop_assert!(quote.len() <= 3 * 4 * MAX_QUOTE);
            }
        }
    }
}
