//! `trail reextract`: the archive read again by the rules of this version.

use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use tokio::task::JoinSet;

use crate::cli::ReextractArgs;
use crate::clock::system_clock;
use crate::exit::Exit;
use crate::failure::{Failed, instead_of};
use crate::mentions;
use crate::rereading::{self, Next, Reread, Rereader};
use crate::seed_files::count;
use crate::setting::Setting;
use crate::signals::stop_on_signal;

/// Runs the command: a line for each provider whose rows differ, then a summary.
///
/// # Errors
/// When nobody knows a provider, or the database or the archive cannot be used.
pub async fn run(setting: &Setting, args: &ReextractArgs) -> Result<Exit> {
    let setting = setting.for_reading();
    let stop = stop_on_signal();
    let clock = system_clock();
    let store = setting.database().await?.connect_to_record().await?;
    let known = store.providers().await?;
    for asked in &args.provider {
        if !known.contains(asked) {
            let names = instead_of(asked, &known);
            let text = format!("there is no provider '{asked}' in the database; it has: {names}");
            return Err(Failed::new(Exit::Findings, text).into());
        }
    }
    let everybody =
        store.providers_to_reread(if args.all { "" } else { extractor::VERSION }, args.since.as_deref());
    let mut providers = everybody.await?;
    if !args.provider.is_empty() {
        providers.retain(|(slug, _)| args.provider.contains(slug));
    }
    if providers.is_empty() {
        say!("nothing to read again: all is read by the rules {}", extractor::VERSION);
        return Ok(Exit::Success);
    }
    // What a new incident finds in old words is no change of the rules.
    mentions::refresh(&store).await?;
    let width = args.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(2, usize::from));
    let Some(rereading) = rereading::begin(&store, &stop).await? else { return Ok(Exit::Interrupted) };
    let rereader = Rereader {
        archive: Arc::new(setting.archive(clock.clone())?),
        rereading,
        incidents: store.incident_terms().await?.into(),
        clock,
        width,
    };
    let start = Instant::now();
    let mut under_way = JoinSet::new();
    let mut waiting = providers.into_iter();
    let (mut documents, mut damaged, mut differing, mut stopped) = (0, 0, 0, false);
    loop {
        while under_way.len() < width && !stop.is_cancelled() {
            let Some((slug, id)) = waiting.next() else { break };
            let rereader = rereader.clone();
            under_way.spawn(async move { (slug, rereader.run(id).await) });
        }
        let (slug, done) = match rereading::next(&mut under_way, &rereader.rereading, &stop).await? {
            Next::Done(done) => done,
            Next::End => break,
            Next::Stopped => {
                stopped = true;
                break;
            }
        };
        let done = done?;
        documents += done.documents;
        damaged += done.damaged.len();
        differing += usize::from(tell(&slug, &done));
    }
    stopped |= waiting.next().is_some();
    rereader.rereading.finish().await?;
    let seconds = start.elapsed().as_secs_f64();
    say!(
        "{} read again by the rules {} in {seconds:.1} s; {} with rows that differ (see reader_changes)",
        count(documents, "document"),
        extractor::VERSION,
        count(differing, "provider"),
    );
    match damaged {
        _ if stopped => {
            say!("stopped: trail reextract reads the other providers again");
            Ok(Exit::Interrupted)
        }
        0 => Ok(Exit::Success),
        _ => {
            let text = format!(
                "{} cannot be read, and what their providers said was left as it was; trail verify names what is damaged",
                count(damaged, "record")
            );
            Err(Failed::new(Exit::Findings, text).into())
        }
    }
}

/// Says what came of a provider; whether its rows differ.
fn tell(slug: &str, done: &Reread) -> bool {
    for damage in &done.damaged {
        say!("{slug}: {damage}");
    }
    match &done.adopted {
        Some(it) if it.found + it.lost + it.read_differently > 0 => {
            say!(
                "{slug}: {} read differently, {} found, {} lost",
                count(usize::try_from(it.read_differently).unwrap_or(0), "row"),
                it.found,
                it.lost
            );
            true
        }
        _ => false,
    }
}
