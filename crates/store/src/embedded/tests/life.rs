//! Made, found again, stopped, started, removed.

use std::process::Command;

use super::scratch::{Scratch, ask, run};
use crate::embedded::{Cluster, EmbeddedError, Status, exists};

#[tokio::test]
async fn the_first_call_makes_a_cluster_and_the_second_finds_it() {
    let scratch = Scratch::new();
    assert!(!exists(&scratch.config.data_dir));
    assert_eq!(Cluster::status(&scratch.config).await.unwrap(), Status::Absent);
    let first = scratch.ensure().await;
    let second = scratch.ensure().await;
    assert_eq!(first.pid(), second.pid());
    assert_eq!(first.url("trail"), second.url("trail"));
    assert!(exists(&scratch.config.data_dir));
    let version = ask(&first.url("postgres"), "current_setting('server_version')").await;
    assert!(version.starts_with(first.version()), "{version}");
    assert_eq!(ask(&first.url("postgres"), "current_setting('listen_addresses')").await, "");
    assert_eq!(ask(&first.url("postgres"), "current_setting('data_checksums')").await, "on");
    assert_eq!(ask(&first.url("postgres"), "lower('ÄÉ')").await, "äé");
}

#[tokio::test]
async fn psql_accepts_the_address_whatever_the_environment_says() {
    let scratch = Scratch::named("blank 'quote\" +plus & ünïcode $(x) `y` %41");
    let cluster = scratch.ensure().await;
    cluster.ensure_database("trail").await.unwrap();
    let output = Command::new(cluster.psql().unwrap())
        .args(["-X", "-A", "-t", "-c", "select current_user || ' in ' || current_database()"])
        .arg(cluster.url("trail"))
        .envs([
            ("PGPORT", "1"),
            ("PGUSER", "x"),
            ("PGDATABASE", "x"),
            ("PGSSLMODE", "require"),
            ("PGHOST", "x"),
        ])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(said.trim(), "trail in trail", "{}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test]
async fn what_was_written_is_there_after_a_stop() {
    let scratch = Scratch::new();
    let cluster = scratch.ensure().await;
    run(&cluster.url("postgres"), "create table word as select 'kept' as said").await;
    assert!(Cluster::stop(&scratch.config).await.unwrap());
    assert!(!Cluster::stop(&scratch.config).await.unwrap());
    assert!(matches!(
        Cluster::status(&scratch.config).await.unwrap(),
        Status::Stopped { major: Some(_), .. }
    ));
    let again = scratch.ensure().await;
    assert_eq!(ask(&again.url("postgres"), "select said from word").await, "kept");
    assert!(
        matches!(Cluster::status(&scratch.config).await.unwrap(), Status::Running { pid, .. } if pid == again.pid())
    );
}

#[tokio::test]
async fn a_stop_breaks_off_open_connections() {
    let scratch = Scratch::new();
    let cluster = scratch.ensure().await;
    let open = cluster.connect("postgres").await.unwrap();
    assert!(Cluster::stop(&scratch.config).await.unwrap());
    drop(open);
    assert!(!cluster.home().join("cluster/postmaster.pid").exists());
}

#[tokio::test]
async fn databases_are_made_once_and_dropped_while_in_use() {
    let scratch = Scratch::new();
    let cluster = scratch.ensure().await;
    let name = "Odd \"name\" %/ü";
    assert!(cluster.ensure_database(name).await.unwrap());
    assert!(!cluster.ensure_database(name).await.unwrap());
    assert_eq!(ask(&cluster.url(name), "current_database()").await, name);
    let open = cluster.connect(name).await.unwrap();
    cluster.drop_database(name).await.unwrap();
    cluster.drop_database(name).await.unwrap();
    drop(open);
    for name in ["", ".", "..", "a\0b", "x".repeat(64).as_str()] {
        assert!(matches!(cluster.ensure_database(name).await, Err(EmbeddedError::Name { .. })));
    }
}

#[tokio::test]
async fn a_removed_cluster_leaves_nothing_to_find() {
    let scratch = Scratch::new();
    let cluster = scratch.ensure().await;
    assert!(Cluster::remove(&scratch.config).await.unwrap());
    assert!(!Cluster::remove(&scratch.config).await.unwrap());
    assert!(!cluster.home().exists());
    assert_eq!(Cluster::status(&scratch.config).await.unwrap(), Status::Absent);
}
