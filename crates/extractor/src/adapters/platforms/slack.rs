//! Slack: `/api/v2.0.0/history` and `/current`.

use model::{Extraction, Post, StampRole};
use serde_json::Value;

use super::record::Names;
use crate::adapters::address::absolute;
use crate::adapters::json::{has, list, owned, text};
use crate::adapters::statement::{POST_LIMIT, context, incident, status_extraction};
use crate::dates::DateContext;
use crate::document::Document;

const NOTE: Names = Names {
    platform: "slack",
    id: "",
    status: "",
    claimed: "date_created",
    recorded: "",
    edited: "",
    text: "body",
};

/// Reads a list of incidents, or the state of now with those that are open.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let value = document.json()?;
    let incidents: &[Value] = match value {
        Value::Array(incidents) => incidents,
        _ if has(value, &["date_created", "active_incidents"]) => list(value, "active_incidents"),
        _ => return None,
    };
    let fits = |one: &Value| has(one, &["title", "notes", "date_created", "url"]);
    if value.is_array() && !incidents.first().is_some_and(fits) {
        return None;
    }
    let context = context(document);
    let posts = incidents.iter().take(POST_LIMIT).filter_map(|one| post(one, document, &context));
    Some(status_extraction(posts.collect()))
}

fn post(record: &Value, document: &Document<'_>, context: &DateContext) -> Option<Post> {
    let url = absolute(document.url(), text(record, "url")?)?.to_string();
    let updates = list(record, "notes").iter().map(|note| NOTE.read(note, context)).collect();
    let times = [(StampRole::Recorded, "date_created"), (StampRole::Edited, "date_updated")];
    let given = times
        .into_iter()
        .filter_map(|(role, field)| Some((role, NOTE.time(record, field, context)?)))
        .collect();
    Some(incident(url.clone(), Some(url), owned(record, "title"), updates, given))
}
