//! FireHydrant: `/data/payload.json`. A note's `occurredAt` is what the page shows, `time` when it was
//! written.

use model::{Extraction, Post, Update};
use serde_json::Value;

use super::record::Names;
use crate::adapters::adapter::Adapter;
use crate::adapters::fragment::words;
use crate::adapters::json::{has, list, owned, text};
use crate::adapters::statement::{POST_LIMIT, context, incident, moment, status_extraction, update};
use crate::dates::DateContext;
use crate::document::Document;

const PLATFORM: &str = "firehydrant";

pub(super) const ADAPTER: Adapter = Adapter { name: "firehydrant", read };

const EVENT: Names = Names {
    platform: "firehydrant",
    id: "",
    status: "",
    claimed: "occurredAt",
    recorded: "time",
    edited: "",
    text: "",
};

const STATES: [&str; 4] = ["Investigating", "Identified", "Monitoring", "Resolved"];

/// Reads all incidents.
fn read(document: &Document<'_>) -> Option<Extraction> {
    let value = document.json()?;
    if !has(value, &["config", "conditions", "incidents"]) {
        return None;
    }
    let context = context(document);
    let posts = list(value, "incidents").iter().take(POST_LIMIT).filter_map(|one| post(one, &context));
    Some(status_extraction(PLATFORM, posts.collect()))
}

fn post(record: &Value, context: &DateContext) -> Option<Post> {
    let mut updates: Vec<Update> =
        list(record, "timeline").iter().filter_map(|event| note(event, context)).collect();
    updates.sort_by_key(|update| update.claimed.as_ref().map(moment));
    Some(incident(owned(record, "id")?, None, owned(record, "title"), updates, Vec::new()))
}

/// An event that says something; the others are the machine's own.
fn note(event: &Value, context: &DateContext) -> Option<Update> {
    let details = event.get("details")?;
    // Some events wrap their note in an object of its own.
    let note = text(details, "note").or_else(|| text(details.get("note")?, "note"))?;
    let note = words(note);
    let status = note.split_once("**").and_then(|(before, rest)| {
        // The status stands in bold before the words.
        let (status, _) = rest.split_once("**")?;
        (before.chars().count() <= 4 && status.len() <= 40).then(|| status.trim().to_owned())
    });
    let status = status.or_else(|| {
        // Others write it before a dash.
        let (status, _) = note.split_once(" - ").filter(|(status, _)| STATES.contains(status))?;
        Some(status.to_owned())
    });
    let mut update = update(status, EVENT.time(event, EVENT.claimed, context), note);
    update.recorded = EVENT.time(event, EVENT.recorded, context);
    Some(update)
}
