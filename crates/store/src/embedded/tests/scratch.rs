//! A data directory that is gone, with its server, at the end of the test.

use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use tempfile::TempDir;

use crate::embedded::{Cluster, EmbeddedConfig, chain};

/// A folder with a data directory in it. The server's account can walk into it.
pub struct Scratch {
    dir: TempDir,
    pub config: EmbeddedConfig,
}

impl Scratch {
    pub fn new() -> Self {
        Self::named("data")
    }

    /// With a data directory of this name.
    pub fn named(name: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::set_permissions(dir.path(), Permissions::from_mode(0o755)).unwrap();
        let mut config = EmbeddedConfig::new(dir.path().join(name));
        config.shared_dir = dir.path().join("shared");
        Self { dir, config }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub async fn ensure(&self) -> Cluster {
        Cluster::ensure(&self.config).await.unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A test that failed must not leave a server behind.
        let _ = chain::stopped(&self.config);
    }
}

/// Runs a statement and gives back the first column of its first row as text.
pub async fn ask(url: &str, sql: &str) -> String {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let sql = format!("select ({sql})::text");
    let answer = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    answer
}

/// Runs statements.
pub async fn run(url: &str, sql: &'static str) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

pub fn kill(pid: u32) {
    let status = Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap();
    assert!(status.success());
}

pub fn is_root() -> bool {
    let dir = tempfile::tempdir().unwrap();
    fs::metadata(dir.path()).unwrap().uid() == 0
}

/// Says on the terminal, also when the test's output is captured, that a test could not do its work here.
pub fn skipped(test: &str, reason: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {test}: {reason}");
}

/// Makes a folder for the account `nobody`.
pub fn folder_of_nobody(dir: &Path) -> (u32, u32) {
    let (uid, gid) = (65_534, 65_534);
    fs::create_dir(dir).unwrap();
    std::os::unix::fs::chown(dir, Some(uid), Some(gid)).unwrap();
    (uid, gid)
}
