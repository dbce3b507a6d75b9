//! Reading the archive again: no table of what was read is forgotten.

use std::collections::BTreeSet;
use std::time::Instant;

use crate::support::{Answer, TestStore, article, at, found};
use model::SourceKind::Page;
use store::{Cause, ReadCapture};

/// Tables that refer to captures or to what was read in them, and yet are not derived from captures alone.
/// What is in `assignments` and in the two tables of the search follows from derived rows, by triggers.
const NOT_DERIVED: [&str; 10] = [
    "captures",
    "looks",
    "frontier",
    "merges",
    "walks",
    "walk_pages",
    "assignments",
    "signals_to_read",
    "searchable",
    "search_backlog",
];

#[tokio::test]
async fn every_table_of_what_was_read_is_read_again() {
    let it = TestStore::with_source(Page, "https://acme.example/heartbleed").await;
    let referring: BTreeSet<String> = it
        .lines(
            "select distinct c.conrelid::regclass::text from pg_constraint c
              where c.contype = 'f' and c.confrelid in ('captures'::regclass, 'posts'::regclass,
                    'revisions'::regclass, 'communications'::regclass)",
        )
        .await
        .into_iter()
        .collect();
    let derived: BTreeSet<&str> = store::derived_tables().collect();
    let forgotten: Vec<&String> = referring
        .iter()
        .filter(|table| !derived.contains(table.as_str()) && !NOT_DERIVED.contains(&table.as_str()))
        .collect();
    assert_eq!(forgotten, Vec::<&String>::new(), "name it in crates/store/src/reread/derived.rs");
    for table in derived {
        let exists = format!("select count(*) from pg_class where oid = to_regclass('public.{table}')");
        assert_eq!(it.value(&exists).await, "1", "{table}");
    }
}

#[tokio::test]
async fn two_readings_are_compared_by_columns_that_can_be_hashed() {
    let it = TestStore::with_source(Page, "https://acme.example/heartbleed").await;
    for (table, column) in store::compared_columns() {
        let sql = format!(
            "select attnotnull from pg_attribute where attrelid = 'public.{table}'::regclass and attname = '{column}'"
        );
        assert_eq!(it.value(&sql).await, "t", "name {table}.{column} in MAY_BE_NULL of reread/derived.rs");
    }
}

#[tokio::test]
async fn what_refers_to_a_derived_row_is_found_by_an_index_when_that_is_removed() {
    let it = TestStore::with_source(Page, "https://acme.example/heartbleed").await;
    let tables: Vec<String> = store::derived_tables().map(|table| format!("'{table}'::regclass")).collect();
    let unindexed = it
        .lines(&format!(
            "select c.conrelid::regclass || '.' || a.attname from pg_constraint c
               join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
              where c.contype = 'f' and c.confrelid in ({})
                and not exists (select 1 from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = a.attnum)",
            tables.join(", ")
        ))
        .await;
    assert_eq!(
        unindexed,
        Vec::<String>::new(),
        "each row that is removed would be looked for in all of them"
    );
}

/// Seconds that it takes to put a reading in place that has so many mentions and finds one of ten anew.
async fn seconds_for(mentions: usize) -> f64 {
    let it = TestStore::with_source(Page, "https://acme.example/heartbleed").await;
    let said = found(&[article("https://acme.example/heartbleed", "Heartbleed", "We look into it.")]);
    let capture = Answer::ok("We look into it.").at(at(1)).capture(it.claimed(at(1)).await);
    let capture_id = it.record(&capture, &said).await.capture_id.unwrap();
    let look = format!("select id from observations where capture_id = {capture_id}");
    let observation_id = it.value(&look).await.parse().unwrap();
    let reading = it.reread().await.unwrap().unwrap();
    let read =
        ReadCapture { capture: &capture, extraction: &said, mentions: &[], capture_id, observation_id };
    reading.record(&[read]).await.unwrap();
    for (schema, from) in [("public", 0), ("reread", mentions / 10)] {
        let sql = format!(
            "insert into {schema}.mentions (communication_id, incident_id, term, place, span_start, span_end, quote)
             select c.id, i.id, 'heartbleed', 'text', n, n + 10, ''
               from generate_series({from}, {from} + {mentions} - 1) n,
                    (select min(id) as id from {schema}.communications) c, (select min(id) as id from incidents) i"
        );
        it.query(&sql, false).await.unwrap();
    }
    let provider: i64 = it.value("select min(id) from providers").await.parse().unwrap();
    let start = Instant::now();
    let adopted = reading.adopt(provider, Cause::Rules("1"), None, at(2)).await.unwrap().unwrap();
    let seconds = start.elapsed().as_secs_f64();
    let changed = i64::try_from(mentions / 10).unwrap();
    let found = it.value("select count(*) from reader_changes where source_table = 'mentions'").await;
    assert_eq!(
        (found, it.count("mentions").await),
        ((2 * changed).to_string(), mentions.to_string()),
        "{adopted:?}"
    );
    reading.finish().await.unwrap();
    seconds
}

#[tokio::test]
async fn to_put_a_reading_in_place_takes_time_in_proportion_to_its_rows() {
    let (few, many) = (seconds_for(4_000).await, seconds_for(20_000).await);
    println!("4,000 mentions: {few:.2} s; 20,000: {many:.2} s; {:.1} times as long", many / few);
    assert!(many < 12.0 * few, "five times the rows took {:.1} times as long", many / few);
}

#[tokio::test]
async fn the_archive_is_read_again_by_one_process_at_a_time() {
    let it = TestStore::with_source(Page, "https://acme.example/heartbleed").await;
    let first = it.reread().await.unwrap().unwrap();
    let other = store::Store::connect(&it.url).await.unwrap();
    assert!(other.reread().await.unwrap().is_none(), "the first one's rows are not taken away");
    assert_eq!(it.value("select count(*) from reread.posts").await, "0");
    first.finish().await.unwrap();
    let second = other.reread().await.unwrap().unwrap();
    second.finish().await.unwrap();
}

#[tokio::test]
async fn what_rows_refer_to_has_a_name_outside_the_database() {
    let it = TestStore::with_source(Page, "https://acme.example/heartbleed").await;
    let tables = it.store.derived_from_archive().await.unwrap();
    let numbers = it
        .lines(
            "select a.attrelid::regclass::text || '.' || a.attname from pg_attribute a
               join pg_class c on c.oid = a.attrelid
              where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
                and not a.attisdropped and a.attname like '%\\_id' and a.atttypid = 'bigint'::regtype
                and not exists (select 1 from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'
                                   and f.conkey = array[a.attnum])",
        )
        .await;
    let unnamed: Vec<&String> = numbers
        .iter()
        .filter(|column| tables.iter().any(|table| column.starts_with(&format!("{table}."))))
        .collect();
    assert_eq!(
        unnamed,
        Vec::<&String>::new(),
        "a number of a row means nothing in a digest: make it a foreign key"
    );
    let targets = it
        .lines(
            "select distinct c.conrelid::regclass::text || ' ' || c.confrelid::regclass::text
               from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
              where c.contype = 'f' and c.connamespace = 'public'::regnamespace and a.atttypid = 'bigint'::regtype",
        )
        .await;
    for (table, target) in targets.iter().filter_map(|line| line.split_once(' ')) {
        let derived = tables.iter().any(|name| name == table);
        assert!(
            !derived || store::is_named(target),
            "name its rows in crates/store/src/digest/names.rs: {target}"
        );
    }
}
