//! RSS 0.9x, 1.0 (RDF) and 2.0, with the elements of Dublin Core, Atom and the content module inside.

use model::{Entry, EntryAuthor, Stamp};
use url::Url;

use super::atom;
use super::shape::{ENTRY_LIMIT, Feed, Head, Item, language};
use super::words::plain;
use crate::adapters::address::{complete, reference};
use crate::adapters::statement::stamp;
use crate::adapters::xml::{Element, Vocabulary};
use crate::dates::DateContext;

/// Reads an `rss`, `RDF` or `channel` element.
pub(super) fn read(root: &Element, url: &Url, context: &DateContext) -> Feed {
    let channel = root.first("channel").unwrap_or(root);
    // RSS 1.0 and 0.90 have their items beside the channel.
    let beside = (!std::ptr::eq(channel, root)).then(|| root.all("item")).into_iter().flatten();
    let tag = channel.first("language").or_else(|| channel.first_of(Vocabulary::Dublin, "language"));
    let items = channel.all("item").chain(beside).take(ENTRY_LIMIT);
    Feed {
        head: Head { authors: Vec::new(), language: tag.and_then(|tag| language(&tag.text())) },
        items: items.map(|element| item(element, url, context)).collect(),
        next: atom_link(channel, "next", url).into_iter().collect(),
        notes: Vec::new(),
    }
}

/// Where an item names its authors.
const SIGNED: [(Vocabulary, &str); 3] =
    [(Vocabulary::Plain, "author"), (Vocabulary::Dublin, "creator"), (Vocabulary::Dublin, "author")];

/// Where the time of publication stands, best first.
const PUBLISHED: [(Vocabulary, &str); 6] = [
    (Vocabulary::Plain, "pubdate"),
    (Vocabulary::Atom, "published"),
    (Vocabulary::Dublin, "issued"),
    (Vocabulary::Dublin, "created"),
    (Vocabulary::Dublin, "date"),
    (Vocabulary::Other, "pubdate"),
];

/// Where the time of the last change of an item stands.
const UPDATED: [(Vocabulary, &str); 4] = [
    (Vocabulary::Atom, "updated"),
    (Vocabulary::Dublin, "modified"),
    (Vocabulary::Plain, "lastbuilddate"),
    (Vocabulary::Atom, "modified"),
];

fn item(element: &Element, url: &Url, context: &DateContext) -> Item {
    let dublin = |name| element.first_of(Vocabulary::Dublin, name);
    let title = element.first("title").or_else(|| dublin("title"));
    let title = title.or_else(|| element.first_of(Vocabulary::Atom, "title"));
    let guid = element.first("guid");
    let about = || {
        let (_, value) = element.attributes.iter().find(|(key, _)| key.ends_with(":about"))?;
        Some(value.clone())
    };
    let id = guid
        .and_then(Element::trimmed)
        .or_else(|| element.first_of(Vocabulary::Atom, "id").and_then(Element::trimmed).or_else(about));
    let mut authors = texts(element, &SIGNED);
    if authors.is_empty() {
        authors = atom::people(element, "author");
    }
    if authors.is_empty() {
        authors = texts(element, &[(Vocabulary::Dublin, "publisher")]);
    }
    let summary =
        element.first("summary").or_else(|| element.first("description")).or_else(|| dublin("description"));
    let summary = summary.or_else(|| element.first_of(Vocabulary::Atom, "summary"));
    let summary = summary.or_else(|| element.first_of(Vocabulary::Other, "summary"));
    let content = element.first_of(Vocabulary::Content, "encoded");
    let content = content.or_else(|| element.first_of(Vocabulary::Xhtml, "body"));
    let content = content.or_else(|| element.first_of(Vocabulary::Xhtml, "div"));
    let content = content.or_else(|| ["body", "fullitem"].into_iter().find_map(|name| element.first(name)));
    // Beside a summary, the description is the longer text.
    let content =
        content.or_else(|| element.first("description").filter(|_| element.first("summary").is_some()));
    let own = element.first("content").or_else(|| element.first_of(Vocabulary::Atom, "content"));
    Item {
        entry: Entry {
            title: title.and_then(|title| plain(&markup(title)?)),
            link: page(element, url).map(String::from),
            id,
            published: time(element, &PUBLISHED, context),
            updated: time(element, &UPDATED, context),
            authors,
            summary: summary.and_then(markup),
            content: content.and_then(markup).or_else(|| own.and_then(atom::value)),
        },
        origin: element
            .first_of(Vocabulary::FeedBurner, "origlink")
            .and_then(|origin| complete(&origin.text())),
        cut: element.cut,
    }
}

/// The page that an item leads to: the `link`, an Atom link, or a `guid` that is one.
fn page(element: &Element, url: &Url) -> Option<Url> {
    let against = |part: &Element, text: &str| reference(part.base.as_ref().unwrap_or(url), text);
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
    stated.or_else(|| atom_link(element, "alternate", url)).or_else(permanent)
}

fn atom_link(element: &Element, rel: &str, url: &Url) -> Option<Url> {
    element.first_of(Vocabulary::Atom, "link")?;
    atom::related(element, rel, url)
}

/// What is inside: markup that stands there unescaped, or text that is the markup.
fn markup(element: &Element) -> Option<String> {
    let markup = if element.has_elements() { element.inner_markup() } else { element.text() };
    let markup = markup.trim();
    (!markup.is_empty()).then(|| markup.to_owned())
}

fn texts(parent: &Element, names: &[(Vocabulary, &str)]) -> Vec<EntryAuthor> {
    let mut found: Vec<EntryAuthor> = Vec::new();
    for element in names.iter().flat_map(|&(vocabulary, name)| parent.all_of(vocabulary, name)) {
        match atom::person(element) {
            Some(author) if found.iter().all(|known| known.name != author.name) => found.push(author),
            _ => {}
        }
    }
    found
}

fn time(parent: &Element, names: &[(Vocabulary, &str)], context: &DateContext) -> Option<Stamp> {
    names.iter().find_map(|&(vocabulary, name)| {
        let element = parent.first_of(vocabulary, name)?;
        stamp(Some(&element.trimmed()?), context, &format!("rss:item/{}", element.qualified))
    })
}
