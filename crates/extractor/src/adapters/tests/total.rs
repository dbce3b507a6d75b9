//! Whatever the bytes: an extraction, with addresses on the web only and spans inside the text.

use model::{Role, SourceKind};
use proptest::prelude::*;

use super::reading::{Given, at};

/// Pieces that the shapes are made of, so that random text comes near them.
const PIECES: [&str; 44] = [
    "<rss>",
    "<channel>",
    "<item>",
    "</item>",
    "</channel>",
    "</rss>",
    "<title>",
    "</title>",
    "<link>",
    "</link>",
    "<feed xmlns='http://www.w3.org/2005/Atom'>",
    "<entry>",
    "</entry>",
    "<content type='html'>",
    "</content>",
    "&lt;p&gt;&lt;small&gt;Jan 1, 09:09 PST&lt;/small&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - x&lt;/p&gt;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml version='1.0'?>",
    "<!DOCTYPE x [",
    "&",
    "&amp;",
    "&#x0;",
    "&#xD800;",
    "<urlset>",
    "<url>",
    "<loc>",
    "https://example.com/a",
    "</loc>",
    "\u{feff}",
    "\0",
    "é",
    "😀",
    "{\"page\":{},",
    "\"incidents\":[{\"id\":\"x\",\"incident_updates\":[{\"id\":\"y\"}]}]}",
    "<!DOCTYPE html><html>",
    "Powered by Statuspage",
    "<div class='update-row'>",
    "<div class='incident-container'><div class='incident-title'><a href='/i'>",
    "<script>self.__next_f.push([1,\"incident-io \\\"incidents\\\":[{\\\"id\\\":\\\"z\\\"}]\"])</script>",
    "Contact: x\nExpires: y\n",
    " - ",
];

fn check(given: &Given<'_>) {
    let read = given.read();
    let links = read.links.iter().map(|link| link.url.as_str());
    for url in links {
        let parsed = url::Url::parse(url).unwrap();
        assert!(matches!(parsed.scheme(), "http" | "https") && parsed.fragment().is_none(), "{url}");
    }
    for post in &read.posts {
        let mut keys: Vec<_> = post.updates.iter().map(|update| &update.key).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), post.updates.len(), "each update has a key of its own");
    }
    assert_eq!(read, given.read(), "same bytes, same facts");
}

fn roles() -> impl Strategy<Value = (Option<SourceKind>, Option<Role>)> {
    let sources = prop::sample::select(SourceKind::ALL.to_vec());
    (
        prop::option::of(sources),
        prop::option::of(prop::sample::select(vec![Role::Robots, Role::Listing, Role::Post])),
    )
}

proptest! {
    #[test]
    fn any_bytes_are_read(body in prop::collection::vec(any::<u8>(), 0..400), (source, role) in roles()) {
        let given = Given { body: &body, source, role, ..at("https://example.com/x", "") };
        check(&given);
    }

    #[test]
    fn any_mixture_of_pieces_is_read(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40),
        cut in 0_usize..2000,
        (source, role) in roles(),
    ) {
        let text = pieces.concat();
        let body = text.as_bytes();
        let given = Given { body: body.get(..cut).unwrap_or(body), source, role, ..at("https://example.com/x", "") };
        check(&given);
    }
}

#[test]
fn elements_nested_without_end_are_read_in_time() {
    for piece in ["<a>", "<item>", "<rss><channel>", "<x:y xmlns:x='z'>"] {
        let text = format!("<rss><channel><item><title>One</title>{}", piece.repeat(100_000));
        let read = at("https://example.com/feed", &text).read();
        assert_eq!(read.entries[0].title.as_deref(), Some("One"));
    }
}

#[test]
fn a_text_of_brackets_only_is_read_in_time() {
    let text = format!("<rss><channel><item><title>One</title>{}", "< ".repeat(100_000));
    assert_eq!(at("https://example.com/feed", &text).read().entries.len(), 1);
}
