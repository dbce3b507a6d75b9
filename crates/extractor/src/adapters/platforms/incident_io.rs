//! incident.io: a streamed page with the open incidents in full and the recent ones by name, the page of
//! one incident, and the widget's JSON. The ids are ULIDs: they say when a record was made.

use model::{DocumentKind, Entry, Extraction, LinkRel, Note, Post, StampRole, Update};
use serde_json::Value;
use url::Url;

use super::record::Names;
use super::streamed::{referred, stream, values};
use crate::adapters::address::{LINK_LIMIT, Links, absolute};
use crate::adapters::fragment::fold;
use crate::adapters::json::{has, list, owned, text};
use crate::adapters::select::is_page;
use crate::adapters::statement::{POST_LIMIT, context, incident, status_extraction};
use crate::adapters::ulid;
use crate::dates::DateContext;
use crate::document::Document;

const UPDATE: Names = Names {
    platform: "incident-io",
    id: "id",
    status: "to_status",
    claimed: "published_at",
    recorded: "",
    edited: "",
    text: "message_string",
};

const LATEST: Names = Names {
    platform: "incident-io-widget",
    id: "",
    status: "status",
    claimed: "last_update_at",
    recorded: "",
    edited: "",
    text: "last_update_message",
};

/// Reads a page or the widget's JSON.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let context = context(document);
    if let Some(value) = document.json() {
        return widget(value, document, &context);
    }
    if !is_page(document) || !document.text.contains("self.__next_f") {
        return None;
    }
    if !["incident-io", "incident.io"].iter().any(|mark| document.text.contains(mark)) {
        return None;
    }
    let stream = stream(&document.text);
    let home = document.url().join("/").ok()?;
    let mut posts: Vec<Post> = Vec::new();
    let lists = ["ongoing_incidents", "incidents"].into_iter().flat_map(|name| values(&stream, name));
    let records =
        lists.filter_map(|list| list.as_array().cloned()).flatten().chain(values(&stream, "incident"));
    for post in records.filter_map(|record| post(&record, &home, &stream, &context)).take(POST_LIMIT) {
        // The same incident stands on the page several times, not always with all its updates.
        match posts.iter_mut().find(|known| known.key == post.key) {
            Some(known) if known.updates.len() < post.updates.len() => *known = post,
            Some(_) => {}
            None => posts.push(post),
        }
    }
    let mut extraction = status_extraction(posts);
    let mut links = Links::new(LINK_LIMIT);
    for record in values(&stream, "incident_links").iter().filter_map(Value::as_array).flatten() {
        let Some(entry) = entry(record, &home, &context) else { continue };
        if extraction.entries.iter().all(|known| known.id != entry.id) {
            links.add(entry.link.as_deref().unwrap_or_default(), LinkRel::Post);
            extraction.entries.push(entry);
        }
    }
    extraction.links = links.finish();
    let understood = ["ongoing_incidents", "incident_links", "affected_components"];
    if extraction.posts.is_empty() && !understood.iter().any(|name| stream.contains(name)) {
        extraction.kind = DocumentKind::Unparsed;
        extraction.notes.push(Note::new("unparsed", "a page of incident.io of an unknown form"));
    }
    Some(extraction)
}

fn address(home: &Url, id: &str) -> Option<String> {
    absolute(home, &format!("/incidents/{id}")).map(String::from)
}

fn post(record: &Value, home: &Url, stream: &str, context: &DateContext) -> Option<Post> {
    if !has(record, &["updates", "published_at"]) {
        return None;
    }
    let id = text(record, "id")?;
    let updates = list(record, "updates").iter().map(|update| read_update(update, stream, context)).collect();
    let given = [
        (StampRole::Published, UPDATE.time(record, "published_at", context)),
        (StampRole::Recorded, ulid::recorded(id, context)),
    ];
    let given = given.into_iter().filter_map(|(role, stamp)| Some((role, stamp?))).collect();
    let url = address(home, id)?;
    Some(incident(url.clone(), Some(url), owned(record, "name"), updates, given))
}

fn read_update(record: &Value, stream: &str, context: &DateContext) -> Update {
    let mut update = UPDATE.read(record, context);
    // A long text stands in a row of its own.
    if let Some(text) = referred(stream, &update.text) {
        update.text = fold(text);
    }
    update.recorded = ulid::recorded(&update.key, context);
    update
}

fn entry(record: &Value, home: &Url, context: &DateContext) -> Option<Entry> {
    let id = text(record, "id")?;
    Some(Entry {
        title: owned(record, "name"),
        link: address(home, id),
        id: Some(id.to_owned()),
        published: UPDATE.time(record, "published_at", context),
        ..Entry::default()
    })
}

/// The widget shows the last update of each open incident.
fn widget(value: &Value, document: &Document<'_>, context: &DateContext) -> Option<Extraction> {
    if !has(value, &["ongoing_incidents", "scheduled_maintenances"]) {
        return None;
    }
    let lists = ["ongoing_incidents", "in_progress_maintenances", "scheduled_maintenances"];
    let records = lists.into_iter().flat_map(|name| list(value, name)).take(POST_LIMIT);
    let posts = records.filter_map(|record| {
        let url = text(record, "url").and_then(|url| absolute(document.url(), url)).map(String::from);
        let key = url.clone().or_else(|| owned(record, "id"))?;
        let said = text(record, LATEST.text).is_some();
        let updates = said.then(|| LATEST.read(record, context)).into_iter().collect();
        Some(incident(key, url, owned(record, "name"), updates, Vec::new()))
    });
    Some(status_extraction(posts.collect()))
}
