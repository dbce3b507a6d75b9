//! Who a feed names: `ada@example.com (Ada L.)`, `Ada L. <ada@example.com>`, or a name alone.

use std::sync::LazyLock;

use model::EntryAuthor;
use regex::Regex;

use super::words::plain;

/// An entry inherits no more authors than this from its feed.
const INHERITED_LIMIT: usize = 20;
/// And none whose name or address is longer, in bytes.
const INHERITED_BYTES: usize = 500;

static MAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*").ok());

/// Reads one author as RSS writes it.
pub(super) fn read(text: &str) -> Option<EntryAuthor> {
    let text = plain(text.get(..1000).unwrap_or(text))?;
    let Some(mail) = MAIL.as_ref().and_then(|pattern| pattern.find(&text)) else {
        return Some(EntryAuthor { name: Some(text), email: None });
    };
    let (before, after) = (text.get(..mail.start())?, text.get(mail.end()..)?);
    let words = format!("{before} {after}").replace("mailto:", " ");
    let name = words.trim_matches(|c: char| c.is_whitespace() || "()<>[]\"',;:".contains(c));
    let name = (!name.is_empty()).then(|| name.to_owned());
    Some(EntryAuthor { name, email: Some(mail.as_str().to_owned()) })
}

/// What an entry without authors has from its feed. Each entry has a copy of it.
pub(super) fn inherited(authors: &[EntryAuthor]) -> Vec<EntryAuthor> {
    let is_short = |text: &Option<String>| text.as_ref().is_none_or(|text| text.len() <= INHERITED_BYTES);
    let short = authors.iter().filter(|author| is_short(&author.name) && is_short(&author.email));
    short.take(INHERITED_LIMIT).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_and_address_are_told_apart() {
        let read = |text| {
            let author = read(text).unwrap();
            (author.name.unwrap_or_default(), author.email.unwrap_or_default())
        };
        let both = ("Ada Lovelace".to_owned(), "ada@example.com".to_owned());
        assert_eq!(read("ada@example.com (Ada Lovelace)"), both);
        assert_eq!(read("Ada Lovelace <ada@example.com>"), both);
        assert_eq!(read("Ada Lovelace (ada@example.com)"), both);
        assert_eq!(read("ada@example.com"), (String::new(), "ada@example.com".to_owned()));
        assert_eq!(read("Ada Lovelace"), ("Ada Lovelace".to_owned(), String::new()));
    }
}
