//! A feed shows its newest entries only: where its window moved past what was seen, older pages are walked, and
//! what they do not reach is on record as a possible gap.

use model::SourceKind::Blog;
use model::{DocumentKind, Entry, Extraction, FeedHead, Link, LinkRel};

use crate::support::{Answer, TestStore, at, empty, stamp};

const FEED: &str = "https://acme.example/feed";
const SECOND: &str = "https://acme.example/feed?page=2";
const THIRD: &str = "https://acme.example/feed?page=3";

/// A feed with entries of these numbers, published on the day of April that their number says, and an older page.
fn feed(numbers: &[u32], page: Option<&str>) -> Extraction {
    let entry = |number: &u32| Entry {
        link: Some(format!("https://other.example/{number}")),
        id: Some(format!("guid-{number}")),
        published: Some(stamp(&format!("2014-04-{number:02}T10:00Z"))),
        ..Entry::default()
    };
    let link = |url: &str| Link { url: url.to_owned(), rel: LinkRel::Page };
    Extraction {
        kind: DocumentKind::Feed,
        feed: Some(FeedHead::default()),
        entries: numbers.iter().map(entry).collect(),
        links: page.map(link).into_iter().collect(),
        ..empty()
    }
}

async fn look(it: &TestStore, hour: i64, url: &str, extraction: &Extraction) {
    let visit = it.claimed_url(url, at(hour)).await;
    it.record(&Answer::ok(&format!("{hour} {url}")).at(at(hour)).capture(visit), extraction).await;
}

async fn gaps(it: &TestStore) -> Vec<String> {
    it.lines("select state, pages, closed_at is null as open from walks where reason = 'gap' order by id")
        .await
}

#[tokio::test]
async fn a_window_that_still_holds_what_was_seen_is_no_gap() {
    let it = TestStore::with_source(Blog, FEED).await;
    look(&it, 1, FEED, &feed(&[3, 2, 1], None)).await;
    look(&it, 2, FEED, &feed(&[5, 4, 3], None)).await;
    look(&it, 3, FEED, &feed(&[], None)).await;
    look(&it, 4, FEED, &feed(&[5], None)).await;
    assert_eq!(it.count("walks").await, "0");
}

#[tokio::test]
async fn a_gap_is_walked_back_until_something_known_is_reached() {
    let it = TestStore::with_source(Blog, FEED).await;
    look(&it, 1, FEED, &feed(&[3, 2, 1], None)).await;
    look(&it, 24, FEED, &feed(&[12, 11, 10], Some(SECOND))).await;
    assert_eq!(gaps(&it).await, ["walking|0|t"]);
    assert_eq!(it.lines("select code from notes order by id desc limit 1").await, ["feed-window"]);
    look(&it, 24, SECOND, &feed(&[9, 8, 7], Some(THIRD))).await;
    assert_eq!(gaps(&it).await, ["walking|1|t"]);
    look(&it, 24, THIRD, &feed(&[6, 5, 4, 3], Some("https://acme.example/feed?page=4"))).await;
    assert_eq!(gaps(&it).await, ["filled|2|f"]);
    let times = "select from_at, to_at, claimed_from_at, claimed_to_at, open from possible_gaps";
    let row = it.lines(times).await;
    assert!(row[0].contains("2014-04-03 10:00:00") && row[0].ends_with("|f"), "{row:?}");
    assert_eq!(it.count("frontier where url like '%page=4'").await, "0", "nobody asks further than needed");
    assert_eq!(it.count("notes where code = 'possible-gap'").await, "0");
    let rest = it.value("select min(due_at) > '2015-01-01' from frontier where url like '%page=%'").await;
    assert_eq!(rest, "t", "a page is not looked at again before a walk needs it");
}

#[tokio::test]
async fn a_gap_that_cannot_be_walked_is_on_record_and_closes_when_it_is_filled() {
    let it = TestStore::with_source(Blog, FEED).await;
    look(&it, 1, FEED, &feed(&[3, 2, 1], None)).await;
    look(&it, 24, FEED, &feed(&[12, 11, 10], None)).await;
    assert_eq!(gaps(&it).await, ["possible-gap|0|t"]);
    let row = it.lines("select provider, source, feed, from_at, to_at, open from possible_gaps").await;
    assert_eq!(row, [format!("acme|{FEED}|{FEED}|2014-04-07 19:00:00+00|2014-04-08 18:00:00+00|t")]);
    let note = it.value("select detail from notes where code = 'possible-gap'").await;
    assert!(note.contains("2014-04-07 19:00:00 UTC") && note.contains("no older page is named"), "{note}");
    look(&it, 25, FEED, &feed(&[13, 12, 11], None)).await;
    assert_eq!(gaps(&it).await, ["possible-gap|0|t"], "what is new since then fills nothing");
    look(&it, 26, FEED, &feed(&[13, 12, 11, 10, 9, 3], None)).await;
    assert_eq!(gaps(&it).await, ["filled|0|f"]);
}

#[tokio::test]
async fn pages_that_end_too_early_or_are_gone_leave_a_possible_gap() {
    let it = TestStore::with_source(Blog, FEED).await;
    look(&it, 1, FEED, &feed(&[3, 2, 1], None)).await;
    look(&it, 24, FEED, &feed(&[12, 11], Some(SECOND))).await;
    look(&it, 24, SECOND, &feed(&[10, 9], None)).await;
    assert_eq!(gaps(&it).await, ["possible-gap|1|t"]);
    look(&it, 48, FEED, &feed(&[20, 19], Some(SECOND))).await;
    let visit = it.claimed_url(SECOND, at(48)).await;
    it.record(&Answer::new(404).at(at(48)).capture(visit), &empty()).await;
    assert_eq!(gaps(&it).await, ["possible-gap|1|t", "possible-gap|0|t"]);
    assert_eq!(it.count("notes where code = 'possible-gap'").await, "2");
}

#[tokio::test]
async fn the_first_look_walks_a_few_pages_back_and_no_loop_is_walked_for_ever() {
    let it = TestStore::with_source(Blog, FEED).await;
    look(&it, 1, FEED, &feed(&[12, 11], Some(SECOND))).await;
    look(&it, 1, SECOND, &feed(&[10, 9], Some(FEED))).await;
    assert_eq!(it.lines("select reason, state, pages from walks").await, ["backfill|ended|1"]);
    look(&it, 2, FEED, &feed(&[13, 12], Some(SECOND))).await;
    assert_eq!(it.count("walks").await, "1", "what is known is not walked again");
}

#[tokio::test]
async fn a_walk_has_a_last_page() {
    let it = TestStore::with_source(Blog, FEED).await;
    look(&it, 1, FEED, &feed(&[1], None)).await;
    let url = |page: usize| format!("https://acme.example/feed?page={page}");
    look(&it, 24, FEED, &feed(&[2], Some(&url(2)))).await;
    let mut page = 2;
    while it.count("walks where state = 'walking'").await == "1" {
        assert!(page < 30);
        look(&it, 24, &url(page), &feed(&[3], Some(&url(page + 1)))).await;
        page += 1;
    }
    assert_eq!(gaps(&it).await, ["possible-gap|20|t"]);
}

#[tokio::test]
async fn the_page_that_a_generator_would_give_is_asked_for_only_to_fill_a_gap() {
    let it = TestStore::with_source(Blog, FEED).await;
    let paged = |numbers: &[u32]| Extraction {
        feed: Some(FeedHead {
            paged: Some("https://acme.example/feed?paged=2".into()),
            ..FeedHead::default()
        }),
        ..feed(numbers, None)
    };
    look(&it, 1, FEED, &paged(&[2, 1])).await;
    assert_eq!(it.count("walks").await, "0");
    look(&it, 24, FEED, &paged(&[12, 11])).await;
    look(&it, 24, "https://acme.example/feed?paged=2", &feed(&[10, 2], None)).await;
    assert_eq!(gaps(&it).await, ["filled|1|f"]);
}
