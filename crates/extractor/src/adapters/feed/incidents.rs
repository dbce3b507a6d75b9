//! The feed of a status page: each entry is an incident, its content the updates, newest first:
//! `<p><small>DATE</small><br><strong>STATUS</strong> - text</p>`. The date has no year.

use model::{Entry, Post, StampRole, Update};
use scraper::ElementRef;

use super::shape::{Feed, Item};
use crate::adapters::fragment::{fold, write, write_characters};
use crate::adapters::statement::{POST_LIMIT, context, incident, moment, stamp, update};
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

/// The updates in a piece of HTML, oldest first. `context.reference` is the newest time that one can have.
pub(in crate::adapters) fn statements(html: &str, mut context: DateContext, source: &str) -> Vec<Update> {
    let Some(tree) = crate::body::parse_html(html) else { return Vec::new() };
    let mut found: Vec<Statement> = Vec::new();
    let body = tree.root_element().children().filter_map(ElementRef::wrap);
    for node in body.flat_map(|part| part.children()) {
        match (ElementRef::wrap(node), found.last_mut()) {
            (Some(element), last) => match (Statement::begin(element), last) {
                (Some(statement), _) => found.push(statement),
                // A list or a second paragraph closes the first one, and still belongs to it.
                (None, Some(last)) => write(element, &mut last.text),
                (None, None) => {}
            },
            (None, Some(last)) => {
                if let Some(characters) = node.value().as_text() {
                    write_characters(characters, &mut last.text);
                }
            }
            (None, None) => {}
        }
    }
    let mut updates: Vec<Update> = Vec::new();
    for statement in found {
        let claimed = stamp(Some(&statement.date), &context, source);
        if let Some(claimed) = &claimed {
            // The next one is older: this keeps December before January.
            context.reference = Some(moment(claimed));
        }
        let words = fold(&statement.text);
        let words = words.strip_prefix(['-', '–', '—']).unwrap_or(&words).trim_start().to_owned();
        updates.push(update(Some(statement.status), claimed, words));
    }
    updates.reverse();
    updates
}

struct Statement {
    date: String,
    status: String,
    text: String,
}

impl Statement {
    /// The statement that begins with this paragraph, where one does.
    fn begin(paragraph: ElementRef<'_>) -> Option<Self> {
        if paragraph.value().name() != "p" {
            return None;
        }
        let mut date = None;
        let mut status = None;
        let mut text = String::new();
        for node in paragraph.children() {
            let element = ElementRef::wrap(node);
            let name = element.map_or("", |element| element.value().name());
            match (name, &date, &status) {
                ("small", None, _) => date = element.map(|element| element.text().collect::<String>()),
                ("strong" | "b", Some(_), None) => {
                    status = element.map(|element| element.text().collect::<String>().trim().to_owned());
                }
                (_, _, Some(_)) => match (element, node.value().as_text()) {
                    (Some(element), _) => write(element, &mut text),
                    (None, Some(characters)) => write_characters(characters, &mut text),
                    (None, None) => {}
                },
                _ => {}
            }
        }
        Some(Self { date: date?, status: status?, text })
    }
}

fn content(entry: &Entry) -> Option<&str> {
    entry.content.as_deref().or(entry.summary.as_deref())
}

fn post(entry: &Entry, mut context: DateContext) -> Option<Post> {
    let key = entry.link.clone().or_else(|| entry.id.clone())?;
    // The time of the entry is that of its newest update; the time of its last edit may be months later.
    let newest = entry.published.as_ref().or(entry.updated.as_ref());
    context.reference = newest.map(moment).or(context.reference);
    let updates = statements(content(entry)?, context, "status-feed:small");
    if updates.is_empty() {
        return None;
    }
    let roles = [(StampRole::Published, &entry.published), (StampRole::Edited, &entry.updated)];
    let given = roles.into_iter().filter_map(|(role, stamp)| Some((role, stamp.clone()?))).collect();
    Some(incident(key, entry.link.clone(), entry.title.clone(), updates, given))
}
