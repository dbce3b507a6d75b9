//! Atom 1.0 (RFC 4287) and 0.3, also a document that is one entry.

use data_encoding::BASE64_MIME_PERMISSIVE;
use model::{Entry, EntryAuthor, FeedHead};
use url::Url;

use super::fields::{self, ABOUT, DESCRIBED, PEOPLE_LIMIT, PUBLISHED, SIGNED, TITLES, UPDATED};
use super::shape::{ENTRY_LIMIT, Feed, Item, language};
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
    feed.head = head(root, url, context);
    let entries = root.elements().filter(|child| child.name == "entry").take(ENTRY_LIMIT);
    let site = feed.head.link.as_deref().and_then(complete);
    let place = site.as_ref().unwrap_or(url);
    feed.items = entries.map(|entry| item(entry, &feed.head.authors, place, context)).collect();
    feed.next = ["next", "prev-archive"].iter().filter_map(|rel| related(root, rel, url)).collect();
    feed
}

fn head(root: &Element, url: &Url, context: &DateContext) -> FeedHead {
    let time = |names: &[&str]| time(root, names, context, "feed");
    let id = root.first("id").and_then(|id| identity(id, url));
    let link = related(root, "alternate", url).or_else(|| complete(id.as_deref()?));
    FeedHead {
        title: root.first("title").and_then(title).or_else(|| fields::title(root, &TITLES[1..])),
        subtitle: ["subtitle", "tagline"]
            .iter()
            .find_map(|name| value(root.first(name)?))
            .or_else(|| fields::first(root, &ABOUT)),
        link: link.map(String::from),
        id,
        published: time(&["published", "issued", "created"]),
        updated: time(&["updated", "modified"]),
        authors: signed(root),
        language: root.attribute("xml:lang").and_then(language),
        paged: fields::paged(root, url),
    }
}

/// The people in `author` elements of any vocabulary.
pub(super) fn people(parent: &Element, name: &str) -> Vec<EntryAuthor> {
    parent.elements().filter(|child| child.name == name).take(PEOPLE_LIMIT).filter_map(person).collect()
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
        let base = link.base_or(url);
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
        reference(content.base_or(url), content.attribute("src")?)
    };
    let mut authors = signed(entry);
    if authors.is_empty() {
        authors = entry.first("source").map(|source| people(source, "author")).unwrap_or_default();
    }
    if authors.is_empty() {
        // An entry without an author has those of its feed (RFC 4287, section 4.1.2).
        authors = super::person::inherited(inherited);
    }
    let time = |names: &[&str]| time(entry, names, context, "entry");
    let origin = entry.first_of(Vocabulary::FeedBurner, "origlink").and_then(Element::trimmed);
    let origin = origin.and_then(|text| complete(&text));
    let id = entry.first("id").and_then(|id| identity(id, url));
    let link = related(entry, "alternate", url).or_else(out_of_line);
    // An id that is an address is the permanent one.
    let link = origin.or(link).or_else(|| complete(id.as_deref()?));
    Item {
        entry: Entry {
            title: entry.first("title").and_then(title).or_else(|| fields::title(entry, &TITLES[1..])),
            link: link.map(String::from),
            id,
            published: time(&["published", "issued", "created"]),
            updated: time(&["updated", "modified"]),
            authors,
            summary: entry.first("summary").and_then(value).or_else(|| fields::first(entry, &DESCRIBED)),
            content: content.and_then(value),
            text: None,
        },
        cut: entry.cut,
    }
}

/// The authors of an entry or a feed, in any vocabulary.
fn signed(parent: &Element) -> Vec<EntryAuthor> {
    let people = people(parent, "author");
    if people.is_empty() { fields::people(parent, &SIGNED) } else { people }
}

/// An id as stated. It is an IRI and compared as it stands (RFC 4287, section 4.2.6); the path of one is made
/// whole, so that it is the same wherever the feed is read.
fn identity(element: &Element, url: &Url) -> Option<String> {
    let text = element.trimmed()?;
    if !text.starts_with('/') {
        return Some(text);
    }
    Some(reference(element.base_or(url), &text).map_or(text, String::from))
}

fn time(parent: &Element, names: &[&str], context: &DateContext, place: &str) -> Option<model::Stamp> {
    let own = names.iter().find_map(|name| {
        // Of two of one name the later one corrects the earlier.
        let text = parent.all(name).last()?.trimmed()?;
        stamp(Some(&text), context, &format!("atom:{place}/{name}"))
    });
    let others = if names.contains(&"updated") { UPDATED.as_slice() } else { PUBLISHED.as_slice() };
    own.or_else(|| fields::time(parent, others, context, &format!("atom:{place}")))
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
