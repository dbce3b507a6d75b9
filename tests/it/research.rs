//! The schema `research`: what it says of the demo's world, and who may read it.

use store::{Secret, Store};

use crate::bench::Bench;

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
    ]) {
        let error = reading.query(&sql, false).await.expect_err(&sql).to_string();
        // What a function of another schema needs is not even found.
        assert!(error.contains("permission denied") || error.contains("does not exist"), "{sql}: {error}");
    }
}
