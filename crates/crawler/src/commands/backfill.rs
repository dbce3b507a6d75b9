//! `trail backfill`: the past of a provider, out of the archives of the web.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use serde_json::{Value, json};
use store::{BackfillPlan, BackfillState, FollowedSource};

use crate::cli::{BackfillArgs, TextFormat};
use crate::clock::system_clock;
use crate::commands::past::{self, Past};
use crate::exit::Exit;
use crate::failure::{Failed, instead_of};
use crate::past::backfill::{Backfill, Client, Pace, Site, questions};
use crate::past::scopes::Scopes;
use crate::past::unread::{Read, read_unread};
use crate::people::{self, Kept};
use crate::seed_files::count;
use crate::setting::Setting;
use crate::signals::stop_on_signal;

/// Runs the command.
///
/// # Errors
/// When nobody knows the provider or the incident, another process works on the same, or the database or the archive
/// cannot be used.
pub async fn run(setting: &Setting, args: &BackfillArgs) -> Result<Exit> {
    if args.from > args.to {
        let text = format!("--from ({}) lies after --to ({})", args.from.to_rfc3339(), args.to.to_rfc3339());
        return Err(Failed::new(Exit::Usage, text).into());
    }
    let clock = system_clock();
    let site = Site::new(&args.archive, args.archive_url.as_ref())?;
    let past = Past::prepare(setting, args.seeds.as_deref(), None, clock.clone()).await?;
    let sources = past.bringer.store.followed_sources().await?;
    let providers = providers(&past, &sources, &args.name).await?;
    let mut plans = Vec::new();
    for slug in &providers {
        plans.push((slug.clone(), plan(&past, &sources, slug, &site, args).await?));
    }
    if args.dry_run {
        return dry_run(&past, &plans, &site, args).await;
    }
    let stop = stop_on_signal();
    let fetcher = Arc::new(setting.fetcher(clock)?);
    let mut client = Client::new(fetcher, args.index_rate, args.memento_rate, stop.clone());
    let (mut done, mut whole, start) = (Vec::new(), true, Instant::now());
    for (slug, plan) in &plans {
        let store = &past.bringer.store;
        let id = store.backfill_plan(plan).await?;
        let Some(lock) = store.backfill_lock(id).await? else {
            let text =
                format!("another process works on the past of '{slug}' in this archive; wait for it to end");
            return Err(Failed::new(Exit::Findings, text).into());
        };
        let own = Arc::new(Scopes::new(sources.clone(), Some(slug)));
        let mut backfill = Backfill {
            id,
            provider: slug.clone(),
            site: &site,
            client: &mut client,
            bringer: &past.bringer,
            own,
            from: plan.from,
            to: plan.to,
            collapse: args.collapse,
        };
        whole = backfill.run().await?;
        drop(lock);
        done.push((slug.clone(), store.backfill_state(id).await?));
        if !whole {
            break;
        }
    }
    let asking_s = start.elapsed().as_secs_f64();
    // What was fetched is told also where it was stopped before its reading could begin.
    let read = match past.rereader(args.jobs, &stop).await? {
        Some(rereader) => {
            let read = read_unread(&past.bringer.store, &rereader, &stop).await?;
            rereader.rereading.finish().await?;
            read
        }
        None => Read { interrupted: true, ..Read::default() },
    };
    people::keep(&past.bringer.store, &past.bringer.archive, &mut Kept::default()).await;
    match args.format {
        TextFormat::Text => {
            for (slug, state) in &done {
                say!("{slug}: {}", told(state));
            }
            say!(
                "{}, {} after 429, in {asking_s:.1} s",
                count(client.requests, "request"),
                count(client.pauses, "pause")
            );
            past::tell_read(&read, start.elapsed().as_secs_f64() - asking_s);
        }
        TextFormat::Json => {
            let all: Vec<Value> = done.iter().map(|(slug, state)| object(slug, state)).collect();
            let whole = whole && !read.interrupted;
            say!(
                "{}",
                json!({"providers": all, "requests": client.requests, "pauses": client.pauses,
                       "read": past::read_object(&read), "interrupted": !whole})
            );
        }
    }
    let failed = done.iter().any(|(_, state)| state.failed + state.failed_questions > 0);
    let seeds = past.end(args.seeds.as_deref(), "ask again: what is here is not asked for once more");
    Ok(match (whole && !read.interrupted, failed || !read.damaged.is_empty()) {
        (false, _) => Exit::Interrupted,
        (true, true) => Exit::Findings,
        (true, false) => seeds,
    })
}

/// The providers that are meant: one, or all where an incident is named.
async fn providers(past: &Past, sources: &[FollowedSource], name: &str) -> Result<Vec<String>> {
    let all: BTreeSet<String> = sources.iter().map(|it| it.source.provider.clone()).collect();
    if all.contains(name) {
        return Ok(vec![name.to_owned()]);
    }
    if past.bringer.store.is_incident(name).await? {
        return Ok(all.into_iter().collect());
    }
    let known: Vec<String> = all.into_iter().collect();
    let text = format!(
        "there is no provider or incident '{name}'; of providers there are: {}",
        instead_of(name, &known)
    );
    Err(Failed::new(Exit::Findings, text).into())
}

async fn plan(
    past: &Past,
    sources: &[FollowedSource],
    slug: &str,
    site: &Site,
    args: &BackfillArgs,
) -> Result<BackfillPlan> {
    let own: Vec<FollowedSource> = sources.iter().filter(|it| it.source.provider == slug).cloned().collect();
    let provider_id = own.first().map_or(0, |it| it.source.provider_id);
    let posts = past.bringer.store.post_addresses(provider_id).await?;
    Ok(BackfillPlan {
        provider_id,
        archive: site.name(),
        base: site.base.to_string(),
        from: args.from,
        to: args.to,
        questions: questions(&own, &posts),
    })
}

/// Says what would be asked, and how long that takes. How many captures the index names is known once it was asked.
async fn dry_run(
    past: &Past,
    plans: &[(String, BackfillPlan)],
    site: &Site,
    args: &BackfillArgs,
) -> Result<Exit> {
    let (index, mementos) = (Pace::per_minute(args.index_rate), Pace::per_minute(args.memento_rate));
    let (mut asked, mut due) = (0, 0);
    let mut objects = Vec::new();
    for (slug, plan) in plans {
        let known = past.bringer.store.backfill_known(plan).await?;
        let (open, waiting) = match &known {
            Some(state) => (
                usize::try_from(state.open + state.failed_questions)?,
                usize::try_from(state.due + state.failed)?,
            ),
            None => (plan.questions.len(), 0),
        };
        asked += open;
        due += waiting;
        let list: Vec<String> = plan
            .questions
            .iter()
            .map(|(url, below)| if *below { format!("{url}*") } else { url.clone() })
            .collect();
        if args.format == TextFormat::Text {
            for question in &list {
                say!("{slug}: {question}");
            }
        }
        objects.push(json!({"provider": slug, "questions": list, "open": open, "due": waiting}));
    }
    let seconds = (index.time_for(asked) + mementos.time_for(due)).as_secs();
    match args.format {
        TextFormat::Text => say!(
            "{} to the index of {} and {} of captures: {seconds} s at {} and {} a minute; then what the index names, \
             {:.2} s each",
            count(asked, "request"),
            site.base,
            count(due, "request"),
            args.index_rate,
            args.memento_rate,
            mementos.time_for(1).as_secs_f64(),
        ),
        TextFormat::Json => {
            say!("{}", json!({"providers": objects, "requests": asked + due, "seconds": seconds}))
        }
    }
    Ok(Exit::Success)
}

fn told(it: &BackfillState) -> String {
    let plural = |number: i64, noun: &str| count(usize::try_from(number).unwrap_or(0), noun);
    format!(
        "{} ({} open, {} excluded, {} failed): {} named, {} bad, {} elsewhere; {} brought, {} the same as one that is here, \
         {} due, {} absent, {} failed",
        plural(it.questions, "question"),
        it.open,
        it.excluded,
        it.failed_questions,
        plural(it.rows, "capture"),
        plural(it.bad_rows, "row"),
        it.elsewhere,
        it.brought,
        it.same,
        it.due,
        it.absent,
        it.failed,
    )
}

fn object(slug: &str, it: &BackfillState) -> Value {
    json!({
        "provider": slug, "questions": it.questions, "open": it.open, "excluded": it.excluded,
        "failed_questions": it.failed_questions, "rows": it.rows, "bad_rows": it.bad_rows, "elsewhere": it.elsewhere,
        "brought": it.brought, "same": it.same, "due": it.due, "absent": it.absent, "failed": it.failed,
    })
}
