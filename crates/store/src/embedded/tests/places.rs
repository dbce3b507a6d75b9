//! Folders with long paths, closed folders, moved folders, other accounts.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::process::Command;

use super::child;
use super::scratch::{Scratch, ask, folder_of_nobody, is_root, run, skipped};
use crate::embedded::Cluster;

#[tokio::test]
async fn a_path_longer_than_a_socket_may_have() {
    let scratch = Scratch::named(&"long".repeat(40));
    let cluster = scratch.ensure().await;
    assert_eq!(ask(&cluster.url("postgres"), "1").await, "1");
    assert_eq!(scratch.ensure().await.pid(), cluster.pid());
    let socket_dir = cluster.socket_dir().to_owned();
    assert_eq!(fs::metadata(&socket_dir).unwrap().mode() & 0o777, 0o700);
    Cluster::stop(&scratch.config).await.unwrap();
    assert!(!socket_dir.exists());
}

#[tokio::test]
async fn a_moved_data_directory_keeps_its_database() {
    let mut scratch = Scratch::new();
    let cluster = scratch.ensure().await;
    run(&cluster.url("postgres"), "create table word as select 'kept' as said").await;
    let moved = scratch.path("moved");
    fs::rename(&scratch.config.data_dir, &moved).unwrap();
    scratch.config.data_dir = moved;
    // It still runs, and is found at its new place.
    assert_eq!(scratch.ensure().await.pid(), cluster.pid());
    assert!(Cluster::stop(&scratch.config).await.unwrap());
    assert_eq!(ask(&scratch.ensure().await.url("postgres"), "select said from word").await, "kept");
}

#[tokio::test]
async fn a_folder_closed_to_the_servers_account_is_not_opened() {
    if !is_root() {
        return skipped("a folder closed to the server's account", "only root gives its rights up");
    }
    let scratch = Scratch::new();
    let data_dir = &scratch.config.data_dir;
    fs::create_dir(data_dir).unwrap();
    fs::set_permissions(data_dir, Permissions::from_mode(0o700)).unwrap();
    let cluster = scratch.ensure().await;
    assert!(cluster.home().starts_with(&scratch.config.shared_dir));
    assert_eq!(fs::metadata(data_dir).unwrap().mode() & 0o777, 0o700);
    run(&cluster.url("postgres"), "create table word as select 'old' as said").await;
    assert_eq!(scratch.ensure().await.pid(), cluster.pid());

    // A new data directory of the same path is empty; the old database is kept, stopped, beside the new.
    fs::remove_dir_all(data_dir).unwrap();
    fs::create_dir(data_dir).unwrap();
    fs::set_permissions(data_dir, Permissions::from_mode(0o700)).unwrap();
    let fresh = scratch.ensure().await;
    assert_eq!(ask(&fresh.url("postgres"), "to_regclass('word') is null").await, "true");
    let kept = format!("{}.old-1/cluster/PG_VERSION", fresh.home().display());
    assert!(fs::exists(kept).unwrap());
}

#[tokio::test]
async fn another_account_cannot_reach_the_socket() {
    if !is_root() {
        return skipped("another account cannot reach the socket", "only root can become another account");
    }
    let scratch = Scratch::new();
    let cluster = scratch.ensure().await;
    let as_daemon = |program: &str| {
        let mut command = Command::new(program);
        command.uid(1).gid(1).current_dir("/");
        command
    };
    let output = as_daemon(cluster.psql().unwrap().to_str().unwrap())
        .args(["-X", "-c", "select 1"])
        .arg(cluster.url("postgres"))
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("Permission denied"));
    assert!(!as_daemon("ls").arg(cluster.home()).output().unwrap().status.success());
}

#[tokio::test]
async fn a_plain_account_runs_its_own_server() {
    if !is_root() {
        return skipped("a plain account beside root", "the other tests run as a plain account already");
    }
    let mut scratch = Scratch::new();
    let own = scratch.path("own");
    let (uid, gid) = folder_of_nobody(&own);
    let program = scratch.path("program");
    child::copy_for_others(&program);
    let data_dir = own.join("data");
    let start = || {
        let mut command = child::command(&program, &data_dir);
        command.uid(uid).gid(gid).env("HOME", &own).current_dir("/").spawn().unwrap()
    };
    let first = child::server_of(start());
    assert_eq!(child::server_of(start()), first);
    assert_eq!(fs::metadata(format!("/proc/{first}")).map_or(uid, |found| found.uid()), uid);
    // Root finds and stops it too.
    scratch.config.data_dir = data_dir;
    assert_eq!(scratch.ensure().await.pid(), first);
    assert!(Cluster::stop(&scratch.config).await.unwrap());
}
