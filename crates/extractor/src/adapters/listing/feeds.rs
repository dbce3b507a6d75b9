//! The feeds that a page names (feed autodiscovery).

use scraper::{ElementRef, Html};
use url::Url;

use crate::adapters::address::absolute;
use crate::adapters::fragment::element_words;
use crate::adapters::select::all;

/// Media types of feeds; `text/xml` and `application/json` are feeds only where the relation says so.
const TYPES: [&str; 5] = ["rss+xml", "atom+xml", "rdf+xml", "feed+json", "application/json+feed"];

/// The addresses of the first `most` feeds, best first: what the head states as an alternate or as a feed, then links in the
/// page that say so by their type. Feeds of comments, and of oEmbed and the like, are none of the posts.
pub(super) fn feeds(html: &Html, base: &Url, most: usize) -> Vec<Url> {
    let stated = all(html, "link[href][rel]").into_iter().filter(is_feed);
    let linked = all(html, "a[href][type], a[href][rel~=feed]").into_iter().filter(is_feed);
    let mut found: Vec<Url> = Vec::new();
    for element in stated.chain(linked) {
        let Some(url) = element.attr("href").and_then(|href| absolute(base, href)) else { continue };
        if !is_of_comments(&element, &url) && !found.contains(&url) {
            found.push(url);
        }
        if found.len() >= most {
            break;
        }
    }
    found
}

fn is_feed(element: &ElementRef<'_>) -> bool {
    let kind = element.attr("type").unwrap_or_default().trim().to_ascii_lowercase();
    let relations = element.attr("rel").unwrap_or_default().to_ascii_lowercase();
    let related = |name: &str| relations.split_ascii_whitespace().any(|relation| relation == name);
    let typed = TYPES.iter().any(|known| kind.contains(known));
    let loosely =
        kind.is_empty() || ["text/xml", "application/xml", "application/json"].contains(&kind.as_str());
    match element.value().name() {
        "a" => typed || (related("feed") && loosely),
        _ => (related("alternate") && typed) || (related("feed") && (typed || loosely)),
    }
}

fn is_of_comments(element: &ElementRef<'_>, url: &Url) -> bool {
    let said =
        format!("{} {}", element.attr("title").unwrap_or_default(), element_words(*element)).to_lowercase();
    url.path().to_ascii_lowercase().contains("comments")
        || said.contains("comments feed")
        || said.contains("kommentar")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(markup: &str) -> Vec<String> {
        let base = Url::parse("https://example.org/blog/").unwrap();
        feeds(&Html::parse_document(markup), &base, 10).into_iter().map(String::from).collect()
    }

    #[test]
    fn feeds_are_found_by_relation_and_type() {
        for (markup, url) in [
            ("<link rel=alternate type=application/rss+xml href=feed>", "https://example.org/blog/feed"),
            (
                "<link rel='ALTERNATE home' type='Application/Atom+XML; charset=utf-8' href='/a'>",
                "https://example.org/a",
            ),
            ("<link rel=feed href='//f.example.org/x'>", "https://f.example.org/x"),
            (
                "<link rel='alternate' type='application/feed+json' href='?f=json'>",
                "https://example.org/blog/?f=json",
            ),
            ("<a type='application/rss+xml' href='rss.xml'>RSS</a>", "https://example.org/blog/rss.xml"),
        ] {
            assert_eq!(found(markup), [url], "{markup}");
        }
    }

    #[test]
    fn no_more_are_gathered_than_are_wanted() {
        let many: String = (0..1000).map(|n| format!("<link rel=feed href=/{n}>")).collect();
        assert_eq!(found(&many).len(), 10);
    }

    #[test]
    fn other_alternates_and_the_feeds_of_comments_are_none() {
        for markup in [
            "<link rel=alternate hreflang=de href=/de>",
            "<link rel=alternate type=application/json+oembed href=/oembed>",
            "<link rel=alternate type=application/rss+xml title='House &raquo; Comments Feed' href=/c/feed>",
            "<link rel=alternate type=application/rss+xml href=/comments/feed>",
            "<link rel=stylesheet type=application/rss+xml href=/x>",
            "<a href=/feed>RSS</a>",
            "<link rel=alternate type=application/rss+xml href='javascript:x'>",
        ] {
            assert_eq!(found(markup), Vec::<String>::new(), "{markup}");
        }
    }
}
