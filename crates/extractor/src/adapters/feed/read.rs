//! Finds out which feed it is, and turns it into an extraction.

use model::{DocumentKind, Extraction, LinkRel};

use super::shape::Feed;
use super::{atom, incidents, json_feed, rss};
use crate::adapters::address::{LINK_LIMIT, Links};
use crate::adapters::packed::unpacked;
use crate::adapters::statement::context;
use crate::adapters::xml;
use crate::document::Document;

/// Reads RSS, Atom or JSON Feed. A feed of a status page also yields its incidents.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let feed = find(document)?;
    let said = incidents::read(&feed, document);
    let posts = said.posts;
    let kind = if posts.is_empty() { DocumentKind::Feed } else { DocumentKind::Status };
    let mut extraction = crate::extract::empty(kind);
    let mut links = Links::new(LINK_LIMIT);
    for item in &feed.items {
        if let Some(link) = &item.entry.link {
            links.add(link, LinkRel::Post);
        }
    }
    for next in &feed.next {
        links.add(next.as_str(), LinkRel::Page);
    }
    extraction.platform = said.platform.map(str::to_owned);
    extraction.posts = posts;
    extraction.links = links.finish();
    extraction.feed = Some(feed.head);
    extraction.entries = feed.items.into_iter().map(|item| item.entry).collect();
    extraction.notes = feed.notes;
    Some(extraction)
}

/// The feed in a document, where it is one.
fn find(document: &Document<'_>) -> Option<Feed> {
    let url = document.url();
    let context = context(document);
    if document.head().starts_with('{') {
        return json_feed::read(document.json()?, url, &context);
    }
    let text = unpacked(document);
    let root = xml::root_name(&text)?;
    if !matches!(root.as_str(), "rss" | "rdf" | "channel" | "feed" | "entry") {
        return None;
    }
    let tree = xml::parse(&text, url)?;
    let mut feed = match root.as_str() {
        "feed" | "entry" => atom::read(&tree.root, url, &context),
        _ => rss::read(&tree.root, url, &context),
    };
    feed.notes = tree.notes;
    Some(feed)
}
