//! A feed that moved on between two looks, and a post that moved, on a small site that the real line visits.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use model::{ProviderSeed, SourceKind, SourceSeed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::bench::Bench;

const FEED: &str = "http://www.one.example/feed/";

/// What the site answers: head lines and body, by address.
type Site = Arc<Mutex<BTreeMap<String, (String, String)>>>;

/// Answers what `site` holds, as a proxy, and 404 for the rest.
async fn serve(site: Site) -> url::Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let site = Arc::clone(&site);
            tokio::spawn(async move {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") && stream.read_buf(&mut head).await.unwrap_or(0) > 0 {}
                let head = String::from_utf8_lossy(&head).into_owned();
                let asked = head.split(' ').nth(1).unwrap_or_default();
                let missing = || ("HTTP/1.1 404 Not Found".to_owned(), String::new());
                let (lines, body) = site.lock().unwrap().get(asked).cloned().unwrap_or_else(missing);
                let answer =
                    format!("{lines}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
                stream.write_all(answer.as_bytes()).await.ok();
            });
        }
    });
    format!("http://{address}").parse().unwrap()
}

fn put(site: &Site, url: &str, kind: &str, body: String) {
    let lines = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}");
    site.lock().unwrap().insert(url.to_owned(), (lines, body));
}

/// A feed of the posts of these numbers.
fn feed(numbers: std::ops::Range<u32>) -> String {
    let item = |number: u32| {
        format!(
            "<item><title>Post {number}</title><link>http://www.one.example/posts/number-{number}-of-all</link>\
                 <guid isPermaLink=\"false\">{number}</guid><pubDate>{number} Apr 2014 10:00:00 GMT</pubDate></item>"
        )
    };
    let items: String = numbers.rev().map(item).collect();
    format!(
        "<rss version=\"2.0\"><channel><title>One</title><generator>https://wordpress.org/?v=3.8</generator>{items}</channel></rss>"
    )
}

fn article(title: &str) -> String {
    let text =
        "All our servers run a fixed OpenSSL since noon, and we have replaced every certificate. ".repeat(3);
    format!(
        "<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>\
             <time datetime=\"2014-04-08T10:00:00Z\">8 April 2014</time><p>{text}</p></article></body></html>"
    )
}

async fn bench(site: &Site, kind: SourceKind, url: &str) -> Bench {
    let proxy = serve(Arc::clone(site)).await;
    let bench = Bench::new().await.through(Some(proxy)).await;
    let source = SourceSeed {
        kind,
        url: url.parse().unwrap(),
        every_s: None,
        link_selector: None,
        headers: Vec::new(),
        incident: None,
        confirmed: None,
        citation: None,
    };
    let one = ProviderSeed {
        slug: "one".into(),
        former: Vec::new(),
        name: "One".into(),
        domain: "one.example".into(),
        category: None,
        sources: vec![source],
    };
    let none: Vec<ProviderSeed> =
        bench.world.providers().into_iter().map(|it| ProviderSeed { sources: Vec::new(), ..it }).collect();
    let all: Vec<ProviderSeed> = none.into_iter().chain([one]).collect();
    bench.store.seeds_sync(&all, &bench.world.incidents(), bench.server.time()).await.unwrap();
    bench
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_feed_showed_while_nobody_looked_is_found_on_its_older_pages() {
    let site = Site::default();
    put(&site, FEED, "application/rss+xml", feed(1..4));
    let bench = bench(&site, SourceKind::Blog, FEED).await;
    bench.look().await;
    assert_eq!(bench.number("select count(*) from walks").await, 0, "pages are asked for only to fill a gap");
    put(&site, FEED, "application/rss+xml", feed(10..13));
    put(&site, &format!("{FEED}?paged=2"), "application/rss+xml", feed(7..10));
    put(&site, &format!("{FEED}?paged=3"), "application/rss+xml", feed(3..7));
    bench.server.set_time(bench.server.time() + TimeDelta::days(2));
    bench.look().await;
    let gaps = bench.ask("select open, pages, source from possible_gaps").await.rows;
    assert_eq!(gaps, [[Some("f".to_owned()), Some("2".to_owned()), Some(FEED.to_owned())]]);
    let found = bench.number("select count(*) from frontier where url like '%/number-%'").await;
    assert_eq!(found, 12, "every post is followed");
    let asked = "select count(*) from observations o join frontier f on f.id = o.frontier_id where f.url like '%paged=%'";
    assert_eq!(bench.number(asked).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_page_shows_is_a_possible_gap_until_it_is_shown() {
    let site = Site::default();
    let plain = |numbers| feed(numbers).replace("https://wordpress.org/?v=3.8", "by hand");
    put(&site, FEED, "application/rss+xml", plain(1..4));
    let bench = bench(&site, SourceKind::Blog, FEED).await;
    bench.look().await;
    put(&site, FEED, "application/rss+xml", plain(10..13));
    bench.server.set_time(bench.server.time() + TimeDelta::days(2));
    bench.look().await;
    let gap = "select open, to_at - from_at, provider from possible_gaps";
    let row =
        |open: &str| vec![vec![Some(open.to_owned()), Some("2 days".to_owned()), Some("one".to_owned())]];
    assert_eq!(bench.ask(gap).await.rows, row("t"));
    assert_eq!(bench.number("select count(*) from notes where code = 'possible-gap'").await, 1);
    put(&site, FEED, "application/rss+xml", plain(1..13));
    bench.look().await;
    assert_eq!(bench.ask(gap).await.rows, row("f"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_moves_to_another_host_stays_one_post() {
    let site = Site::default();
    let (old, new) = ("http://www.one.example/openssl", "http://blog.one.example/2014/openssl-update");
    put(&site, old, "text/html", article("Our answer to Heartbleed"));
    let bench = bench(&site, SourceKind::Page, old).await;
    bench.look().await;
    let lines = format!("HTTP/1.1 301 Moved Permanently\r\nLocation: {new}");
    site.lock().unwrap().insert(old.to_owned(), (lines, String::new()));
    put(&site, new, "text/html", article("Our answer to Heartbleed"));
    bench.server.set_time(bench.server.time() + TimeDelta::days(1));
    bench.look().await;
    assert_eq!(bench.column("select url from posts").await, [old]);
    assert_eq!(bench.number("select count(*) from trail where provider = 'one'").await, 1);
    assert_eq!(bench.column("select reason || ' ' || evidence from merges").await, [format!("moved {old}")]);
}
