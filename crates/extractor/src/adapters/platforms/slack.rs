//! Slack: `/api/v2.0.0/history` and `/current`.

use model::{Extraction, LinkRel, Post, StampRole};
use serde_json::Value;

use super::record::Names;
use crate::adapters::adapter::Adapter;
use crate::adapters::address::{Links, absolute};
use crate::adapters::json::{has, list, owned, text};
use crate::adapters::statement::{POST_LIMIT, concern, context, incident, status_extraction};
use crate::dates::DateContext;
use crate::document::Document;

const PLATFORM: &str = "slack";

pub(super) const ADAPTER: Adapter = Adapter { name: "slack", read };

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
fn read(document: &Document<'_>) -> Option<Extraction> {
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
    let mut extraction = status_extraction(PLATFORM, posts.collect());
    if !value.is_array() {
        // What is over stands in the history beside it.
        let mut links = Links::new(1);
        let history =
            absolute(document.url(), "history").filter(|_| document.url().path().ends_with("current"));
        links.add(history.as_ref().map_or("", url::Url::as_str), LinkRel::Page);
        extraction.links = links.finish();
    }
    Some(extraction)
}

fn post(record: &Value, document: &Document<'_>, context: &DateContext) -> Option<Post> {
    let url = absolute(document.url(), text(record, "url")?)?.to_string();
    let mut updates: Vec<_> = list(record, "notes").iter().map(|note| NOTE.read(note, context)).collect();
    let services = list(record, "services").iter().filter_map(Value::as_str).map(str::to_owned);
    concern(&mut updates, &services.collect::<Vec<_>>());
    let times = [(StampRole::Recorded, "date_created"), (StampRole::Edited, "date_updated")];
    let given = times
        .into_iter()
        .filter_map(|(role, field)| Some((role, NOTE.time(record, field, context)?)))
        .collect();
    Some(incident(url.clone(), Some(url), owned(record, "title"), updates, given))
}
