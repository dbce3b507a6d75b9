//! Feeds with a statement an item: Azure names an event by a word that it uses again for later ones, so that an
//! event is that word and its time; AWS puts the status in front of the title and the time into the id.

use model::{Entry, Post};

use super::incidents::{Said, content};
use super::shape::Feed;
use crate::adapters::fragment::words;
use crate::adapters::statement::{POST_LIMIT, incident, update};

/// The statements, where the feed is of one of these shapes.
pub(super) fn read(feed: &Feed) -> Option<Said> {
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
    None
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

fn aws(entry: &Entry) -> Option<Post> {
    let event = aws_event(entry)?;
    let title = entry.title.as_deref().unwrap_or_default();
    let bracketed = title.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (status, title) =
        bracketed.map_or((None, title), |(status, rest)| (Some(status.trim().to_owned()), rest.trim()));
    let mut said = update(status, entry.published.clone(), words(content(entry).unwrap_or_default()));
    said.components = event.rsplit_once('_').map(|(service, _)| service.to_owned()).into_iter().collect();
    let key = entry.id.clone()?;
    Some(incident(key, entry.link.clone(), Some(title.to_owned()), vec![said], Vec::new()))
}
