//! The description of the whole world.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use model::{Certainty, IncidentSeed, Precision, ProviderSeed, ReferenceEvent, ReferenceKind, Stamp};

use super::instant::april;
use super::page::Page;
use super::providers::{Company, all};
use super::truth::Truth;

/// A small web: which addresses there are, what each shows from when on, and what is true of it. It never
/// changes; what it shows depends on the simulated time alone.
#[derive(Debug)]
pub struct World {
    companies: Vec<Company>,
    pages: BTreeMap<String, Page>,
}

impl World {
    /// The days after Heartbleed, 7 to 16 April 2014, as seven fictional providers live them.
    pub fn heartbleed() -> Self {
        let mut companies = all();
        let pages = companies.iter_mut().flat_map(|company| std::mem::take(&mut company.pages));
        let pages = pages.map(|page| (page.url.clone(), page)).collect();
        Self { companies, pages }
    }

    /// The seeds of its providers.
    pub fn providers(&self) -> Vec<ProviderSeed> {
        self.companies.iter().map(Company::seed).collect()
    }

    /// The seeds of its incidents: Heartbleed. These facts are of the real world.
    pub fn incidents(&self) -> Vec<IncidentSeed> {
        vec![incident()]
    }

    /// The simulated moments at which the demo crawls, in order. The first lies before the disclosure.
    pub fn days(&self) -> Vec<DateTime<Utc>> {
        [
            april(7, 12, 0),
            april(8, 6, 0),
            april(8, 18, 0),
            april(9, 6, 0),
            april(9, 20, 0),
            april(10, 18, 0),
            april(11, 18, 0),
            april(12, 18, 0),
            april(14, 18, 0),
            april(16, 18, 0),
        ]
        .to_vec()
    }

    /// What a perfect crawl at these moments must find.
    pub fn truth(&self) -> Truth {
        let providers = self.companies.iter().map(|company| company.truth.clone()).collect();
        let forbidden = self.companies.iter().flat_map(|company| company.forbidden).copied().collect();
        Truth { providers, forbidden }
    }

    /// The page at that address, as the `url` crate writes addresses.
    pub fn page(&self, url: &str) -> Option<&Page> {
        self.pages.get(url)
    }

    /// All pages, in the order of their addresses.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.values()
    }
}

fn incident() -> IncidentSeed {
    let event = |kind, day, label: &str, citation: &str| ReferenceEvent {
        kind,
        time: day_of_april(day),
        label: label.to_owned(),
        citation: citation.to_owned(),
        anchor: matches!(kind, ReferenceKind::Public),
    };
    let advisory = "https://www.openssl.org/news/secadv/20140407.txt";
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    IncidentSeed {
        slug: "heartbleed".to_owned(),
        name: "Heartbleed".to_owned(),
        aliases: words(&["Heartbleed bug", "heart bleed", "TLS heartbeat read overrun"]),
        ids: words(&["CVE-2014-0160"]),
        wrong_ids: words(&["CVE-2014-0346"]),
        events: vec![
            event(ReferenceKind::Public, 7, "OpenSSL publishes its security advisory", advisory),
            event(ReferenceKind::Fix, 7, "OpenSSL 1.0.1g is released", advisory),
        ],
    }
}

/// A day of April 2014, without a clock time and without a zone.
fn day_of_april(day: u32) -> Stamp {
    let date = NaiveDate::from_ymd_opt(2014, 4, day).unwrap_or_default();
    Stamp {
        raw: date.to_string(),
        local: date.and_time(NaiveTime::MIN),
        precision: Precision::Day,
        offset_s: None,
        zone: None,
        certainty: Certainty::Stated,
        spread: None,
        source: "seed:event/time".to_owned(),
        span: None,
    }
}
