//! Real documents of status pages, read and compared with what stands in them (`status_samples.tsv`). The documents
//! are not ours to keep here: where they are is an argument, and without it nothing is compared, which is said.
//!
//! `cargo test -p extractor --test status_samples -- FOLDER`

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test may stop, and reads files")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use extractor::{Input, extract};
use model::{Extraction, SourceKind, Update};
use serde_json::Value;
use url::Url;

const TRUTH: &str = include_str!("status_samples.tsv");

fn main() -> ExitCode {
    let folder = std::env::args().skip(1).map(PathBuf::from).find(|path| path.is_dir());
    let Some(folder) = folder else {
        println!("status_samples: SKIPPED, nothing was compared: no folder of real documents was given.");
        println!("status_samples: cargo test -p extractor --test status_samples -- FOLDER");
        return ExitCode::SUCCESS;
    };
    let mut wrong = 0;
    let mut compared = 0;
    for line in TRUTH.lines().filter(|line| !line.starts_with('#')) {
        let truth: Vec<&str> = line.split('\t').collect();
        let Ok(body) = std::fs::read(folder.join(truth[0])) else {
            println!("status_samples: SKIPPED {}: it is not in {}", truth[0], folder.display());
            continue;
        };
        compared += 1;
        let found = counted(&read(&body, truth[1]));
        if found != truth[2..] {
            wrong += 1;
            println!("status_samples: {}\n  truth {:?}\n  read  {found:?}", truth[0], &truth[2..]);
        }
    }
    let (incidents, amiss) = against_others(&folder);
    println!(
        "status_samples: {compared} documents compared, {wrong} wrong; {incidents} incidents against others' reading, {amiss} wrong"
    );
    if wrong + amiss == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn read(body: &[u8], url: &str) -> Extraction {
    let url = Url::parse(url).unwrap();
    extract(Input {
        url: &url,
        content_type: None,
        content_encoding: None,
        last_modified: None,
        body,
        fetched_at: Some("2026-11-25T00:00:00Z".parse().unwrap()),
        role: None,
        source: Some(SourceKind::Status),
        link_selector: None,
    })
}

/// The columns of the table behind file and address.
fn counted(found: &Extraction) -> Vec<String> {
    let updates: Vec<&Update> = found.posts.iter().flat_map(|post| &post.updates).collect();
    let times: BTreeSet<String> = updates.iter().filter_map(|update| time(update)).collect();
    let or_none = |text: Option<&String>| text.cloned().unwrap_or_else(|| "-".into());
    let entries = match found.entries.len() {
        0 => "-".into(),
        entries => entries.to_string(),
    };
    vec![
        found.adapter.clone(),
        found.platform.clone().unwrap_or_default(),
        found.kind.as_str().into(),
        found.posts.len().to_string(),
        updates.len().to_string(),
        entries,
        or_none(times.first()),
        or_none(times.last()),
        updates.iter().filter(|update| update.recorded.is_some()).count().to_string(),
        updates.iter().filter(|update| update.backdated_by().is_some()).count().to_string(),
    ]
}

fn time(update: &Update) -> Option<String> {
    Some(update.claimed.as_ref()?.instant()?.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// The incidents of the newest feed, as another project reads them with years: times and statuses of all updates. It
/// keeps one of two updates with the same minute and status, and puts those of one minute in an order of its own.
fn against_others(folder: &Path) -> (usize, usize) {
    let folder = folder.join("github-atom-versions");
    let (Ok(feed), Ok(others)) = (
        std::fs::read(folder.join("2026-08-22.atom")),
        std::fs::read_to_string(folder.join("parsed-incidents-last40.jsonl")),
    ) else {
        println!("status_samples: SKIPPED the reading of others: it is not in {}", folder.display());
        return (0, 0);
    };
    let found = read(&feed, "https://www.githubstatus.com/history.atom");
    let mut theirs = BTreeMap::new();
    for line in others.lines() {
        let incident: Value = serde_json::from_str(line).unwrap();
        let said = incident["updates"].as_array().unwrap().iter();
        let said: BTreeSet<(String, String)> = said
            .map(|one| (one["at"].as_str().unwrap().into(), one["status"].as_str().unwrap().into()))
            .collect();
        theirs.insert(incident["url"].as_str().unwrap().to_owned(), said);
    }
    let mut compared = 0;
    let mut wrong = 0;
    for post in &found.posts {
        let Some(said) = post.url.as_ref().and_then(|url| theirs.get(url)) else { continue };
        let ours: BTreeSet<(String, String)> = post
            .updates
            .iter()
            .map(|update| (time(update).unwrap_or_default(), update.status.clone().unwrap_or_default()))
            .collect();
        compared += 1;
        if ours != *said {
            wrong += 1;
            println!("status_samples: {:?}\n  others {said:?}\n  read   {ours:?}", post.url);
        }
    }
    (compared, wrong)
}
