//! The private cluster as the rest of the program sees it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};

use super::address;
use super::chain;
use super::config::EmbeddedConfig;
use super::error::EmbeddedError;
use super::place::Place;
use super::programs;
use super::running::Running;
use super::status::Status;

/// How long a server may take until it answers, after a crash for example.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(120);

/// A private PostgreSQL server that runs. Dropping the value does not stop it.
#[derive(Debug, Clone)]
pub struct Cluster {
    running: Running,
    version: String,
    origin: Origin,
}

/// Where the programs that run a cluster come from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// The machine's own, in this folder.
    System(PathBuf),
    /// The package that was unpacked; its programs are in this folder.
    Package(PathBuf),
    /// Not known: it was started by other means.
    Unknown,
}

/// Whether a private cluster was ever made for this data directory.
pub fn exists(data_dir: &Path) -> bool {
    Place::find(&EmbeddedConfig::new(data_dir)).is_ok_and(|found| found.is_some())
}

impl Cluster {
    /// The private cluster of a data directory, running and answering. It is found if it runs, started if it
    /// does not, and made if there is none; many commands may ask at once.
    ///
    /// # Errors
    /// When no PostgreSQL can be found or brought, or it cannot be started. The error names the way out.
    pub async fn ensure(config: &EmbeddedConfig) -> Result<Self, EmbeddedError> {
        let began = Instant::now();
        loop {
            let asked = config.clone();
            let running = blocking(move || chain::running_or_started(&asked)).await?;
            let url = address::url(&running.socket_dir, "postgres");
            match version(&url).await {
                Ok(version) => {
                    let origin = Origin::of(config);
                    return Ok(Self { running, version, origin });
                }
                // It is recovering, or another command stopped it in this moment.
                Err(error) if is_passing(&error) && began.elapsed() < ANSWER_TIMEOUT => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                Err(source) => return Err(EmbeddedError::Answer { url, log: running.place.log(), source }),
            }
        }
    }

    /// Stops the server of a data directory, breaking off what it does. Says whether one was running.
    ///
    /// # Errors
    /// When it cannot be stopped.
    pub async fn stop(config: &EmbeddedConfig) -> Result<bool, EmbeddedError> {
        let config = config.clone();
        blocking(move || chain::stopped(&config)).await
    }

    /// Stops the server and removes the cluster with all that is in it. Says whether there was one.
    ///
    /// # Errors
    /// When it cannot be stopped or removed.
    pub async fn remove(config: &EmbeddedConfig) -> Result<bool, EmbeddedError> {
        let config = config.clone();
        blocking(move || chain::removed(&config)).await
    }

    /// What is there, without starting anything.
    ///
    /// # Errors
    /// When the data directory cannot be read, or the cluster is closed to us.
    pub async fn status(config: &EmbeddedConfig) -> Result<Status, EmbeddedError> {
        let config = config.clone();
        blocking(move || Status::look(&config)).await
    }

    /// The address of a database in the cluster, as psql and sqlx accept it. The database need not exist.
    pub fn url(&self, database: &str) -> String {
        address::url(&self.running.socket_dir, database)
    }

    /// The server's version, as `15.18`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Where its programs come from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The server's process.
    pub fn pid(&self) -> u32 {
        self.running.pid
    }

    /// The server's folder with the cluster, its log and, where its path is short enough, its socket.
    pub fn home(&self) -> &Path {
        &self.running.place.home
    }

    /// The folder of its socket.
    pub fn socket_dir(&self) -> &Path {
        &self.running.socket_dir
    }

    /// The server's log.
    pub fn log(&self) -> PathBuf {
        self.running.place.log()
    }

    /// The program psql: that of the server, else the first on `PATH`.
    pub fn psql(&self) -> Option<PathBuf> {
        programs::psql(self.origin.bin())
    }

    /// A connection to one of its databases.
    pub(super) async fn connect(&self, database: &str) -> Result<PgConnection, EmbeddedError> {
        let url = self.url(database);
        let connected = connect(&url).await;
        connected.map_err(|source| EmbeddedError::Answer { url, log: self.log(), source })
    }
}

impl Origin {
    /// The folder of the programs.
    pub fn bin(&self) -> Option<&Path> {
        match self {
            Self::System(bin) | Self::Package(bin) => Some(bin),
            Self::Unknown => None,
        }
    }

    pub(super) fn of(config: &EmbeddedConfig) -> Self {
        let remembered = Place::find(config).ok().flatten().map(|(_, remembered)| remembered);
        match remembered.and_then(|found| Some((found.package, PathBuf::from(found.programs?)))) {
            Some((true, bin)) => Self::Package(bin),
            Some((false, bin)) => Self::System(bin),
            None => Self::Unknown,
        }
    }
}

/// Runs work that blocks outside of the threads that serve the runtime.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EmbeddedError> + Send + 'static,
) -> Result<T, EmbeddedError> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(EmbeddedError::Interrupted))
}

async fn connect(url: &str) -> Result<PgConnection, sqlx::Error> {
    url.parse::<PgConnectOptions>()?.application_name("trail").connect().await
}

/// The server's version, asked of the server.
async fn version(url: &str) -> Result<String, sqlx::Error> {
    let connection = connect(url).await?;
    let number = connection.server_version_num().unwrap_or_default();
    connection.close().await?;
    Ok(format!("{}.{}", number / 10_000, number % 10_000))
}

/// Errors of a server that is starting or stopping.
fn is_passing(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) => true,
        // admin_shutdown, crash_shutdown, cannot_connect_now
        sqlx::Error::Database(error) => {
            error.code().is_some_and(|code| ["57P01", "57P02", "57P03"].contains(&code.as_ref()))
        }
        _ => false,
    }
}
