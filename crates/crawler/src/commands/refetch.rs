//! `trail refetch`: one provider, now.

use anyhow::Result;
use model::Receipt;
use store::Scope;

use crate::cli::RefetchArgs;
use crate::clock::system_clock;
use crate::commands::crawl::{end, worker};
use crate::crew::{Crew, Listener, Tally};
use crate::exit::Exit;
use crate::failure::Failed;
use crate::mentions;
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
    if args.seeds.is_some() || !known.contains(&args.provider) {
        let Loaded { mut seeds, .. } = seed_files::load(args.seeds.as_deref())?;
        seeds.providers.retain(|provider| provider.slug == args.provider);
        if seeds.providers.is_empty() {
            let names = if known.is_empty() { "none yet".to_owned() } else { known.join(", ") };
            let text = format!(
                "there is no provider '{}' in the database or in the seeds; the database has: {names}",
                args.provider
            );
            return Err(Failed::new(Exit::Findings, text).into());
        }
        store.seeds_sync(&seeds.providers, &seeds.incidents, clock.now()).await?;
        mentions::refresh(&store).await?;
    }
    let scope = Scope { providers: Some(vec![args.provider.clone()]) };
    store.due_set(&scope, clock.now()).await?;
    let line = setting.line(database, store, clock).await?;
    let crew = Crew { scope, width: 8, once: true, worker: worker() };
    let tally = crew.run(&line, &stop_on_signal(), &mut Changes).await?;
    if tally.posts.is_empty() && tally.revisions.is_empty() && tally.communications == 0 {
        println!("nothing changed");
    }
    Ok(end(&tally))
}

/// Prints what each visit changed, and what it could not do.
struct Changes;

impl Listener for Changes {
    fn finished(&mut self, address: &str, receipt: &Receipt, _tally: &Tally) {
        for title in &receipt.posts {
            println!("new post      {title}  <{address}>");
        }
        for title in &receipt.revisions {
            println!("new revision  {title}  <{address}>");
        }
        if receipt.posts.is_empty() && receipt.revisions.is_empty() {
            let detail = receipt.detail.as_ref().map(|detail| format!("  ({detail})")).unwrap_or_default();
            println!("{:<13} {address}{detail}", receipt.outcome);
        }
    }
}
