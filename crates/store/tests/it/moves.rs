//! What an address moved to stands for it: it leads as far, and its looks are looks at the source.

use chrono::TimeDelta;
use model::SourceKind::Blog;
use store::{Claim, Plan, Scope};

use crate::support::{Answer, TestStore, at, empty, listing};

const SEED: &str = "https://0.example/feed";

/// The feed on the host of that number.
fn feed(number: i64) -> String {
    format!("https://{number}.example/feed")
}

/// Visits all that is due at `hours`, robots.txt first: a feed answers what `answer` says. Returns what was visited.
async fn visit_all(it: &TestStore, hours: i64, answer: impl Fn(&str) -> Answer) -> Vec<String> {
    let mut seen = Vec::new();
    while let Claim::Visit(visit) = it.visit_claim(&Scope::default(), at(hours), "test").await.unwrap() {
        let url = visit.url.to_string();
        let host = visit.url.origin().ascii_serialization();
        let plan = Plan { due_at: at(hours) + TimeDelta::days(365), interval_s: 600, ..Plan::default() };
        let (said, shown) = match visit.url.path() {
            "/robots.txt" => (Answer::new(404), empty()),
            "/feed" => (answer(&url), listing(&[&format!("{host}/post")])),
            _ => (Answer::new(404), empty()),
        };
        let capture = said.at(at(hours)).capture(*visit);
        it.visit_record(&capture, &shown, &[], &plan, at(hours)).await.unwrap();
        seen.extend((!url.ends_with("/robots.txt")).then_some(url));
        assert!(seen.len() < 30, "there is no end: {seen:?}");
    }
    seen
}

/// Each feed up to that number moved to the next; the last one stands.
fn moved_to(last: i64) -> impl Fn(&str) -> Answer {
    move |url| match (0..last).find(|number| url == feed(*number)) {
        Some(number) => Answer::moved(&feed(number + 1)),
        None => Answer::ok(url),
    }
}

async fn due(it: &TestStore, url: &str) {
    let due = format!("update frontier set due_at = '2014-01-01' where url = '{url}'");
    it.query(&due, false).await.unwrap();
}

#[tokio::test]
async fn behind_any_number_of_moves_posts_are_found_as_from_the_seed() {
    let it = TestStore::with_source(Blog, SEED).await;
    visit_all(&it, 1, moved_to(4)).await;
    let found = it.lines("select url, depth from frontier where role <> 'robots' order by depth, id").await;
    let feeds = (0..=4).map(|number| format!("{}|0", feed(number)));
    let expected: Vec<String> = feeds.chain(["https://4.example/post|1".to_owned()]).collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn moves_without_an_end_are_followed_no_further() {
    let it = TestStore::with_source(Blog, SEED).await;
    let visited = visit_all(&it, 1, moved_to(1000)).await;
    assert_eq!(visited.len(), 9, "{visited:?}");
}

#[tokio::test]
async fn a_list_that_lies_too_deep_to_be_followed_says_so() {
    let it = TestStore::with_source(Blog, SEED).await;
    it.query("update frontier set depth = 3 where role = 'listing'", false).await.unwrap();
    it.look(at(1), Answer::ok("1"), &listing(&["https://0.example/post"])).await;
    assert_eq!(it.count("frontier where role = 'post'").await, "0");
    assert_eq!(it.lines("select complete from observations where role = 'listing'").await, ["f"]);
    assert_eq!(it.lines("select code from notes").await, ["links-too-deep"]);
}

#[tokio::test]
async fn a_source_is_seen_where_it_moved_to_in_the_end() {
    let it = TestStore::with_source(Blog, SEED).await;
    visit_all(&it, 1, moved_to(3)).await;
    let state = it.source_states(None, at(2), at(2)).await.unwrap().remove(0);
    assert_eq!((state.last_success_at, state.last_outcome.as_deref()), (Some(at(1)), Some("answered")));
    // The last one goes on to http, which is the same address in another spelling.
    due(&it, &feed(3)).await;
    let plain = "http://3.example/feed";
    let last = feed(3);
    visit_all(&it, 5, |url| if url == last { Answer::moved(plain) } else { Answer::ok("plain") }).await;
    let state = it.source_states(None, at(6), at(6)).await.unwrap().remove(0);
    assert_eq!((state.last_success_at, state.last_outcome.as_deref()), (Some(at(5)), Some("answered")));
    // It answers again where the seed says.
    due(&it, SEED).await;
    visit_all(&it, 9, |_| Answer::new(500)).await;
    let state = it.source_states(None, at(10), at(10)).await.unwrap().remove(0);
    assert_eq!((state.last_success_at, state.last_outcome.as_deref()), (None, Some("error")));
}

#[tokio::test]
async fn a_feed_that_moves_and_comes_back_is_looked_at_at_once() {
    let it = TestStore::with_source(Blog, SEED).await;
    assert_eq!(visit_all(&it, 1, moved_to(1)).await.len(), 3, "the two feeds and the post");
    due(&it, &feed(1)).await;
    visit_all(&it, 30, moved_to(1)).await;
    due(&it, &feed(1)).await;
    let other = feed(1);
    let back = |url: &str| if url == other { Answer::moved(SEED) } else { Answer::ok("back") };
    assert_eq!(visit_all(&it, 60, back).await[..2], [feed(1), SEED.to_owned()]);
}

#[tokio::test]
async fn feeds_that_point_at_each_other_come_to_rest() {
    let it = TestStore::with_source(Blog, SEED).await;
    let circle = |url: &str| Answer::moved(&feed(if url == SEED { 1 } else { 0 }));
    assert_eq!(visit_all(&it, 1, circle).await, [SEED.to_owned(), feed(1)]);
    due(&it, SEED).await;
    assert_eq!(visit_all(&it, 2, circle).await, [SEED]);
}
