//! What was said and taken away again: when it was there last, since when it is gone, and what nobody can say.

use futures_util::TryStreamExt;
use model::SourceKind::Blog;
use model::{EvidenceClass, Extraction, FailureClass, Update};
use store::{Cell, ExportScope};

use crate::support::{
    Answer, TestStore, article, at, empty, found, incident, listing, named_at, page_about, stamp, update,
};

const PAGE: &str = "https://acme.example/heartbleed";
const STANDS: &str = "select extract(epoch from last_seen_at - '2014-04-07 18:00Z')::integer / 3600,
                             extract(epoch from gone_at - '2014-04-07 18:00Z')::integer / 3600 from research.trail
                       where incident = 'heartbleed' order by update_key, version";
const REMOVED: &str = "select removed, answer, update_key, extract(epoch from last_seen_at - '2014-04-07 18:00Z')::integer / 3600,
                              extract(epoch from gone_at - '2014-04-07 18:00Z')::integer / 3600, gone_by
                         from research.removals where incident = 'heartbleed' order by update_key";

/// The page of a provider that is followed for what it says of Heartbleed.
async fn followed() -> TestStore {
    TestStore::following(page_about(PAGE)).await
}

/// Looks at an address at that hour, whatever is due.
async fn look(it: &TestStore, url: &str, hour: i64, answer: Answer, said: &Extraction) {
    it.make_due_alone(url).await;
    let capture = answer.at(at(hour)).capture(it.claimed_url(url, at(hour)).await);
    let mentions = if said.posts.is_empty() { Vec::new() } else { vec![named_at(0)] };
    it.record_with(&capture, said, &mentions).await;
}

fn post() -> Extraction {
    found(&[article(PAGE, "Heartbleed", "All servers are patched.")])
}

/// What says that there is nothing.
fn nothing(evidence: EvidenceClass) -> Extraction {
    Extraction { evidence, ..empty() }
}

/// The page is read at the first hour and is the same at the second.
async fn said() -> TestStore {
    let it = followed().await;
    look(&it, PAGE, 1, Answer::ok("1"), &post()).await;
    look(&it, PAGE, 2, Answer::new(304), &empty()).await;
    it
}

#[tokio::test]
async fn a_post_was_there_until_a_look_showed_it_last_and_is_gone_since_one_found_nothing() {
    let it = said().await;
    assert_eq!(it.lines(STANDS).await, ["2|-"]);
    assert_eq!(it.lines(REMOVED).await, Vec::<String>::new());
    look(&it, PAGE, 3, Answer::new(404), &nothing(EvidenceClass::NotFound)).await;
    look(&it, PAGE, 4, Answer::failed(FailureClass::Timeout), &empty()).await;
    look(&it, PAGE, 5, Answer::new(410), &nothing(EvidenceClass::Gone)).await;
    assert_eq!(it.lines(STANDS).await, ["2|3"], "what failed in between changes nothing");
    assert_eq!(it.lines(REMOVED).await, ["post|not-found||2|3|live"]);
    // It leads to the answer that nothing stands there, and to the words that did.
    let place = "select g.status, m.text, m.looked_at_url, m.communication_id > 0
                   from research.removals m join captures g on 'urn:uuid:' || g.record_id = m.record_id";
    assert_eq!(it.lines(place).await, [format!("404|All servers are patched.|{PAGE}|t")]);
    // An export has it as well, with its words where texts are asked for.
    for (texts, words) in [(true, 1), (false, 0)] {
        let scope = ExportScope::Incident("heartbleed".into());
        let mut snapshot = it.snapshot(scope, None, texts).await.unwrap().unwrap();
        let tables = snapshot.tables().await.unwrap();
        let table = tables.iter().find(|it| it.name == "removals").unwrap();
        let rows: Vec<Vec<Cell>> = snapshot.rows(table).try_collect().await.unwrap();
        assert_eq!(rows.len(), 1);
        let said = Cell::Text("All servers are patched.".into());
        assert_eq!(rows[0].iter().filter(|cell| **cell == said).count(), words);
    }
}

#[tokio::test]
async fn what_failed_was_refused_or_moved_is_not_gone() {
    let it = said().await;
    look(&it, PAGE, 3, Answer::failed(FailureClass::Dns), &empty()).await;
    look(&it, PAGE, 4, Answer::new(500), &empty()).await;
    look(&it, PAGE, 5, Answer::new(403), &empty()).await;
    assert_eq!(it.lines(STANDS).await, ["2|-"]);
    look(&it, PAGE, 6, Answer::moved("https://news.acme.example/heartbleed"), &empty()).await;
    assert_eq!(it.lines(STANDS).await, ["2|-"], "nobody knows what stands where it moved to");
    assert_eq!(it.lines(REMOVED).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_page_that_says_there_is_nothing_is_as_good_as_none_and_what_comes_back_is_not_gone() {
    let it = said().await;
    look(&it, PAGE, 3, Answer::ok("no such page"), &nothing(EvidenceClass::SoftNotFound)).await;
    assert_eq!(it.lines(REMOVED).await, ["post|soft-not-found||2|3|live"]);
    look(&it, PAGE, 4, Answer::ok("1"), &post()).await;
    assert_eq!(it.lines(STANDS).await, ["4|-"]);
    assert_eq!(it.lines(REMOVED).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_feed_that_is_gone_takes_no_post_away() {
    let it = TestStore::with_source(Blog, "https://acme.example/feed").await;
    look(&it, "https://acme.example/feed", 1, Answer::ok("feed"), &listing(&[PAGE])).await;
    look(&it, PAGE, 1, Answer::ok("1"), &post()).await;
    look(&it, "https://acme.example/feed", 2, Answer::new(404), &nothing(EvidenceClass::NotFound)).await;
    assert_eq!(it.lines(STANDS).await, ["1|-"]);
    look(&it, PAGE, 3, Answer::new(410), &nothing(EvidenceClass::Gone)).await;
    assert_eq!(it.lines(REMOVED).await, ["post|gone||1|3|live"]);
}

fn status(updates: Vec<Update>) -> Extraction {
    found(&[incident("1", "Heartbleed", updates)])
}

fn updates() -> [Update; 2] {
    [
        update("a", "Investigating", "2014-04-07T18:10Z", "We do not use OpenSSL."),
        update("b", "Identified", "2014-04-07T18:40Z", "We do."),
    ]
}

#[tokio::test]
async fn an_update_that_its_post_is_shown_without_was_removed() {
    let [first, second] = updates();
    let it = followed().await;
    look(&it, PAGE, 1, Answer::ok("1"), &status(vec![first.clone(), second.clone()])).await;
    look(&it, PAGE, 2, Answer::new(304), &empty()).await;
    look(&it, PAGE, 3, Answer::ok("2"), &status(vec![second.clone()])).await;
    look(&it, PAGE, 4, Answer::new(304), &empty()).await;
    assert_eq!(it.lines(STANDS).await, ["2|3", "4|-"]);
    assert_eq!(it.lines(REMOVED).await, ["update|shown-without-it|a|2|3|live"]);
    let words = "select m.text, m.status, g.fetched_at = m.gone_at
                   from research.removals m join captures g on 'urn:uuid:' || g.record_id = m.record_id";
    assert_eq!(it.lines(words).await, ["We do not use OpenSSL.|Investigating|t"]);
    // The whole page is gone afterwards: each statement since it was gone itself.
    look(&it, PAGE, 5, Answer::new(404), &nothing(EvidenceClass::NotFound)).await;
    assert_eq!(it.lines(STANDS).await, ["2|3", "4|5"]);
    assert_eq!(it.lines(REMOVED).await, ["post|not-found||4|5|live", "update|shown-without-it|a|2|3|live"]);
    look(&it, PAGE, 6, Answer::ok("1"), &status(vec![first, second])).await;
    assert_eq!(it.lines(STANDS).await, ["6|-", "6|-"], "it came back");
    assert_eq!(it.lines(REMOVED).await, Vec::<String>::new());
}

#[tokio::test]
async fn an_update_that_another_address_may_still_show_is_not_known_to_be_removed() {
    let [first, second] = updates();
    let it = TestStore::with_source(Blog, "https://acme.example/feed").await;
    let other = "https://acme.example/history";
    look(&it, "https://acme.example/feed", 1, Answer::ok("feed"), &listing(&[PAGE, other])).await;
    look(&it, PAGE, 1, Answer::ok("1"), &status(vec![first.clone(), second.clone()])).await;
    look(&it, other, 2, Answer::ok("3"), &status(vec![first, second.clone()])).await;
    look(&it, PAGE, 3, Answer::ok("2"), &status(vec![second.clone()])).await;
    assert_eq!(it.lines(STANDS).await, ["2|-", "3|-"]);
    look(&it, other, 4, Answer::ok("4"), &status(vec![second])).await;
    assert_eq!(it.lines(STANDS).await, ["2|4", "4|-"]);
}

#[tokio::test]
async fn the_trail_of_a_moment_does_not_know_what_was_taken_away_later() {
    let it = said().await;
    look(&it, PAGE, 3, Answer::new(404), &nothing(EvidenceClass::NotFound)).await;
    let known = |hour: i64| {
        format!(
            "select last_seen_at is not null, gone_at is not null from research.trail_as_of('{}')",
            at(hour).to_rfc3339()
        )
    };
    assert_eq!(it.lines(&known(1)).await, ["f|f"]);
    assert_eq!(it.lines(&known(2)).await, ["t|f"]);
    assert_eq!(it.lines(&known(3)).await, ["t|t"]);
}

fn published(text: &str, time: &str) -> Extraction {
    let mut post = article(PAGE, "Heartbleed", text);
    post.published = Some(stamp(time));
    found(&[post])
}

#[tokio::test]
async fn a_publication_date_that_was_moved_is_flagged_with_both_values() {
    let moved = "select claimed_raw, against_raw, apart, against_at, seen_at from research.time_flags where flag = 'published-time-moved'";
    let it = followed().await;
    look(&it, PAGE, 1, Answer::ok("1"), &published("Words", "2014-04-09")).await;
    look(&it, PAGE, 40, Answer::ok("2"), &published("Words", "2014-04-09T10:00Z")).await;
    assert_eq!(
        it.lines(moved).await,
        Vec::<String>::new(),
        "the same time, written more exactly, is no other one"
    );
    look(&it, PAGE, 41, Answer::ok("3"), &published("Other words", "2014-04-08")).await;
    assert_eq!(
        it.lines(moved).await,
        ["2014-04-09|2014-04-08|00:00:00|2014-04-07 10:00:00+00|2014-04-09 11:00:00+00"]
    );
    let flags = "select kind, time_flags from research.trail order by version";
    assert!(it.lines(flags).await[0].contains("published-time-moved"), "{:?}", it.lines(flags).await);
    let evidence = "select f.detail, k.fetched_at from research.time_flags f
                      join captures k on 'urn:uuid:' || k.record_id = f.record_id where f.flag = 'published-time-moved'";
    assert_eq!(
        it.lines(evidence).await,
        [
            "its page gave \"2014-04-09\" as the time of publication, and then \"2014-04-08\"|2014-04-09 11:00:00+00"
        ]
    );
}
