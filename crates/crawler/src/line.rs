//! The line: one visit from an address to facts in the database.

use std::sync::Arc;
use std::time::{Duration, Instant};

use archive::{Archive, ArchiveError};
use fetcher::Fetcher;
use model::{Capture, Clock, Exchange, IncidentTerms, Receipt, Visit};
use store::{Store, StoreError};
use tokio::task::AbortHandle;
use tokio_util::sync::CancellationToken;

use crate::chance::Chance;
use crate::clock_watch::ClockWatch;
use crate::database::{Database, clocks_apart};
use crate::metrics::{Metrics, StageTimes};
use crate::reading::{self, Reading};
use crate::room::Room;
use crate::schedule::{self, Cause, Pace};

/// How often the lease of a visit under way is prolonged.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The five stages, joined. Cheap to clone.
#[derive(Clone)]
pub struct Line {
    /// Address to bytes.
    pub fetcher: Arc<Fetcher>,
    /// Bytes to durable records.
    pub archive: Arc<Archive>,
    /// Facts to rows.
    pub store: Store,
    /// The server behind `store`.
    pub database: Database,
    /// What incidents are recognised by.
    pub incidents: Arc<[IncidentTerms]>,
    /// Where the time comes from.
    pub clock: Clock,
    /// Whether that time is still right.
    pub clock_watch: ClockWatch,
    /// Where the jitter of retries comes from.
    pub chance: Chance,
    /// Whether the disk has room.
    pub room: Room,
    /// What this process counts.
    pub metrics: Metrics,
    /// Time between two requests to one politeness group, at least.
    pub delay: Duration,
    /// Whether the servers are our own, so that none of them rests for what it answers.
    pub own_servers: bool,
    /// Whether what people said is kept in the archive; nobody says anything in the demo.
    pub keeps_people: bool,
    /// Whether every look asks for the whole body, without validators.
    pub always_whole: bool,
}

/// Why a visit could not be finished. The next run visits the address again.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// Nothing was stored.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The bytes are in the archive; the rows are not in the database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The clock of this machine, or that of the database, went wrong. Nothing was stored.
    #[error("{0}")]
    Clock(String),
    /// A stage was cut off.
    #[error("a stage was cut off: {0}")]
    Stage(#[from] tokio::task::JoinError),
}

impl Line {
    /// One turn of the line.
    ///
    /// # Errors
    /// When the archive cannot be written or the database does not take the rows. What the web does
    /// wrong is no error: it is an observation.
    pub async fn run(&self, mut visit: Visit) -> Result<Receipt, LineError> {
        visit.whole = self.always_whole || schedule::asks_whole(&visit, self.clock.now());
        let mut laps = Laps::begin();
        let exchange = self.fetcher.fetch(visit, self.delay).await; // address → bytes as received
        laps.lap(0);
        if self.clock_watch.is_set_anew(self.clock.now(), Instant::now()) {
            self.compare_clocks(self.room.stop()).await?;
        }
        let capture = self.append(exchange).await?; //                 bytes → durable WARC records and digests
        laps.lap(1);
        let found = self.extract(&capture).await?; //                  bytes → posts, updates, links, notes
        laps.lap(2);
        let receipt = self.record(&capture, &found).await?; //         facts → one transaction
        laps.lap(3);
        let cause = schedule::cause_of(&capture, &found.extraction);
        self.told(&capture, cause, &receipt, &laps.times);
        Ok(receipt)
    }

    /// Compares our clock with that of the server where there is doubt about it: what a wrong one says of a look would be
    /// wrong for ever.
    ///
    /// # Errors
    /// When the two are too far apart, or the database cannot be asked.
    pub async fn check_clock(&self, stop: &CancellationToken) -> Result<(), LineError> {
        match self.clock_watch.is_in_doubt(self.clock.now(), Instant::now()) {
            true => self.compare_clocks(stop).await,
            false => Ok(()),
        }
    }

    async fn compare_clocks(&self, stop: &CancellationToken) -> Result<(), LineError> {
        if self.clock.is_simulated() {
            return Ok(());
        }
        let ask = || async {
            let server = self.store.server_time().await?;
            Ok((server, self.clock.now(), Instant::now()))
        };
        let (server, own, tick) = self.database.patiently_until(stop, ask).await?;
        if let Some(text) = clocks_apart(own, server) {
            return Err(LineError::Clock(text));
        }
        self.clock_watch.is_right(own, tick);
        Ok(())
    }

    /// Counts a finished visit, and fills in its span (`docs/OPERATING.md` lists the names and units).
    fn told(&self, capture: &Capture, cause: Option<Cause>, receipt: &Receipt, times: &StageTimes) {
        self.metrics.finished(capture, cause, receipt, times, self.clock.now());
        let span = tracing::Span::current();
        let bytes: usize = capture.exchange.hops.iter().map(|hop| hop.response.body.len()).sum();
        span.record("outcome", receipt.outcome.as_str());
        span.record("status", capture.response().map(|response| response.status));
        span.record("cause", cause.map(Cause::as_str));
        span.record("bytes", bytes);
        for (name, time) in ["fetch_ms", "append_ms", "extract_ms", "record_ms"].iter().zip(times) {
            span.record(*name, u64::try_from(time.as_millis()).unwrap_or(u64::MAX));
        }
        tracing::debug!(
            target: "visit",
            posts = receipt.posts.len(),
            revisions = receipt.revisions.len(),
            communications = receipt.communications,
            found = receipt.found.len(),
            "visit finished"
        );
    }

    /// Packs on a thread that computes, writes and syncs on one that waits: what waits for the disk keeps no memory
    /// that packing takes.
    async fn append(&self, exchange: Exchange) -> Result<Arc<Capture>, LineError> {
        let given = exchange.clone();
        let packed = Arc::new(reading::on_deep_stack(move || archive::pack(&given)).await??);
        loop {
            let (archive, packed, given) = (Arc::clone(&self.archive), Arc::clone(&packed), exchange.clone());
            match tokio::task::spawn_blocking(move || archive.append_packed(&packed, given)).await? {
                Err(ArchiveError::Full { folder, .. }) if self.room.wait(&folder).await => {}
                done => {
                    let capture = done?;
                    self.room.found();
                    return Ok(Arc::new(capture));
                }
            }
        }
    }

    async fn extract(&self, capture: &Arc<Capture>) -> Result<Reading, LineError> {
        let (capture, incidents) = (Arc::clone(capture), Arc::clone(&self.incidents));
        Ok(reading::on_deep_stack(move || reading::read_capture(&capture, &incidents)).await?)
    }

    async fn record(&self, capture: &Capture, found: &Reading) -> Result<Receipt, LineError> {
        let now = self.clock.now();
        let pace = Pace { delay: self.delay, is_own: self.own_servers };
        let plan = schedule::plan(capture, found, pace, now, self.chance.draw());
        let record = || self.store.visit_record(capture, &found.extraction, &found.mentions, &plan, now);
        Ok(self.database.patiently(self.room.stop(), record).await?)
    }

    /// Prolongs the lease of `visit` while it is under way; abort it when the visit is done.
    pub fn keep_lease(&self, visit: &Visit) -> AbortHandle {
        let (store, visit) = (self.store.clone(), visit.clone());
        let beat = async move {
            loop {
                tokio::time::sleep(HEARTBEAT).await;
                if let Err(error) = store.visit_extend(&visit).await {
                    tracing::warn!(error = %error, address = %visit.url, "the lease could not be prolonged");
                }
            }
        };
        tokio::spawn(beat).abort_handle()
    }
}

/// The stop-watch of one visit.
struct Laps {
    since: Instant,
    times: StageTimes,
}

impl Laps {
    fn begin() -> Self {
        Self { since: Instant::now(), times: StageTimes::default() }
    }

    /// Ends the time of that stage and begins the next.
    fn lap(&mut self, stage: usize) {
        let now = Instant::now();
        if let Some(time) = self.times.get_mut(stage) {
            *time = now - self.since;
        }
        self.since = now;
    }
}
