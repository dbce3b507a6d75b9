//! Expressions with classes of letters, for Latin text and for all other.

use std::sync::OnceLock;

use regex::Regex;

/// An expression of which there are two: for text whose letters are all Latin, with the Latin ones of its classes of letters
/// alone, and as it is. In such text both find the same, and the first is a fraction of the size: less to compile and less
/// to follow.
pub(super) struct ByScript {
    pattern: fn() -> String,
    build: fn(&str) -> Option<Regex>,
    latin: OnceLock<Option<Regex>>,
    all: OnceLock<Option<Regex>>,
}

/// The first letter that is not read as Latin.
const LATIN_END: char = '\u{250}';

/// The classes that are cut.
const CLASSES: [&str; 4] = [r"\p{L}", r"\p{Lu}", r"\p{Ll}", r"\p{N}"];

impl ByScript {
    /// Of the expression that `pattern` writes and `build` compiles.
    pub(super) const fn new(pattern: fn() -> String, build: fn(&str) -> Option<Regex>) -> Self {
        Self { pattern, build, latin: OnceLock::new(), all: OnceLock::new() }
    }

    /// The one that reads `text`.
    pub(super) fn of(&self, text: &str) -> Option<&Regex> {
        if is_latin(text) { self.latin() } else { self.all() }
    }

    /// Whether it is found in `text`.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.of(text).is_some_and(|rule| rule.is_match(text))
    }

    fn latin(&self) -> Option<&Regex> {
        let latin = |pattern: String, class: &&str| {
            pattern.replace(class, &format!(r"[{class}&&[\x{{0}}-\x{{24f}}]]"))
        };
        self.latin.get_or_init(|| (self.build)(&CLASSES.iter().fold((self.pattern)(), latin))).as_ref()
    }

    /// As it is.
    pub(super) fn all(&self) -> Option<&Regex> {
        self.all.get_or_init(|| (self.build)(&(self.pattern)())).as_ref()
    }
}

/// Whether all letters and numbers of `text` are Latin.
fn is_latin(text: &str) -> bool {
    text.is_ascii() || text.chars().all(|c| c < LATIN_END || !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_other_scripts_are_no_latin() {
        for text in ["", "Ada Park’s", "“Älva” – Øst…", "\u{24f}", "e\u{301}"] {
            assert!(is_latin(text), "{text}");
        }
        for text in ["\u{250}", "Иван", "山田", "\u{212a}", "Ⅷ", "Ⓐ", "ﬁ"] {
            assert!(!is_latin(text), "{text}");
        }
    }
}
