//! `robots.txt`, where the address plays that part: what it allows is decided elsewhere, here only the
//! sitemaps that it names are read.

use model::{DocumentKind, Extraction, LinkRel, Role};

use super::address::{Links, absolute};
use crate::document::Document;

/// A robots.txt names at most so many sitemaps.
const SITEMAP_LIMIT: usize = 1_000;

/// Reads the `Sitemap` lines.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    if document.input.role != Some(Role::Robots) {
        return None;
    }
    let mut extraction = crate::extract::empty(DocumentKind::Robots);
    // A page in place of the file has no lines of that form.
    let mut links = Links::new(SITEMAP_LIMIT);
    for line in document.text.lines() {
        let Some((field, value)) = line.trim_start_matches('\u{feff}').split_once(':') else { continue };
        if !field.trim().eq_ignore_ascii_case("sitemap") {
            continue;
        }
        let value = value.split(" #").next().unwrap_or(value);
        if let Some(url) = absolute(document.url(), value) {
            links.add(url.as_str(), LinkRel::Sitemap);
        }
    }
    extraction.links = links.finish();
    Some(extraction)
}
