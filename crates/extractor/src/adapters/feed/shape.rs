//! A feed as its readers hand it over.

use model::{Entry, FeedHead, Note};
use url::Url;

/// No feed has more entries than this.
pub(super) const ENTRY_LIMIT: usize = 10_000;

/// One entry. Where its `link` only counts clicks and the feed says the post's own address, it is that.
#[derive(Debug, Clone, Default)]
pub(super) struct Item {
    /// The entry.
    pub entry: Entry,
    /// Whether the document ended inside it.
    pub cut: bool,
}

/// A feed.
#[derive(Debug, Clone, Default)]
pub(super) struct Feed {
    /// What it says of itself.
    pub head: FeedHead,
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
