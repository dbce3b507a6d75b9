//! What all readers of status pages share: an incident as a post, its updates, their keys.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;
use model::{Candidate, DocumentKind, Extraction, Note, Post, PostKind, Stamp, StampRole, Update};

use super::json::NAME_LIMIT;
use crate::dates::{self, DateContext};
use crate::document::Document;

/// No document yields more posts than this.
pub(super) const POST_LIMIT: usize = 5_000;
/// No post has more updates than this.
const UPDATE_LIMIT: usize = 2_000;
/// Most names of services that the updates of one incident are given from it, all together: a hundred updates may
/// concern fifty services each.
const COPIED_NAMES: usize = 5_000;
/// Most bytes of such names.
const COPIED_BYTES: usize = 200_000;

/// An extraction of a status page that runs on `platform`.
pub(super) fn status_extraction(platform: &str, posts: Vec<Post>) -> Extraction {
    let mut extraction = crate::extract::empty(DocumentKind::Status);
    extraction.platform = Some(platform.to_owned());
    extraction.posts = posts;
    extraction
}

/// A document whose platform is known and whose form is not: its bytes are kept, nothing is claimed.
pub(super) fn unparsed(platform: &str, detail: &str) -> Extraction {
    let mut extraction = status_extraction(platform, Vec::new());
    extraction.kind = DocumentKind::Unparsed;
    extraction.notes.push(Note::new("unparsed", detail));
    extraction
}

/// A post without anything but its identity.
pub(super) fn post(kind: PostKind, key: String, url: Option<String>, title: Option<String>) -> Post {
    Post {
        key,
        url,
        kind,
        title,
        text: String::new(),
        language: None,
        published: None,
        updated: None,
        candidates: Vec::new(),
        authors: Vec::new(),
        attributions: Vec::new(),
        updates: Vec::new(),
        identifiers: Vec::new(),
    }
}

/// An incident whose `updates` come oldest first, and are put in order by their claimed times. It was published with its oldest
/// update and updated with its newest; `given` are the times that the record itself states, which lose.
pub(super) fn incident(
    key: String,
    url: Option<String>,
    title: Option<String>,
    mut updates: Vec<Update>,
    given: Vec<(StampRole, Stamp)>,
) -> Post {
    updates.truncate(UPDATE_LIMIT);
    // Without a time for each, the order of the document is the better one.
    if updates.iter().all(|update| update.claimed.is_some()) {
        updates.sort_by_key(|update| update.claimed.as_ref().map(moment));
    }
    distinguish(&mut updates);
    let key = url.as_deref().and_then(code).map_or(key, |code| format!("incident:{code}"));
    let first = updates.iter().find_map(|update| update.claimed.clone());
    let last = updates.iter().rev().find_map(|update| update.claimed.clone());
    let mut post = post(PostKind::StatusIncident, key, url, title);
    let said = updates.iter().map(|update| update.text.as_str());
    let words: Vec<&str> = post.title.as_deref().into_iter().chain(said).collect();
    post.identifiers = crate::article::identifiers(&words.join("\n"), "");
    post.updates = updates;
    for (role, stamp) in [(StampRole::Published, &first), (StampRole::Updated, &last)] {
        if let Some(stamp) = stamp {
            post.candidates.push(Candidate { role, stamp: stamp.clone(), chosen: true });
        }
    }
    post.candidates.extend(given.into_iter().map(|(role, stamp)| Candidate { role, stamp, chosen: false }));
    post.published = first;
    post.updated = last;
    post
}

/// The code that a platform gives an incident, from its address. It is drawn at random, so it names the
/// incident at whatever host, under whatever scheme and in whatever form it is shown.
fn code(url: &str) -> Option<String> {
    const LISTS: [&str; 6] = ["incident", "incidents", "maintenance", "maintenances", "notice", "notices"];
    let url = url::Url::parse(url).ok()?;
    let segments: Vec<&str> = url.path_segments()?.filter(|segment| !segment.is_empty()).collect();
    let (code, above) = segments.split_last()?;
    let listed = above.last().is_some_and(|list| LISTS.contains(&list.to_ascii_lowercase().as_str()));
    // One in fifty of those that have twelve places has no digit.
    let drawn = code.len() >= 12
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && (code.len() == 12 || code.bytes().any(|byte| byte.is_ascii_digit()));
    let cuid = (25..=28).contains(&code.len()) && code.starts_with('c');
    (drawn && (listed || cuid)).then(|| (*code).to_owned())
}

/// Gives each update that names no services those of its incident. Each has a copy, so that of very many, only the first
/// are given; the updates beyond those that a post has are left out first.
pub(super) fn concern(updates: &mut Vec<Update>, components: &[String]) {
    updates.truncate(UPDATE_LIMIT);
    let copies = updates.len().max(1);
    let mut bytes = COPIED_BYTES / copies;
    let within = |name: &&String| {
        let room = bytes.checked_sub(name.len());
        bytes = room.unwrap_or_default();
        room.is_some()
    };
    let most = NAME_LIMIT.min(COPIED_NAMES / copies);
    let given: Vec<String> = components.iter().take(most).take_while(within).cloned().collect();
    for update in updates.iter_mut().filter(|update| update.components.is_empty()) {
        update.components.clone_from(&given);
    }
}

/// An update for which the platform has no id: its key is its claimed time, to the minute, and its
/// status, so that the feed, the home page and the incident's own page name it alike. A time that can be read in two
/// ways stands there as it is written: the most probable instant may be that of another update.
pub(super) fn update(status: Option<String>, claimed: Option<Stamp>, text: String) -> Update {
    let time = match claimed.as_ref() {
        None => String::new(),
        Some(stamp) => match stamp.certain_instant() {
            Some(instant) => instant.format("%Y-%m-%dT%H:%MZ").to_string(),
            None => stamp.raw.split_whitespace().collect::<Vec<_>>().join(" "),
        },
    };
    let state = status.as_deref().unwrap_or_default().trim().to_lowercase();
    Update {
        key: format!("{time}|{state}"),
        status,
        claimed,
        recorded: None,
        edited: None,
        text,
        span: None,
        authors: Vec::new(),
        components: Vec::new(),
    }
}

/// The revisions of an advisory, oldest first, each once; of two with one number, the later has a key of its own.
pub(super) fn revisions(mut revisions: Vec<Update>) -> Vec<Update> {
    revisions.sort_by_key(|update| update.claimed.as_ref().map(moment));
    let mut seen = HashSet::new();
    revisions.retain(|it| seen.insert((it.key.clone(), it.claimed.as_ref().map(moment), it.text.clone())));
    distinguish(&mut revisions);
    revisions
}

/// Gives the second of two updates with the same key a key of its own.
fn distinguish(updates: &mut [Update]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for update in updates {
        let count = seen.entry(update.key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            update.key = format!("{}#{count}", update.key);
        }
    }
}

/// A stamp's place in time for putting updates in order: its instant, else its wall clock.
pub(crate) fn moment(stamp: &Stamp) -> NaiveDateTime {
    stamp.instant().map_or(stamp.local, |instant| instant.naive_utc())
}

/// What a document says of its dates when it says nothing: no date is later than the time of fetching.
pub(super) fn context(document: &Document<'_>) -> DateContext {
    DateContext {
        reference: document.input.fetched_at.map(|time| time.naive_utc()),
        ..DateContext::default()
    }
}

/// Reads one date where there is one.
pub(super) fn stamp(text: Option<&str>, context: &DateContext, source: &str) -> Option<Stamp> {
    let text = text.map(str::trim).filter(|text| !text.is_empty() && text.len() <= 200)?;
    dates::parse(text, context, source)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn updates(count: usize) -> Vec<Update> {
        (0..count).map(|n| update(None, None, n.to_string())).collect()
    }

    /// How many names, and how many bytes of names, `updates` hold.
    fn held(updates: &[Update]) -> (usize, usize) {
        let names = || updates.iter().flat_map(|update| &update.components);
        (names().count(), names().map(String::len).sum())
    }

    #[test]
    fn the_updates_of_an_incident_concern_what_it_concerns() {
        let (mut updates, services) = (updates(100), (0..50).map(|n| format!("service {n}")));
        let services: Vec<String> = services.collect();
        updates[7].components = vec!["another".to_owned()];
        concern(&mut updates, &services);
        assert_eq!(updates[7].components, ["another"]);
        assert_eq!(updates.iter().filter(|update| update.components == services).count(), 99);
    }

    #[test]
    fn very_many_services_are_not_copied_into_very_many_updates() {
        for (count, names, length) in [(20_000, 20_000, 2), (5_000, 5, 1_000_000), (3, 20_000, 40), (0, 9, 9)]
        {
            let (mut updates, names) = (updates(count), vec!["x".repeat(length); names]);
            concern(&mut updates, &names);
            let (names, bytes) = held(&updates);
            assert!(updates.len() <= UPDATE_LIMIT && names <= COPIED_NAMES && bytes <= COPIED_BYTES);
        }
    }
}
