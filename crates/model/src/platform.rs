//! Platforms that serve many hosts: whoever asks two of their hosts at once asks one operator twice.
//!
//! The tables are published in `docs/OPERATING.md`. A host below one of the domains is known by its name; a
//! provider's own host on such a platform is known by what its answers show.

use crate::Response;

/// Domains below which many customers share the operator's servers. A host that is the domain itself, or
/// `www` below it, is the operator's own site and stays a host of its own.
pub const SHARED_DOMAINS: [&str; 39] = [
    "statuspage.io",
    "instatus.com",
    "betteruptime.com",
    "betterstack.com",
    "status.io",
    "hund.io",
    "sorryapp.com",
    "statuscast.com",
    "freshstatus.io",
    "statuspal.io",
    "statuspal.eu",
    "incident.io",
    "firehydrant.com",
    "uptimerobot.com",
    "tumblr.com",
    "wordpress.com",
    "blogspot.com",
    "medium.com",
    "substack.com",
    "ghost.io",
    "livejournal.com",
    "typepad.com",
    "blogs.com",
    "posthaven.com",
    "svbtle.com",
    "squarespace.com",
    "wixsite.com",
    "weebly.com",
    "webflow.io",
    "github.io",
    "gitlab.io",
    "netlify.app",
    "vercel.app",
    "pages.dev",
    "herokuapp.com",
    "readthedocs.io",
    "zendesk.com",
    "freshdesk.com",
    "discoursehosting.net",
];

/// Header fields that a platform's servers set on all hosts of their customers: name (lower case), a part of
/// the value (lower case; empty for any) and the platform.
pub const SHARED_HEADERS: [(&str, &str, &str); 6] = [
    ("x-statuspage-version", "", "statuspage.io"),
    ("x-tumblr-user", "", "tumblr.com"),
    ("x-hacker", "automattic", "wordpress.com"),
    ("x-powered-by", "medium", "medium.com"),
    ("x-served-by", "substack", "substack.com"),
    ("x-ghost-cache-status", "", "ghost.io"),
];

/// Readers that recognise a status platform by the shape of its documents, and the platform.
pub const SHARED_ADAPTERS: [(&str, &str); 5] = [
    ("statuspage", "statuspage.io"),
    ("incident-io", "incident.io"),
    ("instatus", "instatus.com"),
    ("statusio", "status.io"),
    ("firehydrant", "firehydrant.com"),
];

/// The platform that a host belongs to by its name.
pub fn platform_of_host(host: &str) -> Option<&'static str> {
    SHARED_DOMAINS.into_iter().find(|domain| {
        host.strip_suffix(domain)
            .and_then(|start| start.strip_suffix('.'))
            .is_some_and(|label| !label.is_empty() && label != "www")
    })
}

/// The platform that an answer shows its host to be on: by its header fields or by the reader that knew the
/// shape of its body.
pub fn platform_of_answer(response: &Response, adapter: &str) -> Option<&'static str> {
    let by_header = SHARED_HEADERS.into_iter().find(|(name, part, _)| {
        response.header(name).is_some_and(|value| value.to_ascii_lowercase().contains(part))
    });
    let by_shape = || {
        SHARED_ADAPTERS
            .into_iter()
            .find(|(name, _)| adapter.strip_prefix(name).is_some_and(|rest| !starts_with_letter(rest)))
            .map(|(_, platform)| platform)
    };
    by_header.map(|(_, _, platform)| platform).or_else(by_shape)
}

fn starts_with_letter(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customers_share_the_platform_and_its_own_site_stands_alone() {
        assert_eq!(platform_of_host("acme.statuspage.io"), Some("statuspage.io"));
        assert_eq!(platform_of_host("a.b.github.io"), Some("github.io"));
        for host in ["statuspage.io", "www.statuspage.io", "notstatuspage.io", "status.acme.example", ""] {
            assert_eq!(platform_of_host(host), None, "{host}");
        }
    }

    #[test]
    fn an_answer_shows_its_platform_by_header_or_shape() {
        let answer = |name: &str, value: &str| Response {
            status: 200,
            version: "HTTP/1.1".to_owned(),
            headers: vec![(name.to_owned(), value.as_bytes().to_vec())],
            body: bytes::Bytes::new(),
            truncated: None,
        };
        assert_eq!(platform_of_answer(&answer("X-Tumblr-User", "acme"), "rss"), Some("tumblr.com"));
        assert_eq!(platform_of_answer(&answer("Server", "nginx"), "statuspage-api"), Some("statuspage.io"));
        assert_eq!(platform_of_answer(&answer("Server", "nginx"), "statuspagers"), None);
        assert_eq!(platform_of_answer(&answer("X-Powered-By", "PHP"), "article"), None);
    }
}
