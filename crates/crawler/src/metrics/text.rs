//! The exposition format of Prometheus (version 0.0.4).

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::{DateTime, Utc};

use super::catalogue::{
    BREAKERS, BYTES, CATALOGUE, DURATION, FAILURES, LAST_SUCCESS, LAST_VISIT, NEW, SOURCES, STAGES, STALEST,
    STARTED, UNDER_WAY, VISITS,
};
use super::{BOUNDS_S, Counts, Metrics, STAGES as STAGE_NAMES};
use crate::standing::Standing;

/// A series: the value of its label, and the number.
type Series = Vec<(String, f64)>;

/// All metrics as text: those of this process, and those of the crawl as a whole where `standing` is known.
pub(super) fn render(metrics: &Metrics, started_at: DateTime<Utc>, standing: Option<&Standing>) -> String {
    let counts = metrics.counts().clone();
    let mut out = String::new();
    for metric in &CATALOGUE {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "# HELP {} {}", metric.name, metric.help);
        let _ = writeln!(out, "# TYPE {} {}", metric.name, metric.kind.as_str());
        if metric.name == DURATION {
            histogram(&mut out, &counts);
            continue;
        }
        for (value, number) in series(metric.name, &counts, started_at, standing) {
            let _ = match metric.label {
                "" => writeln!(out, "{} {number}", metric.name),
                label => writeln!(out, "{}{{{label}=\"{}\"}} {number}", metric.name, escaped(&value)),
            };
        }
    }
    out
}

fn series(name: &str, counts: &Counts, started_at: DateTime<Utc>, standing: Option<&Standing>) -> Series {
    let one = |number: f64| vec![(String::new(), number)];
    let unix =
        |time: Option<DateTime<Utc>>| one(time.map_or(0.0, |time| time.timestamp_millis() as f64 / 1000.0));
    let count = |number: u64| number as f64;
    match name {
        VISITS => counts.outcomes.iter().map(|(outcome, n)| (outcome.clone(), count(*n))).collect(),
        FAILURES => counts.causes.iter().map(|(cause, n)| ((*cause).to_owned(), count(*n))).collect(),
        STAGES => {
            STAGE_NAMES.iter().zip(counts.stages_s).map(|(stage, s)| ((*stage).to_owned(), s)).collect()
        }
        BYTES => one(count(counts.received)),
        NEW => counts.new.iter().map(|(what, n)| ((*what).to_owned(), count(*n))).collect(),
        UNDER_WAY => one(count(counts.under_way)),
        LAST_VISIT => unix(counts.last_visit_at),
        LAST_SUCCESS => unix(counts.last_success_at),
        STARTED => unix(Some(started_at)),
        SOURCES => standing.map(by_state).unwrap_or_default(),
        BREAKERS => standing
            .map(|it| one(it.sources.iter().filter(|s| s.breaker_open).count() as f64))
            .unwrap_or_default(),
        STALEST => standing.map(stalest).unwrap_or_default(),
        _ => Series::new(),
    }
}

fn by_state(standing: &Standing) -> Series {
    let mut states: BTreeMap<&str, u32> =
        crate::standing::State::ALL.iter().map(|state| (state.as_str(), 0)).collect();
    for source in &standing.sources {
        *states.entry(source.state.as_str()).or_default() += 1;
    }
    states.into_iter().map(|(state, number)| (state.to_owned(), number.into())).collect()
}

fn stalest(standing: &Standing) -> Series {
    let mut kinds: BTreeMap<&str, i64> = BTreeMap::new();
    for source in &standing.sources {
        if let Some(staleness) = source.staleness_s.filter(|_| source.last_success_at.is_some()) {
            let worst = kinds.entry(source.kind.as_str()).or_default();
            *worst = staleness.max(*worst);
        }
    }
    kinds.into_iter().map(|(kind, seconds)| (kind.to_owned(), seconds as f64)).collect()
}

fn histogram(out: &mut String, counts: &Counts) {
    let mut sum = 0;
    for (bound, number) in
        BOUNDS_S.iter().map(f64::to_string).chain(["+Inf".to_owned()]).zip(counts.durations)
    {
        sum += number;
        let _ = writeln!(out, "{DURATION}_bucket{{le=\"{bound}\"}} {sum}");
    }
    let _ = writeln!(out, "{DURATION}_sum {}", counts.duration_s);
    let _ = writeln!(out, "{DURATION}_count {sum}");
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
