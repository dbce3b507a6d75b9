//! When two addresses are one, and which host must be asked politely.

use model::{Sha256Digest, platform_of_host};
use url::Url;

/// Longest address that enters the frontier, in bytes: an index cannot hold longer keys.
pub(crate) const LONGEST_URL: usize = 2_000;

/// Longest text that is a key in an index, in bytes.
const LONGEST_KEY: usize = 1_000;

/// The identity of an address: host in lower case, without scheme, default port and fragment. Nothing
/// else is changed: a slash, a parameter or their order make another address.
pub fn url_key(url: &Url) -> String {
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    bounded(&format!("//{}{}{query}", host(url), url.path()))
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

/// A web address without fragment; `None` for anything else.
pub(crate) fn parse(text: &str) -> Option<Url> {
    let mut url = Url::parse(text).ok()?;
    url.set_fragment(None);
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

    fn key(text: &str) -> String {
        url_key(&Url::parse(text).unwrap())
    }

    #[test]
    fn scheme_default_port_fragment_and_case_of_the_host_make_no_difference() {
        assert_eq!(key("http://Example.org:80/a#b"), key("https://example.org/a"));
    }

    #[test]
    fn everything_else_makes_another_address() {
        let all = [
            "https://e.org/a",
            "https://e.org/a/",
            "https://e.org/A",
            "https://e.org/a?",
            "https://e.org:8080/a",
        ];
        let keys: std::collections::BTreeSet<String> = all.iter().map(|url| key(url)).collect();
        assert_eq!(keys.len(), all.len());
        assert_ne!(key("https://e.org/?a=1&b=2"), key("https://e.org/?b=2&a=1"));
    }

    #[test]
    fn only_web_addresses_are_addresses() {
        assert!(parse("mailto:a@example.org").is_none());
        assert!(parse("javascript:void(0)").is_none());
        assert!(parse(&format!("https://example.org/{}", "a".repeat(LONGEST_URL))).is_none());
        assert_eq!(parse("https://example.org/a#b").unwrap().as_str(), "https://example.org/a");
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
