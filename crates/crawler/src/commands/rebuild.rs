//! `trail rebuild`: the database from the archive alone.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use archive::ArchiveConfig;
use chrono::{DateTime, Utc};
use store::{PeopleSaid, SaidMerge, Scratch, Store, TableDigest};

use crate::cli::RebuildArgs;
use crate::clock::system_clock;
use crate::exit::Exit;
use crate::failure::Failed;
use crate::mentions;
use crate::presence::free_leases_of_the_dead;
use crate::reading::read_on_all_cores;
use crate::rebuilding::{Rebuilder, Rebuilt, Sequence};
use crate::schedule::DEFAULT_DELAY;
use crate::seed_files::{self, Loaded, count};
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
    read_on_all_cores();
    if args.check {
        let setting = setting.for_reading();
        let store = setting.database().await?.connect().await?;
        return check(&setting, args, &store).await;
    }
    let store = setting.database().await?.connect().await?;
    free_leases_of_the_dead(&setting.home, &store, DEFAULT_DELAY).await;
    let clock = system_clock();
    let kept = setting.archive(clock.clone())?.people().await?.as_deref().and_then(PeopleSaid::read);
    let follows = Follows::begin(args, &store, kept.as_ref(), clock.now()).await?;
    let left_out = follows.left_out();
    let known = store.merges_said().await?;
    let mut said = kept.as_ref().map(PeopleSaid::merges).unwrap_or_default();
    said.retain(|merge| !known.contains(merge));
    let done = rebuild(setting, args, &store, None, said).await?;
    if !done.stopped {
        if let Some(kept) = &kept {
            let codes = store.people_code(kept).await?;
            if codes > 0 {
                say!("{} of coders put back", count(usize::try_from(codes).unwrap_or(usize::MAX), "answer"));
            }
        }
        follows.end(&store, clock.now()).await?;
    }
    mentions::refresh(&store).await?;
    let again = "rebuild again with them: what is here stays, the rest is added";
    let whole = seed_files::tell_left_out(&left_out, args.seeds.as_deref(), again);
    let exit = end(&done);
    Ok(if whole || exit != Exit::Success { exit } else { Exit::Findings })
}

/// Where it is from what the rebuilt database follows.
enum Follows {
    /// These seeds.
    Seeds(Loaded),
    /// What the archive keeps of it.
    Kept(PeopleSaid),
    /// What the database had followed before.
    Before,
}

impl Follows {
    /// Without seeds that somebody names, a database follows on what it followed, or what the crawl did whose archive this
    /// is. The shipped seeds are no answer: they are those of nobody in particular.
    async fn begin(
        args: &RebuildArgs,
        store: &Store,
        kept: Option<&PeopleSaid>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let goes_on = store.rebuild_is_unfinished().await?;
        let is_new = store.providers().await?.is_empty();
        match kept {
            Some(kept) if args.seeds.is_none() && (is_new || goes_on) => {
                store.people_follow(kept).await?;
                Ok(Self::Kept(kept.clone()))
            }
            _ if args.seeds.is_none() && !is_new => Ok(Self::Before),
            _ => {
                if args.seeds.is_none() {
                    tell!(
                        "note: the archive does not say what was followed, since an older version wrote it: the shipped seeds are \
                         taken for it; name your own with --seeds DIR"
                    );
                }
                let loaded = seed_files::load(args.seeds.as_deref())?;
                store.seeds_sync(&loaded.seeds.providers, &loaded.seeds.incidents, now).await?;
                Ok(Self::Seeds(loaded))
            }
        }
    }

    /// What of the seeds had to be left out.
    fn left_out(&self) -> Vec<String> {
        match self {
            Self::Seeds(loaded) => loaded.left_out.clone(),
            Self::Kept(_) | Self::Before => Vec::new(),
        }
    }

    /// Brings what was found on the way in line with it.
    async fn end(self, store: &Store, now: DateTime<Utc>) -> Result<()> {
        match self {
            // An address that was found on the way and is one of the seeds today is theirs.
            Self::Seeds(Loaded { seeds, .. }) => {
                store.seeds_sync(&seeds.providers, &seeds.incidents, now).await?;
            }
            Self::Kept(kept) => {
                let retired = store.people_settle(&kept, now).await?;
                let followed = store.providers_followed().await?.len();
                say!(
                    "followed as when the archive was written last: {}; {} that had left the seeds before",
                    count(followed, "provider"),
                    count(usize::try_from(retired).unwrap_or(usize::MAX), "source")
                );
            }
            Self::Before => {}
        }
        Ok(())
    }
}

/// Rebuilds into a database of its own and compares.
async fn check(setting: &Setting, args: &RebuildArgs, store: &Store) -> Result<Exit> {
    mentions::refresh(store).await?;
    if !store.signals_to_read(0, 1).await?.is_empty() || !store.rereads_due().await?.is_empty() {
        say!("note: something waits to be read again and will differ; trail reextract reads it");
    }
    let scratch = store.scratch().await?;
    let (only, said) = (store.recorded_visits().await?, store.merges_said().await?);
    let done = rebuild(setting, args, &scratch.store, Some(only), said).await?;
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

/// Rebuilds into `into`, all that is archived or `only` these visits, with what people said of merges.
async fn rebuild(
    setting: &Setting,
    args: &RebuildArgs,
    into: &Store,
    only: Option<BTreeSet<u128>>,
    said: Vec<SaidMerge>,
) -> Result<Rebuilt> {
    let clock = system_clock();
    let prefix = ArchiveConfig::default().prefix;
    let archive = Arc::new(setting.archive(clock.clone())?);
    let sequence = Sequence::of(&setting.home.archive(), &prefix, setting.segment_store()?).await?;
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
            "note: {} that people made or took back carried over ({} not, since their posts are not there)",
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
