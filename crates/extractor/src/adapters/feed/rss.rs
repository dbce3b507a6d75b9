//! RSS 0.9x, 1.0 (RDF), 1.1 and 2.0, with the elements of other vocabularies inside, and its forerunner CDF.

use model::{Entry, FeedHead, Stamp};
use url::Url;

use super::atom;
use super::fields::{self, ABOUT, DESCRIBED, EDITED, PUBLISHED, SIGNED, TITLES, UPDATED, markup};
use super::shape::{ENTRY_LIMIT, Feed, Item, language};
use crate::adapters::address::{complete, reference};
use crate::adapters::statement::stamp;
use crate::adapters::xml::{Element, Vocabulary};
use crate::dates::DateContext;

/// Reads an `rss`, `RDF` or `channel` element.
pub(super) fn read(root: &Element, url: &Url, context: &DateContext) -> Feed {
    let channel = root.first("channel").unwrap_or(root);
    // RSS 1.0 and 0.90 have their items beside the channel, 1.1 has them in a list of their own.
    let beside = (!std::ptr::eq(channel, root)).then(|| root.all("item")).into_iter().flatten();
    let listed = channel.all("items").flat_map(|items| items.all("item"));
    let items = channel.all("item").chain(listed).chain(beside).take(ENTRY_LIMIT);
    let head = head(channel, url, context);
    let site = head.link.as_deref().and_then(complete);
    let place = site.as_ref().unwrap_or(url);
    Feed {
        items: items.map(|element| item(element, place, context)).collect(),
        next: ["next", "prev-archive"].iter().filter_map(|rel| atom_link(channel, rel, url)).collect(),
        head,
        notes: Vec::new(),
    }
}

fn head(channel: &Element, url: &Url, context: &DateContext) -> FeedHead {
    let tag = channel.first("language").or_else(|| channel.first_of(Vocabulary::Dublin, "language"));
    let id = channel.first_of(Vocabulary::Atom, "id").or_else(|| channel.first("guid"));
    let id = id.or_else(|| channel.first_of(Vocabulary::Dublin, "identifier"));
    FeedHead {
        title: fields::title(channel, &TITLES),
        subtitle: fields::first(channel, &ABOUT),
        link: page(channel, url).map(String::from),
        id: id.and_then(Element::trimmed),
        published: fields::time(channel, &PUBLISHED, context, "rss:channel"),
        updated: fields::time(channel, &UPDATED, context, "rss:channel")
            .or_else(|| modified(channel, context, "rss:channel")),
        authors: fields::people(channel, &EDITED),
        language: tag.and_then(|tag| language(&tag.text())),
        paged: fields::paged(channel, url),
    }
}

/// Reads an item; an address in it that is not whole is one of `place`.
fn item(element: &Element, place: &Url, context: &DateContext) -> Item {
    let guid = element.first("guid");
    let about = || {
        let (_, value) = element.attributes.iter().find(|(key, _)| key.ends_with(":about"))?;
        Some(value.clone())
    };
    let id = guid
        .and_then(Element::trimmed)
        .or_else(|| element.first_of(Vocabulary::Atom, "id").and_then(Element::trimmed))
        .or_else(about)
        .or_else(|| element.first_of(Vocabulary::Dublin, "identifier").and_then(Element::trimmed));
    let mut authors = fields::people(element, &SIGNED);
    if authors.is_empty() {
        authors = atom::people(element, "author");
    }
    if authors.is_empty() {
        authors = fields::people(element, &[(Vocabulary::Dublin, "publisher")]);
    }
    let summary = element.first("summary").or_else(|| element.first("description"));
    let summary = summary.and_then(markup).or_else(|| fields::first(element, &DESCRIBED));
    let origin =
        element.first_of(Vocabulary::FeedBurner, "origlink").and_then(|origin| complete(&origin.text()));
    Item {
        entry: Entry {
            title: fields::title(element, &TITLES),
            link: origin.or_else(|| page(element, place)).map(String::from),
            id,
            published: fields::time(element, &PUBLISHED, context, "rss:item"),
            updated: fields::time(element, &UPDATED, context, "rss:item")
                .or_else(|| modified(element, context, "rss:item")),
            authors,
            summary,
            content: content(element),
            text: None,
        },
        cut: element.cut,
    }
}

/// The whole text of an item, where it has one beside its summary.
fn content(element: &Element) -> Option<String> {
    let encoded = element.first_of(Vocabulary::Content, "encoded");
    let body = encoded.or_else(|| element.first_of(Vocabulary::Xhtml, "body"));
    let body = body.or_else(|| element.first_of(Vocabulary::Xhtml, "div"));
    let body = body.or_else(|| ["body", "fullitem"].into_iter().find_map(|name| element.first(name)));
    // Beside a summary, the description is the longer text.
    let body = body.or_else(|| element.first("description").filter(|_| element.first("summary").is_some()));
    let own = || element.first("content").or_else(|| element.first_of(Vocabulary::Atom, "content"));
    body.and_then(markup).or_else(|| own().and_then(atom::value))
}

/// `LASTMOD` of CDF.
fn modified(element: &Element, context: &DateContext, place: &str) -> Option<Stamp> {
    stamp(element.attribute("lastmod"), context, &format!("{place}/@lastmod"))
}

/// The page that a channel or an item leads to: the `link`, an Atom link, a `guid` that is one, or the `HREF` of CDF.
fn page(element: &Element, url: &Url) -> Option<Url> {
    let against = |part: &Element, text: &str| reference(part.base_or(url), text);
    let stated = element.all("link").find_map(|link| {
        let text = link.text();
        against(link, &text).or_else(|| against(link, link.attribute("href")?))
    });
    let permanent = || {
        let guid = element.first("guid")?;
        let text = guid.trimmed()?;
        let said = guid.attribute("ispermalink").is_none_or(|value| !value.eq_ignore_ascii_case("false"));
        if said { complete(&text) } else { None }
    };
    let anchor = || {
        let anchor = element.first("a").and_then(|anchor| anchor.attribute("href"));
        against(element, element.attribute("href").or(anchor)?)
    };
    stated.or_else(|| atom_link(element, "alternate", url)).or_else(permanent).or_else(anchor)
}

fn atom_link(element: &Element, rel: &str, url: &Url) -> Option<Url> {
    element.first_of(Vocabulary::Atom, "link")?;
    atom::related(element, rel, url)
}
