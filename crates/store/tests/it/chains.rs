//! A watch goes on while each look reaches back to the look before: two looks between which something may have come and gone
//! bear no silence of the time between, whoever made them.

use model::SourceKind::{Blog, Page, Status};
use model::{DocumentKind, Entry, Extraction, FeedHead, Link, LinkRel, Maker, Provenance};

use crate::support::{Answer, TestStore, article, at, empty, found, page_about, source, stamp, update};

const FEED: &str = "https://acme.example/feed";

const SILENCE: &str =
    "select watched, watched_until, hours_at_least, unwatched_sources from research.silences";
const TIMES: &str = "select censored, hours_low from research.response_times where anchor = 'public'";
const FIRST: &str = "select censored, observed_hours_low from research.first_words";
const PART: &str =
    "select answer, value, hours_low from research.scorecard where part = 'first-word-observed'";
const UNREAD: &str = "select watched, hours_at_least, unread_posts from research.silences";

/// An entry with its number, published on that day of April 2014, or of March where that is negative.
fn entry(day: i32) -> Entry {
    let month = if day < 0 { 3 } else { 4 };
    Entry {
        id: Some(format!("guid of {day}")),
        published: Some(stamp(&format!("2014-{month:02}-{:02}T10:00Z", day.abs()))),
        ..Entry::default()
    }
}

/// A feed with the entries of these days, in this order.
fn feed(days: &[i32]) -> Extraction {
    let entries = days.iter().map(|day| entry(*day)).collect();
    Extraction { kind: DocumentKind::Feed, feed: Some(FeedHead::default()), entries, ..empty() }
}

/// A capture that somebody else made at that hour.
fn of_others(hour: i64) -> Answer {
    Answer::ok(&format!("{hour}")).made(Provenance {
        made_by: Maker::Warc,
        made_as: format!("record of {hour}"),
        archive_url: None,
        source_file: Some("file.warc".into()),
        brought_at: at(90_000),
    })
}

/// Looks at an address, whatever is due.
async fn look(it: &TestStore, url: &str, hour: i64, answer: Answer, said: &Extraction) {
    it.make_due_alone(url).await;
    let capture = answer.at(at(hour)).capture(it.claimed_url(url, at(hour)).await);
    it.record(&capture, said).await;
}

#[tokio::test]
async fn two_looks_that_show_nothing_of_each_other_bear_no_silence_between() {
    for live in [true, false] {
        let it = TestStore::with_source(Blog, FEED).await;
        let answer = |hour: i64| if live { Answer::ok(&format!("{hour}")) } else { of_others(hour) };
        look(&it, FEED, -20, answer(-20), &feed(&[-20, -19, -18])).await;
        look(&it, FEED, 2, answer(2), &feed(&[-20, -19, -18])).await;
        assert_eq!(it.lines(SILENCE).await, ["from the start|2014-04-07 20:00:00+00|2.50|0"], "{live}");
        // Weeks later everything in it is new.
        look(&it, FEED, 400, answer(400), &feed(&[24, 23, 22])).await;
        let broken_off = ["not watched throughout|2014-04-07 20:00:00+00|2.50|0"];
        assert_eq!(it.lines(SILENCE).await, broken_off, "live: {live}");
        assert_eq!(it.lines(TIMES).await, ["not watched throughout|2.50"]);
        assert_eq!(it.lines(FIRST).await, ["not watched throughout|2.50"]);
        assert_eq!(it.lines(PART).await, ["nothing-seen|not watched throughout|2.50"]);
        // A watch that began after the disclosure bears nothing, however long it lasts.
        look(&it, FEED, 410, answer(410), &feed(&[24, 23, 22])).await;
        assert_eq!(it.lines(SILENCE).await, broken_off, "live: {live}");
        // A look that shows what stood there before all that joins them.
        look(&it, FEED, 420, answer(420), &feed(&[24, 23, 22, 10, 9, -18])).await;
        assert_eq!(it.lines(SILENCE).await, ["from the start|2014-04-25 06:00:00+00|420.50|0"], "{live}");
    }
}

#[tokio::test]
async fn older_pages_that_were_walked_join_two_watches() {
    let it = TestStore::with_source(Blog, FEED).await;
    let second = "https://acme.example/feed?page=2";
    look(&it, FEED, -20, Answer::ok("1"), &feed(&[-20, -19, -18])).await;
    let page = Link { url: second.to_owned(), rel: LinkRel::Page };
    let all_new = Extraction { links: vec![page], ..feed(&[24, 23, 22]) };
    look(&it, FEED, 420, Answer::ok("2"), &all_new).await;
    assert_eq!(it.lines(SILENCE).await, ["not watched from the start|-|-|1"]);
    look(&it, second, 421, Answer::ok("3"), &feed(&[21, 20, -20])).await;
    assert_eq!(it.lines(SILENCE).await, ["from the start|2014-04-25 06:00:00+00|420.50|0"]);
}

#[tokio::test]
async fn what_is_pinned_joins_no_looks() {
    let it = TestStore::with_source(Blog, FEED).await;
    look(&it, FEED, -20, Answer::ok("1"), &feed(&[-1, -20, -19, -18])).await;
    look(&it, FEED, 2, Answer::ok("2"), &feed(&[-1, -20, -19, -18])).await;
    look(&it, FEED, 400, Answer::ok("3"), &feed(&[-1, 24, 23, 22])).await;
    assert_eq!(it.lines(SILENCE).await, ["not watched throughout|2014-04-07 20:00:00+00|2.50|0"]);
}

#[tokio::test]
async fn what_leads_to_a_feed_and_shows_nothing_itself_is_no_watch() {
    let home = "https://acme.example/";
    let it = TestStore::with_source(Blog, home).await;
    let leads = Extraction {
        kind: DocumentKind::Listing,
        links: vec![Link { url: FEED.to_owned(), rel: LinkRel::Feed }],
        ..empty()
    };
    look(&it, home, -20, Answer::ok("1"), &leads).await;
    look(&it, FEED, -20, Answer::ok("2"), &feed(&[-20, -19, -18])).await;
    look(&it, home, 400, Answer::ok("3"), &leads).await;
    assert_eq!(
        it.lines(SILENCE).await,
        ["not watched from the start|-|-|1"],
        "the feed was not looked at since"
    );
    look(&it, FEED, 401, Answer::ok("4"), &feed(&[24, -20, -19])).await;
    assert_eq!(it.lines(SILENCE).await, ["from the start|2014-04-24 11:00:00+00|401.50|0"]);
    // An index that shows posts no more ends its watch.
    let it = TestStore::with_source(Blog, home).await;
    let index = Extraction { kind: DocumentKind::Listing, feed: None, ..feed(&[-20, -19, -18]) };
    look(&it, home, -20, Answer::ok("1"), &index).await;
    look(&it, home, 2, Answer::ok("2"), &index).await;
    look(&it, home, 300, Answer::ok("3"), &leads).await;
    look(&it, home, 400, Answer::ok("4"), &leads).await;
    assert_eq!(it.lines(SILENCE).await, ["not watched throughout|2014-04-07 20:00:00+00|2.50|0"]);
}

#[tokio::test]
async fn an_answer_that_nothing_changed_goes_on_with_the_watch() {
    let it = TestStore::with_source(Blog, FEED).await;
    look(&it, FEED, -20, Answer::ok("1"), &feed(&[-20, -19, -18])).await;
    look(&it, FEED, 30, Answer::new(304), &empty()).await;
    assert_eq!(it.lines(SILENCE).await, ["from the start|2014-04-09 00:00:00+00|30.50|0"]);
    look(&it, FEED, 60, Answer::ok("2"), &feed(&[9, -20, -19])).await;
    assert_eq!(it.lines(SILENCE).await, ["from the start|2014-04-10 06:00:00+00|60.50|0"]);
    assert_eq!(it.count("lookbacks").await, "1", "only where a watch begins");
}

#[tokio::test]
async fn a_status_page_that_forgets_what_is_over_shows_nothing_of_the_days_before() {
    let ongoing = |status: &str| {
        let mut post = article("incident-1", "Slow", "We look into it.");
        post.published = Some(stamp("2014-03-20T10:00Z"));
        post.updates = vec![update("u1", status, "2014-03-20T10:00Z", "We look into it.")];
        Extraction { kind: DocumentKind::Status, ..found(&[post]) }
    };
    let watched = |status: &'static str, hours: [i64; 3]| async move {
        let it = TestStore::with_source(Status, "https://acme.example/status").await;
        for hour in hours {
            look(&it, "https://acme.example/status", hour, Answer::ok(&format!("{hour}")), &ongoing(status))
                .await;
        }
        it.lines(SILENCE).await
    };
    // One incident that goes on for weeks does not tell what else came and went.
    assert_eq!(
        watched("investigating", [-2, 2, 400]).await,
        ["not watched throughout|2014-04-07 20:00:00+00|2.50|0"]
    );
    assert_eq!(
        watched("investigating", [-2, 2, 20]).await,
        ["from the start|2014-04-08 14:00:00+00|20.50|0"],
        "what is over stands there for a day"
    );
    assert_eq!(
        watched("resolved", [-2, 2, 400]).await,
        ["from the start|2014-04-24 10:00:00+00|400.50|0"],
        "it shows what is over"
    );
}

#[tokio::test]
async fn a_page_is_watched_from_its_first_look_on_where_it_is_about_the_incident() {
    let url = "https://acme.example/holiday-outage";
    let mut post = article(url, "Holiday outage", "An outage.");
    post.published = Some(stamp("2014-01-05T09:00Z"));
    let it = TestStore::with_source(Page, url).await;
    look(&it, url, -2, Answer::ok("1"), &found(std::slice::from_ref(&post))).await;
    look(&it, url, 5, Answer::ok("2"), &found(std::slice::from_ref(&post))).await;
    assert_eq!(it.lines(SILENCE).await, ["nobody looked|-|-|0"], "nobody would speak of it there");
    let it = TestStore::following(page_about(url)).await;
    look(&it, url, 5, Answer::ok("1"), &empty()).await;
    look(&it, url, 6, Answer::new(404), &empty()).await;
    assert_eq!(it.lines(SILENCE).await, ["not watched from the start|-|-|1"], "not from its own date on");
    let it = TestStore::following(page_about(url)).await;
    look(&it, url, -2, Answer::new(404), &empty()).await;
    look(&it, url, 6, Answer::new(404), &empty()).await;
    assert_eq!(it.lines(SILENCE).await, ["from the start|2014-04-08 00:00:00+00|6.50|0"]);
}

#[tokio::test]
async fn one_source_of_two_that_was_watched_is_told_as_part() {
    let news = "https://acme.example/news";
    let it = TestStore::following_all(vec![source(Blog, FEED), source(Blog, news)], at(-6)).await;
    for hour in [-5, 1, 30] {
        look(&it, FEED, hour, Answer::new(403), &empty()).await;
        look(&it, news, hour, Answer::ok(&format!("{hour}")), &feed(&[-20, -19, -18])).await;
    }
    assert_eq!(it.lines(SILENCE).await, ["partly watched|2014-04-09 00:00:00+00|30.50|1"]);
    assert_eq!(it.lines(TIMES).await, ["partly watched|30.50"]);
    assert_eq!(it.lines(PART).await, ["nothing-seen|partly watched|30.50"]);
}

#[tokio::test]
async fn what_a_listing_of_others_led_to_and_nobody_captured_is_unread() {
    let it = TestStore::with_source(Blog, FEED).await;
    let link = |day: i32| format!("https://acme.example/post-{}", day.abs());
    let linked = |days: &[i32]| {
        let entries = days.iter().map(|day| Entry { link: Some(link(*day)), ..entry(*day) }).collect();
        Extraction { entries, ..feed(&[]) }
    };
    look(&it, FEED, -20, of_others(-20), &linked(&[-20, -19, -18])).await;
    look(&it, FEED, 2, of_others(2), &linked(&[-20, -19, -18])).await;
    assert_eq!(it.lines(UNREAD).await, ["from the start|2.50|0"], "it is older than the disclosure");
    look(&it, FEED, 60, of_others(60), &linked(&[9, 8, -20, -19, -18])).await;
    assert_eq!(it.lines(UNREAD).await, ["from the start|2.50|2"]);
}

#[tokio::test]
async fn of_a_provider_that_nobody_knows_no_looks_are_counted() {
    let it = TestStore::with_source(Blog, FEED).await;
    let count =
        |slug: &str| format!("select looks from research.look_count('{slug}', '2014-01-01', '2015-01-01')");
    assert_eq!(it.lines(&count("acme")).await, ["0"]);
    assert_eq!(it.lines(&count("acne")).await, Vec::<String>::new());
}
