use model::{DocumentKind, LinkRel};

use super::reading::{at, leads, notes, time};

#[test]
fn rss_tells_title_link_times_authors_and_both_texts() {
    let feed = r#"<?xml version="1.0"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>House blog</title><link>https://example.com/blog</link>
        <item><title>&lt;b&gt;OpenSSL&lt;/b&gt; &amp;amp; us</title><link> /blog/openssl </link>
          <guid isPermaLink="false">42</guid><pubDate>Tue, 08 Apr 2014 14:32:00 -0700</pubDate>
          <dc:creator>Ada L.</dc:creator><author>grace@example.com (Grace H.)</author>
          <description>Short.</description><content:encoded><![CDATA[<p>Long &amp; whole.</p>]]></content:encoded></item>
        </channel></rss>"#;
    let read = at("https://example.com/feed.xml", feed).read();
    assert_eq!((read.adapter.as_str(), read.kind), ("feed", DocumentKind::Feed));
    let entry = &read.entries[0];
    assert_eq!(entry.title.as_deref(), Some("OpenSSL & us"));
    assert_eq!(entry.link.as_deref(), Some("https://example.com/blog/openssl"));
    assert_eq!(entry.id.as_deref(), Some("42"));
    assert_eq!(entry.summary.as_deref(), Some("Short."));
    assert_eq!(entry.content.as_deref(), Some("<p>Long &amp; whole.</p>"));
    let published = entry.published.as_ref().unwrap();
    assert_eq!(time(Some(published)), "2014-04-08T21:32:00Z");
    assert_eq!(published.raw, "Tue, 08 Apr 2014 14:32:00 -0700");
    assert_eq!(published.offset_iso().as_deref(), Some("-07:00"));
    let names: Vec<_> = entry.authors.iter().map(|author| author.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["Grace H.", "Ada L."]);
    assert_eq!(entry.authors[0].email.as_deref(), Some("grace@example.com"));
    assert_eq!(leads(&read.links, LinkRel::Post), ["https://example.com/blog/openssl"]);
}

#[test]
fn atom_resolves_against_its_base_and_inherits_its_authors() {
    let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/news/">
        <author><name>The team</name></author><link rel="next" href="?page=2"/>
        <entry><id>urn:1</id><title type="html">A &amp;lt;b&amp;gt; c</title><link href="one"/>
          <published>2014-04-08T10:00:00+02:00</published><updated>2014-04-09T10:00:00Z</updated>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi<br/>you</p></div></content></entry>
        <entry><id>urn:2</id><title>Two</title><link rel="alternate" href="two#top"/>
          <author><name>Ada</name><email>ada@example.org</email></author></entry></feed>"#;
    let read = at("https://example.org/atom", feed).read();
    let [one, two] = &read.entries[..] else { panic!("two entries") };
    assert_eq!(one.title.as_deref(), Some("A <b> c"));
    assert_eq!(one.link.as_deref(), Some("https://example.org/news/one"));
    assert_eq!(one.authors[0].name.as_deref(), Some("The team"));
    assert_eq!(one.published.as_ref().unwrap().offset_s, Some(7200));
    assert_eq!(time(one.updated.as_ref()), "2014-04-09T10:00:00Z");
    assert_eq!(one.content.as_deref(), Some("<p>Hi<br />you</p>"));
    assert_eq!(two.authors[0].email.as_deref(), Some("ada@example.org"));
    let posts = leads(&read.links, LinkRel::Post);
    assert_eq!(posts, ["https://example.org/news/one", "https://example.org/news/two"], "without fragment");
    assert_eq!(leads(&read.links, LinkRel::Page), ["https://example.org/news/?page=2"]);
}

#[test]
fn rdf_has_its_items_beside_the_channel() {
    let feed = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>T</title></channel>
        <item rdf:about="https://example.com/a"><title>A</title><link>https://example.com/a</link>
        <dc:date>2014-04-08</dc:date></item></rdf:RDF>"#;
    let read = at("https://example.com/rdf", feed).read();
    assert_eq!(time(read.entries[0].published.as_ref()), "2014-04-08");
    assert_eq!(read.entries[0].id.as_deref(), Some("https://example.com/a"));
}

#[test]
fn json_feed_is_read_in_both_versions() {
    let feed = r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","authors":[{"name":"Ada"}],
        "next_url":"https://example.com/2.json","items":[{"id":7,"url":"https://example.com/a","title":"A",
        "content_html":"<p>x</p>","date_published":"2014-04-08T14:32:00Z"},
        {"id":"https://example.com/b","author":{"name":"Grace"},"content_text":"y"}]}"#;
    let read = at("https://example.com/feed.json", feed).read();
    let [a, b] = &read.entries[..] else { panic!("two items") };
    assert_eq!((a.id.as_deref(), a.authors[0].name.as_deref()), (Some("7"), Some("Ada")));
    assert_eq!(
        (b.link.as_deref(), b.authors[0].name.as_deref()),
        (Some("https://example.com/b"), Some("Grace"))
    );
    assert_eq!(leads(&read.links, LinkRel::Page), ["https://example.com/2.json"]);
}

#[test]
fn a_feed_that_is_not_well_formed_is_repaired_and_says_so() {
    let feed = "<rss><channel><item><title>Q&A caf&eacute; &nosuch; x < y</title>\
        <link>https://example.com/?a=1&b=2</link><description>one</item>\
        <item><title>Two</title></wrong></item></channel></rss>";
    let read = at("https://example.com/feed", feed).read();
    assert_eq!(read.entries.len(), 2);
    assert_eq!(read.entries[0].title.as_deref(), Some("Q&A café &nosuch; x < y"));
    assert_eq!(read.entries[0].link.as_deref(), Some("https://example.com/?a=1&b=2"));
    assert_eq!(read.entries[1].title.as_deref(), Some("Two"));
    assert_eq!(notes(&read), ["xml-repaired"]);
}

#[test]
fn a_feed_that_ends_too_early_keeps_the_entries_before_that() {
    let feed = "<rss><channel><item><title>One</title></item><item><title>Two</title><link>https://exa";
    let read = at("https://example.com/feed", feed).read();
    assert_eq!(read.entries[0].title.as_deref(), Some("One"));
    assert_eq!(notes(&read), ["feed-cut"]);
}

#[test]
fn entities_do_not_grow_and_no_file_is_read() {
    let feed = "<!DOCTYPE rss [<!ENTITY a 'word'><!ENTITY b '&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>\
        <rss><channel><item><title>&a; &b; &c;</title></item></channel></rss>";
    let read = at("https://example.com/feed", feed).read();
    assert_eq!(read.entries[0].title.as_deref(), Some("word &b; &c;"));
}

#[test]
fn feedburner_leads_to_the_post_itself() {
    let feed = r#"<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item>
        <link>http://feedproxy.example.net/~r/x</link>
        <feedburner:origLink>https://example.com/post</feedburner:origLink></item></channel></rss>"#;
    let read = at("https://feeds.example.net/x", feed).read();
    assert_eq!(read.entries[0].link.as_deref(), Some("https://example.com/post"));
    assert_eq!(leads(&read.links, LinkRel::Post), ["https://example.com/post"]);
}
