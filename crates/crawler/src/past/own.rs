//! Files that this program exported: their visits come in as they were recorded, the records copied as they stand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::Result;
use archive::{Archive, VisitRecords};
use chrono::{DateTime, TimeDelta, Utc};
use model::{CaptureKind, IncidentTerms, RecordPlace};
use store::{Rebuild, Store, Turns};
use tokio_util::sync::CancellationToken;

use super::files::Part;
use super::merged::{Copied, Merged};
use crate::rebuilding::{Job, Lane, Lanes};

/// Visits that are copied into the archive and recorded at once, at most: so long wait those that a crawl makes meanwhile.
const BATCH: usize = 512;

/// Bytes that are copied at once, about.
const BATCH_BYTES: usize = 16 << 20;

/// A visit's records are written soon after its end: one that stands further behind a later one stands in no order.
const SLACK: TimeDelta = TimeDelta::minutes(10);

/// What came of the visits of some files.
#[derive(Debug, Default)]
pub struct OwnVisits {
    /// Visits that were not here before.
    pub recorded: usize,
    /// Those of them with an answer.
    pub captures: usize,
    /// Answers that were here before.
    pub held: usize,
    /// The records of all these answers: they are not brought once more as captures of others.
    pub taken: BTreeSet<String>,
    /// Records that cannot be read again where they were copied to.
    pub damaged: Vec<String>,
}

/// Brings visits in that this program recorded elsewhere.
pub struct OwnFiles {
    archive: Arc<Archive>,
    rebuild: Rebuild,
    /// Holds up the visits of a crawl while older ones of the same provider come in.
    turns: Turns,
    incidents: Arc<[IncidentTerms]>,
    width: usize,
    /// The visits that are here, by the id of their metadata record.
    here: BTreeSet<u128>,
    /// The last look at each provider that did not come in here, before which nothing can be recorded as it was the first
    /// time: one that was here before, or that a crawl makes beside the import.
    newest: BTreeMap<String, DateTime<Utc>>,
    /// The last visit of ours to each provider that came in.
    last: BTreeMap<String, DateTime<Utc>>,
    /// Where bodies stand that revisits refer to.
    bodies: BTreeMap<String, RecordPlace>,
}

impl OwnFiles {
    /// Into this archive and this database, `width` providers at a time.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn new(archive: Arc<Archive>, store: &Store, width: usize) -> Result<Self> {
        Ok(Self {
            archive,
            rebuild: store.rebuild(Vec::new()).in_turn(),
            turns: store.turns().await?,
            incidents: store.incident_terms().await?.into(),
            width,
            here: store.recorded_visits().await?,
            newest: BTreeMap::new(),
            last: BTreeMap::new(),
            bodies: BTreeMap::new(),
        })
    }

    /// Brings the visits of these files in, in the order of their time. Left out are those that come before a look at
    /// their provider which is here, those of which a record is missing or has an id that this program never writes, and
    /// those whose body is nowhere: their answers can be brought as captures of others.
    ///
    /// # Errors
    /// When a file, the archive or the database cannot be used. What was recorded stays.
    pub async fn run(&mut self, parts: Vec<Arc<Part>>, stop: &CancellationToken) -> Result<OwnVisits> {
        let mut visits = Merged::of(parts).await?;
        let (mut done, mut batch, mut bytes) = (OwnVisits::default(), Vec::new(), 0);
        while let Some(visit) = visits.next().await? {
            if stop.is_cancelled() {
                break;
            }
            bytes += visit.bytes.len();
            batch.push(visit);
            if batch.len() >= BATCH || bytes >= BATCH_BYTES {
                self.record(std::mem::take(&mut batch), &mut done).await?;
                bytes = 0;
            }
        }
        self.record(batch, &mut done).await?;
        Ok(done)
    }

    /// Records those of these visits that can be, while no other visit of their providers is recorded.
    async fn record(&mut self, batch: Vec<Copied>, done: &mut OwnVisits) -> Result<()> {
        let slugs: BTreeSet<&str> = batch.iter().map(|it| it.records.metadata.provider.as_str()).collect();
        if slugs.is_empty() {
            return Ok(());
        }
        for (slug, at) in self.turns.take(&slugs, &self.here).await? {
            let newest = self.newest.entry(slug).or_insert(at);
            *newest = at.max(*newest);
        }
        let mut wanted = Vec::new();
        for visit in batch {
            if self.wants(&visit, done, &wanted).await? {
                self.take(&visit.records);
                wanted.push(visit);
            }
        }
        let lane = Lane {
            archive: Arc::clone(&self.archive),
            rebuild: self.rebuild.clone(),
            incidents: Arc::clone(&self.incidents),
            width: self.width,
        };
        let mut lanes = Lanes::start(&lane, self.width);
        self.copy(wanted, &mut lanes, done).await?;
        done.damaged.extend(lanes.end().await?.1);
        Ok(self.turns.give_back().await?)
    }

    /// Waits until all that was recorded is on the disk.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn close(self) -> Result<()> {
        Ok(self.rebuild.close().await?)
    }

    /// Whether a visit can be recorded as it was the first time; counts one that is here.
    async fn wants(&self, visit: &Copied, done: &mut OwnVisits, batch: &[Copied]) -> Result<bool> {
        let records = &visit.records;
        if store::has_record(&self.here, &records.place.record_id) {
            done.held += usize::from(!records.hops.is_empty());
            done.taken.extend(records.hops.iter().map(|hop| hop.place.record_id.clone()));
            return Ok(false);
        }
        let comes_before = |times: &BTreeMap<String, DateTime<Utc>>, slack: TimeDelta| {
            times.get(&records.metadata.provider).is_some_and(|at| records.ended_at() + slack < *at)
        };
        // Captures of others are read in the order of their own time, whatever order they come in.
        let live = records.metadata.provenance.is_none();
        let before =
            comes_before(&self.newest, TimeDelta::zero()) || (live && comes_before(&self.last, SLACK));
        let whole = records.hops.len() == records.metadata.hops.len();
        // Where another program gave the records ids of its own, their answers are brought as captures of others.
        let mut places = records.hops.iter().map(|hop| &hop.place).chain([&records.place]);
        let ours = places.all(|place| store::record_uuid(&place.record_id).is_some());
        if before || !whole || !ours || visit.bytes.is_empty() {
            return Ok(false);
        }
        let refers = records.hops.last().is_some_and(|hop| hop.kind == CaptureKind::SamePayload);
        match records.metadata.known.as_ref().filter(|_| refers) {
            None => Ok(true),
            Some(known) => {
                let in_batch = batch.iter().flat_map(|it| it.records.hops.last());
                let near = self.bodies.contains_key(&known.record_id)
                    || in_batch.into_iter().any(|hop| hop.place.record_id == known.record_id);
                Ok(near || self.rebuild.body_place(&known.record_id).await?.is_some())
            }
        }
    }

    /// Remembers a visit that comes in: where files overlap, it comes only once.
    fn take(&mut self, records: &VisitRecords) {
        self.here.extend(store::record_uuid(&records.place.record_id).map(|id| id.as_u128()));
        if records.metadata.provenance.is_some() {
            return;
        }
        let ended_at = records.ended_at();
        let last = self.last.entry(records.metadata.provider.clone()).or_insert(ended_at);
        *last = ended_at.max(*last);
    }

    /// Copies the records into the archive, and sends the visits to the lanes of their providers.
    async fn copy(&mut self, batch: Vec<Copied>, lanes: &mut Lanes, done: &mut OwnVisits) -> Result<()> {
        if batch.is_empty() {
            return Ok(());
        }
        let (records, bytes): (Vec<_>, Vec<_>) = batch.into_iter().map(|it| (it.records, it.bytes)).unzip();
        let archive = Arc::clone(&self.archive);
        let (segment, starts) = tokio::task::spawn_blocking(move || archive.append_copies(&bytes)).await??;
        for (records, start) in records.into_iter().zip(starts) {
            let records = Box::new(records.copied_to(&segment, start));
            done.recorded += 1;
            done.captures += usize::from(!records.hops.is_empty());
            done.taken.extend(records.hops.iter().map(|hop| hop.place.record_id.clone()));
            let known = records.metadata.known.as_ref().map(|known| known.record_id.clone());
            let body = match known {
                Some(id) => match self.bodies.get(&id) {
                    Some(place) => Some(place.clone()),
                    None => self.rebuild.body_place(&id).await?,
                },
                None => None,
            };
            if let Some(last) = records.hops.last().filter(|hop| hop.kind == CaptureKind::Response) {
                self.bodies.insert(last.place.record_id.clone(), last.place.clone());
            }
            let provider = records.metadata.provider.clone();
            if !lanes.send(&provider, Job { records, body }).await {
                break;
            }
        }
        Ok(())
    }
}
