//! The workbench of a test: a data directory, a database of its own and the line over the demo's world.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::Duration;

use crawler::crew::{Crew, Listener, Tally};
use crawler::database::Database;
use crawler::home::Home;
use crawler::line::{Line, LineError};
use crawler::setting::Setting;
use crawler::world::{World, WorldServer};
use model::Receipt;
use store::embedded::{Cluster, EmbeddedConfig};
use store::{Scope, Store, Table};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

/// A folder that is removed, and whose private database is stopped, when the test ends.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(TempDir::with_prefix("trail-test-").unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs the program with this folder as its data directory and nothing of the environment but PATH and HOME.
    pub fn trail(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// The same, to be started by the caller.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trail"));
        command.args(args).arg("--data-dir").arg(self.path()).env_clear();
        for name in ["PATH", "HOME"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command
    }

    /// Takes the rests of hosts out of the private database, for a test that has no time for them: they are as long with
    /// any delay, and run by the database's clock.
    pub fn without_rests(&self) {
        for sql in [
            "create function no_rest() returns trigger language plpgsql as \
             $$ begin new.next_at := '-infinity'; return new; end $$",
            "create trigger no_rest before insert or update on politeness_groups for each row execute function no_rest()",
        ] {
            let output = self.trail(&["sql", "--write", sql]);
            assert!(output.status.success(), "{}", stderr(&output));
        }
    }

    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        for home in [self.path().to_owned(), self.path().join("demo")] {
            let config = EmbeddedConfig::new(&home);
            let removed = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(Cluster::remove(&config)).is_ok()
            });
            assert!(removed.join().unwrap(), "the private database of {} is not removed", home.display());
        }
    }
}

/// The line over the demo's world, with a clock that the test sets.
pub struct Bench {
    pub world: Arc<World>,
    pub server: WorldServer,
    pub setting: Setting,
    pub store: Store,
    pub database: Database,
    pub line: Line,
    /// Removed, with the private database in it, when the test ends.
    pub folder: Folder,
}

impl Bench {
    pub async fn new() -> Self {
        let folder = Folder::new();
        let world = Arc::new(World::heartbleed());
        let server = WorldServer::start(Arc::clone(&world)).await.unwrap();
        let setting = Setting {
            home: Home::locate(Some(folder.path())).unwrap(),
            database_url: None,
            proxy: Some(server.proxy_url()),
            ca_certs: Vec::new(),
            private_networks: fetcher::PrivateNetworks::Allowed,
            user_agent: "trail/test (nobody@example.org)".to_owned(),
            vantage: None,
        };
        server.set_time(world.days()[0]);
        let database = setting.database().await.unwrap();
        let store = database.connect().await.unwrap();
        store.seeds_sync(&world.providers(), &world.incidents(), server.time()).await.unwrap();
        let mut line = setting.line(database.clone(), store.clone(), server.clock()).await.unwrap();
        (line.delay, line.own_servers) = (Duration::ZERO, true);
        Self { world, server, setting, store, database, line, folder }
    }

    /// The same with a line that goes to the hosts themselves, not to the world.
    pub async fn without_proxy(self) -> Self {
        self.through(None).await
    }

    /// The same with a line that goes out through `proxy`.
    pub async fn through(mut self, proxy: Option<url::Url>) -> Self {
        self.setting.proxy = proxy;
        let (database, store) = (self.database.clone(), self.store.clone());
        self.line = self.setting.line(database, store, self.server.clock()).await.unwrap();
        self.line.delay = Duration::ZERO;
        self
    }

    /// Visits everything that is due at the world's time.
    pub async fn crawl(&self) -> Tally {
        self.crawl_of(Scope { providers: None }).await
    }

    /// Visits what is due of `scope` at the world's time.
    pub async fn crawl_of(&self, scope: Scope) -> Tally {
        self.try_crawl_of(scope).await.unwrap()
    }

    /// The same, where it may fail.
    pub async fn try_crawl_of(&self, scope: Scope) -> Result<Tally, LineError> {
        let crew = Crew { scope, width: 4, once: true, worker: "test".to_owned() };
        crew.run(&self.line, &CancellationToken::new(), &mut Deaf).await
    }

    /// Makes everything due and visits it.
    pub async fn look(&self) -> Tally {
        self.store.due_set(&Scope { providers: None }, self.server.time()).await.unwrap();
        self.crawl().await
    }

    /// Crawls at each of the world's moments.
    pub async fn all_days(&self) {
        for moment in self.world.days() {
            self.server.set_time(moment);
            self.look().await;
        }
    }

    pub async fn ask(&self, sql: &str) -> Table {
        self.store.query(sql, true).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// The first column of each row; a missing value is `-`.
    pub async fn column(&self, sql: &str) -> Vec<String> {
        let cell = |row: &Vec<Option<String>>| row[0].clone().unwrap_or_else(|| "-".to_owned());
        self.ask(sql).await.rows.iter().map(cell).collect()
    }

    pub async fn number(&self, sql: &str) -> i64 {
        self.column(sql).await[0].parse().unwrap()
    }
}

/// Listens to nothing.
pub struct Deaf;

impl Listener for Deaf {
    fn finished(&mut self, _: &str, _: &Receipt, _: &Tally) {}
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
