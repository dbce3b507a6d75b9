//! What feeds say of themselves, and the words that they borrow from other vocabularies.

use model::LinkRel;

use super::reading::{at, leads, time};

#[test]
fn a_channel_says_what_it_is_who_edits_it_and_when_it_changed() {
    let feed = r#"<rss version="2.0"><channel><title>House &amp;amp; garden</title>
        <link>https://example.com/</link><description>All &lt;b&gt;news&lt;/b&gt;</description>
        <managingEditor>ada@example.com (Ada L.)</managingEditor><language>en-gb</language>
        <lastBuildDate>Tue, 08 Apr 2014 10:00:00 GMT</lastBuildDate></channel></rss>"#;
    let head = at("https://example.com/feed", feed).read().feed.unwrap();
    assert_eq!(head.title.as_deref(), Some("House & garden"));
    assert_eq!(head.subtitle.as_deref(), Some("All <b>news</b>"));
    assert_eq!(head.link.as_deref(), Some("https://example.com/"));
    assert_eq!(head.language.as_deref(), Some("en"));
    assert_eq!(time(head.updated.as_ref()), "2014-04-08T10:00:00Z");
    assert_eq!(head.authors[0].name.as_deref(), Some("Ada L."));
}

#[test]
fn atom_and_json_say_the_same_of_themselves() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="html">A &amp;amp; b</title>
        <subtitle>news</subtitle><id>urn:x</id><link href="https://example.com/"/>
        <updated>2014-04-08T10:00:00Z</updated></feed>"#;
    let json = r#"{"version":"https://jsonfeed.org/version/1","title":"A &amp; b","description":"news",
        "home_page_url":"https://example.com/","feed_url":"urn:x","language":"de","items":[]}"#;
    for text in [atom, json] {
        let head = at("https://example.com/feed", text).read().feed.unwrap();
        assert_eq!(head.title.as_deref(), Some("A & b"));
        assert_eq!(head.subtitle.as_deref(), Some("news"));
        assert_eq!(head.link.as_deref(), Some("https://example.com/"));
        assert_eq!((head.id.as_deref(), head.language.as_deref()), (Some("urn:x"), Some("de")));
    }
}

#[test]
fn a_podcast_and_a_gallery_are_read_by_their_own_words() {
    let feed = r#"<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/">
        <channel><itunes:owner><itunes:name>Ada</itunes:name><itunes:email>ada@example.com</itunes:email></itunes:owner>
        <item><itunes:author>Grace</itunes:author><itunes:summary>Spoken.</itunes:summary></item>
        <item><media:group><media:title>A picture</media:title><media:description>Seen.</media:description></media:group></item>
        </channel></rss>"#;
    let read = at("https://example.com/feed", feed).read();
    assert_eq!(read.feed.unwrap().authors[0].email.as_deref(), Some("ada@example.com"));
    assert_eq!(read.entries[0].authors[0].name.as_deref(), Some("Grace"));
    assert_eq!(read.entries[0].summary.as_deref(), Some("Spoken."));
    assert_eq!(read.entries[1].title.as_deref(), Some("A picture"));
    assert_eq!(read.entries[1].summary.as_deref(), Some("Seen."));
}

#[test]
fn the_one_date_of_dublin_core_serves_for_both_and_a_stated_change_beats_it() {
    let feed = r#"<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><channel>
        <item><dc:date>2014-04-08T10:00:00Z</dc:date></item>
        <item><dc:date>2014-04-08T10:00:00Z</dc:date><dcterms:modified>2014-04-09T10:00:00Z</dcterms:modified></item>
        </channel></rss>"#;
    let read = at("https://example.com/feed", feed).read();
    let times = read.entries.iter().map(|it| (time(it.published.as_ref()), time(it.updated.as_ref())));
    let (first, second) = ("2014-04-08T10:00:00Z".to_owned(), "2014-04-09T10:00:00Z".to_owned());
    assert_eq!(times.collect::<Vec<_>>(), [(first.clone(), first.clone()), (first, second)]);
}

#[test]
fn an_address_that_is_not_whole_is_one_of_the_site_unless_the_feed_says_of_what() {
    let rss =
        "<rss><channel><link>https://example.com/</link><item><link>posts/a</link></item></channel></rss>";
    let read = at("https://feeds.example.net/x/feed", rss).read();
    assert_eq!(leads(&read.links, LinkRel::Post), ["https://example.com/posts/a"]);
    let based = rss.replace("<rss>", "<rss xml:base='https://example.org/b/'>");
    let read = at("https://feeds.example.net/x/feed", &based).read();
    assert_eq!(leads(&read.links, LinkRel::Post), ["https://example.org/b/posts/a"]);
    let bare = "<rss><channel><item><link>posts/a</link></item></channel></rss>";
    let read = at("https://feeds.example.net/x/feed", bare).read();
    assert_eq!(leads(&read.links, LinkRel::Post), ["https://feeds.example.net/x/posts/a"]);
}

#[test]
fn the_forms_before_and_beside_rss_are_read() {
    let cdf = r#"<CHANNEL HREF="https://example.com/"><ABSTRACT>About</ABSTRACT><TITLE>T</TITLE>
        <ITEM HREF="https://example.com/a" LASTMOD="2014-04-08T10:00:00Z"><TITLE>A</TITLE><ABSTRACT>x</ABSTRACT></ITEM></CHANNEL>"#;
    let read = at("https://example.com/channel.cdf", cdf).read();
    assert_eq!(read.feed.unwrap().subtitle.as_deref(), Some("About"));
    let entry = &read.entries[0];
    assert_eq!((entry.title.as_deref(), entry.summary.as_deref()), (Some("A"), Some("x")));
    assert_eq!(entry.link.as_deref(), Some("https://example.com/a"));
    assert_eq!(time(entry.updated.as_ref()), "2014-04-08T10:00:00Z");
    let listed = r#"<Channel xmlns="http://purl.org/net/rss1.1#"><title>T</title><items><item><title>A</title></item></items></Channel>"#;
    assert_eq!(at("https://example.com/rss11", listed).read().entries.len(), 1);
}

#[test]
fn the_later_of_two_times_of_one_name_corrects_the_earlier() {
    let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom"><entry><updated>2014-04-07T10:00:00Z</updated>
        <updated>2014-04-08T10:00:00Z</updated></entry></feed>"#;
    let read = at("https://example.com/feed", feed).read();
    assert_eq!(time(read.entries[0].updated.as_ref()), "2014-04-08T10:00:00Z");
}

#[test]
fn the_id_of_an_entry_stays_as_it_is_but_for_a_bare_path() {
    let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>HTTP://Example.com/%7ea</id></entry>
        <entry><id>/a</id></entry><entry><id>a-1</id></entry></feed>"#;
    let read = at("https://example.com/feed", feed).read();
    let ids: Vec<_> = read.entries.iter().map(|entry| entry.id.as_deref().unwrap()).collect();
    assert_eq!(ids, ["HTTP://Example.com/%7ea", "https://example.com/a", "a-1"]);
}

#[test]
fn a_wordpress_feed_has_older_pages_that_it_does_not_link_to() {
    let feed = "<rss><channel><generator>https://wordpress.org/?v=3.8</generator></channel></rss>";
    let paged = |url| at(url, feed).read().feed.unwrap().paged;
    assert_eq!(paged("https://example.com/feed/").as_deref(), Some("https://example.com/feed/?paged=2"));
    let second = paged("https://example.com/?feed=rss2&paged=2");
    assert_eq!(second.as_deref(), Some("https://example.com/?feed=rss2&paged=3"));
    let other = at("https://example.com/feed/", "<rss><channel><generator>Ghost</generator></channel></rss>");
    assert_eq!(other.read().feed.unwrap().paged, None);
}
