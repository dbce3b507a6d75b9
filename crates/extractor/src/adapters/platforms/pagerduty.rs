//! PagerDuty: a page that holds its data in `script#data`. `reported_at` is what it shows.

use model::{Extraction, Post, Update};
use serde_json::Value;

use super::record::Names;
use crate::adapters::adapter::Adapter;
use crate::adapters::json::{list, names, owned};
use crate::adapters::select::{all, is_page};
use crate::adapters::statement::{POST_LIMIT, context, incident, status_extraction};
use crate::dates::DateContext;
use crate::document::Document;

const PLATFORM: &str = "pagerduty";

pub(super) const ADAPTER: Adapter = Adapter { name: "pagerduty", read };

const UPDATE: Names = Names {
    platform: "pagerduty",
    id: "id",
    status: "status",
    claimed: "reported_at",
    recorded: "created_at",
    edited: "updated_at",
    text: "message",
};

/// Reads open and resolved incidents and other posts.
fn read(document: &Document<'_>) -> Option<Extraction> {
    if !is_page(document) || !document.holds("resolved_incidents") {
        return None;
    }
    let script = all(document.html()?, "script#data").into_iter().next()?;
    let value = crate::body::parse_part(&script.text().collect::<String>())?;
    let summary = value.get("summary")?;
    summary.get("resolved_incidents")?;
    let context = context(document);
    let all =
        ["open_incidents", "resolved_incidents", "posts"].into_iter().flat_map(|name| list(summary, name));
    Some(status_extraction(PLATFORM, all.take(POST_LIMIT).filter_map(|one| post(one, &context)).collect()))
}

fn post(record: &Value, context: &DateContext) -> Option<Post> {
    let mut updates: Vec<Update> =
        list(record, "updates").iter().map(|update| read_update(update, context)).collect();
    updates.reverse();
    Some(incident(owned(record, "id")?, None, owned(record, "title"), updates, Vec::new()))
}

fn read_update(record: &Value, context: &DateContext) -> Update {
    let mut update = UPDATE.read(record, context);
    update.components = names(list(record, "impacted_business_services"), "name");
    update
}
