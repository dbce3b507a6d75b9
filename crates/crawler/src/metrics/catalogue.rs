//! The names of all metrics, with their types and units: part of the interface (`docs/OPERATING.md`).

/// What kind of number a metric is, in the words of Prometheus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Only grows while the process lives.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Counts by upper bound, with a sum.
    Histogram,
}

impl Kind {
    /// The word of the exposition format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

/// One metric.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// Its name; the unit is its last part, before `_total`.
    pub name: &'static str,
    /// What kind of number it is.
    pub kind: Kind,
    /// The label that tells its series apart; empty where there is one series.
    pub label: &'static str,
    /// What it says.
    pub help: &'static str,
}

const fn metric(name: &'static str, kind: Kind, label: &'static str, help: &'static str) -> Metric {
    Metric { name, kind, label, help }
}

/// Finished visits.
pub const VISITS: &str = "trail_visits_total";
/// Failed visits.
pub const FAILURES: &str = "trail_failures_total";
/// How long visits take.
pub const DURATION: &str = "trail_visit_duration_seconds";
/// Time in the stages.
pub const STAGES: &str = "trail_stage_seconds_total";
/// Bytes received.
pub const BYTES: &str = "trail_received_bytes_total";
/// What was new.
pub const NEW: &str = "trail_new_total";
/// Visits under way.
pub const UNDER_WAY: &str = "trail_visits_under_way";
/// The last finished visit.
pub const LAST_VISIT: &str = "trail_last_visit_timestamp_seconds";
/// The last visit that was answered.
pub const LAST_SUCCESS: &str = "trail_last_success_timestamp_seconds";
/// The start of the process.
pub const STARTED: &str = "trail_start_timestamp_seconds";
/// Sources by state.
pub const SOURCES: &str = "trail_sources";
/// Open circuit breakers.
pub const BREAKERS: &str = "trail_breakers_open";
/// The stalest source.
pub const STALEST: &str = "trail_staleness_seconds";

/// All metrics, in the order in which they are printed.
pub const CATALOGUE: [Metric; 13] = [
    metric(VISITS, Kind::Counter, "outcome", "Finished visits of this process, by what they came to."),
    metric(FAILURES, Kind::Counter, "cause", "Visits of this process that failed, by cause."),
    metric(DURATION, Kind::Histogram, "", "Seconds from taking a visit to its rows in the database."),
    metric(STAGES, Kind::Counter, "stage", "Seconds in the stages fetch, append, extract and record."),
    metric(BYTES, Kind::Counter, "", "Bytes of the bodies received, as sent."),
    metric(NEW, Kind::Counter, "what", "New posts, revisions, communications and addresses."),
    metric(UNDER_WAY, Kind::Gauge, "", "Visits that this process has under way."),
    metric(LAST_VISIT, Kind::Gauge, "", "Unix time of the last finished visit; 0 before the first."),
    metric(
        LAST_SUCCESS,
        Kind::Gauge,
        "",
        "Unix time of the last visit that was answered; 0 before the first. The dead-man signal: alert when it falls behind.",
    ),
    metric(STARTED, Kind::Gauge, "", "Unix time at which this process started."),
    metric(
        SOURCES,
        Kind::Gauge,
        "state",
        "Active sources by state: on-time, late, never or forbidden. All workers together.",
    ),
    metric(
        BREAKERS,
        Kind::Gauge,
        "",
        "Sources whose host is left alone by its circuit breaker. All workers together.",
    ),
    metric(
        STALEST,
        Kind::Gauge,
        "kind",
        "Seconds since the last complete look at the stalest source that was ever seen, by kind of source.",
    ),
];
