//! Which addresses look like posts of a listing.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

/// Parts of a path that lead to other listings or to pages of the house.
const OTHER: [&str; 48] = [
    "tag",
    "tags",
    "category",
    "categories",
    "cat",
    "topic",
    "topics",
    "label",
    "labels",
    "author",
    "authors",
    "page",
    "pages",
    "archive",
    "archives",
    "search",
    "feed",
    "rss",
    "atom",
    "about",
    "about-us",
    "contact",
    "contact-us",
    "login",
    "signin",
    "sign-in",
    "signup",
    "sign-up",
    "register",
    "subscribe",
    "privacy",
    "privacy-policy",
    "terms",
    "terms-of-service",
    "legal",
    "cookies",
    "careers",
    "jobs",
    "pricing",
    "products",
    "product",
    "solutions",
    "docs",
    "support",
    "wp-admin",
    "wp-content",
    "wp-login.php",
    "users",
];

/// Files that are no pages.
const FILES: [&str; 16] = [
    ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".css", ".js", ".zip", ".gz", ".mp3", ".mp4", ".xml",
    ".rss", ".atom", ".ico",
];

/// A year and a month in a path: `/2014/04/`, `/2014-04-08-`.
static DATED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"/(?:19|20)[0-9]{2}[/-](?:0?[1-9]|1[0-2]|[a-z]{3,9})[/-].").ok());

/// How a link stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a heading, or around one.
    Heading,
    /// Anywhere else in the content.
    Text,
}

/// Whether `url` looks like a post that the listing at `listing` names: on the same host, with a date in
/// its path, or below the listing's own path with a slug at the end; in a heading, any page but another
/// listing.
pub(super) fn is_post(url: &Url, listing: &Url, place: Place) -> bool {
    if host(url) != host(listing) || trimmed(url.path()) == trimmed(listing.path()) {
        return false;
    }
    let path = url.path().to_ascii_lowercase();
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    if FILES.iter().any(|file| path.ends_with(file)) || segments.any(|segment| OTHER.contains(&segment)) {
        return false;
    }
    if DATED.as_ref().is_some_and(|dated| dated.is_match(&path)) {
        return true;
    }
    let directory = directory(listing.path());
    let below = path.strip_prefix(directory.as_str()).unwrap_or_default();
    let slug = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    match place {
        Place::Heading => !below.is_empty() || is_slug(slug, 2),
        Place::Text => !below.is_empty() && is_slug(slug, if directory == "/" { 3 } else { 2 }),
    }
}

/// The path that the listing's posts are below: its own, as a directory, without the file's name.
fn directory(path: &str) -> String {
    let path = path.to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    let folder = if last.contains('.') { path.strip_suffix(last).unwrap_or(&path) } else { &path };
    format!("{}/", folder.trim_end_matches('/'))
}

/// Whether a segment is made of at least so many words, or is an id with digits.
fn is_slug(segment: &str, words: usize) -> bool {
    let count = segment.split(['-', '_', '+']).filter(|word| !word.is_empty()).count();
    let identifier = segment.len() >= 6 && segment.bytes().any(|byte| byte.is_ascii_digit());
    count >= words || identifier
}

/// Whether an address looks like a post of the listing at `listing`: on the same host, with a date in its path, with a
/// slug at the end or, where the listing has a folder of its own, anything below that but another listing.
pub fn looks_like_post(url: &Url, listing: &Url) -> bool {
    let folder = directory(listing.path());
    let own = folder != "/" && url.path().to_ascii_lowercase().starts_with(&folder);
    is_post(url, listing, if own { Place::Heading } else { Place::Text })
}

fn host(url: &Url) -> Option<&str> {
    url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host))
}

fn trimmed(path: &str) -> &str {
    path.trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_are_told_from_other_pages_of_the_house() {
        let listing = Url::parse("https://www.example.com/blog/").unwrap();
        let post = |path: &str| is_post(&listing.join(path).unwrap(), &listing, Place::Text);
        for path in [
            "/blog/our-answer-to-heartbleed",
            "/blog/security/openssl-update/",
            "/2014/04/08/openssl",
            "/blog/cve-2014-0160",
        ] {
            assert!(post(path), "{path}");
        }
        for path in [
            "/blog",
            "/blog/tag/open-ssl-bug",
            "/blog/page/2",
            "/blog/author/ada-lovelace",
            "/products/our-new-thing",
            "/about-us",
            "https://other.example.org/blog/some-post-here",
            "/blog/picture-of-us.png",
            "/blog/news",
        ] {
            assert!(!post(path), "{path}");
        }
        let bare = listing.join("/blog/heartbleed").unwrap();
        assert!(is_post(&bare, &listing, Place::Heading) && !is_post(&bare, &listing, Place::Text));
    }
}
