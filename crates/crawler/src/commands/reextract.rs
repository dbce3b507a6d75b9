//! `trail reextract`: the archive read again by the rules of this version.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use store::Store;
use tokio::task::JoinSet;

use crate::catching_up::{self, Signals, Tried};
use crate::cli::ReextractArgs;
use crate::clock::system_clock;
use crate::exit::Exit;
use crate::failure::{Failed, instead_of};
use crate::mentions;
use crate::reading::read_on_all_cores;
use crate::rereading::{self, Next, Reread, Rereader};
use crate::seed_files::count;
use crate::setting::Setting;
use crate::signals::stop_on_signal;

/// Runs the command: a line for each provider whose rows differ, then a summary.
///
/// # Errors
/// When nobody knows a provider, or the database or the archive cannot be used.
pub async fn run(setting: &Setting, args: &ReextractArgs) -> Result<Exit> {
    read_on_all_cores();
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
    // What a new incident finds in old words is no change of the rules.
    mentions::refresh(&store).await?;
    let (archive, incidents) =
        (Arc::new(setting.archive(clock.clone())?), store.incident_terms().await?.into());
    let signals =
        catching_up::signals(&store, &archive, &incidents, &clock, &stop, &mut Tried::default()).await?;
    tell_signals(&signals);
    let providers = providers(&store, args).await?;
    if providers.is_empty() {
        let else_ = if signals == Signals::default() { "nothing" } else { "nothing else" };
        say!("{else_} to read again: all is read by the rules {}", extractor::VERSION);
        return unreadable(&signals.damaged, stop.is_cancelled());
    }
    let width = args.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(2, usize::from));
    let Some(rereading) = rereading::begin(&store, &stop).await? else { return Ok(Exit::Interrupted) };
    let rereader = Rereader { archive, rereading, incidents, clock, width };
    let start = Instant::now();
    let mut under_way = JoinSet::new();
    let mut waiting = providers.into_iter();
    let (mut documents, mut damaged, mut differing, mut stopped) = (0, 0, 0, false);
    loop {
        while under_way.len() < width && !stop.is_cancelled() {
            let Some(Again { slug, id, by_rules }) = waiting.next() else { break };
            let rereader = rereader.clone();
            under_way.spawn(async move {
                let done = if by_rules { rereader.run(id).await } else { rereader.run_due(id).await };
                (slug, done)
            });
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
        0 => unreadable(&signals.damaged, false),
        _ => {
            let text = format!(
                "{} cannot be read, and what their providers said was left as it was; trail verify names what is damaged",
                count(damaged, "record")
            );
            Err(Failed::new(Exit::Findings, text).into())
        }
    }
}

/// A provider that is to be read again.
struct Again {
    slug: String,
    id: i64,
    /// Whether other rules are the cause, and not only that a merge was taken back.
    by_rules: bool,
}

/// Who is to be read again: who was read by other rules, and of whom people said something else since.
async fn providers(store: &Store, args: &ReextractArgs) -> Result<Vec<Again>> {
    let asked = if args.all { "" } else { extractor::VERSION };
    let by_rules = store.providers_to_reread(asked, args.since.as_deref()).await?;
    let others = store.providers_to_reread(extractor::VERSION, None).await?;
    let due = store.rereads_due().await?;
    let mut again: BTreeMap<String, Again> = BTreeMap::new();
    for (slug, id) in by_rules {
        again.insert(slug.clone(), Again { slug, id, by_rules: true });
    }
    for (slug, id, _) in due {
        let by_rules = others.iter().any(|(_, other)| *other == id);
        again.insert(slug.clone(), Again { slug, id, by_rules });
    }
    Ok(again
        .into_values()
        .filter(|it| args.provider.is_empty() || args.provider.contains(&it.slug))
        .collect())
}

/// Says what came of signals that were read once more since other incidents are known.
fn tell_signals(done: &Signals) {
    for damage in &done.damaged {
        say!("{damage}");
    }
    if done.read > 0 {
        say!(
            "signals of {} read once more, since other incidents are known than when they were read; {} (see reader_changes)",
            count(done.read, "communication"),
            differ(done.differing)
        );
    }
}

fn differ(rows: u64) -> String {
    format!("{} differ", count(usize::try_from(rows).unwrap_or(usize::MAX), "row"))
}

/// How it ends where some records could not be read for signals.
fn unreadable(damaged: &[String], stopped: bool) -> Result<Exit> {
    match damaged.len() {
        _ if stopped => Ok(Exit::Interrupted),
        0 => Ok(Exit::Success),
        number => {
            let text = format!(
                "{} cannot be read, and the signals in them wait; trail verify names what is damaged",
                count(number, "record")
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
