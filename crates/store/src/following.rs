//! What may be followed: from which documents, which links, how deep and to which hosts.

use std::collections::BTreeSet;

use model::{Link, LinkRel, Role, Visit};
use url::Url;

use crate::address::{parse, url_key};

/// Links followed from a seed at most.
pub const DEEPEST: i16 = 3;

/// New addresses from one look at most; what is left comes with the next look.
pub const MOST_LINKS: usize = 5_000;

/// An address that may enter the frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The address, without fragment.
    pub url: Url,
    /// Its identity.
    pub key: String,
    /// What it is expected to be.
    pub role: Role,
    /// Links followed from the seed to it.
    pub depth: i16,
}

/// The links that may be followed, each address once, in the order of the document.
///
/// Only listings lead on, and only to the hosts of the source: the host of the source itself, the host that
/// was visited (a listing may have moved), and the provider's domain with all below it.
pub fn follow(visit: &Visit, source_url: &Url, domain: &str, links: &[Link]) -> Vec<Found> {
    if visit.depth >= DEEPEST {
        return Vec::new();
    }
    leads(visit, source_url, domain, links)
}

/// The links that might be followed, also from a listing that lies too deep for it.
pub(crate) fn leads(visit: &Visit, source_url: &Url, domain: &str, links: &[Link]) -> Vec<Found> {
    if visit.role != Role::Listing {
        return Vec::new();
    }
    let own = url_key(&visit.url);
    let hosts = [host(source_url), host(&visit.url)];
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for link in links {
        let Some(role) = role(link.rel) else { continue };
        let Some(url) = parse(&link.url).filter(|url| in_scope(url, &hosts, domain)) else { continue };
        let key = url_key(&url);
        if key != own && seen.insert(key.clone()) {
            found.push(Found { url, key, role, depth: visit.depth + 1 });
        }
    }
    found
}

fn role(rel: LinkRel) -> Option<Role> {
    match rel {
        LinkRel::Post => Some(Role::Post),
        LinkRel::Feed | LinkRel::Sitemap | LinkRel::Page => Some(Role::Listing),
        LinkRel::Cited | LinkRel::Other => None,
    }
}

fn in_scope(url: &Url, hosts: &[String], domain: &str) -> bool {
    let host = host(url);
    let domain = bare(domain).to_ascii_lowercase();
    hosts.contains(&host) || host == domain || (!domain.is_empty() && host.ends_with(&format!(".{domain}")))
}

fn host(url: &Url) -> String {
    bare(url.host_str().unwrap_or_default()).to_ascii_lowercase()
}

fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use model::{SourceKind, SourceRef, Validators};
    use uuid::Uuid;

    fn visit(url: &str, role: Role, depth: i16) -> Visit {
        let source = SourceRef {
            id: 1,
            provider_id: 1,
            provider: "acme".into(),
            provider_name: "Acme".into(),
            domain: String::new(),
            url: String::new(),
            kind: SourceKind::Blog,
            every_s: None,
            incident: None,
            link_selector: None,
            headers: Vec::new(),
        };
        Visit {
            frontier_id: 1,
            group: String::new(),
            lease: Uuid::nil(),
            url: Url::parse(url).unwrap(),
            role,
            source,
            via: None,
            depth,
            validators: Validators::default(),
            known: None,
            discovered_at: DateTime::UNIX_EPOCH,
            interval_s: 0,
            failures: 0,
            robots: None,
            history: model::History::default(),
            whole: false,
        }
    }

    fn followed(role: Role, depth: i16, links: &[(&str, LinkRel)]) -> Vec<(String, Role)> {
        let visit = visit("https://blog.acme.example/", role, depth);
        let links: Vec<Link> =
            links.iter().map(|(url, rel)| Link { url: (*url).into(), rel: *rel }).collect();
        follow(&visit, &visit.url, "acme.example", &links)
            .into_iter()
            .map(|found| (found.url.to_string(), found.role))
            .collect()
    }

    #[test]
    fn a_listing_leads_to_posts_feeds_sitemaps_and_pages_of_its_provider() {
        let links = [
            ("https://blog.acme.example/a#top", LinkRel::Post),
            ("https://acme.example/feed", LinkRel::Feed),
            ("https://www.acme.example/map.xml", LinkRel::Sitemap),
            ("https://status.acme.example/?page=2", LinkRel::Page),
            ("https://blog.acme.example/about", LinkRel::Other),
        ];
        let expected = [
            ("https://blog.acme.example/a".to_owned(), Role::Post),
            ("https://acme.example/feed".to_owned(), Role::Listing),
            ("https://www.acme.example/map.xml".to_owned(), Role::Listing),
            ("https://status.acme.example/?page=2".to_owned(), Role::Listing),
        ];
        assert_eq!(followed(Role::Listing, 0, &links), expected);
    }

    #[test]
    fn other_hosts_are_not_followed_even_when_their_names_look_alike() {
        let links = [
            ("https://other.example/a", LinkRel::Post),
            ("https://notacme.example/a", LinkRel::Post),
            ("https://acme.example.evil.example/a", LinkRel::Post),
            ("ftp://acme.example/a", LinkRel::Post),
        ];
        assert_eq!(followed(Role::Listing, 0, &links), []);
    }

    #[test]
    fn nothing_is_followed_from_a_post_or_too_deep() {
        let links = [("https://acme.example/a", LinkRel::Post)];
        assert_eq!(followed(Role::Post, 0, &links), []);
        assert_eq!(followed(Role::Listing, DEEPEST, &links), []);
        assert_eq!(followed(Role::Listing, DEEPEST - 1, &links).len(), 1);
    }

    #[test]
    fn an_address_counts_once_and_a_listing_does_not_lead_to_itself() {
        let links = [
            ("http://acme.example/a", LinkRel::Post),
            ("https://acme.example/a#b", LinkRel::Post),
            ("https://blog.acme.example/", LinkRel::Page),
        ];
        assert_eq!(followed(Role::Listing, 0, &links).len(), 1);
    }
}
