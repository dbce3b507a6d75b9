//! What needs somebody to look opens and closes by itself, at the time of the looks.

use chrono::TimeDelta;
use model::SourceKind::{Blog, Page};
use model::{DocumentKind, Extraction, FailureClass, Note};

use crate::support::{Answer, TestStore, article, at, empty, found, listing};

const HOME: &str = "https://acme.example/blog";

/// The findings as of so many hours after the start: what, when it opened and closed, in hours.
async fn findings(it: &TestStore, hours: i64) -> Vec<String> {
    let start = at(0).to_rfc3339();
    let hour = |column: &str| {
        format!("coalesce(round(extract(epoch from {column} - timestamptz '{start}') / 3600)::text, 'open')")
    };
    it.lines(&format!(
        "select finding, {}, {}, detail from source_findings('{}') order by opened_at, finding",
        hour("opened_at"),
        hour("closed_at"),
        at(hours).to_rfc3339(),
    ))
    .await
}

fn links() -> Extraction {
    listing(&["https://acme.example/blog/one", "https://acme.example/blog/two"])
}

fn noted(code: &str) -> Extraction {
    Extraction { kind: DocumentKind::Listing, notes: vec![Note::new(code, "nothing")], ..empty() }
}

/// Looks at the source alone: what it leads to is taken out of the way.
async fn look(it: &TestStore, hours: i64, answer: Answer, extraction: &Extraction) {
    it.query("update frontier set active = false where via_id is not null", false).await.unwrap();
    it.look(at(hours), answer, extraction).await;
}

#[tokio::test]
async fn a_source_that_never_was_good_is_named_until_it_is() {
    let it = TestStore::with_source(Blog, HOME).await;
    for hours in 1..=2 {
        look(&it, hours, Answer::new(404), &empty()).await;
    }
    assert_eq!(findings(&it, 3).await, Vec::<String>::new(), "two looks are no proof");
    look(&it, 3, Answer::failed(FailureClass::Dns), &empty()).await;
    look(&it, 4, Answer::new(500), &empty()).await;
    assert_eq!(findings(&it, 5).await, ["never-good|3|open|no answer"]);
    look(&it, 6, Answer::ok("a"), &links()).await;
    assert_eq!(findings(&it, 7).await, ["never-good|3|6|no answer"]);
    assert_eq!(findings(&it, 5).await, ["never-good|3|open|no answer"], "the past stays what it was");
}

#[tokio::test]
async fn a_source_without_a_good_look_becomes_stale_and_recovers() {
    let it = TestStore::with_source(Page, HOME).await;
    let words = found(&[article(HOME, "Heartbleed", "A")]);
    look(&it, 1, Answer::ok("A"), &words).await;
    assert_eq!(findings(&it, 24).await, Vec::<String>::new(), "a day is not too long");
    assert_eq!(findings(&it, 26).await, ["stale|25|open|nobody looked"]);
    look(&it, 20, Answer::new(503), &empty()).await;
    look(&it, 30, Answer::failed(FailureClass::Timeout), &empty()).await;
    assert_eq!(findings(&it, 31).await, ["stale|25|open|2 looks in vain, the last: no answer"]);
    look(&it, 40, Answer::same("A"), &words).await;
    assert_eq!(findings(&it, 41).await, ["stale|25|40|2 looks in vain, the last: no answer"]);
}

#[tokio::test]
async fn a_source_that_moved_is_named_with_where_to() {
    let it = TestStore::with_source(Page, HOME).await;
    let words = found(&[article(HOME, "Heartbleed", "A")]);
    look(&it, 1, Answer::ok("A"), &words).await;
    look(&it, 2, Answer::moved("https://elsewhere.example/blog"), &empty()).await;
    look(&it, 3, Answer::failed(FailureClass::Reset), &empty()).await;
    look(&it, 4, Answer::moved("https://elsewhere.example/blog"), &empty()).await;
    assert_eq!(findings(&it, 5).await, ["moved|2|open|to https://elsewhere.example/blog"]);
    look(&it, 6, Answer::ok("A"), &words).await;
    assert_eq!(findings(&it, 7).await, ["moved|2|6|to https://elsewhere.example/blog"]);
}

#[tokio::test]
async fn an_answer_in_which_nothing_is_found_opens_a_miss() {
    let it = TestStore::with_source(Blog, HOME).await;
    look(&it, 1, Answer::ok("a"), &links()).await;
    look(&it, 2, Answer::ok("b"), &noted("listing-empty")).await;
    look(&it, 3, Answer::same("b"), &noted("listing-empty")).await;
    look(&it, 4, Answer::new(503), &empty()).await;
    assert_eq!(findings(&it, 5).await, ["selector-miss|2|open|listing-empty: nothing"]);
    look(&it, 6, Answer::ok("c"), &links()).await;
    assert_eq!(findings(&it, 7).await, ["selector-miss|2|6|listing-empty: nothing"]);
}

#[tokio::test]
async fn a_source_that_answers_and_says_nothing_more_is_silent_until_it_speaks() {
    let it = TestStore::with_source(Page, HOME).await;
    it.query("update sources set kind = 'blog'", false).await.unwrap();
    for day in 0..6 {
        let text = format!("word of day {day}");
        let words = found(&[article(HOME, "Heartbleed", &text)]);
        look(&it, 1 + 24 * day, Answer::ok(&text), &words).await;
    }
    let last = found(&[article(HOME, "Heartbleed", "word of day 5")]);
    let day = |days: i64| TimeDelta::days(days).num_hours();
    for days in [20, 60, 95] {
        look(&it, day(days), Answer::same("word of day 5"), &last).await;
    }
    let silent =
        |all: Vec<String>| all.into_iter().filter(|line| line.starts_with("silent")).collect::<Vec<_>>();
    assert_eq!(silent(findings(&it, day(94)).await), Vec::<String>::new());
    let opened = 1 + day(5) + day(90);
    look(&it, day(100), Answer::same("word of day 5"), &last).await;
    let text = "last word of 2014-04-12";
    assert_eq!(silent(findings(&it, day(101)).await), [format!("silent|{opened}|open|{text}")]);
    let next = found(&[article(HOME, "Heartbleed", "a new word")]);
    look(&it, day(110), Answer::ok("a new word"), &next).await;
    assert_eq!(silent(findings(&it, day(111)).await), [format!("silent|{opened}|{}|{text}", day(110))]);
}

#[tokio::test]
async fn a_retired_source_needs_nobody() {
    let it = TestStore::with_source(Blog, HOME).await;
    for hours in 1..=4 {
        look(&it, hours, Answer::new(404), &empty()).await;
    }
    it.query("update sources set active = false", false).await.unwrap();
    assert_eq!(findings(&it, 5).await, Vec::<String>::new());
}
