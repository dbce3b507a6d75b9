//! The dated statements of a trail, and who makes them.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

/// One communication.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Communication {
    /// Row of `communications`.
    pub id: i64,
    /// The provider's slug.
    pub provider: String,
    /// The provider's name.
    pub provider_name: String,
    /// post, revision, update, status-update or advisory-revision.
    pub kind: String,
    /// 1 for its first words.
    pub version: i32,
    /// Status as written.
    pub status: Option<String>,
    /// Headline of the post when this was said.
    pub title: Option<String>,
    /// Its words.
    pub text: Option<String>,
    /// The author line, with job titles.
    pub authors: Option<String>,
    /// How surely it speaks of the incident: strong, fair, or post.
    pub strength: String,
    /// Why we think so.
    pub reason: String,
    /// Whether it speaks of the incident itself.
    pub names_incident: bool,
    /// The claimed time as it stands in the document.
    pub claimed_raw: Option<String>,
    /// The same in its own zone and to its own precision.
    pub claimed_local: Option<String>,
    /// Its offset from UTC.
    pub claimed_offset: Option<String>,
    /// year, month, day, hour, minute, second or millisecond.
    pub claimed_precision: Option<String>,
    /// stated, inferred or ambiguous.
    pub claimed_certainty: Option<String>,
    /// The rule and place that it was read from.
    pub claimed_source: Option<String>,
    /// The earliest instant that it can mean.
    pub claimed_low_at: Option<DateTime<Utc>>,
    /// The latest instant that it can mean.
    pub claimed_high_at: Option<DateTime<Utc>>,
    /// When the platform's own record was made.
    pub platform_recorded_at: Option<DateTime<Utc>>,
    /// When that record was last edited.
    pub platform_edited_at: Option<DateTime<Utc>>,
    /// When it was seen first.
    pub first_seen_at: DateTime<Utc>,
    /// live, or where the capture was brought from.
    pub first_seen_by: String,
    /// The last look before that would have shown it.
    pub last_not_seen_at: Option<DateTime<Utc>>,
    /// live, found or back-filled.
    pub evidence: String,
    /// What speaks against its claimed time.
    pub time_flags: Vec<String>,
    /// Where a reader finds it.
    pub url: Option<String>,
    /// Where the capture can be looked at in the archive that it is from.
    pub archive_url: Option<String>,
    /// File name of the WARC file.
    pub segment: String,
    /// Where the record's gzip member starts, in bytes.
    pub record_offset: i64,
    /// WARC-Record-ID.
    pub record_id: String,
    /// Number of the post's text in which it was seen first.
    pub revision: i32,
    /// Row of `posts`.
    pub post_id: i64,
    /// Which statement inside the post.
    pub update_key: String,
    /// Whether its text was read for signals; `None` where nobody tried.
    pub assessed: Option<bool>,
    /// Why it was not.
    pub not_assessed: Option<String>,
}

pub(super) const TRAIL: &str = "\
select t.communication_id as id, t.provider, t.provider_name, t.kind, t.version, t.status, t.title, t.text, t.authors,
       t.strength, t.reason, t.names_incident, t.claimed_raw, t.claimed_local, t.claimed_offset, t.claimed_precision,
       t.claimed_certainty, t.claimed_source, t.claimed_low_at, t.claimed_high_at, t.platform_recorded_at,
       t.platform_edited_at, t.first_seen_at, t.first_seen_by, t.last_not_seen_at, t.evidence, t.time_flags, t.url,
       t.archive_url, t.segment, t.record_offset, t.record_id, t.revision, t.post_id, t.update_key, d.assessed,
       d.reason as not_assessed
  from research.trail t
  left join signal_readings d on d.communication_id = t.communication_id
 where t.incident = $1
 order by t.placed_at, t.communication_id";

/// A name beside a communication.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Speaker {
    /// The provider's slug.
    pub provider: String,
    /// byline, signer or attributed.
    pub role: String,
    /// The name as written.
    pub name: String,
    /// person or organisation.
    pub kind: String,
    /// Job title as written in this document.
    pub job_title: Option<String>,
    /// Class of that title.
    pub seniority: String,
    /// What that title is about.
    pub function: String,
    /// Of a quoted name, the organisation beside it.
    pub organisation: Option<String>,
    /// Whether the person speaks for the provider; `None` where a quoted name stands without an organisation.
    pub speaks_for_provider: Option<bool>,
    /// Seniority as a number, 6 for c-level; `None` where it is unstated, and for people of others.
    pub rank: Option<i32>,
    /// The rule and place that the name was read from.
    pub name_source: String,
    /// The rule and place that the title was read from.
    pub title_source: Option<String>,
    /// A title beside the same name in another document of the provider, where none stands here.
    pub title_elsewhere: Option<String>,
    /// That document's address.
    pub title_elsewhere_url: Option<String>,
    /// When that document was seen.
    pub title_elsewhere_at: Option<DateTime<Utc>>,
    /// The communication.
    pub communication_id: i64,
}

pub(super) const SPEAKERS: &str = "\
select provider, role, name, speaker_kind as kind, job_title, seniority, function, organisation, speaks_for_provider, rank,
       name_source, title_source,
       title_elsewhere, title_elsewhere_url, title_elsewhere_at, communication_id
  from research.speakers where incident = $1
 order by rank desc nulls last, first_seen_at, communication_id, position";
