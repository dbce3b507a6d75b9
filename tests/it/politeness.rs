//! What the sites see of us.

use crate::bench::Bench;
use crate::host::{Host, answer};
use store::Claim;

#[tokio::test(flavor = "multi_thread")]
async fn what_robots_txt_forbids_is_never_asked_for() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let asked: Vec<String> = bench.server.log().into_iter().map(|request| request.url).collect();
    let forbidden = bench.world.truth().forbidden;
    assert!(!forbidden.is_empty());
    for url in forbidden {
        assert!(!asked.iter().any(|one| one == url), "{url} was asked for");
        let seen = bench
            .column(&format!(
                "select distinct o.outcome from observations o join frontier f on f.id = o.frontier_id where f.url = '{url}'"
            ))
            .await;
        assert_eq!(seen, ["disallowed"], "{url}: that we did not ask is an observation");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn robots_txt_is_asked_for_first_and_once_a_day() {
    let bench = Bench::new().await;
    bench.look().await;
    bench.look().await;
    let log = bench.server.log();
    let hosts: std::collections::BTreeSet<String> = log.iter().map(|request| host(&request.url)).collect();
    for host_name in hosts {
        let of_host: Vec<&str> =
            log.iter().filter(|one| host(&one.url) == host_name).map(|one| one.url.as_str()).collect();
        assert!(of_host[0].ends_with("/robots.txt"), "{host_name}: robots.txt comes first");
        let times = of_host.iter().filter(|url| url.ends_with("/robots.txt")).count();
        assert_eq!(times, 1, "{host_name}: the file is good for a day");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_is_asked_one_request_at_a_time_and_not_faster_than_agreed() {
    let mut bench = Bench::new().await;
    bench.line.delay = std::time::Duration::from_millis(40);
    bench.look().await;
    // The gap is kept between the end of one visit and the claim of the next, on the database's own clock.
    let close = bench
        .column(
            "select a.url from (select f.group_id, f.url, o.recorded_at, lag(o.recorded_at) over \
             (partition by f.group_id order by o.recorded_at) as before from observations o \
             join frontier f on f.id = o.frontier_id where o.outcome <> 'disallowed') a \
             where a.recorded_at - a.before < interval '40 milliseconds'",
        )
        .await;
    assert_eq!(close, Vec::<String>::new(), "looks at one host that followed too soon");
}

fn host(url: &str) -> String {
    url::Url::parse(url).unwrap().host_str().unwrap().to_owned()
}

/// A web whose every answer is `head` and `body`, for one visit each; its address as a proxy.
async fn web_of(head: &'static str, body: &'static str) -> url::Url {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = Vec::new();
            while !asked.ends_with(b"\r\n\r\n") {
                asked.push(stream.read_u8().await.unwrap());
            }
            let answer =
                format!("{head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    format!("http://{address}").parse().unwrap()
}

/// Takes the first visit, which is one of a robots.txt, and says whether its host rests for that time then.
async fn rests_after_robots(proxy: url::Url, at_least: &str) -> bool {
    let mut bench = Bench::new().await.through(Some(proxy)).await;
    bench.line.delay = std::time::Duration::from_millis(1);
    let claim = bench.store.visit_claim(&store::Scope { providers: None }, bench.server.time(), "test").await;
    let Claim::Visit(visit) = claim.unwrap() else { panic!("a visit is due") };
    assert!(visit.url.path() == "/robots.txt", "{}", visit.url);
    let group = visit.group.clone();
    bench.line.run(*visit).await.unwrap();
    let sql = format!(
        "select next_at > clock_timestamp() + interval '{at_least}' from politeness_groups where name = '{group}'"
    );
    bench.column(&sql).await == ["t"]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crawl_delay_holds_from_the_moment_it_is_read() {
    let web = web_of("HTTP/1.1 200 OK\r\nContent-Type: text/plain", "User-agent: *\nCrawl-delay: 50\n").await;
    assert!(rests_after_robots(web, "40 seconds").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_has_too_much_to_do_is_left_alone_for_a_while() {
    let web = web_of("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3600", "slow down").await;
    assert!(rests_after_robots(web, "20 seconds").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_worker_waits_for_a_long_rest_before_a_redirect() {
    let host = Host::start(|url, _| match url {
        _ if url.ends_with("/robots.txt") => answer(200, "", "User-agent: *\nCrawl-delay: 3600\n"),
        _ if url.ends_with("/there") => answer(200, "", "words"),
        _ => answer(302, "Location: /there\r\n", ""),
    });
    let bench = Bench::new().await.through(Some(host.url("/").parse().unwrap())).await;
    let scope = store::Scope { providers: Some(vec!["quarry".to_owned()]) };
    loop {
        // Rests run by the database's clock; this test has no time for them.
        bench.store.query("update politeness_groups set next_at = '-infinity'", false).await.unwrap();
        let claim = bench.store.visit_claim(&scope, bench.server.time(), "test").await.unwrap();
        let Claim::Visit(visit) = claim else { panic!("something is due: {claim:?}") };
        let (url, is_robots) = (visit.url.to_string(), visit.role == model::Role::Robots);
        bench.line.run(*visit).await.unwrap();
        if !is_robots {
            let there = url::Url::parse(&url).unwrap().join("/there").unwrap();
            let told = format!(
                "select o.outcome || ' ' || o.moved_to from observations o join frontier f on f.id = o.frontier_id \
                 where f.url = '{url}'"
            );
            assert_eq!(bench.column(&told).await, [format!("moved {there}")]);
            let waits = format!(
                "select count(*) from frontier where url = '{there}' and active and role <> 'robots'"
            );
            assert_eq!(bench.number(&waits).await, 1, "it is visited by itself");
            return;
        }
    }
}
