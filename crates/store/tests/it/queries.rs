//! Questions in SQL.

use crate::support::TestStore;

#[tokio::test]
async fn values_are_as_postgresql_prints_them_and_null_is_not_empty() {
    let it = TestStore::new().await;
    let table = it
        .query("select 1 as n, ''::text as e, null as z, true as b, '2014-04-07 17:30Z'::timestamptz as t, array[1,2] as a, 'x'::name as x", true)
        .await
        .unwrap();
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["n", "e", "z", "b", "t", "a", "x"]);
    let kinds: Vec<&str> = table.columns.iter().map(|column| column.kind.as_str()).collect();
    assert_eq!(kinds[..5], ["INT4", "TEXT", "TEXT", "BOOL", "TIMESTAMPTZ"]);
    let cells: Vec<Option<&str>> = table.rows[0].iter().map(|cell| cell.as_deref()).collect();
    let expected =
        [Some("1"), Some(""), None, Some("t"), Some("2014-04-07 17:30:00+00"), Some("{1,2}"), Some("x")];
    assert_eq!(cells, expected);
}

#[tokio::test]
async fn an_answer_without_rows_still_has_its_columns() {
    let it = TestStore::new().await;
    let table = it.query("select provider, incident from trail", true).await.unwrap();
    assert_eq!((table.columns.len(), table.rows.len()), (2, 0));
    let table = it.query("select 1 as a; select 2 as b, 3 as c", true).await.unwrap();
    assert_eq!((table.columns.len(), table.rows.len()), (2, 1));
}

#[tokio::test]
async fn a_question_changes_nothing_unless_it_may() {
    let it = TestStore::new().await;
    let insert = "insert into incidents (slug, name) values ('x', 'X')";
    for sql in [insert.to_owned(), format!("commit; {insert}"), "drop view trail".to_owned()] {
        let error = it.query(&sql, true).await.unwrap_err();
        assert!(error.to_string().contains("read-only"), "{error}");
    }
    assert_eq!(it.query(insert, false).await.unwrap().affected, 1);
    assert_eq!(it.count("incidents").await, "1");
}

#[tokio::test]
async fn a_wrong_question_is_told_where_it_is_wrong() {
    let it = TestStore::new().await;
    let error = it.query("select provder from trail", true).await.unwrap_err();
    let text = error.to_string();
    assert!(text.contains("provder") && text.contains("hint") && text.contains("character 8"), "{text}");
}

#[tokio::test]
async fn types_of_our_own_have_their_names() {
    let it = TestStore::new().await;
    it.query("create type mood as enum ('calm')", false).await.unwrap();
    let table = it.query("select 'calm'::mood as m", true).await.unwrap();
    assert_eq!((table.columns[0].kind.as_str(), table.rows[0][0].as_deref()), ("mood", Some("calm")));
}

#[tokio::test]
async fn the_status_counts_what_there_is() {
    let it = TestStore::with_source(model::SourceKind::Blog, "https://acme.example/").await;
    let status = it.status().await.unwrap();
    assert!(status.contains(&("active sources".to_owned(), 1)), "{status:?}");
    assert!(it.server_version().await.unwrap().starts_with("PostgreSQL 1"));
}
