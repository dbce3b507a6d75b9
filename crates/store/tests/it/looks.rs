//! Every look leaves an observation, and what it found decides what is asked with next.

use chrono::TimeDelta;
use model::SourceKind::{Blog, Page};
use model::{FailureClass, Hop};

use crate::support::{Answer, TestStore, article, at, empty, found, listing};

const PAGE: &str = "https://acme.example/heartbleed";

#[tokio::test]
async fn silence_errors_and_gaps_are_told_apart() {
    let it = TestStore::with_source(Page, PAGE).await;
    let words = found(&[article(PAGE, "Heartbleed", "A")]);
    let answers = [
        (Answer::failed(FailureClass::Dns), empty()),
        (Answer::disallowed("2: Disallow: /"), empty()),
        (Answer::new(500), empty()),
        (Answer::new(403), empty()),
        (Answer::new(404), empty()),
        (Answer::new(410), empty()),
        (Answer::ok("login"), empty()),
        (Answer::ok("half").cut(), words.clone()),
        (Answer::ok("A"), words.clone()),
        (Answer::same("A"), words),
    ];
    for (hour, (answer, extraction)) in answers.into_iter().enumerate() {
        it.look(at(i64::try_from(hour).unwrap() + 1), answer, &extraction).await;
    }
    let looks = it
        .lines("select outcome, status, failure, robots_line, truncated, complete, capture_id is not null from observations order by id offset 1")
        .await;
    let expected = [
        "failed|-|dns|-|-|f|f",
        "disallowed|-|-|2: Disallow: /|-|f|f",
        "error|500|-|-|-|f|t",
        "error|403|-|-|-|f|t",
        "missing|404|-|-|-|t|t",
        "missing|410|-|-|-|t|t",
        "answered|200|-|-|-|f|t",
        "answered|200|-|-|length|f|t",
        "answered|200|-|-|-|t|t",
        "unchanged|200|-|-|-|t|t",
    ];
    assert_eq!(looks, expected);
    assert_eq!(it.value("select last_not_seen_at from revisions").await, "2014-04-08 00:00:00+00");
    assert_eq!(it.value("select failures from frontier where role = 'post'").await, "0");
}

#[tokio::test]
async fn validators_are_those_of_the_last_whole_success() {
    let it = TestStore::with_source(Page, PAGE).await;
    let words = found(&[article(PAGE, "Heartbleed", "A")]);
    let tag = |answer: Answer, tag: &str| answer.header("ETag", tag).header("Last-Modified", "yesterday");
    let steps = [
        (tag(Answer::new(404), "\"0\""), None, "an error saves nothing"),
        (tag(Answer::ok("A"), "\"1\""), Some("\"1\""), "a success saves"),
        (tag(Answer::new(500), "\"2\""), Some("\"1\""), "an error keeps"),
        (Answer::new(304), Some("\"1\""), "a 304 without fields keeps"),
        (tag(Answer::new(304), "\"3\""), Some("\"3\""), "a 304 with fields renews"),
        (tag(Answer::ok("B").cut(), "\"4\""), None, "a body that was cut is asked for again"),
        (tag(Answer::ok("C"), "\"5\""), Some("\"5\""), "a success saves"),
        (Answer::ok("D"), None, "a success without fields clears"),
    ];
    for (hour, (answer, expected, why)) in steps.into_iter().enumerate() {
        let now = at(i64::try_from(hour).unwrap() + 1);
        it.look(now, answer, &words).await;
        let stored = it.lines("select etag from frontier where role = 'post'").await;
        assert_eq!(stored, [expected.unwrap_or("-")], "{why}");
    }
}

#[tokio::test]
async fn a_post_was_not_there_when_its_listing_did_not_show_it() {
    let it = TestStore::with_source(Blog, "https://acme.example/").await;
    let post = "https://acme.example/heartbleed";
    it.look(at(1), Answer::ok("1"), &listing(&[])).await;
    it.look(at(2), Answer::ok("2"), &listing(&[])).await;
    it.look(at(3), Answer::ok("3"), &listing(&[post])).await;
    let visit = it.claimed_url(post, at(3)).await;
    assert_eq!(
        (visit.depth, visit.via.unwrap().as_str(), visit.discovered_at),
        (1, "https://acme.example/", at(3))
    );
    it.query("update politeness_groups set leased_until = null", false).await.unwrap();
    it.look(at(3), Answer::ok("post"), &found(&[article(post, "Heartbleed", "A")])).await;
    let seen = it.lines("select first_seen_at, last_not_seen_at from communications").await;
    assert_eq!(seen, ["2014-04-07 21:00:00+00|2014-04-07 20:00:00+00"]);
}

#[tokio::test]
async fn nothing_is_known_of_the_time_before_the_first_look() {
    let it = TestStore::with_source(Blog, "https://acme.example/").await;
    it.look(at(1), Answer::ok("1"), &listing(&["https://acme.example/a"])).await;
    it.look(at(1), Answer::ok("post"), &found(&[article("a", "Heartbleed", "A")])).await;
    assert_eq!(it.value("select last_not_seen_at from communications").await, "");
}

#[tokio::test]
async fn redirects_are_recorded_hop_by_hop() {
    let it = TestStore::with_source(Page, PAGE).await;
    let mut capture = Answer::ok("A").at(at(1)).capture(it.claimed(at(1)).await);
    let last = capture.exchange.hops.remove(0);
    let mut first: Hop = last.clone();
    first.response.status = 301;
    first.response.headers = vec![("Location".into(), b"/heartbleed/".to_vec())];
    let url = "https://acme.example/heartbleed/".parse().unwrap();
    capture.exchange.hops = vec![first, Hop { url, ..last }];
    let place = capture.place.clone().unwrap();
    capture.earlier = vec![model::RecordPlace { record_id: uuid::Uuid::nil().urn().to_string(), ..place }];
    it.record(&capture, &empty()).await;
    let hops = it
        .lines("select position, url, status, location, record_id is not null from hops order by position")
        .await;
    let expected = [
        "0|https://acme.example/heartbleed|301|/heartbleed/|t",
        "1|https://acme.example/heartbleed/|200|-|t",
    ];
    assert_eq!(hops, expected);
    assert_eq!(
        it.value("select target_uri from captures where status = 200").await,
        "https://acme.example/heartbleed/"
    );
}

#[tokio::test]
async fn an_address_is_due_when_the_plan_says() {
    let it = TestStore::with_source(Page, PAGE).await;
    it.look(at(1), Answer::new(404), &empty()).await;
    let row = it.lines("select due_at, interval_s from frontier where role = 'post'").await;
    assert_eq!(row, ["2014-04-07 19:10:00+00|600"]);
    it.claimed(at(1) + TimeDelta::minutes(10)).await;
}

#[tokio::test]
async fn what_other_workers_saw_can_be_told_since_a_look() {
    let it = TestStore::with_source(Page, PAGE).await;
    it.look(at(1), Answer::ok("A"), &found(&[article(PAGE, "Heartbleed", "A")])).await;
    let before = it.store.last_look().await.unwrap();
    assert!(before > 0);
    assert_eq!(it.store.looks_since(before, "acme").await.unwrap(), []);
    it.look(at(2), Answer::ok("B"), &found(&[article(PAGE, "Heartbleed", "B")])).await;
    it.look(at(3), Answer::failed(FailureClass::Dns), &empty()).await;
    let looks = it.store.looks_since(before, "acme").await.unwrap();
    let told: Vec<_> =
        looks.iter().map(|look| (look.outcome.as_str(), look.posts.len(), look.revisions.len())).collect();
    assert_eq!(told, [("answered", 0, 1), ("failed", 0, 0)]);
    assert!(looks.iter().all(|look| look.address == PAGE), "{looks:?}");
    assert_eq!(it.store.looks_since(before, "nobody").await.unwrap(), []);
}
