//! A feed as its readers hand it over.

use model::{Entry, EntryAuthor, Note};
use url::Url;

/// No feed has more entries than this.
pub(super) const ENTRY_LIMIT: usize = 10_000;

/// What a feed says of itself that holds for its entries too.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// Who signs it as a whole.
    pub authors: Vec<EntryAuthor>,
    /// Its language, ISO 639-1.
    pub language: Option<String>,
}

/// One entry, with what its reader alone knows.
#[derive(Debug, Clone, Default)]
pub(super) struct Item {
    /// The entry.
    pub entry: Entry,
    /// The post's own address, where `entry.link` is one that only counts clicks.
    pub origin: Option<Url>,
    /// Whether the document ended inside it.
    pub cut: bool,
}

/// A feed.
#[derive(Debug, Clone, Default)]
pub(super) struct Feed {
    /// What it says of itself.
    pub head: Head,
    /// Its entries, as they stand.
    pub items: Vec<Item>,
    /// Its next page (RFC 5005), where it names one.
    pub next: Vec<Url>,
    /// What was repaired.
    pub notes: Vec<Note>,
}

/// The language of a tag such as `en-US`, where it is one of two letters.
pub(super) fn language(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (primary.len() == 2 && primary.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(primary)
}
