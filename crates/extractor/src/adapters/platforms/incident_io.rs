//! incident.io: a streamed page with the open incidents in full and the recent ones by name, the page of
//! one incident, and the widget's JSON. The ids are ULIDs: they say when a record was made.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use model::{Entry, Extraction, LinkRel, Note, Post, Stamp, StampRole, Update, backdated_by};
use serde_json::Value;
use url::Url;

use super::record::Names;
use super::streamed::{Rows, Stream};
use crate::adapters::adapter::Adapter;
use crate::adapters::address::{LINK_LIMIT, Links, absolute};
use crate::adapters::fragment::fold;
use crate::adapters::json::{has, list, names, owned, text};
use crate::adapters::select::is_page;
use crate::adapters::statement::{
    POST_LIMIT, concern, context, incident, moment, status_extraction, unparsed,
};
use crate::adapters::ulid;
use crate::dates::DateContext;
use crate::document::Document;

const PLATFORM: &str = "incident-io";

pub(super) const ADAPTER: Adapter = Adapter { name: "incident-io", read };

const UPDATE: Names = Names {
    platform: "incident-io",
    id: "id",
    status: "to_status",
    claimed: "published_at",
    recorded: "",
    edited: "",
    text: "message_string",
};

const LATEST: Names = Names {
    platform: "incident-io-widget",
    id: "",
    status: "status",
    claimed: "last_update_at",
    recorded: "",
    edited: "",
    text: "last_update_message",
};

/// Reads a page or the widget's JSON.
fn read(document: &Document<'_>) -> Option<Extraction> {
    let context = context(document);
    if let Some(value) = document.json() {
        return widget(value, document, &context);
    }
    if !is_page(document) || !document.holds("self.__next_f") {
        return None;
    }
    if !["incident-io", "incident.io"].iter().any(|mark| document.holds(mark)) {
        return None;
    }
    let stream = Stream::of(&document.text);
    let home = document.url().join("/").ok()?;
    let page = Page::of(&stream, home, context);
    let mut posts: Vec<Post> = Vec::new();
    let records = LISTS.into_iter().flat_map(|name| elements(&stream, name)).chain(stream.values("incident"));
    for post in records.filter_map(|record| page.post(&page.plain(record))).take(POST_LIMIT) {
        // The same incident stands on the page several times, not always with all its updates.
        match posts.iter_mut().find(|known| known.key == post.key) {
            Some(known) if known.updates.len() < post.updates.len() => *known = post,
            Some(_) => {}
            None => posts.push(post),
        }
    }
    let mut extraction = status_extraction(PLATFORM, posts);
    let mut links = Links::new(LINK_LIMIT);
    for record in elements(&stream, "incident_links").take(POST_LIMIT) {
        let Some(entry) = page.entry(&page.plain(record)) else { continue };
        if extraction.entries.iter().all(|known| known.id != entry.id) {
            links.add(entry.link.as_deref().unwrap_or_default(), LinkRel::Post);
            extraction.notes.extend(page.set_back(&entry));
            extraction.entries.push(entry);
        }
    }
    extraction.links = links.finish();
    let understood = ["ongoing_incidents", "incident_links", "affected_components"];
    if extraction.posts.is_empty() && !understood.iter().any(|name| stream.text.contains(name)) {
        return Some(unparsed(PLATFORM, "a page of incident.io of an unknown form"));
    }
    Some(extraction)
}

/// The elements of the lists of a name.
fn elements(stream: &Stream, name: &str) -> impl Iterator<Item = Value> {
    let elements = |value| match value {
        Value::Array(elements) => elements,
        _ => Vec::new(),
    };
    stream.values(name).flat_map(elements)
}

const LISTS: [&str; 4] =
    ["ongoing_incidents", "incidents", "in_progress_maintenances", "scheduled_maintenances"];

/// What holds for all records of a page.
struct Page<'s> {
    /// The texts that stand in rows of their own.
    rows: Rows<'s>,
    home: Url,
    dates: DateContext,
    /// When the page was made, by its own id.
    born: Option<NaiveDateTime>,
    /// The names of the components, by their ids.
    names: BTreeMap<String, String>,
}

impl<'s> Page<'s> {
    fn of(stream: &'s Stream, home: Url, dates: DateContext) -> Self {
        let mut ids = stream.values("status_page_id");
        let born = ids.find_map(|id| ulid::recorded(id.as_str()?, &dates));
        let components = elements(stream, "components").take(MOST_COMPONENTS);
        let named = components.filter_map(|one| Some((owned(&one, "id")?, owned(&one, "name")?)));
        // Each update that refers to a component has a copy of its name.
        let names = named.filter(|(_, name)| name.len() <= NAME_BYTES).collect();
        Self { rows: Rows::of(&stream.text), home, dates, born: born.map(|stamp| moment(&stamp)), names }
    }

    /// A record with the values that its strings stand for.
    fn plain(&self, mut record: Value) -> Value {
        self.rows.plain(&mut record);
        record
    }

    fn address(&self, id: &str) -> Option<String> {
        absolute(&self.home, &format!("/incidents/{id}")).map(String::from)
    }

    fn post(&self, record: &Value) -> Option<Post> {
        if !has(record, &["updates", "published_at"]) {
            return None;
        }
        let id = text(record, "id")?;
        let mut updates: Vec<Update> =
            list(record, "updates").iter().map(|update| self.read_update(update)).collect();
        concern(&mut updates, &self.components(list(record, "affected_components")));
        let published = UPDATE.time(record, "published_at", &self.dates);
        let recorded = self.recorded(id, published.as_ref());
        let given = [(StampRole::Published, published), (StampRole::Recorded, recorded)];
        let given = given.into_iter().filter_map(|(role, stamp)| Some((role, stamp?))).collect();
        let url = self.address(id)?;
        Some(incident(url.clone(), Some(url), owned(record, "name"), updates, given))
    }

    fn read_update(&self, record: &Value) -> Update {
        let mut update = UPDATE.read(record, &self.dates);
        // A long text stands in a row of its own.
        if let Some(text) = self.rows.referred(&update.text) {
            update.text = fold(text);
        }
        if let (true, Some(message)) = (update.text.is_empty(), record.get("message")) {
            let mut said = String::new();
            write(message, &mut said);
            update.text = fold(&said);
        }
        update.recorded = self.recorded(&update.key, update.claimed.as_ref());
        update.components = self.components(list(record, "component_statuses"));
        update
    }

    /// When a record was made, by its id.
    fn recorded(&self, id: &str, claimed: Option<&Stamp>) -> Option<Stamp> {
        ulid::credible(ulid::recorded(id, &self.dates), claimed, self.born)
    }

    fn components(&self, list: &[Value]) -> Vec<String> {
        let named =
            |one: &Value| owned(one, "name").or_else(|| self.names.get(text(one, "component_id")?).cloned());
        list.iter().take(MOST_COMPONENTS).filter_map(named).collect()
    }

    fn entry(&self, record: &Value) -> Option<Entry> {
        let id = text(record, "id")?;
        Some(Entry {
            title: owned(record, "name"),
            link: self.address(id),
            id: Some(id.to_owned()),
            published: UPDATE.time(record, "published_at", &self.dates),
            ..Entry::default()
        })
    }

    /// Says it where an incident that is only named was dated back: its id tells when it was entered.
    fn set_back(&self, entry: &Entry) -> Option<Note> {
        let id = entry.id.as_deref()?;
        let apart =
            backdated_by(entry.published.as_ref(), self.recorded(id, entry.published.as_ref()).as_ref())?;
        let (title, raw) = (entry.title.as_deref()?, &entry.published.as_ref()?.raw);
        Some(Note::new(
            "backdated",
            format!("'{title}' ({id}) claims {raw} and was entered {} minutes later", apart.num_minutes()),
        ))
    }
}

/// Appends the words of a tree as ProseMirror writes it: texts in nodes, each node in its `content`.
fn write(node: &Value, said: &mut String) {
    match text(node, "type") {
        Some("text") => said.push_str(node.get("text").and_then(Value::as_str).unwrap_or_default()),
        Some("hardBreak" | "hard_break") => said.push('\n'),
        _ => {
            list(node, "content").iter().for_each(|inner| write(inner, said));
            said.push('\n');
        }
    }
}

/// A page has no more components than this.
const MOST_COMPONENTS: usize = 2_000;
/// No name of a component is longer than this, in bytes.
const NAME_BYTES: usize = 500;

/// The widget shows the last update of each open incident.
fn widget(value: &Value, document: &Document<'_>, context: &DateContext) -> Option<Extraction> {
    if !has(value, &["ongoing_incidents", "scheduled_maintenances"]) {
        return None;
    }
    let lists = ["ongoing_incidents", "in_progress_maintenances", "scheduled_maintenances"];
    let records = lists.into_iter().flat_map(|name| list(value, name)).take(POST_LIMIT);
    let posts = records.filter_map(|record| {
        let url = text(record, "url").and_then(|url| absolute(document.url(), url)).map(String::from);
        let key = url.clone().or_else(|| owned(record, "id"))?;
        let said = text(record, LATEST.text).is_some();
        let mut updates: Vec<Update> = said.then(|| LATEST.read(record, context)).into_iter().collect();
        concern(&mut updates, &names(list(record, "affected_components"), "name"));
        Some(incident(key, url, owned(record, "name"), updates, Vec::new()))
    });
    Some(status_extraction(PLATFORM, posts.collect()))
}
