//! The whole of a rebuild: the archive is read once, and each visit goes to the lane of its provider.

use std::collections::BTreeSet;
use std::sync::Arc;

use archive::{Archive, VisitRecords};
use model::{Clock, IncidentTerms};
use store::{Beginning, RebuildTally, SaidMerge, Store};
use tokio_util::sync::CancellationToken;

use super::bodies::Bodies;
use super::lanes::{Job, Lane, Lanes};
use super::sequence::Sequence;
use crate::past::unread::read_unread;
use crate::rereading::{self, Rereader};

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
    /// What people said of merges and the database does not have yet.
    pub said: Vec<SaidMerge>,
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
    /// Documents of providers with captures of others, which were read in the order of their time.
    pub brought: u64,
    /// What people said of merges and could not be carried over, since none of its posts is there.
    pub unsaid: usize,
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
        let rebuild = self.store.rebuild(self.said.clone());
        let lane = Lane {
            archive: Arc::clone(&self.archive),
            rebuild: rebuild.clone(),
            incidents: Arc::clone(&self.incidents),
            width: self.width,
        };
        let lanes = Lanes::start(&lane, self.width);
        let mut bodies = Bodies::default();
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
                    let body = bodies.of(&records, &self.store).await?;
                    if self.is_wanted(&beginning, &records, &mut done) {
                        done.without_source += u64::from(records.metadata.source.is_none());
                        let provider = records.metadata.provider.clone();
                        if !lanes.send(&provider, Job { records, body }).await {
                            break;
                        }
                    }
                    seen(&done);
                }
            }
        }
        let (recorded, missing) = lanes.end().await?;
        done.tally.recorded += recorded;
        done.damaged.extend(missing);
        if !done.stopped {
            done.unsaid = rebuild.say_all().await?.len();
        }
        rebuild.close().await?;
        self.read_brought(&mut done, stop).await?;
        done.tally.damaged = done.damaged.len() as u64;
        if !done.stopped {
            self.store.rebuild_finish(done.tally, self.clock.now()).await?;
        }
        Ok(done)
    }

    /// Reads captures of others, in the order of their time, as `trail import` and `trail backfill` do at their end.
    async fn read_brought(&self, done: &mut Rebuilt, stop: &CancellationToken) -> anyhow::Result<()> {
        if done.stopped || self.store.providers_unread().await?.is_empty() {
            return Ok(());
        }
        let Some(rereading) = rereading::begin(&self.store, stop).await? else {
            done.stopped = true;
            return Ok(());
        };
        let rereader = Rereader {
            archive: Arc::clone(&self.archive),
            rereading,
            incidents: Arc::clone(&self.incidents),
            clock: self.clock.clone(),
            width: self.width,
        };
        let read = read_unread(&self.store, &rereader, stop).await?;
        rereader.rereading.finish().await?;
        done.brought = read.providers.iter().map(|(_, documents)| *documents as u64).sum();
        done.damaged.extend(read.damaged);
        done.stopped = read.interrupted;
        Ok(())
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
