//! Two programs at one database, such as a crawl and a second reading of the archive: whatever the order in which they
//! come to the end, counts, assignments and indexed words are those of what is stored.

use futures_util::future::join_all;
use model::FailureClass;
use model::SourceKind::Page;

use crate::support::{Answer, Beside, TestStore, article, at, found};

const PAGE: &str = "https://acme.example/a";

/// A page that was looked at twice and said something else each time.
async fn rewritten() -> TestStore {
    let it = TestStore::with_source(Page, PAGE).await;
    for (hour, words) in [(1, "We look into it"), (2, "We are done")] {
        it.look(at(hour), Answer::ok(words), &found(&[article(PAGE, "An update", words)])).await;
    }
    it
}

#[tokio::test]
async fn a_look_that_is_read_again_while_others_are_counted_takes_none_of_them_away() {
    let it = rewritten().await;
    it.catch_up().await.unwrap();
    let more = "insert into looks (frontier_id, source_id, provider_id, looked_at, words_id, complete, segment_id,
                                   record_offset, record_length, record_id)
                select f.id, f.source_id, f.provider_id, timestamptz '2014-04-07 20:00Z' + n * interval '1 minute',
                       look_words_of('{\"role\": \"post\", \"outcome\": \"unchanged\"}'), true, segment_of('a.warc.gz'), n, 1,
                       md5(n::text)::uuid
                  from frontier f, generate_series(1, 10) n where f.role = 'post'";
    it.query(more, false).await.unwrap();
    let mut counting = Beside::new(&it).await;
    counting.run("begin; select count_looks(100)").await;
    let blind = "update looks set complete = false where looked_at = '2014-04-07 19:00Z'";
    let reading = Beside::new(&it).await.start(blind).await;
    counting.run("commit").await;
    reading.end().await;
    assert_eq!(it.count("looks_to_count").await, "0");
    let counted = "select sum(looks), sum(blind_looks) from look_counts";
    assert_eq!(it.lines(counted).await, ["11|1"]);
    assert_eq!(it.lines("select sum(looks), sum(blind_looks) from look_months").await, ["11|1"]);
}

/// It waits in the list until it is read, and neither waits for the other.
#[tokio::test]
async fn a_look_that_is_read_again_before_it_is_counted_is_counted_as_it_was_read() {
    let it = rewritten().await;
    let mut reading = Beside::new(&it).await;
    reading.run("begin; update looks set complete = false where looked_at = '2014-04-07 19:00Z'").await;
    it.query("select count_looks(100)", false).await.unwrap();
    assert_eq!(it.count("looks_to_count").await, "1", "the other one is counted");
    reading.run("commit").await;
    assert_eq!(it.lines("select sum(looks), sum(blind_looks) from look_counts").await, ["1|1"]);
    it.catch_up().await.unwrap();
    assert_eq!(it.count("looks_to_count").await, "0");
    assert_eq!(it.lines("select looks, blind_looks from look_days").await, ["1|1"]);
}

/// No index forbids a second row of the same record: whoever records a visit holds the row of its address.
#[tokio::test]
async fn a_visit_that_two_record_at_once_is_recorded_once() {
    let it = TestStore::with_source(Page, PAGE).await;
    let before: u32 = it.count("looks").await.parse().unwrap();
    let capture = Answer::failed(FailureClass::Dns).at(at(1)).capture(it.claimed(at(1)).await);
    let (words, plan) = (found(&[]), store::Plan::default());
    let both = (0..4).map(|_| it.visit_record(&capture, &words, &[], &plan, at(1)));
    for receipt in join_all(both).await {
        assert_eq!(receipt.unwrap().outcome, "failed");
    }
    assert_eq!(it.count("looks").await, (before + 1).to_string());
}

#[tokio::test]
async fn mentions_that_two_programs_add_to_one_post_are_weighed_together() {
    let it = rewritten().await;
    let mention = |version: i32, place: &str, manner: &str| {
        format!(
            "insert into mentions (communication_id, incident_id, term, place, manner, span_start, span_end, quote)
             select c.id, i.id, 'Heartbleed', '{place}', '{manner}', 0, 10, '' from communications c, incidents i
              where c.version = {version}"
        )
    };
    let mut visit = Beside::new(&it).await;
    visit.run(&format!("begin; {}", mention(2, "title", "statement"))).await;
    let matching = Beside::new(&it).await.start(&mention(1, "text", "aside")).await;
    visit.run("commit").await;
    matching.end().await;
    let assigned =
        "select c.version, a.strength from assignments a join communications c on c.id = a.communication_id
                     order by 1";
    assert_eq!(it.lines(assigned).await, ["2|strong"]);
}

#[tokio::test]
async fn words_that_change_while_they_are_indexed_are_indexed_anew() {
    let it = rewritten().await;
    let mut reading = Beside::new(&it).await;
    reading.run("begin; update revisions set text = 'We have zebrafish' where number = 2").await;
    let indexing = Beside::new(&it).await.start("select index_words(100)").await;
    reading.run("commit").await;
    indexing.end().await;
    it.catch_up().await.unwrap();
    assert_eq!(it.lines("select revision from research.search('zebrafish')").await, ["2"]);
    assert_eq!(it.lines("select revision from research.search('done')").await, Vec::<String>::new());
}
