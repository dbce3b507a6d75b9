//! The key of an address.

use url::{Host, Url};

use super::escapes::normal;
use super::parameters::{means_nothing, path_without_session};

/// The key of a web address: `https://www.Example.org:443/a?utm_source=x&b=1#c` is `org,example)/a?b=1`.
///
/// It leaves out what does not tell two documents apart: scheme, user, `www.`, default port, fragment, the trailing
/// dots of a host, parameters that count clicks or carry a session. Names of hosts are in lower case and in reverse
/// order; escapes are in their normal form (RFC 3986, section 6.2.2); parameters are in the order of their names,
/// those of one name as they were. Path and slashes stay as they are.
pub fn address_key(url: &Url) -> String {
    let mut key = host(url);
    if let Some(port) = url.port() {
        key.push_str(&format!(":{port}"));
    }
    key.push(')');
    key.push_str(&normal(&path_without_session(url.path())));
    let mut parameters: Vec<String> =
        url.query().unwrap_or_default().split('&').map(normal).filter(|it| !means_nothing(it)).collect();
    parameters.sort_by(|one, other| name(one).cmp(name(other)));
    for (index, parameter) in parameters.iter().enumerate() {
        key.push(if index == 0 { '?' } else { '&' });
        key.push_str(parameter);
    }
    key
}

fn name(parameter: &str) -> &str {
    parameter.split('=').next().unwrap_or(parameter)
}

/// The names of a host from the last to the first; an address of the network stays as it is.
fn host(url: &Url) -> String {
    let Some(Host::Domain(domain)) = url.host() else {
        return url.host_str().unwrap_or_default().to_owned();
    };
    let lower = domain.to_ascii_lowercase();
    let mut bare = lower.trim_end_matches('.');
    // `www.com` is a name of its own.
    while let Some(rest) = bare.strip_prefix("www.").filter(|rest| rest.contains('.')) {
        bare = rest;
    }
    bare.rsplit('.').collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(text: &str) -> String {
        address_key(&Url::parse(text).unwrap())
    }

    /// An address with this key, to see that it has this key.
    fn address_of(key: &str) -> String {
        let (host, rest) = key.split_once(')').unwrap();
        let (names, port) =
            host.rsplit_once(':').map_or((host, String::new()), |(a, b)| (a, format!(":{b}")));
        let host: Vec<&str> = names.split(',').rev().collect();
        format!("https://{}{port}{rest}", host.join("."))
    }

    #[test]
    fn what_does_not_tell_documents_apart_is_left_out() {
        for same in [
            "https://example.org/a?b=1",
            "http://example.org:80/a?b=1",
            "https://WWW.Example.ORG./a?b=1#c",
            "https://user:word@example.org/a?b=1",
            "https://example.org/a?utm_source=feed&b=1&utm_medium=rss&fbclid=x",
            "https://example.org/%61?%62=1&",
            "https://example.org/a;jsessionid=0A1B?b=1&PHPSESSID=0123456789abcdef",
        ] {
            assert_eq!(key(same), "org,example)/a?b=1", "{same}");
        }
    }

    #[test]
    fn everything_else_makes_another_address() {
        let all = [
            "https://example.org/a",
            "https://example.org/a/",
            "https://example.org/A",
            "https://example.org/a?b",
            "https://example.org/a?b=",
            "https://example.org/a?b=1&b=2",
            "https://example.org/a?b=2&b=1",
            "https://example.org/a%2Fb",
            "https://example.org/a/b",
            "https://example.org:8080/a",
            "https://blog.example.org/a",
            "https://example.org/a;v=1",
            "https://www.com/a",
            "https://com/a",
            "http://10.0.0.1/a",
            "http://[::1]/a",
        ];
        let keys: std::collections::BTreeSet<String> = all.iter().map(|url| key(url)).collect();
        assert_eq!(keys.len(), all.len(), "{keys:?}");
    }

    #[test]
    fn the_order_of_parameters_makes_no_difference_and_escapes_have_one_form() {
        assert_eq!(key("https://e.org/?b=2&a=1"), key("https://e.org/?a=1&b=2"));
        assert_eq!(key("https://e.org/%7eada/%c3%a9"), "org,e)/~ada/%C3%A9");
        assert_eq!(key("https://e.org/%7eada/é"), "org,e)/~ada/%C3%A9");
        assert_eq!(key("https://e.org/100%"), "org,e)/100%25");
    }

    #[test]
    fn hosts_beside_each_other_have_keys_beside_each_other() {
        assert_eq!(key("https://blog.e.org/"), "org,e,blog)/");
        assert_eq!(key("http://10.0.0.1:8080/"), "10.0.0.1:8080)/");
    }

    fn addresses() -> impl Strategy<Value = String> {
        let host = "(www\\.){0,2}[a-z][a-z0-9]{0,5}(\\.[a-z]{2,4}){1,2}\\.{0,1}";
        let path = "(/[a-zA-Z0-9%;=.~é ()]{0,8}){0,4}";
        let query = "(\\?([a-z%_.]{0,6}=?[a-zA-Z0-9%+é ]{0,6}&?){0,5}){0,1}";
        (host, path, query).prop_map(|(host, path, query)| format!("https://{host}/{path}{query}"))
    }

    proptest! {
        #[test]
        fn an_address_made_from_a_key_has_this_key(text in addresses()) {
            if let Ok(url) = Url::parse(&text) {
                let once = address_key(&url);
                prop_assert_eq!(key(&address_of(&once)), once, "{}", text);
            }
        }

        #[test]
        fn parameters_of_different_names_may_be_in_any_order(
            names in prop::collection::btree_set("[a-z]{3,8}x", 0..6), by in any::<prop::sample::Index>(),
        ) {
            let forward: Vec<String> = names.iter().map(|name| format!("{name}=1")).collect();
            let mut turned = forward.clone();
            if !turned.is_empty() {
                let by = by.index(turned.len());
                turned.rotate_left(by);
            }
            let of = |all: &[String]| key(&format!("https://e.org/?{}", all.join("&")));
            prop_assert_eq!(of(&forward), of(&turned));
        }

        #[test]
        fn scheme_fragment_and_tracking_never_matter(text in addresses(), fragment in "[a-z]{0,5}") {
            if let Ok(url) = Url::parse(&text) {
                let glue = if url.query().is_some() { '&' } else { '?' };
                let other = format!("{}{glue}utm_campaign=y#{fragment}", url.as_str().replacen("https", "http", 1));
                prop_assert_eq!(key(&other), address_key(&url));
            }
        }

        #[test]
        fn a_path_of_plain_words_stays(path in "(/[a-zA-Z0-9_.~-]{1,8}){1,4}/?") {
            let url = Url::parse(&format!("https://e.org{path}")).unwrap();
            prop_assert_eq!(address_key(&url), format!("org,e){}", url.path()));
        }
    }
}
