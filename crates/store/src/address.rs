//! When two addresses are one, and which host must be asked politely.

use model::{Sha256Digest, platform_of_host};
use url::Url;

/// Longest address that enters the frontier, in bytes: an index cannot hold longer keys.
pub(crate) const LONGEST_URL: usize = 2_000;

/// Longest text that is a key in an index, in bytes.
const LONGEST_KEY: usize = 1_000;

/// The version of the rules of [`url_key`]: where a database has keys of older ones, they are renewed.
pub(crate) const KEY_RULES: i16 = 2;

/// The identity of an address: [`model::address_key`], as long as an index can hold.
pub fn url_key(url: &Url) -> String {
    bounded(&model::address_key(url))
}

/// The identity of a post: that of its address, with the fragment where it has one, since a page may hold
/// several posts; or the platform's id as it is.
pub(crate) fn identity(key: &str) -> String {
    let Some(url) = parse(key) else { return bounded(key) };
    let fragment = Url::parse(key).ok().and_then(|url| url.fragment().map(str::to_owned));
    match fragment.filter(|fragment| !fragment.is_empty()) {
        Some(fragment) => bounded(&format!("{}#{fragment}", model::address_key(&url))),
        None => url_key(&url),
    }
}

/// The politeness group of an address: its host or, where its name says that many hosts share a platform, that
/// platform.
pub(crate) fn group(url: &Url) -> String {
    url.host_str().and_then(platform_of_host).map_or_else(|| host(url), str::to_owned)
}

/// The host of an address, with the port where it is not the default one.
fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Scheme, host and port: what a robots.txt holds for.
pub(crate) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// The key of an address that is still a text; `None` where it is no web address.
pub(crate) fn key_of(text: &str) -> Option<String> {
    parse(text).map(|url| url_key(&url))
}

/// A web address without fragment and credentials; `None` for anything else. Who writes credentials into a link tells them
/// to everybody, but we neither keep nor send them: the page is asked for as anybody may. Those of seeds are refused where
/// the seeds are read.
pub(crate) fn parse(text: &str) -> Option<Url> {
    let mut url = Url::parse(text).ok()?;
    url.set_fragment(None);
    // An address that can have none has none.
    let _ = url.set_username("").and(url.set_password(None));
    let web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty());
    (web && url.as_str().len() <= LONGEST_URL).then_some(url)
}

/// A text that fits into an index: a long one is cut and its digest appended, so that it stays unique.
pub(crate) fn bounded(text: &str) -> String {
    if text.len() <= LONGEST_KEY {
        return clean(text);
    }
    let start: String = text.chars().take(LONGEST_KEY / 5).collect();
    format!("{}#{}", clean(&start), Sha256Digest::of(text.as_bytes()))
}

/// A text that PostgreSQL can hold: NUL, which it cannot, becomes the replacement character.
pub(crate) fn clean(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_post_is_known_by_its_address_by_the_place_on_it_or_by_an_id() {
        assert_eq!(identity("http://www.example.org/a?utm_source=x"), "org,example)/a");
        assert_eq!(identity("https://example.org/a#b"), "org,example)/a#b");
        assert_eq!(identity("https://example.org/a#"), "org,example)/a");
        assert_eq!(identity("CVE-2014-0160"), "CVE-2014-0160");
        assert_ne!(identity("urn:a"), identity("urn:b"));
    }

    #[test]
    fn only_web_addresses_are_addresses() {
        assert!(parse("mailto:a@example.org").is_none());
        assert!(parse("javascript:void(0)").is_none());
        assert!(parse(&format!("https://example.org/{}", "a".repeat(LONGEST_URL))).is_none());
        assert_eq!(parse("https://example.org/a#b").unwrap().as_str(), "https://example.org/a");
    }

    #[test]
    fn credentials_of_links_are_not_kept() {
        for link in
            ["https://user:pw@example.org/a", "https://user@example.org/a", "https://:pw@example.org/a"]
        {
            assert_eq!(parse(link).unwrap().as_str(), "https://example.org/a");
        }
    }

    proptest! {
        #[test]
        fn a_bounded_text_is_short_and_differs_where_the_text_differs(a in "\\PC{0,3000}", b in "\\PC{0,3000}") {
            prop_assert!(bounded(&a).len() <= LONGEST_KEY);
            prop_assert_eq!(bounded(&a) == bounded(&b), a == b);
        }

        #[test]
        fn no_nul_is_left(text in any::<String>()) {
            prop_assert!(!clean(&text).contains('\0'));
        }
    }
}
