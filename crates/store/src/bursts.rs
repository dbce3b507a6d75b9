//! Bursts: who is watched closely, since when and until when.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::Store;
use crate::error::{Doing, StoreError};

/// What a burst is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BurstTarget {
    /// All providers, for an incident: also those that say nothing are compared. The row of `incidents`.
    Incident(i64),
    /// One provider. The row of `providers`.
    Provider(i64),
}

/// A burst, for a person.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct BurstLine {
    /// The slug of the incident or provider.
    pub slug: String,
    /// `incident` or `provider`.
    pub kind: String,
    /// When it was declared.
    pub started_at: DateTime<Utc>,
    /// Until when it holds in full.
    pub until_at: DateTime<Utc>,
}

const FIND: &str = "\
select 'incident' as kind, id from incidents where slug = $1
union all select 'provider', id from providers where slug = $1
order by 1 limit 1";

const STOP: &str = "\
update bursts set stopped_at = $3
 where stopped_at is null and incident_id is not distinct from $1 and provider_id is not distinct from $2";

const DUE: &str = "\
update frontier set due_at = $2
 where active and role <> 'robots' and depth = 0 and due_at > $2 and ($1::bigint is null or provider_id = $1)";

const SOURCES: &str =
    "select count(*) from sources where active and ($1::bigint is null or provider_id = $1)";

const LINES: &str = "\
select coalesce(i.slug, p.slug) as slug, case when b.incident_id is null then 'provider' else 'incident' end as kind,
       b.started_at, b.until_at
  from bursts b
  left join incidents i on i.id = b.incident_id
  left join providers p on p.id = b.provider_id
 where b.stopped_at is null and b.until_at > $1
 order by b.until_at desc, 1";

impl BurstTarget {
    fn rows(&self) -> (Option<i64>, Option<i64>) {
        match *self {
            Self::Incident(id) => (Some(id), None),
            Self::Provider(id) => (None, Some(id)),
        }
    }
}

impl Store {
    /// The incident, else the provider, of that slug.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn burst_target(&self, slug: &str) -> Result<Option<BurstTarget>, StoreError> {
        let found: Option<(String, i64)> = sqlx::query_as(FIND)
            .bind(slug)
            .fetch_optional(&self.pool)
            .await
            .doing("look up what a burst is about")?;
        Ok(found.map(|(kind, id)| match kind.as_str() {
            "incident" => BurstTarget::Incident(id),
            _ => BurstTarget::Provider(id),
        }))
    }

    /// Declares a burst, in place of one about the same, and makes all sources concerned due. Returns how many
    /// those are.
    ///
    /// # Errors
    /// When the database cannot be used; nothing is changed then.
    pub async fn burst_start(
        &self,
        target: &BurstTarget,
        started_at: DateTime<Utc>,
        until_at: DateTime<Utc>,
    ) -> Result<i64, StoreError> {
        const DOING: &str = "declare a burst";
        let (incident, provider) = target.rows();
        let mut tx = self.pool.begin().await.doing(DOING)?;
        let stop = sqlx::query(STOP).bind(incident).bind(provider).bind(started_at);
        stop.execute(&mut *tx).await.doing(DOING)?;
        sqlx::query(
            "insert into bursts (incident_id, provider_id, started_at, until_at) values ($1, $2, $3, $4)",
        )
        .bind(incident)
        .bind(provider)
        .bind(started_at)
        .bind(until_at)
        .execute(&mut *tx)
        .await
        .doing(DOING)?;
        sqlx::query(DUE).bind(provider).bind(started_at).execute(&mut *tx).await.doing(DOING)?;
        let sources = sqlx::query_scalar(SOURCES).bind(provider).fetch_one(&mut *tx).await.doing(DOING)?;
        tx.commit().await.doing(DOING)?;
        Ok(sources)
    }

    /// Ends the bursts about `target`; `false` where there was none.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn burst_stop(&self, target: &BurstTarget, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let (incident, provider) = target.rows();
        let stop = sqlx::query(STOP).bind(incident).bind(provider).bind(now);
        let done = stop.execute(&self.pool).await.doing("end a burst")?;
        Ok(done.rows_affected() > 0)
    }

    /// The bursts that were not ended and whose time in full ends after `after`.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn bursts(&self, after: DateTime<Utc>) -> Result<Vec<BurstLine>, StoreError> {
        sqlx::query_as(LINES).bind(after).fetch_all(&self.pool).await.doing("list the bursts")
    }
}
