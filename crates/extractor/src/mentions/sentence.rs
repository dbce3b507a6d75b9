//! The sentence around a place in a text.

use std::ops::Range;

/// Longest quote, in characters, before it is cut around the mention.
pub(super) const MAX_QUOTE: usize = 500;

/// The words at `range`, white space folded.
pub(super) fn quote(text: &str, range: &Range<usize>) -> String {
    text.get(range.clone()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the sentence around `range` stands, cut where it is longer than a quote should be.
pub(super) fn sentence(text: &str, range: &Range<usize>) -> Range<usize> {
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
    start..range.end + end
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
