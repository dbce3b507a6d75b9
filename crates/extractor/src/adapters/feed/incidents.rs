//! The feed of a status page: each entry is an incident, its content the updates, newest first:
//! `<p><small>DATE</small><br><strong>STATUS</strong> - text</p>`. The date has no year.

use model::{Entry, Post, StampRole, Update};
use scraper::ElementRef;

use super::shape::{Feed, Item};
use crate::adapters::statement::{POST_LIMIT, context, incident, moment};
use crate::adapters::statuspage::{Block, updates};
use crate::dates::DateContext;
use crate::document::Document;

/// The incidents of a status feed, as it orders them; none where it is another feed.
pub(super) fn read(feed: &Feed, document: &Document<'_>) -> Vec<Post> {
    // One look at the markup tells most feeds apart without parsing it.
    let marked = |item: &&Item| content(&item.entry).is_some_and(|html| html.contains("<small>"));
    if feed.items.iter().filter(marked).count() * 2 <= feed.items.len() {
        return Vec::new();
    }
    let around = context(document);
    let whole = feed.items.iter().filter(|item| !item.cut).take(POST_LIMIT);
    whole
        .filter_map(|item| {
            let mut post = post(&item.entry, around)?;
            post.language.clone_from(&feed.head.language);
            Some(post)
        })
        .collect()
}

/// The updates in a piece of HTML, oldest first.
fn statements(html: &str, context: DateContext) -> Vec<Update> {
    let Some(tree) = crate::body::parse_html(html) else { return Vec::new() };
    let mut blocks: Vec<Block> = Vec::new();
    let body = tree.root_element().children().filter_map(ElementRef::wrap);
    for node in body.flat_map(|part| part.children()) {
        let Some(element) = ElementRef::wrap(node) else {
            if let (Some(last), Some(characters)) = (blocks.last_mut(), node.value().as_text()) {
                last.extend_characters(characters);
            }
            continue;
        };
        let begun = Some(element).filter(|element| element.value().name() == "p").and_then(Block::read);
        let begun = begun.filter(Block::has_status);
        match (begun, blocks.last_mut()) {
            (Some(block), _) => blocks.push(block),
            // A list or a second paragraph closes the first one, and still belongs to it.
            (None, Some(last)) => last.extend(element),
            (None, None) => {}
        }
    }
    updates(blocks, context, "status-feed:small")
}

fn content(entry: &Entry) -> Option<&str> {
    entry.content.as_deref().or(entry.summary.as_deref())
}

fn post(entry: &Entry, mut context: DateContext) -> Option<Post> {
    let key = entry.link.clone().or_else(|| entry.id.clone())?;
    // The time of the entry is that of its newest update; the time of its last edit may be months later.
    let newest = entry.published.as_ref().or(entry.updated.as_ref());
    context.reference = newest.map(moment).or(context.reference);
    let updates = statements(content(entry)?, context);
    if updates.is_empty() {
        return None;
    }
    let roles = [(StampRole::Published, &entry.published), (StampRole::Edited, &entry.updated)];
    let given = roles.into_iter().filter_map(|(role, stamp)| Some((role, stamp.clone()?))).collect();
    Some(incident(key, entry.link.clone(), entry.title.clone(), updates, given))
}
