//! What every command needs of the command line, resolved: where the data is and how to get at it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use archive::{Archive, ArchiveConfig, SegmentStore};
use fetcher::{Fetcher, FetcherConfig, Limits, PrivateNetworks};
use model::Clock;
use store::Store;
use url::Url;

use crate::chance::Chance;
use crate::clock_watch::ClockWatch;
use crate::database::Database;
use crate::home::Home;
use crate::line::Line;
use crate::metrics::Metrics;
use crate::room::Room;
use crate::schedule::DEFAULT_DELAY;

/// How the program names itself to the sites that it visits, where its operator says nothing: without a contact, since
/// only the operator has one.
pub const USER_AGENT: &str = concat!("trail/", env!("CARGO_PKG_VERSION"), " (disclosure archive)");

/// The global options, resolved.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The data directory.
    pub home: Home,
    /// A server that was asked for; the private one otherwise.
    pub database_url: Option<String>,
    /// The proxy for all fetches.
    pub proxy: Option<Url>,
    /// Files with further certificate authorities, PEM.
    pub ca_certs: Vec<PathBuf>,
    /// Which machines may be asked beside those of the public internet.
    pub private_networks: PrivateNetworks,
    /// How the program names itself.
    pub user_agent: String,
    /// Where the crawler stands, as its operator says.
    pub vantage: Option<String>,
}

impl Setting {
    /// The database server, running.
    ///
    /// # Errors
    /// When no PostgreSQL can be found, brought or started.
    pub async fn database(&self) -> Result<Database> {
        Database::open(&self.home, self.database_url.as_deref()).await
    }

    /// The setting for commands that only read: where no crawl has run yet but the demo has, the demo's.
    pub fn for_reading(&self) -> Self {
        let demo = self.home.demo();
        if self.database_url.is_some() || self.home.has_database() || !demo.has_database() {
            return self.clone();
        }
        tell!("note: nothing was crawled yet; reading the demo's made-up data in {}", demo.dir().display());
        Self { home: demo, ..self.clone() }
    }

    /// The whole line, ready to run.
    ///
    /// # Errors
    /// When a certificate file cannot be read, or a stage cannot be set up.
    pub async fn line(&self, database: Database, store: Store, clock: Clock) -> Result<Line> {
        let incidents = store.incident_terms().await?.into();
        Ok(Line {
            fetcher: Arc::new(self.fetcher(clock.clone())?),
            archive: Arc::new(self.archive(clock.clone())?),
            store,
            database,
            incidents,
            clock,
            clock_watch: ClockWatch::default(),
            chance: Chance::of_machine(),
            room: Room::default(),
            metrics: Metrics::default(),
            delay: DEFAULT_DELAY,
            own_servers: false,
            keeps_people: false,
            always_whole: false,
        })
    }

    /// The archive of this data directory.
    ///
    /// # Errors
    /// When its folder cannot be made.
    pub fn archive(&self, clock: Clock) -> Result<Archive> {
        self.home.create()?;
        let config = ArchiveConfig {
            user_agent: Some(self.user_agent.clone()),
            vantage: self.vantage.clone(),
            ..ArchiveConfig::default()
        };
        let archive = Archive::open(&self.home.archive(), config, clock)?;
        Ok(match self.segment_store()? {
            Some(store) => archive.with_store(store),
            None => archive,
        })
    }

    /// The store for closed segments, where one was asked for. Its keys come from the environment.
    ///
    /// # Errors
    /// When its address or a setting cannot be used.
    pub fn segment_store(&self) -> Result<Option<SegmentStore>> {
        let Some(url) = self.home.archive_store() else { return Ok(None) };
        let settings = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        let runtime = tokio::runtime::Handle::try_current()?;
        Ok(Some(SegmentStore::open(url, settings, runtime)?))
    }

    /// The web client.
    ///
    /// # Errors
    /// When a certificate file cannot be read or the client not be set up.
    pub fn fetcher(&self, clock: Clock) -> Result<Fetcher> {
        warn_of(&self.private_networks);
        self.fetcher_of(clock, Limits::default())
    }

    /// The web client of somebody who waits: one visit takes no longer than `whole`, its rests included.
    ///
    /// # Errors
    /// As [`Setting::fetcher`].
    pub fn fetcher_within(&self, clock: Clock, whole: Duration) -> Result<Fetcher> {
        let limits = Limits { total: whole, rests: whole, whole: Some(whole), ..Limits::default() };
        self.fetcher_of(clock, limits)
    }

    fn fetcher_of(&self, clock: Clock, limits: Limits) -> Result<Fetcher> {
        let read = |path: &PathBuf| {
            std::fs::read(path)
                .with_context(|| format!("the certificate file {} cannot be read", path.display()))
        };
        let config = FetcherConfig {
            user_agent: self.user_agent.clone(),
            proxy: self.proxy.clone(),
            ca_certs: self.ca_certs.iter().map(read).collect::<Result<_>>()?,
            private_networks: self.private_networks.clone(),
            limits,
        };
        Ok(Fetcher::new(config, clock)?)
    }
}

/// Says on standard error that the sites that are visited are told nobody whom they could write to.
pub fn warn_of_anonymity(user_agent: &str) {
    if user_agent == USER_AGENT {
        tell!(
            "warning: the sites that are visited cannot tell whom to write to; name yourself with --user-agent or \
             TRAIL_USER_AGENT, such as '{USER_AGENT}; contact: you@your.example'"
        );
    }
}

/// Says on standard error, whatever the level of the log, that the way into private networks is open.
pub fn warn_of(networks: &PrivateNetworks) {
    let which = match networks {
        PrivateNetworks::Refused => return,
        PrivateNetworks::Only(networks) => {
            networks.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        PrivateNetworks::Allowed => "all private networks".to_owned(),
    };
    tell!(
        "warning: --allow-private: machines of {which} are asked too, wherever a page or a redirect leads there; \
         never use this on a network with services that you do not want to be reached"
    );
}
