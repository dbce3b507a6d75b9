//! Sitemaps (sitemaps.org): a `urlset`, an index of sitemaps, or one address per line.

use model::{DocumentKind, Entry, Extraction, LinkRel, Note};

use super::address::{LINK_LIMIT, Links, absolute};
use super::packed::unpacked;
use super::statement::{context, stamp};
use super::xml::{self, Element};
use crate::document::Document;

/// A sitemap names at most so many addresses, says its protocol; more are not read.
const ENTRY_LIMIT: usize = LINK_LIMIT;

/// Reads a sitemap. `lastmod` says when a page was changed, by whatever rule the site has: it becomes the
/// entry's `updated`. In a sitemap for news, an article's title and its first publication become the entry's.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let text = unpacked(document);
    match xml::root_name(text.get(..4096).unwrap_or(&text)).as_deref() {
        Some("urlset" | "sitemapindex") => read_xml(&text, document),
        Some(_) => None,
        None => read_lines(&text, document),
    }
}

fn read_xml(text: &str, document: &Document<'_>) -> Option<Extraction> {
    let tree = xml::parse(text, document.url())?;
    let context = context(document);
    let mut found = Found::new();
    for element in tree.root.elements() {
        let rel = match element.name.as_str() {
            "url" => LinkRel::Post,
            "sitemap" => LinkRel::Sitemap,
            _ => continue,
        };
        let Some(location) = location(element) else { continue };
        let Some(url) = absolute(document.url(), &location) else { continue };
        let modified = element.first_any("lastmod").and_then(Element::trimmed);
        let news = element.first_any("news");
        let of_news = |name: &str| news.and_then(|news| news.first_any(name)).and_then(Element::trimmed);
        found.add(
            Entry {
                link: Some(url.into()),
                title: of_news("title"),
                published: stamp(
                    of_news("publication_date").as_deref(),
                    &context,
                    "sitemap:news:publication_date",
                ),
                updated: stamp(modified.as_deref(), &context, "sitemap:lastmod"),
                ..Entry::default()
            },
            rel,
        );
    }
    let mut extraction = found.finish();
    extraction.notes.extend(tree.notes);
    Some(extraction)
}

/// The address of an element: its `loc`, or its own characters where a generator forgot it. An address
/// that the document ends in is not one.
fn location(element: &Element) -> Option<String> {
    match element.elements().find(|child| child.name == "loc" && child.vocabulary == xml::Vocabulary::Plain) {
        Some(location) if location.cut => None,
        Some(location) => location.trimmed(),
        None if element.cut || element.has_elements() => None,
        None => element.trimmed(),
    }
}

/// One address per line, and nothing else.
fn read_lines(text: &str, document: &Document<'_>) -> Option<Extraction> {
    let lines = || {
        text.lines().map(|line| line.trim_matches(['\u{feff}', ' ', '\t'])).filter(|line| !line.is_empty())
    };
    lines().next()?;
    if !lines().take(200).all(|line| line.starts_with("http://") || line.starts_with("https://")) {
        return None;
    }
    let mut found = Found::new();
    for line in lines() {
        if let Some(url) = absolute(document.url(), line).filter(|_| !line.contains(char::is_whitespace)) {
            found.add(Entry { link: Some(url.into()), ..Entry::default() }, LinkRel::Post);
        }
    }
    (!found.entries.is_empty()).then(|| found.finish())
}

struct Found {
    entries: Vec<Entry>,
    links: Links,
    left: usize,
}

impl Found {
    fn new() -> Self {
        Self { entries: Vec::new(), links: Links::new(LINK_LIMIT), left: 0 }
    }

    fn add(&mut self, entry: Entry, rel: LinkRel) {
        if self.entries.len() >= ENTRY_LIMIT {
            self.left += 1;
            return;
        }
        self.links.add(entry.link.as_deref().unwrap_or_default(), rel);
        self.entries.push(entry);
    }

    fn finish(self) -> Extraction {
        let mut extraction = crate::extract::empty(DocumentKind::Sitemap);
        if self.left > 0 {
            let detail = format!("{} addresses beyond the first {ENTRY_LIMIT} were not read", self.left);
            extraction.notes.push(Note::new("sitemap-cut", detail));
        }
        extraction.entries = self.entries;
        extraction.links = self.links.finish();
        extraction
    }
}
