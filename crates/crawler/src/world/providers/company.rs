//! A provider of the world, and the list of them.

use chrono::{DateTime, Utc};
use model::{AuthorKind, PostKind, ProviderSeed, SourceKind, SourceSeed};
use url::Url;

use super::{fernway, harbor, lumen, nimbus, orchard, pikestone, quarry};
use crate::world::page::Page;
use crate::world::truth::{AuthorTruth, PostTruth, ProviderTruth, TimeTruth};

/// A provider: its seed, its addresses and its truth.
#[derive(Debug)]
pub(in crate::world) struct Company {
    /// Name as people write it.
    pub name: &'static str,
    /// Main domain.
    pub domain: &'static str,
    /// Category of its seed.
    pub category: &'static str,
    /// What is followed.
    pub sources: Vec<Source>,
    /// Its addresses.
    pub pages: Vec<Page>,
    /// What a crawl must find.
    pub truth: ProviderTruth,
    /// Addresses that its sources lead to and its robots.txt forbids.
    pub forbidden: &'static [&'static str],
}

/// One address of its seed.
#[derive(Debug)]
pub(in crate::world) struct Source {
    /// What it is.
    pub kind: SourceKind,
    /// Its address.
    pub url: &'static str,
    /// CSS selector of the links to posts, for a listing page.
    pub link_selector: Option<&'static str>,
    /// The incident that a page is about.
    pub incident: Option<&'static str>,
}

impl Source {
    /// A feed, a status page or a sitemap.
    pub(super) const fn of(kind: SourceKind, url: &'static str) -> Self {
        Self { kind, url, link_selector: None, incident: None }
    }
}

/// All providers.
pub(in crate::world) fn all() -> Vec<Company> {
    vec![
        nimbus::company(),
        harbor::company(),
        pikestone::company(),
        lumen::company(),
        quarry::company(),
        fernway::company(),
        orchard::company(),
    ]
}

impl Company {
    /// Its seed.
    pub(in crate::world) fn seed(&self) -> ProviderSeed {
        ProviderSeed {
            slug: self.truth.slug.to_owned(),
            former: Vec::new(),
            name: self.name.to_owned(),
            domain: self.domain.to_owned(),
            category: Some(self.category.to_owned()),
            sources: self.sources.iter().filter_map(source_seed).collect(),
        }
    }
}

/// The seed of a source; `None` where its address is none, which a test rules out.
fn source_seed(source: &Source) -> Option<SourceSeed> {
    Some(SourceSeed {
        kind: source.kind,
        url: Url::parse(source.url).ok()?,
        every_s: None,
        link_selector: source.link_selector.map(str::to_owned),
        headers: Vec::new(),
        incident: source.incident.map(str::to_owned),
        confirmed: None,
        citation: Some("the demo's world".to_owned()),
    })
}

/// The truth of an article with one text, without updates inside it and with nothing odd about it.
pub(super) fn article(
    url: &'static str,
    title: &'static str,
    appears: DateTime<Utc>,
    published: TimeTruth,
    authors: Vec<AuthorTruth>,
) -> PostTruth {
    PostTruth {
        url,
        title,
        kind: PostKind::Article,
        about_incident: false,
        appears,
        published,
        authors,
        revisions: 1,
        updates: Vec::new(),
        oddities: Vec::new(),
    }
}

/// A claimed time with its offset.
pub(super) const fn claimed(local: &'static str, offset: &'static str) -> TimeTruth {
    TimeTruth { local, offset: Some(offset) }
}

/// A person who signs.
pub(super) const fn person(name: &'static str, job_title: Option<&'static str>) -> AuthorTruth {
    AuthorTruth { name, kind: AuthorKind::Person, job_title }
}
