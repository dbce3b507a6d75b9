//! What a web archive is asked about a provider: the addresses that the seeds and the posts name, and what lies below.

use std::collections::BTreeSet;

use model::SourceKind;
use store::FollowedSource;
use url::Url;

/// Files that list the past of a status page, by its host.
const STATUS_PLACES: [&str; 6] =
    ["/", "/history", "/history.rss", "/history.atom", "/api/v2/incidents.json", "/api/v2/summary.json"];

/// Ends of a path that name a feed and no folder.
const FEEDS: [&str; 5] = ["feed", "rss", "atom", "feeds", "index"];

/// Addresses, and whether all below each are asked for; none twice, and none that another one holds.
pub fn questions(sources: &[FollowedSource], posts: &[String]) -> Vec<(String, bool)> {
    let mut exact: Vec<Url> = Vec::new();
    let mut prefixes: Vec<Url> = Vec::new();
    for it in sources {
        exact.push(it.url.clone());
        match it.source.kind {
            SourceKind::Page | SourceKind::SecurityTxt => {}
            SourceKind::Status => {
                exact.extend(STATUS_PLACES.iter().filter_map(|place| it.url.join(place).ok()));
                prefixes.extend(it.url.join("/incidents/").ok());
            }
            SourceKind::Blog | SourceKind::Newsroom | SourceKind::SecurityBlog | SourceKind::Advisories => {
                prefixes.extend(folder(&it.url, &it.domain));
            }
        }
    }
    exact.extend(posts.iter().filter_map(|url| Url::parse(url).ok()));
    let mut seen = BTreeSet::new();
    let mut asked: Vec<(String, bool)> = Vec::new();
    let mut below: Vec<String> = Vec::new();
    for url in prefixes {
        let key = place(&url);
        if !below.iter().any(|other| key.starts_with(other.as_str())) {
            below.push(key);
            asked.push((bare(&url), true));
        }
    }
    for url in exact {
        let key = place(&url);
        if !below.iter().any(|other| key.starts_with(other.as_str())) && seen.insert(store::url_key(&url)) {
            asked.push((bare(&url), false));
        }
    }
    asked
}

/// The folder that the posts of a listing are below. On the main host of a house that is no answer where it is the
/// root: everything lies below that.
fn folder(url: &Url, domain: &str) -> Option<Url> {
    let mut folder = url.clone();
    folder.set_query(None);
    folder.set_fragment(None);
    let mut parts: Vec<&str> = url.path().split('/').filter(|part| !part.is_empty()).collect();
    let names_feed = |part: &str| part.contains('.') || FEEDS.contains(&part.to_ascii_lowercase().as_str());
    while parts.last().is_some_and(|part| names_feed(part)) {
        parts.pop();
    }
    let host = url.host_str()?;
    let main = host.strip_prefix("www.").unwrap_or(host).eq_ignore_ascii_case(domain);
    if parts.is_empty() && main {
        return None;
    }
    folder.set_path(&parts.iter().map(|part| format!("/{part}")).collect::<String>());
    let path = folder.path().trim_end_matches('/').to_owned();
    folder.set_path(&format!("{path}/"));
    Some(folder)
}

/// Host and path, as an index compares them: the scheme and `www.` make no difference there.
fn place(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    format!("{}{}", host.strip_prefix("www.").unwrap_or(host), url.path())
}

fn bare(url: &Url) -> String {
    let mut url = url.clone();
    url.set_fragment(None);
    url.into()
}

#[cfg(test)]
mod tests {
    use model::{Role, SourceRef};

    use super::*;

    fn source(kind: SourceKind, url: &str) -> FollowedSource {
        let url = Url::parse(url).unwrap();
        FollowedSource {
            key: store::url_key(&url),
            domain: "acme.example".into(),
            role: Role::Listing,
            source: SourceRef {
                domain: "acme.example".into(),
                url: url.to_string(),
                id: 1,
                provider_id: 1,
                provider: "acme".into(),
                provider_name: "Acme".into(),
                kind,
                every_s: None,
                incident: None,
                link_selector: None,
                headers: Vec::new(),
            },
            url,
        }
    }

    fn asked(sources: &[FollowedSource], posts: &[&str]) -> Vec<String> {
        let posts: Vec<String> = posts.iter().map(|it| (*it).to_owned()).collect();
        questions(sources, &posts)
            .into_iter()
            .map(|(url, below)| if below { format!("{url}*") } else { url })
            .collect()
    }

    #[test]
    fn a_blog_is_asked_below_its_folder_and_its_posts_only_where_they_are_not_there() {
        let sources = [
            source(SourceKind::Blog, "https://www.acme.example/blog/feed.xml"),
            source(SourceKind::Page, "https://acme.example/heartbleed"),
        ];
        let posts = [
            "https://acme.example/blog/a",
            "http://www.acme.example/heartbleed",
            "https://acme.example/news/b",
        ];
        assert_eq!(
            asked(&sources, &posts),
            [
                "https://www.acme.example/blog/*",
                "https://acme.example/heartbleed",
                "https://acme.example/news/b"
            ]
        );
    }

    #[test]
    fn a_whole_host_is_asked_only_where_it_is_the_blogs_own() {
        assert_eq!(
            asked(&[source(SourceKind::Blog, "https://acme.example/feed.xml")], &[]),
            ["https://acme.example/feed.xml"]
        );
        assert_eq!(
            asked(&[source(SourceKind::Blog, "https://blog.acme.example/rss/")], &[]),
            ["https://blog.acme.example/*"]
        );
    }

    #[test]
    fn a_status_page_is_asked_for_its_history() {
        let asked = asked(&[source(SourceKind::Status, "https://status.acme.example/history.atom")], &[]);
        assert_eq!(asked.first().map(String::as_str), Some("https://status.acme.example/incidents/*"));
        assert!(asked.contains(&"https://status.acme.example/history.rss".to_owned()), "{asked:?}");
        assert_eq!(asked.len(), 7);
    }
}
