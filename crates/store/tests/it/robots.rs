//! What robots.txt comes to.

use model::{EvidenceClass, FailureClass, RobotsState, SourceKind::Blog};
use store::Plan;

use crate::support::{Answer, TestStore, at, empty, provider, source};

async fn state(answer: Answer, decoded: Option<&str>) -> (RobotsState, String) {
    let it = TestStore::new().await;
    let acme = provider("acme", "acme.example", vec![source(Blog, "https://acme.example/")]);
    it.seeds_sync(&[acme], &[], at(0)).await.unwrap();
    let capture = answer.at(at(0)).capture(it.claimed(at(0)).await);
    let plan = Plan { due_at: at(24), robots_text: decoded.map(str::to_owned), ..Plan::default() };
    it.visit_record(&capture, &empty(), &[], &plan, at(0)).await.unwrap();
    let robots = it.claimed(at(0)).await.robots.unwrap();
    assert_eq!(robots.fetched_at, at(0));
    (robots.state, robots.text)
}

#[tokio::test]
async fn a_file_holds_its_absence_allows_and_no_answer_forbids() {
    let gzip = || Answer::ok("\u{1f}").header("Content-Encoding", "gzip");
    let cases = [
        (Answer::ok("Disallow: /\0"), None, RobotsState::Found, "Disallow: /\u{fffd}"),
        (gzip(), Some("Disallow: /x"), RobotsState::Found, "Disallow: /x"),
        (gzip(), None, RobotsState::Unreachable, ""),
        (Answer::new(404), None, RobotsState::Unavailable, ""),
        (Answer::new(403), Some("gone"), RobotsState::Unavailable, ""),
        (Answer::new(429), None, RobotsState::Unreachable, ""),
        (Answer::new(503), None, RobotsState::Unreachable, ""),
        (Answer::failed(FailureClass::Timeout), None, RobotsState::Unreachable, ""),
    ];
    for (answer, decoded, expected, text) in cases {
        assert_eq!(state(answer, decoded).await, (expected, text.to_owned()));
    }
}

#[tokio::test]
async fn a_page_that_keeps_us_out_is_no_file_of_rules() {
    for class in [EvidenceClass::Challenge, EvidenceClass::LoginWall, EvidenceClass::Maintenance] {
        let it = TestStore::new().await;
        let acme = provider("acme", "acme.example", vec![source(Blog, "https://acme.example/")]);
        it.seeds_sync(&[acme], &[], at(0)).await.unwrap();
        let text = "<html>Just a moment...</html>";
        let capture = Answer::ok(text).at(at(0)).capture(it.claimed(at(0)).await);
        let found = model::Extraction { evidence: class, ..empty() };
        let plan = Plan { due_at: at(24), robots_text: Some(text.to_owned()), ..Plan::default() };
        it.visit_record(&capture, &found, &[], &plan, at(0)).await.unwrap();
        let state: String = it.value("select robots_state::text from origins").await;
        assert_eq!(state, "unreachable", "{class:?}");
    }
}

#[tokio::test]
async fn a_long_file_is_cut() {
    let (_, text) = state(Answer::ok(&"# é\n".repeat(200_000)), None).await;
    assert!((400_000..520_000).contains(&text.len()));
}
