//! One bad link hides no post: an address that never answered is asked as it is spelled now.

use chrono::TimeDelta;
use model::FailureClass;
use model::SourceKind::Blog;
use store::{Claim, Plan, Scope};

use crate::support::{Answer, TestStore, article, at, empty, found, listing};

const BLOG: &str = "https://acme.example/blog";
const RIGHT: &str = "https://acme.example/a";

/// Visits what is due: the blog leads to `link`, and only the right address answers. Returns what was visited.
async fn visit_all(it: &TestStore, hours: i64, link: &str, bad: &Answer) -> Vec<String> {
    let mut seen = Vec::new();
    while let Claim::Visit(visit) = it.visit_claim(&Scope::default(), at(hours), "test").await.unwrap() {
        let url = visit.url.to_string();
        let plan = Plan { due_at: at(hours) + TimeDelta::days(365), interval_s: 600, ..Plan::default() };
        let (answer, shown) = match url.as_str() {
            BLOG => (Answer::ok(&format!("{hours}")), listing(&[link])),
            RIGHT => (Answer::ok("a"), found(&[article(RIGHT, "A", "Words")])),
            robots if robots.ends_with("/robots.txt") => (Answer::new(404), empty()),
            _ => (bad.clone(), empty()),
        };
        it.visit_record(&answer.at(at(hours)).capture(*visit), &shown, &[], &plan, at(hours)).await.unwrap();
        seen.extend((!url.ends_with("/robots.txt")).then_some(url));
        assert!(seen.len() < 30, "there is no end: {seen:?}");
    }
    it.query("update frontier set due_at = '2014-01-01' where role = 'listing'", false).await.unwrap();
    seen
}

#[tokio::test]
async fn a_link_that_is_mended_is_followed() {
    let answers = [
        Answer::failed(FailureClass::Connect),
        Answer::new(404),
        Answer::new(403),
        Answer::disallowed("3: /"),
    ];
    for bad in answers {
        let it = TestStore::with_source(Blog, BLOG).await;
        let wrong = "http://www.acme.example/a";
        assert_eq!(visit_all(&it, 1, wrong, &bad).await, [BLOG, wrong]);
        assert_eq!(visit_all(&it, 5, RIGHT, &bad).await, [BLOG, RIGHT]);
        let read = it.lines("select title, first_seen_at from research.trail_as_of('2014-04-10')").await;
        assert_eq!(read, ["A|2014-04-07 23:00:00+00"]);
        let origin =
            "select o.origin from frontier f join origins o on o.id = f.origin_id where f.role = 'post'";
        assert_eq!(it.value(origin).await, "https://acme.example");
    }
}

#[tokio::test]
async fn an_address_that_answers_keeps_its_spelling() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let bad = Answer::new(404);
    assert_eq!(visit_all(&it, 1, RIGHT, &bad).await, [BLOG, RIGHT]);
    assert_eq!(visit_all(&it, 5, "http://www.acme.example/a", &bad).await, [BLOG]);
    assert_eq!(it.value("select url from frontier where role = 'post'").await, RIGHT);
}

#[tokio::test]
async fn two_spellings_of_which_none_answers_are_not_asked_without_end() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let (http, https) = ("http://acme.example/b", "https://acme.example/b");
    let mut asked = 0;
    for (hours, link) in (1..=12).zip([http, https].into_iter().cycle()) {
        asked += visit_all(&it, hours, link, &Answer::new(403)).await.len() - 1;
    }
    assert_eq!(asked, 3, "once as it was found, and twice at once as it was spelled then");
}

#[tokio::test]
async fn credentials_in_a_link_are_neither_kept_nor_sent() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let receipt = it.look(at(1), Answer::ok("1"), &listing(&["https://user:pw@acme.example/a"])).await;
    assert_eq!(receipt.found, [RIGHT]);
    assert_eq!(it.lines("select url from frontier where role = 'post'").await, [RIGHT]);
    let receipt = it.look(at(2), Answer::moved("https://user:pw@b.example/a"), &empty()).await;
    assert_eq!(receipt.outcome, "moved");
    assert_eq!(it.count("frontier where url like '%pw%'").await, "0");
}
