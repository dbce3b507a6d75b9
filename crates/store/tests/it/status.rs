//! A status page at several addresses and on several platforms: each update counts once, and what the
//! platform's record discloses stands beside what the page claims.

use model::SourceKind::Status;
use model::{
    Certainty, DocumentKind, Extraction, Mention, MentionManner, MentionPlace, Span, Spread, Stamp, Update,
};

use crate::support::{Answer, TestStore, at, found, incident, provider, source, stamp, update};

const API: &str = "https://status.acme.example/api/v2/incidents.json";
const FEED: &str = "https://status.acme.example/history.atom";

/// The incident as the API shows it: ids, exact times, and the record's own.
fn by_api(text: &str) -> Vec<Update> {
    let mut first = update("u1", "investigating", "2014-04-08T01:00Z", "We look into it");
    first.recorded = Some(stamp("2014-04-08T03:00Z"));
    first.components = vec!["Web".into()];
    let again = update("u2", "investigating", "2014-04-08T02:00Z", "Still looking");
    vec![first, again, update("u3", "resolved", "2014-04-08T05:00Z", text)]
}

/// The same as the feed shows it: no ids, other words for the status.
fn by_feed(text: &str) -> Vec<Update> {
    let said = [
        ("Investigating", "2014-04-08T01:00Z", "We look into it"),
        ("Update", "2014-04-08T02:00Z", "Still looking"),
        ("Resolved", "2014-04-08T05:00Z", text),
    ];
    let key = |status: &str, time: &str| format!("{time}|{}", status.to_lowercase());
    said.iter().map(|(status, time, text)| update(&key(status, time), status, time, text)).collect()
}

/// The first update names the incident.
fn named_in_the_first() -> Mention {
    Mention {
        post: 0,
        update: Some(0),
        incident: "heartbleed".into(),
        term: "OpenSSL".into(),
        place: MentionPlace::Title,
        manner: MentionManner::Statement,
        span: Span { start: 0, end: 7 },
        scope: Span { start: 0, end: 0 },
        quote: "OpenSSL".into(),
    }
}

fn of(platform: &str, updates: Vec<Update>) -> Extraction {
    Extraction { platform: Some(platform.into()), ..found(&[incident("i1", "OpenSSL", updates)]) }
}

/// A store whose provider is followed at both addresses; `first` and then the other are looked at.
async fn looked_at_both(first: &str, shown: [Extraction; 2]) -> TestStore {
    let it = TestStore::with_source(Status, API).await;
    let sources = vec![source(Status, API), source(Status, FEED)];
    it.seeds_sync(&[provider("acme", "acme.example", sources)], &[], at(0)).await.unwrap();
    let other = if first == API { FEED } else { API };
    for (hours, url, shown) in [(1, first, &shown[0]), (2, other, &shown[1])] {
        let rest = format!("update frontier set due_at = 'infinity' where url <> '{url}'");
        it.query(&rest, false).await.unwrap();
        it.query(&format!("update frontier set due_at = '2014-04-01' where url = '{url}'"), false)
            .await
            .unwrap();
        let visit = it.claimed_url(url, at(hours)).await;
        it.record(&Answer::ok(&format!("{hours}")).at(at(hours)).capture(visit), shown).await;
    }
    it
}

#[tokio::test]
async fn an_update_that_the_api_and_the_feed_show_counts_once() {
    let shown = [of("statuspage", by_api("Fixed")), of("statuspage", by_feed("Fixed"))];
    let it = looked_at_both(API, shown.clone()).await;
    assert_eq!(
        it.lines("select update_key, version from communications order by 1").await,
        ["u1|1", "u2|1", "u3|1"]
    );
    assert_eq!(it.count("revisions").await, "1");

    let [api, feed] = shown;
    let it = looked_at_both(FEED, [feed, api]).await;
    assert_eq!(it.count("communications").await, "3");
    assert_eq!(it.count("revisions").await, "1");
    let disclosed = it.lines("select recorded_by_platform, backdated_by from trail limit 1").await;
    assert_eq!(
        disclosed,
        ["2014-04-08 03:00:00+00|01:59:00"],
        "what the API discloses of what the feed said first"
    );
}

#[tokio::test]
async fn a_text_that_only_one_address_shows_is_a_version_of_the_same_update() {
    let shown = [of("statuspage", by_feed("Fixed")), of("statuspage", by_api("Fixed. It was the cache."))];
    let it = looked_at_both(FEED, shown).await;
    let versions = it
        .lines("select version, text, claimed_at is not null, platform_recorded_at is not null from communications
                 where text like 'Fixed%' order by id")
        .await;
    assert_eq!(
        versions,
        ["1|Fixed|t|f", "2|Fixed. It was the cache.|f|f"],
        "the time of the first words dates no others"
    );
}

#[tokio::test]
async fn a_time_that_was_set_back_is_shown_with_the_services_concerned() {
    let it = TestStore::with_source(Status, API).await;
    let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    it.record_with(&capture, &of("statuspage", by_api("Fixed")), &[named_in_the_first()]).await;
    let rows = it
        .lines("select update_key, backdated_by, components, platform from trail order by update_key")
        .await;
    assert_eq!(rows, ["u1|01:59:00|{Web}|statuspage", "u2|-|-|statuspage", "u3|-|-|statuspage"]);
    let first = it.lines("select claimed_at, recorded_by_platform, backdated_by from first_words").await;
    assert_eq!(first, ["2014-04-08 01:00:00+00|2014-04-08 03:00:00+00|01:59:00"]);
}

#[tokio::test]
async fn a_page_that_changes_its_platform_is_an_event_and_both_have_their_period() {
    let it = TestStore::with_source(Status, API).await;
    let nothing = Extraction { kind: DocumentKind::Unparsed, ..found(&[]) };
    let looks = [
        of("statuspage", by_api("Fixed")),
        of("statuspage", by_api("Fixed")),
        of("incident-io", by_api("Fixed")),
        nothing.clone(),
        nothing,
        of("statuspage", by_api("Fixed")),
    ];
    for (hours, shown) in (1..).zip(&looks) {
        it.look(at(hours), Answer::ok(&format!("{hours}")), shown).await;
    }
    let periods = it
        .lines(
            "select platform, (extract(epoch from valid_from - t0) / 3600)::int, (extract(epoch from last_seen_at - t0) / 3600)::int,
                    (extract(epoch from valid_to - t0) / 3600)::int
               from platforms, (select min(valid_from) - interval '1 hour' as t0 from platforms) start order by id",
        )
        .await;
    assert_eq!(periods, ["statuspage|1|2|3", "incident-io|3|3|4", "statuspage|6|6|-"]);
    let events = it.lines("select code from notes where code like 'platform-%' order by id").await;
    assert_eq!(events, ["platform-changed", "platform-lost", "platform-changed"]);
}

#[tokio::test]
async fn an_answer_that_nothing_changed_does_not_end_the_period_of_a_platform() {
    let it = TestStore::with_source(Status, API).await;
    it.look(at(1), Answer::ok("1"), &of("statuspage", by_api("Fixed"))).await;
    it.look(at(2), Answer::new(304), &Extraction { kind: DocumentKind::Unparsed, ..found(&[]) }).await;
    assert_eq!(it.lines("select platform, valid_to from platforms").await, ["statuspage|-"]);
    assert_eq!(it.lines("select code from notes").await, Vec::<String>::new());
}

#[tokio::test]
async fn what_was_known_at_a_moment_leaves_out_what_a_later_statement_told_of_an_earlier_one() {
    let it = TestStore::with_source(Status, API).await;
    let updates = by_api("It was the OpenSSL bug");
    let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    it.record_with(&capture, &of("statuspage", updates[..1].to_vec()), &[]).await;
    let named = Mention { update: Some(2), ..named_in_the_first() };
    let capture = Answer::ok("2").at(at(24)).capture(it.claimed(at(24)).await);
    it.record_with(&capture, &of("statuspage", updates), &[named]).await;
    let under = "where incident = 'heartbleed' order by update_key";
    let now = it.lines(&format!("select update_key from research.trail {under}")).await;
    assert_eq!(now, ["u1", "u2", "u3"], "the incident is named in the last one, and all are of its post");
    let then = format!("select update_key from research.trail_as_of('2014-04-08 12:00Z') {under}");
    assert_eq!(it.lines(&then).await, [""; 0], "nobody knew then");
    let later = then.replace("04-08 12:00", "04-08 18:00");
    assert_eq!(it.lines(&later).await, ["u1", "u2", "u3"]);
}

/// `14:32 PST` on an April day, as a home page has it: that is either hour.
fn in_winter_time(hour: u32) -> Stamp {
    let raw = format!("2014-04-08T{hour}:32-08:00");
    let written = stamp(&raw);
    let spread = Spread { earliest: written.local - chrono::TimeDelta::hours(1), latest: written.local };
    Stamp { certainty: Certainty::Ambiguous, spread: Some(spread), ..written }
}

#[tokio::test]
async fn an_update_whose_hour_the_home_page_leaves_open_counts_once() {
    let by_page = |said: &[(u32, &str)]| {
        let one = |(hour, text): &(u32, &str)| Update {
            claimed: Some(in_winter_time(*hour)),
            ..update(&format!("Apr 8, {hour}:32 PST|update"), "Update", "2014-04-08", text)
        };
        of("statuspage", said.iter().map(one).collect())
    };
    let by_feed = |said: &[(u32, &str)]| {
        let one = |(hour, text): &(u32, &str)| {
            let utc = hour + 7;
            update(&format!("2014-04-08T{utc}:32Z|update"), "Update", &format!("2014-04-08T{utc}:32Z"), text)
        };
        of("statuspage", said.iter().map(one).collect())
    };
    let all = [(14, "We look into it"), (15, "It is fixed")];
    // An hour apart, so that each of two readings is that of an update; the other address has lost the older one.
    for [page, feed] in [[&all[..], &all[..]], [&all[..], &all[1..]], [&all[1..], &all[..]]] {
        for (first, shown) in [(API, [by_page(page), by_feed(feed)]), (API, [by_feed(feed), by_page(page)])] {
            let it = looked_at_both(first, shown).await;
            let texts = it.lines("select text, version from communications order by 1").await;
            assert_eq!(texts, ["It is fixed|1", "We look into it|1"], "{page:?} {feed:?}");
        }
    }
}
