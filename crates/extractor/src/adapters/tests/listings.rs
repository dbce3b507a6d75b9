use model::{DocumentKind, LinkRel};

use super::reading::{at, leads, notes};

const PAGE: &str = "<!DOCTYPE html><html><head><title>Blog</title>\
    <link rel='alternate' type='application/rss+xml' href='/blog/feed/'>\
    <link rel='alternate' type='application/rss+xml' href='/blog/comments/feed/'></head><body>\
    <header><a href='/blog/not-a-real-post'>Logo</a></header><nav><a href='/blog/also-not-a-post'>Menu</a></nav>\
    <main><article><header><a href='/blog/heartbleed'><img src='x.png'></a><h2><a href='/blog/heartbleed#top'>Our answer</a></h2></header></article>\
    <article><a href='https://www.example.com/2014/04/openssl'>OpenSSL</a></article>\
    <a href='/blog/tag/open-ssl-bug'>openssl</a> <a href='https://other.example.org/blog/some-long-slug'>Other</a>\
    <a rel='next' href='/blog/page/2'>Older</a></main><footer><a href='/blog/terms-of-this-house'>Terms</a></footer></body></html>";

#[test]
fn a_listing_leads_to_its_feed_and_to_what_looks_like_a_post() {
    let read = at("https://example.com/blog", PAGE).read();
    assert_eq!((read.adapter.as_str(), read.kind), ("listing", DocumentKind::Listing));
    assert_eq!(leads(&read.links, LinkRel::Feed), ["https://example.com/blog/feed/"]);
    assert_eq!(leads(&read.links, LinkRel::Page), ["https://example.com/blog/page/2"]);
    let posts = leads(&read.links, LinkRel::Post);
    assert_eq!(posts, ["https://example.com/blog/heartbleed", "https://www.example.com/2014/04/openssl"]);
    assert_eq!(read.entries[0].title.as_deref(), Some("Our answer"));
}

#[test]
fn the_seed_may_say_where_the_posts_are() {
    let mut given = at("https://example.com/blog", PAGE);
    given.link_selector = Some("main > a[href*=other]");
    assert_eq!(leads(&given.read().links, LinkRel::Post), ["https://other.example.org/blog/some-long-slug"]);
    given.link_selector = Some("((");
    assert_eq!(leads(&given.read().links, LinkRel::Post), Vec::<&str>::new());
}

#[test]
fn a_page_that_says_it_is_one_article_is_not_a_listing() {
    let page = PAGE.replace("<article><a", "<div><a").replace("</head>", "<script type='application/ld+json'>\
        {\"@graph\":[{\"@type\":\"BlogPosting\",\"mainEntityOfPage\":{\"@id\":\"https://example.com/blog/\"}}]}</script></head>");
    let read = at("https://example.com/blog", &page).read();
    assert_ne!(read.adapter, "listing");
}

#[test]
fn a_page_without_posts_says_so() {
    let read = at("https://example.com/blog", "<!DOCTYPE html><html><body><p>Soon.</p></body></html>").read();
    assert_eq!((read.kind, notes(&read)), (DocumentKind::Listing, vec!["listing-empty"]));
}
