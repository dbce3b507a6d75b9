//! Google Cloud and Google Workspace: `incidents.json`. `begin` is when the impact began, which was found
//! out later; the first word is the oldest update.

use model::{Extraction, Post, StampRole, Update};
use serde_json::Value;

use super::record::Names;
use crate::adapters::adapter::Adapter;
use crate::adapters::address::absolute;
use crate::adapters::json::{has, list, names, owned, text};
use crate::adapters::statement::{POST_LIMIT, concern, context, incident, status_extraction};
use crate::dates::DateContext;
use crate::document::Document;

const PLATFORM: &str = "google-cloud";

pub(super) const ADAPTER: Adapter = Adapter { name: "google-cloud", read };

const UPDATE: Names = Names {
    platform: "google-cloud",
    id: "",
    status: "status",
    claimed: "when",
    recorded: "created",
    edited: "modified",
    text: "text",
};

/// Reads a list of incidents.
fn read(document: &Document<'_>) -> Option<Extraction> {
    let incidents = document.json()?.as_array()?;
    if !incidents.first().is_some_and(|one| has(one, &["external_desc", "updates", "uri"])) {
        return None;
    }
    let context = context(document);
    let posts = incidents.iter().take(POST_LIMIT).filter_map(|one| post(one, document, &context));
    Some(status_extraction(PLATFORM, posts.collect()))
}

fn post(record: &Value, document: &Document<'_>, context: &DateContext) -> Option<Post> {
    let url = absolute(document.url(), text(record, "uri")?)?.to_string();
    let mut updates: Vec<Update> =
        list(record, "updates").iter().map(|update| UPDATE.read(update, context)).collect();
    updates.reverse();
    concern(&mut updates, &names(list(record, "affected_products"), "title"));
    let times = [(StampRole::Recorded, "created"), (StampRole::Edited, "modified")];
    let given = times
        .into_iter()
        .filter_map(|(role, field)| Some((role, UPDATE.time(record, field, context)?)))
        .collect();
    Some(incident(url.clone(), Some(url), owned(record, "external_desc"), updates, given))
}
