//! What was taken away again, and dates of publication that were moved.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

/// A statement that is gone, or a post whose date of publication is another one since.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct Withdrawn {
    /// The provider's slug.
    pub provider: String,
    /// post, update (inside a post that stands), or date (of publication).
    pub what: String,
    /// What the look came to that showed it: not-found, gone, soft-not-found, shown-without-it or another-time.
    pub answer: String,
    /// Headline of the post.
    pub title: Option<String>,
    /// The words that are gone; of a date, what it was.
    pub said: Option<String>,
    /// Of a date, what it became.
    pub became: Option<String>,
    /// The last look that showed it as it was; of a date, `None`, since other addresses may have shown it later.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// The first look that did not.
    pub since_at: DateTime<Utc>,
    /// Who made that look: live, or where it was brought from.
    pub seen_by: String,
    /// Where a reader found it.
    pub url: Option<String>,
    /// The communication with its last words.
    pub communication_id: Option<i64>,
    /// File name of the WARC file with the answer of that look.
    pub segment: String,
    /// Where the record's gzip member starts, in bytes.
    pub record_offset: i64,
    /// WARC-Record-ID.
    pub record_id: String,
}

pub(super) const WITHDRAWN: &str = "\
select m.provider, m.removed as what, m.answer, m.title, m.text as said, null as became, m.last_seen_at, m.gone_at as since_at,
       m.gone_by as seen_by, m.url, m.communication_id, m.segment, m.record_offset, m.record_id
  from research.removals m where m.incident = $1
union all
select t.provider, 'date', 'another-time', t.title, f.claimed_raw, f.against_raw, null, f.seen_at, k.made_by, t.url, t.communication_id,
       g.name, k.record_offset, f.record_id
  from (select communication_id, provider, title, url from research.trail
         where incident = $1 and update_key = '' and version = 1 offset 0) t
 cross join lateral (select * from research.time_flags f
                      where f.communication_id = t.communication_id and f.flag = 'published-time-moved' offset 0) f
  join captures k on k.record_id = substr(f.record_id, 10)::uuid
  join segments g on g.id = k.segment_id
 order by 8, 1, 2, 4";
