//! FireHydrant: `/data/payload.json`. A note's `occurredAt` is what the page shows, `time` when it was
//! written.

use model::{Extraction, Post, Update};
use serde_json::Value;

use super::record::Names;
use crate::adapters::fragment::words;
use crate::adapters::json::{has, list, owned, text};
use crate::adapters::statement::{POST_LIMIT, context, incident, moment, status_extraction, update};
use crate::dates::DateContext;
use crate::document::Document;

const EVENT: Names = Names {
    platform: "firehydrant",
    id: "",
    status: "",
    claimed: "occurredAt",
    recorded: "time",
    edited: "",
    text: "",
};

/// Reads all incidents.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let value = document.json()?;
    if !has(value, &["config", "conditions", "incidents"]) {
        return None;
    }
    let context = context(document);
    let posts = list(value, "incidents").iter().take(POST_LIMIT).filter_map(|one| post(one, &context));
    Some(status_extraction(posts.collect()))
}

fn post(record: &Value, context: &DateContext) -> Option<Post> {
    let mut updates: Vec<Update> =
        list(record, "timeline").iter().filter_map(|event| note(event, context)).collect();
    updates.sort_by_key(|update| update.claimed.as_ref().map(moment));
    Some(incident(owned(record, "id")?, None, owned(record, "title"), updates, Vec::new()))
}

/// An event that says something; the others are the machine's own.
fn note(event: &Value, context: &DateContext) -> Option<Update> {
    let note = words(text(event.get("details")?, "note")?);
    let status = note.split_once("**").and_then(|(before, rest)| {
        // The status stands in bold before the words.
        let (status, _) = rest.split_once("**")?;
        (before.chars().count() <= 4 && status.len() <= 40).then(|| status.trim().to_owned())
    });
    let mut update = update(status, EVENT.time(event, EVENT.claimed, context), note);
    update.recorded = EVENT.time(event, EVENT.recorded, context);
    Some(update)
}
