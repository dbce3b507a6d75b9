//! Reading the archive again: no table of what was read is forgotten.

use std::collections::BTreeSet;

use crate::support::TestStore;
use model::SourceKind::Page;

/// Tables that refer to captures or to what was read in them, and yet are not derived from captures alone.
/// What is in `assignments` and in the two tables of the search follows from derived rows, by triggers.
const NOT_DERIVED: [&str; 9] = [
    "captures",
    "observations",
    "frontier",
    "merges",
    "walks",
    "walk_pages",
    "assignments",
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
