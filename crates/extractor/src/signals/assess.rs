//! The texts of an extraction, assessed.

use std::collections::BTreeSet;
use std::ops::Range;

use model::{Extraction, FoundSignal, NotAssessed, Post, PostKind, ReadFor, SignalReading};

use super::concern::concerns;
use super::matcher::find;
use super::reading::Names;
use crate::article::detected_language;
use crate::extract::VERSION;

/// Texts are read so far, in bytes. A longer one is no statement, and is not assessed as a whole.
const LONGEST: usize = 1 << 20;

/// Reads the texts of the posts and of the updates inside them. `names` is how the provider calls itself; `spoken_of` are the
/// posts that speak of an incident that is known, which are looked through however seldom they name it.
pub fn read(extraction: &Extraction, names: &Names, spoken_of: &BTreeSet<usize>) -> Vec<SignalReading> {
    let cut = extraction.notes.iter().any(|note| note.code == "truncated");
    let mut readings = Vec::new();
    for (index, post) in extraction.posts.iter().enumerate() {
        let read_for = match (concerns(post), spoken_of.contains(&index)) {
            (true, _) => Some(ReadFor::Words),
            (false, true) => Some(ReadFor::Incident),
            (false, false) => None,
        };
        let of_status = post.kind == PostKind::StatusIncident;
        let mut add = |update: Option<usize>, text: &str, others: &[Range<usize>]| {
            let judged = judge(text, post.language.as_deref(), cut);
            let read_for = read_for.filter(|_| judged.1.is_some());
            let (not_assessed, found) = if read_for.is_some() {
                look(judged, names, of_status, others)
            } else {
                (judged.0.or(Some(NotAssessed::NoConcern)), Vec::new())
            };
            let rules_version = VERSION.to_owned();
            readings.push(SignalReading {
                post: index,
                update,
                rules_version,
                not_assessed,
                read_for,
                found,
            });
        };
        add(None, &post.text, &said_later(post));
        for (at, update) in post.updates.iter().enumerate() {
            add(Some(at), &update.text, &[]);
        }
    }
    readings
}

/// Where the dated updates stand in the text of their post. What they say was not said when the post was published: it is
/// theirs alone.
fn said_later(post: &Post) -> Vec<Range<usize>> {
    post.updates.iter().filter_map(|update| update.span).map(|span| span.start..span.end).collect()
}

/// The readings of an extraction whose rules broke.
pub fn failed(posts: &[Post]) -> Vec<SignalReading> {
    let of = |(index, post): (usize, &Post)| {
        let updates = (0..post.updates.len()).map(Some);
        std::iter::once(None)
            .chain(updates)
            .map(|update| SignalReading {
                post: index,
                update,
                rules_version: VERSION.to_owned(),
                not_assessed: Some(NotAssessed::Failed),
                read_for: None,
                found: Vec::new(),
            })
            .collect::<Vec<_>>()
    };
    posts.iter().enumerate().flat_map(of).collect()
}

/// The signals of one text, and why it was not assessed as a whole where it was not. `language` is what is known of
/// it, ISO 639-1; `cut` says that only a part of it is here.
pub fn assess(
    text: &str,
    language: Option<&str>,
    cut: bool,
    names: &Names,
) -> (Option<NotAssessed>, Vec<FoundSignal>) {
    look(judge(text, language, cut), names, false, &[])
}

/// Looks through the words that [`judge`] lets be read. What is found is not all where sentences are left out.
fn look(
    judged: Judged<'_>,
    names: &Names,
    of_status: bool,
    others: &[Range<usize>],
) -> (Option<NotAssessed>, Vec<FoundSignal>) {
    let (not_assessed, words) = judged;
    let Some(words) = words else { return (not_assessed, Vec::new()) };
    let (found, whole) = find(words, names, of_status, others);
    (not_assessed.or((!whole).then_some(NotAssessed::PartialCopy)), found)
}

/// Why a text is not assessed as a whole, where it is not, and the words that can be read.
type Judged<'a> = (Option<NotAssessed>, Option<&'a str>);

/// Whether a text can be assessed.
fn judge<'a>(text: &'a str, language: Option<&str>, cut: bool) -> Judged<'a> {
    if !text.contains(char::is_alphanumeric) {
        return (Some(NotAssessed::NoText), None);
    }
    if !is_english(text, language) {
        return (Some(NotAssessed::Language), None);
    }
    let read = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let partial = (cut || read.len() < text.len() || is_teaser(text)).then_some(NotAssessed::PartialCopy);
    (partial, Some(read))
}

/// What can be told of a text's own words goes before what is known of the page around it.
fn is_english(text: &str, language: Option<&str>) -> bool {
    let (mut all, mut telling, mut common) = (0, 0, 0);
    for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).take(400) {
        all += 1;
        telling += usize::from(is_among(TELLING, word));
        common += usize::from(is_among(COMMON, word));
    }
    // Known to be in another language, and without the words of this one: the detector need not be asked.
    let is_foreign = language.is_some_and(|language| language != "en") && (telling + common) * 20 < all;
    if let Some(detected) = (!is_foreign).then(|| detected_language(text)).flatten() {
        return detected == "en";
    }
    if let Some(language) = language {
        return language == "en";
    }
    // Too short for the detector, as updates of status pages are, and nothing is known of it. A text of another
    // language that is taken for English reads as one in which no rule matched, so the doubt goes against it.
    let counted = if text.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii()) {
        telling
    } else {
        telling + common
    };
    telling > 0 && counted * 8 >= all
}

fn is_among(words: &[&str], word: &str) -> bool {
    words.iter().any(|one| word.eq_ignore_ascii_case(one))
}

/// Frequent words of English, and of its status updates, that are words of no neighbour of it.
const TELLING: &[&str] = &[
    "the",
    "and",
    "are",
    "were",
    "our",
    "you",
    "your",
    "this",
    "that",
    "with",
    "from",
    "have",
    "has",
    "been",
    "there",
    "should",
    "please",
    "use",
    "must",
    "their",
    "those",
    "what",
    "how",
    "who",
    "which",
    "when",
    "some",
    "affected",
    "completed",
    "customers",
    "deployed",
    "experiencing",
    "fixed",
    "identified",
    "implemented",
    "investigating",
    "issues",
    "patched",
    "resolved",
    "restored",
    "services",
    "updated",
    "users",
    "working",
];

/// Frequent words of English that other languages have as well: `we of is` are Dutch too, `for at` Danish, `a no`
/// Spanish.
const COMMON: &[&str] = &[
    "of", "to", "is", "we", "for", "be", "by", "not", "all", "at", "as", "a", "on", "us", "if", "or", "no",
    "can", "in", "was", "will", "an", "it", "any", "more",
];

/// Whether the text ends where a page would say `read more`.
fn is_teaser(text: &str) -> bool {
    let end: String = text.trim_end().chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
    let end = end.to_lowercase();
    ["[…]", "[...]", "read more", "continue reading", "read more »", "read more →", "…"]
        .iter()
        .any(|mark| end.ends_with(mark))
}
