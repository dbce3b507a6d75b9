//! Documents hold what their writers like; what no table takes costs that document its words, and nothing else.

use chrono::{DateTime, Utc};
use model::SourceKind::{Blog, Page};
use model::{DocumentKind, Entry, Extraction, FeedHead, Maker, Provenance};
use store::{Next, Plan};

use crate::support::{Answer, TestStore, article, at, byline, empty, found, listing};

const PAGE: &str = "https://acme.example/heartbleed";

/// Letters and digits that do not compress, so that an index has to hold them all.
fn long(seed: u64, letters: usize) -> String {
    let mut state = seed | 1;
    let mut letter = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from_digit(u32::try_from(state >> 33).unwrap() % 36, 36).unwrap()
    };
    (0..letters).map(|_| letter()).collect()
}

fn feed(ids: &[&str]) -> Extraction {
    let entry = |id: &&str| Entry { id: Some((*id).to_owned()), ..Entry::default() };
    let head = FeedHead::default();
    Extraction {
        kind: DocumentKind::Feed,
        feed: Some(head),
        entries: ids.iter().map(entry).collect(),
        ..listing(&[])
    }
}

/// A store in which no text may have the headline `Refuse me`.
async fn strict() -> TestStore {
    let it = TestStore::with_source(Page, PAGE).await;
    it.query("alter table revisions add check (title <> 'Refuse me')", false).await.unwrap();
    it
}

fn refusing() -> Plan {
    let next = |hours| Next { due_at: at(hours), interval_s: 600 };
    Plan { due_at: at(2), interval_s: 600, refused: Some(next(7)), ..Plan::default() }
}

fn brought(name: &str) -> Provenance {
    Provenance {
        made_by: Maker::Warc,
        made_as: name.to_owned(),
        archive_url: None,
        source_file: None,
        brought_at: at(50),
    }
}

fn year_zero() -> DateTime<Utc> {
    "0000-01-01T00:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn ids_and_names_may_be_longer_than_an_index_holds() {
    let it = TestStore::with_source(Blog, "https://acme.example/feed").await;
    let (a, b) = (long(1, 4000), long(2, 4000));
    it.look(at(1), Answer::ok("a"), &feed(&[&a, &b])).await;
    assert_eq!(
        it.lines("select count(distinct entry_key), max(length(entry_key)) < 1000 from entries").await,
        ["2|t"]
    );
    it.look(at(2), Answer::ok("b"), &feed(&[&long(3, 4000), &a])).await;
    assert_eq!(
        it.count("walks").await,
        "0",
        "an entry is known again by its long id, so that no gap is seen"
    );
    let mut post = article(PAGE, "Heartbleed", "A");
    post.authors = vec![byline(&long(4, 5000), "CEO")];
    it.look(at(3), Answer::ok("c"), &Extraction { posts: vec![post], ..feed(&[&a]) }).await;
    assert_eq!(it.count("bylines").await, "1");
}

#[tokio::test]
async fn a_reading_that_the_database_refuses_is_a_failed_look_and_no_error() {
    let it = strict().await;
    let capture = Answer::ok("a").at(at(1)).capture(it.claimed(at(1)).await);
    let words = found(&[article(PAGE, "Refuse me", "A")]);
    let receipt = it.visit_record(&capture, &words, &[], &refusing(), at(1)).await.unwrap();
    assert_eq!((receipt.outcome.as_str(), receipt.posts.len()), ("answered", 0));
    let looks = "select outcome, complete, document_kind, capture_id is not null from observations offset 1";
    assert_eq!(it.lines(looks).await, ["answered|f|unparsed|t"], "its bytes are kept");
    let notes = "select code, detail from notes";
    assert_eq!(it.lines(notes).await, ["not-recorded|the database did not record posts (SQLSTATE 23514)"]);
    let waits = format!("select failures, due_at = '{}' from frontier where role <> 'robots'", at(7));
    assert_eq!(it.lines(&waits).await, ["1|t"]);
    assert_eq!(it.count("posts").await, "0");
    let receipt = it.look(at(8), Answer::ok("b"), &found(&[article(PAGE, "We are patched", "A")])).await;
    assert_eq!(receipt.posts, ["We are patched"], "the next look is one like any other");
}

#[tokio::test]
async fn a_look_that_the_database_refuses_is_put_off() {
    let it = TestStore::with_source(Page, PAGE).await;
    let capture = Answer::ok("a").at(year_zero()).capture(it.claimed(at(1)).await);
    let receipt = it.visit_record(&capture, &empty(), &[], &refusing(), at(1)).await.unwrap();
    assert_eq!(receipt.outcome, "failed");
    let waits = format!("select failures, due_at = '{}' from frontier where role <> 'robots'", at(7));
    assert_eq!(it.lines(&waits).await, ["1|t"]);
    assert_eq!(it.claimed(at(8)).await.url.as_str(), PAGE, "its host is given back");
}

#[tokio::test]
async fn of_captures_that_are_brought_one_that_is_refused_is_left_out() {
    let it = TestStore::with_source(Page, PAGE).await;
    let visit = it.claimed(at(1)).await;
    let capture = |name: &str, at| Answer::ok(name).at(at).made(brought(name)).capture(visit.clone());
    let all = [capture("a", at(1)), capture("b", year_zero()), capture("c", at(2))];
    assert_eq!(it.bring(&all, &empty()).await.unwrap(), 2);
    assert_eq!(
        it.lines("select made_as from captures where made_as is not null order by id").await,
        ["a", "c"]
    );
}

#[tokio::test]
async fn a_second_reading_leaves_out_what_is_refused_and_reads_on() {
    let it = TestStore::with_source(Page, PAGE).await;
    let mut reads = Vec::new();
    for (hour, title) in [(1, "One"), (2, "Refuse me"), (3, "Three")] {
        let capture = Answer::ok(title).at(at(hour)).capture(it.claimed(at(hour)).await);
        let words = found(&[article(PAGE, title, "A")]);
        let receipt = it.record(&capture, &words).await;
        reads.push((capture, words, receipt.capture_id.unwrap()));
    }
    let rereading = it.reread().await.unwrap().unwrap();
    it.query("alter table reread.revisions add check (title <> 'Refuse me')", false).await.unwrap();
    let looks =
        it.lines("select id from observations where capture_id is not null order by id offset 1").await;
    let all: Vec<store::ReadCapture<'_>> = reads
        .iter()
        .zip(&looks)
        .map(|((capture, extraction, id), look)| store::ReadCapture {
            capture,
            extraction,
            mentions: &[],
            capture_id: *id,
            observation_id: look.parse().unwrap(),
        })
        .collect();
    rereading.record(&all).await.unwrap();
    assert_eq!(it.lines("select title from reread.revisions order by id").await, ["One", "Three"]);
}
