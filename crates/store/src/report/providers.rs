//! The providers that are followed, and how closely.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::FromRow;
use sqlx::postgres::types::PgInterval;

/// A provider and what its silence or its first word rests on.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Provider {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Communications that speak of the incident themselves.
    pub communications: i64,
    /// Entries of feeds and listings that do where no text of their page was read that does.
    pub entries: i64,
    /// Hours from the public disclosure to the first word at least, by claimed times; negative before it.
    pub claimed_hours_low: Option<f64>,
    /// The same, at most.
    pub claimed_hours_high: Option<f64>,
    /// Hours at least by our looks; of a silent provider, to when each source that was watched from the disclosure on was
    /// seen last.
    pub observed_hours_low: Option<f64>,
    /// The same, at most; `None` of a silent provider.
    pub observed_hours_high: Option<f64>,
    /// none, left, right, not watched throughout, partly watched, not watched from the start, not all was read, blind or
    /// nobody looked.
    pub censored: String,
    /// The communication with the earliest claimed time.
    pub first_communication: Option<i64>,
    /// The entry, where that is an entry.
    pub first_entry: Option<i64>,
    /// When the first was seen.
    pub first_seen_at: Option<DateTime<Utc>>,
    /// The last look before that.
    pub last_not_seen_at: Option<DateTime<Utc>>,
    /// Looks from the disclosure to the first word (or the last look) at addresses that bring new posts, which would have
    /// shown one, and showed none.
    pub silent_looks: Option<i64>,
    /// Looks in that time that could not have shown one.
    pub silent_blind_looks: Option<i64>,
    /// Those of the looks that were our own.
    pub silent_live_looks: Option<i64>,
    /// The first of those looks.
    pub silent_from: Option<DateTime<Utc>>,
    /// The last of them.
    pub silent_until: Option<DateTime<Utc>>,
    /// from the start, not watched throughout, partly watched, not watched from the start, not all was read, blind or nobody
    /// looked; `None` where no disclosure is known.
    pub watched: Option<String>,
    /// Until when the silence is known; `None` where it has no length.
    pub silent_known_until: Option<DateTime<Utc>>,
    /// Addresses that listings led to in that time and that nobody could read: each may be a statement.
    pub unread_posts: Option<i64>,
    /// Sources that were not watched from the start, or never seen.
    pub unwatched_sources: Option<i64>,
    /// Times between in which a feed may have shown entries that nobody saw.
    pub open_gaps: Option<i64>,
    /// All looks that would have shown a new statement.
    pub looks: i64,
    /// All that could not.
    pub blind_looks: i64,
    /// The last of all looks.
    pub last_look_at: Option<DateTime<Utc>>,
}

pub(super) const PROVIDERS: &str = "\
select w.provider as slug, w.provider_name as name, w.communications, w.entries,
       w.claimed_hours_low::float8 as claimed_hours_low, w.claimed_hours_high::float8 as claimed_hours_high,
       w.observed_hours_low::float8 as observed_hours_low, w.observed_hours_high::float8 as observed_hours_high,
       w.censored, w.communication_id as first_communication, w.entry_id as first_entry, w.first_seen_at, w.last_not_seen_at,
       s.looks as silent_looks, s.blind_looks as silent_blind_looks, s.live_looks as silent_live_looks,
       s.first_look_at as silent_from, s.last_look_at as silent_until, s.watched,
       s.watched_until as silent_known_until, s.unread_posts, s.unwatched_sources, s.open_gaps, w.looks, w.blind_looks, w.last_look_at
  from research.first_words w
  left join research.silences s on s.provider = w.provider and s.incident = w.incident
 where w.incident = $1
 order by w.communications + w.entries = 0, w.claimed_low_at + (w.claimed_high_at - w.claimed_low_at) / 2 nulls last, w.first_seen_at,
          w.provider";

/// How one source was looked at.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Coverage {
    /// The provider's slug.
    pub provider: String,
    /// blog, newsroom, security-blog, advisories, status, security-txt or page.
    pub kind: String,
    /// The address.
    pub url: String,
    /// Whether it is still followed.
    pub active: bool,
    /// Looks that would have shown a statement; `None` where nobody looked.
    pub looks: Option<i64>,
    /// Looks that could not.
    pub blind_looks: Option<i64>,
    /// Those of the looks that others made.
    pub backfilled_looks: Option<i64>,
    /// The first look.
    pub first_look_at: Option<DateTime<Utc>>,
    /// The last look.
    pub last_look_at: Option<DateTime<Utc>>,
    longest_gap: Option<PgInterval>,
    /// Times in which entries may have come and gone, and that were not filled since.
    pub open_gaps: i64,
}

impl Coverage {
    /// The longest time between the last look of a day and the first one of the next day that had any.
    pub fn longest_gap(&self) -> Option<TimeDelta> {
        let gap = self.longest_gap.as_ref()?;
        let days = TimeDelta::days(i64::from(gap.days) + 30 * i64::from(gap.months));
        Some(days + TimeDelta::microseconds(gap.microseconds))
    }
}

pub(super) const COVERAGE: &str = "\
select v.provider, v.source_kind as kind, v.source as url, v.active, v.looks, v.blind_looks, v.backfilled_looks,
       v.first_look_at, v.last_look_at, v.longest_gap, v.open_gaps
  from research.coverage v where exists (select 1 from incidents where slug = $1)
 order by v.provider, v.source_kind, v.source";
