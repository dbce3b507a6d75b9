//! The demo's world crawled by the real program, as a process of its own that can be disturbed.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use crawler::database::Database;
use crawler::home::Home;
use crawler::world::{World, WorldServer};
use store::Store;

use crate::bench::Folder;

/// The demo's world, and a data directory that the real program crawls it into.
pub struct Site {
    pub folder: Folder,
    pub world: Arc<World>,
    pub server: WorldServer,
    pub database: Database,
    pub store: Store,
}

impl Site {
    pub async fn new() -> Self {
        let folder = Folder::new();
        let world = Arc::new(World::heartbleed());
        let server = WorldServer::start(Arc::clone(&world)).await.unwrap();
        for provider in world.providers() {
            let name = format!("seeds/providers/{}.toml", provider.slug);
            folder.file(&name, &model::write_provider(&provider));
        }
        let home = Home::locate(Some(folder.path())).unwrap();
        let database = Database::open(&home, None).await.unwrap();
        let store = database.connect().await.unwrap();
        Self { folder, world, server, database, store }
    }

    /// The program, visiting what is due; over when nothing is.
    pub fn crawl(&self) -> Child {
        self.command(self.folder.path()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// The same, not started yet, with another data directory for what is no database.
    pub fn command(&self, data: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trail"));
        command
            .args(["crawl", "--once", "--delay", "0", "--proxy", self.server.proxy_url().as_str()])
            .arg("--seeds")
            .arg(self.seeds())
            .arg("--data-dir")
            .arg(data)
            .env_remove("DATABASE_URL")
            .stdout(Stdio::null());
        if data != self.folder.path() {
            command.arg("--database-url").arg(self.database.url());
        }
        command
    }

    fn seeds(&self) -> PathBuf {
        self.folder.path().join("seeds")
    }

    /// Shows the world as of `time` and makes every address due that is known.
    pub async fn begin(&self, time: DateTime<Utc>) {
        self.server.set_time(time);
        // Rests run by the database's clock, which does not move on with the world's.
        self.store.query("update politeness_groups set next_at = '-infinity'", false).await.unwrap();
        self.store
            .query("update frontier set due_at = '2000-01-01' where role <> 'robots'", false)
            .await
            .unwrap();
    }

    /// All that the crawl found out, without what differs from run to run: numbers of rows, times of our own,
    /// places in the archive.
    pub async fn found(&self) -> Vec<String> {
        let mut found = Vec::new();
        for sql in [
            "select 'look', f.url, o.outcome, o.status::text, o.complete::text, o.document_kind, count(*)::text
               from observations o join frontier f on f.id = o.frontier_id group by 1, 2, 3, 4, 5, 6",
            "select 'capture', target_uri, kind, status::text, payload_digest, count(*)::text
               from captures group by 1, 2, 3, 4, 5",
            "select 'address', url, role, depth::text, failures::text, etag, last_modified from frontier",
            "select 'revision', p.url, r.number::text, r.title, md5(r.text)
               from revisions r join posts p on p.id = r.post_id",
            "select 'communication', provider, kind, title, author, job_title, claimed_local, url, count(*)::text
               from trail group by 1, 2, 3, 4, 5, 6, 7, 8",
        ] {
            let rows = self.store.query(sql, true).await.unwrap_or_else(|error| panic!("{sql}: {error}")).rows;
            assert!(!rows.is_empty(), "{sql}");
            found.extend(rows.into_iter().map(|row| {
                row.into_iter().map(|cell| cell.unwrap_or_else(|| "-".to_owned())).collect::<Vec<_>>().join(" | ")
            }));
        }
        found.sort();
        found
    }
}

/// Waits until `done` says so or the process has ended by itself; whether it has ended.
pub async fn until(child: &mut Child, mut done: impl FnMut() -> bool) -> bool {
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "a crawl ended with {status}");
            return true;
        }
        if done() {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}
