//! Taking one address that is due, without ever asking one host twice at a time.

use std::time::Duration;

use chrono::{DateTime, Utc};
use model::Visit;
use sqlx::{PgConnection, Row};
use uuid::Uuid;

use super::lease::release;
use super::visit::{self, visit_where};
use super::{LEASE_S, Scope};
use crate::Store;
use crate::error::{Doing, StoreError};

/// A retry that is due within so many seconds is waited for.
pub const RETRY_WINDOW_S: f64 = 30.0;

/// The shortest wait that is ever asked for: another worker may be about to release a group.
const SHORTEST_WAIT_S: f64 = 0.01;

/// Groups that are tried in one call; each miss is a group that another worker emptied in between.
const ATTEMPTS: u8 = 5;

/// What there is to do.
#[derive(Debug)]
pub enum Claim {
    /// Visit this address; its politeness group is leased.
    Visit(Box<Visit>),
    /// Something is due, but its group rests or is leased, or a retry is due soon: ask again after this.
    Wait(Duration),
    /// Nothing is due.
    Idle,
}

/// What is due at each origin `o`: `f`, the first of its sources and listings, the first of the posts that they lead to,
/// and its robots.txt where that of another origin leads here and is waited for. `$1` is the crawler's time, `$2` the
/// providers or null.
///
/// Each `limit` keeps the planner from looking at all that is due, which may be all posts of a long list.
///
/// `ask_robots`: the origin's own robots.txt comes first. `unsettled`: its rules are to come, either because
/// the first retries of a robots.txt that could not be reached are still to be made, or because its robots.txt
/// leads to another origin whose own is not fresh; `settles_at` says when, and is null where that other
/// origin is what is due.
macro_rules! due {
    ($columns:literal, $rest:literal) => {
        concat!(
            "select ",
            $columns,
            " from origins o
               join frontier r on r.origin_id = o.id and r.role = 'robots'
               left join origins ro on ro.id = o.robots_origin_id
               left join frontier rr on rr.origin_id = ro.id and rr.role = 'robots'
               cross join lateral (
                    select r.due_at <= $1 or (o.robots_state is null and rr.id is null) as ask_robots,
                           coalesce(r.failures > 0 and o.robots_state = 'unreachable' and r.due_at > $1
                           and r.due_at <= $1 + interval '30 seconds', false) as retries_own,
                           rr.id is not null and (rr.due_at <= $1 or ro.robots_state is null) as asks_other,
                           coalesce(rr.failures > 0 and ro.robots_state = 'unreachable' and rr.due_at > $1
                           and rr.due_at <= $1 + interval '30 seconds', false) as retries_other) w
               cross join lateral (
                    select w.ask_robots,
                           not w.ask_robots and (w.retries_own or w.asks_other or w.retries_other) as unsettled,
                           case when w.retries_own then r.due_at
                                when w.retries_other then rr.due_at end as settles_at) s
               cross join lateral (
                    (select f.id, f.due_at, true as of_source from frontier f
                      where f.origin_id = o.id and f.active and f.role <> 'robots'
                        and (f.depth = 0 or f.role = 'listing') and f.due_at <= $1
                        and ($2::bigint[] is null or f.provider_id = any($2))
                      order by f.due_at, f.id limit 1)
                    union all
                    (select f.id, f.due_at, false from frontier f
                      where f.origin_id = o.id and f.active and f.role <> 'robots'
                        and f.role = 'post' and f.depth > 0 and f.due_at <= $1
                        and ($2::bigint[] is null or f.provider_id = any($2))
                      order by f.due_at, f.id limit 1)
                    union all
                    (select r.id, r.due_at, true
                      where (r.due_at <= $1 or o.robots_state is null)
                        and exists (select 1 from origins a
                                     cross join lateral (
                                          select 1 from frontier f
                                           where f.origin_id = a.id and f.active and f.role <> 'robots'
                                             and f.due_at <= $1
                                             and ($2::bigint[] is null or f.provider_id = any($2))
                                           limit 1) due
                                     where a.robots_origin_id = o.id))) f ",
            $rest
        )
    };
}

/// Leases the group that has rested longest and at which something is due. The subquery keeps the planner from looking at all
/// groups before it takes the first. Where the worker is lost before it picks an address there, the lease runs out.
const LEASE: &str = concat!(
    "with free as materialized (
       select g.id from politeness_groups g
        where g.next_at <= (select clock_timestamp())
          and not exists (select from rebuilds where finished_at is null)
          and (g.leased_until is null or g.leased_until <= (select clock_timestamp()))
          and coalesce((",
    due!("true", "where o.group_id = g.id and not s.unsettled limit 1"),
    "), false)
        order by g.next_at, g.id limit 1 for update of g skip locked)
     update politeness_groups g
        set lease = $3, leased_by = $4, leased_until = clock_timestamp() + make_interval(secs => $5)
       from free
      where g.id = free.id
     returning g.id, g.name"
);

/// Picks the address in a group that is leased, and reads all that is known of it, in one statement. A source says that there
/// is something new, so it goes before the posts that are known, however many of them wait; and since a platform may have more
/// sources than it can be asked for, each fourth turn is one of the posts.
const TAKE: &str = concat!(
    "with picked as materialized (",
    due!(
        "case when s.ask_robots then r.id else f.id end as id,
         case when s.ask_robots then null else f.of_source end as of_source",
        "where o.group_id = $3 and not s.unsettled
           and not exists (select from rebuilds where finished_at is null)
      order by s.ask_robots desc,
               f.of_source = (select g.source_turns < 3 from politeness_groups g where g.id = $3) desc,
               f.due_at, f.id limit 1"
    ),
    "), counted as (
       update politeness_groups g
          set source_turns = case when p.of_source then least(g.source_turns + 1, 3) else 0 end
         from picked p
        where g.id = $3 and g.lease = $4 and p.of_source is not null) ",
    visit_where!("f.id = (select id from picked)")
);

const WAIT: &str = concat!(
    "select min(greatest(
        extract(epoch from greatest(g.next_at, g.leased_until, clock_timestamp()) - clock_timestamp()),
        due.wait_s))::float8
       from politeness_groups g
      cross join lateral (",
    due!(
        "min(case when s.unsettled then extract(epoch from s.settles_at - $1) else 0 end) as wait_s",
        "where o.group_id = g.id"
    ),
    ") due where due.wait_s is not null"
);

const RETRY: &str = "\
select min(greatest(
            extract(epoch from greatest(g.next_at, g.leased_until, clock_timestamp()) - clock_timestamp()),
            extract(epoch from f.due_at - $1)))::float8
  from frontier f join politeness_groups g on g.id = f.group_id
 where f.active and f.role <> 'robots' and f.failures > 0
   and f.due_at > $1 and f.due_at <= $1 + make_interval(secs => $3)
   and ($2::bigint[] is null or f.provider_id = any($2))";

impl Store {
    /// Takes the address that is longest due, of a group that may be asked now, sources before posts, and leases the group
    /// to `worker` for [`LEASE_S`]. What is due is decided by `now`, which may be simulated; leases and rests
    /// run by the server's clock. An address whose origin's robots.txt is not fresh is preceded by it.
    ///
    /// # Errors
    /// When the database cannot be used, or is being made again from the archive: a look between would have a wrong
    /// place among those that are still missing.
    pub async fn visit_claim(
        &self,
        scope: &Scope,
        now: DateTime<Utc>,
        worker: &str,
    ) -> Result<Claim, StoreError> {
        let providers = self.scope_ids(scope).await?;
        for _ in 0..ATTEMPTS {
            match self.claim_once(providers.as_deref(), now, worker).await? {
                Attempt::Taken(visit) => return Ok(Claim::Visit(visit)),
                Attempt::Missed => {}
                Attempt::NoGroup => return self.wait(providers.as_deref(), now).await,
            }
        }
        Ok(Claim::Wait(Duration::from_secs_f64(SHORTEST_WAIT_S)))
    }

    async fn claim_once(
        &self,
        providers: Option<&[i64]>,
        now: DateTime<Utc>,
        worker: &str,
    ) -> Result<Attempt, StoreError> {
        const DOING: &str = "claim a visit";
        let lease = Uuid::new_v4();
        let mut conn = self.pool.acquire().await.doing(DOING)?;
        let leased: Option<(i64, String)> = sqlx::query_as(LEASE)
            .bind(now)
            .bind(providers)
            .bind(lease)
            .bind(worker)
            .bind(f64::from(LEASE_S))
            .fetch_optional(&mut *conn)
            .await
            .doing(DOING)?;
        let Some((group, name)) = leased else { return Ok(Attempt::NoGroup) };
        // Another worker may have visited what was due when the group was looked at; from now on, nobody else does.
        let picked: Option<visit::Line> = sqlx::query_as(TAKE)
            .bind(now)
            .bind(providers)
            .bind(group)
            .bind(lease)
            .fetch_optional(&mut *conn)
            .await
            .doing(DOING)?;
        let visit = picked.map(|line| line.visit(lease)).transpose();
        if !matches!(visit, Ok(Some(_))) {
            release(&mut *conn, &name, lease).await?;
        }
        Ok(visit?.map_or(Attempt::Missed, |visit| Attempt::Taken(Box::new(visit))))
    }

    async fn wait(&self, providers: Option<&[i64]>, now: DateTime<Utc>) -> Result<Claim, StoreError> {
        const DOING: &str = "find out when something is due";
        if self.rebuild_is_unfinished().await? {
            return Err(StoreError::Rebuilding);
        }
        let mut conn = self.pool.acquire().await.doing(DOING)?;
        let due = seconds(&mut conn, WAIT, now, providers, None).await.doing(DOING)?;
        let retry = seconds(&mut conn, RETRY, now, providers, Some(RETRY_WINDOW_S)).await.doing(DOING)?;
        Ok(match due.into_iter().chain(retry).reduce(f64::min) {
            Some(wait_s) => Claim::Wait(Duration::from_secs_f64(wait_s.clamp(SHORTEST_WAIT_S, 3600.0))),
            None => Claim::Idle,
        })
    }

    async fn scope_ids(&self, scope: &Scope) -> Result<Option<Vec<i64>>, StoreError> {
        let Some(slugs) = &scope.providers else { return Ok(None) };
        sqlx::query_scalar("select id from providers where slug = any($1)")
            .bind(slugs)
            .fetch_all(&self.pool)
            .await
            .doing("look up providers")
            .map(Some)
    }
}

enum Attempt {
    Taken(Box<Visit>),
    Missed,
    NoGroup,
}

async fn seconds(
    conn: &mut PgConnection,
    sql: &'static str,
    now: DateTime<Utc>,
    providers: Option<&[i64]>,
    window_s: Option<f64>,
) -> Result<Option<f64>, sqlx::Error> {
    let mut query = sqlx::query(sql).bind(now).bind(providers);
    if let Some(window_s) = window_s {
        query = query.bind(window_s);
    }
    query.fetch_one(conn).await?.try_get(0)
}
