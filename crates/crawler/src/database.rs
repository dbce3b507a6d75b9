//! The database server: one that was asked for, or the private one of the data directory.

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use store::embedded::{Cluster, EmbeddedConfig};
use store::{Store, StoreError};
use tokio_util::sync::CancellationToken;

use crate::clock::system_clock;
use crate::exit::Exit;
use crate::failure::Failed;
use crate::home::Home;

/// The name of the database in a private cluster.
const NAME: &str = "trail";

/// How often a database that went away is asked again; with growing waits, about two minutes in all.
const RECONNECTS: u32 = 8;

/// How far our clock may be from that of the server. Times of looks are ours, leases are the server's.
const APART: TimeDelta = TimeDelta::minutes(1);

/// What is wrong where two clocks, ours and the server's, are too far apart.
pub fn clocks_apart(own: DateTime<Utc>, server: DateTime<Utc>) -> Option<String> {
    (own.signed_duration_since(server).abs() > APART).then(|| {
        format!(
            "the clock of this machine says {}, and that of the database {}: one of them is wrong, and so would be the times \
             of what is seen; set it right, then run this again",
            own.format("%Y-%m-%d %H:%M:%S UTC"),
            server.format("%Y-%m-%d %H:%M:%S UTC")
        )
    })
}

/// A running server.
#[derive(Debug, Clone)]
pub struct Database {
    url: String,
    private: Option<EmbeddedConfig>,
    psql: Option<PathBuf>,
}

impl Database {
    /// The server at `url`, or the private one of `home`, started if it is not running.
    ///
    /// # Errors
    /// When no PostgreSQL can be found, brought or started; the error names the way out.
    pub async fn open(home: &Home, url: Option<&str>) -> anyhow::Result<Self> {
        if let Some(url) = url {
            return Ok(Self { url: url.to_owned(), private: None, psql: None });
        }
        home.create()?;
        let config = home.cluster();
        let cluster = Cluster::ensure(&config).await?;
        cluster.ensure_database(NAME).await?;
        Ok(Self { url: cluster.url(NAME), private: Some(config), psql: cluster.psql() })
    }

    /// Its address, as psql accepts it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The configuration of the private server, where it is one.
    pub fn private(&self) -> Option<&EmbeddedConfig> {
        self.private.as_ref()
    }

    /// The psql that belongs to the server, or the one on the PATH.
    pub fn psql(&self) -> PathBuf {
        self.psql.clone().unwrap_or_else(|| "psql".into())
    }

    /// A connection pool, with the schema up to date.
    ///
    /// # Errors
    /// When it cannot be reached, or its schema cannot be brought up to date.
    pub async fn connect(&self) -> Result<Store, StoreError> {
        Store::connect(&self.url).await
    }

    /// The same for a command that records or reads: while the database is being made again from the archive, whatever is
    /// written between what is still missing would keep a wrong time for ever.
    ///
    /// # Errors
    /// As [`Database::connect`], while a rebuild is not done, and where our clock is not that of the server.
    pub async fn connect_to_record(&self) -> anyhow::Result<Store> {
        let store = self.connect().await?;
        if store.rebuild_is_unfinished().await? {
            return Err(StoreError::Rebuilding.into());
        }
        let (own, server) = (system_clock().now(), store.server_time().await?);
        if let Some(text) = clocks_apart(own, server) {
            return Err(Failed::new(Exit::Database, text).into());
        }
        Ok(store)
    }

    /// Asks until the server answers: it may be restarting, and a private one is started again. A full disk is
    /// waited for until `stop` is cancelled. Any error that says neither is final.
    ///
    /// # Errors
    /// The last error, when the server does not come back within about two minutes.
    pub async fn patiently<T, F>(
        &self,
        stop: &CancellationToken,
        ask: impl Fn() -> F,
    ) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        self.ask(&CancellationToken::new(), stop, ask).await
    }

    /// The same, with a patience that ends when `stop` is cancelled. A question that was asked is answered.
    ///
    /// # Errors
    /// As [`Database::patiently`].
    pub async fn patiently_until<T, F>(
        &self,
        stop: &CancellationToken,
        ask: impl Fn() -> F,
    ) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        self.ask(stop, stop, ask).await
    }

    async fn ask<T, F>(
        &self,
        stop: &CancellationToken,
        stop_for_room: &CancellationToken,
        ask: impl Fn() -> F,
    ) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        let (mut attempt, mut full, mut told) = (0, false, false);
        loop {
            let error = match ask().await {
                Err(error) if error.is_full() || error.is_gone() => error,
                answer => return answer,
            };
            full |= error.is_full();
            if full && !std::mem::replace(&mut told, true) {
                tracing::warn!(error = %error, "the database has no space left; free some room on its disk: the crawl goes on by itself");
            }
            let patient = if full { !stop_for_room.is_cancelled() } else { attempt < RECONNECTS };
            if !patient || stop.is_cancelled() {
                return Err(error);
            }
            let wait = Duration::from_millis(500 * 2_u64.pow(attempt.min(if full { 2 } else { 6 })));
            // Every worker waits, so each says it only once; the last error is the run's own.
            match attempt {
                _ if full => {}
                0 => tracing::warn!(error = %error, "the database went away; asking again for two minutes"),
                _ => tracing::debug!(error = %error, wait_ms = wait.as_millis(), "asking again"),
            }
            tokio::select! {
                () = tokio::time::sleep(wait) => full = self.revive().await,
                () = stop.cancelled() => return Err(error),
                () = stop_for_room.cancelled(), if full => return Err(error),
            }
            attempt += 1;
        }
    }

    /// Starts a private server that is away; whether it cannot start because its disk is full.
    async fn revive(&self) -> bool {
        if let Some(config) = &self.private
            && let Err(error) = Cluster::ensure(config).await
        {
            tracing::warn!(error = %error, "the private database could not be started again");
            return format!("{error:#}").contains("No space left");
        }
        false
    }
}

#[cfg(test)]
mod clock_tests {
    use super::*;

    #[test]
    fn clocks_that_are_more_than_a_minute_apart_are_told_with_both_times() {
        let at = |seconds| DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds);
        assert_eq!(clocks_apart(at(100), at(40)), None);
        assert_eq!(clocks_apart(at(40), at(100)), None);
        let told = clocks_apart(at(161), at(100)).unwrap();
        assert!(
            told.contains("1970-01-01 00:02:41 UTC") && told.contains("1970-01-01 00:01:40 UTC"),
            "{told}"
        );
        assert!(clocks_apart(at(100), at(161)).is_some());
    }
}
