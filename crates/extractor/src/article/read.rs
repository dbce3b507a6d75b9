//! Reads a page as one post.

use model::{Candidate, DocumentKind, Extraction, Link, Note, Post, PostKind, Stamp, StampRole, Update};

use super::canonical::address;
use super::cited::cited;
use super::headline::headline;
use super::identifiers::identifiers;
use super::language::language;
use super::page::Page;
use super::people::{attributions, people};
use super::text::body;
use super::times::{Ground, times};
use super::updates::updates;
use crate::document::Document;
use crate::extract::empty;

/// Reads an HTML page as one post; `None` where the document is not HTML.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    if !is_html(document) {
        return None;
    }
    if let Some(kind) = document.served_as_no_page() {
        let mut nothing = empty(DocumentKind::Unparsed);
        let detail = format!("a page for people that is served as {kind}; its bytes are kept and not read");
        nothing.notes.push(Note::new("not-a-page", detail));
        return Some(nothing);
    }
    let Some(page) = Page::of(document) else {
        let mut nothing = empty(DocumentKind::Unparsed);
        let detail = "the page is too long or nested too deep to be parsed; its bytes are kept";
        nothing.notes.push(Note::new("too-deep", detail));
        return Some(nothing);
    };
    let mut extraction = empty(DocumentKind::Article);
    let (post, links, notes) = post(&page);
    extraction.notes.extend(notes);
    if post.text.trim().is_empty() && post.title.is_none() {
        extraction.kind = DocumentKind::Unparsed;
        extraction.notes.push(Note::new("empty", "the page shows no text"));
        return Some(extraction);
    }
    extraction.posts.push(post);
    extraction.links = links;
    Some(extraction)
}

fn post(page: &Page<'_>) -> (Post, Vec<Link>, Vec<Note>) {
    let headline = headline(page);
    let body = body(page, &headline);
    let ground = Ground::of(page, headline.block, &body.range);
    let mut times = times(page, headline.block, &body.range, &ground);
    let authors = people(page, headline.block, &body.range, &ground);
    let attributions = attributions(page, &body.range);
    let updates = updates(page, &body, times.since);
    let undated = updates.iter().filter(|update| update.claimed.is_none()).count();
    if undated > 0 {
        let detail = format!(
            "{undated} updates inside the post name no time; their words are not those of the one before"
        );
        times.notes.push(Note::new("update-undated", detail));
    }
    let links = cited(page, &body.range);
    // A line that speaks of an update is one of several where a later one stands in the text.
    let is_passed = |latest: &Stamp| {
        times.updated.as_ref().is_none_or(|updated| {
            ["line:updated", "label:updated"].contains(&updated.source.as_str())
                && latest.local.date() > updated.local.date()
                && latest.bounds().is_some()
        })
    };
    if let Some(latest) = latest(&updates, times.published.as_ref()).filter(is_passed) {
        let updates = times.candidates.iter_mut().filter(|one| one.role == StampRole::Updated);
        updates.for_each(|one| one.chosen = false);
        times.candidates.push(Candidate { role: StampRole::Updated, stamp: latest.clone(), chosen: true });
        times.updated = Some(latest);
    }
    let title = headline.text.unwrap_or_default();
    let post = Post {
        key: address(page),
        url: Some(address(page)),
        kind: PostKind::Article,
        language: language(page, &body.text),
        identifiers: identifiers(&title, &body.text),
        title: Some(title).filter(|title| !title.is_empty()),
        text: body.text,
        published: times.published,
        updated: times.updated,
        candidates: times.candidates,
        authors,
        attributions,
        updates,
    };
    (post, links, times.notes)
}

/// The time of the last update block, where it is not from before the post: a post that holds an update was
/// updated then, also where no line of its own says so.
fn latest(updates: &[Update], published: Option<&Stamp>) -> Option<Stamp> {
    let claimed = updates.iter().rev().find_map(|update| update.claimed.as_ref())?;
    published.is_none_or(|published| claimed.local.date() >= published.local.date()).then(|| claimed.clone())
}

/// By the declared type where there is one that says so, else by the first characters.
fn is_html(document: &Document<'_>) -> bool {
    let declared = document.input.content_type.unwrap_or_default().to_ascii_lowercase();
    if declared.contains("html") {
        return !document.text.trim().is_empty();
    }
    let head = document.head().to_ascii_lowercase();
    if head.starts_with(['{', '[']) {
        return false;
    }
    const SIGNS: &[&str] = &[
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<article",
        "<main",
        "<div",
        "<h1",
        "<p>",
        "<p ",
        "<script",
        "<style",
        "<link",
        "<br",
        "<table",
        "<center",
    ];
    SIGNS.iter().any(|sign| head.starts_with(sign) || (head.starts_with('<') && head.contains(sign)))
}

/// The blocks of a page with what the reader of main text measures of each; see `benches/README.md`.
#[doc(hidden)]
pub fn measure_blocks(input: crate::Input<'_>) -> Vec<(String, Vec<f32>)> {
    let document = Document::decode(input);
    let Some(page) = Page::of(&document) else { return Vec::new() };
    let headline = headline(&page);
    super::text::measured(&page, &headline)
}
