//! What went wrong, told apart by cause and put in words.

use std::error::Error;
use std::io;

use model::{Failure, FailureClass};
use rustls::CertificateError;
use url::Url;

use crate::resolve::{Refused, Unresolved};

/// Where a request went, for messages.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// `host:port`, and the proxy where one is used; never credentials.
    name: String,
    /// The host alone.
    host: String,
    encrypted: bool,
}

impl Place {
    /// The place of `url`, seen through `proxy`.
    pub(crate) fn new(url: &Url, proxy: Option<&Url>) -> Self {
        let host = url.host_str().unwrap_or_default().to_owned();
        let port = url.port_or_known_default().map_or(String::new(), |port| format!(":{port}"));
        let way = proxy.map_or(String::new(), |proxy| format!(" through the proxy {}", bare(proxy)));
        Self { name: format!("{host}{port}{way}"), host, encrypted: url.scheme() == "https" }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

/// A failure of that class.
pub(crate) fn failure(class: FailureClass, detail: impl Into<String>) -> Failure {
    Failure { class, detail: detail.into() }
}

/// Tells the causes of a failed request apart.
pub(crate) fn classify(error: &reqwest::Error, place: &Place) -> Failure {
    if error.is_timeout() {
        let what = if error.is_connect() { "no connection to" } else { "no answer from" };
        return failure(FailureClass::Timeout, format!("{what} {place} within the limit of time"));
    }
    by_cause(error, place, error.is_connect())
}

fn by_cause(error: &(dyn Error + 'static), place: &Place, connecting: bool) -> Failure {
    // The outermost message only says that a request failed, and repeats its address.
    let reason = || words(error.source().unwrap_or(error));
    if let Some(unresolved) = cause::<Unresolved>(error) {
        return failure(FailureClass::Dns, unresolved.to_string());
    }
    if let Some(refused) = cause::<Refused>(error) {
        return failure(FailureClass::Refused, refused.to_string());
    }
    if let Some(tls) = cause::<rustls::Error>(error) {
        return failure(FailureClass::Tls, tls_words(tls, place));
    }
    if let Some(http) = cause::<hyper::Error>(error) {
        if http.is_incomplete_message() || http.is_canceled() || http.is_closed() {
            return failure(
                FailureClass::Reset,
                format!("{place} ended the connection before its answer was whole"),
            );
        }
        if http.is_parse() {
            return failure(
                FailureClass::Protocol,
                format!("the answer of {place} is not HTTP that can be read ({})", words(http)),
            );
        }
    }
    match cause::<io::Error>(error).map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionRefused) => {
            failure(FailureClass::Connect, format!("{place} refused the connection"))
        }
        Some(io::ErrorKind::TimedOut) => {
            failure(FailureClass::Timeout, format!("{place} did not answer within the limit of time"))
        }
        Some(io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe)
            if connecting && place.encrypted =>
        {
            failure(FailureClass::Tls, format!("{place} ended the connection during the TLS handshake"))
        }
        Some(
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof,
        ) => failure(FailureClass::Reset, format!("{place} ended the connection without an answer")),
        _ if connecting => failure(FailureClass::Connect, format!("no connection to {place} ({})", reason())),
        _ => failure(FailureClass::Protocol, format!("the exchange with {place} failed ({})", reason())),
    }
}

fn tls_words(error: &rustls::Error, place: &Place) -> String {
    let host = &place.host;
    match error {
        rustls::Error::InvalidCertificate(reason) => match reason {
            CertificateError::UnknownIssuer => format!(
                "the certificate of {host} is signed by an authority that is not trusted here; if you trust \
                 it, give its PEM file with --ca-cert"
            ),
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                format!("the certificate of {host} has expired; its operator has to renew it")
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                format!("the certificate of {place} is not made out to {host}; check the address")
            }
            // rustls hands webpki's reason on in words only.
            other if other.to_string().contains("CaUsedAsEndEntity") => format!(
                "the certificate of {host} is that of an authority, which no server may use; its operator has to \
                 issue one for the server"
            ),
            other => format!(
                "the certificate of {host} is not accepted ({other}); if you trust it, give the PEM file of its \
                 authority with --ca-cert"
            ),
        },
        other => format!("no TLS connection with {place} ({other})"),
    }
}

/// The messages of an error and of its causes, each said once.
pub(crate) fn words(error: &(dyn Error + 'static)) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut next = Some(error);
    while let Some(now) = next {
        let text = now.to_string();
        if !said.iter().any(|before| before.contains(&text)) {
            said.push(text);
        }
        next = now.source();
    }
    said.join(": ")
}

/// An address without credentials.
pub(crate) fn bare(url: &Url) -> String {
    let mut bare = url.clone();
    // Both fail only for addresses that cannot hold credentials.
    let _ = bare.set_username("");
    let _ = bare.set_password(None);
    bare.to_string()
}

/// The first cause of that type. `io::Error` does not name what it wraps as its source, so it is opened.
fn cause<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(now) = next {
        if let Some(found) = now.downcast_ref::<T>() {
            return Some(found);
        }
        let wrapped = now.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = match wrapped {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => now.source(),
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        let proxy = Url::parse("http://me:secret@127.0.0.1:8899/").unwrap();
        Place::new(&Url::parse("https://site.test/a").unwrap(), Some(&proxy))
    }

    fn check(error: impl Error + 'static, class: FailureClass, part: &str) {
        let it = by_cause(&error, &place(), true);
        assert_eq!(it.class, class, "{}", it.detail);
        assert!(it.detail.contains(part), "{}", it.detail);
        assert!(!it.detail.contains("secret"), "{}", it.detail);
    }

    #[test]
    fn causes_are_found_under_what_wraps_them() {
        let unresolved = Unresolved { host: "site.test".to_owned(), reason: "unknown".to_owned() };
        check(io::Error::other(io::Error::other(unresolved)), FailureClass::Dns, "host 'site.test'");
        let kind = io::ErrorKind::ConnectionRefused;
        check(
            io::Error::from(kind),
            FailureClass::Connect,
            "site.test:443 through the proxy http://127.0.0.1:8899",
        );
    }

    #[test]
    fn an_untrusted_certificate_says_what_to_do() {
        let untrusted = rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer);
        let error = io::Error::new(io::ErrorKind::InvalidData, untrusted);
        check(error, FailureClass::Tls, "--ca-cert");
    }

    #[test]
    fn an_end_in_the_handshake_is_not_an_end_of_the_answer() {
        check(io::Error::from(io::ErrorKind::UnexpectedEof), FailureClass::Tls, "during the TLS handshake");
        let it = by_cause(&io::Error::from(io::ErrorKind::ConnectionReset), &place(), false);
        assert_eq!(it.class, FailureClass::Reset);
    }
}
