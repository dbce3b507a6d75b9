//! Entries of feeds and listings that speak of an incident: those that stand alone, and those that bound the time of a
//! communication that they announced.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

/// One entry.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct ListedEntry {
    /// Row of `entries`.
    pub id: i64,
    /// The provider's slug.
    pub provider: String,
    /// The provider's name.
    pub provider_name: String,
    /// Headline.
    pub title: Option<String>,
    /// The sentence that names the incident.
    pub quote: Option<String>,
    /// The address that it leads to.
    pub url: Option<String>,
    /// What the last look at that address came to; `None` where nobody looked there.
    pub page: Option<String>,
    /// The claimed time as it stands in the document.
    pub claimed_raw: Option<String>,
    /// The same in its own zone and to its own precision.
    pub claimed_local: Option<String>,
    /// Its offset from UTC.
    pub claimed_offset: Option<String>,
    /// How exact it is.
    pub claimed_precision: Option<String>,
    /// When it was seen first.
    pub first_seen_at: DateTime<Utc>,
    /// The last look before that would have shown it.
    pub last_not_seen_at: Option<DateTime<Utc>>,
    /// live, found or back-filled.
    pub evidence: String,
    /// The feed or listing.
    pub listing: String,
    /// File name of the WARC file.
    pub segment: String,
    /// Where the record's gzip member starts, in bytes.
    pub record_offset: i64,
    /// WARC-Record-ID.
    pub record_id: String,
    /// The communication that it announced and is one statement with; `None` where it stands alone.
    pub announces_id: Option<i64>,
}

pub(super) const ENTRIES: &str = "\
select e.entry_id as id, e.provider, e.provider_name, e.title, e.quote, e.url, e.page, e.claimed_raw, e.claimed_local,
       e.claimed_offset, e.claimed_precision, e.first_seen_at, e.last_not_seen_at, e.evidence, e.target_uri as listing, e.segment,
       e.record_offset, e.record_id, e.announces_id
  from research.entries e
 where e.incident = $1 and (e.stands_alone or e.announces_id is not null)
 order by e.first_seen_at, e.entry_id";
