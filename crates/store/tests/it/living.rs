//! Documents that go on being changed: the time at which they were made dates none of the words that came later.

use model::SourceKind::Page;
use model::{Identifier, MentionPlace};

use crate::support::{Answer, TestStore, article, at, found, named_at, stamp};

const PAGE: &str = "https://acme.example/guide";

/// A page that speaks of the incident at its first look, published and changed by its own word at these times.
async fn page(published: &str, updated: Option<&str>) -> TestStore {
    let it = TestStore::with_source(Page, PAGE).await;
    let mut post = article(PAGE, "TLS hardening guide", "Heartbleed, CVE-2014-0160, concerns this too.");
    post.published = Some(stamp(published));
    post.updated = updated.map(stamp);
    post.identifiers = vec![Identifier { id: "CVE-2014-0160".into(), span: None }];
    let mut named = named_at(0);
    named.place = MentionPlace::Text;
    let capture = Answer::ok("1").at(at(60)).capture(it.claimed(at(60)).await);
    it.record_with(&capture, &found(&[post]), &[named]).await;
    it
}

/// What the four places say that tell of the first word as claimed.
async fn claimed(it: &TestStore) -> Vec<String> {
    let mut said = Vec::new();
    for sql in [
        "select claimed_hours_low, claimed_hours_high from research.first_words",
        "select hours_low, hours_high from research.response_times where measure = 'first-word' and basis = 'claimed'",
        "select hours_low, hours_high from research.scorecard where part = 'first-word-claimed'",
        "select claimed_hours_low, claimed_hours_high from public.first_words",
    ] {
        said.extend(it.lines(sql).await);
    }
    said
}

#[tokio::test]
async fn a_page_of_before_that_was_changed_since_may_have_said_it_as_late_as_the_change() {
    let it = page("2013-06-01T10:00Z", Some("2014-04-08T12:00Z")).await;
    assert_eq!(claimed(&it).await, ["-7447.50|18.52"; 4]);
    let certain = "select provider from research.first_words where claimed_hours_high < 0";
    assert_eq!(it.lines(certain).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_page_that_was_made_since_the_disclosure_said_it_when_it_was_made() {
    for updated in [None, Some("2014-04-09T12:00Z")] {
        let it = page("2014-04-08T12:00Z", updated).await;
        assert_eq!(claimed(&it).await, ["18.50|18.52"; 4], "{updated:?}");
    }
    // Of a day without a zone it may have been made since.
    let it = page("2014-04-08", Some("2014-04-09T12:00Z")).await;
    assert_eq!(claimed(&it).await, ["-7.50|42.50"; 4]);
}

#[tokio::test]
async fn a_page_that_dates_its_change_is_not_flagged_for_what_it_names() {
    let flags = "select time_flags from research.trail";
    let known = "insert into reference_events (incident_id, kind, anchor, raw, local, low_at, high_at, precision, certainty, source, label, citation)
                 select id, 'private', true, '2014-04-01', '2014-04-01', '2014-04-01', '2014-04-02', 'day', 'stated', 'x', 'x', 'x' from incidents";
    let reserved = "insert into record_events (frontier_id, provider_id, source_id, capture_id, event_digest, identifier, authority, kind,
                           trust, label, raw, local, precision, certainty, source, low_at, high_at, first_seen_at)
                    select k.frontier_id, c.provider_id, c.source_id, k.id, 'x', 'CVE-2014-0160', 'x', 'reserved', 'stated', 'x', 'x', 'x',
                           'day', 'stated', 'x', '2013-12-03', '2013-12-04', k.fetched_at
                      from communications c join captures k on k.id = c.capture_id";
    for (updated, expected) in [
        (Some("2014-04-08T12:00Z"), "{}"),
        (None, "{names-id-before-its-reservation,names-id-before-its-year,names-incident-before-it-existed}"),
    ] {
        let it = page("2013-06-01T10:00Z", updated).await;
        it.query(known, false).await.unwrap();
        it.query(reserved, false).await.unwrap();
        assert_eq!(it.lines(flags).await, [expected], "{updated:?}");
    }
}

#[tokio::test]
async fn a_response_time_says_of_its_communication_how_it_was_found_as_the_trail_does() {
    let of_times = "select distinct evidence from research.response_times where measure = 'first-word'";
    let it = page("2014-04-08T12:00Z", None).await;
    assert_eq!(it.lines(of_times).await, ["found"]);
    assert_eq!(it.lines("select evidence from research.trail").await, ["found"]);
    it.query("update communications set last_not_seen_at = '2014-04-08 00:00Z'", false).await.unwrap();
    assert_eq!(it.lines(of_times).await, ["live"]);
    assert_eq!(it.lines("select evidence from research.trail").await, ["live"]);
}
