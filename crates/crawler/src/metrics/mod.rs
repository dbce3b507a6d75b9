//! Numbers of a running process, for Prometheus.

mod catalogue;
mod server;
mod text;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use model::{Capture, Receipt};

use crate::schedule::Cause;

pub use catalogue::{CATALOGUE, Kind, Metric};
pub use server::MetricsServer;

/// Upper bounds of the durations of visits, in seconds.
const BOUNDS_S: [f64; 8] = [0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 60.0, 120.0];

/// The stages, in the order of the line.
const STAGES: [&str; 4] = ["fetch", "append", "extract", "record"];

/// What a process counts. Cheap to clone; all clones count together.
#[derive(Debug, Clone, Default)]
pub struct Metrics(Arc<Mutex<Counts>>);

/// The numbers themselves.
#[derive(Debug, Clone, Default)]
struct Counts {
    outcomes: BTreeMap<String, u64>,
    causes: BTreeMap<&'static str, u64>,
    durations: [u64; BOUNDS_S.len() + 1],
    duration_s: f64,
    stages_s: [f64; STAGES.len()],
    received: u64,
    new: BTreeMap<&'static str, u64>,
    under_way: u64,
    last_visit_at: Option<DateTime<Utc>>,
    last_success_at: Option<DateTime<Utc>>,
}

/// How long the stages of one visit took, in the order of the line.
pub type StageTimes = [Duration; STAGES.len()];

impl Metrics {
    /// A visit begins.
    pub fn begun(&self) {
        self.counts().under_way += 1;
    }

    /// A visit ended, finished or not.
    pub fn ended(&self) {
        let mut counts = self.counts();
        counts.under_way = counts.under_way.saturating_sub(1);
    }

    /// A visit is finished: what it brought, why it failed where it did, and how long its stages took.
    pub fn finished(
        &self,
        capture: &Capture,
        cause: Option<Cause>,
        receipt: &Receipt,
        times: &StageTimes,
        now: DateTime<Utc>,
    ) {
        let whole_s = times.iter().sum::<Duration>().as_secs_f64();
        let mut counts = self.counts();
        *counts.outcomes.entry(receipt.outcome.clone()).or_default() += 1;
        if let Some(cause) = cause {
            *counts.causes.entry(cause.as_str()).or_default() += 1;
        }
        let bin = BOUNDS_S.iter().position(|bound| whole_s <= *bound).unwrap_or(BOUNDS_S.len());
        if let Some(bin) = counts.durations.get_mut(bin) {
            *bin += 1;
        }
        counts.duration_s += whole_s;
        for (sum, time) in counts.stages_s.iter_mut().zip(times) {
            *sum += time.as_secs_f64();
        }
        let bytes: usize = capture.exchange.hops.iter().map(|hop| hop.response.body.len()).sum();
        counts.received = counts.received.saturating_add(bytes as u64);
        let new = [
            ("posts", receipt.posts.len()),
            ("revisions", receipt.revisions.len()),
            ("communications", receipt.communications),
            ("addresses", receipt.found.len()),
        ];
        for (what, number) in new {
            *counts.new.entry(what).or_default() += number as u64;
        }
        counts.last_visit_at = Some(now);
        if matches!(receipt.outcome.as_str(), "answered" | "unchanged") {
            counts.last_success_at = Some(now);
        }
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
