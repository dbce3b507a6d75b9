//! Hosts that rest, and what waits for them.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::Scope;
use crate::Store;
use crate::error::{Doing, StoreError};

/// A politeness group that is not asked yet, though something is due there.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct RestingGroup {
    /// Its name: a host, or a platform of many.
    pub name: String,
    /// Seconds until it may be asked.
    pub rest_s: f64,
    /// Addresses that are due and wait for it.
    pub addresses: i64,
    /// One of them.
    pub url: String,
    /// Failed looks in a row, where its circuit breaker is open.
    pub failures: Option<i32>,
    /// What its last answer asked for, in seconds, where that was one of too much to do.
    pub retry_after_s: Option<i32>,
    /// The status of that answer.
    pub status: Option<i16>,
    /// The rules of the origin of `url`, where there are any.
    pub robots_text: Option<String>,
}

/// An address waits for its own group and, where the robots.txt of its origin stands elsewhere and is not fresh, for
/// the group of that one.
const RESTING: &str = "\
with waiting as (
  select f.id, f.url, g.id as group_id, o.robots_text
    from frontier f
    join origins o on o.id = f.origin_id
    left join origins ro on ro.id = o.robots_origin_id
    left join frontier rr on rr.origin_id = ro.id and rr.role = 'robots'
    join politeness_groups g on g.id = f.group_id
         or (g.id = rr.group_id and (rr.due_at <= $1 or ro.robots_state is null))
   where f.active and f.role <> 'robots' and f.due_at <= $1 and g.next_at > clock_timestamp()
     and ($2::text[] is null or f.provider_id in (select id from providers where slug = any($2))))
select g.name, extract(epoch from g.next_at - clock_timestamp())::float8 as rest_s, w.addresses, w.url,
       case when g.trips > 0 then g.failures end as failures, l.retry_after_s, l.status, w.robots_text
  from (select group_id, count(*) as addresses, min(url) as url, (array_agg(robots_text order by url))[1] as robots_text
          from waiting group by group_id) w
  join politeness_groups g on g.id = w.group_id
  left join lateral (
       select case when status in (403, 429, 503) then retry_after_s end as retry_after_s,
              case when status in (403, 429, 503) then status end as status
         from observations
        where frontier_id in (select id from frontier where group_id = g.id) and outcome <> 'disallowed'
        order by id desc limit 1) l on true
 order by g.name";

impl Store {
    /// The groups of which something of `scope` is due at `now`, and which rest.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn resting_groups(
        &self,
        scope: &Scope,
        now: DateTime<Utc>,
    ) -> Result<Vec<RestingGroup>, StoreError> {
        let asked = sqlx::query_as(RESTING).bind(now).bind(scope.providers.as_deref());
        asked.fetch_all(&self.pool).await.doing("find hosts that rest")
    }
}
