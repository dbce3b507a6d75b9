//! Better Stack: its pages show the state of the services, drawn by a machine, and lead to the feed and to the
//! reports. The form of the reports themselves, and of `index.json`, is not known here from a real document:
//! they are kept, and nothing is claimed.

use std::sync::LazyLock;

use model::{Extraction, LinkRel, Note};
use regex::Regex;
use scraper::Html;
use serde_json::Value;

use crate::adapters::adapter::Adapter;
use crate::adapters::address::{Links, absolute};
use crate::adapters::json::text;
use crate::adapters::select::{all, is_page};
use crate::adapters::statement::{status_extraction, unparsed};
use crate::document::Document;

const PLATFORM: &str = "better-stack";

pub(super) const ADAPTER: Adapter = Adapter { name: "better-stack", read };

/// The address of one report.
static REPORT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:https?://[^/]+)?/(?:incidents?|maintenances?|reports?)/\w+").ok());

/// Links that are followed from a page at most.
const MOST_LINKS: usize = 50;

/// Reads the links of a page.
fn read(document: &Document<'_>) -> Option<Extraction> {
    if let Some(value) = document.json() {
        let kind = value.get("data").and_then(|data: &Value| text(data, "type"));
        return (kind == Some("status_page"))
            .then(|| unparsed(PLATFORM, "the JSON of Better Stack, which is not read yet"));
    }
    let marked = || ["uptime.betterstack.com", "betteruptime.com"].iter().any(|mark| document.holds(mark));
    if !is_page(document) || !document.holds("status-pages-v2--") || !marked() {
        return None;
    }
    let html = document.html()?;
    let mut extraction = if has_reports(html) {
        unparsed(PLATFORM, "a page of Better Stack with reports, whose form is not known")
    } else {
        let mut extraction = status_extraction(PLATFORM, Vec::new());
        extraction
            .notes
            .push(Note::new("no-reports", "the page shows the state of its services and no report"));
        extraction
    };
    let mut links = Links::new(MOST_LINKS);
    let mut add = |selector: &str, attribute: &str, rel: LinkRel| {
        for element in all(html, selector) {
            let found = element.attr(attribute).and_then(|href| absolute(document.url(), href));
            links.add(found.as_ref().map_or("", url::Url::as_str), rel);
        }
    };
    add("link[rel=alternate][type*=rss], link[rel=alternate][type*=atom]", "href", LinkRel::Feed);
    add("a[href$='/incidents'], a[href$='/maintenance']", "href", LinkRel::Page);
    extraction.links = links.finish();
    Some(extraction)
}

fn has_reports(html: &Html) -> bool {
    let is_report = |href: &str| REPORT.as_ref().is_some_and(|report| report.is_match(href));
    all(html, "a[href]").iter().filter_map(|link| link.attr("href")).any(is_report)
}
