//! The whole of a rebuild: the archive is read once, and each visit goes to the lane of its provider.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use archive::{Archive, VisitRecords};
use model::{Clock, IncidentTerms, RecordPlace};
use store::{Beginning, RebuildTally, Store};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::lanes::{Job, Lane};
use super::sequence::Sequence;

/// Visits that wait in a lane.
const WAITING: usize = 16;

/// What a rebuild needs.
pub struct Rebuilder {
    /// Where the records are.
    pub archive: Arc<Archive>,
    /// Where the facts go.
    pub store: Store,
    /// What incidents are recognised by.
    pub incidents: Arc<[IncidentTerms]>,
    /// Where the time comes from.
    pub clock: Clock,
    /// Providers that are worked on at the same time.
    pub width: usize,
    /// The visits that are to be recorded, by the id of their metadata record; all of them where there is none.
    pub only: Option<BTreeSet<u128>>,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Rebuilt {
    /// Whether it went on with one that was stopped.
    pub went_on: bool,
    /// How many visits were what.
    pub tally: RebuildTally,
    /// Visits that were recorded before.
    pub before: u64,
    /// Visits of which the record does not name the source: those of older versions.
    pub without_source: u64,
    /// What cannot be read, by segment and offset.
    pub damaged: Vec<String>,
    /// Whether it was stopped before its end.
    pub stopped: bool,
}

impl Rebuilder {
    /// Records what the archive holds and the database does not. Stopped by `stop`, it goes on where it was when it
    /// is run again. `seen` is told of each visit of the archive.
    ///
    /// # Errors
    /// When the database cannot be used. What was recorded stays.
    pub async fn run(
        &self,
        mut sequence: Sequence,
        stop: &CancellationToken,
        mut seen: impl FnMut(&Rebuilt),
    ) -> anyhow::Result<Rebuilt> {
        let beginning = self.store.rebuild_begin(self.clock.now()).await?;
        let mut done = Rebuilt { went_on: beginning.goes_on, ..Rebuilt::default() };
        let rebuild = self.store.rebuild();
        let lane = Lane {
            archive: Arc::clone(&self.archive),
            rebuild: rebuild.clone(),
            incidents: Arc::clone(&self.incidents),
            width: self.width,
        };
        let (mut entrances, mut lanes) = (Vec::new(), JoinSet::new());
        for _ in 0..self.width.max(1) {
            let (entrance, jobs) = mpsc::channel(WAITING);
            entrances.push(entrance);
            lanes.spawn(lane.clone().run(jobs));
        }
        let mut bodies = BTreeMap::new();
        while let Some(step) = sequence.next().await {
            if stop.is_cancelled() {
                done.stopped = true;
                break;
            }
            match step {
                Err(damage) => {
                    done.damaged.push(format!("{}:{}: {}", damage.segment, damage.offset, damage.reason))
                }
                Ok(records) => {
                    let body = keep_bodies(&mut bodies, &records);
                    if self.is_wanted(&beginning, &records, &mut done) {
                        done.without_source += u64::from(records.metadata.source.is_none());
                        let entrance = lane_of(&entrances, &records.metadata.provider);
                        // A lane that failed receives no more; its error is told below.
                        if let Some(entrance) = entrance
                            && entrance.send(Job { records, body }).await.is_err()
                        {
                            break;
                        }
                    }
                    seen(&done);
                }
            }
        }
        drop(entrances);
        while let Some(lane) = lanes.join_next().await {
            let (recorded, missing) = lane??;
            done.tally.recorded += recorded;
            done.damaged.extend(missing);
        }
        rebuild.close().await?;
        done.tally.damaged = done.damaged.len() as u64;
        if !done.stopped {
            self.store.rebuild_finish(done.tally, self.clock.now()).await?;
        }
        Ok(done)
    }

    /// Whether a visit is to be recorded; counts it where it is not.
    fn is_wanted(&self, beginning: &Beginning, records: &VisitRecords, done: &mut Rebuilt) -> bool {
        let id = &records.place.record_id;
        if beginning.has(id) {
            done.before += 1;
            return false;
        }
        let of_before = beginning
            .newest
            .get(&records.metadata.provider)
            .is_some_and(|newest| records.ended_at() <= *newest);
        let unnamed = self.only.as_ref().is_some_and(|only| !store::has_record(only, id));
        if of_before || unnamed {
            done.tally.left_out += 1;
        }
        !of_before && !unnamed
    }
}

/// Remembers where bodies stand, and says where that of this visit's revisit does.
fn keep_bodies(bodies: &mut BTreeMap<String, RecordPlace>, records: &VisitRecords) -> Option<RecordPlace> {
    let known = records.metadata.known.as_ref().and_then(|known| bodies.get(&known.record_id).cloned());
    if let Some(last) = records.hops.last().filter(|hop| hop.kind == model::CaptureKind::Response) {
        bodies.insert(last.place.record_id.clone(), last.place.clone());
    }
    known
}

/// The lane of a provider: always the same one, so that its visits stay in order.
fn lane_of<'a>(entrances: &'a [mpsc::Sender<Job>], provider: &str) -> Option<&'a mpsc::Sender<Job>> {
    let mut hasher = DefaultHasher::new();
    provider.hash(&mut hasher);
    let lanes = u64::try_from(entrances.len()).unwrap_or(1).max(1);
    entrances.get(usize::try_from(hasher.finish() % lanes).unwrap_or(0))
}
