//! Seeds, made by hand.

use chrono::{DateTime, TimeDelta, Utc};
use model::{IncidentSeed, ProviderSeed, ReferenceEvent, ReferenceKind, SourceKind, SourceSeed};
use url::Url;

use super::posts::stamp;

/// So many hours after the evening on which Heartbleed became public.
pub fn at(hours: i64) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2014-04-07T18:00:00Z".parse().unwrap();
    start + TimeDelta::hours(hours)
}

/// A provider with these sources.
pub fn provider(slug: &str, domain: &str, sources: Vec<SourceSeed>) -> ProviderSeed {
    let name = slug.to_uppercase();
    ProviderSeed {
        slug: slug.into(),
        former: Vec::new(),
        name,
        domain: domain.into(),
        category: Some("cloud".into()),
        sources,
    }
}

/// A source.
pub fn source(kind: SourceKind, url: &str) -> SourceSeed {
    SourceSeed {
        kind,
        url: Url::parse(url).unwrap(),
        every_s: None,
        link_selector: None,
        headers: Vec::new(),
        incident: None,
        confirmed: None,
        citation: None,
    }
}

/// A page that the seed says is about Heartbleed: a place where a word on it would be seen.
pub fn page_about(url: &str) -> SourceSeed {
    SourceSeed { incident: Some("heartbleed".into()), ..source(SourceKind::Page, url) }
}

/// Heartbleed, public on 7 April 2014 at 17:30 UTC.
pub fn heartbleed() -> IncidentSeed {
    IncidentSeed {
        slug: "heartbleed".into(),
        name: "Heartbleed".into(),
        aliases: Vec::new(),
        ids: vec!["CVE-2014-0160".into()],
        wrong_ids: vec!["CVE-2014-0346".into()],
        events: vec![event(ReferenceKind::Public, "2014-04-07T17:30Z", true)],
    }
}

/// The seed of another incident, with the times of that one.
pub fn shellshock() -> IncidentSeed {
    IncidentSeed {
        slug: "shellshock".into(),
        name: "Shellshock".into(),
        ids: vec!["CVE-2014-6271".into()],
        ..heartbleed()
    }
}

/// A reference event.
pub fn event(kind: ReferenceKind, time: &str, anchor: bool) -> ReferenceEvent {
    let (label, citation) = ("the advisory is published".into(), "https://example.org/advisory".into());
    ReferenceEvent { kind, time: stamp(time), label, citation, anchor }
}
