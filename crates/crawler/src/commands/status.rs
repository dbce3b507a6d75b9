//! `trail status`: how the crawl stands with each provider, against its staleness objective.

use std::io::Write;

use anyhow::{Context, Result};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::cli::{StatusArgs, TableFormat};
use crate::clock::system_clock;
use crate::exit::Exit;
use crate::failure::{Failed, instead_of};
use crate::schedule::TAIL_S;
use crate::seed_files::count;
use crate::setting::Setting;
use crate::standing::{self, ProviderStanding, SourceStanding, Standing, State};
use crate::table;

/// Runs the command: ends with 1 where an objective is missed.
///
/// # Errors
/// When the provider is not known, or the database cannot be used.
pub async fn run(setting: &Setting, args: &StatusArgs) -> Result<Exit> {
    let now = system_clock().now();
    let store = setting.for_reading().database().await?.connect().await?;
    if let Some(provider) = &args.provider {
        let known = store.providers().await?;
        if !known.contains(provider) {
            let text = format!(
                "there is no provider '{provider}'; the database has: {}",
                instead_of(provider, &known)
            );
            return Err(Failed::new(Exit::Findings, text).into());
        }
    }
    let standing = standing::read(&store, args.provider.as_deref(), now).await?;
    let text = match args.format {
        TableFormat::Table => {
            let bursts = store.bursts(now - TimeDelta::seconds(TAIL_S)).await?;
            let names: Vec<String> = bursts.into_iter().map(|burst| burst.slug).collect();
            text(&standing, args, &names, now)
        }
        TableFormat::Csv => csv(&standing, args),
        TableFormat::Json => json(&standing, args),
    };
    std::io::stdout().write_all(text.as_bytes()).context("standard output is closed")?;
    Ok(if standing.late() == 0 { Exit::Success } else { Exit::Findings })
}

fn text(standing: &Standing, args: &StatusArgs, bursts: &[String], now: DateTime<Utc>) -> String {
    let mut out = String::new();
    let mut grid = table::grid();
    let first = if args.provider.is_some() { ["source", "kind"] } else { ["provider", "sources"] };
    grid.set_header(first.into_iter().chain(["last success", "objective", "next", "failures", "state"]));
    let rows: Vec<Vec<String>> = match args.provider {
        Some(_) => {
            let chosen = standing.sources.iter().filter(|source| !args.late || source.state.misses());
            chosen.map(|source| source_row(source, now)).collect()
        }
        None => {
            let providers = standing.providers();
            let chosen = providers.iter().filter(|provider| !args.late || provider.late > 0);
            chosen.map(|provider| provider_row(provider, now)).collect()
        }
    };
    let shown = rows.len();
    grid.add_rows(rows);
    if shown > 0 {
        out += &format!("{grid}\n");
    }
    out += &summary(standing, bursts);
    out
}

fn provider_row(it: &ProviderStanding, now: DateTime<Utc>) -> Vec<String> {
    let sources =
        if it.late > 0 { format!("{} of {} late", it.late, it.sources) } else { it.sources.to_string() };
    vec![
        it.provider.clone(),
        sources,
        ago(it.worst.last_success_at, now),
        span(it.worst.objective_s),
        until(it.next_at, now),
        it.failures.to_string(),
        words(&it.worst, it.breaker_open, it.burst_until_at, now),
    ]
}

fn source_row(it: &SourceStanding, now: DateTime<Utc>) -> Vec<String> {
    vec![
        table::shown(&it.url),
        it.kind.clone(),
        ago(it.last_success_at, now),
        span(it.objective_s),
        until(it.next_at, now),
        it.failures.to_string(),
        words(it, it.breaker_open, it.burst_until_at, now),
    ]
}

/// The state in words: `late, breaker open, burst; failed: no address`.
fn words(worst: &SourceStanding, breaker: bool, burst: Option<DateTime<Utc>>, now: DateTime<Utc>) -> String {
    let mut words = vec![worst.state.as_str().replace('-', " ")];
    if breaker {
        words.push("breaker open".to_owned());
    }
    if let Some(until_at) = burst {
        words.push(if until_at > now { "burst" } else { "burst, decaying" }.to_owned());
    }
    let trouble = worst.trouble.as_deref().map(table::shown).filter(|it| it != "disallowed");
    let trouble = trouble.map(|trouble| format!("; {trouble}")).unwrap_or_default();
    words.join(", ") + &trouble
}

fn summary(standing: &Standing, bursts: &[String]) -> String {
    if standing.sources.is_empty() {
        return "nothing is followed yet; `trail crawl --once` begins with the shipped seeds, `--seeds DIR` with your own\n"
            .to_owned();
    }
    let of = |state: State| standing.sources.iter().filter(|source| source.state == state).count();
    let mut parts = vec![format!("{} on time", of(State::OnTime))];
    for (state, what) in [
        (State::Late, "late"),
        (State::Never, "never seen, though they should have been"),
        (State::Forbidden, "forbidden by robots.txt"),
    ] {
        if of(state) > 0 {
            parts.push(format!("{} {what}", of(state)));
        }
    }
    let open = standing.sources.iter().filter(|source| source.breaker_open).count();
    if open > 0 {
        parts.push(format!("{open} behind an open circuit breaker"));
    }
    let mut out = format!("{}: {}\n", count(standing.sources.len(), "source"), parts.join(", "));
    if !bursts.is_empty() {
        out += &format!("burst: {}\n", bursts.join(", "));
    }
    out
}

/// `3m ago`, `never`.
fn ago(time: Option<DateTime<Utc>>, now: DateTime<Utc>) -> String {
    time.map_or_else(|| "never".to_owned(), |time| format!("{} ago", span((now - time).num_seconds().max(0))))
}

/// `in 4m`, `now`.
fn until(time: DateTime<Utc>, now: DateTime<Utc>) -> String {
    match (time - now).num_seconds() {
        ..=0 => "now".to_owned(),
        seconds => format!("in {}", span(seconds)),
    }
}

/// The two largest units: `45s`, `12m`, `3h 20m`, `4d 3h`.
fn span(seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds}s"),
        (0, 0, minutes) => format!("{minutes}m"),
        (0, hours, 0) => format!("{hours}h"),
        (0, hours, minutes) => format!("{hours}h {minutes}m"),
        (days, 0, _) => format!("{days}d"),
        (days, hours, _) => format!("{days}d {hours}h"),
    }
}

/// The fields of both machine-readable forms, in their order.
fn fields(it: &SourceStanding) -> Vec<(&'static str, Value)> {
    let time = |time: Option<DateTime<Utc>>| {
        time.map_or(Value::Null, |time| time.to_rfc3339_opts(SecondsFormat::Secs, true).into())
    };
    vec![
        ("provider", it.provider.as_str().into()),
        ("kind", it.kind.as_str().into()),
        ("url", it.url.as_str().into()),
        ("state", it.state.as_str().into()),
        ("last_success_at", time(it.last_success_at)),
        ("staleness_s", json!(it.staleness_s)),
        ("objective_s", json!(it.objective_s)),
        ("failures", json!(it.failures)),
        ("next_at", time(Some(it.next_at))),
        ("breaker_open", json!(it.breaker_open)),
        ("burst_until_at", time(it.burst_until_at)),
        ("trouble", json!(it.trouble)),
    ]
}

fn csv(standing: &Standing, args: &StatusArgs) -> String {
    let mut out = String::from(
        "provider,kind,url,state,last_success_at,staleness_s,objective_s,failures,next_at,breaker_open,burst_until_at,trouble\r\n",
    );
    for source in standing.sources.iter().filter(|source| !args.late || source.state.misses()) {
        let cells: Vec<String> = fields(source)
            .into_iter()
            .map(|(_, value)| match value {
                Value::Null => table::field(None),
                Value::String(text) => table::field(Some(&text)),
                other => table::field(Some(&other.to_string())),
            })
            .collect();
        out += &(cells.join(",") + "\r\n");
    }
    out
}

fn json(standing: &Standing, args: &StatusArgs) -> String {
    let chosen = standing.sources.iter().filter(|source| !args.late || source.state.misses());
    let rows: Vec<Value> = chosen
        .map(|source| fields(source).into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
        .map(Value::Object)
        .collect();
    serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_in_their_two_largest_units() {
        let said: Vec<String> = [0, 59, 60, 3599, 3600, 12_000, 86_400, 90_000].map(span).to_vec();
        assert_eq!(said, ["0s", "59s", "1m", "59m", "1h", "3h 20m", "1d", "1d 1h"]);
    }

    #[test]
    fn csv_has_as_many_fields_as_names() {
        let args = StatusArgs { provider: None, format: TableFormat::Csv, late: false };
        let text = csv(&standing::sample(), &args);
        let widths: Vec<usize> = text.lines().map(|line| line.split(',').count()).collect();
        assert_eq!(widths, vec![12; 6]);
        assert!(
            text.lines()
                .next()
                .unwrap()
                .split(',')
                .eq(fields(&standing::sample().sources[0]).iter().map(|f| f.0))
        );
    }
}
