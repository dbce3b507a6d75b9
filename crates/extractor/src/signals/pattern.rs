//! The language of patterns, matched against the plain form of a sentence.
//!
//! | in a pattern | stands for |
//! |---|---|
//! | `word` | that word; `word*` any word that begins so |
//! | `<…>` | a word with a digit or a sign in it that the expression matches whole; `!` is its bar |
//! | `SET` | any of the words and phrases of a set, see [`sets`](super::sets) |
//! | `..`, `...`, `....` | up to 3, 8 or 20 words of the same clause |
//! | `~` | up to 25 words, also of other clauses |
//! | `/` | where a clause begins |
//! | `(a b\|c)` | one of the alternatives; `?` after it, or after a word: or nothing |
//! | `^`, `$` | where the sentence begins, ends |
//!
//! A sentence is at most 127 words, so a set of places in it is the bits of one number. A pattern goes from the places
//! where it may begin to those where it ends, part by part and for all places at once: its cost is its length, whatever
//! the sentence says.

use std::ops::Range;

use super::classes::{Classes, Lexicon};
use super::sets::forms;

/// A set of places between the words of a sentence, or of words.
pub(super) type Places = u128;

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A word of that class.
    Word(usize),
    /// Up to so many words, of this clause or of any.
    Gap { most: u32, across: bool },
    /// Where the sentence begins.
    Start,
    /// Where it ends.
    End,
    /// One after the other.
    All(Vec<Part>),
    /// One of them.
    Any(Vec<Part>),
    /// This or nothing.
    Maybe(Box<Part>),
}

/// A pattern, made ready.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    parts: Vec<Part>,
    /// Classes of which the sentence must have a word each.
    needs: Vec<usize>,
    /// Whether its first part cannot be missing and begins with certain words, so that the first need is of that part.
    begins_with_word: bool,
}

impl Pattern {
    /// The pattern as written; its words go into `classes`.
    ///
    /// # Errors
    /// What is wrong with it, for the person who wrote it.
    pub fn new(written: &str, classes: &mut Classes) -> Result<Self, String> {
        let mut rest = written;
        let parts = alternatives(&mut rest, 0, classes).map_err(|error| format!("'{written}': {error}"))?;
        if !rest.is_empty() {
            return Err(format!("'{written}': there is a bracket too many before '{rest}'"));
        }
        let parts = match parts {
            Part::All(parts) => parts,
            other => vec![other],
        };
        let firsts: Vec<Vec<usize>> = parts.iter().filter_map(first_words).collect();
        let needs = firsts.iter().map(|firsts| classes.union(firsts)).collect();
        let begins_with_word = parts.first().is_some_and(|part| first_words(part).is_some());
        Ok(Self { needs, parts, begins_with_word })
    }

    /// The class of fewest words of which a sentence must have one; `None` where it needs none.
    pub fn key(&self, classes: &Classes) -> Option<usize> {
        self.needs.iter().copied().min_by_key(|class| classes.weight(*class))
    }

    /// Whether the sentence has a word for each part that cannot be missing.
    fn may_match(&self, lexicon: &Lexicon) -> bool {
        self.needs.iter().all(|class| lexicon.places(*class) != 0)
    }

    /// The first match within `window`.
    pub fn find(&self, lexicon: &Lexicon, window: Range<usize>) -> Option<Range<usize>> {
        self.matches(lexicon, window).next()
    }

    /// Whether it matches anywhere within `window`.
    pub fn is_in(&self, lexicon: &Lexicon, window: Range<usize>) -> bool {
        // A match that needs a word is of one word at least, so that where each begins need not be told.
        match self.needs.is_empty() {
            true => self.find(lexicon, window).is_some(),
            false => {
                let within = Within { lexicon, start: window.start, end: window.end };
                within.all(&self.parts, self.starts(within)) != 0
            }
        }
    }

    /// The places within a window where it may begin to match.
    fn starts(&self, within: Within<'_>) -> Places {
        let lexicon = within.lexicon;
        let starts = if self.may_match(lexicon) { within.words() } else { 0 };
        match (self.parts.first(), self.needs.first()) {
            (Some(Part::Start), _) => starts & 1 << within.start,
            // The first need is that of the first part.
            (Some(_), Some(class)) if self.begins_with_word => starts & lexicon.places(*class),
            _ => starts,
        }
    }

    /// Of each place within `window` where it begins to match, its shortest match.
    pub fn matches(&self, lexicon: &Lexicon, window: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let within = Within { lexicon, start: window.start, end: window.end };
        let mut starts = self.starts(within);
        if starts != 0 && within.all(&self.parts, starts) == 0 {
            starts = 0;
        }
        std::iter::from_fn(move || {
            while starts != 0 {
                let start = starts.trailing_zeros() as usize;
                starts &= starts - 1;
                // What matches no word matches nothing.
                let ends = within.all(&self.parts, 1 << start) & !(1 << start);
                if ends != 0 {
                    return Some(start..ends.trailing_zeros() as usize);
                }
            }
            None
        })
    }
}

/// Where a pattern is looked for.
#[derive(Clone, Copy)]
struct Within<'a> {
    lexicon: &'a Lexicon<'a>,
    start: usize,
    end: usize,
}

impl Within<'_> {
    /// The words of the window.
    fn words(self) -> Places {
        ((1 << self.end) - 1) & !((1 << self.start) - 1)
    }

    fn all(self, parts: &[Part], mut at: Places) -> Places {
        for part in parts {
            at = self.step(part, at);
            if at == 0 {
                break;
            }
        }
        at
    }

    /// The places where `part` ends that begins at one of `at`.
    fn step(self, part: &Part, at: Places) -> Places {
        match part {
            Part::Word(class) => (at & self.lexicon.places(*class) & self.words()) << 1,
            Part::Gap { most, across } => {
                let passed = if *across { self.words() } else { self.words() & !self.lexicon.bars() };
                let (mut all, mut front) = (at, at);
                for _ in 0..*most {
                    front = (front & passed) << 1;
                    if front & !all == 0 {
                        break;
                    }
                    all |= front;
                }
                all
            }
            Part::Start => at & (1 << self.start),
            Part::End => at & (1 << self.end),
            Part::All(parts) => self.all(parts, at),
            Part::Any(parts) => parts.iter().fold(0, |ends, part| ends | self.step(part, at)),
            Part::Maybe(part) => at | self.step(part, at),
        }
    }
}

/// The classes of the words with which a part can begin; `None` where it may match nothing, or begin with any word.
fn first_words(part: &Part) -> Option<Vec<usize>> {
    match part {
        Part::Word(class) => Some(vec![*class]),
        Part::All(parts) => first_words(parts.first()?),
        Part::Any(parts) => {
            let firsts: Option<Vec<Vec<usize>>> = parts.iter().map(first_words).collect();
            Some(firsts?.concat()).filter(|firsts| !firsts.is_empty())
        }
        Part::Gap { .. } | Part::Start | Part::End | Part::Maybe(_) => None,
    }
}

/// Brackets may stand in brackets so deep.
const DEEPEST: usize = 8;

/// Reads alternatives up to the bracket that closes them, or to the end.
fn alternatives(rest: &mut &str, depth: usize, classes: &mut Classes) -> Result<Part, String> {
    if depth > DEEPEST {
        return Err("brackets stand too deep".to_owned());
    }
    let (mut all, mut words, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    loop {
        *rest = rest.trim_start_matches(' ');
        let Some(letter) = rest.chars().next() else { break };
        match letter {
            ')' => break,
            '|' => {
                *rest = rest.get(1..).unwrap_or_default();
                close(&mut all, &mut words, std::mem::take(&mut parts), classes);
                continue;
            }
            '(' => {
                *rest = rest.get(1..).unwrap_or_default();
                let inner = alternatives(rest, depth + 1, classes)?;
                *rest = rest.strip_prefix(')').ok_or("a bracket is not closed")?;
                parts.push(Written::Part(inner));
            }
            _ => {
                let end = match letter {
                    '<' => rest.find('>').map(|at| at + 1).ok_or("an expression is not closed")?,
                    _ => rest.find([' ', '(', ')', '|', '?']).unwrap_or(rest.len()),
                };
                let (word, after) = rest.split_at(end);
                if word.is_empty() {
                    return Err(format!("a word is missing before '{after}'"));
                }
                *rest = after;
                parts.push(written(word, depth, classes)?);
            }
        }
        if let Some(after) = rest.strip_prefix('?') {
            *rest = after;
            let part = parts.pop().ok_or("nothing stands before '?'")?.part(classes);
            parts.push(Written::Part(Part::Maybe(Box::new(part))));
        }
    }
    close(&mut all, &mut words, parts, classes);
    if !words.is_empty() {
        all.insert(0, Part::Word(classes.class(&words)?));
    }
    Ok(if all.len() == 1 { all.remove(0) } else { Part::Any(all) })
}

/// What was read: a word waits to be put into one class with its neighbours.
enum Written {
    Word(String),
    Part(Part),
}

impl Written {
    fn part(self, classes: &mut Classes) -> Part {
        match self {
            Self::Word(word) => classes.class(&[word]).map_or(Part::Any(Vec::new()), Part::Word),
            Self::Part(part) => part,
        }
    }
}

/// Ends an alternative: one of a single word joins the others of a single word.
fn close(all: &mut Vec<Part>, words: &mut Vec<String>, mut parts: Vec<Written>, classes: &mut Classes) {
    if parts.len() == 1 {
        match parts.pop() {
            Some(Written::Word(word)) => words.push(word),
            Some(Written::Part(part)) => all.push(part),
            None => {}
        }
    } else {
        all.push(Part::All(parts.into_iter().map(|part| part.part(classes)).collect()));
    }
}

fn written(word: &str, depth: usize, classes: &mut Classes) -> Result<Written, String> {
    let gap = |most, across| Ok(Written::Part(Part::Gap { most, across }));
    match word {
        ".." => gap(3, false),
        "..." => gap(8, false),
        "...." => gap(20, false),
        "~" => gap(25, true),
        "^" => Ok(Written::Part(Part::Start)),
        "$" => Ok(Written::Part(Part::End)),
        "/" => Ok(Written::Word("|".to_owned())),
        set if set.starts_with(|letter: char| letter.is_ascii_uppercase()) => {
            if let Some(known) = classes.set(set) {
                return Ok(Written::Part(known));
            }
            let (name, mut forms) = forms(set).ok_or_else(|| format!("there is no set {set}"))?;
            let part = alternatives(&mut forms, depth + 1, classes)?;
            classes.keep_set(name, part.clone());
            Ok(Written::Part(part))
        }
        word => {
            classes.class(&[word.to_owned()])?;
            Ok(Written::Word(word.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, plain: &str) -> Option<String> {
        let mut classes = Classes::default();
        let pattern = Pattern::new(pattern, &mut classes).unwrap();
        let classes = classes.ready().unwrap();
        let words: Vec<&str> = plain.split_whitespace().collect();
        let mut lexicon = Lexicon::new(&classes);
        lexicon.read(words.iter().copied());
        pattern.find(&lexicon, 0..words.len()).map(|range| words[range].join(" "))
    }

    #[test]
    fn gaps_stay_in_their_clause() {
        assert_eq!(
            matches("we ... servers", "we patched all servers").as_deref(),
            Some("we patched all servers")
        );
        assert_eq!(matches("we ... servers", "we slept | all servers"), None);
        assert_eq!(
            matches("we ~ servers", "we slept | all servers").as_deref(),
            Some("we slept | all servers")
        );
        assert_eq!(matches("a .. b", "a 1 2 3 4 b"), None);
    }

    #[test]
    fn alternatives_stems_and_what_may_be_missing() {
        assert_eq!(
            matches("(no way|impossible) to know", "it is impossible to know").as_deref(),
            Some("impossible to know")
        );
        assert_eq!(matches("patch* the? servers", "patching servers").as_deref(), Some("patching servers"));
        assert_eq!(matches("^ please", "please wait").as_deref(), Some("please"));
        assert_eq!(matches("^ please", "now please wait"), None);
        assert_eq!(matches("wait $", "wait now"), None);
        assert_eq!(matches("^ (we|i) (have (now)?)? done", "we have done").as_deref(), Some("we have done"));
        assert_eq!(matches("(a|b c)( d)? e", "b c e").as_deref(), Some("b c e"));
        assert_eq!(matches("/ so", "we slept | so what").as_deref(), Some("| so"));
    }

    #[test]
    fn a_word_is_matched_whole() {
        assert_eq!(matches("use", "we reuse users use").as_deref(), Some("use"));
        assert_eq!(matches("on <[0-9]{1,2}(?:st!nd)?>", "on 1st").as_deref(), Some("on 1st"));
        assert_eq!(matches("on <[0-9]{1,2}>", "on 1999"), None);
    }

    #[test]
    fn each_place_where_it_begins_is_told() {
        let mut classes = Classes::default();
        let pattern = Pattern::new("we .. (patched|slept)", &mut classes).unwrap();
        let classes = classes.ready().unwrap();
        let mut lexicon = Lexicon::new(&classes);
        lexicon.read("we slept | and we have patched".split(' '));
        assert_eq!(pattern.matches(&lexicon, 0..7).collect::<Vec<_>>(), [0..2, 4..7]);
        assert_eq!(pattern.find(&lexicon, 1..6), None);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let read = |written| Pattern::new(written, &mut Classes::default()).map(|_| ());
        assert!(read("SUCH_A_SET").unwrap_err().contains("there is no set SUCH_A_SET"));
        assert!(read("(open").is_err() && read("shut)").is_err() && read("<a").is_err());
    }
}
