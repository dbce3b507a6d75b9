//! What a silence rests on: looks at addresses that bring new posts, and that reach back to the disclosure.

use model::SourceKind::{Blog, SecurityTxt};
use model::{DocumentKind, Entry, Extraction, FeedHead};

use crate::support::{
    Answer, TestStore, article, at, empty, event, found, heartbleed, listing, provider, source, stamp,
};

const FEED: &str = "https://acme.example/feed";
const POST: &str = "https://acme.example/unrelated";

/// What is said of the only provider's silence, and of its first word.
const SILENCE: &str = "select looks, blind_looks, post_looks, watched, hours_at_least, unwatched_sources from research.silences";
const TIMES: &str =
    "select censored, low_at, hours_low, high_at from research.response_times where anchor = 'public'";
const FIRST: &str = "select censored, observed_hours_low, looks from research.first_words";
const PART: &str =
    "select answer, value, hours_low from research.scorecard where part = 'first-word-observed'";

/// A feed with an entry for each of these times.
fn entries(published: &[&str]) -> Extraction {
    let entry = |published: &&str| Entry {
        id: Some(format!("guid of {published}")),
        published: Some(stamp(published)),
        ..Entry::default()
    };
    let entries = published.iter().map(entry).collect();
    Extraction { kind: DocumentKind::Feed, feed: Some(FeedHead::default()), entries, ..empty() }
}

/// A feed with one entry that claims this time.
fn feed(published: &str) -> Extraction {
    entries(&[published])
}

/// Looks at the feed, whatever is due.
async fn look(it: &TestStore, url: &str, hour: i64, answer: Answer, extraction: &Extraction) {
    it.make_due_alone(url).await;
    it.look(at(hour), answer, extraction).await;
}

/// The disclosure is moved to another time.
async fn disclosed(it: &TestStore, time: &str) {
    let mut seed = heartbleed();
    seed.events = vec![event(model::ReferenceKind::Public, time, true)];
    it.seeds_sync(&[provider("acme", "acme.example", vec![source(Blog, FEED)])], &[seed], at(0))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_silence_has_a_length_only_where_somebody_watched_from_the_disclosure_on() {
    let it = TestStore::with_source(Blog, FEED).await;
    // The first look is half an hour after the disclosure, and what the feed shows is younger.
    look(&it, FEED, 1, Answer::ok("1"), &feed("2014-04-07T18:30Z")).await;
    look(&it, FEED, 30, Answer::ok("2"), &feed("2014-04-07T18:30Z")).await;
    assert_eq!(it.lines(SILENCE).await, ["2|0|0|not watched from the start|-|1"]);
    assert_eq!(it.lines(TIMES).await, ["not watched from the start|-|-|-"]);
    assert_eq!(it.lines(FIRST).await, ["not watched from the start|-|2"]);
    assert_eq!(it.lines(PART).await, ["nothing-seen|not watched from the start|-"]);
    // A disclosure after the first look, and one after the last.
    disclosed(&it, "2014-04-07T20:00Z").await;
    assert_eq!(it.lines(SILENCE).await, ["1|0|0|from the start|28.00|0"]);
    assert_eq!(it.lines(TIMES).await, ["right|2014-04-09 00:00:00+00|28.00|-"]);
    assert_eq!(it.lines(FIRST).await, ["right|28.00|2"]);
    assert_eq!(it.lines(PART).await, ["nothing-seen|watched from the start|28.00"]);
    disclosed(&it, "2014-10-14T23:00Z").await;
    assert_eq!(it.lines(SILENCE).await, ["0|0|0|nobody looked|-|1"]);
    assert_eq!(it.lines(TIMES).await, Vec::<String>::new());
    assert_eq!(it.lines(FIRST).await, ["nobody looked|-|2"]);
    assert_eq!(it.lines(PART).await, ["not-assessed|-|-"]);
}

#[tokio::test]
async fn a_feed_reaches_back_to_the_oldest_of_its_entries_but_one() {
    let it = TestStore::with_source(Blog, FEED).await;
    let old = entries(&["2014-04-01T10:00Z", "2014-03-21T10:00Z", "2014-03-20T10:00Z"]);
    look(&it, FEED, 1, Answer::ok("1"), &old).await;
    look(&it, FEED, 30, Answer::ok("2"), &old).await;
    assert_eq!(it.lines(SILENCE).await, ["2|0|0|from the start|30.50|0"]);
    for few in [
        // The oldest of several may be pinned, or dated back.
        entries(&["2014-04-07T18:10Z", "2014-03-20T10:00Z"]),
        entries(&["2014-04-07T18:20Z", "2014-04-07T18:10Z", "2014-03-20T10:00Z"]),
        entries(&["2014-03-20T10:00Z", "2014-04-07T18:20Z", "2014-04-07T18:10Z", "2014-04-07T18:00Z"]),
    ] {
        let it = TestStore::with_source(Blog, FEED).await;
        look(&it, FEED, 1, Answer::ok("1"), &few).await;
        assert_eq!(it.lines(SILENCE).await, ["1|0|0|not watched from the start|-|1"], "{few:?}");
    }
    // An entry that is shown later tells nothing of the time before.
    let it = TestStore::with_source(Blog, FEED).await;
    look(&it, FEED, 1, Answer::ok("1"), &feed("2014-04-07T18:30Z")).await;
    look(&it, FEED, 30, Answer::ok("2"), &feed("2014-03-20T10:00Z")).await;
    assert_eq!(it.lines(SILENCE).await, ["2|0|0|not watched from the start|-|1"]);
}

#[tokio::test]
async fn posts_that_are_known_and_security_txt_are_no_looks_at_a_silence() {
    let it = TestStore::new().await;
    let sources =
        vec![source(Blog, FEED), source(SecurityTxt, "https://acme.example/.well-known/security.txt")];
    it.seeds_sync(&[provider("acme", "acme.example", sources)], &[heartbleed()], at(-2)).await.unwrap();
    let robots = it.claimed(at(-2)).await;
    it.record(&Answer::new(404).at(at(-2)).capture(robots), &empty()).await;
    look(&it, FEED, -1, Answer::ok("1"), &listing(&[POST])).await;
    look(&it, FEED, 1, Answer::ok("2"), &listing(&[POST])).await;
    // From now on the feed is gone or out of order, while the rest answers.
    for hour in 2..6 {
        let words = format!("hour {hour}");
        look(&it, POST, hour, Answer::ok(&words), &found(&[article(POST, "Unrelated", "Words")])).await;
        let text = "https://acme.example/.well-known/security.txt";
        look(&it, text, hour, Answer::ok(&words), &found(&[])).await;
        let answer = if hour % 2 == 0 { Answer::new(500) } else { Answer::new(404) };
        look(&it, FEED, hour, answer, &empty()).await;
    }
    for counted in [false, true] {
        assert_eq!(it.lines(SILENCE).await, ["1|4|8|from the start|1.50|0"], "counted: {counted}");
        assert_eq!(it.lines(FIRST).await, ["right|1.50|2"], "counted: {counted}");
        assert_eq!(it.lines(TIMES).await, ["right|2014-04-07 19:00:00+00|1.50|-"]);
        let count = "select looks, blind_looks, post_looks from research.look_count('acme', '2014-04-07 17:30Z', 'infinity')";
        assert_eq!(it.lines(count).await, ["1|4|8"], "counted: {counted}");
        let listed = "select count(*) filter (where brings_posts), count(*) from research.looks('acme', '2014-04-07 17:30Z', 'infinity')";
        assert_eq!(it.lines(listed).await, ["5|13"]);
        it.catch_up().await.unwrap();
    }
}

#[tokio::test]
async fn of_several_sources_a_silence_lasts_to_the_last_look_at_the_one_that_was_seen_least() {
    let news = "https://acme.example/news";
    let it = TestStore::new().await;
    let sources = vec![source(Blog, FEED), source(Blog, news), source(Blog, "https://acme.example/never")];
    it.seeds_sync(&[provider("acme", "acme.example", sources)], &[heartbleed()], at(-2)).await.unwrap();
    let robots = it.claimed(at(-2)).await;
    it.record(&Answer::new(404).at(at(-2)).capture(robots), &empty()).await;
    for (url, hour) in [(FEED, -1), (news, -1), (FEED, 1), (news, 3), (news, 50)] {
        look(&it, url, hour, Answer::ok(&format!("{hour}")), &listing(&[])).await;
    }
    // The third source was never seen: it bears nothing, and is told wherever the silence is.
    assert_eq!(it.lines(SILENCE).await, ["3|0|0|partly watched|1.50|1"]);
    assert_eq!(it.lines(TIMES).await, ["partly watched|2014-04-07 19:00:00+00|1.50|-"]);
    assert_eq!(it.lines(FIRST).await, ["partly watched|1.50|5"]);
    assert_eq!(it.lines(PART).await, ["nothing-seen|partly watched|1.50"]);
}

#[tokio::test]
async fn looks_that_were_all_refused_are_not_told_as_if_nobody_had_looked() {
    let it = TestStore::with_source(Blog, FEED).await;
    let states = [
        (SILENCE, ["0|0|0|nobody looked|-|1"], ["0|2|0|blind|-|1"]),
        (FIRST, ["nobody looked|-|0"], ["blind|-|0"]),
        (PART, ["not-assessed|-|-"], ["not-assessed|blind|-"]),
    ];
    for (sql, nobody, _) in states {
        assert_eq!(it.lines(sql).await, nobody);
    }
    look(&it, FEED, 1, Answer::new(403), &empty()).await;
    look(&it, FEED, 2, Answer::disallowed("Disallow: /"), &empty()).await;
    for (sql, _, refused) in states {
        assert_eq!(it.lines(sql).await, refused);
    }
    assert_eq!(it.lines(TIMES).await, Vec::<String>::new());
    let report = it.incident_report("heartbleed").await.unwrap().unwrap();
    assert_eq!(report.providers[0].watched.as_deref(), Some("blind"));
    // One look that saw is enough to know something.
    let old = entries(&["2014-04-01T10:00Z", "2014-03-21T10:00Z", "2014-03-20T10:00Z"]);
    look(&it, FEED, 3, Answer::ok("1"), &old).await;
    assert_eq!(it.lines(SILENCE).await, ["1|2|0|from the start|3.50|0"]);
}

/// No archive says when a seed was edited: what is known of a silence does not hang on it.
#[tokio::test]
async fn a_source_that_left_the_seeds_was_followed_up_to_the_last_look_at_it() {
    let news = "https://acme.example/news";
    let it = TestStore::following_all(vec![source(Blog, FEED), source(Blog, news)], at(-6)).await;
    for (url, hour) in [(FEED, -5), (news, -5)] {
        look(&it, url, hour, Answer::ok(&format!("{hour}")), &listing(&[])).await;
    }
    look(&it, FEED, -4, Answer::new(500), &empty()).await;
    it.seeds_sync(&[provider("acme", "acme.example", vec![source(Blog, news)])], &[], at(-2)).await.unwrap();
    look(&it, news, 50, Answer::ok("50"), &listing(&[])).await;
    let told = "select retired_at from research.coverage where not active";
    for learnt in ["2014-04-07 16:00Z", "2024-01-01 00:00Z"] {
        let sql = format!("update sources set retired_at = '{learnt}' where not active");
        it.query(&sql, false).await.unwrap();
        assert_eq!(it.lines(SILENCE).await, ["1|0|0|from the start|50.50|0"], "{learnt}");
        assert_eq!(it.lines(TIMES).await, ["right|2014-04-09 20:00:00+00|50.50|-"], "{learnt}");
        assert_eq!(it.lines(told).await, ["2014-04-07 14:00:00+00"], "{learnt}");
    }
    // Of a disclosure before its last look it has to bear the silence, and was not seen since.
    disclosed_with(&it, news, "2014-04-07T13:30Z").await;
    assert_eq!(it.lines(SILENCE).await, ["1|1|0|partly watched|54.50|1"]);
}

/// The disclosure is moved, and the seeds have that source alone.
async fn disclosed_with(it: &TestStore, url: &str, time: &str) {
    let mut seed = heartbleed();
    seed.events = vec![event(model::ReferenceKind::Public, time, true)];
    it.seeds_sync(&[provider("acme", "acme.example", vec![source(Blog, url)])], &[seed], at(60))
        .await
        .unwrap();
}
