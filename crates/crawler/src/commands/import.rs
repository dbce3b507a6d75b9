//! `trail import`: WARC and WACZ files of others, through the line with their own times.

use std::time::Instant;

use anyhow::Result;
use serde_json::json;

use crate::cli::{BringArgs, TextFormat};
use crate::clock::system_clock;
use crate::commands::past::{self, Past};
use crate::exit::Exit;
use crate::past::files::parts;
use crate::past::import::{Imported, Importer};
use crate::past::unread::{Read, read_unread};
use crate::people::{self, Kept};
use crate::reading::read_on_all_cores;
use crate::seed_files::count;
use crate::setting::Setting;
use crate::signals::stop_on_signal;

/// Hosts of no provider that are named.
const NAMED_HOSTS: usize = 10;

/// Runs the command.
///
/// # Errors
/// When a file cannot be opened, nobody knows the provider, or the database or the archive cannot be used.
pub async fn run(setting: &Setting, args: &BringArgs) -> Result<Exit> {
    read_on_all_cores();
    let stop = stop_on_signal();
    let mut files = Vec::new();
    setting.home.create()?;
    for file in &args.files {
        files.extend(parts(file, setting.home.dir())?);
    }
    let past =
        Past::prepare(setting, args.seeds.as_deref(), args.provider.as_deref(), system_clock()).await?;
    let start = Instant::now();
    let Some(rereader) = past.rereader(args.jobs, &stop).await? else { return Ok(Exit::Interrupted) };
    let mut importer = Importer::new(past.bringer.clone(), rereader.width, stop.clone());
    importer.run(files).await?;
    let imported = importer.done;
    if imported.visits > 0 {
        past.renew_seeds().await?;
    }
    let seconds = start.elapsed().as_secs_f64();
    let read = read_unread(&past.bringer.store, &rereader, &stop).await?;
    rereader.rereading.finish().await?;
    people::keep(&past.bringer.store, &past.bringer.archive, &mut Kept::default()).await;
    past.bringer.archive.close();
    match args.format {
        TextFormat::Text => tell(&imported, &read, seconds, start.elapsed().as_secs_f64() - seconds),
        TextFormat::Json => say!("{}", object(&imported, &read, &past.left_out)),
    }
    let seeds =
        past.end(args.seeds.as_deref(), "import the same files again: what is here stays, the rest is added");
    Ok(match (imported.interrupted || read.interrupted, imported.damaged + read.damaged.len()) {
        (true, _) => Exit::Interrupted,
        (false, 0) => seeds,
        (false, _) => Exit::Findings,
    })
}

fn tell(it: &Imported, read: &Read, seconds: f64, reading_seconds: f64) {
    for spot in it.damages.iter().chain(&read.damaged) {
        say!("damaged: {spot}");
    }
    let passed: usize = it.passed.values().sum();
    let elsewhere: usize = it.no_provider.values().sum();
    say!(
        "{}: {} brought in {seconds:.1} s, {} here before, {elsewhere} of no provider, {passed} no answers, \
         {} damaged, {} without their original",
        count(it.records, "record"),
        count(it.captures, "capture"),
        it.held,
        it.damaged,
        count(it.without_original, "revisit"),
    );
    if it.visits > 0 {
        say!("{} that trail had recorded elsewhere, as they were recorded", count(it.visits, "visit"));
    }
    let mut hosts: Vec<(&String, &usize)> = it.no_provider.iter().collect();
    hosts.sort_by_key(|(host, number)| (std::cmp::Reverse(**number), (*host).clone()));
    for (host, number) in hosts.iter().take(NAMED_HOSTS) {
        say!("of no provider: {number:>6}  {host}");
    }
    if hosts.len() > NAMED_HOSTS {
        say!(
            "of no provider: and {} more; --provider takes them for one",
            count(hosts.len() - NAMED_HOSTS, "host")
        );
    }
    past::tell_read(read, reading_seconds);
}

fn object(it: &Imported, read: &Read, seeds_left_out: &[String]) -> serde_json::Value {
    json!({
        "records": it.records, "visits": it.visits, "captures": it.captures, "held": it.held, "no_provider": it.no_provider,
        "passed": it.passed, "without_original": it.without_original, "damaged": it.damaged,
        "damages": it.damages, "interrupted": it.interrupted || read.interrupted, "read": past::read_object(read),
        "unreadable": read.damaged, "seeds_left_out": seeds_left_out,
    })
}
