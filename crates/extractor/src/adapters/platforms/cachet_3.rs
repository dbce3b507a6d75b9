//! Cachet 3: `/api/incidents?include=updates`, in JSON:API. Its times have no zone.

use std::collections::HashMap;

use model::{Extraction, LinkRel, Post, Stamp, Update};
use serde_json::Value;
use url::Url;

use super::record::opened;
use crate::adapters::adapter::Adapter;
use crate::adapters::address::{Links, absolute};
use crate::adapters::fragment::words;
use crate::adapters::json::{has, list, owned, scalar, text};
use crate::adapters::statement::{POST_LIMIT, concern, context, incident, stamp, status_extraction, update};
use crate::dates::DateContext;
use crate::document::Document;

pub(super) const ADAPTER: Adapter = Adapter { name: "cachet-3", read };

/// Reads a page of incidents.
fn read(document: &Document<'_>) -> Option<Extraction> {
    let value = document.json()?;
    let incidents = value.get("data")?.as_array()?;
    let fits = |one: &Value| {
        text(one, "type") == Some("incidents")
            && one.get("attributes").is_some_and(|own| has(own, &["message", "status", "created"]))
    };
    if incidents.is_empty() || !incidents.iter().all(fits) {
        return None;
    }
    let context = context(document);
    let mut included = Included::of(value);
    let posts = incidents.iter().take(POST_LIMIT);
    let posts = posts.filter_map(|one| post(one, &mut included, document.url(), &context)).collect();
    let mut extraction = status_extraction("cachet", posts);
    let mut links = Links::new(1);
    let next = value.get("links").and_then(|links| absolute(document.url(), text(links, "next")?));
    links.add(next.as_ref().map_or("", Url::as_str), LinkRel::Page);
    extraction.links = links.finish();
    Some(extraction)
}

fn post(record: &Value, included: &mut Included<'_>, base: &Url, context: &DateContext) -> Option<Post> {
    let own = record.get("attributes")?;
    let id = text(own, "guid").map(str::to_owned).or_else(|| scalar(record, "id"))?;
    let url = absolute(base, &format!("/incidents/{id}"))?.to_string();
    let mut opening = statement(own, "incident".to_owned(), context);
    opening.claimed = time(own, "occurred", context).or(opening.claimed);
    // An update that is named was made, whether the page holds it or not.
    opened(&mut opening, wanted(record, "updates").next().is_some());
    let mut updates: Vec<Update> = vec![opening];
    for one in included.taken(record, "updates") {
        let Some(id) = scalar(one, "id") else { continue };
        updates.extend(one.get("attributes").map(|own| statement(own, format!("update:{id}"), context)));
    }
    let named = included.named(record, "components");
    let components: Vec<String> = named.filter_map(|one| owned(one.get("attributes")?, "name")).collect();
    concern(&mut updates, &components);
    Some(incident(url.clone(), Some(url), owned(own, "name"), updates, Vec::new()))
}

fn statement(own: &Value, key: String, context: &DateContext) -> Update {
    let created = time(own, "created", context);
    let status = own.get("status").and_then(|status| owned(status, "human"));
    let mut update = update(status, created.clone(), words(text(own, "message").unwrap_or_default()));
    update.key = key;
    update.recorded = created;
    update.edited = time(own, "updated", context);
    update
}

/// What the document holds beside its incidents, by type and id, so that an incident finds what it names without a look at
/// all of it.
struct Included<'v>(HashMap<(String, String), &'v Value>);

impl<'v> Included<'v> {
    /// All that `document` holds; of two with one id, the first.
    fn of(document: &'v Value) -> Self {
        let mut held = HashMap::new();
        for one in list(document, "included").iter().take(MOST_INCLUDED) {
            if let Some(key) = identity(one) {
                held.entry(key).or_insert(one);
            }
        }
        Self(held)
    }

    /// What an incident names under a relation, where the document holds it.
    fn named<'r>(
        &self,
        record: &'r Value,
        relation: &str,
    ) -> impl Iterator<Item = &'v Value> + use<'_, 'r, 'v> {
        wanted(record, relation).filter_map(|key| self.0.get(&key).copied())
    }

    /// The same for what belongs to one incident: the first that names it has it, so that the words of one update are not
    /// copied into thousands of incidents.
    fn taken(&mut self, record: &Value, relation: &str) -> Vec<&'v Value> {
        wanted(record, relation).filter_map(|key| self.0.remove(&key)).collect()
    }
}

/// What a record names under a relation: types and ids.
fn wanted<'r>(record: &'r Value, relation: &str) -> impl Iterator<Item = (String, String)> + use<'r> {
    let relation = record.get("relationships").and_then(|all| all.get(relation));
    let data = relation.map(|relation| list(relation, "data")).unwrap_or_default();
    data.iter().take(MOST_RELATED).filter_map(identity)
}

fn identity(one: &Value) -> Option<(String, String)> {
    Some((owned(one, "type")?, scalar(one, "id")?))
}

/// An incident has no more updates or components than this, and a page no more of all.
const MOST_RELATED: usize = 500;
const MOST_INCLUDED: usize = 5_000;

fn time(own: &Value, field: &str, context: &DateContext) -> Option<Stamp> {
    stamp(text(own.get(field)?, "string"), context, &format!("cachet-3:{field}"))
}
