//! A lane: the visits of some providers, read ahead and recorded one after the other.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use archive::{Archive, VisitRecords};
use chrono::{DateTime, Utc};
use futures_util::{StreamExt, stream};
use model::{Capture, DocumentKind, IncidentTerms, RecordPlace};
use store::{PastVisit, Rebuild};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::past;
use crate::reading::{Reading, nothing, on_deep_stack, read_capture};
use crate::schedule::{self, Pace};

/// Documents of a lane that wait or are read for each that is read at the same time.
const AHEAD: usize = 4;

/// Visits that wait in a lane.
const WAITING: usize = 16;

/// Captures of others that are put back at once.
const BATCH: usize = 256;

/// Bytes of their bodies that are held for it, about.
const BATCH_BYTES: usize = 16 << 20;

/// A visit on its way into a lane.
pub struct Job {
    /// What its records say.
    pub records: Box<VisitRecords>,
    /// Where the body stands that its revisit refers to.
    pub body: Option<RecordPlace>,
}

/// What a lane needs.
#[derive(Clone)]
pub struct Lane {
    /// Where the records are.
    pub archive: Arc<Archive>,
    /// Where the facts go.
    pub rebuild: Rebuild,
    /// What incidents are recognised by.
    pub incidents: Arc<[IncidentTerms]>,
    /// Documents that are read ahead.
    pub width: usize,
}

/// Lanes side by side. A provider is always in the same one, so that its visits stay in order.
pub struct Lanes {
    entrances: Vec<mpsc::Sender<Job>>,
    running: JoinSet<anyhow::Result<(u64, Vec<String>)>>,
}

impl Lanes {
    /// So many lanes of this kind.
    pub fn start(lane: &Lane, width: usize) -> Self {
        let (mut entrances, mut running) = (Vec::new(), JoinSet::new());
        for _ in 0..width.max(1) {
            let (entrance, jobs) = mpsc::channel(WAITING);
            entrances.push(entrance);
            running.spawn(lane.clone().run(jobs));
        }
        Self { entrances, running }
    }

    /// Puts a visit into the lane of its provider; false where that lane has failed, of which [`Lanes::end`] tells.
    pub async fn send(&self, provider: &str, job: Job) -> bool {
        let mut hasher = DefaultHasher::new();
        provider.hash(&mut hasher);
        let lanes = u64::try_from(self.entrances.len()).unwrap_or(1).max(1);
        let lane = usize::try_from(hasher.finish() % lanes).ok().and_then(|lane| self.entrances.get(lane));
        match lane {
            Some(entrance) => entrance.send(job).await.is_ok(),
            None => false,
        }
    }

    /// Waits for all of them; how many visits were recorded, and what is missing of others.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn end(mut self) -> anyhow::Result<(u64, Vec<String>)> {
        self.entrances.clear();
        let (mut recorded, mut missing) = (0, Vec::new());
        while let Some(lane) = self.running.join_next().await {
            let (more, damage) = lane??;
            recorded += more;
            missing.extend(damage);
        }
        Ok((recorded, missing))
    }
}

/// A visit that was read.
struct Read {
    past: PastVisit,
    capture: Capture,
    /// What it says; `None` where others made the capture: all of theirs is read at the end, in the order of its time.
    reading: Option<Reading>,
    ended_at: DateTime<Utc>,
}

/// Captures of others that stand behind one another.
#[derive(Default)]
struct Brought {
    all: Vec<(PastVisit, Capture)>,
    bytes: usize,
}

impl Brought {
    /// Whether it has to be written before a capture that refers to `record_id`.
    fn has(&self, record_id: &str) -> bool {
        self.all.iter().filter_map(|(_, it)| it.place.as_ref()).any(|place| place.record_id == record_id)
    }

    fn push(&mut self, past: PastVisit, capture: Capture) {
        self.bytes += capture.response().map_or(0, |response| response.body.len());
        self.all.push((past, capture));
    }

    fn is_full(&self) -> bool {
        self.all.len() >= BATCH || self.bytes >= BATCH_BYTES
    }
}

impl Lane {
    /// Records all that comes, in order; returns how many visits were recorded, and what is missing of others.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn run(self, mut jobs: mpsc::Receiver<Job>) -> anyhow::Result<(u64, Vec<String>)> {
        let (mut recorded, mut missing, mut brought) = (0, Vec::new(), Brought::default());
        let coming = stream::poll_fn(move |context| jobs.poll_recv(context));
        // A task of its own each, so that reading goes on while others are recorded.
        let mut read =
            coming.map(|job| tokio::spawn(self.clone().read(job))).buffered(self.width.max(1) * AHEAD);
        while let Some(next) = read.next().await {
            match next?? {
                Ok(Read { past, capture, reading: None, .. }) => {
                    if past.known.as_ref().is_some_and(|known| brought.has(&known.record_id)) {
                        self.bring(&mut brought).await?;
                    }
                    brought.push(past, capture);
                    if brought.is_full() {
                        self.bring(&mut brought).await?;
                    }
                    recorded += 1;
                }
                Ok(Read { past, capture, reading: Some(reading), ended_at }) => {
                    self.bring(&mut brought).await?;
                    self.record(past, capture, reading, ended_at).await?;
                    recorded += 1;
                }
                Err(damage) => missing.push(damage),
            }
        }
        self.bring(&mut brought).await?;
        Ok((recorded, missing))
    }

    async fn bring(&self, brought: &mut Brought) -> anyhow::Result<()> {
        let all = std::mem::take(brought).all;
        if !all.is_empty() {
            self.rebuild.bring(all, &nothing(DocumentKind::Unparsed)).await?;
        }
        Ok(())
    }

    async fn read(self, job: Job) -> anyhow::Result<Result<Read, String>> {
        let past = past::past_visit(&job.records.metadata);
        let source = self.rebuild.source(&past).await?;
        let (archive, incidents) = (Arc::clone(&self.archive), Arc::clone(&self.incidents));
        let read = move || {
            let (at, ended_at) = (job.records.place.clone(), job.records.ended_at());
            let visit = past::visit_to_read(&past, source);
            match past::capture(&archive, *job.records, visit, job.body.as_ref()) {
                Ok(capture) => {
                    let own = capture.exchange.provenance.is_none();
                    let reading = own.then(|| read_capture(&capture, &incidents));
                    Ok(Read { past, capture, reading, ended_at })
                }
                Err(problem) => Err(format!("{}:{}: {problem}", at.segment, at.offset)),
            }
        };
        Ok(on_deep_stack(read).await?)
    }

    async fn record(
        &self,
        past: PastVisit,
        mut capture: Capture,
        mut reading: Reading,
        ended_at: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let visit = self.rebuild.visit(&past).await?;
        let before = std::mem::replace(&mut capture.exchange.visit, visit);
        let source = &capture.exchange.visit.source;
        let read_for = (&before.source.link_selector, &before.source.incident);
        if read_for != (&source.link_selector, &source.incident) {
            // Only the row of its address says to which source an old record belongs.
            let (again, incidents) = (capture.clone(), Arc::clone(&self.incidents));
            reading = on_deep_stack(move || read_capture(&again, &incidents)).await?;
        }
        // Chance makes the jitter of retries, which is none of what is derived.
        let plan = schedule::plan(&capture, &reading, Pace::of_ours(), ended_at, 0.5);
        self.rebuild.record(&capture, &reading.extraction, &reading.mentions, &plan, ended_at).await?;
        Ok(())
    }
}
