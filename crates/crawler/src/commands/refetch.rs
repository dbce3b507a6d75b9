//! `trail refetch`: one provider, now.

use anyhow::Result;
use chrono::DateTime;
use fetcher::{PRODUCT_TOKEN, robots};
use model::{RobotsFile, RobotsState, SeedSet};
use store::{RestingGroup, Scope};
use url::Url;

use crate::cli::RefetchArgs;
use crate::clock::system_clock;
use crate::commands::crawl::end;
use crate::commands::refetch_changes::Changes;
use crate::commands::refetch_plan;
use crate::crew::Crew;
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
    let store = match args.dry_run {
        true => database.connect().await?,
        false => database.connect_to_record().await?,
    };
    let known = store.providers().await?;
    let seeds = seeds_of(args, &known)?;
    if args.dry_run {
        return refetch_plan::run(&store, args, seeds.as_ref().map(|of| &of.seeds)).await;
    }
    let mut left_out = Vec::new();
    if let Some(OfProvider { seeds, all, left_out: mistaken }) = seeds {
        left_out = mistaken;
        let now = clock.now();
        let changes = store.seeds_sync_some(&seeds.providers, &all, &seeds.incidents, now).await?;
        seed_files::tell_changes(&changes);
        mentions::refresh(&store).await?;
    }
    let scope = Scope { providers: Some(vec![args.provider.clone()]) };
    let before = store.last_look().await?;
    let due = match args.since {
        Some(since) => store.due_set_since(&args.provider, since, clock.now()).await?,
        None => store.due_set(&scope, clock.now()).await?,
    };
    if due == 0 && store.refetch_plan(&args.provider, args.since).await?.is_empty() {
        // Nothing is known of it, and least of all that nothing changed.
        let text = format!(
            "no address is visited for '{}': its sources are retired, or another provider has them; nothing was looked at",
            args.provider
        );
        return Err(Failed::new(Exit::Findings, text).into());
    }
    let mut line = setting.line(database, store.clone(), clock).await?;
    (line.always_whole, line.keeps_people) = (args.force, true);
    let presence = Presence::announce(&setting.home);
    free_leases_of_the_dead(&setting.home, &store, line.delay).await;
    let crew = Crew { scope: scope.clone(), width: 8, once: true, worker: presence.name().to_owned() };
    let mut changes = Changes::default();
    let tally = crew.run(&line, &stop_on_signal(), &mut changes).await?;
    // A crawl that runs at the same time may have taken some of the addresses; what it saw counts as well.
    for look in store.looks_since(before, &args.provider).await? {
        changes.also(&look);
    }
    if tally.left {
        for group in &store.resting_groups(&scope, line.clock.now()).await? {
            say!("{}", rest_told(group));
        }
    }
    let plan = store.refetch_plan(&args.provider, None).await?;
    let unseen =
        changes.unseen(plan.iter().filter(|line| line.role == "listing").map(|line| line.url.as_str()));
    if let Some(told) = changes.nothing_told(&unseen, tally.left || tally.interrupted) {
        say!("{told}");
    }
    let exit = end(&tally);
    let is_whole = seed_files::tell_left_out(&left_out, args.seeds.as_deref(), "run this again");
    let is_incomplete = tally.left || unseen.listings > 0 || !is_whole;
    Ok(if is_incomplete && exit == Exit::Success { Exit::Findings } else { exit })
}

/// That a host rests, and why, as far as that is known: it is asked by the next run after that time.
fn rest_told(group: &RestingGroup) -> String {
    let RestingGroup { name, rest_s, addresses, .. } = group;
    let crawl_delay_ms =
        group.robots_text.as_ref().zip(Url::parse(&group.url).ok()).and_then(|(text, url)| {
            let rules = RobotsFile {
                state: RobotsState::Found,
                text: text.clone(),
                fetched_at: DateTime::UNIX_EPOCH,
            };
            robots::decide(&rules, &url, PRODUCT_TOKEN).crawl_delay_ms
        });
    let why = match (group.retry_after_s, group.status, group.failures, crawl_delay_ms) {
        (Some(asked), Some(status), ..) => format!(" (it answered {status} with Retry-After: {asked})"),
        (_, _, Some(failures), _) => {
            format!(" (it failed {failures} times in a row, so it is left alone for a while)")
        }
        (.., Some(ms)) => format!(" (its robots.txt has a Crawl-delay of {} s)", ms.div_ceil(1000)),
        _ => String::new(),
    };
    let waiting =
        if *addresses == 1 { "1 address is".to_owned() } else { format!("{addresses} addresses are") };
    format!("not looked at: {name} rests for {:.0} s{why}; {waiting} due there", rest_s.ceil())
}

/// What the seeds say of one provider.
struct OfProvider {
    /// Its seeds.
    seeds: SeedSet,
    /// The slugs of all providers that there are.
    all: Vec<String>,
    /// What had to be left out, whoever it is about: it may be an address of this one.
    left_out: Vec<String>,
}

/// The seeds of the provider, where they are given or the database does not know it yet.
fn seeds_of(args: &RefetchArgs, known: &[String]) -> Result<Option<OfProvider>> {
    if args.seeds.is_none() && known.contains(&args.provider) {
        return Ok(None);
    }
    let Loaded { mut seeds, left_out } = seed_files::load(args.seeds.as_deref())?;
    let all = seeds.providers.iter().map(|provider| provider.slug.clone()).collect();
    seeds.providers.retain(|provider| provider.slug == args.provider);
    if seeds.providers.is_empty() {
        let names = instead_of(&args.provider, known);
        let text = format!(
            "there is no provider '{}' in the database or in the seeds; the database has: {names}",
            args.provider
        );
        return Err(Failed::new(Exit::Findings, text).into());
    }
    Ok(Some(OfProvider { seeds, all, left_out }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_a_host_rests_is_told_with_the_reason_as_far_as_it_is_known() {
        let group = RestingGroup {
            name: "acme.example".to_owned(),
            rest_s: 299.2,
            addresses: 2,
            url: "https://acme.example/blog".to_owned(),
            failures: None,
            retry_after_s: None,
            status: None,
            robots_text: None,
        };
        let told = |group: &RestingGroup| {
            let told = rest_told(group);
            let rest = told.strip_prefix("not looked at: acme.example rests for 300 s").unwrap();
            rest.strip_suffix("; 2 addresses are due there").unwrap().to_owned()
        };
        assert_eq!(told(&group), "");
        let slow = RestingGroup {
            robots_text: Some("User-agent: *\nCrawl-delay: 300\n".to_owned()),
            ..group.clone()
        };
        assert_eq!(told(&slow), " (its robots.txt has a Crawl-delay of 300 s)");
        let down = RestingGroup { failures: Some(7), ..slow };
        assert_eq!(told(&down), " (it failed 7 times in a row, so it is left alone for a while)");
        let busy = RestingGroup { retry_after_s: Some(300), status: Some(503), ..group };
        assert_eq!(told(&busy), " (it answered 503 with Retry-After: 300)");
    }
}
