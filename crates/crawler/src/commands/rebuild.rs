//! `trail rebuild`: the database from the archive alone.

use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use archive::ArchiveConfig;
use store::{Scratch, Store, TableDigest};

use crate::cli::RebuildArgs;
use crate::clock::system_clock;
use crate::exit::Exit;
use crate::failure::Failed;
use crate::mentions;
use crate::rebuilding::{Rebuilder, Rebuilt, Sequence};
use crate::seed_files::{self, count};
use crate::setting::Setting;
use crate::signals::stop_on_signal;
use crate::steps::Steps;

/// Rows of a table that are shown where two databases differ.
const SHOWN: usize = 3;

/// Runs the command.
///
/// # Errors
/// When the archive cannot be listed, or the database cannot be used.
pub async fn run(setting: &Setting, args: &RebuildArgs) -> Result<Exit> {
    if args.check {
        let setting = setting.for_reading();
        let store = setting.database().await?.connect().await?;
        return check(&setting, args, &store).await;
    }
    let store = setting.database().await?.connect().await?;
    let seeds = seed_files::load(args.seeds.as_deref())?.seeds;
    let clock = system_clock();
    store.seeds_sync(&seeds.providers, &seeds.incidents, clock.now()).await?;
    let done = rebuild(setting, args, &store, &store).await?;
    // An address that was found on the way and is one of the seeds today is theirs.
    store.seeds_sync(&seeds.providers, &seeds.incidents, clock.now()).await?;
    mentions::refresh(&store).await?;
    Ok(end(&done))
}

/// Rebuilds into a database of its own and compares.
async fn check(setting: &Setting, args: &RebuildArgs, store: &Store) -> Result<Exit> {
    mentions::refresh(store).await?;
    if !store.signals_to_read(0, 1).await?.is_empty() || !store.rereads_due().await?.is_empty() {
        say!("note: something waits to be read again and will differ; trail reextract reads it");
    }
    let scratch = store.scratch().await?;
    let done = rebuild(setting, args, &scratch.store, store).await?;
    let exit = end(&done);
    if exit == Exit::Interrupted {
        scratch.remove().await?;
        return Ok(exit);
    }
    scratch.retire().await?;
    scratch.store.catch_up().await?;
    let tables = compare(store, &scratch, store.digests().await?, scratch.store.digests().await?).await?;
    let views =
        compare(store, &scratch, store.view_digests().await?, scratch.store.view_digests().await?).await?;
    scratch.remove().await?;
    let told = |(differing, all): (usize, usize), what: &str| match differing {
        0 => None,
        number => Some(format!("{number} of {}", count(all, what))),
    };
    let differing: Vec<String> = [told(tables, "table"), told(views, "view")].into_iter().flatten().collect();
    if differing.is_empty() {
        return Ok(exit);
    }
    let text = format!("{} differ from what the archive gives", differing.join(" and "));
    Err(Failed::new(Exit::Findings, text).into())
}

/// Says which of these are equal, and shows rows of those that are not; how many differ, and how many there are.
async fn compare(
    store: &Store,
    scratch: &Scratch,
    ours: Vec<TableDigest>,
    theirs: Vec<TableDigest>,
) -> Result<(usize, usize)> {
    let mut differing = 0;
    for (one, two) in ours.iter().zip(&theirs) {
        let same = one == two;
        say!("{:<10} {:>9} {}", if same { "equal" } else { "differs" }, one.rows, one.table);
        if !same {
            differing += 1;
            let (found, number) = store.differing(&scratch.store, &one.table, SHOWN).await?;
            for row in found {
                let whose = if row.second { "only rebuilt" } else { "only here" };
                say!("           {whose}: {}", row.said);
            }
            say!("           {number} rows in all");
        }
    }
    Ok((differing, ours.len()))
}

/// Rebuilds into `into`; where that is not the database of the crawl, only what `crawled` has recorded.
async fn rebuild(setting: &Setting, args: &RebuildArgs, into: &Store, crawled: &Store) -> Result<Rebuilt> {
    let clock = system_clock();
    let prefix = ArchiveConfig::default().prefix;
    let archive = Arc::new(setting.archive(clock.clone())?);
    let sequence = Sequence::of(&setting.home.archive(), &prefix, setting.segment_store()?).await?;
    let (only, said) = match args.check {
        true => (Some(crawled.recorded_visits().await?), crawled.merges_said().await?),
        false => (None, Vec::new()),
    };
    let carried = said.len();
    let rebuilder = Rebuilder {
        archive,
        store: into.clone(),
        incidents: into.incident_terms().await?.into(),
        clock,
        width: args.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(2, usize::from)),
        only,
        said,
    };
    let start = Instant::now();
    let mut steps = Steps::new("visits read");
    let done = rebuilder.run(sequence, &stop_on_signal(), |_| steps.one()).await?;
    steps.finish();
    tell(&done, start.elapsed().as_secs_f64());
    if carried > 0 {
        say!(
            "note: {} that people made or took back carried over ({} not, since their posts are not there); no archive holds what people said, and these rows are not compared",
            count(carried - done.unsaid, "merge"),
            done.unsaid
        );
    }
    Ok(done)
}

fn tell(done: &Rebuilt, seconds: f64) {
    for damage in &done.damaged {
        say!("{damage}");
    }
    if done.went_on {
        say!("went on with a rebuild that was stopped: {} were recorded before", visits(done.before));
    }
    if done.without_source > 0 {
        say!(
            "note: the records of {} do not name their source, since an older version wrote them; it was taken from the address or from the kind of source",
            visits(done.without_source)
        );
    }
    say!(
        "{} recorded from the archive in {seconds:.1} s; {} left out, {} recorded before, {} damaged",
        visits(done.tally.recorded),
        done.tally.left_out,
        done.before,
        done.tally.damaged
    );
}

fn visits(number: u64) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), "visit")
}

fn end(done: &Rebuilt) -> Exit {
    match (done.stopped, done.damaged.is_empty()) {
        (true, _) => {
            say!("stopped: trail rebuild goes on from here");
            Exit::Interrupted
        }
        (false, true) => Exit::Success,
        (false, false) => Exit::Findings,
    }
}
