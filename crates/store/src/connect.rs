//! The connection to the database, and its schema.

use std::sync::{Arc, RwLock};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgConnection, PgPool, Postgres, Transaction};

use crate::error::{Doing, StoreError};
use crate::look_words::LookWords;

/// The schema, embedded in the program.
pub(crate) static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// Connections at most, for one process.
const MOST_CONNECTIONS: u32 = 8;

/// How long a call waits for a connection before it says that the database is gone.
const PATIENCE: Duration = Duration::from_secs(10);

/// A transaction of many statements that each find few rows by an index. Their plans are kept: made anew for the parameters
/// of each call, they cost as much as what they do. And none is kept that reads a whole table, because that was small when the
/// plan was made.
const BRISK: &str = "\
begin; set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off; set local jit = off";

/// Begins a transaction that writes what a visit brought, or what was read of it.
pub(crate) async fn begin(pool: &PgPool) -> sqlx::Result<Transaction<'static, Postgres>> {
    pool.begin_with(BRISK).await
}

/// The database. Cheap to clone; all clones share one pool of connections.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) pool: PgPool,
    pub(crate) options: PgConnectOptions,
    /// Digest of the incident terms that were given out last: what new mentions were found with.
    pub(crate) terms: Arc<RwLock<Option<String>>>,
    /// The words that looks have had so far.
    pub(crate) look_words: LookWords,
    /// Whether whoever records through it holds the turns of the providers already.
    pub(crate) has_turns: bool,
}

impl Store {
    /// Connects to the server at `url` and brings its schema up to date. Any number of processes may do
    /// so at once: an advisory lock lets one of them migrate.
    ///
    /// # Errors
    /// When the address is wrong, the server cannot be reached or does not let us in, or the schema is not
    /// one that this version can bring up to date.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let options = options_of(url)?;
        let options = options
            .application_name("trail")
            .options([("TimeZone", "UTC"), ("client_min_messages", "warning")])
            .disable_statement_logging();
        Self::connect_with(options).await
    }

    /// The same with options that are known to be right.
    pub(crate) async fn connect_with(options: PgConnectOptions) -> Result<Self, StoreError> {
        // The pool hides why it cannot connect, so the first connection is made without it.
        let mut first = options.connect().await.map_err(refused)?;
        bring_up_to_date(&mut first).await?;
        first.close().await.doing("close a connection")?;
        let pool = PgPoolOptions::new()
            .max_connections(MOST_CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .connect_lazy_with(options.clone());
        Ok(Self { pool, options, terms: Arc::default(), look_words: LookWords::default(), has_turns: false })
    }

    /// Closes all connections and waits until they are closed.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// The options that an address says. The driver takes any scheme for its own.
fn options_of(url: &str) -> Result<PgConnectOptions, StoreError> {
    let options: PgConnectOptions = url.parse().map_err(StoreError::Address)?;
    if !["postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme)) {
        let text = "it is no address of a PostgreSQL server";
        return Err(StoreError::Address(sqlx::Error::Configuration(text.into())));
    }
    Ok(options)
}

/// Brings the schema up to date. A user who may not do so (see [`crate::CRAWL_ROLE`]) finds it up to date.
async fn bring_up_to_date(conn: &mut PgConnection) -> Result<(), StoreError> {
    const DOING: &str = "look at its schema";
    let may: bool = sqlx::query_scalar("select has_schema_privilege('public', 'create')")
        .fetch_one(&mut *conn)
        .await
        .doing(DOING)?;
    if may {
        MIGRATOR.run(&mut *conn).await.map_err(migration)?;
        return crate::rekey::renew(conn).await;
    }
    let there: bool = sqlx::query_scalar("select to_regclass('public._sqlx_migrations') is not null")
        .fetch_one(&mut *conn)
        .await
        .doing(DOING)?;
    // A researcher sees the schema `research` alone, whose version says what is in it.
    let researcher: bool = sqlx::query_scalar(
        "select coalesce(not has_table_privilege(to_regclass('public._sqlx_migrations'), 'select')
                         and has_table_privilege(to_regclass('research.version'), 'select'), false)",
    )
    .fetch_one(&mut *conn)
    .await
    .doing(DOING)?;
    if researcher {
        return Ok(());
    }
    let applied: Vec<i64> = match there {
        true => sqlx::query_scalar("select version from _sqlx_migrations where success")
            .fetch_all(conn)
            .await
            .doing(DOING)?,
        false => Vec::new(),
    };
    if let Some(&version) = applied.iter().find(|&&version| is_of_before(version)) {
        return Err(StoreError::Superseded { version });
    }
    match MIGRATOR.iter().find(|step| !applied.contains(&step.version)) {
        None => Ok(()),
        Some(step) => Err(StoreError::Outdated { version: step.version }),
    }
}

/// Whether a step is one of those that were restated, by subject, before the first release: older than every step of
/// this program.
fn is_of_before(version: i64) -> bool {
    MIGRATOR.iter().all(|step| version < step.version)
}

fn refused(source: sqlx::Error) -> StoreError {
    match StoreError::of("connect", source) {
        StoreError::Statement { source: sqlx::Error::Database(error), .. } => {
            StoreError::Refused { reason: error.message().to_owned(), source: sqlx::Error::Database(error) }
        }
        other => other,
    }
}

fn migration(source: MigrateError) -> StoreError {
    match source {
        MigrateError::VersionMissing(version) if is_of_before(version) => {
            return StoreError::Superseded { version };
        }
        _ => {}
    }
    let source = match source {
        MigrateError::Execute(error) => match StoreError::of("bring its schema up to date", error) {
            StoreError::Statement { source, .. } => MigrateError::Execute(source),
            gone => return gone,
        },
        MigrateError::ExecuteMigration(error, version) => {
            match StoreError::of("bring its schema up to date", error) {
                StoreError::Statement { source, .. } => MigrateError::ExecuteMigration(source, version),
                gone => return gone,
            }
        }
        other => other,
    };
    let hint = match &source {
        MigrateError::VersionMissing(_) => "this database was written by a newer trail: update this one",
        MigrateError::VersionMismatch(_) => {
            "this database was written by a trail with other migrations: use the one that wrote it; or keep the archive, \
             make an empty database, and run `trail rebuild` on it"
        }
        MigrateError::Execute(sqlx::Error::Database(error))
        | MigrateError::ExecuteMigration(sqlx::Error::Database(error), _)
            if error.code().as_deref() == Some("42501") =>
        {
            "the user may not create tables: grant it all rights on the database and on its schema public"
        }
        _ => "use a database of its own for trail (create database trail), and see that its user owns it",
    };
    StoreError::Migration { reason: source.to_string(), hint, source }
}
