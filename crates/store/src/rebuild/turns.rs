//! Visits of the past recorded beside a crawl: while some of a provider's come in, its new ones wait, so that none of today
//! gets between two older ones. Nobody else's visits wait for it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sqlx::{ConnectOptions, PgConnection};
use uuid::Uuid;

use crate::Store;
use crate::error::{Doing, StoreError};

const DOING: &str = "take turns with a crawl";

/// As visits do (`record/turns.rs`), but until it is given back, and in one order, so that two imports never wait for each
/// other in a circle. Provider numbers beyond the bits of such a lock share one.
const TAKE: &str = "\
select count(pg_advisory_lock(hashtext('trail.recording'), t.half))
  from (select distinct (p.id & 2147483647)::integer as half from providers p where p.id = any($1) order by 1) t";

/// The turn of one process in recording what some providers said.
#[derive(Debug)]
pub struct Turns {
    conn: PgConnection,
    /// Of each provider that was met: the last of its looks that was looked at here.
    met: BTreeMap<i64, i64>,
    /// Slugs that no provider had so far: what is recorded of them since is known by the id of its record.
    unknown: BTreeSet<String>,
}

/// A look: the provider's row, its own, the id of its record where it is one alone, and when it was made or brought.
type NewLook = (i64, i64, Option<Uuid>, DateTime<Utc>);

impl Store {
    /// A connection to take turns with.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn turns(&self) -> Result<Turns, StoreError> {
        Ok(Turns {
            conn: self.options.connect().await.doing(DOING)?,
            met: BTreeMap::new(),
            unknown: BTreeSet::new(),
        })
    }
}

impl Turns {
    /// Waits until no visit of these providers (by any of their slugs) is being recorded, and holds up those that come then.
    /// Returns the last look at each of them that is none of `ours`, as far as it was not returned before.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn take(
        &mut self,
        slugs: &BTreeSet<&str>,
        ours: &BTreeSet<u128>,
    ) -> Result<BTreeMap<String, DateTime<Utc>>, StoreError> {
        let named: Vec<(i64, String)> = sqlx::query_as(
            "select distinct on (n.slug) p.id, n.slug
               from unnest($1::text[]) n (slug) join providers p on p.slug = n.slug or n.slug = any (p.former)
              order by n.slug, p.slug = n.slug desc",
        )
        .bind(slugs.iter().copied().collect::<Vec<_>>())
        .fetch_all(&mut self.conn)
        .await
        .doing(DOING)?;
        for (id, slug) in &named {
            if self.unknown.remove(slug) {
                self.met.entry(*id).or_insert(0);
            }
        }
        let missing = slugs.iter().filter(|slug| !named.iter().any(|(_, name)| name == *slug));
        self.unknown.extend(missing.map(|slug| (*slug).to_owned()));
        let ids: Vec<i64> = named.iter().map(|(id, _)| *id).collect();
        sqlx::query(TAKE).bind(&ids).execute(&mut self.conn).await.doing(DOING)?;
        let (met, new): (Vec<i64>, Vec<i64>) = ids.iter().partition(|id| self.met.contains_key(id));
        let mut looks = self.all(&new).await?;
        let since = met.iter().filter_map(|id| self.met.get(id)).min().copied();
        if let Some(since) = since {
            looks.extend(self.since(&met, since).await?);
        }
        let mut newest: BTreeMap<i64, DateTime<Utc>> = BTreeMap::new();
        for (id, look, record, at) in looks {
            let last = self.met.entry(id).or_insert(0);
            *last = look.max(*last);
            if record.is_none_or(|record| !ours.contains(&record.as_u128())) {
                let newest = newest.entry(id).or_insert(at);
                *newest = at.max(*newest);
            }
        }
        Ok(named.into_iter().filter_map(|(id, slug)| Some((slug, *newest.get(&id)?))).collect())
    }

    /// Lets the visits of all of them go on.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn give_back(&mut self) -> Result<(), StoreError> {
        sqlx::query("select pg_advisory_unlock_all()").execute(&mut self.conn).await.doing(DOING).map(drop)
    }

    /// All that was looked at of providers that are met for the first time: the last look of each alone.
    async fn all(&mut self, ids: &[i64]) -> Result<Vec<NewLook>, StoreError> {
        sqlx::query_as(
            "select o.provider_id::bigint, max(o.id), null::uuid, max(coalesce(k.brought_at, o.looked_at))
               from looks o left join captures k on k.id = o.capture_id
              where o.provider_id = any($1::bigint[]) group by o.provider_id",
        )
        .bind(ids)
        .fetch_all(&mut self.conn)
        .await
        .doing(DOING)
    }

    async fn since(&mut self, ids: &[i64], look: i64) -> Result<Vec<NewLook>, StoreError> {
        sqlx::query_as(
            "select o.provider_id::bigint, o.id, o.record_id, coalesce(k.brought_at, o.looked_at)
               from looks o left join captures k on k.id = o.capture_id
              where o.provider_id = any($1::bigint[]) and o.id > $2",
        )
        .bind(ids)
        .bind(look)
        .fetch_all(&mut self.conn)
        .await
        .doing(DOING)
    }
}
