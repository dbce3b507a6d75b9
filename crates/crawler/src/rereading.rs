//! The last two steps of the line over the archive: what other rules read, read again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use archive::Archive;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use model::{
    Capture, Clock, Exchange, Hop, IncidentTerms, Outcome, RecordPlace, Request, Response, Sha1Digest,
};
use store::{Adopted, ArchivedVisit, Cause, ReadCapture, Rereading, Store};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::reading::{Reading, on_deep_stack, read_capture};

/// Visits that are listed at once.
const PAGE: usize = 200;

/// Documents that are written in one transaction.
const TOGETHER: usize = 32;

/// Documents that wait or are read for each that is read at the same time, so that reading goes on while others are
/// written.
const AHEAD: usize = 16;

/// Where a reading goes.
#[derive(Clone, Copy)]
enum Goal {
    /// Beside what was read before, to take its place.
    Shadow,
    /// Behind what was read before.
    Place,
}

/// What is needed to read a provider's part of the archive again.
#[derive(Clone)]
pub struct Rereader {
    /// Where the records are.
    pub archive: Arc<Archive>,
    /// Where the facts go.
    pub rereading: Rereading,
    /// What incidents are recognised by.
    pub incidents: Arc<[IncidentTerms]>,
    /// Where the time comes from.
    pub clock: Clock,
    /// Documents that are read at the same time.
    pub width: usize,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Reread {
    /// Documents that were read.
    pub documents: usize,
    /// How the rows differ; `None` where they were left as they were.
    pub adopted: Option<Adopted>,
    /// Records that cannot be read. One is enough to leave everything of the provider as it is: its words would
    /// look as if they had never been there.
    pub damaged: Vec<String>,
}

/// How often it is asked whether another process is done.
const PATIENCE: Duration = Duration::from_secs(1);

/// Begins to read again as soon as no other process does; `None` where it was stopped before.
///
/// # Errors
/// When the database cannot be used.
pub async fn begin(store: &Store, stop: &CancellationToken) -> anyhow::Result<Option<Rereading>> {
    let mut told = false;
    while !stop.is_cancelled() {
        if let Some(rereading) = store.reread().await? {
            return Ok(Some(rereading));
        }
        if !told {
            eprintln!(
                "another process reads the archive again (reextract, import, backfill or rebuild); waiting for its end"
            );
            told = true;
        }
        tokio::select! {
            () = tokio::time::sleep(PATIENCE) => {}
            () = stop.cancelled() => {}
        }
    }
    Ok(None)
}

/// What comes next of the providers that are read at the same time.
pub enum Next<T> {
    /// One is done.
    Done(T),
    /// All are.
    End,
    /// It was stopped: those that were under way are left as they were.
    Stopped,
}

/// Waits for the next provider, until `stop` is cancelled.
///
/// # Errors
/// When a task has failed, or the database cannot be used.
pub async fn next<T: 'static>(
    under_way: &mut JoinSet<T>,
    rereading: &Rereading,
    stop: &CancellationToken,
) -> anyhow::Result<Next<T>> {
    tokio::select! {
        biased;
        done = under_way.join_next() => Ok(match done {
            Some(done) => Next::Done(done?),
            None => Next::End,
        }),
        () = stop.cancelled() => {
            under_way.shutdown().await;
            rereading.interrupt().await?;
            Ok(Next::Stopped)
        }
    }
}

impl Rereader {
    /// Reads all of a provider again and puts it in place; what differs is kept as a change of the rules.
    ///
    /// # Errors
    /// When the database cannot be used; everything is as it was then.
    pub async fn run(&self, provider_id: i64) -> anyhow::Result<Reread> {
        self.read_all(provider_id, Cause::Rules(extractor::VERSION)).await
    }

    /// The same where no rule was changed: people said that what was one post is two.
    ///
    /// # Errors
    /// When the database cannot be used; everything is as it was then.
    pub async fn run_due(&self, provider_id: i64) -> anyhow::Result<Reread> {
        self.read_all(provider_id, Cause::Merges).await
    }

    /// The same for several providers of which captures of others were brought: what differs is what they say, and no change
    /// of the rules. What comes behind all that was read of its provider is read together, whoever it is of.
    ///
    /// # Errors
    /// When the database cannot be used; what was read before stays.
    pub async fn run_brought(&self, providers: &[i64]) -> anyhow::Result<BTreeMap<i64, Reread>> {
        let ends = self.rereading.unread_ends(providers).await?;
        let mut done: BTreeMap<i64, Reread> = ends.keys().map(|id| (*id, Reread::default())).collect();
        let captures: Vec<i64> = ends.values().flatten().flatten().copied().collect();
        for page in captures.chunks(PAGE) {
            self.page(page, Goal::Place, &mut done).await?;
        }
        // A crawl may have recorded more in the meantime, which is not to come before what was read now.
        let orders = self.rereading.orders(providers).await?;
        for (provider_id, end) in ends {
            let is_behind =
                |end: Vec<i64>| orders.get(&provider_id).is_some_and(|order| order.ends_with(&end));
            let is_damaged = done.get(&provider_id).is_some_and(|it| !it.damaged.is_empty());
            if !end.is_some_and(|end| is_damaged || is_behind(end)) {
                done.insert(provider_id, self.read_all(provider_id, Cause::Captures).await?);
            }
        }
        Ok(done)
    }

    async fn read_all(&self, provider_id: i64, cause: Cause<'_>) -> anyhow::Result<Reread> {
        let mut done = BTreeMap::new();
        let mut due = self.rereading.due_since(provider_id).await?;
        let (mut order, mut read) = (self.order(provider_id).await?, 0);
        loop {
            for page in order.get(read..).unwrap_or_default().chunks(PAGE) {
                self.page(page, Goal::Shadow, &mut done).await?;
            }
            read = order.len();
            let it: &mut Reread = done.entry(provider_id).or_default();
            if !it.damaged.is_empty() {
                return Ok(std::mem::take(it));
            }
            it.adopted = self.rereading.adopt(provider_id, cause, due, self.clock.now()).await?;
            if it.adopted.is_some() {
                return Ok(std::mem::take(it));
            }
            // More was recorded in the meantime. Where it does not come after all that was read, it is read anew.
            let longer = self.order(provider_id).await?;
            ensure!(
                longer != order,
                "captures of the provider {provider_id} were not read; nothing was changed"
            );
            if !longer.starts_with(&order) {
                self.rereading.forget(provider_id).await?;
                (read, done) = (0, BTreeMap::new());
                due = self.rereading.due_since(provider_id).await?;
            }
            order = longer;
        }
    }

    async fn order(&self, provider_id: i64) -> anyhow::Result<Vec<i64>> {
        Ok(self.rereading.orders(&[provider_id]).await?.remove(&provider_id).unwrap_or_default())
    }

    /// Reads these captures and writes what they say; `done` is told of it by provider.
    async fn page(
        &self,
        captures: &[i64],
        into: Goal,
        done: &mut BTreeMap<i64, Reread>,
    ) -> anyhow::Result<()> {
        let visits = self.rereading.archived(captures).await?;
        // A task of its own each, so that reading goes on while others are written.
        let read = stream::iter(visits).map(|visit| {
            let provider_id = visit.visit.source.provider_id;
            let reading = tokio::spawn(self.clone().read(visit));
            async move { reading.await.map(|read| (provider_id, read)) }
        });
        let read = read.buffered(self.width.max(1) * AHEAD);
        let mut read = read.chunks(TOGETHER);
        while let Some(next) = read.next().await {
            let mut together = Vec::new();
            for it in next {
                let (provider_id, it) = it?;
                let of_provider = done.entry(provider_id).or_default();
                match it? {
                    Ok(read) => {
                        of_provider.documents += 1;
                        together.push(read);
                    }
                    Err(damage) => of_provider.damaged.push(damage),
                }
            }
            let all: Vec<ReadCapture<'_>> = together
                .iter()
                .map(|(visit, capture, reading)| ReadCapture {
                    capture,
                    extraction: &reading.extraction,
                    mentions: &reading.mentions,
                    capture_id: visit.capture_id,
                    observation_id: visit.observation_id,
                })
                .collect();
            match into {
                _ if all.is_empty() => {}
                Goal::Shadow => self.rereading.record(&all).await?,
                Goal::Place => self.rereading.record_first(&all).await?,
            }
        }
        Ok(())
    }

    async fn read(
        self,
        visit: ArchivedVisit,
    ) -> anyhow::Result<Result<(ArchivedVisit, Capture, Reading), String>> {
        read_archived(&self.archive, &self.incidents, visit).await
    }
}

/// Reads what a visit brought once more; the damage where its records cannot be read.
///
/// # Errors
/// When the reader was cut off.
pub async fn read_archived(
    archive: &Arc<Archive>,
    incidents: &Arc<[IncidentTerms]>,
    visit: ArchivedVisit,
) -> anyhow::Result<Result<(ArchivedVisit, Capture, Reading), String>> {
    let (archive, incidents) = (Arc::clone(archive), Arc::clone(incidents));
    let read = move || match capture(&archive, &visit) {
        Ok(capture) => {
            let reading = read_capture(&capture, &incidents);
            Ok((visit, capture, reading))
        }
        Err(problem) => Err(format!("{}:{}: {problem}", visit.place.segment, visit.place.offset)),
    };
    Ok(on_deep_stack(read).await?)
}

/// The capture of a visit, made from its records.
fn capture(archive: &Archive, visit: &ArchivedVisit) -> Result<Capture, String> {
    let mut response = response(archive, &visit.place)?;
    if let Some(place) = &visit.body_place {
        response.body = self::response(archive, place)?.body;
    }
    let payload_digest: Option<Sha1Digest> =
        visit.payload_digest.as_deref().and_then(|digest| digest.parse().ok());
    let hop = Hop {
        url: visit.target_uri.clone(),
        started_at: visit.fetched_at,
        duration_ms: 0,
        request: Request { method: "GET".to_owned(), headers: Vec::new() },
        response,
        peer: None,
        certificate: None,
    };
    Ok(Capture {
        exchange: Exchange {
            visit: visit.visit.clone(),
            started_at: visit.fetched_at,
            hops: vec![hop],
            outcome: Outcome::Answered,
            robots: None,
            retry_after_s: None,
            provenance: visit.provenance.clone(),
        },
        kind: Some(visit.kind),
        place: Some(visit.place.clone()),
        earlier: Vec::new(),
        payload_digest,
        metadata: visit.place.clone(),
    })
}

fn response(archive: &Archive, place: &RecordPlace) -> Result<Response, String> {
    let record = archive.read(place).map_err(|error| error.to_string())?;
    let mut response = record.response().ok_or("the record holds no response")?;
    if record.kind() == "revisit" {
        response.body = Bytes::new();
    }
    Ok(response)
}
