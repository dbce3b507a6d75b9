//! Sums of looks: what is kept by day and by month is what the looks say, one by one, at any moment.

use model::SourceKind::{Blog, Page};

use crate::support::{
    Answer, TestStore, article, at, found, heartbleed, listing, named_at, page_about, provider, source,
};

const PAGE: &str = "https://acme.example/a";

/// Coverage, silence and looks of the only source, each from the view and from the looks themselves.
const COVERAGE: &str = "select looks, blind_looks, backfilled_looks, days, first_look_at, last_look_at, longest_gap, longest_gap_from
   from research.coverage";
const COVERAGE_ONE_BY_ONE: &str =
    "with days as (select (looked_at at time zone 'UTC')::date, min(looked_at) as first, max(looked_at) as last
                     from observations where role <> 'robots' and complete group by 1),
          gaps as (select first - lag(last) over (order by first) as gap, lag(last) over (order by first) as begun from days)
     select count(*) filter (where complete), count(*) filter (where not complete),
            count(*) filter (where complete and made_by <> 'live'), (select count(*) from days),
            min(looked_at) filter (where complete), max(looked_at) filter (where complete),
            (select max(gap) from gaps), (select begun from gaps order by gap desc nulls last limit 1)
       from observations where role <> 'robots'";
const SILENCE: &str =
    "select looks, blind_looks, live_looks, first_look_at, last_look_at from research.silences";
const COUNTED: &str = "select l.looks, l.blind_looks, l.live_looks, l.first_look_at, l.last_look_at
   from research.silences s, research.look_count(s.provider, s.anchor_low_at, coalesce(s.broken_at, 'infinity')) l";
const SILENCE_ONE_BY_ONE: &str =
    "select count(*) filter (where o.complete), count(*) filter (where not o.complete),
            count(*) filter (where o.complete and o.made_by = 'live'),
            min(o.looked_at) filter (where o.complete), max(o.looked_at) filter (where o.complete)
       from observations o, research.silences s
      where o.role <> 'robots' and o.looked_at >= s.anchor_low_at and o.looked_at < coalesce(s.broken_at, 'infinity')";
const FIRST_WORDS: &str = "select looks, blind_looks, first_look_at, last_look_at from research.first_words";
const ALL_ONE_BY_ONE: &str = "select count(*) filter (where complete), count(*) filter (where not complete),
            min(looked_at) filter (where complete), max(looked_at) filter (where complete)
       from observations where role <> 'robots'";

async fn all_agree(it: &TestStore, when: &str) {
    for (view, one_by_one) in [
        (COVERAGE, COVERAGE_ONE_BY_ONE),
        (SILENCE, SILENCE_ONE_BY_ONE),
        (COUNTED, SILENCE_ONE_BY_ONE),
        (FIRST_WORDS, ALL_ONE_BY_ONE),
    ] {
        assert_eq!(it.lines(view).await, it.lines(one_by_one).await, "{when}: {view}");
    }
}

/// Looks over a year, in no order, some of them blind and some of others; `number` tells the batches apart.
async fn looks(it: &TestStore, number: u32, from: &str, made_by: &str) {
    let sql = format!(
        "insert into looks (frontier_id, source_id, provider_id, looked_at, words_id, complete, segment_id, record_offset,
                            record_length, record_id)
         select f.id, f.source_id, f.provider_id, timestamptz '{from}' + (n * n % 331) * interval '26 hours 7 minutes',
                look_words_of(jsonb_build_object('role', f.role, 'made_by', '{made_by}',
                                                 'outcome', case when n % 7 = 0 then 'failed' else 'unchanged' end)),
                n % 7 > 0, segment_of('a.warc.gz'), n, 1, md5(format('%s-%s-%s', {number}, f.id, n))::uuid
           from frontier f, generate_series(1, 120) n where f.role <> 'robots'"
    );
    it.query(&sql, false).await.unwrap();
}

#[tokio::test]
async fn sums_of_looks_are_what_the_looks_say() {
    let it = TestStore::following(page_about(PAGE)).await;
    it.seeds_sync(&[], &[heartbleed()], at(0)).await.unwrap();
    looks(&it, 1, "2014-01-03 05:00Z", "live").await;
    all_agree(&it, "nothing is counted").await;
    it.query("select count_looks(50)", false).await.unwrap();
    all_agree(&it, "some are counted").await;
    it.catch_up().await.unwrap();
    assert_eq!(it.count("looks_to_count").await, "0");
    all_agree(&it, "all are counted").await;
    looks(&it, 2, "2013-09-01 00:30Z", "wayback").await;
    all_agree(&it, "older ones of others wait").await;
    it.catch_up().await.unwrap();
    all_agree(&it, "older ones of others are counted").await;
    it.query("update looks set complete = not complete where record_offset % 5 = 0", false).await.unwrap();
    all_agree(&it, "other rules judge some differently").await;
    // The first word ends the silence in the middle of a month.
    it.query("update frontier set due_at = '2014-04-07' where role <> 'robots'", false).await.unwrap();
    let named = named_at(0);
    let late = at(24 * 75);
    let capture = Answer::ok("1").at(late).capture(it.claimed(late).await);
    it.record_with(&capture, &found(&[article(PAGE, "Heartbleed", "Words")]), &[named]).await;
    assert_eq!(it.value("select broken from research.silences").await, "t");
    all_agree(&it, "the silence is broken").await;
    it.catch_up().await.unwrap();
    all_agree(&it, "and all is counted").await;
    let months = "select count(*) > 10, sum(looks) = (select sum(looks) from look_days) from look_months";
    assert_eq!(it.lines(months).await, ["t|t"], "months are kept");
}

/// A list that was empty when it was last analyzed must not be compared with itself row by row.
#[tokio::test]
async fn what_waits_is_taken_by_its_key_whatever_the_statistics_say() {
    let it = TestStore::with_source(Page, PAGE).await;
    it.query("analyze looks_to_count; analyze search_backlog", false).await.unwrap();
    for (taking, key) in [
        (
            "delete from looks_to_count where observation_id =
               any (array(select observation_id from looks_to_count order by 1 limit 50 for update skip locked))",
            "looks_to_count_pkey",
        ),
        (
            "delete from search_backlog where revision_id =
               any (array(select revision_id from search_backlog order by 1 limit 50 for update skip locked))",
            "search_backlog_pkey",
        ),
    ] {
        let plan = it.lines(&format!("explain {taking}")).await.join("\n");
        assert!(!plan.contains("Nested Loop"), "{key}: {plan}");
    }
    let functions = "select count(*) from pg_proc where proname in ('count_looks', 'index_words')
                        and prosrc like '%= any (array(select%'";
    assert_eq!(it.value(functions).await, "2", "the functions take it so");
}

/// Looks at posts that are known stand apart, in what is counted as in what is not.
#[tokio::test]
async fn sums_tell_looks_that_bring_new_posts_from_others() {
    let it = TestStore::with_source(Blog, "https://acme.example/").await;
    it.seeds_sync(&[], &[heartbleed()], at(0)).await.unwrap();
    it.look(at(0), Answer::ok("1"), &listing(&["https://acme.example/a"])).await;
    let all = "select l.looks, l.blind_looks, l.live_looks, l.post_looks, l.first_look_at, l.last_look_at
                 from research.look_count('acme', '-infinity', 'infinity') l";
    let one_by_one = "select count(*) filter (where watched), count(*) filter (where watching and not watched),
                             count(*) filter (where watched and made_by = 'live'), count(*) filter (where not watching),
                             min(looked_at) filter (where watched), max(looked_at) filter (where watched)
                        from source_looks";
    let silence = "select looks, blind_looks, live_looks, post_looks, first_look_at, last_look_at from research.silences";
    let silence_one_by_one = format!("{one_by_one} where looked_at >= '2014-04-07 17:30Z'");
    let first = "select looks, blind_looks, first_look_at, last_look_at from research.first_words";
    let first_one_by_one = "select count(*) filter (where watched), count(*) filter (where watching and not watched),
                                   min(looked_at) filter (where watched), max(looked_at) filter (where watched) from source_looks";
    let agree = async |when: &str| {
        for (view, looks) in
            [(all, one_by_one), (silence, silence_one_by_one.as_str()), (first, first_one_by_one)]
        {
            assert_eq!(it.lines(view).await, it.lines(looks).await, "{when}: {view}");
        }
    };
    looks(&it, 1, "2014-01-03 05:00Z", "live").await;
    agree("nothing is counted").await;
    it.query("select count_looks(90)", false).await.unwrap();
    agree("some are counted").await;
    it.catch_up().await.unwrap();
    agree("all are counted").await;
    looks(&it, 2, "2013-09-01 00:30Z", "wayback").await;
    it.catch_up().await.unwrap();
    it.query("update looks set complete = not complete where record_offset % 5 = 0", false).await.unwrap();
    it.query(
        "update looks l set words_id = look_words_of(to_jsonb(w) || '{\"outcome\": \"missing\"}')
           from look_words w where w.id = l.words_id and l.record_offset % 11 = 0",
        false,
    )
    .await
    .unwrap();
    agree("other rules judge some differently").await;
    assert_eq!(it.value("select looks > 30 and post_looks > 30 from research.silences").await, "t");
}

/// What a look would have shown hangs on what its source is, whenever it was counted.
#[tokio::test]
async fn looks_are_counted_anew_where_a_source_is_another_kind_now() {
    let it = TestStore::following(page_about(PAGE)).await;
    it.seeds_sync(&[], &[heartbleed()], at(0)).await.unwrap();
    looks(&it, 1, "2014-01-03 05:00Z", "live").await;
    it.catch_up().await.unwrap();
    let counted = "select looks, post_looks from research.silences";
    let one_by_one = "select count(*) filter (where watched), count(*) filter (where not watching)
                        from source_looks where looked_at >= '2014-04-07 17:30Z'";
    let before = it.lines(counted).await;
    assert!(before[0].ends_with("|0"), "a word on the incident would stand on the page: {before:?}");
    let corrected = provider("acme", "acme.example", vec![source(Blog, PAGE)]);
    it.seeds_sync(&[corrected], &[], at(1)).await.unwrap();
    for when in ["they wait", "they are counted"] {
        let now = it.lines(counted).await;
        assert_eq!(now, it.lines(one_by_one).await, "{when}");
        assert!(now[0].starts_with("0|"), "posts that are known bring no news: {now:?}");
        let months = "select coalesce(sum(watching_looks), 0) from look_months";
        assert_eq!(it.value(months).await, "0", "{when}");
        it.catch_up().await.unwrap();
    }
    assert_eq!(it.value("select sum(looks + blind_looks) from look_days").await, "120", "each once");
}
