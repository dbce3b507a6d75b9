//! The server shows the world as of the simulated time.

use std::sync::Arc;
use std::time::Duration;

use super::client::{ask, get};
use crate::world::{Fault, Validated, World, WorldServer};

const NIMBUS: &str = "http://blog.nimbus.example/2014/04/heartbleed-what-we-know/";
const HARBOR: &str = "http://www.harborhosting.example/blog/2014/04/openssl-bug/";

async fn served() -> (Arc<World>, WorldServer) {
    let world = Arc::new(World::heartbleed());
    let server = WorldServer::start(Arc::clone(&world)).await.unwrap();
    (world, server)
}

/// The server on the last day, when all is there.
async fn served_at_the_end() -> (Arc<World>, WorldServer) {
    let (world, server) = served().await;
    server.set_time(*world.days().last().unwrap());
    (world, server)
}

#[tokio::test]
async fn every_page_is_served_as_of_each_day() {
    let (world, server) = served().await;
    for day in world.days() {
        server.set_time(day);
        assert_eq!(server.clock().now(), day);
        for page in world.pages() {
            let answer = get(&server, &page.url, &[("Accept-Encoding", "gzip")]).await;
            match page.at(day) {
                None => assert_eq!(answer.status, 404, "{} at {day}", page.url),
                Some(version) => {
                    assert_eq!(answer.status, version.status, "{} at {day}", page.url);
                    assert_eq!(answer.body(), version.body, "{} at {day}", page.url);
                    assert_eq!(answer.field("location"), version.location.as_deref());
                    assert_eq!(answer.field("retry-after").is_some(), version.retry_after_s.is_some());
                }
            }
            assert_eq!(answer.field("date"), Some(&*crate::world::instant::http_date(day)));
        }
    }
}

#[tokio::test]
async fn what_is_unchanged_is_answered_304_by_each_validator() {
    let (world, server) = served_at_the_end().await;
    for page in world.pages().filter(|page| page.at(server.time()).is_some_and(|it| it.status == 200)) {
        let first = get(&server, &page.url, &[("Accept-Encoding", "gzip")]).await;
        let (tag, time) = (first.field("etag"), first.field("last-modified"));
        assert_eq!(tag.is_some(), matches!(page.validated, Validated::Both | Validated::ByTag));
        assert_eq!(time.is_some(), matches!(page.validated, Validated::Both | Validated::ByTime));
        let asks = [tag.map(|tag| ("If-None-Match", tag)), time.map(|time| ("If-Modified-Since", time))];
        for field in asks.into_iter().flatten() {
            let again = get(&server, &page.url, &[field, ("Accept-Encoding", "gzip")]).await;
            assert_eq!((again.status, again.raw.len()), (304, 0), "{} with {field:?}", page.url);
            assert_eq!(again.field("etag"), tag);
        }
    }
}

#[tokio::test]
async fn old_validators_bring_the_new_version() {
    let (_, server) = served().await;
    server.set_time("2014-04-08T06:00:00Z".parse().unwrap());
    let first = get(&server, NIMBUS, &[]).await;
    let fields = [
        ("If-None-Match", first.field("etag").unwrap()),
        ("If-Modified-Since", first.field("last-modified").unwrap()),
    ];
    server.set_time("2014-04-08T18:00:00Z".parse().unwrap());
    for field in fields {
        let second = get(&server, NIMBUS, &[field]).await;
        assert_eq!(second.status, 200);
        assert_ne!(second.body(), first.body());
    }
    let both = [fields[0], ("If-Modified-Since", "Wed, 16 Apr 2014 00:00:00 GMT")];
    assert_eq!(get(&server, NIMBUS, &both).await.status, 200, "If-None-Match goes first");
}

#[tokio::test]
async fn gzip_and_chunks_are_used_where_the_page_says_so() {
    let (_, server) = served_at_the_end().await;
    let plain = get(&server, NIMBUS, &[]).await;
    let coded = get(&server, NIMBUS, &[("Accept-Encoding", "gzip, br")]).await;
    assert_eq!(plain.field("content-encoding"), None);
    assert_eq!(coded.field("content-encoding"), Some("gzip"));
    assert_eq!(coded.body(), plain.raw);
    assert!(coded.field("etag").unwrap().starts_with("W/"));

    let chunked = get(&server, HARBOR, &[]).await;
    assert_eq!(chunked.field("transfer-encoding"), Some("chunked"));
    assert_eq!(chunked.field("content-length"), None);
}

#[tokio::test]
async fn what_the_world_does_not_have_is_not_found() {
    let (_, server) = served_at_the_end().await;
    assert_eq!(get(&server, "http://blog.nimbus.example/nowhere", &[]).await.status, 404);
    assert_eq!(get(&server, "http://elsewhere.example/", &[]).await.status, 404);
    assert_eq!(get(&server, "http://www.harborhosting.example/robots.txt", &[]).await.status, 404);
    assert_eq!(get(&server, "/", &[]).await.status, 400, "it is a proxy, not a site");
    assert_eq!(ask(&server, "CONNECT", "blog.nimbus.example:443", &[]).await.unwrap().status, 405);
    assert_eq!(ask(&server, "POST", NIMBUS, &[("Content-Length", "0")]).await.unwrap().status, 405);
}

#[tokio::test]
async fn the_log_records_each_request() {
    let (world, server) = served().await;
    get(&server, NIMBUS, &[]).await;
    server.set_time(world.days()[2]);
    let etag = get(&server, NIMBUS, &[]).await.field("etag").unwrap().to_owned();
    get(&server, NIMBUS, &[("If-None-Match", &etag)]).await;
    let log: Vec<_> = server.log().into_iter().map(|it| (it.url, it.status, it.conditional, it.at)).collect();
    let [before, day] = [world.days()[0], world.days()[2]];
    let expected = [(404, false, before), (200, false, day), (304, true, day)]
        .map(|(a, b, c)| (NIMBUS.to_owned(), a, b, c));
    assert_eq!(log, expected);
}

#[tokio::test]
async fn a_fault_spoils_the_next_answer_only() {
    let (world, server) = served_at_the_end().await;
    let whole = world.page(HARBOR).unwrap().at(server.time()).unwrap().body.len();

    server.fail_next(HARBOR, Fault::Close);
    assert!(ask(&server, "GET", HARBOR, &[]).await.is_none());

    server.fail_next(HARBOR, Fault::Status(500));
    let broken = get(&server, HARBOR, &[]).await;
    assert_eq!((broken.status, broken.raw.len()), (500, 0));

    server.fail_next(HARBOR, Fault::CutBody);
    let cut = get(&server, HARBOR, &[]).await;
    assert_eq!(cut.field("content-length"), Some(&*whole.to_string()));
    assert_eq!(cut.raw.len(), whole / 2);

    server.fail_next(HARBOR, Fault::SlowHead(Duration::MAX));
    tokio::select! {
        biased;
        _ = get(&server, HARBOR, &[]) => panic!("an answer came"),
        () = until_logged(&server, 4) => {}
    }

    assert_eq!(get(&server, HARBOR, &[]).await.body().len(), whole);
    let statuses: Vec<u16> = server.log().iter().map(|it| it.status).collect();
    assert_eq!(statuses, [0, 500, 200, 200, 200]);
    assert_eq!(server.log()[0].fault, Some(Fault::Close));
    assert_eq!(server.log()[4].fault, None);
}

async fn until_logged(server: &WorldServer, requests: usize) {
    while server.log().len() < requests {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_dropped_server_is_gone() {
    let (_, server) = served().await;
    let port = server.proxy_url().port().unwrap();
    drop(server);
    while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
        tokio::task::yield_now().await;
    }
}
