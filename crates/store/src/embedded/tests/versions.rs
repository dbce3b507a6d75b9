//! Without fitting programs the error names the way out.

use std::fs;

use super::scratch::Scratch;
use crate::embedded::{Cluster, EmbeddedError};

#[tokio::test]
async fn a_cluster_of_another_major_version_is_left_alone() {
    let scratch = Scratch::new();
    let cluster = scratch.ensure().await;
    Cluster::stop(&scratch.config).await.unwrap();
    fs::write(cluster.home().join("cluster/PG_VERSION"), "99\n").unwrap();
    let error = Cluster::ensure(&scratch.config).await.unwrap_err();
    assert!(matches!(error, EmbeddedError::VersionMismatch { major: 99, .. }), "{error}");
    let text = error.to_string();
    for part in ["PostgreSQL 99", "pg_dumpall", "PG_BIN", &cluster.home().display().to_string()] {
        assert!(text.contains(part), "'{part}' is missing in: {text}");
    }
    assert_eq!(fs::read_to_string(cluster.home().join("cluster/PG_VERSION")).unwrap(), "99\n");
}

#[tokio::test]
async fn with_no_programs_the_error_says_the_one_command() {
    let mut scratch = Scratch::new();
    scratch.config.programs = None;
    scratch.config.system = false;
    scratch.config.package = false;
    let error = Cluster::ensure(&scratch.config).await.unwrap_err();
    assert!(matches!(error, EmbeddedError::NotFound { .. }), "{error}");
    let text = error.to_string();
    assert!(text.contains("install it with `") && text.contains("DATABASE_URL"), "{text}");
}

#[tokio::test]
async fn a_folder_without_the_server_says_why_it_does_not_do() {
    let mut scratch = Scratch::new();
    let bin = scratch.path("bin");
    fs::create_dir(&bin).unwrap();
    fs::write(bin.join("postgres"), "").unwrap();
    scratch.config.programs = Some(bin);
    scratch.config.system = false;
    scratch.config.package = false;
    let error = Cluster::ensure(&scratch.config).await.unwrap_err().to_string();
    assert!(error.contains("has no initdb"), "{error}");
}
