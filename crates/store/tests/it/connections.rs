//! Connecting, and what is said when that fails.

use store::{Store, StoreError};

use crate::support::{Answer, TestStore, article, at, cluster, found};

#[tokio::test]
async fn many_processes_may_bring_the_schema_up_to_date_at_once() {
    let it = TestStore::new().await;
    it.query("drop schema public, research cascade; create schema public", false).await.unwrap();
    let connects = (0..6).map(|_| Store::connect(&it.url));
    for connected in futures_util::future::join_all(connects).await {
        connected.unwrap().status().await.unwrap();
    }
}

#[tokio::test]
async fn expressions_are_not_compiled_whatever_the_server_is_set_to() {
    let it = TestStore::new().await;
    // A copy of a database has not what was set for that one: the schema is made here.
    it.query("drop schema public, research cascade; create schema public", false).await.unwrap();
    Store::connect(&it.url).await.unwrap();
    let set = "select s.setconfig::text from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
                where d.datname = current_database() and s.setrole = 0";
    assert_eq!(it.value(set).await, "{jit=off}");
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_not_touched() {
    let it = TestStore::new().await;
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                 values (99991231000000, 'later', true, '', 0)";
    it.query(newer, false).await.unwrap();
    let error = Store::connect(&it.url).await.unwrap_err();
    assert!(error.to_string().contains("newer trail"), "{error}");
}

#[tokio::test]
async fn a_database_of_before_the_first_release_is_not_touched_and_the_way_on_is_told() {
    let it = TestStore::new().await;
    it.query(
        "update _sqlx_migrations set version = 20261122000100
          where version = (select min(version) from _sqlx_migrations)",
        false,
    )
    .await
    .unwrap();
    let error = Store::connect(&it.url).await.unwrap_err();
    assert!(matches!(error, StoreError::Superseded { version: 20_261_122_000_100 }), "{error:?}");
    let said = error.to_string();
    assert!(
        ["keep the archive", "empty database", "trail rebuild"].iter().all(|way| said.contains(way)),
        "{said}"
    );
    // Who may not change the schema is told the same, and not to ask its owner for a step.
    for sql in ["create role reader_of_before login", "grant select on _sqlx_migrations to reader_of_before"]
    {
        it.query(sql, false).await.unwrap();
    }
    let error = Store::connect(&it.url.replace("user=trail", "user=reader_of_before")).await.unwrap_err();
    assert!(matches!(error, StoreError::Superseded { .. }), "{error:?}");
}

#[tokio::test]
async fn each_failure_says_what_to_do() {
    let gone = Store::connect("postgres://nobody@127.0.0.1:1/none").await.unwrap_err();
    assert!(gone.is_gone() && gone.to_string().contains("start it"), "{gone}");
    let address = Store::connect("mysql:/nowhere").await.unwrap_err();
    assert!(matches!(address, StoreError::Address(_) | StoreError::Gone { .. }), "{address:?}");
    let url = tokio::task::spawn_blocking(|| cluster().url("no_such_database")).await.unwrap();
    let refused = Store::connect(&url).await.unwrap_err();
    assert!(!refused.is_gone() && refused.to_string().contains("no_such_database"), "{refused}");
}

#[tokio::test]
async fn a_connection_that_the_server_ends_is_told_from_other_errors() {
    let it = TestStore::new().await;
    let ended = it.query("select pg_terminate_backend(pg_backend_pid())", true).await.unwrap_err();
    assert!(ended.is_gone(), "{ended:?}");
    let wrong = it.query("select nonsense", true).await.unwrap_err();
    assert!(!wrong.is_gone() && wrong.to_string().contains("nonsense"), "{wrong}");
    it.due_set(&store::Scope::default(), at(0)).await.unwrap();
}

#[tokio::test]
async fn a_visit_is_recorded_once_although_all_connections_broke_in_between() {
    let it = TestStore::with_source(model::SourceKind::Page, "https://acme.example/a").await;
    let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    let words = found(&[article("a", "Heartbleed", "A")]);
    for _ in 0..2 {
        it.query(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid()",
            false,
        )
        .await
        .unwrap();
        it.record(&capture, &words).await;
    }
    assert_eq!((it.count("observations").await, it.count("revisions").await), ("2".into(), "1".into()));
}

#[tokio::test]
async fn the_address_of_another_kind_of_server_is_none() {
    for url in ["mysql://root@127.0.0.1/x", "127.0.0.1:5432", "file:///x"] {
        let error = Store::connect(url).await.unwrap_err();
        assert!(matches!(error, StoreError::Address(_)), "{url}: {error}");
    }
}
