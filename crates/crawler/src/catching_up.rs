//! What follows from seeds and people for what was archived before: a crawl sees to it by itself, and `trail reextract` does.
//!
//! A seed that is written in the middle of a crisis speaks for the first statements too. Their mentions are found in the
//! stored texts ([`crate::mentions`]); their signals are read in the archive once more, capture by capture, where nobody
//! had looked for any. A provider of which a merge was taken back is read again as a whole.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::Result;
use archive::Archive;
use chrono::{DateTime, Utc};
use model::{Clock, IncidentTerms};
use store::Store;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::line::Line;
use crate::rereading::{Reread, Rereader, read_archived};
use crate::seed_files::count;

/// What was tried and waits on all the same, since its records cannot be read or other rules read its words: it is tried once by
/// each process, and told once.
#[derive(Debug, Default)]
pub struct Tried {
    captures: BTreeSet<i64>,
    rereads: BTreeSet<(i64, DateTime<Utc>)>,
    told: bool,
}

/// Captures that are listed at once.
const PAGE: i64 = 200;

/// What came of signals that were read once more.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Signals {
    /// Communications that were read.
    pub read: usize,
    /// Rows that differ since.
    pub differing: u64,
    /// Communications whose words other rules read: `trail reextract` reads all of their providers.
    pub left: usize,
    /// Records that cannot be read.
    pub damaged: Vec<String>,
}

/// Reads the signals of communications whose posts state something of another incident than when they were read.
/// `incidents` are those of now.
///
/// # Errors
/// When the database cannot be used; what was done before stays done.
pub async fn signals(
    store: &Store,
    archive: &Arc<Archive>,
    incidents: &Arc<[IncidentTerms]>,
    clock: &Clock,
    stop: &CancellationToken,
    tried: &mut Tried,
) -> Result<Signals> {
    let (mut done, mut after) = (Signals::default(), 0);
    loop {
        let mut captures = store.signals_to_read(after, PAGE).await?;
        let Some(last) = captures.last() else { return Ok(done) };
        after = *last;
        captures.retain(|capture| !tried.captures.contains(capture));
        for visit in store.visits_archived(&captures).await? {
            if stop.is_cancelled() {
                return Ok(done);
            }
            let capture_id = visit.capture_id;
            match read_archived(archive, incidents, visit).await? {
                Ok((_, _, reading)) => {
                    let put = store.signals_put(capture_id, &reading.extraction, clock.now()).await?;
                    if put.left > 0 {
                        tried.captures.insert(capture_id);
                    }
                    done.read += put.read;
                    done.differing += put.differing;
                    done.left += put.left;
                }
                Err(damage) => {
                    tried.captures.insert(capture_id);
                    done.damaged.push(damage);
                }
            }
        }
    }
}

/// Sees to all that beside a crawl. What cannot be done is told and waits: a look that is missed is gone.
pub async fn beside(line: &Line, stop: &CancellationToken, tried: &mut Tried) {
    if let Err(error) = see_to(line, stop, tried).await
        && !std::mem::replace(&mut tried.told, true)
    {
        tracing::warn!(
            error = format!("{error:#}"),
            "what seeds and people say of what was archived before is not read yet; trail reextract, run as the owner of the database, reads it"
        );
    }
}

async fn see_to(line: &Line, stop: &CancellationToken, tried: &mut Tried) -> Result<()> {
    // Seeds that another process has brought since are its to speak for: what is read here is read with those of this one.
    if line.store.incident_terms_now().await? != *line.incidents {
        return Ok(());
    }
    tell(&signals(&line.store, &line.archive, &line.incidents, &line.clock, stop, tried).await?);
    merges(line, stop, tried).await
}

fn tell(done: &Signals) {
    if done.read > 0 {
        tracing::info!(
            "signals of {} read once more, since other incidents are known than before; {} rows differ (see reader_changes)",
            count(done.read, "communication"),
            done.differing
        );
    }
    if done.left > 0 {
        tracing::warn!(
            "{} were read by other rules, and wait for trail reextract",
            count(done.left, "communication")
        );
    }
    for damage in &done.damaged {
        tracing::warn!(
            "{damage}: what it says of new incidents is not read; trail verify names what is damaged"
        );
    }
}

/// Reads providers again of which a merge was taken back, unless another process reads the archive just now.
async fn merges(line: &Line, stop: &CancellationToken, tried: &mut Tried) -> Result<()> {
    let mut due = line.store.rereads_due().await?;
    due.retain(|(_, id, since)| !tried.rereads.contains(&(*id, *since)));
    if due.is_empty() || stop.is_cancelled() {
        return Ok(());
    }
    let Some(rereading) = line.store.reread().await? else { return Ok(()) };
    let rereader = Rereader {
        archive: Arc::clone(&line.archive),
        rereading,
        incidents: Arc::clone(&line.incidents),
        clock: line.clock.clone(),
        width: std::thread::available_parallelism().map_or(2, usize::from),
    };
    for (slug, id, since) in due {
        let mut one = JoinSet::new();
        let reader = rereader.clone();
        one.spawn(async move { reader.run_due(id).await });
        tokio::select! {
            done = one.join_next() => if let Some(done) = done {
                tried.rereads.insert((id, since));
                read(&slug, &done??);
            },
            () = stop.cancelled() => {
                one.shutdown().await;
                rereader.rereading.interrupt().await?;
                break;
            }
        }
    }
    Ok(rereader.rereading.finish().await?)
}

fn read(slug: &str, done: &Reread) {
    for damage in &done.damaged {
        tracing::warn!(
            "{slug}: {damage}: its posts are left as they were; trail verify names what is damaged"
        );
    }
    if done.adopted.is_some() {
        tracing::info!(
            "{slug}: {} read again, since a merge was taken back",
            count(done.documents, "document")
        );
    }
}
