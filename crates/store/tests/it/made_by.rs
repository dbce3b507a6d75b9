//! Captures that others made: who saw what is told beside each observed time, and only our own looks say how a
//! source is.

use model::SourceKind::Page;
use model::{Maker, Provenance};

use store::Plan;

use crate::support::{Answer, TestStore, article, at, empty, found, page_about};

/// A memento that was fetched long afterwards.
fn memento() -> Provenance {
    let address = "https://archive.example/web/20140408191500/https://acme.example/heartbleed";
    Provenance {
        made_by: Maker::Wayback,
        made_as: address.to_owned(),
        archive_url: Some(address.to_owned()),
        source_file: None,
        brought_at: at(90_000),
    }
}

#[tokio::test]
async fn each_observed_time_says_who_observed() {
    let it = TestStore::following(page_about("https://acme.example/heartbleed")).await;
    let post = article("https://acme.example/heartbleed", "We are patched", "All is well.");
    let theirs = Answer::new(404).made(Provenance { made_as: "before".into(), ..memento() });
    it.look(at(10), theirs, &empty()).await;
    it.look(at(100), Answer::ok("a").made(memento()), &found(std::slice::from_ref(&post))).await;
    it.look(
        at(200),
        Answer::ok("b"),
        &found(&[article("https://acme.example/heartbleed", "We are safe", "All is well.")]),
    )
    .await;
    assert_eq!(
        it.lines("select title, made_by, archive_url, last_not_seen_by from trail order by first_seen_at")
            .await,
        [
            format!("We are patched|wayback|{}|wayback", memento().made_as),
            "We are safe|live|-|wayback".to_owned(),
        ]
    );
    let words = "select first_seen_by, last_not_seen_by, looks, backfilled_looks from first_words
                  where first_seen_by is not null or looks > 0";
    assert_eq!(it.lines(words).await, ["-|-|3|2"]);
    assert_eq!(
        it.lines("select distinct brought_at > fetched_at from captures where made_by = 'wayback'").await,
        ["t"]
    );
}

#[tokio::test]
async fn what_is_brought_twice_is_one_capture() {
    let it = TestStore::with_source(Page, "https://acme.example/heartbleed").await;
    let visit = it.claimed(at(10)).await;
    let capture = Answer::ok("a").at(at(10)).made(memento()).capture(visit.clone());
    it.record(&capture, &found(&[])).await;
    let again = Answer::ok("a").at(at(10)).made(memento()).capture(visit);
    let plan = Plan::default();
    let receipt = it.visit_record(&again, &found(&[]), &[], &plan, at(10)).await.unwrap();
    assert_eq!((receipt.outcome.as_str(), receipt.capture_id), ("failed", None));
    assert_eq!(it.value("select count(*) from captures where made_by <> 'live'").await, "1");
}

#[tokio::test]
async fn only_our_own_looks_say_how_a_source_is() {
    let it = TestStore::with_source(Page, "https://acme.example/heartbleed").await;
    for number in 0..4 {
        let made = Provenance { made_as: number.to_string(), ..memento() };
        it.look(at(100 * (number + 1)), Answer::new(404).made(made), &empty()).await;
    }
    assert_eq!(it.count("source_findings(to_timestamp(1000000000000))").await, "0");
}
