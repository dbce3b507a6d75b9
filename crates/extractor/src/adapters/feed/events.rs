//! Feeds with a statement an item: Azure names an event by a word that it uses again for later ones, so that an
//! event is that word and its time; AWS puts the status in front of the title and the time into the id; Better Stack puts
//! the address of the incident before a number of the statement.

use std::collections::HashMap;

use model::{Entry, Post, SourceKind};

use super::incidents::{Said, content};
use super::shape::Feed;
use crate::adapters::fragment::words;
use crate::adapters::statement::{POST_LIMIT, incident, moment, update};
use crate::document::Document;

/// The statements, where the feed is of one of these shapes.
pub(super) fn read(feed: &Feed, document: &Document<'_>) -> Option<Said> {
    let entries = || feed.items.iter().map(|item| &item.entry);
    let whole = feed.items.iter().filter(|item| !item.cut).take(POST_LIMIT).map(|item| &item.entry);
    if feed.items.is_empty() {
        return None;
    }
    if entries().all(|entry| is_azure(entry, feed)) {
        return Some(Said { platform: Some("azure"), posts: whole.filter_map(azure).collect() });
    }
    if entries().all(|entry| aws_event(entry).is_some()) {
        return Some(Said { platform: Some("aws"), posts: whole.filter_map(aws).collect() });
    }
    let is_status = document.input.source == Some(SourceKind::Status);
    if is_status && entries().all(|entry| incident_of(entry).is_some()) {
        let platform = ["betterstack", "betteruptime"].iter().any(|mark| document.holds(mark));
        let posts = gathered(whole);
        return Some(Said { platform: platform.then_some("better-stack"), posts });
    }
    None
}

/// The address of an incident, in the id of one of its statements: `https://status.example/incident/1#0f3a`.
fn incident_of(entry: &Entry) -> Option<&str> {
    let (address, statement) = entry.id.as_deref()?.split_once('#')?;
    let hexadecimal = statement.len() >= 8 && statement.bytes().all(|byte| byte.is_ascii_hexdigit());
    (address.starts_with("http") && hexadecimal && entry.published.is_some()).then_some(address)
}

/// The statements of Better Stack by their incident. Those whose id names the page itself belong to nothing else.
fn gathered<'e>(entries: impl Iterator<Item = &'e Entry>) -> Vec<Post> {
    let mut order: Vec<&str> = Vec::new();
    let mut statements: HashMap<&str, Vec<&Entry>> = HashMap::new();
    for entry in entries {
        let Some(address) = incident_of(entry) else { continue };
        let is_page = url::Url::parse(address).is_ok_and(|url| url.path() == "/");
        let key = if is_page { entry.id.as_deref().unwrap_or(address) } else { address };
        if !statements.contains_key(key) {
            order.push(key);
        }
        statements.entry(key).or_default().push(entry);
    }
    let posts = order.into_iter().filter_map(|key| {
        let said = statements.remove(key)?;
        // The oldest one names the incident.
        let first = said.iter().min_by_key(|entry| entry.published.as_ref().map(moment))?;
        let (title, link) = (first.title.clone(), first.link.clone());
        let updates = said.iter().map(|entry| {
            let words = words(content(entry).unwrap_or_default());
            let words = if words.is_empty() { entry.title.clone().unwrap_or_default() } else { words };
            let mut said = update(None, entry.published.clone(), words);
            said.key = entry.id.clone().unwrap_or(said.key);
            said
        });
        Some(incident(key.to_owned(), link, title, updates.collect(), Vec::new()))
    });
    posts.collect()
}

/// Azure ends its times with a `Z`, as no other feed in RSS does; the id is a word with hyphens, and all items
/// lead to the page itself.
fn is_azure(entry: &Entry, feed: &Feed) -> bool {
    let time = entry.published.as_ref().is_some_and(|stamp| stamp.raw.ends_with(" Z"));
    let slug = entry.id.as_deref().is_some_and(|id| {
        id.contains('-') && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    time && slug && entry.link.is_some() && entry.link == feed.head.link
}

fn azure(entry: &Entry) -> Option<Post> {
    let claimed = entry.published.clone()?;
    let key = format!("{}|{}", entry.id.as_deref()?, claimed.local_iso());
    let said = update(None, Some(claimed), words(content(entry).unwrap_or_default()));
    Some(incident(key, entry.link.clone(), entry.title.clone(), vec![said], Vec::new()))
}

/// The part of an id that names an event: `…#service-region_1396995360`.
fn aws_event(entry: &Entry) -> Option<&str> {
    let (_, event) = entry.id.as_deref()?.rsplit_once('#')?;
    let (service, seconds) = event.rsplit_once('_')?;
    (!service.is_empty() && seconds.len() == 10 && seconds.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(event)
}

/// How AWS put the state of a service in front of a title, up to 2022.
const STATES: [&str; 5] = [
    "Service is operating normally",
    "Informational message",
    "Performance issues",
    "Service degradation",
    "Service disruption",
];

/// The status and the words of a title: `[RESOLVED] Error rates`, `Service is operating normally: [RESOLVED] Error rates`,
/// `Informational message: Error rates`. What stands in brackets says more than the state before it.
fn said_of(title: &str) -> (Option<&str>, &str) {
    let title = title.trim();
    let stated = title.split_once(": ").filter(|(state, _)| STATES.contains(state));
    let (state, rest) = stated.map_or((None, title), |(state, rest)| (Some(state), rest.trim()));
    match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((status, words)) => (Some(status.trim()), words.trim()),
        None => (state, rest),
    }
}

fn aws(entry: &Entry) -> Option<Post> {
    let event = aws_event(entry)?;
    let (status, title) = said_of(entry.title.as_deref().unwrap_or_default());
    let status = status.map(str::to_owned);
    let mut said = update(status, entry.published.clone(), words(content(entry).unwrap_or_default()));
    said.components = event.rsplit_once('_').map(|(service, _)| service.to_owned()).into_iter().collect();
    let key = entry.id.clone()?;
    Some(incident(key, entry.link.clone(), Some(title.to_owned()), vec![said], Vec::new()))
}
