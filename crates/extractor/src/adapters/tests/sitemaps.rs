use model::{DocumentKind, LinkRel, Role};

use super::reading::{at, leads, notes, time};

#[test]
fn a_urlset_tells_addresses_and_when_they_were_changed() {
    let map = r#"<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
        <url><loc> https://example.com/a?x=1&amp;y=2 </loc><lastmod>2014-04-08</lastmod>
        <image:image><image:loc>https://example.com/a.png</image:loc></image:image></url>
        <url><loc>/b#part</loc><lastmod>soon</lastmod></url><url><loc>mailto:x@example.com</loc></url></urlset>"#;
    let read = at("https://example.com/sitemap.xml", map).read();
    assert_eq!(read.kind, DocumentKind::Sitemap);
    assert_eq!(leads(&read.links, LinkRel::Post), ["https://example.com/a?x=1&y=2", "https://example.com/b"]);
    assert_eq!(time(read.entries[0].updated.as_ref()), "2014-04-08");
    assert_eq!(read.entries[1].updated, None);
}

#[test]
fn an_index_leads_to_sitemaps() {
    let map = "<sitemapindex><sitemap><loc>https://example.com/1.xml</loc></sitemap>\
        <sitemap>https://example.com/2.xml</sitemap></sitemapindex>";
    let read = at("https://example.com/sitemap.xml", map).read();
    assert_eq!(
        leads(&read.links, LinkRel::Sitemap),
        ["https://example.com/1.xml", "https://example.com/2.xml"]
    );
}

#[test]
fn one_address_per_line_is_a_sitemap_too() {
    let read = at(
        "https://example.com/sitemap.txt",
        "\u{feff}https://example.com/a\r\n\r\nhttps://example.com/b\r\n",
    )
    .read();
    assert_eq!(leads(&read.links, LinkRel::Post).len(), 2);
    assert_eq!(
        at("https://example.com/x.txt", "https://example.com/a\nand words").read().kind,
        DocumentKind::Unparsed
    );
}

#[test]
fn an_address_in_which_the_document_ends_is_left_out() {
    let map = "<urlset><url><loc>https://example.com/a</loc></url><url><loc>https://example.com/lo";
    let read = at("https://example.com/sitemap.xml", map).read();
    assert_eq!(leads(&read.links, LinkRel::Post), ["https://example.com/a"]);
    assert_eq!(notes(&read), ["feed-cut"]);
}

#[test]
fn a_compressed_file_is_read() {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(b"<urlset><url><loc>https://example.com/a</loc></url></urlset>").unwrap();
    let bytes = packer.finish().unwrap();
    let mut given = at("https://example.com/sitemap.xml.gz", "");
    given.body = &bytes;
    assert_eq!(leads(&given.read().links, LinkRel::Post), ["https://example.com/a"]);
}

#[test]
fn robots_txt_leads_to_its_sitemaps_only_where_it_is_one() {
    let mut given =
        at("https://example.com/robots.txt", "User-agent: *\nDisallow: /x\nSITEMAP : /map.xml # main\n");
    given.role = Some(Role::Robots);
    let read = given.read();
    assert_eq!(
        (read.kind, leads(&read.links, LinkRel::Sitemap)),
        (DocumentKind::Robots, vec!["https://example.com/map.xml"])
    );
    given.role = Some(Role::Post);
    assert_eq!(given.read().kind, DocumentKind::Unparsed);
}

#[test]
fn a_sitemap_for_news_tells_titles_and_when_articles_came_out() {
    let map = r#"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://example.com/patched</loc>
        <news:news><news:publication><news:name>Acme</news:name><news:language>en</news:language></news:publication>
        <news:publication_date>2014-04-08T10:00:00-07:00</news:publication_date><news:title>We patched</news:title>
        </news:news><lastmod>2014-04-09</lastmod></url><url><loc>https://example.com/plain</loc></url></urlset>"#;
    let read = at("https://example.com/news.xml", map).read();
    let [patched, plain] = &read.entries[..] else { panic!("two entries: {:?}", read.entries) };
    assert_eq!(patched.title.as_deref(), Some("We patched"));
    assert_eq!(time(patched.published.as_ref()), "2014-04-08T17:00:00Z");
    assert_eq!(time(patched.updated.as_ref()), "2014-04-09");
    assert_eq!((&plain.title, &plain.published), (&None, &None));
}
