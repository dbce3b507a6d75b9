//! The feed of incident.io: an entry is an incident with its last update only:
//! `<b>Status: STATUS</b><br/><br/>text<br/><br/><b>Affected components</b><ul>…`. In Atom the entry's
//! `updated` is when that was said; RSS has the time of the incident alone, which would date it wrongly.

use model::{Entry, Post, StampRole};

use super::incidents::{Said, content};
use super::shape::Feed;
use crate::adapters::fragment::words;
use crate::adapters::statement::{POST_LIMIT, incident, update};

const STATUS: &str = "<b>Status: ";
const COMPONENTS: &str = "<b>Affected components</b>";

/// The last words of each incident, where the feed is of this shape.
pub(super) fn read(feed: &Feed) -> Option<Said> {
    let fits = |entry: &Entry| content(entry).is_some_and(|html| html.trim_start().starts_with(STATUS));
    if feed.items.is_empty() || !feed.items.iter().all(|item| fits(&item.entry)) {
        return None;
    }
    let whole = feed.items.iter().filter(|item| !item.cut).take(POST_LIMIT);
    Some(Said { platform: Some("incident-io"), posts: whole.filter_map(|item| post(&item.entry)).collect() })
}

fn post(entry: &Entry) -> Option<Post> {
    let claimed = entry.updated.clone().filter(|_| entry.published.is_none())?;
    let (status, rest) = content(entry)?.trim_start().strip_prefix(STATUS)?.split_once("</b>")?;
    let (said, concerned) = rest.split_once(COMPONENTS).unwrap_or((rest, ""));
    let mut last = update(Some(status.trim().to_owned()), Some(claimed.clone()), words(said));
    // A name is followed by its state: `Search (Operational)`.
    let named = |line: &str| line.rsplit_once(" (").map_or(line, |(name, _)| name).to_owned();
    last.components = words(concerned).lines().map(named).collect();
    // Two slashes stand between the host and the path.
    let url = entry.link.as_deref().map(|link| link.replace("//incidents/", "/incidents/"));
    let key = url.clone().or_else(|| entry.id.clone())?;
    let given = vec![(StampRole::Edited, claimed)];
    Some(incident(key, url, entry.title.clone(), vec![last], given))
}
