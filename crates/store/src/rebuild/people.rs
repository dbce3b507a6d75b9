//! What people said of merges is read in no page. A rebuild takes it over from what the archive keeps of it (or, where it is
//! only tried, from the database beside it), since what was recorded afterwards rests on it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, PgPool};

use crate::Store;
use crate::error::{Doing, StoreError};

const DOING: &str = "carry over what people said of merges";

/// A merge that a person made, or took back, by the keys of its posts.
#[derive(Debug, Clone, PartialEq, Eq, FromRow, Serialize, Deserialize)]
pub struct SaidMerge {
    /// The provider's slug.
    pub provider: String,
    /// The key that stands for the post, or did.
    pub key: String,
    /// The key of the post that it is.
    pub into_key: String,
    /// As in `merges.reason`.
    pub reason: String,
    /// As in `merges.evidence`.
    pub evidence: String,
    /// When it was made.
    pub merged_at: DateTime<Utc>,
    /// When it was taken back.
    pub undone_at: Option<DateTime<Utc>>,
}

/// Those of each provider that are still to be said, in the order in which they were made. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Unsaid(Arc<Mutex<BTreeMap<String, Vec<SaidMerge>>>>);

const SAY: &str = "\
insert into merges (provider_id, key, post_id, other_id, reason, evidence, merged_at, undone_at)
select t.provider_id, $2, t.id, o.id, $4, $5, $6, $7
  from providers v
  join posts t on t.provider_id = v.id and t.key = $3
  left join posts o on o.provider_id = v.id and o.key = $2
 where v.slug = $1 and ($4 <> 'by-hand' or o.id is not null)
on conflict do nothing";

impl Store {
    /// The merges that people made, and those that they took back, in the order in which they were made.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn merges_said(&self) -> Result<Vec<SaidMerge>, StoreError> {
        sqlx::query_as(
            "select v.slug as provider, m.key, p.key as into_key, m.reason, m.evidence, m.merged_at, m.undone_at
               from merges m join posts p on p.id = m.post_id join providers v on v.id = m.provider_id
              where m.reason = 'by-hand' or m.undone_at is not null
              order by m.merged_at, m.id",
        )
        .fetch_all(&self.pool)
        .await
        .doing("list what people said of merges")
    }
}

impl Unsaid {
    /// All of these.
    pub fn of(all: Vec<SaidMerge>) -> Self {
        let mut by_provider: BTreeMap<String, Vec<SaidMerge>> = BTreeMap::new();
        for it in all {
            by_provider.entry(it.provider.clone()).or_default().push(it);
        }
        Self(Arc::new(Mutex::new(by_provider)))
    }

    /// Says what was said of a provider's posts until `at`, before a look of that time is recorded. What is about posts that
    /// are not there yet is said later.
    pub async fn say(&self, pool: &PgPool, provider: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(provider);
        let mut left = Vec::new();
        for it in waiting.into_iter().flatten() {
            if it.merged_at > at || !say(pool, &it).await? {
                left.push(it);
            }
        }
        if !left.is_empty() {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(provider.to_owned(), left);
        }
        Ok(())
    }

    /// Says all that is left, and returns what is about no post that is there.
    pub async fn say_all(&self, pool: &PgPool) -> Result<Vec<SaidMerge>, StoreError> {
        let waiting = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let mut left = Vec::new();
        for it in waiting.into_values().flatten() {
            if !say(pool, &it).await? {
                left.push(it);
            }
        }
        Ok(left)
    }
}

/// A merge that a backup has in force, and that was taken back since.
const UNDO: &str = "\
with here as (
    select m.id, unmerge(m.id) as apart
      from merges m join providers v on v.id = m.provider_id
     where v.slug = $1 and m.key = $2 and m.merged_at = $3 and m.undone_at is null)
select count(apart) from here";

async fn say(pool: &PgPool, it: &SaidMerge) -> Result<bool, StoreError> {
    if it.undone_at.is_some() {
        let undone: i64 = sqlx::query_scalar(UNDO)
            .bind(&it.provider)
            .bind(&it.key)
            .bind(it.merged_at)
            .fetch_one(pool)
            .await
            .doing(DOING)?;
        if undone > 0 {
            return Ok(true);
        }
    }
    let done = sqlx::query(SAY)
        .bind(&it.provider)
        .bind(&it.key)
        .bind(&it.into_key)
        .bind(&it.reason)
        .bind(&it.evidence)
        .bind(it.merged_at)
        .bind(it.undone_at)
        .execute(pool)
        .await
        .doing(DOING)?;
    Ok(done.rows_affected() > 0)
}
