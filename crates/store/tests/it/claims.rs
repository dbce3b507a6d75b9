//! The frontier: nobody is asked twice at a time, nobody is asked too soon, and nothing due is forgotten.

use chrono::TimeDelta;
use model::{FailureClass, SourceKind::Blog};
use store::{Claim, Plan, Scope, StoreError};

use crate::support::{Answer, TestStore, at, empty, found, listing, provider, source};

const BLOG: &str = "https://acme.example/blog";

async fn claim(it: &TestStore, scope: &Scope) -> String {
    match it.visit_claim(scope, at(1), "test").await.unwrap() {
        Claim::Visit(visit) => visit.url.to_string(),
        Claim::Wait(time) => format!("wait {}", time.as_secs_f64().ceil()),
        Claim::Idle => "idle".into(),
    }
}

#[tokio::test]
async fn robots_comes_first_and_then_the_address() {
    let it = TestStore::new().await;
    let acme = provider("acme", "acme.example", vec![source(Blog, BLOG)]);
    it.seeds_sync(&[acme], &[], at(0)).await.unwrap();
    let robots = it.claimed_url("https://acme.example/robots.txt", at(0)).await;
    assert!(robots.robots.is_none());
    it.record(&Answer::ok("User-agent: *\nDisallow: /x").at(at(0)).capture(robots), &empty()).await;
    let visit = it.claimed_url(BLOG, at(0)).await;
    assert_eq!(visit.robots.unwrap().text, "User-agent: *\nDisallow: /x");
}

#[tokio::test]
async fn a_stale_robots_is_asked_for_again_only_when_an_address_needs_it() {
    let it = TestStore::with_source(Blog, BLOG).await;
    it.look(at(0), Answer::ok("x"), &empty()).await;
    let idle = it.visit_claim(&Scope::default(), at(0) + TimeDelta::minutes(5), "test").await.unwrap();
    assert!(matches!(idle, Claim::Idle), "{idle:?}");
    it.claimed_url(BLOG, at(24 * 364)).await;
    it.query("update politeness_groups set leased_until = null", false).await.unwrap();
    it.claimed_url("https://acme.example/robots.txt", at(24 * 366)).await;
}

#[tokio::test]
async fn a_host_is_asked_by_one_worker_at_a_time() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let urls = ["https://acme.example/2", "http://acme.example/3"];
    let sources = [BLOG].iter().chain(&urls).map(|url| source(Blog, url)).collect();
    it.seeds_sync(&[provider("acme", "acme.example", sources)], &[], at(0)).await.unwrap();
    let visit = it.claimed(at(0)).await;
    assert_eq!(claim(&it, &Scope::default()).await, "wait 60");
    assert!(it.visit_extend(&visit).await.unwrap());
    assert!(it.visit_release(&visit).await.unwrap());
    assert!(!it.visit_extend(&visit).await.unwrap());
    assert!(claim(&it, &Scope::default()).await.starts_with("http"));
}

/// The addresses that are visited at `at(1)`, in their order, none of them twice.
async fn visits(it: &TestStore) -> Vec<String> {
    let mut seen = Vec::new();
    while let Claim::Visit(visit) = it.visit_claim(&Scope::default(), at(1), "test").await.unwrap() {
        seen.push(visit.url.path().to_owned());
        let plan = Plan { due_at: at(100), interval_s: 600, ..Plan::default() };
        let capture = Answer::new(404).at(at(1)).capture(*visit);
        it.visit_record(&capture, &empty(), &[], &plan, at(1)).await.unwrap();
    }
    seen
}

#[tokio::test]
async fn a_source_does_not_wait_for_the_posts_that_it_led_to() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let posts: Vec<String> = (0..5).map(|n| format!("https://acme.example/post/{n}")).collect();
    let posts: Vec<&str> = posts.iter().map(String::as_str).collect();
    it.look(at(0), Answer::ok("x"), &listing(&posts)).await;
    let later = format!("update frontier set due_at = '{}' where role = 'listing'", at(1));
    it.query(&later, false).await.unwrap();
    assert_eq!(visits(&it).await[..2], ["/blog", "/post/0"], "the posts are due for longer");
}

#[tokio::test]
async fn posts_have_each_fourth_turn_however_many_sources_wait() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let posts = ["https://acme.example/post/1", "https://acme.example/post/2"];
    it.look(at(0), Answer::ok("x"), &listing(&posts)).await;
    let sources = (0..7).map(|n| source(Blog, &format!("https://acme.example/{n}"))).collect();
    it.seeds_sync(&[provider("acme", "acme.example", sources)], &[], at(0)).await.unwrap();
    // Their own source is retired with its posts: they go over to one that is followed.
    it.query("update frontier set active = true, retired = false where role = 'post'", false).await.unwrap();
    let turns: String =
        visits(&it).await.iter().map(|path| if path.starts_with("/post") { 'p' } else { 's' }).collect();
    assert_eq!(turns, "sspssspss", "one source was visited before");
}

#[tokio::test]
async fn what_a_worker_that_is_gone_had_leased_is_free_again_after_its_rest() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let none = std::time::Duration::ZERO;
    it.claimed(at(0)).await;
    assert_eq!(it.leases_free("another", none).await.unwrap(), 0);
    assert_eq!(claim(&it, &Scope::default()).await, "wait 60");
    assert_eq!(it.leases_free("test", std::time::Duration::from_secs(20)).await.unwrap(), 1);
    assert_eq!(claim(&it, &Scope::default()).await, "wait 20");
    it.query("update politeness_groups set next_at = now()", false).await.unwrap();
    let slow = "update origins set robots_state = 'found', robots_text = E'User-agent: *\\nCrawl-Delay: 30'";
    it.query(slow, false).await.unwrap();
    it.claimed_url(BLOG, at(0)).await;
    assert_eq!(it.leases_free("test", none).await.unwrap(), 0, "its rest is not known");
}

#[tokio::test]
async fn a_host_rests_after_a_visit() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let visit = it.claimed(at(0)).await;
    let plan = Plan { due_at: at(0), interval_s: 60, group_delay_ms: 40_000, ..Plan::default() };
    it.visit_record(&Answer::ok("x").at(at(0)).capture(visit), &empty(), &[], &plan, at(0)).await.unwrap();
    assert_eq!(claim(&it, &Scope::default()).await, "wait 40");
}

#[tokio::test]
async fn a_lease_that_ran_out_is_given_to_another_and_the_first_takes_nothing_from_it() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let first = it.claimed(at(0)).await;
    it.query("update politeness_groups set leased_until = clock_timestamp() - interval '1 second'", false)
        .await
        .unwrap();
    let second = it.claimed(at(0)).await;
    assert_ne!(first.lease, second.lease);
    it.record(&Answer::ok("x").at(at(0)).capture(first), &found(&[])).await;
    assert_eq!(it.value("select lease from politeness_groups").await, second.lease.to_string());
    it.record(&Answer::ok("x").at(at(0)).capture(second), &found(&[])).await;
    assert_eq!(it.value("select lease from politeness_groups").await, "");
}

#[tokio::test]
async fn a_scope_sees_its_own_providers_only() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let scope = |slug: &str| Scope { providers: Some(vec![slug.into()]) };
    assert_eq!(claim(&it, &scope("nobody")).await, "idle");
    assert_eq!(it.due_set(&scope("nobody"), at(1)).await.unwrap(), 0);
    assert_eq!(it.due_set(&scope("acme"), at(0)).await.unwrap(), 1);
    let visit = it.visit_claim(&scope("acme"), at(0), "test").await.unwrap();
    assert!(matches!(visit, Claim::Visit(_)));
}

#[tokio::test]
async fn a_retry_that_is_due_soon_is_waited_for_and_a_later_one_is_not() {
    let it = TestStore::with_source(Blog, BLOG).await;
    for (seconds, expected) in [(20, "wait 20"), (31, "idle")] {
        it.due_set(&Scope::default(), at(0)).await.unwrap();
        let visit = it.claimed_url(BLOG, at(0)).await;
        let due_at = at(0) + TimeDelta::seconds(seconds);
        let plan = Plan { due_at, interval_s: 600, ..Plan::default() };
        let capture = Answer::failed(FailureClass::Timeout).at(at(0)).capture(visit);
        it.visit_record(&capture, &empty(), &[], &plan, at(0)).await.unwrap();
        let claim = match it.visit_claim(&Scope::default(), at(0), "test").await.unwrap() {
            Claim::Wait(time) => format!("wait {}", time.as_secs()),
            other => format!("{other:?}").to_lowercase(),
        };
        assert_eq!(claim, expected);
    }
    assert_eq!(it.value("select failures from frontier where role = 'listing'").await, "2");
}

#[tokio::test]
async fn an_origin_waits_for_the_retries_of_its_robots() {
    let it = TestStore::new().await;
    it.seeds_sync(&[provider("acme", "acme.example", vec![source(Blog, BLOG)])], &[], at(0)).await.unwrap();
    let robots = it.claimed(at(0)).await;
    let plan = Plan { due_at: at(0) + TimeDelta::seconds(5), interval_s: 600, ..Plan::default() };
    let capture = Answer::new(503).at(at(0)).capture(robots);
    it.visit_record(&capture, &empty(), &[], &plan, at(0)).await.unwrap();
    let claim = it.visit_claim(&Scope::default(), at(0), "test").await.unwrap();
    assert!(matches!(claim, Claim::Wait(time) if time.as_secs() == 5), "{claim:?}");
    it.claimed_url("https://acme.example/robots.txt", at(0) + TimeDelta::seconds(5)).await;
}

#[tokio::test]
async fn many_workers_never_hold_one_host_together() {
    let it = TestStore::new().await;
    let seeds: Vec<_> = (0..8)
        .map(|host| {
            let sources = (0..3).map(|n| source(Blog, &format!("https://h{host}.example/{n}"))).collect();
            provider(&format!("p{host}"), &format!("h{host}.example"), sources)
        })
        .collect();
    it.seeds_sync(&seeds, &[], at(0)).await.unwrap();
    let workers = (0..6).map(|_| async {
        let mut seen = Vec::new();
        loop {
            match it.visit_claim(&Scope::default(), at(0), "test").await.unwrap() {
                Claim::Visit(visit) => {
                    seen.push(visit.url.to_string());
                    it.record(&Answer::new(404).at(at(0)).capture(*visit), &empty()).await;
                }
                Claim::Wait(_) => tokio::task::yield_now().await,
                Claim::Idle => return seen,
            }
        }
    });
    let mut seen: Vec<String> = futures_util::future::join_all(workers).await.into_iter().flatten().collect();
    seen.sort();
    let all = seen.len();
    seen.dedup();
    assert_eq!((seen.len(), all), (8 * 4, 8 * 4));
}

#[tokio::test]
async fn what_a_clock_that_was_ahead_had_planned_is_due_again() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let capture = Answer::ok("x").at(at(0)).capture(it.claimed_url(BLOG, at(0)).await);
    let plan = Plan { due_at: at(24 * 400), ..Plan::default() };
    it.visit_record(&capture, &empty(), &[], &plan, at(0)).await.unwrap();
    assert_eq!(claim(&it, &Scope::default()).await, "idle");
    assert!(it.due_pull_back(at(1)).await.unwrap() > 0);
    assert_eq!(it.count("frontier where due_at > '2014-06-01'").await, "0");
    assert_ne!(claim(&it, &Scope::default()).await, "idle");
    assert_eq!(it.due_pull_back(at(1)).await.unwrap(), 0);
}

#[tokio::test]
async fn a_rebuild_and_a_crawl_keep_each_other_out() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let visit = it.claimed(at(0)).await;
    let refused = it.rebuild_begin(at(0)).await.unwrap_err();
    assert!(matches!(refused, StoreError::Crawled { .. }), "{refused}");
    assert!(!it.rebuild_is_unfinished().await.unwrap(), "the crawl goes on");
    assert!(it.visit_release(&visit).await.unwrap());
    assert!(!it.rebuild_begin(at(0)).await.unwrap().goes_on);
    let refused = it.visit_claim(&Scope::default(), at(1), "test").await.unwrap_err();
    assert!(matches!(refused, StoreError::Rebuilding), "{refused}");
    assert!(it.rebuild_begin(at(1)).await.unwrap().goes_on);
}
