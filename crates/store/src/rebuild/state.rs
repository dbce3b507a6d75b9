//! How far a rebuild is: begun, gone on with, done.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt;
use uuid::Uuid;

use crate::Store;
use crate::error::{Doing, StoreError};
use crate::record_id::record_uuid;

const DOING: &str = "look how far the rebuild is";

/// What a rebuild finds in the database.
#[derive(Debug)]
pub struct Beginning {
    /// Whether one that was stopped goes on.
    pub goes_on: bool,
    /// Visits that are recorded, by the id of their metadata record.
    pub recorded: BTreeSet<u128>,
    /// The last look at each provider, by slug, before which nothing is added any more; empty where the database
    /// was empty, or where a rebuild that was stopped goes on.
    pub newest: BTreeMap<String, DateTime<Utc>>,
}

/// What a rebuild did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RebuildTally {
    /// Visits that were recorded.
    pub recorded: u64,
    /// Visits that were left out, since the database knows later looks at their provider.
    pub left_out: u64,
    /// Places of the archive at which no whole record stands, and visits of which a record is missing.
    pub damaged: u64,
}

impl Beginning {
    /// Whether the visit with that metadata record is recorded.
    pub fn has(&self, record_id: &str) -> bool {
        has_record(&self.recorded, record_id)
    }
}

/// Whether that record is one of these.
pub fn has_record(records: &BTreeSet<u128>, record_id: &str) -> bool {
    record_uuid(record_id).is_some_and(|id| records.contains(&id.as_u128()))
}

impl Store {
    /// Begins to make the database from the archive, or goes on with it. From then on nobody claims a visit.
    ///
    /// # Errors
    /// When the database cannot be used, or a visit is under way: its look would stand among older ones that are
    /// recorded after it.
    pub async fn rebuild_begin(&self, now: DateTime<Utc>) -> Result<Beginning, StoreError> {
        let goes_on = self.rebuild_is_unfinished().await?;
        let mut newest = BTreeMap::new();
        if !goes_on {
            self.keep_crawls_out(now).await?;
            newest = self.newest_looks().await?;
        }
        let recorded = self.recorded_visits().await?;
        Ok(Beginning { goes_on, recorded, newest })
    }

    /// Says that a rebuild is under way, which no claim passes by, and looks whether one was made before.
    async fn keep_crawls_out(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        const DOING: &str = "begin a rebuild";
        let id: i64 = sqlx::query_scalar("insert into rebuilds (started_at) values ($1) returning id")
            .bind(now)
            .fetch_one(&self.pool)
            .await
            .doing(DOING)?;
        let mut tx = self.pool.begin().await.doing(DOING)?;
        // A claim that was begun before that row is either done when this lock is given, or reads the row after it.
        sqlx::query("lock table politeness_groups in share mode").execute(&mut *tx).await.doing(DOING)?;
        let worker: Option<String> = sqlx::query_scalar(
            "select coalesce(leased_by, '') from politeness_groups where leased_until > clock_timestamp()
              order by leased_until desc limit 1",
        )
        .fetch_optional(&mut *tx)
        .await
        .doing(DOING)?;
        if worker.is_some() {
            sqlx::query("delete from rebuilds where id = $1")
                .bind(id)
                .execute(&mut *tx)
                .await
                .doing(DOING)?;
        }
        tx.commit().await.doing(DOING)?;
        worker.map_or(Ok(()), |worker| Err(StoreError::Crawled { worker }))
    }

    /// When the last look at each provider was recorded, by slug.
    async fn newest_looks(&self) -> Result<BTreeMap<String, DateTime<Utc>>, StoreError> {
        let newest: Vec<(String, DateTime<Utc>)> = sqlx::query_as(
            "select p.slug, max(coalesce(k.brought_at, o.looked_at))
               from observations o
               join providers p on p.id = o.provider_id
               left join captures k on k.id = o.capture_id
              group by p.slug",
        )
        .fetch_all(&self.pool)
        .await
        .doing(DOING)?;
        Ok(newest.into_iter().collect())
    }

    /// Whether a rebuild was begun and is not done. Nothing may be crawled then: looks must be recorded in order.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn rebuild_is_unfinished(&self) -> Result<bool, StoreError> {
        sqlx::query_scalar("select exists (select 1 from rebuilds where finished_at is null)")
            .fetch_one(&self.pool)
            .await
            .doing(DOING)
    }

    /// Says that the rebuild is done.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn rebuild_finish(&self, tally: RebuildTally, now: DateTime<Utc>) -> Result<(), StoreError> {
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        sqlx::query(
            "update rebuilds set finished_at = greatest($1, started_at), recorded = $2, left_out = $3, damaged = $4
              where finished_at is null",
        )
        .bind(now)
        .bind(number(tally.recorded))
        .bind(number(tally.left_out))
        .bind(number(tally.damaged))
        .execute(&self.pool)
        .await
        .doing("end a rebuild")
        .map(drop)
    }

    /// The visits that are recorded, by the id of their metadata record.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn recorded_visits(&self) -> Result<BTreeSet<u128>, StoreError> {
        let mut ids = sqlx::query_scalar::<_, Uuid>("select record_id from observations").fetch(&self.pool);
        let mut recorded = BTreeSet::new();
        while let Some(id) = ids.try_next().await.doing(DOING)? {
            recorded.insert(id.as_u128());
        }
        Ok(recorded)
    }
}
