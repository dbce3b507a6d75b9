//! Where the fields of a feed or of an entry stand, in the vocabularies that feeds mix: each list best first.
//! The reading of odd cases follows the documentation of Universal Feed Parser.

use model::{EntryAuthor, Stamp};
use url::Url;

use super::atom;
use super::words::plain;
use crate::adapters::statement::stamp;
use crate::adapters::xml::{Element, Vocabulary};
use crate::dates::DateContext;

/// So many people sign a post; more are not read.
pub(super) const PEOPLE_LIMIT: usize = 100;

/// A name in a vocabulary.
pub(super) type Name = (Vocabulary, &'static str);

/// The headline of an item, the name of a feed.
pub(super) const TITLES: [Name; 5] = [
    (Vocabulary::Plain, "title"),
    (Vocabulary::Dublin, "title"),
    (Vocabulary::Atom, "title"),
    (Vocabulary::Media, "title"),
    (Vocabulary::Itunes, "title"),
];

/// Who signs an item.
pub(super) const SIGNED: [Name; 4] = [
    (Vocabulary::Plain, "author"),
    (Vocabulary::Dublin, "creator"),
    (Vocabulary::Dublin, "author"),
    (Vocabulary::Itunes, "author"),
];

/// Who answers for a feed as a whole.
pub(super) const EDITED: [Name; 6] = [
    (Vocabulary::Plain, "managingeditor"),
    (Vocabulary::Plain, "author"),
    (Vocabulary::Dublin, "creator"),
    (Vocabulary::Dublin, "author"),
    (Vocabulary::Itunes, "author"),
    (Vocabulary::Itunes, "owner"),
];

/// The time of publication.
pub(super) const PUBLISHED: [Name; 6] = [
    (Vocabulary::Plain, "pubdate"),
    (Vocabulary::Atom, "published"),
    (Vocabulary::Dublin, "issued"),
    (Vocabulary::Dublin, "created"),
    (Vocabulary::Dublin, "date"),
    (Vocabulary::Other, "pubdate"),
];

/// The time of the last change. The one date of Dublin Core is that of publication for whoever states no
/// other, and can be either.
pub(super) const UPDATED: [Name; 5] = [
    (Vocabulary::Atom, "updated"),
    (Vocabulary::Dublin, "modified"),
    (Vocabulary::Plain, "lastbuilddate"),
    (Vocabulary::Atom, "modified"),
    (Vocabulary::Dublin, "date"),
];

/// What stands in for a summary where the format's own is missing.
pub(super) const DESCRIBED: [Name; 9] = [
    (Vocabulary::Dublin, "description"),
    (Vocabulary::Atom, "summary"),
    (Vocabulary::Dublin, "abstract"),
    (Vocabulary::Plain, "abstract"),
    (Vocabulary::Media, "description"),
    (Vocabulary::Media, "text"),
    (Vocabulary::Itunes, "summary"),
    (Vocabulary::Itunes, "subtitle"),
    (Vocabulary::Other, "summary"),
];

/// What a feed says that it is about.
pub(super) const ABOUT: [Name; 7] = [
    (Vocabulary::Plain, "description"),
    (Vocabulary::Atom, "subtitle"),
    (Vocabulary::Plain, "tagline"),
    (Vocabulary::Dublin, "description"),
    (Vocabulary::Plain, "abstract"),
    (Vocabulary::Itunes, "subtitle"),
    (Vocabulary::Itunes, "summary"),
];

/// The elements of these names, those of a better name first; a group of media speaks for what it is in.
pub(super) fn every<'a>(parent: &'a Element, names: &'a [Name]) -> impl Iterator<Item = &'a Element> {
    names.iter().flat_map(move |&(vocabulary, name)| {
        let grouped = (vocabulary == Vocabulary::Media).then(|| parent.all_of(Vocabulary::Media, "group"));
        let inside = grouped.into_iter().flatten().flat_map(move |group| group.all_of(vocabulary, name));
        parent.all_of(vocabulary, name).chain(inside)
    })
}

/// What is inside the first of these names that says something, as markup.
pub(super) fn first(parent: &Element, names: &[Name]) -> Option<String> {
    every(parent, names).find_map(markup)
}

/// The first of these names that says something, as a title: plain text.
pub(super) fn title(parent: &Element, names: &[Name]) -> Option<String> {
    every(parent, names).find_map(|element| plain(&markup(element)?))
}

/// What is inside: markup that stands there unescaped, or text that is the markup.
pub(super) fn markup(element: &Element) -> Option<String> {
    let markup = if element.has_elements() { element.inner_markup() } else { element.text() };
    let markup = markup.trim();
    (!markup.is_empty()).then(|| markup.to_owned())
}

/// The people in the elements of these names, each once.
pub(super) fn people(parent: &Element, names: &[Name]) -> Vec<EntryAuthor> {
    let mut found: Vec<EntryAuthor> = Vec::new();
    for author in every(parent, names).take(PEOPLE_LIMIT).filter_map(atom::person) {
        if !found.contains(&author)
            && found.iter().all(|known| known.name.is_none() || known.name != author.name)
        {
            found.push(author);
        }
    }
    found
}

/// The time in the first of these names that holds one; `place` says what it is the time of.
pub(super) fn time(parent: &Element, names: &[Name], context: &DateContext, place: &str) -> Option<Stamp> {
    names.iter().find_map(|&(vocabulary, name)| {
        // Of two of one name the later one corrects the earlier.
        let element = parent.all_of(vocabulary, name).last()?;
        stamp(Some(&element.trimmed()?), context, &format!("{place}/{}", element.qualified))
    })
}

/// The next older page of a WordPress feed: it takes `paged`, and no link in it says so.
pub(super) fn paged(parent: &Element, url: &Url) -> Option<String> {
    let generator = parent.first("generator")?;
    let address = generator.attribute("uri").unwrap_or_default();
    if !address.contains("wordpress.org") && !generator.text().contains("wordpress.org") {
        return None;
    }
    let here =
        url.query_pairs().find(|(name, _)| name == "paged").and_then(|(_, page)| page.parse::<u32>().ok());
    let others: Vec<(String, String)> =
        url.query_pairs().filter(|(name, _)| name != "paged").map(|(a, b)| (a.into(), b.into())).collect();
    let mut next = url.clone();
    next.query_pairs_mut()
        .clear()
        .extend_pairs(others)
        .append_pair("paged", &here.unwrap_or(1).checked_add(1)?.to_string());
    Some(next.into())
}
