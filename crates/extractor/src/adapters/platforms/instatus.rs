//! Instatus: `/summary.json`, which names the open incidents without their words; the components; and its
//! streamed pages, which hold all of an incident. The older ids (cuid) say when a record was made.

use chrono::NaiveDateTime;
use model::{Extraction, LinkRel, Post, Stamp, StampRole, Update};
use serde_json::Value;

use super::record::Names;
use super::streamed::{Rows, Stream};
use crate::adapters::adapter::Adapter;
use crate::adapters::address::{Links, absolute};
use crate::adapters::fragment::fold;
use crate::adapters::json::{has, list, owned, text};
use crate::adapters::select::is_page;
use crate::adapters::statement::{
    POST_LIMIT, concern, context, incident, moment, stamp, status_extraction, unparsed,
};
use crate::adapters::ulid;
use crate::dates::DateContext;
use crate::document::Document;

const PLATFORM: &str = "instatus";

pub(super) const ADAPTER: Adapter = Adapter { name: "instatus", read };

const UPDATE: Names = Names {
    platform: PLATFORM,
    id: "id",
    status: "status",
    claimed: "started",
    recorded: "",
    edited: "",
    text: "",
};

/// The states of a component.
const STATES: [&str; 6] =
    ["OPERATIONAL", "UNDERMAINTENANCE", "DEGRADEDPERFORMANCE", "PARTIALOUTAGE", "MINOROUTAGE", "MAJOROUTAGE"];

/// Reads a summary, a list of components, or a page.
fn read(document: &Document<'_>) -> Option<Extraction> {
    match document.json() {
        Some(value) => summary(value, document).or_else(|| components(value)),
        None => page(document),
    }
}

fn summary(value: &Value, document: &Document<'_>) -> Option<Extraction> {
    let state = text(value.get("page")?, "status")?;
    if !matches!(state, "UP" | "HASISSUES" | "UNDERMAINTENANCE") {
        return None;
    }
    let around = Around { dates: context(document), born: None, timed_ids: true };
    let open = ["activeIncidents", "activeMaintenances"].into_iter().flat_map(|name| list(value, name));
    let posts = open.take(POST_LIMIT).filter_map(|one| named(one, document, &around));
    Some(status_extraction(PLATFORM, posts.collect()))
}

/// The list of components holds no statement.
fn components(value: &Value) -> Option<Extraction> {
    let list = value.as_array().map_or_else(|| list(value, "components"), Vec::as_slice);
    let fits = |one: &Value| {
        has(one, &["id", "name", "description"])
            && text(one, "status").is_some_and(|state| STATES.contains(&state))
    };
    (!list.is_empty() && list.iter().all(fits)).then(|| status_extraction(PLATFORM, Vec::new()))
}

/// What holds for all records of a document.
struct Around {
    dates: DateContext,
    /// When the page was made.
    born: Option<NaiveDateTime>,
    /// Whether the ids hold times: where one of them does not, they are of the newer kind, which has none.
    timed_ids: bool,
}

impl Around {
    fn recorded(&self, id: &str, claimed: Option<&Stamp>) -> Option<Stamp> {
        let recorded = ulid::recorded_cuid(id, &self.dates).filter(|_| self.timed_ids);
        ulid::credible(recorded, claimed, self.born)
    }
}

/// An incident that is only named.
fn named(record: &Value, document: &Document<'_>, around: &Around) -> Option<Post> {
    let id = owned(record, "id")?;
    let url = text(record, "url").and_then(|url| absolute(document.url(), url)).map(String::from);
    let time = |field| stamp(text(record, field), &around.dates, &format!("instatus:{field}"));
    let started = time("started").or_else(|| time("start"));
    let given = [
        (StampRole::Recorded, around.recorded(&id, started.as_ref())),
        (StampRole::Published, started),
        (StampRole::Edited, time("updatedAt")),
    ];
    let given: Vec<_> = given.into_iter().filter_map(|(role, stamp)| Some((role, stamp?))).collect();
    let key = url.clone().unwrap_or(id);
    Some(incident(key, url, owned(record, "name"), Vec::new(), given))
}

fn page(document: &Document<'_>) -> Option<Extraction> {
    if !is_page(document) || !document.holds("self.__next_f") || !document.holds("instatus") {
        return None;
    }
    let stream = Stream::of(&document.text);
    let holds = |name| stream.text.contains(name);
    if !holds("\"activeIncidents\":") && !holds("\"notices\":") {
        return None;
    }
    let mut records: Vec<Value> = Vec::new();
    for name in
        ["activeIncidents", "activeMaintenances", "dailyGroupedNotices", "notices", "notice", "incident"]
    {
        for value in stream.values(name) {
            collect(value, 0, &mut records);
        }
    }
    let rows = Rows::of(&stream.text);
    records.iter_mut().for_each(|record| rows.plain(record));
    let dates = context(document);
    let born = stream.values("site").find_map(|mut site| {
        rows.plain(&mut site);
        stamp(text(&site, "createdAt"), &dates, "instatus:createdAt")
    });
    let mut around = Around { dates, born: born.map(|stamp| moment(&stamp)), timed_ids: true };
    let ids = || records.iter().flat_map(|one| [one].into_iter().chain(list(one, "updates")));
    around.timed_ids =
        ids().filter_map(|one| text(one, "id")).all(|id| ulid::recorded_cuid(id, &dates).is_some());
    let mut posts: Vec<Post> = Vec::new();
    for post in records.iter().take(POST_LIMIT).filter_map(|one| whole(one, &rows, document, &around)) {
        match posts.iter_mut().find(|known| known.key == post.key) {
            Some(known) if known.updates.len() < post.updates.len() => *known = post,
            Some(_) => {}
            None => posts.push(post),
        }
    }
    if posts.is_empty() && !holds("\"activeIncidents\":") {
        return Some(unparsed(PLATFORM, "a page of Instatus of an unknown form"));
    }
    let mut extraction = status_extraction(PLATFORM, posts);
    let mut links = Links::new(2);
    for (place, rel) in [("/history.rss", LinkRel::Feed), ("/history", LinkRel::Page)] {
        let found = absolute(document.url(), place);
        links.add(found.as_ref().map_or("", url::Url::as_str), rel);
    }
    extraction.links = links.finish();
    Some(extraction)
}

/// A value is looked through to this depth, and so many records are kept.
const DEEPEST: usize = 6;

/// The records of incidents in a value: they have a start and updates.
fn collect(value: Value, depth: usize, records: &mut Vec<Value>) {
    if depth > DEEPEST || records.len() >= POST_LIMIT {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, depth + 1, records)),
        Value::Object(ref fields) if fields.contains_key("updates") && fields.contains_key("id") => {
            records.push(value);
        }
        Value::Object(fields) => fields.into_iter().for_each(|(_, value)| collect(value, depth + 1, records)),
        _ => {}
    }
}

/// An incident with its updates.
fn whole(record: &Value, rows: &Rows<'_>, document: &Document<'_>, around: &Around) -> Option<Post> {
    let id = text(record, "id")?;
    let read_update = |one: &Value| {
        let mut update = UPDATE.read(one, &around.dates);
        update.text = words_of(one, "message", rows);
        if update.text.is_empty() {
            update.text = words_of(one, "messageHtml", rows);
        }
        update.recorded = around.recorded(&update.key, update.claimed.as_ref());
        update
    };
    let mut updates: Vec<Update> = list(record, "updates").iter().map(read_update).collect();
    let concerned = list(record, "components").iter().filter_map(|one| default_of(one, "name"));
    concern(&mut updates, &concerned.map(str::to_owned).collect::<Vec<_>>());
    let started = UPDATE.time(record, "started", &around.dates);
    let given =
        [(StampRole::Recorded, around.recorded(id, started.as_ref())), (StampRole::Published, started)];
    let given = given.into_iter().filter_map(|(role, stamp)| Some((role, stamp?))).collect();
    let url = absolute(document.url(), &format!("/incident/{id}"))?.to_string();
    Some(incident(url.clone(), Some(url), default_of(record, "name").map(str::to_owned), updates, given))
}

/// A text that stands there once, or in each language and by default.
fn default_of<'v>(record: &'v Value, field: &str) -> Option<&'v str> {
    text(record, field).or_else(|| text(record.get(field)?, "default"))
}

fn words_of(record: &Value, field: &str, rows: &Rows<'_>) -> String {
    let said = default_of(record, field).unwrap_or_default();
    match rows.referred(said) {
        Some(text) => fold(text),
        None => crate::adapters::fragment::words(said),
    }
}
