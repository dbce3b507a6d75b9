//! A text cut into numbers, words and marks.

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of decimal digits of one or more scripts.
    Number,
    /// A run of letters; one ideograph.
    Word,
    /// One other character that is not a blank.
    Mark,
}

/// A piece of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub text: &'a str,
    /// Where it begins, in bytes.
    pub start: usize,
    pub kind: Kind,
    /// The value of a number; 0 for everything else, and for numbers that no date holds.
    pub value: u64,
    /// How many digits a number has.
    pub digits: usize,
    /// No blank stands between this token and the one before.
    pub glued: bool,
}

impl Token<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn is_mark(&self, marks: &str) -> bool {
        self.kind == Kind::Mark && marks.contains(self.text)
    }

    pub fn is_number(&self) -> bool {
        self.kind == Kind::Number
    }

    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// The first letter of a word is an upper-case one.
    pub fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// Cuts `text` into tokens, in time linear in its length.
pub(super) fn tokenise(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut glued = false;
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if is_blank(first) {
            glued = false;
            continue;
        }
        let kind = kind_of(first);
        let mut end = start + first.len_utf8();
        let mut number = Number::default();
        number.push(first);
        if kind != Kind::Mark && !is_ideograph(first) {
            while let Some(&(at, next)) = chars.peek() {
                if !continues(kind, next, text.get(at..).unwrap_or_default(), is_thai(first)) {
                    break;
                }
                end = at + next.len_utf8();
                number.push(next);
                chars.next();
            }
        }
        let piece = text.get(start..end).unwrap_or_default();
        let (value, digits) = if kind == Kind::Number { (number.value, number.digits) } else { (0, 0) };
        let token = Token { text: piece, start, kind, value, digits, glued };
        match split_reading_time(token, text.get(end..).unwrap_or_default()) {
            Some(parts) => tokens.extend(parts),
            None => tokens.push(token),
        }
        glued = true;
    }
    tokens
}

/// `January 3, 201814 min read`: where two elements of a page lost the gap between them.
fn split_reading_time<'a>(token: Token<'a>, rest: &str) -> Option<[Token<'a>; 2]> {
    let glued_year = (5..=6).contains(&token.digits) && token.text.len() == token.digits;
    if !glued_year || !rest.trim_start().starts_with("min") {
        return None;
    }
    let (year, minutes) = token.text.split_at_checked(4)?;
    let part = |text: &'a str, start, glued| {
        let value = text.parse().unwrap_or_default();
        Token { text, start, value, digits: text.len(), glued, ..token }
    };
    (year.starts_with("19") || year.starts_with("20"))
        .then(|| [part(year, token.start, token.glued), part(minutes, token.start + 4, false)])
}

#[derive(Default)]
struct Number {
    value: u64,
    digits: usize,
}

impl Number {
    fn push(&mut self, character: char) {
        if let Some(digit) = digit_of(character) {
            self.value = self.value.saturating_mul(10).saturating_add(digit);
            self.digits += 1;
        }
    }
}

fn continues(kind: Kind, next: char, rest: &str, thai: bool) -> bool {
    match kind {
        // Thai shortens month names with full stops inside them.
        Kind::Word if thai => is_thai(next) || (next == '.' && rest.chars().nth(1).is_some_and(is_thai)),
        Kind::Word => (kind_of(next) == Kind::Word && !is_ideograph(next)) || is_combining(next),
        Kind::Number => kind_of(next) == Kind::Number,
        Kind::Mark => false,
    }
}

fn kind_of(character: char) -> Kind {
    match character {
        _ if digit_of(character).is_some() => Kind::Number,
        '_' => Kind::Word,
        'º' | 'ª' => Kind::Word,
        _ if character.is_alphabetic() => Kind::Word,
        _ => Kind::Mark,
    }
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Marks inside of words that are no letters: accents, and what joins or dots the letters of Hindi and Bengali.
fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}')
}

fn is_thai(character: char) -> bool {
    matches!(character, '\u{e01}'..='\u{e4e}')
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Whether a digit stands in `text`, of any script that [`find`](super::find) reads.
pub fn has_digit(text: &str) -> bool {
    // Most texts have a digit of ASCII early, or nothing but ASCII.
    text.bytes().any(|byte| byte.is_ascii_digit())
        || !text.is_ascii()
            && text.bytes().any(|byte| matches!(byte, 0xd9 | 0xdb | 0xe0 | 0xef))
            && text.chars().any(|character| digit_of(character).is_some())
}

/// The value of a decimal digit in the scripts that web pages use for dates.
fn digit_of(character: char) -> Option<u64> {
    const ZEROS: [char; 7] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}'];
    let code = u32::from(character);
    ZEROS
        .iter()
        .map(|&zero| u32::from(zero))
        .find(|zero| (*zero..zero + 10).contains(&code))
        .map(|zero| u64::from(code - zero))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        tokenise(text).iter().map(|token| token.text).collect()
    }

    #[test]
    fn letters_and_digits_part_where_they_meet() {
        assert_eq!(pieces("20140408T2132Z"), ["20140408", "T", "2132", "Z"]);
        assert_eq!(pieces("8th,\n2:32pm"), ["8", "th", ",", "2", ":", "32", "pm"]);
        assert_eq!(pieces("2014年4月8日下午"), ["2014", "年", "4", "月", "8", "日", "下", "午"]);
        assert_eq!(pieces("8 เม.ย. 2557"), ["8", "เม.ย", ".", "2557"]);
    }

    #[test]
    fn digits_of_other_scripts_count() {
        let tokens = tokenise("２０１４ ٨");
        assert_eq!(tokens.iter().map(|token| token.value).collect::<Vec<_>>(), [2014, 8]);
        assert!(["a 1", "٨ أبريل", "۸", "८ अप्रैल", "৮", "๘ เมษายน", "２"].into_iter().all(has_digit));
        assert!(!["", "’ é", "أبريل", "अप्रैल", "เมษายน", "：。"].into_iter().any(has_digit));
    }

    #[test]
    fn a_word_of_hindi_or_bengali_is_one() {
        assert_eq!(pieces("8 अप्रैल 2014"), ["8", "अप्रैल", "2014"]);
        assert_eq!(pieces("৮ এপ্রিল"), ["৮", "এপ্রিল"]);
    }
}
