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
    let origin = match (visit.role, visit.depth, &visit.via) {
        (Role::Robots, _, _) => return false,
        (_, 0, _) => visit.url.origin(),
        (_, 1, Some(seed)) => seed.origin(),
        _ => return false,
    };
    // The host of an origin such as `data:` would be equal to nothing, also not to itself.
    matches!(url.host(), Some(Host::Domain(_) | Host::Ipv4(_) | Host::Ipv6(_))) && url.origin() == origin
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
    fn a_seed_cannot_set_what_is_ours() {
        let mut it = visit("http://a.test/x");
        it.source.headers = vec![("Host".to_owned(), "b.test".to_owned())];
        let agent = HeaderValue::from_static("trail/0");
        let refused = request(&agent, &it, &it.url.clone(), true).unwrap_err();
        assert_eq!(refused.class, FailureClass::Refused);
    }
}
