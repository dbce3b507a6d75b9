//! Brings the seeds into the database, and says what that changed.

use chrono::{DateTime, Utc};
use model::{IncidentSeed, ProviderSeed};

use super::{incidents, providers};
use crate::Store;
use crate::error::{Doing, StoreError};

/// How often a transaction that another one stood in the way of is made again.
const ATTEMPTS: u8 = 5;

/// What reading the seeds changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeedChanges {
    /// Providers that are new, or whose name, domain or category changed, by slug.
    pub providers: Vec<String>,
    /// Sources that are new, came back or were changed, by address.
    pub sources: Vec<String>,
    /// Sources that left the seed of their provider, by address.
    pub retired: Vec<String>,
    /// Incidents that are new or whose name, terms or events changed, by slug.
    pub incidents: Vec<String>,
    /// Addresses that another source follows already, with its provider: they are visited once, for that one.
    pub shared: Vec<(String, String)>,
    /// Addresses that went over to a source of these seeds, with the provider that had them and is in no seed any more.
    pub taken: Vec<(String, String)>,
    /// Providers that have another slug now: the former one and the new one.
    pub renamed: Vec<(String, String)>,
}

impl Store {
    /// Brings the database in line with these seeds, in one transaction. Sources that a given provider's
    /// seed no longer has are retired and keep all that was stored; providers and incidents that are not
    /// given stay as they are, but for an address that a given provider names: it goes over. Each source is an address of
    /// the frontier, due at `now` when it is new.
    ///
    /// # Errors
    /// When the database cannot be used; nothing is changed then.
    pub async fn seeds_sync(
        &self,
        providers: &[ProviderSeed],
        incidents: &[IncidentSeed],
        now: DateTime<Utc>,
    ) -> Result<SeedChanges, StoreError> {
        let all: Vec<String> = providers.iter().map(|seed| seed.slug.clone()).collect();
        self.seeds_sync_some(providers, &all, incidents, now).await
    }

    /// The same for some of the providers that the seeds have, whose slugs are `all`: no address goes over from one of
    /// these.
    ///
    /// # Errors
    /// When the database cannot be used; nothing is changed then.
    pub async fn seeds_sync_some(
        &self,
        providers: &[ProviderSeed],
        all: &[String],
        incidents: &[IncidentSeed],
        now: DateTime<Utc>,
    ) -> Result<SeedChanges, StoreError> {
        // Statements that weigh anew are locked incident by incident, and a visit may hold one and wait for another.
        let mut attempt = 1;
        loop {
            match self.sync_once(providers, all, incidents, now).await {
                Err(StoreError::Conflict { .. }) if attempt < ATTEMPTS => attempt += 1,
                answer => return answer,
            }
        }
    }

    async fn sync_once(
        &self,
        providers: &[ProviderSeed],
        all: &[String],
        incidents: &[IncidentSeed],
        now: DateTime<Utc>,
    ) -> Result<SeedChanges, StoreError> {
        const DOING: &str = "read the seeds";
        let mut changes = SeedChanges::default();
        let mut tx = self.pool.begin().await.doing(DOING)?;
        // Two commands that read the seeds at once would take each other's rows for their own.
        sqlx::query("select pg_advisory_xact_lock(hashtext('trail seeds'))")
            .execute(&mut *tx)
            .await
            .doing(DOING)?;
        providers::sync(&mut tx, providers, all, now, &mut changes).await?;
        incidents::sync(&mut tx, incidents, &mut changes).await?;
        tx.commit().await.doing(DOING)?;
        Ok(changes)
    }
}
