//! What a page offers to those who want to follow its owner: feeds by autodiscovery, and links that by their
//! words or their addresses lead to a blog, a newsroom, advisories, a status page or a disclosure policy.
//!
//! It proposes and claims nothing: what stands there is known when it was read.

use scraper::Html;
use url::Url;

use super::address::absolute;
use super::fragment::{element_words, fold};
use super::select::{all, is_page};
use crate::document::Document;

/// A page offers at most so many addresses of each kind.
const EACH: usize = 5;

/// What an address that a page offers may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfferKind {
    /// A feed, named by `<link rel=alternate>` or linked as one.
    Feed,
    /// A blog.
    Blog,
    /// Press releases or news.
    Newsroom,
    /// Security advisories or bulletins.
    Advisories,
    /// A status page.
    Status,
    /// How to report a vulnerability.
    Policy,
}

/// An address that a page offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Where it leads.
    pub url: Url,
    /// What it may be.
    pub kind: OfferKind,
    /// The words of the link, or the title of the feed; empty where there are none.
    pub words: String,
}

/// What one page offers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    /// The name of the site, as it gives it (`og:site_name`).
    pub site_name: Option<String>,
    /// The addresses; those of one kind with the shortest first, since an index is above its posts.
    pub offers: Vec<Offer>,
}

/// Words that a link to such a page consists of, and the names of folders and hosts.
const WORDS: [(OfferKind, &[&str], &[&str]); 5] = [
    (
        OfferKind::Advisories,
        &["security advisories", "security bulletins", "security bulletin", "advisories", "security notices"],
        &["advisories", "security-advisories", "security-bulletins", "security-bulletin", "psirt"],
    ),
    (
        OfferKind::Policy,
        &[
            "responsible disclosure",
            "vulnerability disclosure",
            "vulnerability disclosure policy",
            "report a vulnerability",
            "bug bounty",
        ],
        &["responsible-disclosure", "vulnerability-disclosure", "bug-bounty", "whitehat"],
    ),
    (
        OfferKind::Status,
        &["status", "system status", "service status", "status page", "network status", "platform status"],
        &["status"],
    ),
    (OfferKind::Blog, &["blog", "engineering blog", "our blog", "tech blog", "security blog"], &["blog"]),
    (
        OfferKind::Newsroom,
        &["newsroom", "press", "press releases", "news", "news room", "press room"],
        &["newsroom", "news", "press", "press-releases"],
    ),
];

/// What the page offers; nothing where the document is no page.
pub fn offers(document: &Document<'_>) -> Offers {
    let mut found = Offers::default();
    if !is_page(document) {
        return found;
    }
    let Some(html) = document.html() else { return found };
    let base = base(html, document.url());
    found.site_name = all(html, "meta[property='og:site_name'][content]")
        .first()
        .and_then(|meta| meta.attr("content"))
        .map(fold)
        .filter(|name| !name.is_empty() && name.chars().count() <= 80);
    let mut offers: Vec<Offer> = feeds(html, &base).chain(anchors(html, &base)).collect();
    offers.sort_by_key(|offer| (offer.kind, offer.url.path().len(), offer.url.as_str().len()));
    for offer in offers {
        let known = offer.url == *document.url() || found.offers.iter().any(|it| it.url == offer.url);
        let count = found.offers.iter().filter(|it| it.kind == offer.kind).count();
        if !known && count < EACH {
            found.offers.push(offer);
        }
    }
    found
}

fn base(html: &Html, url: &Url) -> Url {
    let stated = all(html, "base[href]");
    stated.first().and_then(|base| absolute(url, base.attr("href")?)).unwrap_or_else(|| url.clone())
}

fn feeds<'a>(html: &'a Html, base: &'a Url) -> impl Iterator<Item = Offer> + 'a {
    all(html, "link[rel~=alternate][type][href]").into_iter().filter_map(|link| {
        let kind = link.attr("type")?.to_ascii_lowercase();
        if !["rss+xml", "atom+xml", "feed+json"].iter().any(|known| kind.contains(known)) {
            return None;
        }
        let url = absolute(base, link.attr("href")?)?;
        let words = fold(link.attr("title").unwrap_or_default());
        let comments = url.path().contains("comments") || words.to_lowercase().contains("comments");
        (!comments).then_some(Offer { url, kind: OfferKind::Feed, words })
    })
}

fn anchors<'a>(html: &'a Html, base: &'a Url) -> impl Iterator<Item = Offer> + 'a {
    all(html, "a[href]").into_iter().filter_map(|anchor| {
        let url = absolute(base, anchor.attr("href")?)?;
        let words = fold(&element_words(anchor));
        let kind = kind_of(&words.to_lowercase(), &url)?;
        Some(Offer { url, kind, words })
    })
}

/// What a link leads to: its words are one of the names, or its address is the top of such a folder or host.
fn kind_of(words: &str, url: &Url) -> Option<OfferKind> {
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    let label = host.split('.').next().unwrap_or_default();
    let path = url.path().trim_matches('/').to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    let feed = ["feed", "rss", "atom.xml", "rss.xml", "feed.xml", "index.xml", "feed.json"].contains(&last);
    if feed && (words.is_empty() || words.contains("rss") || words.contains("feed") || words.contains("atom"))
    {
        return Some(OfferKind::Feed);
    }
    let top = path.is_empty();
    let kind = WORDS.iter().find(|(kind, names, folders)| {
        let named = names.contains(&words);
        let folder = path.matches('/').count() <= 1 && folders.contains(&last);
        let own_host =
            top && (folders.contains(&label) || (*kind == OfferKind::Status && host.contains("status")));
        named || folder || own_host
    });
    kind.map(|(kind, ..)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Input;

    fn read(body: &str) -> Offers {
        let url = Url::parse("https://www.example.com/").unwrap();
        let input = Input {
            url: &url,
            content_type: Some("text/html"),
            content_encoding: None,
            last_modified: None,
            body: body.as_bytes(),
            fetched_at: None,
            role: None,
            source: None,
            link_selector: None,
        };
        offers(&Document::decode(input))
    }

    fn kinds(body: &str) -> Vec<(OfferKind, String)> {
        read(body).offers.into_iter().map(|offer| (offer.kind, offer.url.into())).collect()
    }

    #[test]
    fn a_home_page_offers_what_its_words_and_addresses_say() {
        let page = r##"<html><head><meta property="og:site_name" content=" Example  Cloud ">
            <link rel="alternate" type="application/rss+xml" title="Blog" href="/blog/feed">
            <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
            <link rel="alternate" hreflang="de" href="/de/"></head><body>
            <a href="/blog/2014/04/one">A post</a><a href="/blog/">Blog</a><a href="/company/press">For the press</a>
            <a href="https://status.example.net/">Is it up?</a><a href="https://example-status.com">Uptime</a>
            <a href="/trust/x">Security Advisories</a><a href="/legal/y">Responsible disclosure</a><a href="#top">Status</a>
            <a href="mailto:a@example.com">News</a></body></html>"##;
        assert_eq!(read(page).site_name.as_deref(), Some("Example Cloud"));
        let expected = [
            (OfferKind::Feed, "https://www.example.com/blog/feed"),
            (OfferKind::Blog, "https://www.example.com/blog/"),
            (OfferKind::Newsroom, "https://www.example.com/company/press"),
            (OfferKind::Advisories, "https://www.example.com/trust/x"),
            (OfferKind::Status, "https://status.example.net/"),
            (OfferKind::Status, "https://example-status.com/"),
            (OfferKind::Policy, "https://www.example.com/legal/y"),
        ];
        let expected: Vec<_> = expected.map(|(kind, url)| (kind, url.to_owned())).into();
        assert_eq!(kinds(page), expected);
    }

    #[test]
    fn what_is_no_page_offers_nothing() {
        assert_eq!(read("{\"a\": 1}"), Offers::default());
        assert_eq!(kinds("<html><a href='/products/press-brakes'>Press brakes</a></html>"), []);
    }

    #[test]
    fn a_page_of_a_thousand_links_offers_a_few() {
        let page = (0..1000).map(|n| format!("<a href='/{n}/blog'>Blog</a>")).collect::<String>();
        assert_eq!(kinds(&format!("<html>{page}</html>")).len(), EACH);
    }
}
