//! Reads a page that lists posts.

use model::{DocumentKind, Entry, Extraction, LinkRel, Note, Role, SourceKind};
use scraper::{ElementRef, Html};
use url::Url;

use super::feeds::feeds;
use super::pages::older_page;
use super::path::{Place, is_post};
use super::single::is_article;
use crate::adapters::address::{Links, absolute};
use crate::adapters::fragment::element_words;
use crate::adapters::select::{all, first, is_page};
use crate::document::Document;

/// A listing leads to at most so many posts.
const POST_LIMIT: usize = 200;

/// A listing leads to at most so many feeds.
const FEED_LIMIT: usize = 10;

/// Reads the links of a page, where it is the listing of a source that lists posts. `None` where the page
/// is itself one article.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let lists = matches!(
        document.input.source,
        Some(SourceKind::Blog | SourceKind::Newsroom | SourceKind::SecurityBlog | SourceKind::Advisories)
    );
    if document.input.role != Some(Role::Listing) || !lists || !is_page(document) {
        return None;
    }
    let html = document.html()?;
    let url = document.url();
    if document.input.link_selector.is_none() && is_article(html, url) {
        return None;
    }
    let stated = all(html, "base[href]").first().and_then(|base| absolute(url, base.attr("href")?));
    let base = stated.unwrap_or_else(|| url.clone());
    let mut extraction = crate::extract::empty(DocumentKind::Listing);
    let mut posts = Links::new(POST_LIMIT);
    let found = match document.input.link_selector {
        Some(selector) => selected(html, selector, &base),
        None => likely(html, &base, url),
    };
    for (address, title) in found {
        let known =
            extraction.entries.iter_mut().find(|entry| entry.link.as_deref() == Some(address.as_str()));
        if let Some(entry) = known {
            // A picture and a headline lead to the same post: the words are those of the headline.
            entry.title = entry.title.take().or(title);
        } else if extraction.entries.len() < POST_LIMIT {
            posts.add(address.as_str(), LinkRel::Post);
            extraction.entries.push(Entry { link: Some(address.into()), title, ..Entry::default() });
        }
    }
    let mut others = Links::new(FEED_LIMIT);
    for feed in feeds(html, &base, FEED_LIMIT) {
        others.add(feed.as_str(), LinkRel::Feed);
    }
    if let Some(older) = older_page(html, &base, url) {
        others.add(older.as_str(), LinkRel::Page);
    }
    extraction.links = others.finish();
    extraction.links.extend(posts.finish());
    if extraction.links.is_empty() {
        extraction.notes.push(Note::new("listing-empty", "no feed and no link that looks like a post"));
    }
    Some(extraction)
}

/// The links that the seed's selector finds: anchors, or anchors inside what it finds.
fn selected(html: &Html, selector: &str, base: &Url) -> Vec<(Url, Option<String>)> {
    let found = all(html, selector).into_iter().filter_map(|element| {
        let anchor = if element.value().name() == "a" { element } else { first(element, "a[href]")? };
        Some((absolute(base, anchor.attr("href")?)?, words(anchor)))
    });
    found.collect()
}

/// The links in the content that look like posts.
fn likely(html: &Html, base: &Url, listing: &Url) -> Vec<(Url, Option<String>)> {
    let anchors = all(html, "a[href]").into_iter().filter(|anchor| in_content(*anchor));
    let found = anchors.filter_map(|anchor| {
        let address = absolute(base, anchor.attr("href")?)?;
        is_post(&address, listing, place(anchor)).then(|| (address, words(anchor)))
    });
    found.collect()
}

fn words(anchor: ElementRef<'_>) -> Option<String> {
    let heading = first(anchor, "h1, h2, h3, h4");
    let words = element_words(heading.unwrap_or(anchor)).replace('\n', " ");
    (!words.is_empty()).then_some(words)
}

fn place(anchor: ElementRef<'_>) -> Place {
    let is_heading = |element: ElementRef<'_>| matches!(element.value().name(), "h1" | "h2" | "h3" | "h4");
    let outer = anchor.ancestors().filter_map(ElementRef::wrap).take(4).any(is_heading);
    match outer || first(anchor, "h1, h2, h3, h4").is_some() {
        true => Place::Heading,
        false => Place::Text,
    }
}

/// Whether a link stands in the content and not in a menu. The header of an entry holds its headline.
fn in_content(anchor: ElementRef<'_>) -> bool {
    let mut in_header = false;
    for outer in anchor.ancestors().filter_map(ElementRef::wrap) {
        match outer.value().name() {
            "nav" | "footer" | "aside" | "form" => return false,
            "header" => in_header = true,
            "article" | "main" => return true,
            _ => {}
        }
    }
    !in_header
}
