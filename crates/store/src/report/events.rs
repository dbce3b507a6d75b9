//! What happened when, whoever answered.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

/// An event that response times are measured from.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Anchor {
    /// private, public or fix.
    pub kind: String,
    /// The earliest instant that its time can mean.
    pub low_at: DateTime<Utc>,
    /// The latest instant that its time can mean.
    pub high_at: DateTime<Utc>,
    /// The time as the seed writes it.
    pub raw: String,
    /// What happened.
    pub label: String,
    /// Who says so.
    pub citation: String,
    /// How many other events of this kind are known.
    pub others: i64,
}

pub(super) const ANCHORS: &str = "\
select anchor as kind, anchor_low_at as low_at, anchor_high_at as high_at, anchor_raw as raw, anchor_label as label,
       anchor_citation as citation, other_values as others
  from research.anchors where incident = $1
 order by array_position(array['private', 'public', 'fix'], anchor)";

/// One value for when something happened.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct ReferenceTime {
    /// What kind of event: private, public, fix, or what a record calls it.
    pub kind: String,
    /// Who says so: the curated events, or the list of flaws.
    pub authority: Option<String>,
    /// How far it can be trusted: stated, bookkeeping or bound.
    pub trust: Option<String>,
    /// Whether response times are measured from it.
    pub anchor: Option<bool>,
    /// The time as written.
    pub raw: Option<String>,
    /// What happened.
    pub label: Option<String>,
    /// Where it is from.
    pub citation: Option<String>,
}

pub(super) const EVENTS: &str = "\
select kind, authority, trust, anchor, raw, label, citation
  from research.reference_times where incident = $1 order by low_at nulls last, kind, authority, label";
