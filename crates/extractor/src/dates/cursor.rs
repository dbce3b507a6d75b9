//! A place in the tokens, with steps that either match and advance or leave it where it was.

use super::fold::fold;
use super::token::Token;

/// How willing the grammar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// The text is known to be a date: short and bare forms count.
    Whole,
    /// The text is prose: only forms that are hardly anything else count.
    Prose,
}

/// Marks that people write for a hyphen.
pub(super) const HYPHENS: &str = "-‐‑–—−";

/// A place in the tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t, 'a> {
    tokens: &'t [Token<'a>],
    text: &'a str,
    pub at: usize,
    pub mode: Mode,
}

impl<'t, 'a> Cursor<'t, 'a> {
    pub fn new(text: &'a str, tokens: &'t [Token<'a>], at: usize, mode: Mode) -> Self {
        Self { tokens, text, at, mode }
    }

    /// The token `ahead` places on.
    pub fn peek(&self, ahead: usize) -> Option<&'t Token<'a>> {
        self.tokens.get(self.at + ahead)
    }

    /// The token before this place.
    pub fn previous(&self) -> Option<&'t Token<'a>> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    /// The last few tokens before this place.
    pub fn previous_few(&self) -> impl Iterator<Item = &'t Token<'a>> + use<'t, 'a> {
        self.tokens.get(self.at.saturating_sub(5)..self.at).unwrap_or_default().iter()
    }

    /// Runs `step`; where it does not match, the place stays.
    pub fn attempt<T>(&mut self, step: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let at = self.at;
        let result = step(self);
        if result.is_none() {
            self.at = at;
        }
        result
    }

    /// Steps over one of these one-character marks.
    pub fn mark(&mut self, marks: &str) -> Option<&'t Token<'a>> {
        let token = self.peek(0).filter(|token| token.is_mark(marks))?;
        self.at += 1;
        Some(token)
    }

    /// Steps over a mark that stands directly behind the token before.
    pub fn glued_mark(&mut self, marks: &str) -> Option<&'t Token<'a>> {
        self.peek(0).filter(|token| token.glued)?;
        self.mark(marks)
    }

    /// Steps over a number.
    pub fn number(&mut self) -> Option<&'t Token<'a>> {
        let token = self.peek(0).filter(|token| token.is_number())?;
        self.at += 1;
        Some(token)
    }

    /// Steps over a number that stands directly behind the token before.
    pub fn glued_number(&mut self) -> Option<&'t Token<'a>> {
        self.peek(0).filter(|token| token.glued)?;
        self.number()
    }

    /// Steps over a word.
    pub fn word(&mut self) -> Option<&'t Token<'a>> {
        let token = self.peek(0).filter(|token| token.is_word())?;
        self.at += 1;
        Some(token)
    }

    /// Steps over one of these words, given in their folded form.
    pub fn word_of(&mut self, words: &[&str]) -> Option<&'t Token<'a>> {
        // No word of the grammar is longer; a longer one is not worth folding.
        let token = self.peek(0).filter(|token| token.is_word() && token.text.len() <= 40)?;
        if !words.contains(&fold(token.text).as_str()) {
            return None;
        }
        self.at += 1;
        Some(token)
    }

    /// Steps over `text`, spelt exactly so, one character per token.
    pub fn characters(&mut self, text: &str) -> Option<()> {
        self.attempt(|c| {
            for character in text.chars() {
                let mut buffer = [0; 4];
                let wanted = character.encode_utf8(&mut buffer);
                c.peek(0).filter(|token| token.text == wanted)?;
                c.at += 1;
            }
            Some(())
        })
    }

    /// The next token is a number with this many digits.
    pub fn sees_number(&self, ahead: usize, digits: std::ops::RangeInclusive<usize>) -> bool {
        self.peek(ahead).is_some_and(|token| token.is_number() && digits.contains(&token.digits))
    }

    /// The next token is one of these marks.
    pub fn sees_mark(&self, ahead: usize, marks: &str) -> bool {
        self.peek(ahead).is_some_and(|token| token.is_mark(marks))
    }

    /// No token is left.
    pub fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Where the tokens from `from` up to this place stand, in bytes.
    pub fn range_from(&self, from: usize) -> Option<std::ops::Range<usize>> {
        let first = self.tokens.get(from)?;
        let last = self.previous()?;
        Some(first.start..last.end())
    }

    /// The text from token `from` up to this place.
    pub fn text_from(&self, from: usize) -> &'a str {
        self.range_from(from).and_then(|range| self.text.get(range)).unwrap_or_default()
    }
}
