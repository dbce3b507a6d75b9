//! `trail seeds discover` and `trail seeds try` on the demo's world.

use std::sync::Arc;
use std::time::Duration;

use crawler::discover::{Discovery, discover, toml};
use crawler::home::Home;
use crawler::peek::Peek;
use crawler::setting::Setting;
use crawler::world::{World, WorldServer};
use model::{SourceKind, read_provider};

use crate::bench::{Folder, stderr, stdout};
use crate::host::{Host, answer, cut_off};

/// The world, and a folder for a program that looks at it.
struct Web {
    server: WorldServer,
    folder: Folder,
}

impl Web {
    async fn new() -> Self {
        let world = Arc::new(World::heartbleed());
        let server = WorldServer::start(Arc::clone(&world)).await.unwrap();
        server.set_time(*world.days().last().unwrap());
        Self { server, folder: Folder::new() }
    }

    async fn discover(&self, domain: &str) -> Discovery {
        let setting = Setting {
            home: Home::locate(Some(self.folder.path())).unwrap(),
            database_url: None,
            proxy: Some(self.server.proxy_url()),
            ca_certs: Vec::new(),
            private_networks: fetcher::PrivateNetworks::Allowed,
            user_agent: "trail/test (nobody@example.org)".to_owned(),
            vantage: None,
        };
        let clock = self.server.clock();
        let peek = Peek::new(setting.fetcher(clock.clone()).unwrap(), clock, Duration::ZERO);
        discover(peek, domain, None).await.unwrap()
    }

    /// Runs the program beside the server; it waits for no second request to a host.
    async fn trail(&self, args: &[&str]) -> std::process::Output {
        let proxy = self.server.proxy_url().to_string();
        let args: Vec<String> = args.iter().map(|it| (*it).to_owned()).collect();
        let all: Vec<&str> =
            args.iter().map(String::as_str).chain(["--proxy", &proxy, "--delay", "0"]).collect();
        tokio::task::block_in_place(|| self.folder.trail(&all))
    }
}

fn found(discovery: &Discovery) -> Vec<(SourceKind, &str)> {
    discovery.proposals.iter().map(|it| (it.kind, it.url.as_str())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_each_provider_of_the_world_has_is_found() {
    let web = Web::new().await;
    let expected: [(&str, &[(SourceKind, &str)]); 5] = [
        (
            "pikestone.example",
            &[(SourceKind::Status, "http://status.pikestone.example/api/v2/incidents.json")],
        ),
        ("fernway.example", &[(SourceKind::Blog, "http://www.fernway.example/blog/feed.atom")]),
        ("harborhosting.example", &[(SourceKind::Blog, "http://www.harborhosting.example/blog/feed/")]),
        ("orchardbackup.example", &[(SourceKind::Blog, "http://www.orchardbackup.example/sitemap.xml")]),
        ("nowhere.example", &[]),
    ];
    for (domain, sources) in expected {
        let discovery = web.discover(domain).await;
        assert_eq!(found(&discovery), sources, "{domain}: {discovery:#?}");
        assert!(discovery.proposals.iter().all(|it| !it.why.is_empty()), "{domain}: each has its reason");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn robots_txt_is_asked_for_first_and_obeyed() {
    let web = Web::new().await;
    web.discover("fernway.example").await;
    let log = web.server.log();
    let world = World::heartbleed();
    let mut known = std::collections::BTreeSet::new();
    for request in log.iter().filter(|request| request.url.starts_with("http://")) {
        let url = url::Url::parse(&request.url).unwrap();
        let origin = url.origin().ascii_serialization();
        match url.path() {
            "/robots.txt" => assert!(known.insert(origin), "robots.txt is asked for once: {url}"),
            _ => assert!(known.contains(&origin), "{url} before the robots.txt of {origin}"),
        }
    }
    let forbidden = world.truth().forbidden;
    assert!(log.iter().all(|request| !forbidden.contains(&request.url.as_str())), "{log:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_is_a_seed_file_that_checks_out() {
    let web = Web::new().await;
    let discovery = web.discover("fernway.example").await;
    let seed = read_provider("fernway.toml", &toml(&discovery, web.server.time())).unwrap();
    assert_eq!((seed.slug.as_str(), seed.domain.as_str()), ("fernway", "fernway.example"));
    let confirmed = seed.sources[0].confirmed.as_deref().unwrap();
    assert!(confirmed.starts_with("answered on 2014-04-16: "), "{confirmed}");
    let nothing = web.trail(&["seeds", "discover", "nowhere.example"]).await;
    assert_eq!(nothing.status.code(), Some(1), "a domain with nothing to follow is a finding");
    assert!(stdout(&nothing).contains("nothing to follow was found"), "{}", stdout(&nothing));
}

#[tokio::test(flavor = "multi_thread")]
async fn try_shows_what_would_be_read_with_rule_and_place() {
    let web = Web::new().await;
    let address = "http://status.pikestone.example/api/v2/incidents.json";
    let output = web.trail(&["seeds", "try", address]).await;
    let text = stdout(&output);
    assert!(output.status.success(), "{text}{}", stderr(&output));
    assert!(text.contains("status, read by the adapter statuspage-api"), "{text}");
    let output = web.trail(&["seeds", "try", address, "--format", "json"]).await;
    let json: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let first = &json["posts"][0]["updates"][0]["claimed"];
    assert!(first["source"].as_str().unwrap().starts_with("statuspage-api:"), "{first}");
    assert!(first["span"][1].as_u64() > first["span"][0].as_u64(), "{first}");
    let gone = web.trail(&["seeds", "try", "http://status.pikestone.example/nothing"]).await;
    assert_eq!(gone.status.code(), Some(1));
    assert!(stdout(&gone).contains("answered 404"), "{}", stdout(&gone));
}

#[test]
fn try_reads_a_file_and_shows_the_first_ten() {
    let folder = Folder::new();
    let items: String = (1..=12)
        .map(|day| format!("<item><title>Post {day}</title><link>http://a.example/{day}</link><pubDate>{day} Apr 2014 10:00:00 GMT</pubDate></item>"))
        .collect();
    let feed =
        format!("<?xml version='1.0'?><rss version='2.0'><channel><title>A</title>{items}</channel></rss>");
    let file = folder.file("feed.xml", &feed).display().to_string();
    let arguments = ["seeds", "try", &file, "--url", "http://a.example/feed.xml"];
    let text = stdout(&folder.trail(&arguments));
    assert!(text.contains("12 entries") && text.contains("… and 2 more"), "{text}");
    let at = feed.find("1 Apr 2014 10:00:00 GMT").unwrap();
    let place = format!("bytes {at}-{}", at + "1 Apr 2014 10:00:00 GMT".len());
    assert!(text.contains(&place), "{place}\n{text}");
    let all = stdout(&folder.trail(&[&arguments[..], &["--all"]].concat()));
    assert!(all.contains(" 12 Post 12"), "{all}");
}

/// What `trail seeds try` says of that address of the host, without a delay of its own.
fn try_at(host: &Host, path: &str) -> String {
    let folder = Folder::new();
    let args = ["seeds", "try", &host.url(path), "--delay", "0", "--allow-private=127.0.0.1"];
    stdout(&folder.trail(&args))
}

#[test]
fn rules_that_stand_at_another_origin_hold_for_this_one() {
    let other = Host::start(|_, _| answer(200, "", "User-agent: *\nDisallow: /private\n"));
    let to = format!("Location: {}\r\n", other.url("/robots.txt"));
    let host = Host::start(move |path, _| match path {
        "/robots.txt" => answer(301, &to, ""),
        _ => answer(200, "Content-Type: text/html\r\n", "<title>A page</title><p>Words.</p>"),
    });
    let told = try_at(&host, "/post");
    assert_eq!(host.asked("/post"), 1, "{told}");
    let told = try_at(&host, "/private");
    assert!(told.contains("robots.txt does not allow it (line 2: Disallow: /private)"), "{told}");
    assert_eq!(host.asked("/private"), 0);
}

#[test]
fn the_rest_that_rules_ask_for_begins_with_them() {
    let host = Host::start(|path, _| match path {
        "/robots.txt" => answer(200, "", "User-agent: *\nCrawl-delay: 1\n"),
        _ => answer(200, "", "<title>A page</title>"),
    });
    let told = try_at(&host, "/post");
    let log = host.log();
    assert_eq!(log.len(), 2, "{told}");
    assert!(log[1].1 - log[0].1 >= Duration::from_secs(1), "{:?}", log[1].1 - log[0].1);
}

#[test]
fn under_rules_that_broke_off_nothing_is_tried() {
    let host = Host::start(|path, _| match path {
        "/robots.txt" => cut_off("User-agent: *\nAllow: /\n"),
        _ => answer(200, "", "<title>A page</title>"),
    });
    let told = try_at(&host, "/post");
    assert!(told.contains("robots.txt cannot be reached, so nothing may be asked"), "{told}");
    assert_eq!(host.asked("/post"), 0);
}

#[test]
fn a_delay_below_zero_is_refused() {
    let folder = Folder::new();
    for (command, delay) in
        [(&["crawl", "--once"][..], "-5"), (&["seeds", "try", "http://acme.example/"], "nan")]
    {
        let output = folder.trail(&[command, &["--delay", delay]].concat());
        assert_eq!(output.status.code(), Some(2));
        let told = stderr(&output);
        assert!(told.contains("a delay is a number of seconds from 0 to 3600"), "{told}");
    }
}
