//! Against servers on loopback that answer with given raw bytes.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod networks;
mod site;

use std::time::{Duration, Instant};

use model::{FailureClass, Outcome, RobotsFile, RobotsState, Role, Truncation};
use site::{Site, fetch, fetcher, limits, visit};
use url::Url;

fn class(outcome: &Outcome) -> FailureClass {
    match outcome {
        Outcome::Failed(failure) => failure.class,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_body_is_kept_as_it_was_sent() {
    let site = Site::start(&[(
        "/",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type : text/html\r\nX-Old: caf\xe9\r\n\
          Transfer-Encoding: chunked\r\n\r\n3\r\n\x1f\x8b\x08\r\n2;a=b\r\n\x00!\r\n0\r\n\r\n",
    )])
    .await;
    let it = fetch(site.visit("/")).await;
    assert_eq!(it.outcome, Outcome::Answered);
    let hop = it.hops.first().unwrap();
    assert_eq!(&hop.response.body[..], b"\x1f\x8b\x08\x00!");
    assert_eq!(hop.response.header("content-encoding"), Some("gzip"));
    assert_eq!(hop.response.header("content-type"), Some("text/html"));
    assert_eq!(hop.response.version, "HTTP/1.1");
    assert_eq!(hop.response.truncated, None);
    assert!(hop.response.headers.contains(&("x-old".to_owned(), b"caf\xe9".to_vec())));
    assert_eq!(hop.peer.as_deref(), Some(site.address.to_string().as_str()));
    assert_eq!(it.started_at, site::now());
}

#[tokio::test]
async fn the_archived_request_is_the_one_that_was_sent() {
    let site = Site::start(&[("/a?b=1", b"HTTP/1.1 204 No Content\r\n\r\n")]).await;
    let mut visit = site.visit("/a?b=1#part");
    visit.validators.etag = Some("\"v1\"".to_owned());
    let it = fetch(visit).await;
    let sent = site.requests().concat();
    let mut expect = "GET /a?b=1 HTTP/1.1\r\n".to_owned();
    for (name, value) in &it.hops[0].request.headers {
        expect.push_str(&format!("{name}: {}\r\n", String::from_utf8_lossy(value)));
    }
    assert_eq!(sent, format!("{expect}\r\n"));
    assert!(sent.contains("if-none-match: \"v1\"\r\n"));
}

#[tokio::test]
async fn redirects_inside_the_origin_are_hops_and_ask_for_conditions_once() {
    let site = Site::start(&[
        ("/1", b"HTTP/1.1 301 Moved\r\nLocation: /2\r\nContent-Length: 4\r\n\r\ngone"),
        ("/2", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"),
    ])
    .await;
    let mut visit = site.visit("/1");
    visit.validators.etag = Some("\"v1\"".to_owned());
    let it = fetch(visit).await;
    assert_eq!(it.outcome, Outcome::Answered);
    let paths: Vec<&str> = it.hops.iter().map(|hop| hop.url.path()).collect();
    assert_eq!(paths, ["/1", "/2"]);
    assert_eq!(&it.hops[0].response.body[..], b"gone");
    let asked = site.requests();
    assert!(asked[0].contains("if-none-match") && !asked[1].contains("if-none-match"), "{asked:?}");
}

#[tokio::test]
async fn a_host_rests_between_two_hops() {
    let site =
        Site::start(&[("/1", b"HTTP/1.1 302 Found\r\nLocation: /2\r\nContent-Length: 0\r\n\r\n")]).await;
    let mut visit = site.visit("/1");
    visit.robots = Some(RobotsFile {
        state: RobotsState::Found,
        text: "User-agent: *\nCrawl-delay: 0.06\n".to_owned(),
        fetched_at: site::now(),
    });
    for (delay_ms, least_ms) in [(90, 90), (30, 60)] {
        let begin = Instant::now();
        let it = site::fetcher(site::limits()).fetch(visit.clone(), Duration::from_millis(delay_ms)).await;
        assert_eq!(it.hops.len(), 2);
        assert!(begin.elapsed() >= Duration::from_millis(least_ms), "{:?}", begin.elapsed());
    }
}

/// Asks for a page that leads to a second one and that to a third, with a rest of 30 ms between two of them.
async fn led_on(limits: fetcher::Limits) -> (Site, model::Exchange) {
    let site = Site::start(&[
        ("/1", b"HTTP/1.1 302 Found\r\nLocation: /2\r\nContent-Length: 0\r\n\r\n"),
        ("/2", b"HTTP/1.1 301 Moved\r\nLocation: /3\r\nContent-Length: 0\r\n\r\n"),
    ])
    .await;
    let it = site::fetcher(limits).fetch(site.visit("/1"), Duration::from_millis(30)).await;
    (site, it)
}

#[tokio::test]
async fn a_redirect_that_would_be_waited_for_too_long_is_a_visit_of_its_own() {
    let (site, it) = led_on(model_limits(|limits| limits.rests = Duration::from_millis(50))).await;
    let to = Url::parse(&format!("{}3", site.base())).unwrap();
    assert_eq!(
        it.outcome,
        Outcome::Moved { to, permanent: true },
        "one rest is within the limit, two are not"
    );
    assert_eq!((it.hops.len(), site.requests().len()), (2, 2));
}

#[tokio::test]
async fn a_visit_that_somebody_waits_for_takes_no_longer_with_its_rests() {
    let (site, it) = led_on(model_limits(|limits| limits.whole = Some(Duration::from_millis(20)))).await;
    assert_eq!(class(&it.outcome), FailureClass::Timeout);
    assert!(it.hops.len() <= 1 && site.requests().len() <= 1, "what is behind a rest is not asked for");
}

#[tokio::test]
async fn another_origin_ends_the_visit_and_is_not_asked() {
    let other = Site::start(&[]).await;
    let head = format!("HTTP/1.1 308 Moved\r\nLocation: {}x\r\nContent-Length: 0\r\n\r\n", other.base());
    let site = Site::start(&[("/", head.as_bytes())]).await;
    let it = fetch(site.visit("/")).await;
    let to = Url::parse(&format!("{}x", other.base())).unwrap();
    assert_eq!(it.outcome, Outcome::Moved { to, permanent: true });
    assert_eq!(it.hops.len(), 1);
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn a_robots_txt_that_moved_to_another_origin_is_a_visit_of_its_own_too() {
    let other = Site::start(&[("/robots.txt", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]).await;
    let head = format!("HTTP/1.1 301 Moved\r\nLocation: {}robots.txt\r\n\r\n", other.base());
    let site = Site::start(&[("/robots.txt", head.as_bytes())]).await;
    let mut visit = site.visit("/robots.txt");
    (visit.role, visit.robots) = (Role::Robots, None);
    let it = fetch(visit).await;
    let to = format!("{}robots.txt", other.base()).parse().unwrap();
    assert_eq!(it.outcome, Outcome::Moved { to, permanent: true });
    assert_eq!((it.hops.len(), it.robots), (1, None));
    assert!(other.requests().is_empty(), "the other host has a politeness group of its own");
}

#[tokio::test]
async fn a_circle_stops_and_keeps_its_hops() {
    let site = Site::start(&[
        ("/a", b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n"),
        ("/b", b"HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n"),
    ])
    .await;
    let it = fetch(site.visit("/a")).await;
    assert_eq!(class(&it.outcome), FailureClass::Redirects);
    assert_eq!(it.hops.len(), 2);
}

#[tokio::test]
async fn what_robots_txt_forbids_is_not_asked_also_after_a_redirect() {
    let site =
        Site::start(&[("/old", b"HTTP/1.1 302 Found\r\nLocation: /private/x\r\nContent-Length: 0\r\n\r\n")])
            .await;
    let rules = RobotsFile {
        state: RobotsState::Found,
        text: "User-agent: *\nDisallow: /private/\nCrawl-delay: 2\n".to_owned(),
        fetched_at: site::now(),
    };
    let mut direct = site.visit("/private/x");
    direct.robots = Some(rules.clone());
    let it = fetch(direct).await;
    let Outcome::Disallowed(verdict) = &it.outcome else { panic!("{:?}", it.outcome) };
    assert_eq!(verdict.line.as_deref(), Some("2: Disallow: /private/"));
    assert_eq!(verdict.crawl_delay_ms, Some(2000));
    assert!(it.hops.is_empty() && site.requests().is_empty());

    let mut moved = site.visit("/old");
    moved.robots = Some(rules);
    let it = fetch(moved).await;
    assert!(matches!(it.outcome, Outcome::Disallowed(_)));
    assert_eq!((it.hops.len(), site.requests().len()), (1, 1));
}

#[tokio::test]
async fn a_body_that_stops_early_is_kept_and_marked() {
    let site = Site::start(&[
        ("/short", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
        ("/cut", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n9\r\nx"),
        ("/bad", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n"),
        ("/huge", b"HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\nhalf"),
    ])
    .await;
    for path in ["/short", "/cut", "/bad", "/huge"] {
        let it = fetch(site.visit(path)).await;
        assert_eq!(it.outcome, Outcome::Answered, "{path}");
        let response = &it.hops[0].response;
        assert!(response.body.starts_with(b"half"), "{path}");
        assert_eq!(response.truncated, Some(Truncation::Disconnect), "{path}");
    }
}

#[tokio::test]
async fn limits_on_size_hold() {
    let mut long = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    long.extend(vec![b'x'; 5000]);
    let mut heads = b"HTTP/1.1 200 OK\r\n".to_vec();
    heads.extend((0..5000).flat_map(|n| format!("X-{n}: y\r\n").into_bytes()));
    heads.extend(b"\r\n");
    let mut wide = b"HTTP/1.1 200 OK\r\nX: ".to_vec();
    wide.extend(vec![b'y'; 3000]);
    wide.extend(b"\r\n\r\n");
    let site = Site::start(&[("/long", &long), ("/heads", &heads), ("/wide", &wide)]).await;
    let small = fetcher(model_limits(|limits| (limits.body_bytes, limits.head_bytes) = (1000, 2000)));
    let it = small.fetch(site.visit("/long"), Duration::ZERO).await;
    assert_eq!(it.hops[0].response.body.len(), 1000);
    assert_eq!(it.hops[0].response.truncated, Some(Truncation::Length));
    assert_eq!(
        class(&small.fetch(site.visit("/heads"), Duration::ZERO).await.outcome),
        FailureClass::Protocol
    );
    assert_eq!(
        class(&small.fetch(site.visit("/wide"), Duration::ZERO).await.outcome),
        FailureClass::Protocol
    );
}

#[tokio::test]
async fn limits_on_time_hold() {
    let site = Site::start(&[("/silent", b"~"), ("/stuck", b"HTTP/1.1 200 OK\r\n\r\nhalf~")]).await;
    let hasty = fetcher(model_limits(|limits| {
        (limits.connect, limits.read_chunk) = (Duration::from_millis(150), Duration::from_millis(150));
    }));
    let it = hasty.fetch(site.visit("/silent"), Duration::ZERO).await;
    assert_eq!(class(&it.outcome), FailureClass::Timeout);
    let it = hasty.fetch(site.visit("/stuck"), Duration::ZERO).await;
    assert_eq!(&it.hops[0].response.body[..], b"half");
    assert_eq!(it.hops[0].response.truncated, Some(Truncation::Time));
}

#[tokio::test]
async fn a_body_that_only_drips_is_given_up() {
    let site = Site::start(&[("/drip", b"HTTP/1.1 200 OK\r\n\r\nhalf^")]).await;
    let strict = fetcher(model_limits(|limits| {
        (limits.least_rate, limits.rate_window) = (100_000, Duration::from_millis(60));
    }));
    let it = strict.fetch(site.visit("/drip"), Duration::ZERO).await;
    let response = &it.hops[0].response;
    assert!(response.body.starts_with(b"halfx"));
    assert_eq!(response.truncated, Some(Truncation::Time));
}

#[tokio::test]
async fn causes_of_failure_are_told_apart() {
    let site = Site::start(&[
        ("/empty", b""),
        ("/noise", b"SSH-2.0-OpenSSH_6.0\r\n\r\n"),
        ("/lengths", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc"),
    ])
    .await;
    assert_eq!(class(&fetch(site.visit("/empty")).await.outcome), FailureClass::Reset);
    assert_eq!(class(&fetch(site.visit("/noise")).await.outcome), FailureClass::Protocol);
    assert_eq!(class(&fetch(site.visit("/lengths")).await.outcome), FailureClass::Protocol);
    let encrypted = visit(&format!("https://{}/", site.address));
    assert_eq!(class(&fetch(encrypted).await.outcome), FailureClass::Tls);
    assert_eq!(class(&fetch(visit("ftp://127.0.0.1/")).await.outcome), FailureClass::Refused);
    let closed = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
    let it = fetch(visit(&format!("http://{closed}/"))).await;
    assert_eq!(class(&it.outcome), FailureClass::Connect);
}

#[tokio::test]
async fn a_name_without_an_address_is_a_failure_of_dns() {
    // A label of more than 63 characters is refused by any resolver without asking anybody.
    let it = fetch(visit(&format!("http://{}.test/", "a".repeat(64)))).await;
    assert_eq!(class(&it.outcome), FailureClass::Dns);
}

#[tokio::test]
async fn not_modified_and_errors_are_answers_with_their_wait() {
    let site = Site::start(&[
        ("/same", b"HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n"),
        ("/busy", b"HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"),
        ("/odd", b"HTTP/1.1 999\r\nContent-Length: 0\r\n\r\n"),
        (
            "/hints",
            b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
        ),
    ])
    .await;
    for (path, status, wait) in
        [("/same", 304, None), ("/busy", 503, Some(7)), ("/odd", 999, None), ("/hints", 200, None)]
    {
        let it = fetch(site.visit(path)).await;
        assert_eq!(it.outcome, Outcome::Answered, "{path}");
        assert_eq!((it.hops[0].response.status, it.retry_after_s), (status, wait), "{path}");
    }
}

#[tokio::test]
async fn a_proxy_is_used_only_when_it_is_given() {
    let proxy =
        Site::start(&[("http://site.test/x", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")]).await;
    let way = Url::parse(&format!("http://me:secret@{}", proxy.address)).unwrap();
    let through = site::fetcher_with(limits(), Some(way), Vec::new()).unwrap();
    let it = through.fetch(visit("http://site.test/x"), Duration::ZERO).await;
    assert_eq!(it.outcome, Outcome::Answered);
    assert_eq!(it.hops[0].peer.as_deref(), Some(proxy.address.to_string().as_str()));
    let refused = through.fetch(visit("https://site.test/x"), Duration::ZERO).await;
    assert_eq!(class(&refused.outcome), FailureClass::Connect);
    let Outcome::Failed(failure) = refused.outcome else { panic!() };
    assert!(
        failure.detail.contains("through the proxy") && !failure.detail.contains("secret"),
        "{}",
        failure.detail
    );
}

#[test]
fn a_configuration_that_cannot_be_used_says_why() {
    let bad_pem = site::fetcher_with(limits(), None, vec![b"no certificate".to_vec()]).unwrap_err();
    assert!(bad_pem.to_string().contains("BEGIN CERTIFICATE"), "{bad_pem}");
    let proxy = Url::parse("ftp://me:secret@127.0.0.1/").unwrap();
    let bad_proxy = site::fetcher_with(limits(), Some(proxy), Vec::new()).unwrap_err().to_string();
    assert!(bad_proxy.contains("ftp") && !bad_proxy.contains("secret"), "{bad_proxy}");
}

fn model_limits(change: impl FnOnce(&mut fetcher::Limits)) -> fetcher::Limits {
    let mut limits = limits();
    change(&mut limits);
    limits
}
