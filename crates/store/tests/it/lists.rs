//! Lists that are longer than one look may add: nothing in them is left for good, and what is left is not silence.

use chrono::{DateTime, Utc};
use model::SourceKind::Blog;
use model::{DocumentKind, Entry, Extraction};
use store::{MOST_LINKS, ReadCapture};

use crate::support::{Answer, TestStore, at, listing, stamp};

const MAP: &str = "https://acme.example/sitemap.xml";

fn post(number: usize) -> String {
    format!("https://acme.example/{number}")
}

/// A sitemap of that many posts, the oldest first. Those of these numbers have a time.
fn sitemap(posts: usize, dated: &[usize]) -> Extraction {
    let urls: Vec<String> = (0..posts).map(post).collect();
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    let entry = |number: &usize| Entry {
        link: Some(post(*number)),
        updated: Some(stamp("2014-04-08T12:00Z")),
        ..Entry::default()
    };
    let entries = dated.iter().map(entry).collect();
    Extraction { kind: DocumentKind::Sitemap, entries, ..listing(&urls) }
}

async fn look(it: &TestStore, time: DateTime<Utc>, words: &Extraction) -> usize {
    let visit = it.claimed_url(MAP, time).await;
    let found = it.record(&Answer::ok("map").at(time).capture(visit), words).await.found.len();
    it.query("update frontier set due_at = 'infinity' where role = 'post'", false).await.unwrap();
    found
}

#[tokio::test]
async fn what_one_look_leaves_the_next_one_finds() {
    let it = TestStore::with_source(Blog, MAP).await;
    let posts = MOST_LINKS + 2;
    let newest = posts - 1;
    assert_eq!(look(&it, at(1), &sitemap(posts, &[newest])).await, MOST_LINKS);
    let known = |number| format!("frontier where url = '{}'", post(number));
    assert_eq!(it.count(&known(newest)).await, "1", "the newest comes first, wherever it stands");
    let looks = "select complete from observations where role = 'listing' order by id";
    assert_eq!(it.lines(looks).await, ["f"], "what it left may be what was said");
    let note = "links-left|2 new addresses are left to the next look, those that are oldest or have no time";
    assert_eq!(it.lines("select code, detail from notes").await, [note]);
    assert_eq!(look(&it, at(2), &sitemap(posts, &[newest])).await, 2);
    assert_eq!(it.lines(looks).await, ["f", "t"]);
    assert_eq!(look(&it, at(3), &sitemap(posts + 1, &[newest])).await, 1, "what is known takes no room");
    assert_eq!(it.lines(looks).await, ["f", "t", "t"]);
}

#[tokio::test]
async fn a_second_reading_does_not_make_a_look_complete_that_left_links() {
    let it = TestStore::with_source(Blog, MAP).await;
    let words = sitemap(MOST_LINKS + 1, &[]);
    let capture = Answer::ok("map").at(at(1)).capture(it.claimed(at(1)).await);
    let capture_id = it.record(&capture, &words).await.capture_id.unwrap();
    let observation_id =
        it.value("select id from observations where role = 'listing'").await.parse().unwrap();
    let again = Extraction { extractor_version: "2".into(), ..words };
    let read =
        ReadCapture { capture: &capture, extraction: &again, mentions: &[], capture_id, observation_id };
    let provider: i64 = it.value("select id from providers").await.parse().unwrap();
    let rereading = it.reread().await.unwrap().unwrap();
    rereading.record(&[read]).await.unwrap();
    rereading.adopt(provider, store::Cause::Rules("1"), None, at(2)).await.unwrap().unwrap();
    rereading.finish().await.unwrap();
    let look = "select complete, extractor_version from observations where role = 'listing'";
    assert_eq!(it.lines(look).await, ["f|2"]);
    assert_eq!(it.lines("select code from notes").await, ["links-left"]);
}
