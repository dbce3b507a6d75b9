//! Revisions: what the provider's words were, one after the other, and nothing else.

use model::SourceKind::Page;

use crate::support::{Answer, TestStore, article, at, found, stamp};

const PAGE: &str = "https://acme.example/heartbleed";

async fn page() -> TestStore {
    TestStore::with_source(Page, PAGE).await
}

async fn look(it: &TestStore, hours: i64, text: &str) -> model::Receipt {
    it.look(at(hours), Answer::ok(&format!("{hours} {text}")), &found(&[article(PAGE, "Heartbleed", text)]))
        .await
}

const TEXTS: &str = "select number, text, first_seen_at, last_not_seen_at from revisions order by number";

#[tokio::test]
async fn a_text_that_comes_back_is_a_third_revision() {
    let it = page().await;
    for (hours, text) in [(1, "A"), (2, "A"), (3, "B"), (4, "A"), (5, "A")] {
        look(&it, hours, text).await;
    }
    let expected = [
        "1|A|2014-04-07 19:00:00+00|-",
        "2|B|2014-04-07 21:00:00+00|2014-04-07 20:00:00+00",
        "3|A|2014-04-07 22:00:00+00|2014-04-07 21:00:00+00",
    ];
    assert_eq!(it.lines(TEXTS).await, expected);
    let kinds = it.lines("select kind, version from communications order by id").await;
    assert_eq!(kinds, ["post|1", "revision|2", "revision|3"]);
}

#[tokio::test]
async fn white_space_and_bytes_make_no_revision() {
    let it = page().await;
    look(&it, 1, "We patched\nall servers").await;
    let receipt = look(&it, 2, "  We patched all\n\nservers ").await;
    assert_eq!((receipt.revisions.len(), receipt.communications), (0, 0));
    assert_eq!(it.count("revisions").await, "1");
}

#[tokio::test]
async fn an_address_that_was_missing_before_its_time_is_no_revision() {
    let it = page().await;
    it.look(at(1), Answer::new(404), &found(&[article(PAGE, "Not found", "Nothing here")])).await;
    look(&it, 2, "We patched").await;
    assert_eq!(it.lines(TEXTS).await, ["1|We patched|2014-04-07 20:00:00+00|2014-04-07 19:00:00+00"]);
    assert_eq!(
        it.lines("select outcome from observations order by id offset 1").await,
        ["missing", "answered"]
    );
}

#[tokio::test]
async fn an_empty_text_or_a_missing_title_is_an_event_and_happens_once() {
    let it = page().await;
    look(&it, 1, "A").await;
    for hours in [2, 3] {
        let empty = article(PAGE, "Heartbleed", "");
        it.look(at(hours), Answer::ok(&format!("empty {hours}")), &found(&[empty])).await;
    }
    for hours in [4, 5] {
        let untitled = article(PAGE, "", "A");
        it.look(at(hours), Answer::ok(&format!("untitled {hours}")), &found(&[untitled])).await;
    }
    look(&it, 6, "A").await;
    assert_eq!(it.count("revisions").await, "1");
    assert_eq!(it.lines("select code from notes order by id").await, ["text-vanished", "title-vanished"]);
}

#[tokio::test]
async fn a_document_without_words_is_no_post() {
    let it = page().await;
    it.look(at(1), Answer::ok("x"), &found(&[article(PAGE, "", " \n ")])).await;
    assert_eq!(it.count("posts").await, "0");
    assert_eq!(it.lines("select code from notes").await, ["nothing-read"]);
}

#[tokio::test]
async fn equal_bytes_that_read_differently_are_not_the_providers_words() {
    let it = page().await;
    let answer = || Answer::ok("the same bytes");
    it.look(at(1), answer(), &found(&[article(PAGE, "Heartbleed", "as read by one version")])).await;
    it.look(at(2), answer(), &found(&[article(PAGE, "Heartbleed", "as read by the next")])).await;
    it.look(at(3), Answer::ok("other bytes"), &found(&[article(PAGE, "Heartbleed", "as read by the next")]))
        .await;
    assert_eq!(it.count("revisions").await, "1");
}

#[tokio::test]
async fn two_addresses_that_show_one_post_differently_do_not_rewrite_it() {
    let it = page().await;
    let mirror = "https://acme.example/mirror";
    let sources = [PAGE, mirror].iter().map(|url| crate::support::source(Page, url)).collect();
    it.seeds_sync(&[crate::support::provider("acme", "acme.example", sources)], &[], at(0)).await.unwrap();
    for round in 1..4 {
        for _ in 0..2 {
            let visit = it.claimed(at(round)).await;
            let text = if visit.url.as_str() == PAGE { "long form" } else { "short form" };
            let capture = Answer::ok(&format!("{round} {text}")).at(at(round)).capture(visit);
            it.record(&capture, &found(&[article("one-post", "Heartbleed", text)])).await;
        }
    }
    assert_eq!((it.count("posts").await, it.count("revisions").await), ("1".into(), "2".into()));
}

#[tokio::test]
async fn a_post_is_dated_by_its_publication_and_a_later_text_by_a_new_claim_only() {
    let it = page().await;
    for (hours, text, updated) in
        [(1, "A", "2014-04-08"), (2, "B", "2014-04-08"), (3, "C", "2014-04-09T10:00Z")]
    {
        let mut post = article(PAGE, "Heartbleed", text);
        post.published = Some(stamp("2014-04-07T23:30-07:00"));
        post.updated = Some(stamp(updated));
        it.look(at(hours), Answer::ok(text), &found(&[post])).await;
    }
    let claims = "select claimed_role, claimed_raw, claimed_at, claimed_utc_offset, claimed_precision
                    from communications order by id";
    let expected = [
        "published|2014-04-07T23:30-07:00|2014-04-08 06:30:00+00|-07:00|minute",
        "-|-|-|-|-",
        "updated|2014-04-09T10:00Z|2014-04-09 10:00:00+00|+00:00|minute",
    ];
    assert_eq!(it.lines(claims).await, expected);
    let day = it.lines("select at, local, low_at, high_at from stamps where raw = '2014-04-08'").await;
    assert_eq!(day, ["-|2014-04-08|2014-04-07 10:00:00+00|2014-04-09 12:00:00+00"]);
}

#[tokio::test]
async fn a_time_that_changes_under_the_same_words_is_kept_and_noted() {
    let it = page().await;
    for (hours, published) in [(1, "2014-04-09"), (2, "2014-04-09"), (3, "2014-04-07"), (4, "2014-04-07")] {
        let mut post = article(PAGE, "Heartbleed", "A");
        post.published = Some(stamp(published));
        it.look(at(hours), Answer::ok(&format!("{hours}")), &found(&[post])).await;
    }
    assert_eq!(it.count("revisions").await, "1");
    assert_eq!(it.lines("select raw from stamps order by id").await, ["2014-04-09", "2014-04-07"]);
    assert_eq!(it.lines("select code from notes").await, ["stamp-changed"]);
    assert_eq!(it.value("select claimed_raw from communications").await, "2014-04-09");
}
