//! cState: `index.json`, which names the open issues, and the JSON of one issue. Its updates are paragraphs
//! of the issue, newest first, each with its time in small letters: `(15:04 — Jan 2)`, without a year or zone.

use chrono::NaiveDateTime;
use model::{Entry, Extraction, LinkRel, Post, StampRole, Update};
use scraper::ElementRef;
use serde_json::Value;

use crate::adapters::adapter::Adapter;
use crate::adapters::address::{LINK_LIMIT, Links, absolute};
use crate::adapters::fragment::{element_words, words};
use crate::adapters::json::{has, list, owned, text};
use crate::adapters::select::{first, outermost};
use crate::adapters::statement::{concern, context, incident, moment, stamp, status_extraction, update};
use crate::adapters::statuspage::AHEAD;
use crate::dates::DateContext;
use crate::document::Document;

const PLATFORM: &str = "cstate";

pub(super) const ADAPTER: Adapter = Adapter { name: "cstate", read };

/// Reads the index or one issue.
fn read(document: &Document<'_>) -> Option<Extraction> {
    let value = document.json()?;
    if value.get("cStateVersion").is_some() && text(value, "is") == Some("index") {
        return Some(index(value, document));
    }
    if !has(value, &["severity", "affected", "resolved", "body"]) {
        return None;
    }
    Some(status_extraction(PLATFORM, vec![issue(value, document)?]))
}

fn index(value: &Value, document: &Document<'_>) -> Extraction {
    let context = context(document);
    let mut extraction = status_extraction(PLATFORM, Vec::new());
    let mut links = Links::new(LINK_LIMIT);
    let open = list(value, "systems").iter().flat_map(|system| list(system, "unresolvedIssues"));
    let issues = list(value, "pinnedIssues").iter().chain(open).take(MOST_ISSUES);
    for issue in issues {
        let Some(page) = text(issue, "permalink").and_then(|link| absolute(document.url(), link)) else {
            continue;
        };
        if extraction.entries.iter().any(|known: &Entry| known.link.as_deref() == Some(page.as_str())) {
            continue;
        }
        let data = absolute(&page, "index.json");
        links.add(data.as_ref().map_or("", url::Url::as_str), LinkRel::Post);
        extraction.entries.push(Entry {
            title: owned(issue, "title"),
            link: Some(page.into()),
            published: stamp(text(issue, "createdAt"), &context, "cstate:createdAt"),
            updated: stamp(text(issue, "lastMod"), &context, "cstate:lastMod"),
            ..Entry::default()
        });
    }
    extraction.links = links.finish();
    extraction
}

/// An index names no more issues than this.
const MOST_ISSUES: usize = 500;

fn issue(value: &Value, document: &Document<'_>) -> Option<Post> {
    let context = context(document);
    let field = |names: [&str; 2]| {
        let (name, written) = names.into_iter().find_map(|name| Some((name, text(value, name)?)))?;
        stamp(Some(written), &context, &format!("cstate:{name}"))
    };
    let created = field(["createdAt", "created_at"]);
    let resolved = field(["resolvedAt", "resolved_at"]);
    let edited = field(["lastMod", "last_mod"]);
    let body = text(value, "body").unwrap_or_default();
    // An issue that began within the last year has one year in which each of its days can be. One that has stood open
    // for longer does not say of which year its paragraphs are.
    let is_recent = |last: &NaiveDateTime| {
        let within_a_year = created.as_ref().and_then(|start| moment(start).checked_add_signed(AHEAD));
        within_a_year.is_some_and(|end| *last <= end)
    };
    let last = resolved.as_ref().map(moment).or_else(|| context.reference.filter(is_recent));
    let around = context.until(last);
    let mut updates = tracked(body, around);
    if updates.is_empty() {
        updates.push(update(owned(value, "severity"), created.clone(), words(body)));
    }
    let affected = list(value, "affected").iter().filter_map(Value::as_str).map(str::to_owned);
    concern(&mut updates, &affected.collect::<Vec<_>>());
    let page = absolute(document.url(), "./")?.to_string();
    let given = [(StampRole::Published, created), (StampRole::Edited, edited)];
    let given = given.into_iter().filter_map(|(role, stamp)| Some((role, stamp?))).collect();
    Some(incident(page.clone(), Some(page), owned(value, "title"), updates, given))
}

/// The paragraphs that have a time, oldest first.
fn tracked(body: &str, mut context: DateContext) -> Vec<Update> {
    let Some(tree) = crate::body::parse_html(body) else { return Vec::new() };
    let mut updates: Vec<Update> = Vec::new();
    for paragraph in outermost(tree.root_element(), "p, li") {
        let Some((time, claimed)) = time(paragraph, &context) else { continue };
        if let Some(claimed) = &claimed {
            context.reference = Some(moment(claimed));
        }
        let status = first(paragraph, "em, strong").map(element_words);
        let all = element_words(paragraph);
        let said = all.replace(&time, "");
        let said = status.as_deref().and_then(|status| said.trim().strip_prefix(status)).unwrap_or(&said);
        let said = said.trim().trim_start_matches(['-', '–', '—']).trim().to_owned();
        updates.push(update(status, claimed, said));
    }
    updates.reverse();
    updates
}

/// The time of a paragraph, as it stands there and as it is read: the clock stands before the day.
fn time(paragraph: ElementRef<'_>, context: &DateContext) -> Option<(String, Option<model::Stamp>)> {
    let small = first(paragraph, ".faded, small")?;
    let shown = element_words(small);
    let inner = shown.trim().strip_prefix('(')?.strip_suffix(')')?;
    let (clock, day) = inner.split_once(['—', '–'])?;
    let mut claimed = stamp(Some(&format!("{}, {}", day.trim(), clock.trim())), context, "cstate:faded");
    if let Some(claimed) = &mut claimed {
        inner.clone_into(&mut claimed.raw);
    }
    Some((shown.clone(), claimed))
}
