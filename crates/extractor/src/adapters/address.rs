//! Addresses as an extraction states them: absolute, http or https, without fragment.

use model::{Link, LinkRel};
use url::Url;

/// No document leads to more addresses than this.
pub(super) const LINK_LIMIT: usize = 50_000;
/// An address longer than this is no address.
pub(super) const LENGTH_LIMIT: usize = 4096;

/// The address of a document: `text` against `base`, without fragment; `None` where it is empty or leads
/// to no page on the web.
pub(super) fn absolute(base: &Url, text: &str) -> Option<Url> {
    let mut url = reference(base, text)?;
    url.set_fragment(None);
    Some(url)
}

/// [`absolute`], with its fragment: what a feed says of an entry, several of which may be on one page.
pub(super) fn reference(base: &Url, text: &str) -> Option<Url> {
    let text = text.trim();
    if text.is_empty() || text.len() > LENGTH_LIMIT {
        return None;
    }
    let url = base.join(text).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// An address that is written in full.
pub(super) fn complete(text: &str) -> Option<Url> {
    let text = text.trim();
    let url = Url::parse(text).ok().filter(|_| text.len() <= LENGTH_LIMIT)?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// Collects links in the order found, each once.
pub(super) struct Links {
    found: Vec<Link>,
    known: std::collections::HashSet<String>,
    limit: usize,
}

impl Links {
    /// A collection of at most `limit` links.
    pub fn new(limit: usize) -> Self {
        Self { found: Vec::new(), known: std::collections::HashSet::new(), limit }
    }

    /// Adds an address, unless it is known or the limit is reached.
    pub fn add(&mut self, url: &str, rel: LinkRel) {
        let url = url.split('#').next().unwrap_or(url);
        if !url.is_empty() && self.found.len() < self.limit && self.known.insert(url.to_owned()) {
            self.found.push(Link { url: url.to_owned(), rel });
        }
    }

    /// The links.
    pub fn finish(self) -> Vec<Link> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_absolute_on_the_web_and_without_fragment() {
        let base = Url::parse("https://example.com/blog/").unwrap();
        let read = |text| absolute(&base, text).map(String::from);
        assert_eq!(read(" a?b=1#c ").as_deref(), Some("https://example.com/blog/a?b=1"));
        assert_eq!(read("//cdn.example.com/x").as_deref(), Some("https://cdn.example.com/x"));
        for text in ["", "mailto:a@example.com", "javascript:void(0)", "data:,x", "https://[bad"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
