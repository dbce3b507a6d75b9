//! Instatus: `/summary.json`, which names the open incidents without their words.

use model::{Extraction, Post, StampRole};
use serde_json::Value;

use crate::adapters::address::absolute;
use crate::adapters::json::{list, owned, text};
use crate::adapters::statement::{POST_LIMIT, context, incident, stamp, status_extraction};
use crate::adapters::ulid;
use crate::dates::DateContext;
use crate::document::Document;

/// Reads open incidents and maintenances.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let value = document.json()?;
    let state = text(value.get("page")?, "status")?;
    if !matches!(state, "UP" | "HASISSUES" | "UNDERMAINTENANCE") {
        return None;
    }
    let context = context(document);
    let open = ["activeIncidents", "activeMaintenances"].into_iter().flat_map(|name| list(value, name));
    let posts = open.take(POST_LIMIT).filter_map(|one| post(one, document, &context));
    Some(status_extraction(posts.collect()))
}

fn post(record: &Value, document: &Document<'_>, context: &DateContext) -> Option<Post> {
    let id = owned(record, "id")?;
    let url = text(record, "url").and_then(|url| absolute(document.url(), url)).map(String::from);
    let time = |field| stamp(text(record, field), context, &format!("instatus:{field}"));
    let given = [
        (StampRole::Published, time("started").or_else(|| time("start"))),
        (StampRole::Recorded, ulid::recorded_cuid(&id, context)),
        (StampRole::Edited, time("updatedAt")),
    ];
    let given: Vec<_> = given.into_iter().filter_map(|(role, stamp)| Some((role, stamp?))).collect();
    let key = url.clone().unwrap_or(id);
    Some(incident(key, url, owned(record, "name"), Vec::new(), given))
}
