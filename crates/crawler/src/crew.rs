//! The crew: takes visits from the frontier and runs the line on several at once, politely.

use std::sync::Arc;
use std::time::Duration;

use archive::ArchiveError;
use chrono::TimeDelta;
use model::{Clock, Receipt, Visit};
use store::{Claim, Scope};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use crate::catching_up::{self, Tried};
use crate::line::{Line, LineError};
use crate::people::{self, Kept};

/// How long a worker that has nothing to do waits before it asks again.
const IDLE: Duration = Duration::from_secs(5);

/// How long a run that is to end waits for a host that rests. What is due there is left to the next run.
const PATIENCE: Duration = Duration::from_secs(120);

/// What is said when a run is asked to stop.
pub const STOPPING: &str = "finishing the visits under way; once more to stop at once";

/// How often closed segments are moved into the archive's store.
const MOVING: Duration = Duration::from_secs(60);

/// How often counts of looks and the search are brought up to date.
const UPKEEP: Duration = Duration::from_secs(60);

/// The shortest wait.
const BREATH: Duration = Duration::from_millis(10);

/// How a crew works.
#[derive(Debug, Clone)]
pub struct Crew {
    /// Which providers.
    pub scope: Scope,
    /// How many politeness groups at the same time.
    pub width: usize,
    /// Ends when nothing is due, instead of waiting for what becomes due.
    pub once: bool,
    /// Names this process in the leases.
    pub worker: String,
}

/// What a run did.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Finished visits.
    pub visits: usize,
    /// New posts.
    pub posts: usize,
    /// New revisions of known posts.
    pub revisions: usize,
    /// New communications.
    pub communications: usize,
    /// New addresses.
    pub found: usize,
    /// Visits by outcome, as in `observations.outcome`.
    pub outcomes: std::collections::BTreeMap<String, usize>,
    /// Whether something was left that is due, since its host rests for longer than a run waits.
    pub left: bool,
    /// Whether it was stopped before it was done.
    pub interrupted: bool,
}

/// Hears of each finished visit: progress bars and log lines.
pub trait Listener: Send {
    /// A visit is finished.
    fn finished(&mut self, address: &str, receipt: &Receipt, tally: &Tally);

    /// The crew is alive: said every few seconds, also while there is nothing to do.
    fn beat(&mut self) {}

    /// The crew was asked to stop: no further visit is begun.
    fn stopping(&mut self) {
        tell!("{STOPPING}");
    }
}

impl Crew {
    /// Runs until nothing is due (`once`), until `stop` is cancelled, or until a stage fails for good.
    /// When `stop` is cancelled, no further visit is claimed and those under way are finished.
    ///
    /// # Errors
    /// When the archive cannot be written, or the database went away and did not come back.
    pub async fn run(
        &self,
        line: &Line,
        stop: &CancellationToken,
        ear: &mut dyn Listener,
    ) -> Result<Tally, LineError> {
        let line = Arc::new(Line { room: line.room.until(stop), ..line.clone() });
        let moving = tokio::spawn(keep_moving(Arc::clone(&line))).abort_handle();
        let until = stop.child_token();
        let upkeep = tokio::spawn(keep_up(Arc::clone(&line), until.clone()));
        let crew = Arc::new(self.clone());
        let mut under_way: JoinSet<Turned> = JoinSet::new();
        let mut tally = Tally::default();
        let (mut failed, mut told, mut next) = (None, false, None);
        loop {
            ear.beat();
            let mut rest = None;
            while failed.is_none() && !stop.is_cancelled() && under_way.len() < self.width {
                let claim = match next.take() {
                    Some(claim) => claim,
                    // It waits for as long as the disk of the database is full.
                    None => while_alive(ear, self.claim(&line, stop)).await,
                };
                match claim {
                    Ok(Claim::Visit(visit)) => {
                        under_way.spawn(turn(Arc::clone(&crew), Arc::clone(&line), *visit, stop.clone()));
                    }
                    Ok(Claim::Wait(time)) => {
                        let leaves = self.once && time > PATIENCE && under_way.is_empty();
                        if leaves {
                            tally.left = true;
                            let rest_s = time.as_secs();
                            tracing::info!(
                                rest_s,
                                "what is left is due at hosts that rest; the next run goes on there"
                            );
                        }
                        rest = (!leaves).then_some(time);
                        break;
                    }
                    Ok(Claim::Idle) => {
                        rest = (!self.once).then_some(IDLE);
                        break;
                    }
                    Err(_) if stop.is_cancelled() => {}
                    // What is under way is finished all the same: its bytes may be in the archive already.
                    Err(error) => failed = Some(error),
                }
            }
            let ending = failed.is_some() || stop.is_cancelled();
            if let Some(Ok(Claim::Visit(visit))) = next.take() {
                give_back(&line, &visit).await;
            }
            if stop.is_cancelled() && !told {
                told = true;
                ear.stopping();
            }
            if under_way.is_empty() && (ending || rest.is_none()) {
                break;
            }
            let nap = nap(&line.clock, rest.unwrap_or(IDLE), under_way.is_empty());
            tokio::select! {
                Some(turned) = under_way.join_next(), if !under_way.is_empty() => match turned {
                    Ok(turned) => {
                        next = turned.next;
                        match turned.done {
                            Ok(receipt) => {
                                tally.add(&receipt);
                                ear.finished(&turned.address, &receipt, &tally);
                            }
                            // It waited for room on the disk, and was stopped: its address stays due.
                            Err(LineError::Archive(ArchiveError::Full { .. })) if stop.is_cancelled() => {}
                            Err(error) => failed = failed.or(Some(error)),
                        }
                    }
                    Err(error) => failed = failed.or(Some(error.into())),
                },
                () = tokio::time::sleep(nap), if !ending => {}
                () = stop.cancelled(), if !ending => {}
            }
        }
        moving.abort();
        // What it has begun it ends or gives up: a statement that was sent would go on without it.
        until.cancel();
        let (mut tried, mut kept) = upkeep.await?;
        catch_up(&line).await;
        if failed.is_none() {
            keep_people(&line, &mut kept).await;
            catching_up::beside(&line, stop, &mut tried).await;
        }
        if line.archive.has_store() {
            line.archive.close();
            move_closed(&line).await;
        }
        tally.interrupted = stop.is_cancelled();
        failed.map_or(Ok(tally), Err)
    }

    async fn claim(&self, line: &Line, stop: &CancellationToken) -> Result<Claim, LineError> {
        line.check_clock(stop).await?;
        let claim = || line.store.visit_claim(&self.scope, line.clock.now(), &self.worker);
        Ok(line.database.patiently_until(stop, claim).await?)
    }
}

impl Tally {
    fn add(&mut self, receipt: &Receipt) {
        self.visits += 1;
        self.posts += receipt.posts.len();
        self.revisions += receipt.revisions.len();
        self.communications += receipt.communications;
        self.found += receipt.found.len();
        *self.outcomes.entry(receipt.outcome.clone()).or_default() += 1;
    }
}

/// Does the work, and says meanwhile that the crew is alive.
async fn while_alive<T>(ear: &mut dyn Listener, work: impl Future<Output = T>) -> T {
    let mut work = std::pin::pin!(work);
    loop {
        tokio::select! {
            done = &mut work => return done,
            () = tokio::time::sleep(IDLE) => ear.beat(),
        }
    }
}

/// How long to wait in real time. A simulated clock is moved on instead where nothing is under way; the
/// rest of a politeness group is real all the same, so it is asked about again soon.
fn nap(clock: &Clock, rest: Duration, alone: bool) -> Duration {
    let rest = rest.clamp(BREATH, IDLE);
    let passed = alone && TimeDelta::from_std(rest).is_ok_and(|time| clock.skip(time));
    if passed { BREATH } else { rest }
}

/// Moves closed segments into the archive's store now and then, where there is one.
async fn keep_moving(line: Arc<Line>) {
    while line.archive.has_store() {
        move_closed(&line).await;
        tokio::time::sleep(MOVING).await;
    }
}

/// What cannot be moved stays on the disk, where it is as good, until the next time.
async fn move_closed(line: &Line) {
    match line.archive.move_closed().await {
        Ok(0) => {}
        Ok(segments) => tracing::info!(segments, "closed archive files are in the store"),
        Err(error) => tracing::warn!(%error, "closed archive files stay on the disk for now"),
    }
}

/// Sees now and then to what follows from seeds and people for what was archived before, keeps what they say, and brings
/// counts of looks and the search up to date.
async fn keep_up(line: Arc<Line>, until: CancellationToken) -> (Tried, Kept) {
    let (mut tried, mut kept) = (Tried::default(), Kept::default());
    loop {
        keep_people(&line, &mut kept).await;
        catching_up::beside(&line, &until, &mut tried).await;
        tokio::select! {
            () = tokio::time::sleep(UPKEEP) => {}
            () = until.cancelled() => return (tried, kept),
        }
        catch_up(&line).await;
    }
}

async fn keep_people(line: &Line, kept: &mut Kept) {
    if line.keeps_people {
        people::keep(&line.store, &line.archive, kept).await;
    }
}

/// What is not done waits until the next time, and is worked out on the fly where it is asked for.
async fn catch_up(line: &Line) {
    if let Err(error) = line.store.catch_up().await {
        tracing::warn!(%error, "counts of looks and the search are brought up to date later");
    }
}

/// What one turn of the line came to.
struct Turned {
    address: String,
    done: Result<Receipt, LineError>,
    /// What was claimed right behind it; `None` where nothing was to be claimed.
    next: Option<Result<Claim, LineError>>,
}

/// One turn of the line, and the next claim: where each worker claims for itself, none waits for another's claim.
async fn turn(crew: Arc<Crew>, line: Arc<Line>, visit: Visit, stop: CancellationToken) -> Turned {
    let address = visit.url.to_string();
    let keep = line.keep_lease(&visit);
    let span = tracing::info_span!(
        "visit",
        address = address.as_str(),
        provider = visit.source.provider.as_str(),
        group = visit.group.as_str(),
        role = visit.role.as_str(),
        outcome = tracing::field::Empty,
        status = tracing::field::Empty,
        cause = tracing::field::Empty,
        bytes = tracing::field::Empty,
        fetch_ms = tracing::field::Empty,
        append_ms = tracing::field::Empty,
        extract_ms = tracing::field::Empty,
        record_ms = tracing::field::Empty,
    );
    line.metrics.begun();
    let done = line.run(visit).instrument(span).await;
    line.metrics.ended();
    keep.abort();
    let next = match done.is_ok() && !stop.is_cancelled() {
        true => Some(crew.claim(&line, &stop).await),
        false => None,
    };
    Turned { address, done, next }
}

/// Gives a visit back that was claimed and is not made, since the run ends.
async fn give_back(line: &Line, visit: &Visit) {
    if let Err(error) = line.store.visit_release(visit).await {
        tracing::warn!(%error, address = %visit.url, "the lease could not be given back; it runs out by itself");
    }
}
