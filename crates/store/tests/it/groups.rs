//! Who is asked as one: hosts, platforms, and the robots.txt of another host.

use chrono::TimeDelta;
use model::SourceKind::{Blog, Page, Status};
use model::{DocumentKind, Extraction, GroupHistory};
use store::{Claim, Next, Plan, Scope};

use crate::support::{Answer, TestStore, article, at, empty, found, provider, source};

#[tokio::test]
async fn hosts_of_one_platform_are_asked_one_at_a_time() {
    let it = TestStore::new().await;
    let seeds = [
        provider("a", "a.example", vec![source(Status, "https://a.statuspage.io/")]),
        provider("b", "b.example", vec![source(Status, "https://b.statuspage.io/")]),
    ];
    it.seeds_sync(&seeds, &[], at(0)).await.unwrap();
    let first = it.claimed(at(0)).await;
    assert_eq!(first.group, "statuspage.io");
    let second = it.visit_claim(&Scope::default(), at(0), "other").await.unwrap();
    assert!(matches!(second, Claim::Wait(_)), "{second:?}");
    it.record(&Answer::new(404).at(at(0)).capture(first), &empty()).await;
    assert_eq!(it.claimed(at(0)).await.url.as_str(), "https://b.statuspage.io/robots.txt");
}

#[tokio::test]
async fn a_host_joins_the_platform_that_its_answer_shows() {
    let it = TestStore::with_source(Status, "https://status.acme.example/").await;
    let shown = Extraction { adapter: "statuspage-html".into(), kind: DocumentKind::Listing, ..empty() };
    it.look(at(1), Answer::ok("page"), &shown).await;
    let groups = "select distinct g.name from frontier f join politeness_groups g on g.id = f.group_id";
    assert_eq!(it.lines(groups).await, ["statuspage.io"], "with its robots.txt");
    let of_origin = "select g.name, o.platform from origins o join politeness_groups g on g.id = o.group_id";
    assert_eq!(it.lines(of_origin).await, ["statuspage.io|statuspage.io"]);
    let next = it.claimed(at(1) + TimeDelta::minutes(10)).await;
    assert_eq!(next.group, "statuspage.io");
    assert_eq!(it.value("select count(*) from politeness_groups where lease is not null").await, "1");
}

#[tokio::test]
async fn a_robots_txt_behind_a_redirect_is_asked_under_its_own_lease_and_once_for_all() {
    let it = TestStore::new().await;
    let seeds = [
        provider("a", "a.example", vec![source(Page, "https://a.example/x")]),
        provider("b", "b.example", vec![source(Page, "https://b.example/x")]),
    ];
    it.seeds_sync(&seeds, &[], at(0)).await.unwrap();
    let own = it.claimed_url("https://a.example/robots.txt", at(0)).await;
    let moved = Answer::moved("https://www.a.example/robots.txt").at(at(0));
    it.record(&moved.capture(own), &empty()).await;
    let mut seen = Vec::new();
    while let Claim::Visit(visit) = it.visit_claim(&Scope::default(), at(0), "test").await.unwrap() {
        seen.push(format!("{} {}", visit.group, visit.url.path()));
        let answer = match visit.url.as_str() {
            "https://b.example/robots.txt" => Answer::moved("https://www.a.example/robots.txt"),
            "https://www.a.example/robots.txt" => Answer::ok("User-agent: *\nDisallow: /y\n"),
            _ => {
                let rules = visit.robots.as_ref().unwrap();
                assert!(rules.text.contains("Disallow: /y"), "the rules of the other place hold here");
                Answer::new(404)
            }
        };
        it.record(&answer.at(at(0)).capture(*visit), &empty()).await;
    }
    seen.sort();
    let expected = ["a.example /x", "b.example /robots.txt", "b.example /x", "www.a.example /robots.txt"];
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn robots_files_that_lead_to_each_other_forbid_all() {
    let it = TestStore::new().await;
    let seed = provider("a", "a.example", vec![source(Page, "https://a.example/x")]);
    it.seeds_sync(&[seed], &[], at(0)).await.unwrap();
    let mut visits = 0;
    while let Claim::Visit(visit) = it.visit_claim(&Scope::default(), at(0), "test").await.unwrap() {
        visits += 1;
        assert!(visits < 6, "it goes round for ever");
        let answer = match visit.url.as_str() {
            "https://a.example/robots.txt" => Answer::moved("https://b.example/robots.txt"),
            "https://b.example/robots.txt" => Answer::moved("https://a.example/robots.txt"),
            _ => {
                assert_eq!(visit.robots.as_ref().unwrap().state, model::RobotsState::Unreachable);
                Answer::disallowed("none")
            }
        };
        it.record(&answer.at(at(0)).capture(*visit), &empty()).await;
    }
    assert_eq!(visits, 3);
}

#[tokio::test]
async fn a_dead_workers_group_is_taken_over_within_a_minute_of_the_databases_clock() {
    let it = TestStore::with_source(Blog, "https://acme.example/").await;
    let dead = it.claimed(at(1)).await;
    assert_eq!(
        it.value("select leased_until <= clock_timestamp() + interval '60 seconds' from politeness_groups")
            .await,
        "t"
    );
    // The crawler's own clock may be years off: it does not end a lease.
    let waits = it.visit_claim(&Scope::default(), at(100_000), "other").await.unwrap();
    assert!(matches!(waits, Claim::Wait(time) if time.as_secs() <= 60), "{waits:?}");
    it.query("update politeness_groups set leased_until = clock_timestamp()", false).await.unwrap();
    let taken = it.claimed(at(1)).await;
    assert_eq!((taken.url.as_str(), taken.group.as_str()), (dead.url.as_str(), dead.group.as_str()));
    assert!(!it.visit_extend(&dead).await.unwrap(), "the dead one, if it lives, learns that it was replaced");
    assert!(it.visit_extend(&taken).await.unwrap());
}

#[tokio::test]
async fn what_the_schedule_remembers_comes_back_with_the_visit() {
    let it = TestStore::with_source(Page, "https://acme.example/x").await;
    let visit = it.claimed(at(1)).await;
    let group = GroupHistory { failures: 6, trips: 2 };
    let plan = Plan {
        due_at: at(2),
        interval_s: 60,
        group,
        resolved_at: Some(at(1)),
        distrust: true,
        ..Plan::default()
    };
    let capture = Answer::new(500).at(at(1)).capture(visit);
    it.visit_record(&capture, &empty(), &[], &plan, at(1)).await.unwrap();
    assert_eq!(it.value("select opened_at is not null from politeness_groups").await, "t");
    assert_eq!(it.value("select code from notes").await, "validators-distrusted");
    let history = it.claimed(at(2)).await.history;
    assert_eq!((history.group, history.resolved_at), (group, Some(at(1))));
    assert_eq!(history.distrusted_at, Some(at(1)));
}

#[tokio::test]
async fn news_and_silence_have_a_plan_each() {
    let it = TestStore::with_source(Page, "https://acme.example/x").await;
    let words = found(&[article("https://acme.example/x", "Heartbleed", "A")]);
    for (hour, answer, expected) in [(1, Answer::ok("A"), "60"), (2, Answer::same("A"), "600")] {
        let visit = it.claimed(at(hour)).await;
        let news = Some(Next { due_at: at(hour + 1), interval_s: 60 });
        let plan = Plan { due_at: at(hour + 1), interval_s: 600, news, ..Plan::default() };
        it.visit_record(&answer.at(at(hour)).capture(visit), &words, &[], &plan, at(hour)).await.unwrap();
        assert_eq!(it.value("select interval_s from frontier where role = 'post'").await, expected);
    }
}

#[tokio::test]
async fn looks_with_validators_are_counted_until_one_without() {
    let it = TestStore::with_source(Page, "https://acme.example/x").await;
    it.look(at(1), Answer::ok("A").header("ETag", "\"1\""), &empty()).await;
    // What was not readable leaves no validators; a capture that is read does.
    let words = found(&[article("https://acme.example/x", "Heartbleed", "A")]);
    it.look(at(2), Answer::ok("A").header("ETag", "\"1\""), &words).await;
    for hour in 3..6 {
        it.look(at(hour), Answer::new(304), &words).await;
    }
    let mut visit = it.claimed(at(6)).await;
    assert_eq!(visit.history.conditional_looks, 3);
    visit.whole = true;
    it.record(&Answer::ok("A").header("ETag", "\"1\"").at(at(6)).capture(visit), &words).await;
    assert_eq!(it.claimed(at(7)).await.history.conditional_looks, 0);
}
