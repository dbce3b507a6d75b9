//! To which source an address belongs, by the seeds: what a crawl of theirs would have come to.

use std::collections::BTreeMap;

use model::{Role, SourceKind};
use store::{Belonging, FollowedSource};
use url::Url;

/// Names at the end of a path that say that it lists posts.
const LISTS: [&str; 9] =
    ["feed", "rss", "atom", "feed.json", "index.json", "index.html", "index.php", "history", "archive"];

/// The sources of the seeds, as what an address is compared with.
#[derive(Debug, Default)]
pub struct Scopes {
    sources: Vec<FollowedSource>,
    by_key: BTreeMap<String, usize>,
    by_host: BTreeMap<String, Vec<usize>>,
    by_domain: BTreeMap<String, Vec<usize>>,
    by_id: BTreeMap<i64, usize>,
    /// Where everything goes that belongs nowhere else.
    fallback: Option<usize>,
}

impl Scopes {
    /// Of these sources, those of today's seeds first. What belongs to none of them is taken for the provider
    /// `fallback`, where one is named.
    pub fn new(sources: Vec<FollowedSource>, fallback: Option<&str>) -> Self {
        let mut scopes = Self::default();
        for (index, it) in sources.iter().enumerate() {
            scopes.by_key.entry(it.key.clone()).or_insert(index);
            scopes.by_host.entry(host(&it.url)).or_default().push(index);
            scopes.by_domain.entry(bare(&it.domain.to_ascii_lowercase()).to_owned()).or_default().push(index);
            scopes.by_id.insert(it.source.id, index);
        }
        let own = |it: &FollowedSource| Some(it.source.provider.as_str()) == fallback;
        scopes.fallback = sources
            .iter()
            .position(|it| own(it) && leads_on(it.source.kind))
            .or_else(|| sources.iter().position(own));
        scopes.sources = sources;
        scopes
    }

    /// Where an address belongs whose identity is `key`; `known` is what the frontier says of it.
    pub fn belonging(&self, url: &Url, key: &str, known: Option<&(i64, Role)>) -> Option<Belonging> {
        let (index, role) = self
            .exact(key)
            .or_else(|| known.and_then(|(id, role)| Some((*self.by_id.get(id)?, *role))))
            .or_else(|| self.near(url))
            .or_else(|| self.fallback.map(|index| (index, by_name(url).unwrap_or(Role::Post))))?;
        let role = if is_robots(url) { Role::Robots } else { role };
        Some(Belonging { url: url.clone(), role, source: self.sources.get(index)?.source.clone() })
    }

    fn exact(&self, key: &str) -> Option<(usize, Role)> {
        let index = *self.by_key.get(key)?;
        Some((index, self.sources.get(index)?.role))
    }

    /// On the host of a source or below its provider's domain: what lists, and what looks like a post.
    fn near(&self, url: &Url) -> Option<(usize, Role)> {
        let own = host(url);
        let on_host = self.by_host.get(&own).into_iter().flatten();
        let below = parents(&own).filter_map(|domain| self.by_domain.get(domain)).flatten();
        let mut near: Vec<(usize, &FollowedSource)> = on_host
            .chain(below)
            .filter_map(|&index| Some((index, self.sources.get(index)?)))
            .filter(|(_, it)| leads_on(it.source.kind) || is_robots(url))
            .collect();
        if near.is_empty() {
            return None;
        }
        if is_robots(url) {
            return near.first().map(|(index, _)| (*index, Role::Robots));
        }
        let folder = |url: &Url| url.path().rfind('/').unwrap_or(0);
        // The narrowest first: of a source of the whole house and one of its blog, the blog's posts are the blog's.
        near.sort_by_key(|(index, it)| (host(&it.url) != own, std::cmp::Reverse(folder(&it.url)), *index));
        near.iter().find_map(|(index, it)| Some((*index, role_at(url, &own, it)?)))
    }
}

/// What an address on the host of a source, or below its provider's domain, is.
fn role_at(url: &Url, own: &str, near: &FollowedSource) -> Option<Role> {
    let same_host = host(&near.url) == own;
    if near.source.kind == SourceKind::Status {
        let incident = url.path().contains("/incidents/") || url.path().contains("/incident/");
        return same_host.then_some(if incident { Role::Post } else { Role::Listing });
    }
    if let Some(role) = by_name(url) {
        return Some(role);
    }
    let mut listing = near.url.clone();
    if !same_host {
        // On another host of the house the posts are below its root.
        listing.set_path("/");
        listing.set_query(None);
    }
    listing.set_host(url.host_str()).ok()?;
    extractor::looks_like_post(url, &listing).then_some(Role::Post)
}

/// What the name of an address alone says.
fn by_name(url: &Url) -> Option<Role> {
    let path = url.path().to_ascii_lowercase();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let file = [".xml", ".rss", ".atom"].iter().any(|end| last.ends_with(end));
    (file || LISTS.contains(&last)).then_some(Role::Listing)
}

fn is_robots(url: &Url) -> bool {
    url.path() == "/robots.txt" && url.query().is_none()
}

/// Whether what stands near a source of that kind can be its posts.
fn leads_on(kind: SourceKind) -> bool {
    !matches!(kind, SourceKind::Page | SourceKind::SecurityTxt)
}

/// A host and all domains above it.
fn parents(host: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(host), |name| name.split_once('.').map(|(_, rest)| rest))
}

fn host(url: &Url) -> String {
    bare(&url.host_str().unwrap_or_default().to_ascii_lowercase()).to_owned()
}

fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use model::SourceRef;

    use super::*;

    fn source(id: i64, provider: &str, kind: SourceKind, url: &str) -> FollowedSource {
        let url = Url::parse(url).unwrap();
        FollowedSource {
            key: store::url_key(&url),
            domain: format!("{provider}.example"),
            role: if kind == SourceKind::Page { Role::Post } else { Role::Listing },
            source: SourceRef {
                domain: format!("{provider}.example"),
                url: url.to_string(),
                id,
                provider_id: id,
                provider: provider.into(),
                provider_name: provider.into(),
                kind,
                every_s: None,
                incident: None,
                link_selector: None,
                headers: Vec::new(),
            },
            url,
        }
    }

    fn belonging(url: &str, fallback: Option<&str>) -> Option<(i64, Role)> {
        let sources = vec![
            source(1, "acme", SourceKind::Blog, "https://acme.example/feed.xml"),
            source(2, "acme", SourceKind::Blog, "https://acme.example/blog/"),
            source(3, "acme", SourceKind::Status, "https://status.acme.example/history.atom"),
            source(4, "bolt", SourceKind::Page, "https://bolt.example/heartbleed"),
        ];
        let url = Url::parse(url).unwrap();
        Scopes::new(sources, fallback)
            .belonging(&url, &store::url_key(&url), None)
            .map(|it| (it.source.id, it.role))
    }

    #[test]
    fn an_address_belongs_to_the_source_that_would_have_led_there() {
        for (url, expected) in [
            ("http://www.acme.example/feed.xml", Some((1, Role::Listing))),
            ("https://acme.example/blog/we-are-patched", Some((2, Role::Post))),
            ("https://acme.example/blog/heartbleed", Some((2, Role::Post))),
            ("https://acme.example/blog/tag/security", None),
            ("https://acme.example/2014/04/08/heartbleed", Some((2, Role::Post))),
            ("https://news.acme.example/2014/04/08/heartbleed", Some((2, Role::Post))),
            ("https://acme.example/sitemap.xml", Some((2, Role::Listing))),
            ("https://acme.example/about", None),
            ("https://acme.example/logo.png", None),
            ("https://status.acme.example/incidents/abc", Some((3, Role::Post))),
            ("https://status.acme.example/history", Some((3, Role::Listing))),
            ("https://acme.example/robots.txt", Some((1, Role::Robots))),
            ("https://bolt.example/heartbleed#now", Some((4, Role::Post))),
            ("https://bolt.example/2014/04/08/other-post", None),
            ("https://notacme.example/2014/04/08/heartbleed", None),
        ] {
            assert_eq!(belonging(url, None), expected, "{url}");
        }
    }

    #[test]
    fn what_belongs_nowhere_is_taken_for_a_provider_that_is_named() {
        assert_eq!(belonging("https://mirror.test/a", Some("acme")), Some((1, Role::Post)));
        assert_eq!(belonging("https://mirror.test/rss", Some("acme")), Some((1, Role::Listing)));
        assert_eq!(belonging("https://mirror.test/a", Some("nobody")), None);
    }
}
