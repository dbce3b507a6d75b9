//! A lane: the visits of some providers, read ahead and recorded one after the other.

use std::sync::Arc;
use std::time::Duration;

use archive::{Archive, VisitRecords};
use chrono::{DateTime, Utc};
use futures_util::{StreamExt, stream};
use model::{Capture, IncidentTerms, RecordPlace};
use store::{PastVisit, Rebuild};
use tokio::sync::mpsc;

use super::past;
use crate::reading::{Reading, on_deep_stack, read_capture};
use crate::schedule;

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
    pub archive: Arc<Archive>,
    pub rebuild: Rebuild,
    pub incidents: Arc<[IncidentTerms]>,
    /// Documents that are read ahead.
    pub width: usize,
}

/// A visit that was read.
struct Read {
    past: PastVisit,
    capture: Capture,
    reading: Reading,
    ended_at: DateTime<Utc>,
}

impl Lane {
    /// Records all that comes, in order; returns how many visits were recorded, and what is missing of others.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn run(self, mut jobs: mpsc::Receiver<Job>) -> anyhow::Result<(u64, Vec<String>)> {
        let (mut recorded, mut missing) = (0, Vec::new());
        let coming = stream::poll_fn(move |context| jobs.poll_recv(context));
        let mut read = coming.map(|job| self.read(job)).buffered(self.width.max(1));
        while let Some(next) = read.next().await {
            match next? {
                Ok(read) => {
                    self.record(read).await?;
                    recorded += 1;
                }
                Err(damage) => missing.push(damage),
            }
        }
        Ok((recorded, missing))
    }

    async fn read(&self, job: Job) -> anyhow::Result<Result<Read, String>> {
        let past = past::past_visit(&job.records.metadata);
        let source = self.rebuild.source(&past).await?;
        let (archive, incidents) = (Arc::clone(&self.archive), Arc::clone(&self.incidents));
        let read = move || {
            let (at, ended_at) = (job.records.place.clone(), job.records.ended_at());
            let visit = past::visit_to_read(&past, source);
            match past::capture(&archive, *job.records, visit, job.body.as_ref()) {
                Ok(capture) => {
                    let reading = read_capture(&capture, &incidents);
                    Ok(Read { past, capture, reading, ended_at })
                }
                Err(problem) => Err(format!("{}:{}: {problem}", at.segment, at.offset)),
            }
        };
        Ok(on_deep_stack(read).await?)
    }

    async fn record(&self, read: Read) -> anyhow::Result<()> {
        let Read { past, mut capture, mut reading, ended_at } = read;
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
        let plan = schedule::plan(&capture, &reading, Duration::ZERO, ended_at, 0.5);
        self.rebuild.record(&capture, &reading.extraction, &reading.mentions, &plan, ended_at).await?;
        Ok(())
    }
}
