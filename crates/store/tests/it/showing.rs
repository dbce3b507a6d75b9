//! A post was not there at a look only where that look would have shown it: not where the feed was gone, emptied or
//! replaced by a page that says something else.

use model::SourceKind::{self, Blog, SecurityTxt, Status};
use model::{DocumentKind, Entry, Extraction, FeedHead, Link, LinkRel, Note};

use crate::support::{Answer, TestStore, article, at, empty, found};

const BLOG: &str = "https://acme.example/blog";
const OLD: &str = "https://acme.example/blog/a";
const NEW: &str = "https://acme.example/blog/b";
const HOME: &str = "https://acme.example/about-us";

/// A list of that kind with these entries.
fn list(kind: DocumentKind, posts: &[&str]) -> Extraction {
    let entry = |url: &&str| Entry { link: Some((*url).to_owned()), ..Entry::default() };
    let link = |url: &&str| Link { url: (*url).to_owned(), rel: LinkRel::Post };
    let feed = (kind == DocumentKind::Feed).then(FeedHead::default);
    let (entries, links) = (posts.iter().map(entry).collect(), posts.iter().map(link).collect());
    Extraction { kind, feed, entries, links, ..empty() }
}

fn feed(posts: &[&str]) -> Extraction {
    list(DocumentKind::Feed, posts)
}

fn page(posts: &[&str]) -> Extraction {
    list(DocumentKind::Listing, posts)
}

/// A page in which the extractor found no list.
fn apology() -> Extraction {
    let note = Note::new("listing-empty", "no feed and no link that looks like a post");
    Extraction { notes: vec![note], ..page(&[]) }
}

/// Looks at the list alone.
async fn look(it: &TestStore, hours: i64, answer: Answer, extraction: &Extraction) {
    it.query(
        "update frontier set due_at = 'infinity' where url not like '%/blog' and role <> 'robots'",
        false,
    )
    .await
    .unwrap();
    it.look(at(hours), answer, extraction).await;
}

/// Which of the looks at the list would have shown a new post.
async fn complete(it: &TestStore) -> Vec<String> {
    it.lines("select complete from observations where role = 'listing' order by looked_at").await
}

/// The list shows a post, something else stands there, and then it shows one more, which is read.
async fn between(answer: Answer, shown: &Extraction) -> TestStore {
    let it = TestStore::with_source(Blog, BLOG).await;
    look(&it, 1, Answer::ok("1"), &feed(&[OLD])).await;
    look(&it, 6, answer, shown).await;
    look(&it, 10, Answer::ok("2"), &feed(&[NEW, OLD])).await;
    it.query("update frontier set due_at = '2014-01-01' where url like '%/b'", false).await.unwrap();
    let visit = it.claimed_url(NEW, at(10)).await;
    it.record(&Answer::ok("b").at(at(10)).capture(visit), &found(&[article(NEW, "B", "Words")])).await;
    it
}

const BOUND: &str = "select last_not_seen_at from communications where first_seen_at = '2014-04-08 04:00Z'";

#[tokio::test]
async fn a_look_at_what_is_no_list_bounds_nothing_and_is_blind() {
    let cases = [
        ("a feed that is gone", Answer::new(404), empty()),
        ("an error page", Answer::ok("<h1>"), apology()),
        ("a feed that lost its items", Answer::ok("<rss>"), feed(&[])),
        ("the front page", Answer::ok("<html>"), page(&[HOME])),
        (
            "a page that is read as a text",
            Answer::ok("<p>"),
            found(&[article(BLOG, "Oops", "We look into it")]),
        ),
    ];
    for (what, answer, shown) in cases {
        let it = between(answer, &shown).await;
        assert_eq!(it.lines(BOUND).await, ["2014-04-07 19:00:00+00"], "{what}");
        assert_eq!(complete(&it).await, ["t", "f", "t"], "{what}");
        let looks = it.lines("select looks, blind_looks from research.silences").await;
        assert_eq!(looks, ["2|1"], "{what}: the other views say the same");
        let state = it.source_states(None, at(10), at(10)).await.unwrap().remove(0);
        assert_eq!(state.last_success_at, Some(at(10)), "{what}");
    }
}

#[tokio::test]
async fn a_look_at_a_list_that_shows_what_it_showed_bounds_what_comes() {
    let cases = [
        ("the same bytes", Answer::same("1"), feed(&[OLD])),
        ("not modified", Answer::new(304), empty()),
        ("an index in the place of the feed, with the same posts", Answer::ok("<html>"), page(&[OLD, HOME])),
        ("a feed with other entries", Answer::ok("<rss>"), feed(&[HOME])),
    ];
    for (what, answer, shown) in cases {
        let it = between(answer, &shown).await;
        assert_eq!(it.lines(BOUND).await, ["2014-04-08 00:00:00+00"], "{what}");
        assert_eq!(complete(&it).await, ["t", "t", "t"], "{what}");
    }
}

#[tokio::test]
async fn what_is_not_modified_is_as_it_was_at_the_look_before() {
    let it = TestStore::with_source(Blog, BLOG).await;
    look(&it, 1, Answer::ok("1"), &feed(&[OLD])).await;
    look(&it, 2, Answer::new(304), &empty()).await;
    look(&it, 3, Answer::ok("<rss>"), &feed(&[])).await;
    look(&it, 4, Answer::new(304), &empty()).await;
    look(&it, 5, Answer::ok("2"), &feed(&[NEW, OLD])).await;
    look(&it, 6, Answer::new(304), &empty()).await;
    assert_eq!(complete(&it).await, ["t", "t", "f", "f", "t", "t"]);
    assert_eq!(it.count("notes where code = 'list-emptied'").await, "1");
}

#[tokio::test]
async fn a_list_that_is_not_what_it_was_is_noted_and_a_finding() {
    let notes = "select code from notes where code like 'list-%' order by id";
    let it = between(Answer::ok("<rss>"), &feed(&[])).await;
    assert_eq!(it.lines(notes).await, ["list-emptied"]);
    let it = between(Answer::ok("<html>"), &page(&[HOME])).await;
    assert_eq!(it.lines(notes).await, ["list-replaced"]);
    let findings =
        format!("select finding, detail, closed_at from source_findings('{}')", at(11).to_rfc3339());
    let told = "selector-miss|list-replaced: a page stands where a feed stood, and shows nothing of it|2014-04-08 04:00:00+00";
    assert_eq!(it.lines(&findings).await, [told]);
}

/// A list that shows nothing from the first look on.
async fn empty_list(kind: SourceKind, shown: &[Extraction]) -> Vec<String> {
    let it = TestStore::with_source(kind, BLOG).await;
    for (hours, shown) in (1..).zip(shown) {
        look(&it, hours, Answer::ok(&format!("{hours}")), shown).await;
    }
    complete(&it).await
}

#[tokio::test]
async fn what_is_rightly_empty_was_seen() {
    assert_eq!(empty_list(Blog, &[feed(&[]), feed(&[])]).await, ["t", "t"], "a blog that begins");
    assert_eq!(empty_list(Status, &[feed(&[OLD]), feed(&[])]).await, ["t", "t"], "nothing happens any more");
    assert_eq!(empty_list(Blog, &[apology(), apology()]).await, ["f", "f"], "no list was ever found in it");
    let it = TestStore::with_source(SecurityTxt, BLOG).await;
    look(&it, 1, Answer::new(404), &empty()).await;
    assert_eq!(complete(&it).await, ["t"], "that there is no security.txt is what there is to see");
}

#[tokio::test]
async fn a_source_that_was_never_there_was_never_seen() {
    let it = TestStore::with_source(Blog, BLOG).await;
    for hours in [1, 5, 9] {
        look(&it, hours, Answer::new(404), &empty()).await;
    }
    let state = it.source_states(None, at(9), at(9)).await.unwrap().remove(0);
    assert_eq!((state.last_success_at, state.last_outcome.as_deref()), (None, Some("missing")));
}

#[tokio::test]
async fn a_look_of_a_clock_that_was_ahead_is_no_success_until_its_time_has_come() {
    let it = TestStore::with_source(Blog, BLOG).await;
    look(&it, 1, Answer::ok("x"), &feed(&[OLD])).await;
    look(&it, 90, Answer::ok("y"), &feed(&[OLD])).await;
    let seen = async |now| it.source_states(None, at(now), at(now)).await.unwrap().remove(0).last_success_at;
    assert_eq!(seen(9).await, Some(at(1)), "else nobody hears for days that nothing is looked at");
    assert_eq!(seen(91).await, Some(at(90)));
}
