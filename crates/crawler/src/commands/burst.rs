//! `trail burst`: close watch while a crisis lasts.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use store::{BurstTarget, Store};

use crate::cli::BurstArgs;
use crate::clock::system_clock;
use crate::exit::Exit;
use crate::failure::Failed;
use crate::schedule::{BURST_S, TAIL_S};
use crate::setting::Setting;

/// Runs the command.
///
/// # Errors
/// When nobody knows the name, or the database cannot be used.
pub async fn run(setting: &Setting, args: &BurstArgs) -> Result<Exit> {
    let now = system_clock().now();
    let database = setting.database().await?;
    let Some(slug) = &args.about else { return list(&database.connect().await?, now).await };
    let store = database.connect_to_record().await?;
    let Some(target) = store.burst_target(slug).await? else {
        let text = format!(
            "there is no incident and no provider '{slug}' in the database; `trail crawl` brings those of the seeds"
        );
        return Err(Failed::new(Exit::Findings, text).into());
    };
    if args.stop {
        let ended = store.burst_stop(&target, now).await?;
        say!("{}", if ended { "the burst is ended" } else { "there was no burst about it" });
        return Ok(if ended { Exit::Success } else { Exit::Findings });
    }
    let until = now + TimeDelta::seconds(args.lasts_s);
    let sources = store.burst_start(&target, now, until).await?;
    let of_all = match target {
        BurstTarget::Incident(_) => " of all providers: also who says nothing is compared",
        BurstTarget::Provider(_) => "",
    };
    say!(
        "{sources} sources{of_all}, every {} minutes or less until {} UTC; then it decays within {} hours\n\
         they are due now: `trail crawl` or `trail watch` visits them",
        BURST_S / 60,
        until.format("%Y-%m-%d %H:%M"),
        TAIL_S / 3600,
    );
    Ok(Exit::Success)
}

async fn list(store: &Store, now: DateTime<Utc>) -> Result<Exit> {
    let bursts = store.bursts(now - TimeDelta::seconds(TAIL_S)).await?;
    if bursts.is_empty() {
        say!("no burst; `trail burst <incident|provider>` declares one");
    }
    for burst in bursts {
        let phase = if burst.until_at > now { "in full until" } else { "decaying since" };
        say!(
            "{:<9} {:<24} declared {} UTC, {phase} {} UTC",
            burst.kind,
            burst.slug,
            burst.started_at.format("%Y-%m-%d %H:%M"),
            burst.until_at.format("%Y-%m-%d %H:%M"),
        );
    }
    Ok(Exit::Success)
}
