//! How the crawl stands: each source against its staleness objective, and providers as the worst of theirs.

use chrono::{DateTime, TimeDelta, Utc};
use model::{Burst, SourceKind};
use store::{SourceState, Store, StoreError};

use crate::schedule::{TAIL_S, burst_longest_s, objective_s};

/// How a source stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The last complete look is within the objective, or the first one is not late yet.
    OnTime,
    /// robots.txt does not allow it: no look can be complete.
    Forbidden,
    /// It was seen once, too long ago.
    Late,
    /// It was never seen, and should have been.
    Never,
}

impl State {
    /// All states, best first.
    pub const ALL: [Self; 4] = [Self::OnTime, Self::Forbidden, Self::Late, Self::Never];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnTime => "on-time",
            Self::Forbidden => "forbidden",
            Self::Late => "late",
            Self::Never => "never",
        }
    }

    /// Whether the objective is missed. What is forbidden has none that could be met.
    pub fn misses(self) -> bool {
        matches!(self, Self::Late | Self::Never)
    }
}

/// One source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceStanding {
    /// The provider's slug.
    pub provider: String,
    /// The kind of source.
    pub kind: String,
    /// Its address.
    pub url: String,
    /// The last complete look.
    pub last_success_at: Option<DateTime<Utc>>,
    /// Seconds since then; since it is followed, where there was none.
    pub staleness_s: Option<i64>,
    /// Seconds that should not be exceeded; in a burst, those of the burst.
    pub objective_s: i64,
    /// How it stands.
    pub state: State,
    /// Failed looks in a row.
    pub failures: i32,
    /// What the last look came to, where it was not answered.
    pub trouble: Option<String>,
    /// When it is looked at next: due, and its host does not rest any more.
    pub next_at: DateTime<Utc>,
    /// Whether the circuit breaker of its host is open.
    pub breaker_open: bool,
    /// Until when the burst that it is in holds in full.
    pub burst_until_at: Option<DateTime<Utc>>,
}

/// All sources, in the order of their providers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The sources.
    pub sources: Vec<SourceStanding>,
}

/// Reads how the sources of one provider, or all, stand at `now`.
///
/// # Errors
/// When the database cannot be used.
pub async fn read(store: &Store, provider: Option<&str>, now: DateTime<Utc>) -> Result<Standing, StoreError> {
    let after = now - TimeDelta::seconds(TAIL_S);
    let states = store.source_states(provider, now, after).await?;
    Ok(Standing { sources: states.into_iter().map(|state| judge(state, now)).collect() })
}

/// Judges one source.
fn judge(source: SourceState, now: DateTime<Utc>) -> SourceStanding {
    let kind = SourceKind::from_name(&source.kind).unwrap_or(SourceKind::Page);
    let burst = source.burst_started_at.zip(source.burst_until_at);
    let bound = burst
        .map(|(started_at, until_at)| Burst { started_at, until_at })
        .and_then(|burst| burst_longest_s(&burst, now));
    let regular = objective_s(kind, source.every_s);
    // In a burst a look may be missed as well, and the first of it may take a while to come round.
    let objective_s = bound.map_or(regular, |bound| regular.min(3 * bound));
    let since = [source.last_success_at, source.burst_started_at.filter(|_| bound.is_some())];
    let counted_from = since.into_iter().flatten().max().unwrap_or(source.since);
    let staleness_s = (now - source.last_success_at.unwrap_or(source.since)).num_seconds().max(0);
    let overdue = (now - counted_from).num_seconds() > objective_s;
    let state = match (source.last_outcome.as_deref(), source.last_success_at) {
        // With a detail, it is only that robots.txt cannot be reached.
        (Some("disallowed"), _) if source.last_detail.is_none() => State::Forbidden,
        (_, Some(_)) if overdue => State::Late,
        (_, None) if overdue => State::Never,
        _ => State::OnTime,
    };
    let trouble = source.last_outcome.as_deref().filter(|it| !matches!(*it, "answered" | "unchanged"));
    let trouble = trouble.map(|outcome| match &source.last_detail {
        // No rule disallows it; the word would say that one does.
        Some(detail) if outcome == "disallowed" => detail.clone(),
        Some(detail) => format!("{outcome}: {detail}"),
        None => outcome.to_owned(),
    });
    SourceStanding {
        provider: source.provider,
        kind: source.kind,
        url: source.url,
        last_success_at: source.last_success_at,
        staleness_s: Some(staleness_s),
        objective_s,
        state,
        failures: source.failures,
        trouble,
        next_at: source.group_next_at.map_or(source.due_at, |rests| rests.max(source.due_at)),
        breaker_open: source.breaker_opened_at.is_some(),
        burst_until_at: source.burst_until_at.filter(|_| bound.is_some()),
    }
}

/// One provider: the worst of its sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderStanding {
    /// The slug.
    pub provider: String,
    /// How many active sources it has.
    pub sources: usize,
    /// How many of them miss their objective.
    pub late: usize,
    /// The source that stands worst: by state, then by how far it is beyond its objective.
    pub worst: SourceStanding,
    /// The last complete look at any of them.
    pub last_success_at: Option<DateTime<Utc>>,
    /// Failed looks in a row, of all together.
    pub failures: i32,
    /// When the next of them is looked at.
    pub next_at: DateTime<Utc>,
    /// Whether the breaker of any of their hosts is open.
    pub breaker_open: bool,
    /// Until when a burst holds in full.
    pub burst_until_at: Option<DateTime<Utc>>,
}

impl Standing {
    /// The providers, in alphabetical order.
    pub fn providers(&self) -> Vec<ProviderStanding> {
        let mut all = Vec::new();
        for group in self.sources.chunk_by(|a, b| a.provider == b.provider) {
            let beyond = |source: &SourceStanding| source.staleness_s.unwrap_or(0) - source.objective_s;
            let Some(worst) = group.iter().max_by_key(|source| (source.state, beyond(source))) else {
                continue;
            };
            all.push(ProviderStanding {
                provider: worst.provider.clone(),
                sources: group.len(),
                late: group.iter().filter(|source| source.state.misses()).count(),
                worst: worst.clone(),
                last_success_at: group.iter().filter_map(|source| source.last_success_at).max(),
                failures: group.iter().map(|source| source.failures).sum(),
                next_at: group.iter().map(|source| source.next_at).min().unwrap_or(worst.next_at),
                breaker_open: group.iter().any(|source| source.breaker_open),
                burst_until_at: group.iter().filter_map(|source| source.burst_until_at).max(),
            });
        }
        all
    }

    /// How many sources miss their objective.
    pub fn late(&self) -> usize {
        self.sources.iter().filter(|source| source.state.misses()).count()
    }
}

/// One source of each state, for tests.
#[cfg(test)]
pub(crate) fn sample() -> Standing {
    let now = DateTime::UNIX_EPOCH + TimeDelta::days(10);
    let sources =
        tests::CASES.iter().map(|(outcome, age_m, _)| judge(tests::source(outcome, *age_m, now), now));
    Standing { sources: sources.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the last look came to, minutes since the last complete one (none where negative), and the state.
    pub(super) const CASES: [(&str, i64, &str); 5] = [
        ("answered", 40, "on-time"),
        ("failed", 40, "on-time"),
        ("failed", 50, "late"),
        ("failed", -1, "never"),
        ("disallowed", -1, "forbidden"),
    ];

    pub(super) fn source(outcome: &str, age_m: i64, now: DateTime<Utc>) -> SourceState {
        SourceState {
            provider: format!("acme-{outcome}"),
            kind: "status".to_owned(),
            url: "https://status.acme.example/".to_owned(),
            every_s: None,
            since: now - TimeDelta::days(9),
            last_success_at: (age_m >= 0).then(|| now - TimeDelta::minutes(age_m)),
            last_look_at: Some(now),
            last_outcome: Some(outcome.to_owned()),
            last_detail: None,
            failures: 0,
            due_at: now,
            interval_s: 300,
            group_next_at: None,
            breaker_opened_at: None,
            burst_started_at: None,
            burst_until_at: None,
        }
    }

    #[test]
    fn a_source_is_judged_by_its_last_complete_look() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(10);
        for (outcome, age_m, expected) in CASES {
            let state = judge(source(outcome, age_m, now), now).state;
            assert_eq!(state.as_str(), expected, "{outcome}, {age_m} minutes");
        }
        let fresh = SourceState { since: now, ..source("failed", -1, now) };
        assert_eq!(judge(fresh, now).state, State::OnTime, "a new source is given the time of its objective");
    }

    #[test]
    fn in_a_burst_the_objective_is_that_of_the_burst() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(10);
        let mut it = source("answered", 20, now);
        it.burst_started_at = Some(now - TimeDelta::hours(5));
        it.burst_until_at = Some(now + TimeDelta::hours(67));
        let judged = judge(it.clone(), now);
        assert_eq!((judged.objective_s, judged.state), (15 * 60, State::Late));
        it.burst_started_at = Some(now - TimeDelta::minutes(1));
        assert_eq!(judge(it, now).state, State::OnTime, "it has just been declared");
    }

    #[test]
    fn a_provider_stands_as_its_worst_source() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(10);
        let mut sources: Vec<_> =
            CASES.iter().map(|(outcome, age, _)| judge(source(outcome, *age, now), now)).collect();
        for source in &mut sources {
            source.provider = "acme".to_owned();
        }
        let providers = Standing { sources }.providers();
        assert_eq!(providers.len(), 1);
        assert_eq!((providers[0].sources, providers[0].late), (5, 2));
        assert_eq!(providers[0].worst.state, State::Never);
    }
}
