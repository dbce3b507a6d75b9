//! What a response's `Location` means for the visit (RFC 9110, section 15.4).

use model::{Failure, FailureClass, Response};
use url::Url;

use crate::failure::failure;

/// What to do after a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// It is the answer.
    Answer,
    /// Ask there next.
    Follow(Url),
    /// The target is another origin's, a visit of its own: also that of a `robots.txt` (RFC 9309, section
    /// 2.3.1.2), since the other host has a politeness group of its own.
    Leave {
        /// Where to.
        to: Url,
        /// 301 or 308.
        permanent: bool,
    },
    /// There is no way on.
    Stop(Failure),
}

/// How far redirects are followed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach {
    /// Maximum number of redirects.
    pub(crate) limit: usize,
}

/// The next step after `response`, given all addresses `asked` so far; the last of them is its own.
pub(crate) fn next(response: &Response, asked: &[Url], reach: Reach) -> Step {
    let (Some(here), Some(location)) = (asked.last(), location(response)) else {
        return Step::Answer;
    };
    let permanent = is_permanent(response);
    let mut to = match here.join(&location) {
        Ok(to) => to,
        Err(error) => {
            let detail = format!("{here} redirects to '{location}', which is not an address ({error})");
            return Step::Stop(failure(FailureClass::Redirects, detail));
        }
    };
    if !matches!(to.scheme(), "http" | "https") || !to.has_host() {
        let detail = format!("{here} redirects to '{to}'; only http and https addresses are asked");
        return Step::Stop(failure(FailureClass::Refused, detail));
    }
    // Credentials that a server hands out are not ours to send on. Neither call fails with a host.
    let _ = to.set_username("");
    let _ = to.set_password(None);
    if to.origin() != here.origin() {
        return Step::Leave { to, permanent };
    }
    if asked.iter().any(|before| same_request(before, &to)) {
        let detail = format!("{here} redirects in a circle, back to {to}");
        return Step::Stop(failure(FailureClass::Redirects, detail));
    }
    if asked.len() > reach.limit {
        let detail = format!("more than {} redirects; the last one is from {here} to {to}", reach.limit);
        return Step::Stop(failure(FailureClass::Redirects, detail));
    }
    Step::Follow(to)
}

/// Whether a redirect says that it is one for good.
pub(crate) fn is_permanent(response: &Response) -> bool {
    matches!(response.status, 301 | 308)
}

/// A redirect to what is never asked.
pub(crate) fn refused(here: &Url, to: &Url, why: Failure) -> Failure {
    failure(why.class, format!("{here} redirects to {to}: {}", why.detail))
}

/// The target as text. Bytes that an address cannot hold are escaped one by one, so that raw UTF-8 and
/// raw Latin-1 both come back to the server as it wrote them.
fn location(response: &Response) -> Option<String> {
    if !matches!(response.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let (_, value) = response.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("location"))?;
    let mut text = String::with_capacity(value.len());
    for &byte in value.trim_ascii() {
        match byte {
            0x21..=0x7e => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    (!text.is_empty()).then_some(text)
}

fn same_request(a: &Url, b: &Url) -> bool {
    a.origin() == b.origin() && a.path() == b.path() && a.query() == b.query()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step_with(status: u16, location: &[u8], asked: &[&str]) -> Step {
        let response = Response {
            status,
            version: "HTTP/1.1".to_owned(),
            headers: vec![("location".to_owned(), location.to_vec())],
            body: bytes::Bytes::new(),
            truncated: None,
        };
        let asked: Vec<Url> = asked.iter().map(|text| Url::parse(text).unwrap()).collect();
        next(&response, &asked, Reach { limit: 3 })
    }

    fn step(status: u16, location: &str) -> Step {
        step_with(status, location.as_bytes(), &["https://a.test/x"])
    }

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn inside_the_origin_a_redirect_is_followed() {
        assert_eq!(step(302, "/y"), Step::Follow(url("https://a.test/y")));
        assert_eq!(step(307, "https://A.test:443/y#part"), Step::Follow(url("https://a.test/y#part")));
        assert_eq!(step(301, "//me:pw@a.test/y"), Step::Follow(url("https://a.test/y")));
    }

    #[test]
    fn another_origin_is_another_visit() {
        let to = url("https://b.test/y");
        assert_eq!(step(301, "https://b.test/y"), Step::Leave { to: to.clone(), permanent: true });
        assert_eq!(step(302, "https://b.test/y"), Step::Leave { to: to.clone(), permanent: false });
        let to_plain = url("http://a.test/x");
        assert_eq!(step(308, "http://a.test/x"), Step::Leave { to: to_plain, permanent: true });
        let asked = ["https://a.test/robots.txt"];
        assert_eq!(step_with(301, b"https://b.test/y", &asked), Step::Leave { to, permanent: true });
    }

    #[test]
    fn without_a_target_it_is_an_answer() {
        assert_eq!(step(302, ""), Step::Answer);
        assert_eq!(step(300, "/y"), Step::Answer);
        assert_eq!(step(304, "/y"), Step::Answer);
        assert_eq!(step(201, "/y"), Step::Answer);
    }

    #[test]
    fn circles_and_long_ways_stop() {
        let class = |step| match step {
            Step::Stop(failure) => failure.class,
            other => panic!("{other:?}"),
        };
        assert_eq!(class(step(302, "/x#again")), FailureClass::Redirects);
        let asked = ["https://a.test/1", "https://a.test/2", "https://a.test/3", "https://a.test/4"];
        assert_eq!(step_with(302, b"/4", &asked[..3]), Step::Follow(url("https://a.test/4")));
        assert_eq!(class(step_with(302, b"/5", &asked)), FailureClass::Redirects);
        assert_eq!(class(step(302, "http://[::bad/")), FailureClass::Redirects);
        assert_eq!(class(step(302, "file:///etc/passwd")), FailureClass::Refused);
        assert_eq!(class(step(302, "gopher://a.test/")), FailureClass::Refused);
    }

    #[test]
    fn raw_bytes_in_a_target_are_escaped() {
        let asked = ["https://a.test/x"];
        let to = step_with(302, "/caf\u{e9} 1".as_bytes(), &asked);
        assert_eq!(to, Step::Follow(url("https://a.test/caf%C3%A9%201")));
    }
}
