//! Security advisories in CSAF 2.0, and ROLIE feeds (RFC 8322) that list them.

use model::{DocumentKind, Entry, EntryAuthor, Extraction, LinkRel, PostKind, Stamp, StampRole, Update};
use serde_json::Value;

use super::address::{LINK_LIMIT, Links, absolute};
use super::fragment::fold;
use super::json::{list, owned, text};
use super::statement::{context, post, stamp};
use crate::dates::DateContext;
use crate::document::Document;

/// A feed lists at most so many advisories.
const ENTRY_LIMIT: usize = 10_000;

/// Reads a CSAF document as one post. Its revisions are its updates.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let advisory = document.json()?.get("document")?;
    let tracking = advisory.get("tracking")?;
    text(advisory, "csaf_version").or_else(|| text(advisory, "category"))?;
    let context = context(document);
    let mut address = document.url().clone();
    address.set_fragment(None);
    let address = list(advisory, "references")
        .iter()
        .find(|reference| text(reference, "category") == Some("self"))
        .and_then(|reference| absolute(document.url(), text(reference, "url")?))
        .unwrap_or(address);
    let key = owned(tracking, "id")?;
    let mut post = post(PostKind::Advisory, key, Some(address.into()), owned(advisory, "title"));
    let vulnerabilities = list(document.json()?, "vulnerabilities");
    let notes =
        list(advisory, "notes").iter().chain(vulnerabilities.iter().flat_map(|one| list(one, "notes")));
    let parts = notes.filter_map(note);
    post.text = parts.collect::<Vec<_>>().join("\n");
    post.language = text(advisory, "lang").and_then(|tag| tag.split('-').next()).map(str::to_ascii_lowercase);
    post.published = time(tracking, "initial_release_date", &context);
    post.updated = time(tracking, "current_release_date", &context);
    for (role, stamp) in [(StampRole::Published, &post.published), (StampRole::Updated, &post.updated)] {
        if let Some(stamp) = stamp.clone() {
            post.candidates.push(model::Candidate { role, stamp, chosen: true });
        }
    }
    post.updates =
        list(tracking, "revision_history").iter().filter_map(|one| revision(one, &context)).collect();
    post.updates.sort_by_key(|update| update.claimed.as_ref().map(super::statement::moment));
    let named: Vec<&str> = vulnerabilities.iter().filter_map(|one| text(one, "cve")).collect();
    let title = format!("{}\n{}", post.title.as_deref().unwrap_or_default(), named.join("\n"));
    post.identifiers = crate::article::identifiers(&title, &post.text);
    let mut extraction = crate::extract::empty(DocumentKind::Advisory);
    extraction.posts.push(post);
    Some(extraction)
}

/// Reads a ROLIE feed in JSON: an entry and a link for each advisory.
pub(crate) fn read_rolie(document: &Document<'_>) -> Option<Extraction> {
    let feed = document.json()?.get("feed")?;
    if !feed.get("entry").is_some_and(Value::is_array) {
        return None;
    }
    let context = context(document);
    let mut extraction = crate::extract::empty(DocumentKind::Feed);
    let mut links = Links::new(LINK_LIMIT);
    for entry in list(feed, "entry").iter().take(ENTRY_LIMIT) {
        let source = entry.get("content").and_then(|content| text(content, "src"));
        let own = list(entry, "link").iter().find(|link| text(link, "rel") == Some("self"));
        let link = source.or_else(|| own.and_then(|link| text(link, "href")));
        let link = link.and_then(|link| absolute(document.url(), link)).map(String::from);
        if let Some(link) = &link {
            links.add(link, LinkRel::Post);
        }
        extraction.entries.push(Entry {
            title: owned(entry, "title"),
            link,
            id: owned(entry, "id"),
            published: stamp(text(entry, "published"), &context, "rolie:entry/published"),
            updated: stamp(text(entry, "updated"), &context, "rolie:entry/updated"),
            authors: Vec::<EntryAuthor>::new(),
            summary: entry.get("summary").and_then(|summary| owned(summary, "content")),
            content: None,
        });
    }
    extraction.links = links.finish();
    Some(extraction)
}

fn note(note: &Value) -> Option<String> {
    let words = fold(text(note, "text")?);
    Some(match text(note, "title") {
        Some(title) => format!("{title}\n{words}"),
        None => words,
    })
}

fn revision(revision: &Value, context: &DateContext) -> Option<Update> {
    Some(Update {
        key: owned(revision, "number")?,
        status: None,
        claimed: time(revision, "date", context),
        recorded: None,
        edited: None,
        text: fold(text(revision, "summary").unwrap_or_default()),
        authors: Vec::new(),
        components: Vec::new(),
    })
}

fn time(value: &Value, field: &str, context: &DateContext) -> Option<Stamp> {
    stamp(text(value, field), context, &format!("csaf:tracking/{field}"))
}
