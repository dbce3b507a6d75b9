//! The word-level difference of two texts.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use super::words::{Word, Words};

/// What happened to a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// In both texts.
    Equal,
    /// Only in the earlier one.
    Removed,
    /// Only in the later one.
    Added,
}

/// A run of words of one block with the same fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What happened to it.
    pub op: Op,
    /// The words as written, one space between them.
    pub words: String,
    /// Whether it begins a block (a paragraph, a list item).
    pub begins_block: bool,
}

/// The difference of two texts by words as written.
pub(crate) fn diff(before: &Words, after: &Words) -> Vec<Piece> {
    let mut pieces = Vec::new();
    fn raw(words: &Words) -> Vec<&str> {
        words.words.iter().map(|word| word.raw.as_str()).collect()
    }
    let mut equal_from = 0;
    for (removed, added) in hunks(raw(before), raw(after)) {
        push(&mut pieces, Op::Equal, after, equal_from..added.start);
        push(&mut pieces, Op::Removed, before, removed);
        push(&mut pieces, Op::Added, after, added.clone());
        equal_from = added.end;
    }
    push(&mut pieces, Op::Equal, after, equal_from..after.words.len());
    pieces
}

/// Appends a run, cut where a block begins.
fn push(pieces: &mut Vec<Piece>, op: Op, text: &Words, range: Range<usize>) {
    let begins = |index: usize| {
        let block = |index: usize| text.words.get(index).map(|word| word.block);
        index == 0 || block(index) != block(index - 1)
    };
    let mut open = false;
    for index in range {
        let Some(word) = text.words.get(index) else { break };
        let begins_block = begins(index);
        match pieces.last_mut() {
            Some(last) if open && !begins_block => {
                last.words.push(' ');
                last.words.push_str(&word.raw);
            }
            _ => pieces.push(Piece { op, words: word.raw.clone(), begins_block }),
        }
        open = true;
    }
}

/// The words that only one of the texts has: of the earlier, of the later. Punctuation, case and the bounds of
/// blocks do not count.
pub(crate) fn changed_words<'a>(before: &'a Words, after: &'a Words) -> (Vec<&'a Word>, Vec<&'a Word>) {
    fn said(words: &Words) -> Vec<&Word> {
        words.words.iter().filter(|word| !word.bare.is_empty()).collect()
    }
    fn bare<'a>(words: &[&'a Word]) -> Vec<&'a str> {
        words.iter().map(|word| word.bare.as_str()).collect()
    }
    let (old, new) = (said(before), said(after));
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    for (gone, come) in hunks(bare(&old), bare(&new)) {
        removed.extend(old.get(gone).unwrap_or_default());
        added.extend(new.get(come).unwrap_or_default());
    }
    (removed, added)
}

/// Ranges that differ, in order. Histogram difference falls back to Myers with a bounded search, so its cost
/// stays near linear for texts that have nothing in common.
fn hunks(before: Vec<&str>, after: Vec<&str>) -> Vec<(Range<usize>, Range<usize>)> {
    let mut input: InternedInput<&str> = InternedInput::default();
    input.update_before(before.into_iter());
    input.update_after(after.into_iter());
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let range = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|hunk| (range(hunk.before), range(hunk.after))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Words {
        Words::of(None, text, std::iter::empty())
    }

    fn side(pieces: &[Piece], not: Op) -> Vec<String> {
        let kept = pieces.iter().filter(|piece| piece.op != not);
        kept.flat_map(|piece| piece.words.split(' ').map(str::to_owned)).collect()
    }

    #[test]
    fn what_was_added_and_removed_is_told_word_by_word() {
        let pieces =
            diff(&words("We patched all servers\nat noon"), &words("We patched most servers\nat noon"));
        let told: Vec<(Op, &str, bool)> =
            pieces.iter().map(|it| (it.op, it.words.as_str(), it.begins_block)).collect();
        let expected = [
            (Op::Equal, "We patched", true),
            (Op::Removed, "all", false),
            (Op::Added, "most", false),
            (Op::Equal, "servers", false),
            (Op::Equal, "at noon", true),
        ];
        assert_eq!(told, expected);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_put_together_from_the_difference(
            a in "([abc]{1,2}[ \n]){0,40}",
            b in "([abc]{1,2}[ \n]){0,40}",
        ) {
            let pieces = diff(&words(&a), &words(&b));
            let of = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(side(&pieces, Op::Added), of(&a));
            prop_assert_eq!(side(&pieces, Op::Removed), of(&b));
        }
    }
}
