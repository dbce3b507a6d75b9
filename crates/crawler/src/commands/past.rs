//! What `trail import` and `trail backfill` share.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use model::{Clock, SeedSet};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::exit::Exit;
use crate::failure::{Failed, instead_of};
use crate::mentions;
use crate::past::bringing::Bringer;
use crate::past::scopes::Scopes;
use crate::past::unread::Read;
use crate::rereading::{self, Rereader};
use crate::seed_files::{self, count};
use crate::setting::Setting;

/// The archive, the database and the seeds, ready for captures of others.
pub struct Past {
    /// Brings them.
    pub bringer: Bringer,
    /// What of the seeds had to be left out, each with its file, line and what is wrong.
    pub left_out: Vec<String>,
    /// Whether each address of the seeds is visited for the provider that names it.
    unshared: bool,
    /// The seeds that were brought in for it.
    seeds: Option<SeedSet>,
}

impl Past {
    /// Opens what is needed. The seeds of `seeds`, or the shipped ones where the database has none, are brought in
    /// first. What belongs to no provider is taken for `fallback`.
    ///
    /// # Errors
    /// When the seeds are wrong, nobody knows `fallback`, or the database or the archive cannot be used.
    pub async fn prepare(
        setting: &Setting,
        seeds: Option<&Path>,
        fallback: Option<&str>,
        clock: Clock,
    ) -> Result<Self> {
        let database = setting.database().await?;
        let store = database.connect_to_record().await?;
        let (mut brought, mut left_out, mut unshared) = (None, Vec::new(), true);
        if seeds.is_some() || store.providers().await?.is_empty() {
            let loaded = seed_files::load(seeds)?;
            let seeds = loaded.seeds;
            left_out = loaded.left_out;
            let changes = store.seeds_sync(&seeds.providers, &seeds.incidents, clock.now()).await?;
            unshared = seed_files::tell_changes(&changes);
            mentions::refresh(&store).await?;
            brought = Some(seeds);
        }
        let sources = store.followed_sources().await?;
        if let Some(slug) = fallback.filter(|slug| !sources.iter().any(|it| it.source.provider == *slug)) {
            let names: Vec<String> = store.providers().await?;
            let text = format!(
                "there is no provider '{slug}' with a source; there are: {}",
                instead_of(slug, &names)
            );
            return Err(Failed::new(Exit::Findings, text).into());
        }
        let archive = Arc::new(setting.archive(clock.clone())?);
        let scopes = Arc::new(Scopes::new(sources, fallback));
        Ok(Self { bringer: Bringer { archive, store, scopes, clock }, left_out, unshared, seeds: brought })
    }

    /// Says again what the seeds say, where visits came in as they were recorded: an address that was found on the way
    /// and is one of the seeds today is theirs.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn renew_seeds(&self) -> Result<()> {
        let Bringer { store, clock, .. } = &self.bringer;
        if let Some(seeds) = &self.seeds {
            store.seeds_sync(&seeds.providers, &seeds.incidents, clock.now()).await?;
        }
        Ok(mentions::refresh(store).await?)
    }

    /// How a command ends that went well but for its seeds, of which it says so: something to look at where a part of them
    /// was left out. `again` says how the rest comes in.
    pub fn end(&self, dir: Option<&Path>, again: &str) -> Exit {
        let whole = seed_files::tell_left_out(&self.left_out, dir, again);
        if whole && self.unshared { Exit::Success } else { Exit::Findings }
    }

    /// Reads what was brought, `jobs` documents at a time, once no other process reads; `None` where it was stopped
    /// before.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn rereader(&self, jobs: Option<usize>, stop: &CancellationToken) -> Result<Option<Rereader>> {
        let Bringer { archive, store, clock, .. } = &self.bringer;
        let Some(rereading) = rereading::begin(store, stop).await? else { return Ok(None) };
        Ok(Some(Rereader {
            archive: Arc::clone(archive),
            rereading,
            incidents: store.incident_terms().await?.into(),
            clock: clock.clone(),
            width: jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(2, usize::from)),
        }))
    }
}

/// Says what was read.
pub fn tell_read(read: &Read, seconds: f64) {
    let documents: usize = read.providers.iter().map(|(_, documents)| documents).sum();
    say!(
        "{} of {} read in the order of their time in {seconds:.1} s",
        count(documents, "document"),
        count(read.providers.len(), "provider"),
    );
}

/// The same as JSON: documents by provider.
pub fn read_object(read: &Read) -> Value {
    json!(read.providers.iter().cloned().collect::<std::collections::BTreeMap<String, usize>>())
}
