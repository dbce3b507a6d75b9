//! The head of a request.

use model::{Failure, FailureClass, Role, Visit};
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, HOST, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    USER_AGENT,
};
use url::{Host, Url};

use crate::failure::failure;

/// Header fields that belong to the connection or to the question itself; a seed cannot set them.
const OURS: [&str; 12] = [
    "host",
    "connection",
    "content-length",
    "content-type",
    "expect",
    "keep-alive",
    "te",
    "transfer-encoding",
    "upgrade",
    "if-none-match",
    "if-modified-since",
    "range",
];

/// Parts of the names of header fields that carry secrets: they go to the seed's own origin only.
const SECRET: [&str; 6] = ["auth", "cookie", "token", "secret", "key", "session"];

/// The header fields for asking for `url` in this visit; with the visit's validators where `url` is the
/// address that gave them.
///
/// # Errors
/// Where a header field of the seed cannot be sent.
pub(crate) fn request(
    agent: &HeaderValue,
    visit: &Visit,
    url: &Url,
    validated: bool,
) -> Result<HeaderMap, Failure> {
    // Rules are asked for without compression: nothing should stand between a site and its rules.
    let (accept, encodings) = match visit.role {
        Role::Robots => ("text/plain, */*;q=0.8", "identity"),
        Role::Listing | Role::Post => {
            ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "gzip, br, zstd")
        }
    };
    let mut map = HeaderMap::new();
    if let Some(host) = host(url) {
        map.insert(HOST, host);
    }
    map.insert(USER_AGENT, agent.clone());
    map.insert(ACCEPT, HeaderValue::from_static(accept));
    map.insert(ACCEPT_ENCODING, HeaderValue::from_static(encodings));
    for (name, value) in &visit.source.headers {
        seed_header(&mut map, name, value, secrets_may_go(visit, url))?;
    }
    if validated {
        let validators =
            [(IF_NONE_MATCH, &visit.validators.etag), (IF_MODIFIED_SINCE, &visit.validators.last_modified)];
        for (name, value) in validators {
            // A validator that cannot be sent back is one that was not given.
            if let Some(value) = value.as_deref().and_then(as_received) {
                map.insert(name, value);
            }
        }
    }
    Ok(map)
}

/// A validator as the bytes that it came as.
fn as_received(text: &str) -> Option<HeaderValue> {
    let bytes: Vec<u8> = text.chars().map(u8::try_from).collect::<Result<_, _>>().ok()?;
    HeaderValue::from_bytes(&bytes).ok()
}

/// `Host`, set by us so that the archived head is the one that was sent.
fn host(url: &Url) -> Option<HeaderValue> {
    let host = url.host_str()?;
    let value = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    HeaderValue::from_str(&value).ok()
}

fn seed_header(map: &mut HeaderMap, name: &str, value: &str, secrets: bool) -> Result<(), Failure> {
    let lower = name.to_ascii_lowercase();
    let refuse = || {
        let detail =
            format!("the seed's header '{name}' cannot be sent; correct it in the provider's seed file");
        failure(FailureClass::Refused, detail)
    };
    if OURS.contains(&lower.as_str()) || lower.starts_with("proxy-") {
        return Err(refuse());
    }
    if !secrets && SECRET.iter().any(|part| lower.contains(part)) {
        return Ok(());
    }
    let name = HeaderName::from_bytes(lower.as_bytes()).map_err(|_| refuse())?;
    map.insert(name, HeaderValue::from_str(value).map_err(|_| refuse())?);
    Ok(())
}

/// Whether `url` is surely of the seed's own origin: it is the seed itself, or a link of the seed that
/// stays there. Further on, an address says no more where its chain began.
fn secrets_may_go(visit: &Visit, url: &Url) -> bool {
    // The address of the seed is the one that its file has: that of the visit is another one as soon as a server moved
    // it, for example to `www.` or to http.
    let Ok(seed) = Url::parse(&visit.source.url) else { return false };
    match (visit.role, visit.depth, &visit.via) {
        (Role::Robots, _, _) => false,
        // What the seed moved to is as deep as the seed.
        (_, 0, via) => via.as_ref().is_none_or(|via| is_as_safe(&seed, via)) && is_as_safe(&seed, url),
        (_, 1, Some(via)) => is_as_safe(&seed, via) && is_as_safe(via, url),
        _ => false,
    }
}

/// Whether what may go to `from` may go to `to`: it is the same origin, or the same host under https where it was
/// http, both at their usual ports.
fn is_as_safe(from: &Url, to: &Url) -> bool {
    // The host of an origin such as `data:` would be equal to nothing, also not to itself.
    let same_host = matches!(to.host(), Some(Host::Domain(_) | Host::Ipv4(_) | Host::Ipv6(_)))
        && from.host() == to.host();
    let is = |url: &Url, scheme: &str| url.scheme() == scheme && url.port().is_none();
    same_host && (from.origin() == to.origin() || is(from, "http") && is(to, "https"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::tests::visit;

    fn sent(visit: &Visit, url: &str, validated: bool) -> Vec<String> {
        let agent = HeaderValue::from_static("trail/0");
        let map = request(&agent, visit, &Url::parse(url).unwrap(), validated).unwrap();
        map.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect()
    }

    #[test]
    fn a_first_look_asks_without_conditions() {
        let got = sent(&visit("http://a.test:81/x"), "http://a.test:81/x", true);
        assert_eq!(got.first().unwrap(), "host: a.test:81");
        assert!(got.contains(&"accept-encoding: gzip, br, zstd".to_owned()));
        assert!(!got.iter().any(|line| line.starts_with("if-")), "{got:?}");
    }

    #[test]
    fn validators_go_unchanged_and_only_to_the_address_that_gave_them() {
        let mut it = visit("http://a.test/x");
        it.validators.etag = Some("W/\"a b;c\"".to_owned());
        it.validators.last_modified = Some("yesterday".to_owned());
        let got = sent(&it, "http://a.test/x", true);
        assert!(got.contains(&"if-none-match: W/\"a b;c\"".to_owned()), "{got:?}");
        assert!(got.contains(&"if-modified-since: yesterday".to_owned()), "{got:?}");
        assert!(!sent(&it, "http://a.test/y", false).iter().any(|line| line.starts_with("if-")));
    }

    #[test]
    fn a_validator_that_is_no_text_goes_back_byte_for_byte() {
        let mut it = visit("http://a.test/x");
        let response = model::Response {
            status: 200,
            version: "HTTP/1.1".to_owned(),
            headers: vec![("etag".to_owned(), b"W/\"a\\b,c \xe9\xc3\xa9\"".to_vec())],
            body: bytes::Bytes::new(),
            truncated: None,
        };
        it.validators.etag = response.header_bytes("ETag");
        let map = request(&HeaderValue::from_static("trail/0"), &it, &it.url.clone(), true).unwrap();
        assert_eq!(map[IF_NONE_MATCH].as_bytes(), response.headers[0].1);
        it.validators.etag = Some("\"\u{4e2d}\"".to_owned());
        assert!(
            !request(&HeaderValue::from_static("trail/0"), &it, &it.url.clone(), true)
                .unwrap()
                .contains_key(IF_NONE_MATCH)
        );
    }

    #[test]
    fn secrets_stay_with_the_origin_of_the_seed() {
        let mut it = visit("http://a.test/x");
        it.source.headers = vec![
            ("Authorization".to_owned(), "Bearer 1".to_owned()),
            ("Accept-Language".to_owned(), "en".to_owned()),
        ];
        let has_secret = |visit: &Visit, url| {
            let got = sent(visit, url, true);
            assert!(got.contains(&"accept-language: en".to_owned()));
            got.iter().any(|line| line.starts_with("authorization"))
        };
        assert!(has_secret(&it, "http://a.test/x"));
        assert!(!has_secret(&it, "http://b.test/x"));
        assert!(!has_secret(&it, "http://a.test:81/x"));
        it.via = Some(Url::parse("http://b.test/").unwrap());
        assert!(!has_secret(&it, "http://a.test/x"), "another origin moved here");
        it.depth = 1;
        it.via = Some(Url::parse("http://a.test/").unwrap());
        assert!(has_secret(&it, "http://a.test/x"));
        it.via = Some(Url::parse("http://b.test/").unwrap());
        assert!(!has_secret(&it, "http://a.test/x"));
        it.depth = 2;
        it.via = Some(Url::parse("http://a.test/").unwrap());
        assert!(!has_secret(&it, "http://a.test/x"));
    }

    #[test]
    fn secrets_do_not_follow_an_address_that_moved_away_from_the_origin_of_the_seed() {
        let goes = |seed: &str, moved: &str, depth: i16, url: &str| {
            let mut it = visit(if depth == 0 { moved } else { url });
            it.source.url = seed.to_owned();
            it.source.headers = vec![("Authorization".to_owned(), "Bearer 1".to_owned())];
            (it.depth, it.via) = (depth, (depth > 0).then(|| Url::parse(moved).unwrap()));
            sent(&it, url, true).iter().any(|line| line.starts_with("authorization"))
        };
        for (seed, moved, may_go) in [
            ("http://feed.test/f", "http://feed.test/f", true),
            ("http://feed.test/f", "http://www.feed.test/f", false),
            ("http://www.feed.test/f", "http://feed.test/f", false),
            ("http://feed.test/f", "https://feed.test/f", true),
            ("http://feed.test/f", "https://www.feed.test/f", false),
            ("https://feed.test/f", "http://feed.test/f", false),
            ("http://feed.test:8080/f", "https://feed.test/f", false),
            ("http://feed.test/f", "https://feed.test:8443/f", false),
            ("", "http://feed.test/f", false),
        ] {
            assert_eq!(goes(seed, moved, 0, moved), may_go, "{seed} moved to {moved}");
            let link = Url::parse(moved).unwrap().join("/post").unwrap();
            assert_eq!(goes(seed, moved, 1, link.as_str()), may_go, "{seed} moved to {moved}, a link of it");
        }
        // Links of a page that moved to https lead back to clear text, or to the host of the seed.
        assert!(!goes("http://feed.test/f", "https://feed.test/f", 1, "http://feed.test/post"));
        assert!(!goes("http://feed.test/f", "http://www.feed.test/f", 1, "http://feed.test/post"));
        assert!(goes("http://feed.test/f", "http://feed.test/f", 1, "https://feed.test/post"));
    }

    #[test]
    fn a_seed_cannot_set_what_is_ours() {
        let mut it = visit("http://a.test/x");
        it.source.headers = vec![("Host".to_owned(), "b.test".to_owned())];
        let agent = HeaderValue::from_static("trail/0");
        let refused = request(&agent, &it, &it.url.clone(), true).unwrap_err();
        assert_eq!(refused.class, FailureClass::Refused);
    }
}
