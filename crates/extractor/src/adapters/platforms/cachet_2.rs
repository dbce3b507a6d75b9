//! Cachet 2: `/api/v1/incidents`. Its times have no zone.

use model::{Extraction, LinkRel, Post, StampRole, Update};
use serde_json::Value;
use url::Url;

use super::record::{Names, opened};
use crate::adapters::adapter::Adapter;
use crate::adapters::address::{Links, absolute};
use crate::adapters::json::{has, list, owned, scalar, text};
use crate::adapters::statement::{POST_LIMIT, context, incident, status_extraction};
use crate::dates::DateContext;
use crate::document::Document;

pub(super) const ADAPTER: Adapter = Adapter { name: "cachet-2", read };

/// An incident, which is its own first message.
const OPENING: Names = Names {
    platform: "cachet-2",
    id: "",
    status: "human_status",
    claimed: "occurred_at",
    recorded: "created_at",
    edited: "updated_at",
    text: "message",
};

const UPDATE: Names = Names { claimed: "created_at", ..OPENING };

/// Reads a page of incidents.
fn read(document: &Document<'_>) -> Option<Extraction> {
    let value = document.json()?;
    let incidents = value.get("data")?.as_array()?;
    let pages = value.get("meta").and_then(|meta| meta.get("pagination"))?;
    let fits = |one: &Value| has(one, &["human_status", "message", "created_at", "name"]);
    if !has(pages, &["current_page", "per_page"]) || !incidents.iter().all(fits) {
        return None;
    }
    let context = context(document);
    let posts = incidents.iter().take(POST_LIMIT).filter_map(|one| post(one, document.url(), &context));
    let mut extraction = status_extraction("cachet", posts.collect());
    let mut links = Links::new(1);
    let next = pages.get("links").and_then(|links| absolute(document.url(), text(links, "next_page")?));
    links.add(next.as_ref().map_or("", Url::as_str), LinkRel::Page);
    extraction.links = links.finish();
    Some(extraction)
}

fn post(record: &Value, base: &Url, context: &DateContext) -> Option<Post> {
    let id = scalar(record, "id")?;
    let stated = text(record, "permalink").and_then(|link| absolute(base, link));
    let url = stated.or_else(|| absolute(base, &format!("/incidents/{id}")))?.to_string();
    let mut opening = OPENING.read(record, context);
    opening.claimed = opening.claimed.or_else(|| opening.recorded.clone());
    opening.key = "incident".to_owned();
    opened(&mut opening, !list(record, "updates").is_empty());
    let mut updates: Vec<Update> = vec![opening];
    updates.extend(list(record, "updates").iter().map(|update| later(update, context)));
    let given = OPENING.time(record, "created_at", context).map(|stamp| (StampRole::Recorded, stamp));
    Some(incident(url.clone(), Some(url), owned(record, "name"), updates, given.into_iter().collect()))
}

fn later(record: &Value, context: &DateContext) -> Update {
    let mut update = UPDATE.read(record, context);
    if let Some(id) = scalar(record, "id") {
        update.key = format!("update:{id}");
    }
    update
}
