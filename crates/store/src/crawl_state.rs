//! How the crawl stands with each source: what `trail status` and the metrics are made of.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::Store;
use crate::error::{Doing, StoreError};

/// One active source.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct SourceState {
    /// The provider's slug.
    pub provider: String,
    /// The kind, as in `sources.kind`.
    pub kind: String,
    /// The address as the seed has it.
    pub url: String,
    /// Seconds between two looks, where the seed sets them.
    pub every_s: Option<i64>,
    /// Since when it is followed.
    pub since: DateTime<Utc>,
    /// The last look that would have shown a statement that stands there.
    pub last_success_at: Option<DateTime<Utc>>,
    /// The last look, whatever it came to.
    pub last_look_at: Option<DateTime<Utc>>,
    /// What that came to, as in `observations.outcome`.
    pub last_outcome: Option<String>,
    /// What happened then, for a person.
    pub last_detail: Option<String>,
    /// Failed looks in a row.
    pub failures: i32,
    /// When it is due next.
    pub due_at: DateTime<Utc>,
    /// Seconds between two looks as they are planned now.
    pub interval_s: i64,
    /// When its politeness group may be asked again (the server's clock).
    pub group_next_at: Option<DateTime<Utc>>,
    /// When the circuit breaker of its group opened; `None` while it is closed.
    pub breaker_opened_at: Option<DateTime<Utc>>,
    /// When the burst that it is in was declared, if it is in one.
    pub burst_started_at: Option<DateTime<Utc>>,
    /// Until when that holds in full.
    pub burst_until_at: Option<DateTime<Utc>>,
}

/// The address that stands for a source is its own or, where that moved, the one that it moved to last, and so on to the
/// end. A look that was recorded with a later time than now, by a machine whose clock was ahead, says nothing of when that
/// was: it is no success, or the source would be on time until then. A look at an address from before it was a list, or before it was none any more, is no look at the source.
const STATES: &str = "\
select p.slug as provider, s.kind, s.url, s.every_s, s.recorded_at as since, good.looked_at as last_success_at,
       last.looked_at as last_look_at, last.outcome::text as last_outcome, last.detail as last_detail,
       at.failures, at.due_at, at.interval_s,
       case when g.next_at > '-infinity' then g.next_at end as group_next_at, g.opened_at as breaker_opened_at,
       burst.started_at as burst_started_at, burst.until_at as burst_until_at
  from sources s
  join providers p on p.id = s.provider_id
  join frontier root on root.url_key = s.url_key
 cross join lateral (
       with recursive way as (
         select root.id, root.moved_to_id, array[root.id] as steps
         union all
         select f.id, f.moved_to_id, w.steps || f.id
           from way w join frontier f on f.id = w.moved_to_id and f.id <> all (w.steps)
          where cardinality(w.steps) <= 8
            and (select o.outcome from observations o where o.frontier_id = w.id and o.made_by = 'live'
                  order by o.looked_at desc, o.id desc limit 1) = 'moved')
       select steps, steps[cardinality(steps)] as last from way order by cardinality(steps) desc limit 1) moved
  join frontier at on at.id = moved.last
  join politeness_groups g on g.id = at.group_id
  left join lateral (
       select o.looked_at from observations o
        where o.frontier_id = any (moved.steps) and o.complete and o.made_by = 'live' and o.role::text = root.role
          and o.looked_at <= $2 + interval '1 minute'
        order by o.looked_at desc limit 1) good on true
  left join lateral (
       select o.looked_at, o.outcome, o.detail from observations o
        where o.frontier_id = at.id and o.made_by = 'live' order by o.looked_at desc, o.id desc limit 1) last on true
  left join lateral (
       select b.started_at, b.until_at from bursts b
        where b.stopped_at is null and b.started_at <= $2 and b.until_at > $3
          and (b.incident_id is not null or b.provider_id = p.id)
        order by b.until_at desc limit 1) burst on true
 where s.active and ($1::text is null or p.slug = $1)
 order by p.slug, s.id";

impl Store {
    /// How the crawl stands with each active source, of one provider or of all. Bursts that held in full
    /// until before `bursts_after` are left out.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn source_states(
        &self,
        provider: Option<&str>,
        now: DateTime<Utc>,
        bursts_after: DateTime<Utc>,
    ) -> Result<Vec<SourceState>, StoreError> {
        sqlx::query_as(STATES)
            .bind(provider)
            .bind(now)
            .bind(bursts_after)
            .fetch_all(&self.pool)
            .await
            .doing("read how the crawl stands")
    }
}
