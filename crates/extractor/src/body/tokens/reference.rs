//! References to characters: `&amp;`, `&#38;`.

use markup5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// What a reference stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference {
    first: char,
    second: Option<char>,
    /// Its bytes in the text.
    pub(super) length: usize,
}

impl Reference {
    /// The characters.
    pub(super) fn letters(self) -> impl Iterator<Item = char> {
        std::iter::once(self.first).chain(self.second)
    }

    fn one(first: char, length: usize) -> Self {
        Self { first, second: None, length }
    }
}

/// The reference at the beginning of `text`, which starts with `&`; where there is none, the `&` itself.
pub(super) fn reference(text: &str, in_attribute: bool) -> Reference {
    let name = text.get(1..).unwrap_or_default();
    let found = match name.strip_prefix('#') {
        Some(number) => numeric(number),
        None => named(name, in_attribute),
    };
    found.unwrap_or(Reference::one('&', 1))
}

/// A number behind `&#`.
fn numeric(text: &str) -> Option<Reference> {
    let (digits, base) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (text, 10),
    };
    let length = digits.find(|c: char| !c.is_digit(base)).unwrap_or(digits.len());
    if length == 0 {
        return None;
    }
    let (digits, behind) = digits.split_at(length);
    // One that is too large for its type is too large for a character as well.
    let number = u32::from_str_radix(digits, base).unwrap_or(u32::MAX);
    let before = "&#".len() + text.len() - digits.len() - behind.len();
    let length = before + digits.len() + usize::from(behind.starts_with(';'));
    Some(Reference::one(character(number), length))
}

/// The character of a number; those of Windows-1252 in the place of control characters.
fn character(number: u32) -> char {
    let replaced = || {
        let place = usize::try_from(number.checked_sub(0x80)?).ok()?;
        C1_REPLACEMENTS.get(place).copied().flatten()
    };
    let other = || char::from_u32(number).filter(|c| *c != '\0').unwrap_or('\u{fffd}');
    replaced().unwrap_or_else(other)
}

/// The names that most references have. Nothing goes on behind a semicolon, so that no longer name begins with one of them.
const USUAL: [(&str, char); 12] = [
    ("amp;", '&'),
    ("quot;", '"'),
    ("nbsp;", '\u{a0}'),
    ("lt;", '<'),
    ("gt;", '>'),
    ("rsquo;", '’'),
    ("ldquo;", '“'),
    ("rdquo;", '”'),
    ("lsquo;", '‘'),
    ("ndash;", '–'),
    ("mdash;", '—'),
    ("copy;", '©'),
];

/// The name that stands behind `&`.
fn named(text: &str, in_attribute: bool) -> Option<Reference> {
    let usual = USUAL.iter().find(|(name, _)| text.starts_with(name));
    usual
        .map(|(name, letter)| Reference::one(*letter, 1 + name.len()))
        .or_else(|| longest(text, in_attribute))
}

/// The longest name that stands behind `&`, by the table of all.
fn longest(text: &str, in_attribute: bool) -> Option<Reference> {
    let mut longest = None;
    // The table has the beginnings of names as well, as names of nothing.
    for (at, letter) in text.char_indices() {
        let length = at + letter.len_utf8();
        let Some(&(first, second)) = text.get(..length).and_then(|name| NAMED_ENTITIES.get(name)) else {
            break;
        };
        if first != 0 {
            longest = Some((first, second, length));
        }
    }
    let (first, second, length) = longest?;
    let (name, behind) = text.split_at(length);
    // In addresses such as `?a=1&copy=2`.
    let is_parameter = behind.starts_with(|c: char| c == '=' || c.is_ascii_alphanumeric());
    if in_attribute && !name.ends_with(';') && is_parameter {
        return None;
    }
    let second = char::from_u32(second).filter(|c| *c != '\0');
    Some(Reference { first: char::from_u32(first)?, second, length: 1 + length })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, in_attribute: bool) -> String {
        let found = reference(text, in_attribute);
        let letters: String = found.letters().collect();
        format!("{letters}{}", text.get(found.length..).unwrap())
    }

    #[test]
    fn a_usual_name_says_what_the_table_says() {
        for (name, _) in USUAL {
            for behind in ["", "x", "=", ";", "é"] {
                for in_attribute in [false, true] {
                    let text = format!("{name}{behind}");
                    assert_eq!(named(&text, in_attribute), longest(&text, in_attribute), "{text}");
                }
            }
        }
    }

    #[test]
    fn references_are_read_as_the_standard_says() {
        for (text, expected) in [
            ("&amp;x", "&x"),
            ("&ampx", "&x"),
            ("&notit;", "¬it;"),
            ("&notin;", "∉"),
            ("&NotEqualTilde;", "\u{2242}\u{338}"),
            ("&unknown;", "&unknown;"),
            ("&", "&"),
            ("& x", "& x"),
            ("&#38;", "&"),
            ("&#x26x", "&x"),
            ("&#;", "&#;"),
            ("&#x;", "&#x;"),
            ("&#0;", "\u{fffd}"),
            ("&#xd800;", "\u{fffd}"),
            ("&#99999999999999;", "\u{fffd}"),
            ("&#x92;", "’"),
            ("&#x81;", "\u{81}"),
        ] {
            assert_eq!(read(text, false), expected, "{text}");
        }
        assert_eq!(read("&copy=2", true), "&copy=2");
        assert_eq!(read("&copy;=2", true), "©=2");
        assert_eq!(read("&copy=2", false), "©=2");
        assert_eq!(read("&copy", true), "©");
    }
}
