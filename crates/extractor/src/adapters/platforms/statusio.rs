//! Status.io: `/1.0/status/<page>`: what is open now, and planned maintenance.

use model::{Extraction, Post, StampRole, Update};
use serde_json::Value;

use super::record::Names;
use crate::adapters::adapter::Adapter;
use crate::adapters::json::{has, list, names, owned};
use crate::adapters::statement::{POST_LIMIT, concern, context, incident, status_extraction};
use crate::dates::DateContext;
use crate::document::Document;

const PLATFORM: &str = "statusio";

pub(super) const ADAPTER: Adapter = Adapter { name: "statusio", read };

const MESSAGE: Names = Names {
    platform: "statusio",
    id: "_id",
    status: "",
    claimed: "datetime",
    recorded: "",
    edited: "",
    text: "details",
};

/// Reads open incidents and maintenances. Their ids name them: the API does not say where their pages are.
fn read(document: &Document<'_>) -> Option<Extraction> {
    let result = document.json()?.get("result")?;
    if !has(result, &["status_overall", "incidents"]) {
        return None;
    }
    let context = context(document);
    let maintenance = result.get("maintenance").unwrap_or(&Value::Null);
    let incidents = list(result, "incidents").iter().map(|one| (one, true));
    let planned =
        ["active", "upcoming"].into_iter().flat_map(|name| list(maintenance, name)).map(|one| (one, false));
    let posts = incidents.chain(planned).take(POST_LIMIT);
    Some(status_extraction(PLATFORM, posts.filter_map(|(one, open)| post(one, open, &context)).collect()))
}

fn post(record: &Value, is_incident: bool, context: &DateContext) -> Option<Post> {
    let messages = list(record, "messages");
    let mut updates: Vec<Update> = messages.iter().map(|one| message(one, is_incident, context)).collect();
    concern(&mut updates, &names(list(record, "components_affected"), "name"));
    let opened = MESSAGE.time(record, "datetime_open", context);
    let given = opened.map(|stamp| (StampRole::Recorded, stamp)).into_iter().collect();
    Some(incident(owned(record, "_id")?, None, owned(record, "name"), updates, given))
}

/// One message; the numbers of its state have names for incidents only.
fn message(record: &Value, is_incident: bool, context: &DateContext) -> Update {
    let state = record.get("state").and_then(Value::as_i64);
    let status = match (state, is_incident) {
        (Some(100), true) => Some("Investigating".to_owned()),
        (Some(200), true) => Some("Identified".to_owned()),
        (Some(300), true) => Some("Monitoring".to_owned()),
        (Some(400), true) => Some("Resolved".to_owned()),
        (state, _) => state.map(|state| state.to_string()),
    };
    let mut read = MESSAGE.read(record, context);
    if read.key.ends_with('|') {
        read.key.push_str(&status.as_deref().unwrap_or_default().to_lowercase());
    }
    read.status = status;
    read
}
