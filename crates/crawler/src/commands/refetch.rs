//! `trail refetch`: one provider, now.

use std::collections::BTreeSet;

use anyhow::Result;
use model::{Receipt, SeedSet};
use store::Scope;

use crate::cli::RefetchArgs;
use crate::clock::system_clock;
use crate::commands::crawl::end;
use crate::commands::refetch_plan;
use crate::crew::{Crew, Listener, Tally};
use crate::exit::Exit;
use crate::failure::{Failed, instead_of};
use crate::mentions;
use crate::presence::{Presence, free_leases_of_the_dead};
use crate::seed_files::{self, Loaded};
use crate::setting::Setting;
use crate::signals::stop_on_signal;

/// Runs the command.
///
/// # Errors
/// When nobody knows the provider, or the database or the archive cannot be used.
pub async fn run(setting: &Setting, args: &RefetchArgs) -> Result<Exit> {
    let clock = system_clock();
    let database = setting.database().await?;
    let store = database.connect().await?;
    let known = store.providers().await?;
    let seeds = seeds_of(args, &known)?;
    if args.dry_run {
        return refetch_plan::run(&store, args, seeds.as_ref()).await;
    }
    if let Some(seeds) = seeds {
        store.seeds_sync(&seeds.providers, &seeds.incidents, clock.now()).await?;
        mentions::refresh(&store).await?;
    }
    let scope = Scope { providers: Some(vec![args.provider.clone()]) };
    let before = store.last_look().await?;
    match args.since {
        Some(since) => store.due_set_since(&args.provider, since, clock.now()).await?,
        None => store.due_set(&scope, clock.now()).await?,
    };
    let mut line = setting.line(database, store.clone(), clock).await?;
    line.always_whole = args.force;
    let presence = Presence::announce(&setting.home);
    free_leases_of_the_dead(&setting.home, &store, line.delay).await;
    let crew = Crew { scope, width: 8, once: true, worker: presence.name().to_owned() };
    let mut changes = Changes::default();
    let tally = crew.run(&line, &stop_on_signal(), &mut changes).await?;
    // A crawl that runs at the same time may have taken some of the addresses; what it saw counts as well.
    for look in store.looks_since(before, &args.provider).await? {
        if !changes.seen.contains(&look.address) {
            changes.any |= look.communications > 0;
            changes.print(&look.address, &look.outcome, look.detail.as_deref(), &look.posts, &look.revisions);
        }
    }
    if !changes.any {
        say!("nothing changed");
    }
    Ok(end(&tally))
}

/// The seeds of the provider, where they are given or the database does not know it yet.
fn seeds_of(args: &RefetchArgs, known: &[String]) -> Result<Option<SeedSet>> {
    if args.seeds.is_none() && known.contains(&args.provider) {
        return Ok(None);
    }
    let Loaded { mut seeds, .. } = seed_files::load(args.seeds.as_deref())?;
    seeds.providers.retain(|provider| provider.slug == args.provider);
    if seeds.providers.is_empty() {
        let names = instead_of(&args.provider, known);
        let text = format!(
            "there is no provider '{}' in the database or in the seeds; the database has: {names}",
            args.provider
        );
        return Err(Failed::new(Exit::Findings, text).into());
    }
    Ok(Some(seeds))
}

/// Prints what each visit changed, and what it could not do.
#[derive(Default)]
struct Changes {
    /// The addresses that this process visited.
    seen: BTreeSet<String>,
    /// Whether there was anything new.
    any: bool,
}

impl Listener for Changes {
    fn finished(&mut self, address: &str, receipt: &Receipt, _tally: &Tally) {
        self.seen.insert(address.to_owned());
        self.any |= receipt.communications > 0;
        let detail = receipt.detail.as_deref();
        self.print(address, &receipt.outcome, detail, &receipt.posts, &receipt.revisions);
    }
}

impl Changes {
    fn print(
        &mut self,
        address: &str,
        outcome: &str,
        detail: Option<&str>,
        posts: &[String],
        revisions: &[String],
    ) {
        for title in posts {
            say!("new post      {title}  <{address}>");
        }
        for title in revisions {
            say!("new revision  {title}  <{address}>");
        }
        match posts.is_empty() && revisions.is_empty() {
            true => {
                let detail = detail.map(|detail| format!("  ({detail})")).unwrap_or_default();
                say!("{outcome:<13} {address}{detail}");
            }
            false => self.any = true,
        }
    }
}
