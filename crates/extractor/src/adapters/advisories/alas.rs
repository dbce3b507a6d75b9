//! The page of an advisory of Amazon Linux.

use model::{Candidate, DocumentKind, Extraction, LinkRel, PostKind, RecordKind, Stamp, StampRole, Trust};
use scraper::Html;

use super::record::{Events, What};
use crate::adapters::address::Links;
use crate::adapters::fragment::{element_words, fold};
use crate::adapters::select::{all, is_page, outermost};
use crate::adapters::statement::{context, post, stamp};
use crate::dates::{DateContext, Tz};
use crate::document::Document;

/// The parts of the page that are its text.
const PARTS: &str = "#issue_overview, #affected_packages, #issue_correction";

/// Reads the page: one post, and a fix for each flaw that it names. Its times say Pacific, which is a zone, and
/// not the GMT that its feed writes beside the same wall clock.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    if !is_page(document) || !document.holds("Advisory Release Date") {
        return None;
    }
    let html = document.html()?;
    let lines = outermost(html.root_element(), ".alas-info");
    let lines: Vec<String> = lines.into_iter().map(|it| fold(&element_words(it))).collect();
    let value = |label: &str| {
        lines
            .iter()
            .find_map(|line| line.strip_prefix(label))
            .map(|rest| rest.trim_start_matches(':').trim().to_owned())
    };
    let released = value("Advisory Release Date")?;
    let context = DateContext { zone: Some(Tz::America__Los_Angeles), ..context(document) };
    let key =
        all(html, "h1[id]").first().map(|it| fold(&element_words(*it))).filter(|key| !key.is_empty())?;
    let mut address = document.url().clone();
    address.set_fragment(None);
    let title =
        lines.iter().find(|line| line.contains("Security Advisory")).cloned().unwrap_or_else(|| key.clone());
    let mut post = post(PostKind::Advisory, key.clone(), Some(address.into()), Some(title));
    post.text = outermost(html.root_element(), PARTS)
        .into_iter()
        .map(|it| element_words(it).trim().to_owned())
        .collect::<Vec<_>>()
        .join("\n");
    post.language = Some("en".to_owned());
    post.published = pacific(&released, &context, "alas:release-date");
    post.updated = value("Advisory Updated Date").and_then(|it| pacific(&it, &context, "alas:updated-date"));
    for (role, time) in [(StampRole::Published, &post.published), (StampRole::Updated, &post.updated)] {
        if let Some(stamp) = time.clone() {
            post.candidates.push(Candidate { role, stamp, chosen: true });
        }
    }
    let named = ids(html);
    post.identifiers = crate::article::identifiers(&named.join("\n"), &post.text);
    let mut events = Events::new("alas", &context);
    if let Some(time) = &post.published {
        for id in &named {
            let what = What { id, kind: RecordKind::Fix, trust: Trust::Stated, label: &key };
            events.at(what, time.clone());
        }
    }
    let mut extraction = crate::extract::empty(DocumentKind::Advisory);
    events.put_into(&mut extraction);
    let mut links = Links::new(10);
    for next in all(html, "link[rel~=next][href]") {
        if let Some(url) =
            next.attr("href").and_then(|it| crate::adapters::address::absolute(document.url(), it))
        {
            links.add(url.as_str(), LinkRel::Page);
        }
    }
    extraction.links = links.finish();
    extraction.posts.push(post);
    Some(extraction)
}

/// `2023-03-07 00:29 Pacific` is a wall clock of that zone, whatever the season.
fn pacific(text: &str, context: &DateContext, rule: &str) -> Option<Stamp> {
    let wall = text.strip_suffix("Pacific").map(str::trim).unwrap_or(text);
    let mut time = stamp(Some(text), context, rule).or_else(|| stamp(Some(wall), context, rule))?;
    time.raw = text.to_owned();
    Some(time)
}

fn ids(html: &Html) -> Vec<String> {
    let links = all(html, "#references a[href]").into_iter().map(|it| fold(&element_words(it)));
    let words: Vec<String> = links.collect();
    crate::article::identifiers(&words.join("\n"), "").into_iter().map(|it| it.id).collect()
}
