//! What a feed says of an incident is the provider's word, whether its page can be read or not; and what nobody could read is
//! no silence.

use model::SourceKind::Blog;
use model::{DocumentKind, Entry, Extraction, FeedHead, Mention, MentionManner, MentionPlace};

use crate::support::{Answer, TestStore, article, at, found, listing, named_at, stamp};

const FEED: &str = "https://acme.example/feed";
const OLD: &str = "https://acme.example/old";
const NEW: &str = "https://acme.example/new";

const SILENCE: &str = "select broken, broken_by, broken_at, looks, watched, hours_at_least, unread_posts from research.silences";
const FIRST: &str = "select censored, claimed_hours_low, claimed_hours_high, observed_hours_low, observed_hours_high, kind, title,
                            communications, entries from research.first_words";
const TIMES: &str = "select basis, hours_low, hours_high, censored, evidence, communications, entries, communication_id > 0, entry_id > 0
                       from research.response_times where measure = 'first-word' and anchor = 'public'";
const PARTS: &str = "select part, answer, value, hours_low, hours_high from research.scorecard where criterion = 'response-time'";

/// An entry with its headline and the time that it claims.
fn entry(link: &str, title: &str, published: &str) -> Entry {
    Entry {
        link: Some(link.into()),
        title: Some(title.into()),
        published: Some(stamp(published)),
        ..Entry::default()
    }
}

fn feed(entries: &[Entry]) -> Extraction {
    let links: Vec<&str> = entries.iter().filter_map(|entry| entry.link.as_deref()).collect();
    Extraction {
        kind: DocumentKind::Feed,
        feed: Some(FeedHead::default()),
        entries: entries.to_vec(),
        ..listing(&links)
    }
}

/// The incident is named in that entry, in that manner.
fn named(entry: usize, place: MentionPlace, manner: MentionManner) -> Mention {
    Mention { post: entry, place, manner, ..named_at(0) }
}

/// Looks at an address, whatever is due.
async fn look(it: &TestStore, url: &str, hour: i64, answer: Answer, said: &Extraction, named: &[Mention]) {
    it.make_due_alone(url).await;
    let capture = answer.at(at(hour)).capture(it.claimed_url(url, at(hour)).await);
    it.record_with(&capture, said, named).await;
}

/// A feed that was watched from before the disclosure on; its one post is read.
async fn watched() -> TestStore {
    let it = TestStore::with_source(Blog, FEED).await;
    look(&it, FEED, -2, Answer::ok("1"), &feed(&[entry(OLD, "Old", "2014-03-20T10:00Z")]), &[]).await;
    look(&it, OLD, -2, Answer::ok("old"), &found(&[article(OLD, "Old", "Words")]), &[]).await;
    look(&it, FEED, 1, Answer::same("1"), &feed(&[entry(OLD, "Old", "2014-03-20T10:00Z")]), &[]).await;
    assert_eq!(it.lines(SILENCE).await, ["f|-|-|1|from the start|1.50|0"]);
    it
}

/// The feed brings an entry that names the incident.
async fn told() -> TestStore {
    let it = watched().await;
    let entries =
        [entry(NEW, "Heartbleed: patched", "2014-04-07T19:30Z"), entry(OLD, "Old", "2014-03-20T10:00Z")];
    let title = named(0, MentionPlace::EntryTitle, MentionManner::Statement);
    look(&it, FEED, 2, Answer::ok("2"), &feed(&entries), &[title]).await;
    look(&it, FEED, 3, Answer::same("2"), &feed(&entries), &[]).await;
    it
}

#[tokio::test]
async fn an_entry_ends_a_silence_though_its_page_cannot_be_read() {
    for refused in [Answer::new(403), Answer::disallowed("Disallow: /new")] {
        let it = told().await;
        look(&it, NEW, 4, refused, &found(&[]), &[]).await;
        assert_eq!(it.lines(SILENCE).await, ["t|entry|2014-04-07 20:00:00+00|1|from the start|1.50|0"]);
        assert_eq!(it.lines(FIRST).await, ["none|2.00|2.02|1.50|2.50|entry|Heartbleed: patched|0|1"]);
        assert_eq!(
            it.lines(TIMES).await,
            ["claimed|2.00|2.02|none|live|0|1|-|t", "observed|1.50|2.50|none|live|0|1|-|t"]
        );
        assert_eq!(
            it.lines(PARTS).await,
            ["first-word-claimed|found|-|2.00|2.02", "first-word-observed|found|-|1.50|2.50"]
        );
        // It leads to the bytes of the feed.
        let place = "select f.record_id = e.record_id, f.url, f.title, f.claimed_local, e.evidence, e.target_uri, e.quote
                       from research.first_words f join research.entries e on e.entry_id = f.entry_id
                       join public.captures k on 'urn:uuid:' || k.record_id = e.record_id
                       join public.frontier a on a.id = k.frontier_id and a.url = e.target_uri";
        assert_eq!(
            it.lines(place).await,
            [format!("t|{NEW}|Heartbleed: patched|2014-04-07T19:30|live|{FEED}|Heartbleed")]
        );
        let public =
            "select kind, title, claimed_hours_high, communications, entries from public.first_words";
        assert_eq!(it.lines(public).await, ["entry|Heartbleed: patched|2.02|0|1"]);
        let silent = "select provider from research.silences where not broken";
        assert_eq!(it.lines(silent).await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn an_entry_whose_page_speaks_is_no_first_word_beside_it() {
    let it = told().await;
    let mut post = article(NEW, "Heartbleed: patched", "Words");
    post.published = Some(stamp("2014-04-07T19:30Z"));
    look(&it, NEW, 4, Answer::ok("new"), &found(&[post]), &[named_at(0)]).await;
    // The looks behind the entry saw something, however long the page was not read.
    assert_eq!(it.lines(SILENCE).await, ["t|entry|2014-04-07 20:00:00+00|1|from the start|1.50|0"]);
    assert_eq!(it.lines(FIRST).await, ["none|2.00|2.02|1.50|2.50|post|Heartbleed: patched|1|0"]);
    assert_eq!(
        it.lines("select page_speaks, stands_alone, page from research.entries").await,
        ["t|f|answered (ok)"]
    );
    // Its time counts, and is that of the statement that it announced.
    assert_eq!(
        it.lines(TIMES).await,
        ["claimed|2.00|2.02|none|live|1|0|t|-", "observed|1.50|2.50|none|live|1|0|t|t"]
    );
}

#[tokio::test]
async fn an_entry_whose_page_was_read_and_spoke_only_later_is_a_first_word() {
    let it = told().await;
    let says = async |hour: i64, text: &str, named: &[Mention]| {
        let mut post = article(NEW, "News", text);
        post.published = Some(stamp("2014-04-07T19:30Z"));
        look(&it, NEW, hour, Answer::ok(text), &found(&[post]), named).await;
    };
    says(4, "Please enable the scripts of this page.", &[]).await;
    says(30, "Heartbleed is dealt with.", &[Mention { place: MentionPlace::Text, ..named_at(0) }]).await;
    assert_eq!(it.lines(FIRST).await, ["none|2.00|2.02|1.50|2.50|entry|Heartbleed: patched|1|1"]);
    assert_eq!(
        it.lines("select page_speaks, stands_alone, announces_id from research.entries").await,
        ["t|t|-"]
    );
}

#[tokio::test]
async fn an_index_without_dates_does_not_take_the_time_of_the_page_away() {
    let it = watched().await;
    let bare = Entry { published: None, ..entry(NEW, "Heartbleed: patched", "2014-04-07T19:30Z") };
    let title = named(0, MentionPlace::EntryTitle, MentionManner::Statement);
    look(&it, FEED, 2, Answer::ok("2"), &feed(&[bare]), &[title]).await;
    let mut post = article(NEW, "Heartbleed: patched", "Words");
    post.published = Some(stamp("2014-04-07T19:30Z"));
    look(&it, NEW, 4, Answer::ok("new"), &found(&[post]), &[named_at(0)]).await;
    assert_eq!(it.lines(FIRST).await, ["none|2.00|2.02|1.50|2.50|post|Heartbleed: patched|1|0"]);
    assert_eq!(it.lines("select undated from research.first_words").await, ["0"]);
}

#[tokio::test]
async fn an_entry_is_judged_by_the_rule_that_holds_for_posts() {
    let it = watched().await;
    let entries = [entry(NEW, "Not another Heartbleed", "2014-04-07T19:30Z")];
    let compared = named(0, MentionPlace::EntryTitle, MentionManner::Comparison);
    look(&it, FEED, 2, Answer::ok("2"), &feed(&entries), &[compared]).await;
    assert_eq!(
        it.lines("select strength, reason from entry_assignments").await,
        ["weak|nothing but: comparison"]
    );
    assert_eq!(it.lines("select broken from research.silences").await, ["f"]);
    let told =
        Entry { text: Some("Heartbleed is dealt with.".into()), ..entry(NEW, "News", "2014-04-07T19:30Z") };
    let sentence = named(0, MentionPlace::EntryText, MentionManner::Statement);
    look(&it, FEED, 5, Answer::ok("3"), &feed(&[told]), &[sentence]).await;
    assert_eq!(it.lines("select strength from research.entries").await, ["fair"]);
    // It stood there before and names the incident only now: the time of its publication does not date that.
    assert_eq!(it.lines(FIRST).await, ["none|-|-|2.50|5.50|entry|News|0|1"]);
}

#[tokio::test]
async fn a_silence_is_known_until_something_appears_that_nobody_could_read() {
    let it = watched().await;
    let entries = [entry(NEW, "News", "2014-04-07T19:30Z"), entry(OLD, "Old", "2014-03-20T10:00Z")];
    look(&it, FEED, 2, Answer::ok("2"), &feed(&entries), &[]).await;
    look(&it, NEW, 3, Answer::new(403), &found(&[]), &[]).await;
    look(&it, FEED, 30, Answer::same("2"), &feed(&entries), &[]).await;
    assert_eq!(it.lines(SILENCE).await, ["f|-|-|3|from the start|1.50|1"]);
    assert_eq!(
        it.lines("select censored, observed_hours_low, unread_posts from research.first_words").await,
        ["right|1.50|1"]
    );
    assert_eq!(it.lines(TIMES).await, ["observed|1.50|-|right|live|0|0|-|-"]);
    // As soon as it is read, the silence goes on to the last look.
    look(&it, NEW, 31, Answer::ok("new"), &found(&[article(NEW, "News", "Words")]), &[]).await;
    assert_eq!(it.lines(SILENCE).await, ["f|-|-|3|from the start|30.50|0"]);
    // What was announced and is gone may have been one.
    let more = "https://acme.example/more";
    look(
        &it,
        FEED,
        32,
        Answer::ok("3"),
        &feed(&[entry(more, "More", "2014-04-09T01:00Z"), entries[1].clone()]),
        &[],
    )
    .await;
    assert_eq!(it.value("select unread_posts from research.silences").await, "1");
    look(&it, more, 33, Answer::new(404), &found(&[]), &[]).await;
    assert_eq!(it.value("select unread_posts from research.silences").await, "1");
    look(&it, more, 34, Answer::ok("more"), &found(&[article(more, "More", "Words")]), &[]).await;
    assert_eq!(it.value("select unread_posts from research.silences").await, "0");
}

#[tokio::test]
async fn what_was_listed_at_the_first_look_and_not_read_may_be_the_first_word() {
    let it = TestStore::with_source(Blog, FEED).await;
    let older = ["https://acme.example/older", "https://acme.example/oldest"];
    let aged =
        [entry(older[0], "Older", "2014-03-19T10:00Z"), entry(older[1], "Oldest", "2014-03-18T10:00Z")];
    let with = |entries: &[Entry]| feed(&[entries, aged.as_slice()].concat());
    let before = [entry(OLD, "Old", "2014-03-20T10:00Z")];
    look(&it, FEED, 1, Answer::ok("1"), &with(&before), &[]).await;
    look(&it, OLD, 1, Answer::new(403), &found(&[]), &[]).await;
    // By the word of the feed it was published before the disclosure.
    assert_eq!(it.lines(SILENCE).await, ["f|-|-|1|from the start|1.50|0"]);
    let it = TestStore::with_source(Blog, FEED).await;
    let since = [entry(NEW, "News", "2014-04-07T17:45Z"), entry(OLD, "Old", "2014-03-20T10:00Z")];
    look(&it, FEED, 1, Answer::ok("1"), &with(&since), &[]).await;
    look(&it, OLD, 1, Answer::ok("old"), &found(&[article(OLD, "Old", "Words")]), &[]).await;
    look(&it, NEW, 1, Answer::new(403), &found(&[]), &[]).await;
    assert_eq!(it.lines(SILENCE).await, ["f|-|-|1|not all was read|-|1"]);
    assert_eq!(it.lines(TIMES).await, ["observed|-|-|not all was read|live|0|0|-|-"]);
    assert_eq!(
        it.lines(PARTS).await,
        ["first-word-claimed|not-assessed|-|-|-", "first-word-observed|nothing-seen|not all was read|-|-"]
    );
}

#[tokio::test]
async fn an_entry_speaks_of_an_incident_whose_seed_comes_later() {
    let it = watched().await;
    let text = Entry { text: Some("On Heartbleed.".into()), ..entry(NEW, "News", "2014-04-07T19:30Z") };
    look(&it, FEED, 2, Answer::ok("2"), &feed(&[text]), &[]).await;
    assert_eq!(it.lines("select broken from research.silences").await, ["f"]);
    it.query("update entries set terms_digest = 'of before'", false).await.unwrap();
    let find = |_: Option<&str>, text: Option<&str>| match text {
        Some(text) if text.contains("Heartbleed") => {
            vec![named(0, MentionPlace::EntryText, MentionManner::Statement)]
        }
        _ => Vec::new(),
    };
    assert_eq!(it.entry_mentions_refresh(find).await.unwrap(), 1);
    assert_eq!(it.entry_mentions_refresh(find).await.unwrap(), 0, "once");
    assert_eq!(it.lines("select broken, broken_by from research.silences").await, ["t|entry"]);
    // A term that is taken out of the seed is taken back here, too.
    it.query("update entry_mentions set term = 'gone'", false).await.unwrap();
    let mut seed = crate::support::heartbleed();
    seed.aliases.push("OpenSSL bug".into());
    let acme = crate::support::provider("acme", "acme.example", vec![crate::support::source(Blog, FEED)]);
    it.seeds_sync(&[acme], &[seed], at(3)).await.unwrap();
    assert_eq!(it.lines("select broken from research.silences").await, ["f"]);
}

#[tokio::test]
async fn an_entry_is_stored_again_where_its_words_change_and_not_for_a_counter() {
    let it = watched().await;
    for (number, text) in ["5 comments", "6 comments", "7 remarks"].iter().enumerate() {
        let entry = Entry { text: Some((*text).to_owned()), ..entry(NEW, "News", "2014-04-07T19:30Z") };
        look(&it, FEED, 2 + number as i64, Answer::ok(text), &feed(&[entry]), &[]).await;
    }
    let stored =
        "select text, last_not_seen_at from entries where link = 'https://acme.example/new' order by id";
    assert_eq!(
        it.lines(stored).await,
        ["5 comments|2014-04-07 19:00:00+00", "7 remarks|2014-04-07 21:00:00+00"]
    );
}
