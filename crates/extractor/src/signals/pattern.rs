//! The language of patterns, matched against the plain form of a sentence.
//!
//! | in a pattern | stands for |
//! |---|---|
//! | `word` | that word; `word*` any word that begins so |
//! | `SET` | any of the words and phrases of a set, see [`sets`](super::sets) |
//! | `..`, `...`, `....` | up to 3, 8 or 20 words of the same clause |
//! | `~` | up to 25 words, also of other clauses |
//! | `/` | where a clause begins |
//! | `(a b\|c)` | one of the alternatives; `?` after it, or after a word: or nothing |
//! | `^`, `$` | where the sentence begins, ends |
//!
//! A pattern becomes a regular expression of a crate whose matching takes time linear in the text.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::{Regex, RegexBuilder};

use super::sets::forms;

/// A pattern, made ready when it is needed first.
pub(super) struct Pattern {
    /// As written.
    pub written: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern.
    pub fn new(written: &'static str) -> Self {
        Self { written, regex: OnceLock::new() }
    }

    /// The first place in `plain` where it matches.
    pub fn find(&self, plain: &str) -> Option<Range<usize>> {
        let regex = self.regex.get_or_init(|| compile(self.written).ok());
        let found = regex.as_ref()?.find(plain.as_bytes())?;
        // The blank before the first word belongs to the expression, not to what it matched.
        Some(found.start() + 1..found.end()).filter(|range| !range.is_empty())
    }

    /// For each part without which it cannot match, the words of which one must be there. A part that may be missing,
    /// or whose first word may end in anything, says nothing here.
    pub fn needs(&self) -> Vec<Vec<String>> {
        parts(self.written).into_iter().filter_map(first_words).collect()
    }
}

/// The parts of a pattern that stand outside of brackets, groups whole.
fn parts(written: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, letter) in written.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ' ' if depth == 0 => {
                parts.extend(written.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(written.get(start..));
    parts
}

/// The words with which a part can begin, where they are all known; `None` where it may be missing or begin with
/// something else.
fn first_words(part: &str) -> Option<Vec<String>> {
    let inner = match part.strip_prefix('(') {
        Some(rest) => rest.strip_suffix(')')?,
        None => part,
    };
    if inner.contains(['(', ')', '?']) {
        return None;
    }
    let mut words = Vec::new();
    for alternative in inner.split('|') {
        let first = alternative.split(' ').next().unwrap_or_default();
        match forms(first) {
            Some(forms) => {
                for form in forms.split('|') {
                    words.extend(first_words(form)?);
                }
            }
            None => words.push(first.to_owned()),
        }
    }
    let is_word = |word: &String| {
        !word.is_empty()
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'@' | b'\''))
    };
    (!words.is_empty() && words.iter().all(is_word)).then_some(words)
}

/// The regular expression of a pattern.
///
/// # Errors
/// What is wrong with it, for the person who wrote it.
pub(super) fn compile(written: &str) -> Result<Regex, String> {
    let mut expression = String::new();
    for part in written.split(' ').filter(|part| !part.is_empty()) {
        push_part(&mut expression, part).map_err(|error| format!("'{written}': {error}"))?;
    }
    let anchored = expression.strip_prefix("^").map(|rest| format!("^ {rest}"));
    RegexBuilder::new(&anchored.unwrap_or_else(|| format!(" {expression}")))
        .unicode(false)
        .size_limit(4 << 20)
        // There are some hundred of them, for each thread.
        .dfa_size_limit(1 << 19)
        .build()
        .map_err(|error| format!("'{written}': {error}"))
}

/// Writes a part: opening brackets, words with bars between them, closing brackets and question marks.
fn push_part(out: &mut String, part: &str) -> Result<(), String> {
    let gap = |most: usize| format!("(?:[^ |]+ ){{0,{most}}}?");
    match part {
        ".." => out.push_str(&gap(3)),
        "..." => out.push_str(&gap(8)),
        "...." => out.push_str(&gap(20)),
        "~" => out.push_str("(?:[^ ]+ ){0,25}?"),
        "^" => out.push('^'),
        "$" => out.push('$'),
        "/" => out.push_str("[|] "),
        _ => {
            let mut rest = part;
            while let Some(letter) = rest.chars().next() {
                match letter {
                    '(' => out.push_str("(?:"),
                    ')' | '?' | '|' => out.push(letter),
                    _ => {
                        let end = rest.find(['(', ')', '?', '|']).unwrap_or(rest.len());
                        let (word, after) = rest.split_at(end);
                        push_word(out, word, after.starts_with('?'))?;
                        rest = after;
                        continue;
                    }
                }
                rest = rest.get(letter.len_utf8()..).unwrap_or_default();
            }
        }
    }
    Ok(())
}

/// Writes a word or a set; what is optional is put in a group.
fn push_word(out: &mut String, word: &str, optional: bool) -> Result<(), String> {
    if optional {
        out.push_str("(?:");
    }
    if word.starts_with("..") {
        push_part(out, word)?;
    } else if word.starts_with(|letter: char| letter.is_ascii_uppercase()) {
        let forms = forms(word).ok_or_else(|| format!("there is no set {word}"))?;
        let alternatives: Vec<String> = forms.split('|').map(form).collect();
        let _ = write!(out, "(?:{})", alternatives.join("|"));
    } else {
        out.push_str(&form(word));
    }
    if optional {
        out.push(')');
    }
    Ok(())
}

/// The expression of a word or of a phrase, each word with the blank after it. In a set, `<…>` holds an expression.
fn form(phrase: &str) -> String {
    let mut out = String::new();
    for word in phrase.split(' ') {
        if let Some(forms) = forms(word) {
            let alternatives: Vec<String> = forms.split('|').map(form).collect();
            let _ = write!(out, "(?:{})", alternatives.join("|"));
            continue;
        }
        match (word.strip_prefix('<').and_then(|word| word.strip_suffix('>')), word.strip_suffix('*')) {
            (Some(expression), _) => {
                let _ = write!(out, "(?:{}) ", expression.replace(".*", "[^ ]*").replace('!', "|"));
            }
            (None, Some(stem)) => {
                let _ = write!(out, "{}[^ ]* ", regex::escape(stem));
            }
            (None, None) => {
                let _ = write!(out, "{} ", regex::escape(word));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &'static str, plain: &str) -> Option<String> {
        Pattern::new(pattern).find(plain).map(|range| plain[range].trim_end().to_owned())
    }

    #[test]
    fn gaps_stay_in_their_clause() {
        assert_eq!(
            matches("we ... servers", " we patched all servers ").as_deref(),
            Some("we patched all servers")
        );
        assert_eq!(matches("we ... servers", " we slept | all servers "), None);
        assert_eq!(
            matches("we ~ servers", " we slept | all servers ").as_deref(),
            Some("we slept | all servers")
        );
        assert_eq!(matches("a .. b", " a 1 2 3 4 b "), None);
    }

    #[test]
    fn alternatives_stems_and_what_may_be_missing() {
        assert_eq!(
            matches("(no way|impossible) to know", " it is impossible to know ").as_deref(),
            Some("impossible to know")
        );
        assert_eq!(matches("patch* the? servers", " patching servers ").as_deref(), Some("patching servers"));
        assert_eq!(matches("^ please", " please wait ").as_deref(), Some("please"));
        assert_eq!(matches("^ please", " now please wait "), None);
        assert_eq!(
            matches("^ (we|i) (have (now)?)? done", " we have done ").as_deref(),
            Some("we have done")
        );
    }

    #[test]
    fn a_word_is_matched_whole() {
        assert_eq!(matches("use", " we reuse users use ").as_deref(), Some("use"));
    }

    #[test]
    fn what_cannot_be_compiled_is_told() {
        assert!(compile("SUCH_A_SET").unwrap_err().contains("there is no set SUCH_A_SET"));
        assert!(compile("(open").is_err());
    }

    #[test]
    fn needed_words_are_those_that_cannot_be_missing() {
        let needs = Pattern::new("^ (we|i do) have? ... patched* (a (b|c)) servers ..").needs();
        assert_eq!(needs, [vec!["we".to_owned(), "i".to_owned()], vec!["servers".to_owned()]]);
    }
}
