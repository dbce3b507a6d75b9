//! The schema explains itself.

use crate::support::TestStore;

#[tokio::test]
async fn every_table_view_column_and_function_has_a_comment() {
    let it = TestStore::new().await;
    let bare = it
        .lines(
            "select c.relname, a.attname
               from pg_class c
               left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
              where c.relnamespace in ('public'::regnamespace, 'research'::regnamespace) and c.relkind in ('r', 'v')
                and c.relname <> '_sqlx_migrations'
                and (col_description(c.oid, a.attnum) is null or obj_description(c.oid, 'pg_class') is null)
              order by 1, 2",
        )
        .await;
    assert_eq!(bare, Vec::<String>::new());
    let silent = "select p.proname from pg_proc p
                   where p.pronamespace in ('public'::regnamespace, 'research'::regnamespace)
                     and obj_description(p.oid, 'pg_proc') is null order by 1";
    assert_eq!(it.lines(silent).await, Vec::<String>::new());
}

#[tokio::test]
async fn every_key_that_leads_to_another_table_has_an_index_where_rows_are_looked_up_by_it() {
    let it = TestStore::new().await;
    for (table, column) in
        [("frontier", "via_id"), ("frontier", "source_id"), ("communications", "revision_id")]
    {
        let plan = format!(
            "select count(*) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
              where i.indrelid = '{table}'::regclass and a.attname = '{column}'"
        );
        assert_ne!(it.value(&plan).await, "0", "{table}.{column}");
    }
}
