//! What researchers read.

use model::SourceKind::{Blog, Page, Status};
use model::{Entry, Mention};

use crate::support::{
    Answer, TestStore, article, at, byline, found, heartbleed, incident, listing, named_at, page_about,
    provider, stamp, update,
};

fn named() -> Vec<Mention> {
    vec![named_at(0)]
}

/// Four providers: one precise, one that gives a day, one that spoke before, one that says nothing.
async fn world() -> TestStore {
    let it = TestStore::new().await;
    let slugs = ["precise", "daily", "early", "silent"];
    let page = |slug: &str| format!("https://{slug}.example/heartbleed");
    let seeds: Vec<_> = slugs
        .iter()
        .map(|slug| provider(slug, &format!("{slug}.example"), vec![page_about(&page(slug))]))
        .collect();
    it.seeds_sync(&seeds, &[heartbleed()], at(0)).await.unwrap();
    for _ in slugs {
        let visit = it.claimed(at(0)).await;
        it.record(&Answer::new(404).at(at(0)).capture(visit), &listing(&[])).await;
    }
    for hours in [1, 30] {
        for _ in slugs {
            let visit = it.claimed(at(hours)).await;
            let slug = visit.source.provider.clone();
            if hours == 1 || slug == "silent" {
                it.record(&Answer::new(404).at(at(hours)).capture(visit), &listing(&[])).await;
                continue;
            }
            let mut post = article(&page(&slug), "Heartbleed", &format!("Words of {slug}"));
            post.published = Some(stamp(match slug.as_str() {
                "precise" => "2014-04-08T10:30-07:00",
                "daily" => "2014-04-08",
                _ => "2014-04-07T15:30Z",
            }));
            post.authors = vec![byline("Ann Lee", "CEO")];
            let capture = Answer::ok(&slug).at(at(hours)).capture(visit);
            it.record_with(&capture, &found(&[post]), &named()).await;
        }
    }
    it
}

#[tokio::test]
async fn first_words_have_bounds_negative_hours_and_the_silent() {
    let it = world().await;
    let words = "select provider, claimed_hours, claimed_hours_low, claimed_hours_high, observed_hours_low,
                        observed_hours_high, author, job_title, communications, looks
                   from first_words where incident = 'heartbleed'";
    let expected = [
        "early|-2.00|-2.00|-1.98|1.50|30.50|Ann Lee|CEO|1|2",
        "daily|-|-7.50|42.50|1.50|30.50|Ann Lee|CEO|1|2",
        "precise|24.00|24.00|24.02|1.50|30.50|Ann Lee|CEO|1|2",
        "silent|-|-|-|-|-|-|-|0|2",
    ];
    assert_eq!(it.lines(words).await, expected);
}

#[tokio::test]
async fn the_trail_is_in_time_order_and_leads_to_the_bytes() {
    let it = world().await;
    assert_eq!(it.lines("select provider from trail").await, ["early", "daily", "precise"]);
    let row = it
        .lines(
            "select provider, incident, kind, title, author, seniority, function, claimed_local, claimed_offset,
                    first_seen_at, last_not_seen_at, url, text, segment, record_offset > 0, record_id like 'urn:uuid:%'
               from trail where provider = 'precise'",
        )
        .await;
    let expected = "precise|heartbleed|post|Heartbleed|Ann Lee|c-level|executive|2014-04-08T10:30|-07:00|\
                    2014-04-09 00:00:00+00|2014-04-07 19:00:00+00|https://precise.example/heartbleed|\
                    Words of precise|trail-00001.warc.gz|t|t";
    assert_eq!(row, [expected]);
}

fn entry(link: &str, published: &str) -> model::Extraction {
    let entry = Entry {
        title: Some("Heartbleed".into()),
        link: Some(link.into()),
        published: Some(stamp(published)),
        ..Entry::default()
    };
    model::Extraction { entries: vec![entry], ..listing(&[link]) }
}

#[tokio::test]
async fn a_post_that_does_not_date_itself_is_dated_by_its_feed() {
    let it = TestStore::with_source(Blog, "https://acme.example/feed").await;
    let post = "https://acme.example/a";
    it.look(at(1), Answer::ok("feed"), &entry(post, "2014-04-08T12:00Z")).await;
    it.look(at(1), Answer::ok("post"), &found(&[article(post, "Heartbleed", "A")])).await;
    let claimed = it.lines("select claimed_at, claimed_role, claimed_source from trail").await;
    assert_eq!(claimed, ["2014-04-08 12:00:00+00|published|test:time"]);
    assert_eq!(it.lines("select role, chosen, raw from stamps").await, ["published|f|2014-04-08T12:00Z"]);
}

#[tokio::test]
async fn what_a_feed_says_is_kept_where_the_post_cannot_be_read_and_joins_it_later() {
    let it = TestStore::with_source(Blog, "https://acme.example/feed").await;
    let post = "https://acme.example/a";
    it.look(at(1), Answer::ok("feed"), &listing(&[post])).await;
    it.look(at(1), Answer::new(500), &found(&[])).await;
    it.query("update frontier set due_at = 'infinity' where role = 'post'", false).await.unwrap();
    it.look(at(2), Answer::ok("feed 2"), &entry(post, "2014-04-08")).await;
    assert_eq!(
        it.lines("select link, published_local, published_at from entries").await,
        [format!("{post}|2014-04-08|-")]
    );
    it.query("update frontier set due_at = '2014-04-07' where role = 'post'", false).await.unwrap();
    let mut dated = article(post, "Heartbleed", "A");
    dated.published = Some(stamp("2014-04-09"));
    it.look(at(3), Answer::ok("post"), &found(&[dated])).await;
    assert_eq!(
        it.lines("select raw, chosen from stamps order by raw").await,
        ["2014-04-08|f", "2014-04-09|t"]
    );
    it.query("update frontier set due_at = case role when 'post' then 'infinity' else '2014-04-07' end::timestamptz where role <> 'robots'", false).await.unwrap();
    it.look(at(4), Answer::ok("feed 3"), &entry(post, "2014-04-01")).await;
    assert_eq!(
        it.lines("select raw from stamps order by raw").await,
        ["2014-04-01", "2014-04-08", "2014-04-09"]
    );
}

#[tokio::test]
async fn text_that_postgresql_cannot_hold_is_replaced() {
    let it = TestStore::with_source(Page, "https://acme.example/a").await;
    let mut post = article("k\0ey", "T\0itle", "a\0b");
    post.authors = vec![byline("A\0nn", "C\0EO")];
    post.published = Some(stamp("2014-04-08"));
    if let Some(published) = &mut post.published {
        published.raw = "8\0 April".into();
    }
    it.look(at(1), Answer::ok("1").header("Content-Type", "text/html\0"), &found(&[post])).await;
    assert_eq!(
        it.lines("select title, text, author from trail").await,
        ["T\u{fffd}itle|a\u{fffd}b|A\u{fffd}nn"]
    );
}

#[tokio::test]
async fn a_citation_gives_the_time_of_publication_as_far_as_it_is_certain() {
    let it = TestStore::with_source(Blog, "https://acme.example/a").await;
    let mut post = article("https://acme.example/a", "Heartbleed", "A");
    post.published = Some(stamp("2014-04-08T12:00Z"));
    it.look(at(1), Answer::ok("1"), &found(&[post])).await;
    let cited = async || it.cited_post(1).await.unwrap().unwrap().published_local;
    assert_eq!(cited().await.as_deref(), Some("2014-04-08T12:00"));
    // 4 April or 5 April or 4 May or 5 May: the year is certain, and within one month the month is.
    for (low, high, certain) in [
        ("2014-04-03 10:00Z", "2014-05-05 12:00Z", Some("2014")),
        ("2014-04-03 10:00Z", "2014-04-05 12:00Z", Some("2014-04")),
        ("2013-12-11 10:00Z", "2014-11-13 12:00Z", None),
    ] {
        let ambiguous = format!(
            "update stamps set certainty = 'ambiguous', at = null, low_at = '{low}', high_at = '{high}'"
        );
        it.query(&ambiguous, false).await.unwrap();
        assert_eq!(cited().await.as_deref(), certain, "{low} to {high}");
    }
    let changed = "update stamps set certainty = 'stated', role = 'updated'";
    it.query(changed, false).await.unwrap();
    assert_eq!(cited().await, None, "the time of the last change is not that of the publication");
}

#[tokio::test]
async fn a_citation_joins_nothing_of_one_text_with_another() {
    let page = "https://acme.example/news";
    let it = TestStore::with_source(Page, page).await;
    for (hour, title, name, day) in [
        (1, "A release", "Ada Boss", "2013-09-05T12:00Z"),
        (2, "Heartbleed", "Tomas Lindqvist", "2014-04-08T12:00Z"),
    ] {
        let mut post = article(page, title, title);
        (post.published, post.authors) = (Some(stamp(day)), vec![byline(name, "")]);
        it.look(at(hour), Answer::ok(title), &found(&[post])).await;
    }
    let said = |it: store::CitedPage| (it.title.unwrap(), it.authors.join(", "), it.published_local.unwrap());
    let now = said(it.cited_post(1).await.unwrap().unwrap());
    assert_eq!(now, ("Heartbleed".into(), "Tomas Lindqvist".into(), "2014-04-08T12:00".into()));
    let first = it.lines("select min(capture_id) from revisions").await;
    let then = said(it.cited_capture(&first[0]).await.unwrap().unwrap());
    assert_eq!(then, ("A release".into(), "Ada Boss".into(), "2013-09-05T12:00".into()));
}

#[tokio::test]
async fn a_document_with_several_posts_is_cited_by_its_address() {
    let it = TestStore::with_source(Status, "https://status.acme.example/").await;
    let updates = |key: &str| vec![update(key, "Resolved", "2014-04-08T01:00Z", "Done")];
    let one = incident("i1", "Slow API", updates("u1"));
    let two = incident("i2", "Login errors", updates("u2"));
    it.look(at(1), Answer::ok("1"), &found(std::slice::from_ref(&one))).await;
    it.look(at(2), Answer::ok("2"), &found(&[one, two])).await;
    let captures =
        it.lines("select id from captures where not target_uri like '%robots.txt' order by id").await;
    let title = async |capture: &str| it.cited_capture(capture).await.unwrap().unwrap().title;
    assert_eq!(title(&captures[0]).await.as_deref(), Some("Slow API"), "it showed one post then");
    assert_eq!(title(&captures[1]).await, None, "none of two stands for both");
    assert_eq!(it.cited_post(2).await.unwrap().unwrap().title.as_deref(), Some("Login errors"));
}

#[tokio::test]
async fn the_rules_answer_for_the_highest_of_those_who_sign_and_for_nobody_where_they_read_the_text() {
    let page = "https://acme.example/heartbleed";
    for (authors, assessed, answer) in [
        (vec![byline("Tomas Lindqvist", ""), byline("Ada Boss", "CEO")], "true", "c-level"),
        (vec![byline("Tomas Lindqvist", "")], "false", "unstated"),
        (Vec::new(), "true", "nobody"),
        (Vec::new(), "false", "-"),
    ] {
        let it = TestStore::with_source(Page, page).await;
        let mut post = article(page, "Heartbleed", "A");
        post.authors = authors;
        let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
        it.record_with(&capture, &found(&[post]), &named()).await;
        let read = format!(
            "insert into signal_readings (communication_id, capture_id, assessed, reason, rules_version)
             select id, capture_id, {assessed}, case when {assessed} then null else 'language' end, '1' from communications
             on conflict (communication_id) do update set assessed = excluded.assessed, reason = excluded.reason"
        );
        it.query(&read, false).await.unwrap();
        let answers = it.machine_answers("heartbleed").await.unwrap();
        let said = answers.iter().find(|it| it.field == "seniority").unwrap();
        assert_eq!(said.value.as_deref().unwrap_or("-"), answer);
        assert_eq!(said.said.starts_with("not assessed: language"), answer == "-", "{}", said.said);
    }
}
