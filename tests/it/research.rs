//! The schema `research`: what it says of the demo's world, and who may read it.

use crawler::world::Oddity;
use model::PostKind;
use store::{Secret, Store};

use crate::bench::{Bench, Folder, stderr, stdout};

/// All views of the schema.
const VIEWS: &str = "select c.relname::text from pg_class c
   where c.relnamespace = 'research'::regnamespace and c.relkind = 'v' order by 1";

#[tokio::test(flavor = "multi_thread")]
async fn researchers_read_the_views_and_nothing_else() {
    let bench = Bench::new().await;
    bench.all_days().await;
    // A merge makes the views look into one more table.
    let merge =
        "select merge_posts(b.id, a.id, 'a test') from posts a join posts b on b.provider_id = a.provider_id
                  where b.id > a.id order by a.id, b.id limit 1";
    bench.store.query(merge, false).await.unwrap();
    bench.store.roles_set(None, None, Some(&Secret::new("research-pw"))).await.unwrap();
    let url = bench.database.url().replace("user=trail", "user=trail_research");
    let reading = Store::connect(&url).await.unwrap();
    let views = bench.column(VIEWS).await;
    assert!(views.len() >= 10, "{views:?}");
    for view in &views {
        reading.query(&format!("select * from research.{view} limit 1000"), false).await.expect(view);
    }
    for function in [
        "search('heartbleed certificates')",
        "looks('lumen', '2014-04-07', '2014-04-20')",
        "look_count('lumen', '2014-04-07', '2014-04-20')",
        "trail_as_of('2014-04-09')",
    ] {
        let answer =
            reading.query(&format!("select * from research.{function}"), false).await.expect(function);
        assert!(!answer.rows.is_empty(), "{function}");
    }
    // The roles are the server's: in a database that never gave them rights, questions are asked without them.
    let other = Bench::new().await;
    assert!(!other.store.may_read_as_role().await.unwrap() && bench.store.may_read_as_role().await.unwrap());
    other.store.query("select count(*) from research.trail", true).await.unwrap();
    // Without a schema, a name is one of research.
    let own = reading.query("select strength from trail limit 1", false).await.unwrap();
    assert_eq!(own.columns[0].name, "strength");
    let tables = bench
        .column(
            "select c.relname::text from pg_class c where c.relnamespace = 'public'::regnamespace
                and c.relkind in ('r', 'v') order by 1",
        )
        .await;
    for sql in tables.iter().map(|table| format!("select * from public.{table}")).chain([
        "select public.index_words(1)".to_owned(),
        "select public.assign_posts('{1}')".to_owned(),
        "insert into public.providers (slug, name, domain) values ('a', 'a', 'a')".to_owned(),
        "create table research.mine (a int)".to_owned(),
        "create table public.mine (a int)".to_owned(),
        "create temporary view v as select headers from public.sources; select * from v".to_owned(),
        "select lo_create(0)".to_owned(),
        "select lo_from_bytea(0, 'filled')".to_owned(),
    ]) {
        let error = reading.query(&sql, false).await.expect_err(&sql).to_string();
        // What a function of another schema needs is not even found.
        assert!(error.contains("permission denied") || error.contains("does not exist"), "{sql}: {error}");
    }
}

/// First words, worked out by hand. The disclosure is a day without a zone: 2014-04-06 10:00 to 2014-04-08 12:00 UTC.
/// provider | claimed low, high | observed low, high | censored | author | seniority, function | flags | said | looks
const FIRST_WORDS: [&str; 7] = [
    // 08:30 +01:00 of the 8th claimed; not there on the 10th at 18:00, there on the 11th at 18:00.
    "fernway|-4.50|45.50|54.00|128.00|none|Callum Reyes|c-level|engineering|{claimed-before-last-look}|1",
    "harbor|74.67|124.67|54.00|128.00|none|Tomas Lindqvist|individual|engineering|{}|2",
    // Silent: the last look is of the 16th at 18:00.
    "lumen|-|-|198.00|-|right|-|-|-|{}|0",
    "nimbus|-8.92|41.08|-24.00|44.00|none|Dana Whitcombe|c-level|executive|{}|3",
    "orchard|9.25|59.27|6.00|68.00|none|Renée Côté|vp|operations|{}|5",
    // The update that claims the earliest time was entered two days later.
    "pikestone|-13.50|36.50|-24.00|44.00|none|-|-|-|{claimed-before-last-look,claimed-before-platform-record}|5",
    "quarry|5.33|55.33|-6.00|56.00|none|Quarry Pay Security Team|team|security|{}|2",
];

/// The rows of an answer, cells joined by `|`, null as `-`.
async fn lines(bench: &Bench, sql: &str) -> Vec<String> {
    let cells = |row: &Vec<Option<String>>| {
        row.iter().map(|cell| cell.as_deref().unwrap_or("-")).collect::<Vec<_>>().join("|")
    };
    bench.ask(sql).await.rows.iter().map(cells).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_number_of_the_demos_world_is_right() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let words = "select provider, claimed_hours_low, claimed_hours_high, observed_hours_low, observed_hours_high, censored,
                        author, seniority, function, time_flags, communications
                   from research.first_words where incident = 'heartbleed' order by provider";
    assert_eq!(lines(&bench, words).await, FIRST_WORDS);
    let times = "select provider, basis, hours_low, hours_high, censored, evidence, communications
                   from research.response_times
                  where measure = 'first-word' and anchor = 'public' and provider in ('pikestone', 'lumen') order by 1, 2";
    let expected = [
        "lumen|observed|198.00|-|right|live|0",
        "pikestone|claimed|-13.50|36.50|none|live|4",
        "pikestone|observed|-24.00|44.00|none|live|5",
        // Four of five: no time of the provider or its platform dates words that were put in the place of others.
        // By the platform's own record the first word is that of 22:41:17 -07:00, the one that was not set back.
        "pikestone|platform|-6.31|43.69|none|live|4",
    ];
    assert_eq!(lines(&bench, times).await, expected);
    check_against_truth(&bench).await;
    check_silence(&bench).await;
    let gaps =
        "select number, claimed_hours_low, claimed_hours_high from research.gaps where provider = 'harbor'";
    // 11 April 16:40 to 15 April 11:05, both +02:00 and to the second.
    assert_eq!(lines(&bench, gaps).await, ["1|90.42|90.42"]);
    let known = "select provider from research.trail_as_of('2014-04-08 07:00Z') where incident = 'heartbleed' order by 1";
    assert_eq!(lines(&bench, known).await, ["nimbus", "pikestone"], "what was seen by then");
}

/// Each planted behaviour shows where it is planted, and nowhere else.
async fn check_against_truth(bench: &Bench) {
    let truth = bench.world.truth();
    let posts = || truth.providers.iter().flat_map(|provider| &provider.posts);
    let planted = |oddity: Oddity| {
        let mut urls: Vec<&str> =
            posts().filter(|post| post.oddities.contains(&oddity)).map(|post| post.url).collect();
        urls.sort_unstable();
        urls
    };
    let flagged = |flag: &str| {
        format!(
            "select distinct t.url from research.time_flags f join research.trail t using (communication_id)
              where f.flag = '{flag}' order by 1"
        )
    };
    // Nimbus says in words only that it added something: its claimed update time stands still under that edit.
    let silent =
        "select distinct url from research.revisions where silent_edit and provider <> 'nimbus' order by 1";
    assert_eq!(lines(bench, silent).await, planted(Oddity::SilentEdit), "silent edits");
    assert_eq!(
        lines(bench, &flagged("claimed-before-last-look")).await,
        planted(Oddity::BackDated),
        "back-dating"
    );
    let record = flagged("claimed-before-platform-record");
    assert_eq!(lines(bench, &record).await, planted(Oddity::BackFilledUpdate), "updates entered later");
    for post in posts() {
        let place = post.url;
        let told = bench
            .number(&format!(
                "select count(*) from research.trail where url = '{place}' and incident = 'heartbleed'"
            ))
            .await;
        let own = if post.kind == PostKind::Article { post.revisions } else { 0 };
        let said = own + post.updates.iter().map(|update| update.revisions).sum::<usize>();
        let expected = if post.about_incident { said } else { 0 };
        assert_eq!(told, i64::try_from(expected).unwrap(), "{place}: communications of the trail");
        let speakers = lines(
            bench,
            &format!(
                "select distinct position, name, job_title from research.speakers where url = '{place}' order by position"
            ),
        )
        .await;
        let signed: Vec<String> = match post.kind {
            PostKind::Article => post
                .authors
                .iter()
                .enumerate()
                .map(|(at, author)| format!("{at}|{}|{}", author.name, author.job_title.unwrap_or("-")))
                .collect(),
            _ => Vec::new(),
        };
        assert_eq!(speakers, signed, "{place}: who speaks");
    }
}

/// A silence rests on looks that can be listed, and is no longer than the last of them.
async fn check_silence(bench: &Bench) {
    let silent =
        "select provider, broken, looks, blind_looks, live_looks, post_looks, last_look_at, watched, hours_at_least, open_gaps
                    from research.silences where incident = 'heartbleed' and not broken";
    // The feed in ten turns, of which the one on the 9th is blind, since it is down; twenty looks at posts that are known.
    let lumen = "lumen|f|9|1|9|20|2014-04-16 18:00:00+00|from the start|198.00|0";
    assert_eq!(lines(bench, silent).await, [lumen]);
    let listed =
        "select count(*) filter (where would_have_shown and brings_posts), count(*) filter (where not would_have_shown),
                        count(*) filter (where would_have_shown and not brings_posts)
                    from research.looks('lumen', '2014-04-06 10:00Z', 'infinity')";
    assert_eq!(lines(bench, listed).await, ["9|1|20"]);
    let broken = "select provider, looks, blind_looks from research.silences where broken order by provider";
    for line in lines(bench, broken).await {
        let provider = line.split('|').next().unwrap_or_default();
        let counted = format!(
            "select '{provider}', count(*) filter (where o.complete), count(*) filter (where not o.complete)
               from observations o join providers p on p.id = o.provider_id join sources s on s.id = o.source_id
              where p.slug = '{provider}' and (o.role = 'listing' or s.kind = 'page') and o.looked_at >= '2014-04-06 10:00Z'
                and o.looked_at < (select broken_at from research.silences where provider = '{provider}')"
        );
        assert_eq!(lines(bench, &counted).await, [line], "one by one, and by days");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_example_query_runs_and_says_what_it_asks() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/queries");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 25, "{} queries", files.len());
    let mut fruitful = 0;
    for file in &files {
        let sql = std::fs::read_to_string(file).unwrap();
        let name = file.display();
        assert!(
            sql.starts_with("-- ") && sql.lines().next().unwrap().ends_with(['?', '.']),
            "{name}: its question"
        );
        let answer = bench.ask(&sql).await;
        assert!(!answer.columns.is_empty(), "{name}");
        fruitful += usize::from(!answer.rows.is_empty());
    }
    assert!(fruitful >= 18, "only {fruitful} have an answer in the demo's world");
}

#[test]
fn the_data_dictionary_is_that_of_the_schema() {
    let folder = Folder::new();
    let output = folder.trail(&["db", "dictionary"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let said = stdout(&output);
    assert!(!said.contains("(no comment)"), "everything is explained");
    let kept = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/DATA-DICTIONARY.md"))
        .unwrap();
    assert!(
        said == kept,
        "docs/DATA-DICTIONARY.md is of another schema: trail db dictionary > docs/DATA-DICTIONARY.md"
    );
}
