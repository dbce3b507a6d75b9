//! Atom 1.0 (RFC 4287) and 0.3, also a document that is one entry.

use data_encoding::BASE64_MIME_PERMISSIVE;
use model::{Entry, EntryAuthor};
use url::Url;

use super::shape::{ENTRY_LIMIT, Feed, Head, Item, language};
use super::words::{one_line, plain};
use crate::adapters::address::{complete, reference};
use crate::adapters::statement::stamp;
use crate::adapters::xml::{Element, Vocabulary};
use crate::dates::DateContext;

/// Reads a `feed` or `entry` element.
pub(super) fn read(root: &Element, url: &Url, context: &DateContext) -> Feed {
    let mut feed = Feed::default();
    if root.name == "entry" {
        feed.items.push(item(root, &[], url, context));
        return feed;
    }
    feed.head =
        Head { authors: people(root, "author"), language: root.attribute("xml:lang").and_then(language) };
    let entries = root.elements().filter(|child| child.name == "entry").take(ENTRY_LIMIT);
    feed.items = entries.map(|entry| item(entry, &feed.head.authors, url, context)).collect();
    feed.next = ["next", "prev-archive"].iter().filter_map(|rel| related(root, rel, url)).collect();
    feed
}

/// The people in `author` elements of any vocabulary.
pub(super) fn people(parent: &Element, name: &str) -> Vec<EntryAuthor> {
    parent.elements().filter(|child| child.name == name).filter_map(person).collect()
}

/// One person: name and address in elements of their own, or in one text.
pub(super) fn person(element: &Element) -> Option<EntryAuthor> {
    let part = |name| element.first_any(name).and_then(|part| one_line(&part.text()));
    if !element.has_elements() {
        return super::person::read(&element.text());
    }
    let author = EntryAuthor { name: part("name"), email: part("email") };
    (author.name.is_some() || author.email.is_some()).then_some(author)
}

/// The address of the first `link` of that relation; for `alternate`, a page before other forms.
pub(super) fn related(parent: &Element, rel: &str, url: &Url) -> Option<Url> {
    let links = || {
        parent.elements().filter(move |link| {
            let stated = link.attribute("rel").map_or("alternate", |rel| match rel.trim() {
                "" => "alternate",
                rel => rel.rsplit("/relation/").next().unwrap_or(rel),
            });
            link.name == "link" && stated.eq_ignore_ascii_case(rel)
        })
    };
    let page = links().find(|link| link.attribute("type").is_none_or(|kind| kind.contains("html")));
    page.into_iter().chain(links()).find_map(|link| {
        let base = link.base.as_ref().unwrap_or(url);
        reference(base, link.attribute("href")?)
    })
}

/// The markup or text of a text construct or of `content`.
pub(super) fn value(element: &Element) -> Option<String> {
    let kind = element.attribute("type").unwrap_or("text").trim().to_ascii_lowercase();
    let mode = element.attribute("mode").unwrap_or_default().trim().to_ascii_lowercase();
    let value = match (kind.as_str(), mode.as_str()) {
        (_, "base64") => decode(&element.text()),
        (_, "escaped") => element.text(),
        _ if element.has_elements() => inner(element),
        ("" | "text" | "html" | "xhtml" | "plain", _) => element.text(),
        (kind, _) if kind.starts_with("text/") || kind.contains("xml") => element.text(),
        // Any other media type is written in base 64 (RFC 4287, section 4.1.3.3).
        _ => decode(&element.text()),
    };
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// A title as plain text.
pub(super) fn title(element: &Element) -> Option<String> {
    let kind = element.attribute("type").unwrap_or("text").trim().to_ascii_lowercase();
    if element.has_elements() {
        return one_line(&element.text());
    }
    match kind.as_str() {
        "" | "text" | "text/plain" | "plain" => one_line(&value(element)?),
        _ => plain(&value(element)?),
    }
}

fn item(entry: &Element, inherited: &[EntryAuthor], url: &Url, context: &DateContext) -> Item {
    let content = entry.first("content");
    let out_of_line = || {
        let content = content?;
        reference(content.base.as_ref().unwrap_or(url), content.attribute("src")?)
    };
    let mut authors = people(entry, "author");
    if authors.is_empty() {
        authors = entry.first("source").map(|source| people(source, "author")).unwrap_or_default();
    }
    if authors.is_empty() {
        // An entry without an author has those of its feed (RFC 4287, section 4.1.2).
        authors = inherited.to_vec();
    }
    let time = |names: &[&str]| time(entry, names, context);
    let origin = entry.first_of(Vocabulary::FeedBurner, "origlink").and_then(Element::trimmed);
    let id = entry.first("id").and_then(Element::trimmed);
    let link = related(entry, "alternate", url).or_else(out_of_line);
    // An id that is an address is the permanent one.
    let link = link.or_else(|| complete(id.as_deref()?));
    Item {
        entry: Entry {
            title: entry.first("title").and_then(title),
            link: link.map(String::from),
            id,
            published: time(&["published", "issued", "created"]),
            updated: time(&["updated", "modified"]),
            authors,
            summary: entry.first("summary").and_then(value),
            content: content.and_then(value),
        },
        origin: origin.and_then(|text| complete(&text)),
        cut: entry.cut,
    }
}

fn time(parent: &Element, names: &[&str], context: &DateContext) -> Option<model::Stamp> {
    names.iter().find_map(|name| {
        let text = parent.first(name)?.trimmed()?;
        stamp(Some(&text), context, &format!("atom:entry/{name}"))
    })
}

/// The markup inside; of XHTML content, inside its one `div` (RFC 4287, section 3.1.1.3).
fn inner(element: &Element) -> String {
    let mut inside = element.elements();
    match (inside.next(), inside.next()) {
        (Some(only), None) if only.name == "div" => only.inner_markup(),
        _ => element.inner_markup(),
    }
}

fn decode(text: &str) -> String {
    match BASE64_MIME_PERMISSIVE.decode(text.trim().as_bytes()) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => text.to_owned(),
    }
}
