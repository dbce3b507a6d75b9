//! Where a CSAF provider keeps its advisories: provider-metadata.json, the ROLIE service document, and the list
//! of an aggregator (CSAF 2.0, sections 7.1.7 to 7.1.19 and 7.2).

use model::{DocumentKind, Entry, Extraction, LinkRel, Note};
use serde_json::Value;
use url::Url;

use crate::adapters::address::{LINK_LIMIT, Links, absolute};
use crate::adapters::json::{has, list, owned, text};
use crate::adapters::statement::{context, stamp};
use crate::document::Document;

/// Feeds, folders or providers of one document at most.
const MOST: usize = 1_000;

/// Reads one of the three: its feeds and folders lead on. A feed for some only (TLP above WHITE and CLEAR) is
/// named and not followed.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let json = document.json()?;
    let mut found = Found { base: document.url(), links: Links::new(LINK_LIMIT), notes: Vec::new() };
    let mut extraction = crate::extract::empty(DocumentKind::Listing);
    if has(json, &["canonical_url", "publisher"])
        && (json.get("metadata_version").is_some() || json.get("role").is_some())
    {
        for distribution in list(json, "distributions").iter().take(MOST) {
            let feeds = distribution.get("rolie").map(|rolie| list(rolie, "feeds")).unwrap_or_default();
            for feed in feeds.iter().take(MOST) {
                found.feed(text(feed, "url"), text(feed, "tlp_label"));
            }
            let services = distribution.get("rolie").map(|rolie| list(rolie, "services")).unwrap_or_default();
            for service in services.iter().take(MOST) {
                found.feed(text(service, "url"), None);
            }
            found.folder(text(distribution, "directory_url"));
        }
        if list(json, "distributions").is_empty() {
            found
                .notes
                .push(Note::new("no-distribution", "the provider metadata name no place of advisories"));
        }
    } else if let Some(service) = json.get("service") {
        for workspace in list(service, "workspace").iter().take(MOST) {
            for collection in list(workspace, "collection").iter().take(MOST) {
                found.feed(text(collection, "href"), None);
            }
        }
    } else if has(json, &["aggregator", "csaf_providers"]) {
        let context = context(document);
        for provider in list(json, "csaf_providers").iter().take(MOST).filter_map(|it| it.get("metadata")) {
            let link = text(provider, "url").and_then(|it| absolute(document.url(), it)).map(String::from);
            extraction.entries.push(Entry {
                title: provider.get("publisher").and_then(|it| owned(it, "name")),
                link,
                updated: stamp(text(provider, "last_updated"), &context, "csaf:aggregator/last_updated"),
                ..Entry::default()
            });
        }
    } else {
        return None;
    }
    let nothing = extraction.entries.is_empty();
    extraction.links = found.links.finish();
    extraction.notes = found.notes;
    (!nothing || !extraction.links.is_empty() || !extraction.notes.is_empty() || is_metadata(json))
        .then_some(extraction)
}

fn is_metadata(json: &Value) -> bool {
    has(json, &["canonical_url", "publisher"])
}

struct Found<'a> {
    base: &'a Url,
    links: Links,
    notes: Vec<Note>,
}

impl Found<'_> {
    fn feed(&mut self, url: Option<&str>, label: Option<&str>) {
        let open = label.is_none_or(|label| {
            ["WHITE", "CLEAR", "UNLABELED"].iter().any(|it| label.eq_ignore_ascii_case(it))
        });
        let Some(url) = url.and_then(|url| absolute(self.base, url)) else { return };
        match open {
            true => self.links.add(url.as_str(), LinkRel::Feed),
            false => {
                let detail = format!("the feed {url} is TLP:{}", label.unwrap_or_default());
                self.notes.push(Note::new("feed-restricted", detail));
            }
        }
    }

    /// The list of a folder that says what changed when (section 7.1.13). `index.txt` has no times, and the
    /// folder itself is no document.
    fn folder(&mut self, url: Option<&str>) {
        let Some(url) = url else { return };
        let folder = if url.ends_with('/') { url.to_owned() } else { format!("{url}/") };
        if let Some(changes) = absolute(self.base, &folder).and_then(|folder| folder.join("changes.csv").ok())
        {
            self.links.add(changes.as_str(), LinkRel::Feed);
        }
    }
}
