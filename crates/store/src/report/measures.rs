//! Response times.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

/// How long after an anchor a provider did something, by one kind of time.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct ResponseTime {
    /// The provider's slug.
    pub provider: String,
    /// What is timed: first-word, first-action, fix-claimed, ...
    pub measure: String,
    /// claimed, platform or observed.
    pub basis: String,
    /// private, public or fix.
    pub anchor: String,
    /// It happened no earlier.
    pub low_at: Option<DateTime<Utc>>,
    /// It happened no later.
    pub high_at: Option<DateTime<Utc>>,
    /// Hours from the anchor, at least; negative before it.
    pub hours_low: Option<f64>,
    /// Hours from the anchor, at most.
    pub hours_high: Option<f64>,
    /// none, left, right, not watched throughout, partly watched, not watched from the start or not all was read.
    pub censored: String,
    /// How the communication or the entry was found: live, found or back-filled; where nothing was seen, whose looks those
    /// were: live, back-filled or both.
    pub evidence: String,
    /// The communication with the least upper bound.
    pub communication_id: Option<i64>,
    /// The entry, where that is an entry.
    pub entry_id: Option<i64>,
}

pub(super) const TIMES: &str = "\
select t.provider, t.measure, t.basis, t.anchor, t.low_at, t.high_at, t.hours_low::float8 as hours_low,
       t.hours_high::float8 as hours_high, t.censored, t.evidence, t.communication_id, t.entry_id
  from research.response_times t where t.incident = $1
 order by t.provider, array_position(array['first-word', 'first-action', 'fix-claimed', 'mitigated', 'patched',
                                           'certificates', 'sessions', 'fleet-complete'], t.measure),
          array_position(array['claimed', 'platform', 'observed'], t.basis),
          array_position(array['private', 'public', 'fix'], t.anchor)";
