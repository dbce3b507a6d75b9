//! The JSON of `/api/v2/`: `incidents.json`, `summary.json`, `scheduled-maintenances.json`. The same shape
//! is served by incident.io, with fewer fields and ULIDs for ids.

use model::{Extraction, Post, StampRole, Update};
use serde_json::Value;

use crate::adapters::json::{list, names, owned, text};
use crate::adapters::statement::{POST_LIMIT, context, incident, stamp, status_extraction};
use crate::adapters::ulid;
use crate::adapters::zone::zone_of;
use crate::dates::DateContext;
use crate::document::Document;

/// Reads incidents and maintenances, where the document is of this shape.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let value = document.json()?;
    let page = value.get("page").filter(|page| page.is_object())?;
    let lists = ["incidents", "scheduled_maintenances"];
    let summary = value.get("status").is_some_and(|status| status.get("indicator").is_some());
    let of_this_shape = lists.iter().any(|name| value.get(name).is_some_and(Value::is_array));
    let single = value.get("incident").filter(|incident| incident.is_object());
    if !summary && !of_this_shape && single.is_none() {
        return None;
    }
    let mut context = context(document);
    context.zone = text(page, "time_zone").and_then(zone_of);
    let home = text(page, "url").unwrap_or(document.url().as_str()).trim_end_matches('/').to_owned();
    let all = lists.iter().flat_map(|name| list(value, name)).chain(single);
    let posts = all.take(POST_LIMIT).filter_map(|record| post(record, &home, &context)).collect();
    Some(status_extraction(posts))
}

fn post(record: &Value, home: &str, context: &DateContext) -> Option<Post> {
    let address = match text(record, "id") {
        Some(id) => format!("{home}/incidents/{id}"),
        None => owned(record, "shortlink")?,
    };
    let mut updates: Vec<Update> =
        list(record, "incident_updates").iter().filter_map(|update| read_update(update, context)).collect();
    updates.reverse();
    updates.extend(postmortem(record, context));
    let given = [(StampRole::Recorded, "created_at"), (StampRole::Edited, "updated_at")];
    let given = given
        .into_iter()
        .filter_map(|(role, field)| Some((role, time(record, field, "incident", context)?)))
        .collect();
    Some(incident(address.clone(), Some(address), owned(record, "name"), updates, given))
}

fn read_update(record: &Value, context: &DateContext) -> Option<Update> {
    let key = owned(record, "id")?;
    let created = time(record, "created_at", "update", context);
    let shown = time(record, "display_at", "update", context);
    Some(Update {
        status: owned(record, "status"),
        // The page prints `display_at`, which people can set; without one it is the time of the record.
        claimed: shown.or_else(|| created.clone()),
        recorded: created.or_else(|| ulid::recorded(&key, context)),
        edited: time(record, "updated_at", "update", context),
        text: crate::adapters::fragment::words(text(record, "body").unwrap_or_default()),
        authors: Vec::new(),
        components: components(record),
        key,
    })
}

/// The report that follows an incident, where the record holds one.
fn postmortem(record: &Value, context: &DateContext) -> Option<Update> {
    let body = text(record, "postmortem_body")?;
    Some(Update {
        key: "postmortem".to_owned(),
        status: Some("postmortem".to_owned()),
        claimed: time(record, "postmortem_published_at", "incident", context),
        recorded: None,
        edited: time(record, "postmortem_body_last_updated_at", "incident", context),
        text: crate::adapters::fragment::words(body),
        authors: Vec::new(),
        components: Vec::new(),
    })
}

/// The components of an update; `null` in many.
fn components(record: &Value) -> Vec<String> {
    names(list(record, "affected_components"), "name")
}

fn time(record: &Value, field: &str, place: &str, context: &DateContext) -> Option<model::Stamp> {
    stamp(text(record, field), context, &format!("statuspage-api:{place}/{field}"))
}
