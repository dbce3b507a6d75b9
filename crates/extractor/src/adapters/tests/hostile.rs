//! Documents made to break their readers: cut, changed, nested, swollen. Nothing panics, and the time grows with
//! the length and no faster.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::reading::{Given, at};

const RSS: &str = r#"<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY word "a word">]>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>T &amp; &word;</title><link>https://example.com/</link><!-- a comment -->
<item><title><![CDATA[One <b>post</b>]]></title><link>/a?b=1&amp;c=2</link><guid isPermaLink="false">é1</guid>
<pubDate>Tue, 08 Apr 2014 14:32:00 -0700</pubDate><dc:creator>ada@example.com (Ada)</dc:creator>
<content:encoded>&lt;p&gt;Long.&lt;/p&gt;</content:encoded></item></channel></rss>"#;
const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/b/" xml:lang="en"><id>urn:1</id>
<entry><title type="html">A &amp;amp; b</title><link rel="alternate" href="one"/><id>urn:2</id>
<updated>2014-04-08T10:00:00Z</updated><author><name>Ada</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi<br/>you</p></div></content></entry></feed>"#;
const JSON: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","url":"/a",
"content_html":"<p>x</p>","date_published":"2014-04-08T14:32:00Z","authors":[{"name":"Ada"}]}]}"#;
const SITEMAP: &str = r#"<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://example.com/a?b=1&amp;c=2</loc><lastmod>2014-04-08</lastmod></url></urlset>"#;
const LISTING: &str = r#"<!DOCTYPE html><html><head><base href="/blog/"><link rel=alternate type="application/rss+xml" href="f">
</head><body><main><h2><a href="one-new-post">One</a></h2><a rel=next href="?page=2">Older posts</a></main></body></html>"#;
const KINDS: [&str; 5] = [RSS, ATOM, JSON, SITEMAP, LISTING];

fn read(body: &[u8]) {
    let given = Given { body, ..at("https://example.com/blog/", "") };
    for entry in given.read().entries {
        let whole = |link: String| url::Url::parse(&link).is_ok();
        assert!(entry.link.is_none_or(whole), "an address of an entry is whole");
    }
}

#[test]
fn a_document_that_is_cut_anywhere_is_read() {
    for document in KINDS {
        for end in 0..document.len() {
            read(&document.as_bytes()[..end]);
        }
    }
}

proptest! {
    #[test]
    fn a_document_with_changed_bytes_is_read(
        kind in prop::sample::select(KINDS.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut body = kind.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(body.len());
            body[at] = byte;
        }
        read(&body);
    }

    #[test]
    fn a_document_with_parts_repeated_or_left_out_is_read(
        kind in prop::sample::select(KINDS.to_vec()),
        from in any::<prop::sample::Index>(),
        length in 0_usize..300,
        times in 0_usize..5,
    ) {
        let body = kind.as_bytes();
        let from = from.index(body.len());
        let to = (from + length).min(body.len());
        read(&[&body[..from], &body[from..to].repeat(times), &body[to..]].concat());
    }
}

/// The shortest of three readings.
#[expect(clippy::disallowed_methods, reason = "a test measures the reader; no fact depends on it")]
fn taken(document: &str) -> Duration {
    let once = || {
        let begun = Instant::now();
        read(document.as_bytes());
        begun.elapsed()
    };
    [once(), once(), once()].into_iter().min().unwrap()
}

/// How much longer the longer document is.
const LONGER: usize = 32;
/// How many times the time it may take: far above what a busy machine adds to a linear reader, far below the 1024 of a
/// quadratic one.
const SLOWER: u32 = 256;

#[test]
fn the_time_grows_with_the_length_and_no_faster() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaaaaaaaa'>]><rss><channel><item><title>";
    let deep = format!("<rss><channel><item>{}", "<d>".repeat(300));
    let bound: String = (0..300).map(|n| format!(" xmlns:n{n}='urn:{n}'")).collect();
    let base = format!("<rss xml:base='https://example.com/{}/'><channel>", "b".repeat(3000));
    let shapes: [(&str, String, &str); 12] = [
        ("entries", "<rss><channel>".into(), "<item><title>a</title><link>/b</link></item>"),
        ("open tags", "<rss><channel><item>".into(), "<a><b>"),
        ("end tags of nothing", deep.clone(), "</x>"),
        ("dropped tags that never end", deep, "<e></f>"),
        ("references", bomb.into(), "&a;&amp;&x;"),
        ("brackets", "<rss><channel><item><title>".into(), "< "),
        ("prefixes", format!("<rss{bound}><channel>"), "<n:a/>"),
        ("attributes", "<rss><channel><item ".into(), "a='1' "),
        ("a long base", base, "<item xml:base='c/'><link>d</link></item>"),
        ("authors", "<rss><channel><item>".into(), "<author>a@example.com (b)</author>"),
        ("addresses", "<urlset>".into(), "<url><loc>https://example.com/a</loc></url>"),
        ("lines", "https://example.com/a\n".into(), "https://example.com/a\n"),
    ];
    for (name, start, piece) in shapes {
        let of = |times: usize| taken(&format!("{start}{}", piece.repeat(times)));
        // A machine that is busy with other work for a while is asked again.
        let mut tries = (0..3).map(|_| (of(250), of(250 * LONGER)));
        let is_linear = tries.any(|(small, large)| large < small.max(Duration::from_micros(200)) * SLOWER);
        assert!(is_linear, "{name}: {LONGER} times as much took more than {SLOWER} times as long, thrice");
    }
}
