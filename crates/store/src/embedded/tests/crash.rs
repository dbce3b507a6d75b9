//! What is left after something was killed does not stop the next command.

use std::fs;

use super::scratch::{Scratch, ask, kill, run};
use crate::embedded::Cluster;

#[tokio::test]
async fn a_killed_server_is_started_again_with_all_that_was_committed() {
    let scratch = Scratch::new();
    let cluster = scratch.ensure().await;
    run(&cluster.url("postgres"), "create table word as select 'kept' as said").await;
    kill(cluster.pid());
    let again = scratch.ensure().await;
    assert_ne!(cluster.pid(), again.pid());
    assert_eq!(ask(&again.url("postgres"), "select said from word").await, "kept");
}

#[tokio::test]
async fn a_note_that_names_another_program_is_no_server() {
    let scratch = Scratch::new();
    let cluster = scratch.ensure().await;
    let note = cluster.home().join("cluster/postmaster.pid");
    let text = fs::read_to_string(&note).unwrap();
    kill(cluster.pid());
    // As after a restart of the machine, when another process got the number.
    let (_, rest) = text.split_once('\n').unwrap();
    fs::write(&note, format!("{}\n{rest}", std::process::id())).unwrap();
    assert!(!Cluster::stop(&scratch.config).await.unwrap());
    let again = scratch.ensure().await;
    assert_eq!(ask(&again.url("postgres"), "1").await, "1");
}

#[tokio::test]
async fn a_half_made_cluster_is_made_anew() {
    let scratch = Scratch::new();
    let cluster = scratch.ensure().await;
    Cluster::stop(&scratch.config).await.unwrap();
    // As if initdb had been killed before the cluster got its name.
    fs::rename(cluster.home().join("cluster"), cluster.home().join("cluster.new-1")).unwrap();
    fs::remove_file(cluster.home().join("cluster.new-1/PG_VERSION")).unwrap();
    let again = scratch.ensure().await;
    assert_eq!(ask(&again.url("postgres"), "1").await, "1");
    assert!(!again.home().join("cluster.new-1").exists());
}
