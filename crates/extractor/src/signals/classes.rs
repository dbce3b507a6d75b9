//! Classes of words, and which words of a sentence belong to them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use regex::RegexSet;

use super::pattern::{Part, Places};
use super::reading::CLAUSE;

/// Classes of words while patterns are read. A class is known by its words, and a word by its number: the same few words
/// stand in most patterns.
#[derive(Debug, Default)]
pub(super) struct Classes {
    numbers: HashMap<String, u32, BuildHasherDefault<Fnv>>,
    written: Vec<String>,
    known: HashMap<Vec<u32>, usize, BuildHasherDefault<Fnv>>,
    words: Vec<Vec<u32>>,
    /// The parts that sets of words were read as.
    sets: HashMap<&'static str, Part, BuildHasherDefault<Fnv>>,
}

impl Classes {
    /// The class of exactly these words: `word`, `word*` or `<…>`.
    ///
    /// # Errors
    /// Where one of them is none.
    pub fn class(&mut self, words: &[String]) -> Result<usize, String> {
        let words = words.iter().map(|word| self.word(word)).collect::<Result<Vec<u32>, _>>()?;
        Ok(self.number(words))
    }

    /// The number of a word.
    fn word(&mut self, word: &str) -> Result<u32, String> {
        if let Some(known) = self.numbers.get(word) {
            return Ok(*known);
        }
        let plain = word.trim_end_matches('*');
        let signs = "@'.:-+/#|";
        let is_word = plain
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || signs.contains(letter));
        if plain.is_empty() || !(is_word || plain.starts_with('<') && plain.ends_with('>')) {
            return Err(format!("'{word}' is no word"));
        }
        let number = u32::try_from(self.written.len()).map_err(|_| "there are too many words".to_owned())?;
        self.numbers.insert(word.to_owned(), number);
        self.written.push(word.to_owned());
        Ok(number)
    }

    /// The class of all words of these.
    pub fn union(&mut self, classes: &[usize]) -> usize {
        let words = classes.iter().filter_map(|class| self.words.get(*class)).flatten().copied().collect();
        self.number(words)
    }

    fn number(&mut self, mut words: Vec<u32>) -> usize {
        words.sort_unstable();
        words.dedup();
        if let Some(known) = self.known.get(&words) {
            return *known;
        }
        let number = self.words.len();
        self.known.insert(words.clone(), number);
        self.words.push(words);
        number
    }

    /// The part that the set of that name was read as, where it was.
    pub fn set(&self, name: &str) -> Option<Part> {
        self.sets.get(name).cloned()
    }

    /// Remembers the part that a set was read as.
    pub fn keep_set(&mut self, name: &'static str, part: Part) {
        self.sets.insert(name, part);
    }

    /// The words of a class, as written.
    fn words_of(&self, class: usize) -> impl Iterator<Item = &str> {
        let words = self.words.get(class).map_or(&[][..], Vec::as_slice);
        words.iter().filter_map(|word| self.written.get(*word as usize)).map(String::as_str)
    }

    /// How often a word of the class is met in English, roughly: each of its words counts, and a frequent one a lot.
    pub fn weight(&self, class: usize) -> usize {
        self.words_of(class).map(|word| if FREQUENT.contains(&word) { 40 } else { 1 }).sum()
    }

    /// The classes, by word.
    ///
    /// # Errors
    /// Where an expression of a word is none.
    pub fn ready(self) -> Result<ByWord, String> {
        let mut by_word = ByWord { count: self.words.len(), ..ByWord::default() };
        let mut expressions: Vec<(String, usize)> = Vec::new();
        for class in 0..self.words.len() {
            for word in self.words_of(class) {
                if let Some(expression) = word.strip_prefix('<').and_then(|word| word.strip_suffix('>')) {
                    expressions.push((format!("^(?:{})$", expression.replace('!', "|")), class));
                } else if let Some(stem) = word.strip_suffix('*') {
                    by_word.stems.entry(opening(stem)).or_default().push((stem.to_owned(), class));
                } else if let Some(classes) = by_word.whole.get_mut(word) {
                    classes.push(class);
                } else {
                    by_word.whole.insert(word.to_owned(), vec![class]);
                }
            }
        }
        by_word.expressions = RegexSet::new(expressions.iter().map(|(written, _)| written))
            .map_err(|error| format!("an expression of a word: {error}"))?;
        by_word.classes = expressions.into_iter().map(|(_, class)| class).collect();
        Ok(by_word)
    }
}

/// Words that many sentences have.
const FREQUENT: &[&str] = &[
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "as", "was", "with", "be", "by", "on",
    "not", "he", "i", "this", "are", "or", "his", "from", "at", "which", "but", "have", "an", "had", "they",
    "you", "were", "their", "one", "all", "we", "can", "her", "has", "there", "been", "if", "more", "when",
    "will", "would", "who", "so", "no", "our", "your", "about", "us", "any", "what", "these", "some", "its",
    "do", "use", "used", "how", "them", "my", "now", "new", "may", "time", "page", "site", "see",
];

/// The first two bytes of a word: stems are looked for by them.
fn opening(word: &str) -> [u8; 2] {
    let mut bytes = word.bytes();
    [bytes.next().unwrap_or_default(), bytes.next().unwrap_or_default()]
}

/// To which classes a word belongs.
#[derive(Debug)]
pub(super) struct ByWord {
    count: usize,
    whole: HashMap<String, Vec<usize>, BuildHasherDefault<Fnv>>,
    stems: HashMap<[u8; 2], Vec<(String, usize)>, BuildHasherDefault<Fnv>>,
    expressions: RegexSet,
    /// The class of each expression.
    classes: Vec<usize>,
}

impl Default for ByWord {
    fn default() -> Self {
        Self {
            count: 0,
            whole: HashMap::default(),
            stems: HashMap::default(),
            expressions: RegexSet::empty(),
            classes: Vec::new(),
        }
    }
}

impl ByWord {
    /// Puts the classes of a word behind those that are in `classes`.
    fn of(&self, word: &str, classes: &mut Vec<usize>) {
        classes.extend(self.whole.get(word).into_iter().flatten());
        for (stem, class) in self.stems.get(&opening(word)).into_iter().flatten() {
            if word.starts_with(stem.as_str()) {
                classes.push(*class);
            }
        }
        if word != CLAUSE && !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            let expressions = self.expressions.matches(word).into_iter();
            classes.extend(expressions.filter_map(|expression| self.classes.get(expression)));
        }
    }
}

/// Words of a text of which it is remembered to which classes they belong.
const MOST_REMEMBERED: usize = 2_000;

/// Which words of one sentence belong to which class.
pub(super) struct Lexicon<'a> {
    by_word: &'a ByWord,
    /// Where the classes of the words that were read stand in `classes`: a text says most of its words again and again.
    remembered: HashMap<String, Range<usize>, BuildHasherDefault<Fnv>>,
    classes: Vec<usize>,
    places: Vec<Places>,
    /// The classes that have a place.
    touched: Vec<usize>,
    bars: Places,
}

impl<'a> Lexicon<'a> {
    /// One that has read nothing.
    pub fn new(by_word: &'a ByWord) -> Self {
        let (remembered, classes) = (HashMap::default(), Vec::new());
        let places = vec![0; by_word.count];
        Self { by_word, remembered, classes, places, touched: Vec::new(), bars: 0 }
    }

    /// Reads the words of a sentence in the place of those before.
    pub fn read<'b>(&mut self, words: impl Iterator<Item = &'b str>) {
        for class in self.touched.drain(..) {
            if let Some(places) = self.places.get_mut(class) {
                *places = 0;
            }
        }
        self.bars = 0;
        for (at, word) in words.take(Places::BITS as usize - 1).enumerate() {
            let place = 1 << at;
            if word == CLAUSE {
                self.bars |= place;
            }
            let of_word = self.of(word);
            for class in self.classes.get(of_word).unwrap_or_default() {
                if let Some(places) = self.places.get_mut(*class) {
                    if *places == 0 {
                        self.touched.push(*class);
                    }
                    *places |= place;
                }
            }
        }
    }

    /// Where the classes of a word stand in `classes`.
    fn of(&mut self, word: &str) -> Range<usize> {
        if let Some(known) = self.remembered.get(word) {
            return known.clone();
        }
        if self.remembered.len() >= MOST_REMEMBERED {
            self.remembered.clear();
            self.classes.clear();
        }
        let start = self.classes.len();
        self.by_word.of(word, &mut self.classes);
        let range = start..self.classes.len();
        self.remembered.insert(word.to_owned(), range.clone());
        range
    }

    /// The classes that have a word.
    pub fn touched(&self) -> &[usize] {
        &self.touched
    }

    /// The words that belong to a class.
    pub fn places(&self, class: usize) -> Places {
        self.places.get(class).copied().unwrap_or_default()
    }

    /// The bars between clauses.
    pub fn bars(&self) -> Places {
        self.bars
    }
}

/// Hashes words; they are ours, so nobody chooses them to collide.
#[derive(Debug)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
