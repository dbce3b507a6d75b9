//! Bounds of the first word are what is certain: no statement without a time is passed over, and none that was seen is hidden.

use chrono::{DateTime, Utc};
use model::SourceKind::Blog;
use model::{Mention, MentionPlace};

use crate::support::{Answer, TestStore, article, at, found, listing, named_at, stamp, update};

const INDEX: &str = "https://acme.example/";
const A: &str = "https://acme.example/a";
const B: &str = "https://acme.example/b";

fn named(title: &str) -> Vec<Mention> {
    title.find("Heartbleed").map(named_at).into_iter().collect()
}

/// The index shows both posts from the first of these hours on.
async fn shown(hours: &[i64]) -> TestStore {
    let it = TestStore::with_source(Blog, INDEX).await;
    it.look(at(0), Answer::ok("nothing"), &listing(&[])).await;
    for hour in hours {
        it.make_due_alone(INDEX).await;
        it.look(at(*hour), Answer::ok(&format!("{hour}")), &listing(&[A, B])).await;
    }
    it
}

/// Reads a post under a title and the time that it claims.
async fn says(it: &TestStore, url: &str, seen: DateTime<Utc>, title: &str, claimed: Option<&str>) {
    it.make_due_alone(url).await;
    let mut post = article(url, title, "Words about certificates");
    post.published = claimed.map(stamp);
    let capture = Answer::ok(&format!("{title}{seen}")).at(seen).capture(it.claimed(seen).await);
    it.record_with(&capture, &found(&[post]), &named(title)).await;
}

/// An example query, for this provider and incident.
fn query(name: &str) -> String {
    std::fs::read_to_string(format!("{}/../../docs/queries/{name}.sql", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

const CLAIMED: &str = "select claimed_hours_low, claimed_hours_high, undated from research.first_words";
const TIMES: &str = "select hours_low, hours_high, censored, undated from research.response_times where basis = 'claimed' and measure = 'first-word'";
const PART: &str = "select hours_low, hours_high from research.scorecard where part = 'first-word-claimed'";

/// What is said of the first word is one, whichever of the two views says it.
async fn same_by_both_names(it: &TestStore) {
    let said = |schema: &str| {
        format!(
            "select provider, claimed_hours_low, claimed_hours_high, first_seen_at, last_not_seen_at, observed_hours_low,
                    observed_hours_high, communications, title, author, record_id from {schema}.first_words"
        )
    };
    assert_eq!(it.lines(&said("public")).await, it.lines(&said("research")).await);
}

#[tokio::test]
async fn of_what_appeared_together_the_one_that_no_look_bounds_leaves_no_bound() {
    let it = shown(&[15]).await;
    says(&it, A, at(15), "Heartbleed", Some("2014-04-08T08:00Z")).await;
    says(&it, B, at(15), "On Heartbleed", Some("2014-04-08T08:30Z")).await;
    it.query("update communications set last_not_seen_at = null where id = 2", false).await.unwrap();
    let seen = "select observed_hours_low, observed_hours_high from first_words";
    assert_eq!(it.lines(seen).await, ["-|15.50"]);
    same_by_both_names(&it).await;
}

#[tokio::test]
async fn a_statement_without_a_time_may_be_the_first() {
    let it = shown(&[15]).await;
    says(&it, A, at(15), "Heartbleed", None).await;
    // 66.5 hours after the disclosure.
    says(&it, B, at(70), "On Heartbleed again", Some("2014-04-10T12:00Z")).await;
    assert_eq!(it.lines(CLAIMED).await, ["-|66.52|1"]);
    same_by_both_names(&it).await;
    assert_eq!(it.lines(TIMES).await, ["-|66.52|left|1"]);
    assert_eq!(it.lines(PART).await, ["-|66.52"]);
    // A look behind that time did not show the one without.
    let it = shown(&[15, 80]).await;
    says(&it, B, at(70), "On Heartbleed again", Some("2014-04-07T20:00Z")).await;
    it.query("update communications set last_not_seen_at = '2014-04-08 00:00Z'", false).await.unwrap();
    says(&it, A, at(80), "Heartbleed", None).await;
    it.query(
        "update communications set last_not_seen_at = '2014-04-10 00:00Z' where claimed_raw is null",
        false,
    )
    .await
    .unwrap();
    assert_eq!(it.lines(CLAIMED).await, ["2.50|2.52|1"]);
    assert_eq!(it.lines(TIMES).await, ["2.50|2.52|none|1"]);
}

#[tokio::test]
async fn an_update_without_a_time_is_no_older_than_its_post() {
    for (claimed, bounds) in [(Some("2014-04-08T08:00Z"), "14.50|14.52|1"), (None, "-|-|2")] {
        let it = shown(&[15]).await;
        it.make_due_alone(A).await;
        let mut post = article(A, "Heartbleed", "Words about certificates");
        post.published = claimed.map(stamp);
        let mut edit = update("edit", "", "2014-04-08", "All about Heartbleed is mended");
        (edit.status, edit.claimed) = (None, None);
        post.updates.push(edit);
        let mut mention = named_at(10);
        (mention.update, mention.place) = (Some(0), MentionPlace::Text);
        let capture = Answer::ok("edited").at(at(15)).capture(it.claimed(at(15)).await);
        it.record_with(&capture, &found(&[post]), &[named_at(0), mention]).await;
        assert_eq!(it.lines(CLAIMED).await, [bounds], "{claimed:?}");
        same_by_both_names(&it).await;
    }
}

#[tokio::test]
async fn a_merge_hides_no_sighting() {
    for (other, into) in [(A, B), (B, A)] {
        let it = shown(&[15]).await;
        says(&it, A, at(15), "Heartbleed", Some("2014-04-08T08:00Z")).await;
        says(&it, B, at(40), "Heartbleed", Some("2014-04-08T08:00Z")).await;
        let seen = "select observed_hours_low, observed_hours_high, communications from research.first_words";
        let before = it.lines(seen).await;
        assert_eq!(before, ["0.50|15.50|2"]);
        let merge = format!(
            "select merge_posts((select id from posts where url = '{other}'), (select id from posts where url = '{into}'))"
        );
        it.query(&merge, false).await.unwrap();
        assert_eq!(it.lines(seen).await, ["0.50|15.50|1"], "{other} is {into}");
        let told = "select first_seen_at from research.trail where incident = 'heartbleed'";
        assert_eq!(it.lines(told).await, ["2014-04-08 09:00:00+00"], "{other} is {into}");
        let known = "select first_seen_at from research.trail_as_of('2014-04-08 23:00Z')";
        assert_eq!(it.lines(known).await, ["2014-04-08 09:00:00+00"], "{other} is {into}");
        let times = "select hours_low, hours_high, communications from research.response_times where basis = 'observed'";
        assert_eq!(it.lines(times).await, ["0.50|15.50|1"], "{other} is {into}");
        let public = "select min(first_seen_at) from trail";
        assert_eq!(it.lines(public).await, ["2014-04-08 09:00:00+00"], "{other} is {into}");
        // Coders get the same words once, as the report does.
        assert_eq!(it.value("select count(*) from trail").await, "1", "{other} is {into}");
        assert_eq!(it.coding_units("heartbleed").await.unwrap().len(), 1, "{other} is {into}");
        same_by_both_names(&it).await;
    }
}

#[tokio::test]
async fn a_text_from_before_the_incident_was_named_is_none_about_it() {
    let it = shown(&[15]).await;
    says(&it, A, at(15), "All is well", None).await;
    let known = "select incident, title from research.trail_as_of('2014-04-08 12:00Z')";
    let told = "select incident, strength, reason, names_incident, title from research.trail_as_of('2014-04-08 12:00Z')";
    assert_eq!(it.lines(known).await, ["-|All is well"]);
    says(&it, A, at(40), "Heartbleed", None).await;
    let texts = "select revision, incidents from research.revisions order by revision";
    assert_eq!(it.lines(texts).await, ["1|{}", "2|{heartbleed}"]);
    // What was known then does not change with what is seen later.
    assert_eq!(it.lines(told).await, ["-|-|-|-|All is well"]);
    let now =
        "select incident, strength, title from research.trail_as_of('2014-04-10') order by first_seen_at";
    assert_eq!(it.lines(now).await, ["-|-|All is well", "heartbleed|strong|Heartbleed"]);
    let none = "select title from research.trail_as_of('2014-04-08 12:00Z') where incident = 'heartbleed'";
    assert_eq!(it.lines(none).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_longest_silence_has_no_upper_bound_where_one_of_them_has_none() {
    let it = shown(&[15]).await;
    says(&it, A, at(15), "Heartbleed", Some("2014-04-08T08:00Z")).await;
    says(&it, B, at(40), "Heartbleed again", Some("2014-04-08T10:30Z")).await;
    let longest = query("14-cadence");
    assert_eq!(it.lines(&longest).await, ["acme|2|2.48|2.52|40.00"]);
    says(&it, A, at(1000), "Heartbleed, later", None).await;
    assert_eq!(it.lines(&longest).await, ["acme|3|2.48|-|1000.00"], "the third claims no time");
}

#[tokio::test]
async fn the_example_of_a_search_finds_what_it_asks_for() {
    let it = shown(&[15]).await;
    for (url, text) in [(A, "All certificates were reissued."), (B, "Outage: we replaced a broken disk.")] {
        it.make_due_alone(url).await;
        it.look(at(15), Answer::ok(text), &found(&[article(url, "News", text)])).await;
    }
    assert_eq!(
        it.lines(&format!("select url from ({}) q", query("21-search").trim_end().trim_end_matches(';')))
            .await,
        [A]
    );
}

#[tokio::test]
async fn a_flag_of_a_time_stands_once() {
    let it = shown(&[15]).await;
    says(&it, A, at(15), "Heartbleed", Some("2013-04-08T08:00Z")).await;
    let ids = "insert into identifiers (revision_id, identifier) select r.id, 'CVE-2014-' || n
                 from revisions r, generate_series(1000, 1002) n";
    it.query(ids, false).await.unwrap();
    it.query("update communications set last_not_seen_at = '2014-04-07 18:00Z'", false).await.unwrap();
    let flags = "select time_flags from research.first_words";
    let expected =
        "{claimed-before-last-look,names-id-before-its-year,names-incident-long-before-its-disclosure}";
    assert_eq!(it.lines(flags).await, [expected]);
    assert_eq!(it.lines("select time_flags from research.trail").await, [expected]);
}
