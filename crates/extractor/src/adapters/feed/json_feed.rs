//! JSON Feed 1.0 and 1.1.

use std::collections::HashSet;

use model::{Entry, EntryAuthor, FeedHead, Stamp};
use serde_json::Value;
use url::Url;

use super::fields::PEOPLE_LIMIT;
use super::shape::{ENTRY_LIMIT, Feed, Item, language};
use super::words::plain;
use crate::adapters::address::{complete, reference};
use crate::adapters::json::{list, owned, text};
use crate::adapters::statement::stamp;
use crate::dates::DateContext;

/// Reads a feed; `None` where the document is another one.
pub(super) fn read(value: &Value, url: &Url, context: &DateContext) -> Option<Feed> {
    let version = text(value, "version").unwrap_or_default();
    // Some write only the number; the address of the feed tells them from other documents.
    let stated = version.contains("jsonfeed.org/version") || value.get("feed_url").is_some();
    if !stated || !value.get("items").is_some_and(Value::is_array) {
        return None;
    }
    let head = FeedHead {
        title: text(value, "title").and_then(plain),
        subtitle: owned(value, "description"),
        link: text(value, "home_page_url").and_then(|page| reference(url, page)).map(String::from),
        id: owned(value, "feed_url"),
        published: None,
        updated: None,
        authors: people(value),
        language: text(value, "language").and_then(language),
        paged: None,
    };
    let items = list(value, "items").iter().take(ENTRY_LIMIT);
    let items = items.map(|entry| item(entry, &head.authors, url, context)).collect();
    let next = text(value, "next_url").and_then(|next| reference(url, next)).into_iter().collect();
    Some(Feed { head, items, next, notes: Vec::new() })
}

fn item(entry: &Value, inherited: &[EntryAuthor], url: &Url, context: &DateContext) -> Item {
    let mut authors = people(entry);
    if authors.is_empty() {
        authors = super::person::inherited(inherited);
    }
    let id = match entry.get("id") {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => owned(entry, "id"),
    };
    let stated = ["url", "external_url"].iter().find_map(|name| reference(url, text(entry, name)?));
    let link = stated.or_else(|| complete(id.as_deref()?));
    let summary = owned(entry, "summary");
    Item {
        entry: Entry {
            title: text(entry, "title").and_then(plain),
            link: link.map(String::from),
            id,
            published: time(entry, "date_published", context),
            updated: time(entry, "date_modified", context),
            authors,
            summary,
            content: owned(entry, "content_html").or_else(|| owned(entry, "content_text")),
            text: None,
        },
        cut: false,
    }
}

fn time(entry: &Value, field: &str, context: &DateContext) -> Option<Stamp> {
    stamp(text(entry, field), context, &format!("json-feed:{field}"))
}

/// `authors` of version 1.1, or the one `author` of version 1.0; each once.
fn people(value: &Value) -> Vec<EntryAuthor> {
    let one = value.get("author").or_else(|| value.get("authors").filter(|authors| authors.is_object()));
    let people = list(value, "authors").iter().chain(one).take(PEOPLE_LIMIT);
    let mut known = HashSet::new();
    let named = people.filter_map(|author| text(author, "name")).filter(|name| known.insert(*name));
    named.map(|name| EntryAuthor { name: Some(name.to_owned()), email: None }).collect()
}
