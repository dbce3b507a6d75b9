//! The Security Update Guide of Microsoft: the list of its documents, and one document in CVRF JSON. The names
//! of fields are matched without regard to case, because the service and its description differ in it.

use model::{
    Candidate, DocumentKind, Entry, Extraction, LinkRel, PostKind, RecordKind, StampRole, Trust, Update,
};
use serde_json::Value;

use super::msrc_fix::told;
use super::record::{Events, What, is_cve};
use crate::adapters::address::{LINK_LIMIT, Links, absolute};
use crate::adapters::fragment::fold;
use crate::adapters::statement::{context, post, revisions, stamp};
use crate::document::Document;

/// Documents of one list, and revisions of one document, at most.
pub(super) const MOST: usize = 5_000;

/// Reads the list: an entry and a link for each document.
pub(crate) fn read_updates(document: &Document<'_>) -> Option<Extraction> {
    let list = get(document.json()?, "value")?.as_array()?;
    let first = list.first()?;
    get(first, "cvrfUrl").and(get(first, "initialReleaseDate"))?;
    let context = context(document);
    let mut extraction = crate::extract::empty(DocumentKind::Listing);
    let mut links = Links::new(LINK_LIMIT);
    for update in list.iter().take(MOST) {
        let link = said(update, "cvrfUrl").and_then(|it| absolute(document.url(), it)).map(String::from);
        if let Some(link) = &link {
            links.add(link, LinkRel::Post);
        }
        extraction.entries.push(Entry {
            title: said(update, "documentTitle").map(fold),
            link,
            id: said(update, "id").map(str::to_owned),
            published: stamp(said(update, "initialReleaseDate"), &context, "msrc:initialReleaseDate"),
            updated: stamp(said(update, "currentReleaseDate"), &context, "msrc:currentReleaseDate"),
            ..Entry::default()
        });
    }
    extraction.links = links.finish();
    Some(extraction)
}

/// Reads a document as one post with its revisions, and of each flaw when it was published and fixed.
pub(crate) fn read_document(document: &Document<'_>) -> Option<Extraction> {
    let json = document.json()?;
    let tracking = get(json, "DocumentTracking")?;
    let flaws = get(json, "Vulnerability")?.as_array()?;
    let key = get(tracking, "Identification").and_then(|it| get(it, "ID")).and_then(worded)?.to_owned();
    let context = context(document);
    let mut address = document.url().clone();
    address.set_fragment(None);
    let title = get(json, "DocumentTitle").and_then(worded).map(fold);
    let mut post = post(PostKind::Advisory, key.clone(), Some(address.into()), title);
    let initial = said(tracking, "InitialReleaseDate");
    post.published = stamp(initial, &context, "msrc:InitialReleaseDate");
    let revised = history(tracking)
        .filter_map(|revision| {
            Some(Update {
                key: get(revision, "Number").and_then(worded)?.to_owned(),
                status: None,
                claimed: stamp(said(revision, "Date"), &context, "msrc:RevisionHistory/Date"),
                recorded: None,
                edited: None,
                text: get(revision, "Description").and_then(worded).map(fold).unwrap_or_default(),
                span: None,
                components: Vec::new(),
                authors: Vec::new(),
            })
        })
        .collect();
    post.updates = revisions(revised);
    post.updated = post.updates.iter().rev().find_map(|update| update.claimed.clone());
    let current = stamp(said(tracking, "CurrentReleaseDate"), &context, "msrc:CurrentReleaseDate");
    let times = [
        (StampRole::Published, post.published.clone(), true),
        (StampRole::Updated, post.updated.clone(), true),
        (StampRole::Updated, current, false),
    ];
    for (role, time, chosen) in times {
        if let Some(stamp) = time {
            post.candidates.push(Candidate { role, stamp, chosen });
        }
    }
    let mut events = Events::new("msrc", &context);
    let mut titles = Vec::new();
    let public = format!("public, by {key}");
    for flaw in flaws.iter().take(MOST) {
        let Some(id) = said(flaw, "CVE").filter(|id| is_cve(id)) else { continue };
        titles.push(format!("{id} {}", get(flaw, "Title").and_then(worded).unwrap_or_default()));
        let told = told(flaw, initial);
        if let Some((fixed, trust)) = told.fix {
            let what = What { id, kind: RecordKind::Fix, trust, label: &key };
            events.written(what, fixed, "msrc:Vulnerability/fix");
        }
        // Microsoft's word makes a flaw public, if it was not before; where the fix came with it, it says so itself.
        let alone = told.fix.is_none_or(|(fixed, _)| Some(fixed) != told.published);
        if let Some(published) = told.published.filter(|_| alone) {
            let what = What { id, kind: RecordKind::Public, trust: Trust::Bound, label: &public };
            events.written(what, published, "msrc:Vulnerability/RevisionHistory/Date");
        }
    }
    post.text = titles.iter().map(|title| fold(title)).collect::<Vec<_>>().join("\n");
    post.identifiers = crate::article::identifiers("", &post.text);
    let mut extraction = crate::extract::empty(DocumentKind::Advisory);
    events.put_into(&mut extraction);
    extraction.posts.push(post);
    Some(extraction)
}

/// The revisions of a document or of a flaw: a list, or a list inside `Revision`.
pub(super) fn history(value: &Value) -> impl Iterator<Item = &Value> {
    let history = get(value, "RevisionHistory");
    let list = history.and_then(|it| it.as_array().or_else(|| get(it, "Revision")?.as_array()));
    list.map(Vec::as_slice).unwrap_or_default().iter().take(MOST)
}

/// A field by its name in any case.
pub(super) fn get<'a>(value: &'a Value, field: &str) -> Option<&'a Value> {
    let object = value.as_object()?;
    object
        .get(field)
        .or_else(|| object.iter().find(|(name, _)| name.eq_ignore_ascii_case(field)).map(|(_, it)| it))
}

/// The text of a field.
pub(super) fn said<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    get(value, field).and_then(worded)
}

/// A text, or the `Value` inside an object: CVRF wraps some of them.
pub(super) fn worded(value: &Value) -> Option<&str> {
    let text = value.as_str().or_else(|| get(value, "Value")?.as_str())?.trim();
    (!text.is_empty()).then_some(text)
}
