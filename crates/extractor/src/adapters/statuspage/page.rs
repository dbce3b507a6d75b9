//! The HTML of Statuspage: the home page with its last fifteen days, the page of one incident, the history.

use model::{Extraction, LinkRel, Note, Post, StampRole, Update};
use scraper::{ElementRef, Html};
use url::Url;

use super::block::{Block, updates};
use super::history;
use crate::adapters::address::{LINK_LIMIT, Links, absolute};
use crate::adapters::fragment::element_words;
use crate::adapters::select::{all, first, is_page, outermost};
use crate::adapters::statement::{
    POST_LIMIT, concern, context, incident, status_extraction, unparsed, update,
};
use crate::dates::{self, DateContext};
use crate::document::Document;

const PLATFORM: &str = "statuspage";

/// What stands on every page that Statuspage makes.
const MARKS: [&str; 3] = ["dka575ofm4ao0.cloudfront.net", "Powered by Statuspage", "Atlassian Statuspage"];

/// The incidents that a home page lists.
const CONTAINERS: &str = ".unresolved-incident, .scheduled-maintenance, .incident-container";

/// Reads a page of Statuspage.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    if !is_page(document) || !MARKS.iter().any(|mark| document.holds(mark)) {
        return None;
    }
    let html = document.html()?;
    let base = base(html, document.url());
    if let Some(note) = closed(html) {
        let mut extraction = status_extraction(PLATFORM, Vec::new());
        extraction.notes.push(note);
        return Some(extraction);
    }
    if let Some(props) = all(html, "[data-react-class=HistoryIndex]").first() {
        let props = crate::body::parse_part(props.attr("data-react-props")?)?;
        return Some(history::read_props(&props, &base, document));
    }
    let rows = outermost(html.root_element(), ".update-row");
    if !rows.is_empty() {
        return Some(status_extraction(PLATFORM, vec![incident_page(html, &rows, document)?]));
    }
    let around = around(html, document);
    let containers = outermost(html.root_element(), CONTAINERS);
    if containers.is_empty() && all(html, ".status-day, .incidents-list").is_empty() {
        return Some(unparsed(PLATFORM, "a page of Statuspage of an unknown form"));
    }
    let mut links = Links::new(LINK_LIMIT);
    let mut posts: Vec<Post> = Vec::new();
    for container in containers.into_iter().take(POST_LIMIT) {
        let Some(post) = listed(container, &base, around) else { continue };
        links.add(post.url.as_deref().unwrap_or_default(), LinkRel::Post);
        // An open incident stands at the top and again under its day.
        if posts.iter().all(|known| known.key != post.key) {
            posts.push(post);
        }
    }
    let mut extraction = status_extraction(PLATFORM, posts);
    extraction.links = links.finish();
    Some(extraction)
}

/// The address that references of the page are read against.
fn base(html: &Html, url: &Url) -> Url {
    let stated = all(html, "base[href]").first().and_then(|base| absolute(url, base.attr("href")?));
    stated.unwrap_or_else(|| url.clone())
}

/// Why a page shows nothing: it asks for a password, or it is not in use. Neither says that all is well.
fn closed(html: &Html) -> Option<Note> {
    let title = all(html, "title").first().map(|title| element_words(*title))?;
    if title.ends_with("- Login") {
        return Some(Note::new("status-private", "the status page asks for a login"));
    }
    let inactive = title.ends_with("- Page Inactive");
    inactive.then(|| Note::new("status-inactive", "the status page is not in use"))
}

/// The newest time that a date on the page can have: when the page says that it was made, else when it was read. The
/// page shows what is going on and the last two weeks, so that this is about when its dates are.
fn around(html: &Html, document: &Document<'_>) -> DateContext {
    let context = context(document);
    let issued = all(html, "meta[name=issued]").first().and_then(|meta| meta.attr("content"));
    let issued = issued.and_then(|text| dates::parse_epoch(text, "statuspage:issued"));
    context.until(issued.map(|stamp| stamp.local).or(context.reference))
}

/// An incident as the home page lists it.
fn listed(container: ElementRef<'_>, base: &Url, context: DateContext) -> Option<Post> {
    let title = first(container, ".incident-title a[href]")?;
    let address = absolute(base, title.attr("href")?)?.to_string();
    let blocks = outermost(container, ".update").into_iter().filter_map(Block::read).collect();
    let updates = updates(blocks, context, "statuspage:small");
    let words = element_words(title).replace('\n', " ");
    Some(incident(address.clone(), Some(address), Some(words), updates, Vec::new()))
}

/// The page of one incident, where each update states its time as milliseconds since 1970.
fn incident_page(html: &Html, rows: &[ElementRef<'_>], document: &Document<'_>) -> Option<Post> {
    let name = all(html, ".incident-name").first().map(|name| element_words(*name).replace('\n', " "));
    let mut updates: Vec<Update> = rows.iter().map(|row| row_update(*row)).collect();
    updates.reverse();
    concern(
        &mut updates,
        &all(html, ".components-affected").first().map_or_else(Vec::new, |list| named(*list)),
    );
    let mut address = document.url().clone();
    address.set_query(None);
    address.set_fragment(None);
    let address = address.to_string();
    Some(incident(address.clone(), Some(address), name, updates, Vec::<(StampRole, _)>::new()))
}

/// The components in a sentence such as `This incident affected: Website (Shop, Search) and Mail.`
fn named(sentence: ElementRef<'_>) -> Vec<String> {
    let words = element_words(sentence).replace('\n', " ");
    let (_, list) = words.split_once(':').unwrap_or_default();
    let list = list.trim().trim_end_matches('.');
    let mut depth = 0_usize;
    let mut parts = vec![String::new()];
    for character in list.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match parts.last_mut() {
            Some(part) if character != ',' || depth > 0 => part.push(character),
            _ => parts.push(String::new()),
        }
    }
    let last = parts.pop().unwrap_or_default();
    let (before, after) = match last.rsplit_once(" and ") {
        Some((before, after)) if !after.contains(')') || after.contains('(') => {
            (before.to_owned(), after.to_owned())
        }
        _ => (String::new(), last),
    };
    parts
        .into_iter()
        .chain([before, after])
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

fn row_update(row: ElementRef<'_>) -> Update {
    let words = |selector| first(row, selector).map(element_words);
    let epoch = first(row, ".update-timestamp [data-datetime-unix]");
    let epoch = epoch.and_then(|ago| ago.attr("data-datetime-unix"));
    let mut claimed = epoch.and_then(|text| dates::parse_epoch(text, "statuspage:data-datetime-unix"));
    if let Some(claimed) = &mut claimed {
        // The milliseconds are always nought.
        claimed.precision = claimed.precision.min(model::Precision::Second);
    }
    update(words(".update-title"), claimed, words(".update-body").unwrap_or_default())
}
