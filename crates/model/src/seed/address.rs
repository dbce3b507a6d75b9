//! Addresses, domains and request headers of a seed: what a crawler may be sent to, and with what.

use url::Url;

/// Longest address, in bytes.
const LONGEST: usize = 2_000;

/// Header fields that follow from the request itself, so no seed may set them.
const OURS: [&str; 8] = [
    "host",
    "connection",
    "content-length",
    "transfer-encoding",
    "if-none-match",
    "if-modified-since",
    "range",
    "accept-encoding",
];

/// What is wrong, and the hint.
pub(super) type Refusal = (String, Option<String>);

/// The address that `text` says.
///
/// # Errors
/// Says why no crawler should be sent there: not an address, not http or https, no host, a name or a
/// password in it, or a fragment, which is never sent.
pub(super) fn parse(text: &str) -> Result<Url, Refusal> {
    if text.len() > LONGEST {
        return Err((format!("the address is longer than {LONGEST} bytes"), None));
    }
    let url = Url::parse(text).map_err(|error| {
        let hint = match text.contains("://") {
            true => None,
            false => Some(format!("did you mean 'https://{text}'?")),
        };
        (format!("'{text}' is not an address: {error}"), hint)
    })?;
    match url.scheme() {
        "http" | "https" => {}
        scheme => {
            let hint = "use an http or https address".to_owned();
            return Err((format!("the scheme '{scheme}' cannot be crawled"), Some(hint)));
        }
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err((format!("the address '{text}' names no host"), None));
    }
    if !url.username().is_empty() || url.password().is_some() {
        let hint = "a seed is public: leave the name and the password out".to_owned();
        return Err(("the address holds a user name or a password".to_owned(), Some(hint)));
    }
    if let Some(fragment) = url.fragment() {
        let hint = format!("leave '#{fragment}' out");
        return Err(("the address has a fragment, which is never sent".to_owned(), Some(hint)));
    }
    Ok(url)
}

/// The domain that `text` says, in lower case and without a final dot.
///
/// # Errors
/// Says what stands there instead of a bare host name.
pub(super) fn domain(text: &str) -> Result<String, Refusal> {
    let refusal = |hint| Err((format!("'{text}' is not a domain"), Some(hint)));
    if let Ok(url) = Url::parse(text)
        && let Some(host) = url.host_str()
    {
        return refusal(format!("did you mean '{host}'?"));
    }
    match url::Host::parse(text) {
        Ok(host) if host.to_string() == text && !text.ends_with('.') => Ok(text.to_owned()),
        Ok(host) => refusal(format!("did you mean '{}'?", host.to_string().trim_end_matches('.'))),
        Err(_) => refusal("write a bare host name, such as 'example.com'".to_owned()),
    }
}

/// Checks one extra request header (RFC 9110 section 5).
///
/// # Errors
/// Says why it cannot be sent.
pub(super) fn header(name: &str, value: &str) -> Result<(), Refusal> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(token) {
        return Err((format!("'{name}' is not a header name"), None));
    }
    if OURS.contains(&name.to_ascii_lowercase().as_str()) {
        return Err((format!("the header '{name}' is set by the crawler"), Some("leave it out".to_owned())));
    }
    if !value.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        let hint = "printable ASCII on one line".to_owned();
        return Err((format!("the value of the header '{name}' cannot be sent"), Some(hint)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_crawled_is_an_address() {
        assert_eq!(parse("https://example.com").unwrap().as_str(), "https://example.com/");
        let refused = [
            ("example.com", "did you mean 'https://example.com'?"),
            ("ftp://example.com/", "use an http or https address"),
            ("https://me:word@example.com/", "a seed is public: leave the name and the password out"),
            ("https://example.com/#top", "leave '#top' out"),
        ];
        for (text, hint) in refused {
            assert_eq!(parse(text).unwrap_err().1.unwrap(), hint);
        }
        assert!(parse("https://").is_err());
        assert!(parse(&format!("https://example.com/{}", "a".repeat(3_000))).is_err());
    }

    #[test]
    fn a_domain_is_a_bare_host_name() {
        for right in ["example.com", "127.0.0.1", "localhost", "xn--bcher-kva.example"] {
            assert_eq!(domain(right).unwrap(), right);
        }
        assert_eq!(domain("https://example.com/").unwrap_err().1.unwrap(), "did you mean 'example.com'?");
        assert_eq!(domain("Example.COM.").unwrap_err().1.unwrap(), "did you mean 'example.com'?");
        for wrong in ["", "a b", "example.com/path"] {
            assert!(domain(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn headers_that_would_break_the_request_are_refused() {
        assert!(header("Accept", "application/json").is_ok());
        for (name, value) in [("", "x"), ("a b", "x"), ("Host", "x"), ("Accept", "x\r\nEvil: y")] {
            assert!(header(name, value).is_err(), "{name}");
        }
    }
}
