//! Character references and named entities, HTML's included.

use std::borrow::Cow;

use markup5ever::data::NAMED_ENTITIES;

/// The longest name of an entity that HTML knows, with room.
const LONGEST_NAME: usize = 40;

/// What `&name;` stands for; `name` is written without `&` and `;`. Numbers 128 to 159 are read as
/// Windows-1252, as every browser reads them.
pub(crate) fn resolve(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return named(name);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    let character = match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9f) => windows_1252(byte),
        _ => char::from_u32(code)?,
    };
    (character != '\0').then(|| Cow::Owned(character.to_string()))
}

/// `text` with its references resolved; what is not a reference stays as it is.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else {
        return Cow::Borrowed(text);
    };
    let mut plain = String::with_capacity(text.len());
    let (before, mut rest) = text.split_at(first);
    plain.push_str(before);
    while let Some(after) = rest.strip_prefix('&') {
        let resolved = after
            .bytes()
            .take(LONGEST_NAME)
            .position(|byte| byte == b';')
            .and_then(|end| Some((resolve(after.get(..end)?)?, after.get(end + 1..)?)));
        let tail = match resolved {
            Some((characters, tail)) => {
                plain.push_str(&characters);
                tail
            }
            None => {
                plain.push('&');
                after
            }
        };
        let next = tail.find('&').unwrap_or(tail.len());
        let (before, following) = tail.split_at(next);
        plain.push_str(before);
        rest = following;
    }
    Cow::Owned(plain)
}

fn named(name: &str) -> Option<Cow<'static, str>> {
    // XML has it, the older HTML has not.
    if name == "apos" {
        return Some(Cow::Borrowed("'"));
    }
    let (first, second) = NAMED_ENTITIES.get(format!("{name};").as_str()).copied()?;
    // The table also holds the beginnings of names, with no characters.
    let characters = [first, second].into_iter().filter(|&code| code != 0).filter_map(char::from_u32);
    let characters: String = characters.collect();
    (!characters.is_empty()).then_some(Cow::Owned(characters))
}

/// The character that a byte of 128 to 159 is in Windows-1252.
pub(super) fn windows_1252(byte: u8) -> char {
    let bytes = [byte];
    let (decoded, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
    decoded.chars().next().unwrap_or('\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_both_kinds_are_resolved() {
        assert_eq!(unescape("caf&eacute; &#8211; &#x2014; &amp;amp;"), "café – — &amp;");
        assert_eq!(unescape("&alpha;&Zeta;&oelig;&apos;"), "αΖœ'");
        assert_eq!(unescape("&#146;"), "’", "as browsers read it");
    }

    #[test]
    fn what_is_no_reference_stays() {
        for text in ["AT&T", "a & b", "&nosuch;", "&#0;", "&#x110000;", "&", "&;"] {
            assert_eq!(unescape(text), text);
        }
    }
}
