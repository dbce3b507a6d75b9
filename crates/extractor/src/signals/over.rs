//! What stands over a sentence: its heading, and those of the sections that it is a part of.

use super::classes::{ByWord, Lexicon};
use super::pattern::Pattern;
use super::reading::{CLAUSE, Sentence};

/// Headings over a sentence are read so far, in words.
const MOST_OVER: usize = 126;

/// The headings over a sentence: the nearest one, and those of the sections that it is a part of.
pub(super) struct Over<'a> {
    lexicon: Lexicon<'a>,
    /// How many words the nearest has, and all of them, with a bar between them.
    nearest: usize,
    all: usize,
    /// The nearest heading, by its number among the sentences.
    at: Option<usize>,
    /// The first heading of the text.
    name: Option<usize>,
}

impl<'a> Over<'a> {
    /// Those of the sentences `all`, before any is read.
    pub fn new(classes: &'a ByWord, all: &[Sentence]) -> Self {
        let name = all.iter().position(|it| it.stands_over);
        Self { lexicon: Lexicon::new(classes), nearest: 0, all: 0, at: None, name }
    }

    /// Reads the headings over a sentence that stands under `at`. The first heading of a text names the whole of it, and says
    /// nothing of what its sections are.
    pub fn read(&mut self, at: Option<usize>, all: &[Sentence]) {
        if self.at == at {
            return;
        }
        self.at = at;
        self.nearest = 0;
        let mut words: Vec<&str> = Vec::new();
        let mut next = at;
        while let Some(heading) = next.and_then(|at| all.get(at)) {
            let is_name = next == self.name && !words.is_empty();
            if is_name || words.len() + heading.plain.count() >= MOST_OVER {
                break;
            }
            if words.is_empty() {
                self.nearest = heading.plain.count();
            } else {
                words.push(CLAUSE);
            }
            words.extend(heading.plain.words());
            next = heading.under;
        }
        self.all = words.len();
        self.lexicon.read(words.into_iter());
    }

    /// Whether one of `patterns` matches the nearest heading.
    pub fn nearest(&self, patterns: &[Pattern]) -> bool {
        patterns.iter().any(|it| it.is_in(&self.lexicon, 0..self.nearest))
    }

    /// Whether one of `patterns` matches any of the headings.
    pub fn any(&self, patterns: &[Pattern]) -> bool {
        patterns.iter().any(|it| it.is_in(&self.lexicon, 0..self.all))
    }
}
