//! The JSON of `/api/v2/`: `incidents.json`, `summary.json`, `scheduled-maintenances.json`. The same shape
//! is served by incident.io, with fewer fields and ULIDs for ids.

use chrono::NaiveDateTime;
use model::{Extraction, LinkRel, Post, StampRole, Update};
use serde_json::Value;

use crate::adapters::address::{Links, absolute};
use crate::adapters::json::{has, list, names, owned, text};
use crate::adapters::statement::{
    POST_LIMIT, concern, context, incident, moment, stamp, status_extraction, update,
};
use crate::adapters::ulid;
use crate::adapters::zone::zone_of;
use crate::dates::DateContext;
use crate::document::Document;

/// The list holds so many incidents at most; what is older stands in the history.
const WINDOW: usize = 50;

/// What holds for all records of a document.
struct Around {
    platform: &'static str,
    home: String,
    born: Option<NaiveDateTime>,
    dates: DateContext,
}

/// Reads incidents and maintenances, where the document is of this shape.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let value = document.json()?;
    let page = value.get("page").filter(|page| page.is_object())?;
    let lists = ["incidents", "scheduled_maintenances"];
    let summary = value.get("status").is_some_and(|status| status.get("indicator").is_some());
    let parts = has(page, &["id", "url"]) && value.get("components").is_some_and(Value::is_array);
    let of_this_shape = lists.iter().any(|name| value.get(name).is_some_and(Value::is_array));
    let single = value.get("incident").filter(|incident| incident.is_object());
    if !summary && !parts && !of_this_shape && single.is_none() {
        return None;
    }
    let records = || lists.iter().flat_map(|name| list(value, name)).chain(single).take(POST_LIMIT);
    let mut dates = context(document);
    dates.zone = text(page, "time_zone").and_then(zone_of);
    let by_ulids = [page].into_iter().chain(records()).any(|one| is_ulid(text(one, "id")));
    // Statuspage alone names the zone of its page; incident.io alone gives ULIDs.
    let platform = match text(page, "time_zone") {
        None if by_ulids => "incident-io",
        _ => "statuspage",
    };
    let born = text(page, "id").and_then(|id| ulid::recorded(id, &dates)).map(|stamp| moment(&stamp));
    let home = text(page, "url").unwrap_or(document.url().as_str()).trim_end_matches('/').to_owned();
    let around = Around { platform, home, born, dates };
    let mut extraction =
        status_extraction(platform, records().filter_map(|record| post(record, &around)).collect());
    if platform == "statuspage" && list(value, "incidents").len() >= WINDOW {
        let mut links = Links::new(1);
        let history = absolute(document.url(), "/history.json?page=1");
        links.add(history.as_ref().map_or("", url::Url::as_str), LinkRel::Page);
        extraction.links = links.finish();
    }
    Some(extraction)
}

fn is_ulid(id: Option<&str>) -> bool {
    id.is_some_and(|id| id.len() == 26 && id.starts_with('0'))
}

fn post(record: &Value, around: &Around) -> Option<Post> {
    let address = match text(record, "id") {
        Some(id) => format!("{}/incidents/{id}", around.home),
        None => owned(record, "shortlink")?,
    };
    let says = |one: &&Value| ["id", "status", "body"].iter().any(|field| text(one, field).is_some());
    let mut updates: Vec<Update> = list(record, "incident_updates")
        .iter()
        .filter(says)
        .map(|update| read_update(update, around))
        .collect();
    updates.reverse();
    updates.extend(postmortem(record, &around.dates));
    if updates.len() == 1 {
        concern(&mut updates, &names(list(record, "components"), "name"));
    }
    let given = [(StampRole::Recorded, "created_at"), (StampRole::Edited, "updated_at")];
    let given = given
        .into_iter()
        .filter_map(|(role, field)| Some((role, time(record, field, "incident", &around.dates)?)))
        .collect();
    Some(incident(address.clone(), Some(address), owned(record, "name"), updates, given))
}

fn read_update(record: &Value, around: &Around) -> Update {
    let id = text(record, "id");
    let created = time(record, "created_at", "update", &around.dates);
    let shown = time(record, "display_at", "update", &around.dates);
    // The page prints `display_at`, which people can set; without one it is the time of the record.
    let claimed = shown.or_else(|| created.clone());
    let by_id = || ulid::credible(ulid::recorded(id?, &around.dates), claimed.as_ref(), around.born);
    let recorded = match around.platform {
        // incident.io gives the claimed time under the name of the record's.
        "incident-io" => by_id(),
        _ => created,
    };
    let said = crate::adapters::fragment::words(text(record, "body").unwrap_or_default());
    // Those who serve the same shape do not all give ids.
    let mut update = update(owned(record, "status"), claimed, said);
    if let Some(id) = id {
        id.clone_into(&mut update.key);
    }
    update.recorded = recorded;
    update.edited = time(record, "updated_at", "update", &around.dates);
    update.components = components(record);
    update
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
        span: None,
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
