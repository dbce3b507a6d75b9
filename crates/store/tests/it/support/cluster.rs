//! One private cluster for all tests of the run.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use sqlx::{Connection, Executor, PgConnection};
use store::Store;
use store::embedded::{Cluster, EmbeddedConfig};

/// The name of the database that all others are copied from: copying is faster than migrating.
const TEMPLATE: &str = "trail_template";

/// The cluster, started by the first test that asks.
pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| std::thread::spawn(start).join().expect("no cluster"))
}

/// Makes a database with the schema in it, and returns its address.
pub async fn create(name: &str) -> String {
    let url = tokio::task::spawn_blocking(|| cluster().url("postgres")).await.unwrap();
    let mut conn = PgConnection::connect(&url).await.unwrap();
    let sql = format!("create database {name} template {TEMPLATE}");
    conn.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    conn.close().await.unwrap();
    cluster().url(name)
}

fn start() -> Cluster {
    let dir = tempfile::Builder::new().prefix("trail-store-").tempdir().unwrap().keep();
    let packages = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("postgres");
    let config = EmbeddedConfig::new(&dir).with_package_dir(packages);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let cluster = Cluster::ensure(&config).await.unwrap();
        stop_with_us(&cluster, &dir);
        let mut conn = PgConnection::connect(&cluster.url("postgres")).await.unwrap();
        // Nothing here needs to survive a crash of the machine.
        for sql in ["alter system set fsync = off".to_owned(), format!("create database {TEMPLATE}")] {
            conn.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
        }
        conn.execute("select pg_reload_conf()").await.unwrap();
        conn.close().await.unwrap();
        Store::connect(&cluster.url(TEMPLATE)).await.unwrap().close().await;
        cluster
    })
}

/// Ends the server when this process does, however it ends: a shell waits for the end of its input, which
/// comes when the other end of the pipe is gone.
fn stop_with_us(cluster: &Cluster, dir: &std::path::Path) {
    const WAIT: &str =
        r#"read _; kill -INT "$1"; while kill -0 "$1" 2>/dev/null; do sleep 0.1; done; rm -rf "$2" "$3""#;
    let watch = Command::new("sh")
        .args(["-c", WAIT, "sh", &cluster.pid().to_string()])
        .arg(dir)
        .arg(cluster.home())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::mem::forget(watch);
}
