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
