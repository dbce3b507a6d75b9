//! The key under which indexes of web archives sort an address (Sort-friendly URI Reordering Transform), in the form
//! that replay tools look up: no scheme, no `www.`, the host turned round, all in lower case, the query sorted.

use url::Url;

/// The key of an address; the address itself where it has no host.
pub(crate) fn surt(address: &str) -> String {
    let Ok(url) = Url::parse(address) else { return address.to_lowercase() };
    let Some(host) = url.host_str() else { return address.to_lowercase() };
    let host = host.to_lowercase();
    let host = bare(&host);
    let turned = match url.host() {
        Some(url::Host::Domain(_)) => host.split('.').rev().collect::<Vec<_>>().join(","),
        _ => host.to_owned(),
    };
    let port = url.port().map_or_else(String::new, |port| format!(":{port}"));
    let path = match url.path() {
        "/" | "" => "/",
        path => path.strip_suffix('/').unwrap_or(path),
    };
    let query = url.query().filter(|query| !query.is_empty()).map_or_else(String::new, |query| {
        let mut parts: Vec<&str> = query.split('&').collect();
        parts.sort_unstable();
        format!("?{}", parts.join("&"))
    });
    unescaped(&format!("{turned}{port}){path}{query}")).to_lowercase()
}

/// What is percent-encoded without need is not: the visible characters of ASCII, but for those that mean something.
fn unescaped(text: &str) -> String {
    let hex = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    let (mut out, mut skip) = (String::new(), 0);
    for (at, c) in text.char_indices() {
        match hex(at + 1).filter(|byte| byte.is_ascii_graphic() && !matches!(byte, b'%' | b'#')) {
            _ if skip > 0 => skip -= 1,
            Some(byte) if c == '%' => {
                out.push(char::from(byte));
                skip = 2;
            }
            _ => out.push(c),
        }
    }
    out
}

/// A host without `www`, also with a number behind it.
fn bare(host: &str) -> &str {
    let rest = host.strip_prefix("www").unwrap_or(host);
    let rest = rest.trim_start_matches(|it: char| it.is_ascii_digit());
    host.starts_with("www").then(|| rest.strip_prefix('.')).flatten().unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::surt;

    #[test]
    fn it_is_what_replay_tools_look_up() {
        assert_eq!(surt("https://www.Example.org/A/b/?z=1&a=2"), "org,example)/a/b?a=2&z=1");
        assert_eq!(surt("http://www2.example.org:8080"), "org,example:8080)/");
        assert_eq!(surt("https://a.example/?x=1%7Ca%2fb%20%25%C3%A9"), "example,a)/?x=1|a/b%20%25%c3%a9");
        assert_eq!(surt("http://127.0.0.1/x"), "127.0.0.1)/x");
        assert_eq!(surt("https://wwwhat.example/"), "example,wwwhat)/");
    }
}
