//! Reading what was brought, provider by provider, in the order of its time.

use anyhow::Result;
use store::Store;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::rereading::{self, Next, Rereader};

/// What came of it.
#[derive(Debug, Default)]
pub struct Read {
    /// The providers, with how many documents of each were read.
    pub providers: Vec<(String, usize)>,
    /// Records that cannot be read. Their providers are left as they were.
    pub damaged: Vec<String>,
    /// Whether it was stopped before it was done. What is left is read the next time.
    pub interrupted: bool,
}

/// Providers of which little was brought are read together, so many at most: their documents share transactions.
const TOGETHER: usize = 32;

/// Shares of the work for each task, so that one that takes long does not keep the others idle at the end.
const SHARES: usize = 4;

/// Reads all of each provider of which captures were brought and not read yet: words that are brought later can be
/// older than those that are known, so all of them are put in order once more.
///
/// # Errors
/// When the database cannot be used; the rows are as they were then.
pub async fn read_unread(store: &Store, rereader: &Rereader, stop: &CancellationToken) -> Result<Read> {
    let mut read = Read::default();
    let waiting = store.providers_unread().await?;
    let share = waiting.len() / (rereader.width.max(1) * SHARES);
    let (mut waiting, mut under_way) = (waiting.chunks(share.clamp(1, TOGETHER)), JoinSet::new());
    loop {
        while under_way.len() < rereader.width && !stop.is_cancelled() {
            let Some(providers) = waiting.next() else { break };
            let (rereader, providers) = (rereader.clone(), providers.to_vec());
            under_way.spawn(async move {
                let ids: Vec<i64> = providers.iter().map(|(_, id)| *id).collect();
                (providers, rereader.run_brought(&ids).await)
            });
        }
        let (providers, done) = match rereading::next(&mut under_way, &rereader.rereading, stop).await? {
            Next::Done(done) => done,
            Next::End => break,
            Next::Stopped => {
                read.interrupted = true;
                break;
            }
        };
        let mut done = done?;
        for (slug, id) in providers {
            let done = done.remove(&id).unwrap_or_default();
            read.damaged.extend(done.damaged);
            read.providers.push((slug, done.documents));
        }
    }
    read.interrupted |= waiting.next().is_some();
    Ok(read)
}
