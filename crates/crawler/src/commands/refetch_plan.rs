//! `trail refetch --dry-run`: what a re-fetch would visit.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use anyhow::{Context, Result};
use model::SeedSet;
use store::{AgainLine, Store};

use crate::cli::RefetchArgs;
use crate::exit::Exit;
use crate::schedule::DEFAULT_DELAY;
use crate::seed_files::count;

/// Prints the addresses, one a line, and how long asking for them takes at least. Nothing is asked or changed.
///
/// # Errors
/// When the database cannot be asked, or standard output is closed.
pub async fn run(store: &Store, args: &RefetchArgs, seeds: Option<&SeedSet>) -> Result<Exit> {
    let mut plan = store.refetch_plan(&args.provider, args.since).await?;
    let known: BTreeSet<String> = plan.iter().map(|line| line.url.clone()).collect();
    // What the seed names and nobody has looked at yet.
    for source in seeds.into_iter().flat_map(|seeds| &seeds.providers).flat_map(|provider| &provider.sources)
    {
        if !known.contains(source.url.as_str()) {
            plan.push(AgainLine {
                url: source.url.to_string(),
                role: "listing".to_owned(),
                group_name: source.url.host_str().unwrap_or_default().to_owned(),
                last_looked_at: None,
            });
        }
    }
    std::io::stdout().write_all(tell(&plan).as_bytes()).context("standard output is closed")?;
    Ok(Exit::Success)
}

fn tell(plan: &[AgainLine]) -> String {
    let mut text = String::new();
    let mut groups: BTreeMap<&str, u32> = BTreeMap::new();
    for line in plan {
        *groups.entry(&line.group_name).or_default() += 1;
        let last = line
            .last_looked_at
            .map_or_else(|| "never".to_owned(), |time| time.format("%Y-%m-%d %H:%M:%SZ").to_string());
        text.push_str(&format!("{:<8} {last:<20} {}\n", line.role, line.url));
    }
    // Groups are asked at the same time, each no faster than its delay.
    let longest = groups.values().max().copied().unwrap_or(0);
    let least = DEFAULT_DELAY * longest.saturating_sub(1);
    text.push_str(&format!(
        "{} of {}, at least {} s; a longer delay of a host and its robots.txt come on top\n",
        count(plan.len(), "request"),
        count(groups.len(), "host"),
        least.as_secs()
    ));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_host_says_how_long_it_takes() {
        let line = |url: &str, group: &str| AgainLine {
            url: url.to_owned(),
            role: "post".to_owned(),
            group_name: group.to_owned(),
            last_looked_at: None,
        };
        let text = tell(&[
            line("https://a.example/1", "a.example"),
            line("https://a.example/2", "a.example"),
            line("https://b.example/", "b.example"),
        ]);
        let least = DEFAULT_DELAY.as_secs();
        assert!(text.ends_with(&format!("3 requests of 2 hosts, at least {least} s; a longer delay of a host and its robots.txt come on top\n")), "{text}");
        assert!(text.starts_with("post     never                https://a.example/1\n"), "{text}");
    }
}
