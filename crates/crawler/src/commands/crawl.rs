//! `trail crawl`: visit what is due.

use anyhow::Result;
use store::Scope;

use crate::cli::{CrawlArgs, JobArgs};
use crate::clock::system_clock;
use crate::crew::{Crew, Tally};
use crate::exit::Exit;
use crate::failure::{Failed, instead_of};
use crate::line::Line;
use crate::mentions;
use crate::presence::{Presence, free_leases_of_the_dead};
use crate::progress::{Progress, summary};
use crate::seed_files::{self, Loaded};
use crate::setting::{Setting, warn_of_anonymity};
use crate::signals::stop_on_signal;

/// Providers that are named at once.
const NAMED: usize = 8;

/// Runs the command.
///
/// # Errors
/// When the seeds are wrong, or the database or the archive cannot be used.
pub async fn run(setting: &Setting, args: &CrawlArgs) -> Result<Exit> {
    let job = Job::prepare(setting, &args.job, args.once).await?;
    if args.force_due {
        let due = job.line.store.due_set(&job.crew.scope, job.line.clock.now()).await?;
        tracing::info!("addresses that are due now: {due}");
    }
    let mut progress = Progress::new();
    let done = job.crew.run(&job.line, &stop_on_signal(), &mut progress).await;
    progress.finish();
    let exit = end(&done?);
    Ok(if job.whole || exit != Exit::Success { exit } else { Exit::Findings })
}

/// A crawl that is ready to run: `crawl` and `watch` share it.
pub struct Job {
    /// The line.
    pub line: Line,
    /// Who works on it.
    pub crew: Crew,
    /// Whether no seed had to be left out, and none of its addresses is another's.
    pub whole: bool,
    /// Says to other processes that this one lives.
    _presence: Presence,
}

impl Job {
    /// Brings the database in line with the seeds and sets up the line.
    ///
    /// # Errors
    /// When the seeds are wrong, or the database or the archive cannot be used.
    pub async fn prepare(setting: &Setting, args: &JobArgs, once: bool) -> Result<Self> {
        let Loaded { mut seeds, left_out } = seed_files::load(args.seeds.as_deref())?;
        let slugs: Vec<String> = seeds.providers.iter().map(|provider| provider.slug.clone()).collect();
        for asked in &args.provider {
            if !slugs.contains(asked) {
                let text = format!(
                    "there is no provider '{asked}' in the seeds; they have: {}",
                    instead_of(asked, &slugs)
                );
                return Err(Failed::new(Exit::Findings, text).into());
            }
        }
        // Who asks for one provider does not begin to follow all others, which would only be late from then on.
        if !args.provider.is_empty() {
            seeds.providers.retain(|provider| args.provider.contains(&provider.slug));
        }
        let clock = system_clock();
        let database = setting.database().await?;
        let store = database.connect_to_record().await?;
        let changes = store.seeds_sync_some(&seeds.providers, &slugs, &seeds.incidents, clock.now()).await?;
        let whole = seed_files::tell_changes(&changes) && left_out.is_empty();
        tell_of_strangers(&store.providers_followed().await?, &slugs);
        mentions::refresh(&store).await?;
        let pulled = store.due_pull_back(clock.now()).await?;
        if pulled > 0 {
            tracing::warn!(
                addresses = pulled,
                "addresses were planned for later than any plan is, by a run whose clock was ahead; they are due now"
            );
        }
        let scope =
            Scope { providers: Some(if args.provider.is_empty() { slugs } else { args.provider.clone() }) };
        warn_of_anonymity(&setting.user_agent);
        let mut line = setting.line(database, store, clock).await?;
        (line.delay, line.keeps_people) = (args.delay, true);
        let presence = Presence::announce(&setting.home);
        free_leases_of_the_dead(&setting.home, &line.store, line.delay).await;
        let worker = presence.name().to_owned();
        let crew = Crew { scope, width: args.width.into(), once, worker };
        Ok(Self { line, crew, whole, _presence: presence })
    }
}

/// Says which providers the database follows that are in no seed of this run: they would be late for ever.
fn tell_of_strangers(followed: &[String], slugs: &[String]) {
    let strangers: Vec<&str> =
        followed.iter().filter(|slug| !slugs.contains(slug)).map(String::as_str).collect();
    if !strangers.is_empty() {
        tracing::info!(
            "{} that the database follows are in no seed of this run, which does not visit them ({}{}); where no other \
             crawl does, `trail seeds retire` ends that",
            seed_files::count(strangers.len(), "provider"),
            strangers.iter().take(NAMED).copied().collect::<Vec<_>>().join(", "),
            if strangers.len() > NAMED { ", ..." } else { "" }
        );
    }
}

/// Names this process in the leases.
pub fn worker() -> String {
    format!("pid {}", std::process::id())
}

/// Prints what a run did, and says how it ended.
pub fn end(tally: &Tally) -> Exit {
    say!("{}", summary(tally));
    if tally.interrupted { Exit::Interrupted } else { Exit::Success }
}
