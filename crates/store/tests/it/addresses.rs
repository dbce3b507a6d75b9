//! An address is one row, wherever it was found, and leads no further than it may.

use chrono::TimeDelta;
use model::Role;
use model::SourceKind::{Blog, Page};
use store::{Belonging, Claim, Plan, Scope};
use url::Url;

use crate::support::{Answer, TestStore, at, empty, listing, provider, source};

const BLOG: &str = "https://acme.example/blog";

#[tokio::test]
async fn an_address_that_is_found_twice_is_one_row() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let links = [
        "https://acme.example/a",
        "http://acme.example/a",
        "https://acme.example/a#b",
        "https://other.example/",
    ];
    let receipt = it.look(at(1), Answer::ok("1"), &listing(&links)).await;
    assert_eq!(receipt.found, ["https://acme.example/a"]);
    let other = source(Blog, "https://acme.example/news");
    it.seeds_sync(&[provider("acme", "acme.example", vec![source(Blog, BLOG), other])], &[], at(1))
        .await
        .unwrap();
    it.query("update frontier set due_at = 'infinity' where url like '%/a'", false).await.unwrap();
    let visit = it.claimed_url("https://acme.example/news", at(1)).await;
    let receipt = it.record(&Answer::ok("2").at(at(1)).capture(visit), &listing(&links)).await;
    assert_eq!(receipt.found, Vec::<String>::new());
}

#[tokio::test]
async fn a_host_is_one_group_with_an_origin_for_each_scheme() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let links = ["http://acme.example/a", "https://acme.example:8443/b", "https://sub.acme.example/c"];
    it.look(at(1), Answer::ok("1"), &listing(&links)).await;
    let groups = it.lines("select name from politeness_groups order by 1").await;
    assert_eq!(groups, ["acme.example", "acme.example:8443", "sub.acme.example"]);
    assert_eq!(it.count("origins").await, "4");
    assert_eq!(it.count("frontier where role = 'robots'").await, "4");
}

#[tokio::test]
async fn a_move_to_another_host_is_an_address_of_its_own() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let receipt = it.look(at(1), Answer::moved("https://acme.medium.example/feed"), &empty()).await;
    assert_eq!((receipt.outcome.as_str(), receipt.found.len()), ("moved", 1));
    let moved = it.lines("select url, role, depth from frontier where via_id is not null").await;
    assert_eq!(moved, ["https://acme.medium.example/feed|listing|0"], "a move is no link");
    let look = it.lines("select outcome, moved_to from observations order by id desc limit 1").await;
    assert_eq!(look, ["moved|https://acme.medium.example/feed"]);
}

#[tokio::test]
async fn a_move_from_http_to_https_is_the_same_address_and_is_asked_at_once() {
    let page = "http://acme.example/a";
    let it = TestStore::with_source(Page, page).await;
    it.look(at(1), Answer::moved("https://acme.example/a"), &empty()).await;
    it.claimed_url("https://acme.example/robots.txt", at(1)).await;
    assert_eq!(it.value("select url from frontier where role = 'post'").await, "https://acme.example/a");
}

#[tokio::test]
async fn two_schemes_that_point_at_each_other_come_to_an_end() {
    let it = TestStore::with_source(Page, "http://acme.example/a").await;
    let mut visits = 0;
    loop {
        match it.visit_claim(&Scope::default(), at(1), "test").await.unwrap() {
            Claim::Visit(visit) if visit.url.path() == "/robots.txt" => {
                it.record(&Answer::new(404).at(at(1)).capture(*visit), &empty()).await;
            }
            Claim::Visit(visit) => {
                visits += 1;
                assert!(visits < 10);
                let other = if visit.url.scheme() == "http" {
                    "https://acme.example/a"
                } else {
                    "http://acme.example/a"
                };
                let plan = Plan { due_at: at(1) + TimeDelta::days(7), interval_s: 600, ..Plan::default() };
                let capture = Answer::moved(other).at(at(1)).capture(*visit);
                it.visit_record(&capture, &empty(), &[], &plan, at(1)).await.unwrap();
            }
            Claim::Wait(_) => {}
            Claim::Idle => break,
        }
    }
    assert_eq!(it.count("observations where outcome = 'moved'").await, visits.to_string());
}

/// Visits what is due at `hours`: the page stands at one address, and the other spelling leads there.
async fn visit_where_it_stands(it: &TestStore, hours: i64, stands: &str) -> Vec<String> {
    let mut seen = Vec::new();
    while let Claim::Visit(visit) = it.visit_claim(&Scope::default(), at(hours), "test").await.unwrap() {
        let (robots, url) = (visit.url.path() == "/robots.txt", visit.url.to_string());
        let answer = match url == stands {
            _ if robots => Answer::new(404),
            true => Answer::ok(&format!("{hours}")),
            false => Answer::moved(stands),
        };
        let plan = Plan { due_at: at(hours) + TimeDelta::days(365), interval_s: 600, ..Plan::default() };
        it.visit_record(&answer.at(at(hours)).capture(*visit), &empty(), &[], &plan, at(hours))
            .await
            .unwrap();
        seen.extend((!robots).then_some(url));
    }
    it.query("update frontier set due_at = '2000-01-01' where role <> 'robots'", false).await.unwrap();
    seen
}

const BARE: &str = "https://acme.example/a";
const WWW: &str = "https://www.acme.example/a";

#[tokio::test]
async fn a_site_may_change_its_mind_as_often_as_it_likes() {
    let it = TestStore::with_source(Page, BARE).await;
    it.query("update frontier set due_at = '2000-01-01' where role <> 'robots'", false).await.unwrap();
    for (year, (from, to)) in [(BARE, WWW), (WWW, BARE), (BARE, WWW), (WWW, BARE)].into_iter().enumerate() {
        let hours = 300_000 + 24 * 366 * i64::try_from(year).unwrap();
        assert_eq!(visit_where_it_stands(&it, hours, to).await, [from, to], "in year {year}");
    }
}

#[tokio::test]
async fn the_spelling_that_a_server_chose_holds_until_its_seed_is_rewritten() {
    let it = TestStore::with_source(Page, BARE).await;
    it.look(at(1), Answer::moved(WWW), &empty()).await;
    let seeds = |url| [provider("acme", "acme.example", vec![source(Page, url)])];
    let stands =
        format!("select url, scheme_changes, due_at = '{}' from frontier where role = 'post'", at(3));
    it.seeds_sync(&seeds(BARE), &[], at(2)).await.unwrap();
    assert_eq!(it.lines(&stands).await, [format!("{WWW}|1|f")], "the seed says what it said");
    let rewritten = "http://www.acme.example/a";
    it.query("update frontier set due_at = 'infinity' where role = 'post'", false).await.unwrap();
    it.seeds_sync(&seeds(rewritten), &[], at(3)).await.unwrap();
    assert_eq!(it.lines(&stands).await, [format!("{rewritten}|0|t")]);
    let origin = "select o.origin from frontier f join origins o on o.id = f.origin_id where f.role = 'post'";
    assert_eq!(it.value(origin).await, "http://www.acme.example");
}

#[tokio::test]
async fn nothing_is_followed_from_an_answer_that_is_no_success() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let receipt = it.look(at(1), Answer::new(404), &listing(&["https://acme.example/a"])).await;
    assert_eq!(receipt.found, Vec::<String>::new());
}

#[tokio::test]
async fn an_address_that_only_others_captured_is_found_by_a_crawl_like_any_other() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let source = it.followed_sources().await.unwrap().remove(0).source;
    let belonging =
        |url: &str| Belonging { url: Url::parse(url).unwrap(), role: Role::Post, source: source.clone() };
    let theirs = [(belonging("http://acme.example/a"), at(0)), (belonging("https://acme.example/b"), at(0))];
    it.brought_visits(&theirs).await.unwrap();
    let row =
        "select url, active, depth, via_id is not null, discovered_at from frontier where url like '%/a'";
    assert_eq!(it.lines(row).await, ["http://acme.example/a|f|0|f|2014-04-07 18:00:00+00"]);
    let receipt = it.look(at(1), Answer::ok("1"), &listing(&["https://acme.example/a"])).await;
    assert_eq!(receipt.found, ["https://acme.example/a"]);
    assert_eq!(it.lines(row).await, ["https://acme.example/a|t|1|t|2014-04-07 19:00:00+00"], "no source");
    it.query("update frontier set due_at = 'infinity' where url like '%/blog'", false).await.unwrap();
    let visit = it.claimed_url("https://acme.example/a", at(2)).await;
    it.record(&Answer::ok("a").at(at(2)).capture(visit), &empty()).await;
    // What we visited ourselves keeps its place, also where its source was retired and it is found again.
    it.query("update frontier set active = false where url like '%/a'", false).await.unwrap();
    it.query("update frontier set due_at = '2014-04-07' where url like '%/blog'", false).await.unwrap();
    let receipt = it.look(at(3), Answer::ok("2"), &listing(&["http://acme.example/a"])).await;
    assert_eq!(receipt.found, Vec::<String>::new());
    assert_eq!(it.lines(row).await, ["https://acme.example/a|t|1|t|2014-04-07 19:00:00+00"]);
}
