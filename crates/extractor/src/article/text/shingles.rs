//! Which blocks a text is made of, by the runs of words that they have in common; linear in both.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::page::key;

/// Words in a run.
const RUN: usize = 3;
/// Share of a block's runs that the text must have.
const SHARE: f64 = 0.7;

/// The runs of words of a text.
pub(super) struct Shingles {
    runs: HashSet<u64>,
    lines: HashSet<String>,
}

impl Shingles {
    /// The runs of `text`.
    pub(super) fn of(text: &str) -> Self {
        let words = words(text);
        let mut runs = HashSet::new();
        for length in 1..=RUN {
            runs.extend(words.windows(length).map(hash));
        }
        Self { runs, lines: text.lines().map(key).collect() }
    }

    /// Whether the text holds the block.
    pub(super) fn hold(&self, block: &str) -> bool {
        let words = words(block);
        match words.len() {
            0 => false,
            1 | 2 => self.lines.contains(&key(block)),
            _ => {
                let runs: Vec<u64> = words.windows(RUN).map(hash).collect();
                let known = runs.iter().filter(|run| self.runs.contains(run)).count();
                known as f64 >= SHARE * runs.len() as f64
            }
        }
    }
}

/// Words without their marks; of scripts that do not part words, each letter.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.chars().next().is_some_and(|c| c >= '\u{2e80}') {
            words.extend(word.chars().map(String::from));
        } else {
            words.push(word.to_lowercase());
        }
    }
    words
}

fn hash(run: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    run.hash(&mut hasher);
    hasher.finish()
}
