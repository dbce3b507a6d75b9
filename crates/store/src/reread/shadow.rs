//! The second reading: a schema of its own in which the code of the first one runs.

use chrono::{DateTime, Utc};
use sqlx::postgres::PgPoolOptions;
use sqlx::{AssertSqlSafe, Connection};

use super::adopt::{Adopted, adopt, forget};
use super::archived::{ArchivedVisit, archived, order, unread_end};
use super::derived::DERIVED;
use crate::Store;
use crate::error::{Doing, StoreError};
use crate::record::ReadCapture;

const DOING: &str = "prepare to read the archive again";

/// Connections of the second reading at most.
const MOST_CONNECTIONS: u32 = 8;

/// Nothing of a second reading is needed after a crash.
const HASTE: (&str, &str) = ("synchronous_commit", "off");

/// Ids of the second reading begin here, so that none is one of the first.
const FIRST_ID: i64 = 1_000_000_000_000_000;

/// A second reading of the archive. Dropped without [`Rereading::finish`], it leaves a schema behind that the
/// next one removes.
#[derive(Debug, Clone)]
pub struct Rereading {
    real: Store,
    /// The same tables, without waiting for the disk after each document: what a crash takes back is read again.
    hasty: Store,
    shadow: Store,
}

impl Store {
    /// Begins to read the archive again. One second reading at a time.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn reread(&self) -> Result<Rereading, StoreError> {
        use sqlx::ConnectOptions;
        let mut conn = self.options.connect().await.doing(DOING)?;
        let mut tx = conn.begin().await.doing(DOING)?;
        // Notices of what is dropped would be noise.
        sqlx::raw_sql("drop schema if exists reread cascade; create schema reread")
            .execute(&mut *tx)
            .await
            .doing(DOING)?;
        for table in DERIVED {
            let name = table.name;
            // Ids are given anew when the rows are put in place, which an identity column would not allow.
            let restart = match table.numbered {
                true => format!(
                    "; create sequence reread.{name}_ids start {FIRST_ID};
                     alter table reread.{name} alter column id drop identity,
                           alter column id set default nextval('reread.{name}_ids')"
                ),
                false => String::new(),
            };
            let sql =
                format!("create unlogged table reread.{name} (like public.{name} including all){restart}");
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await.doing(DOING)?;
        }
        tx.commit().await.doing(DOING)?;
        conn.close().await.doing(DOING)?;
        let with = |settings: &[(&str, &str)]| {
            let options = self.options.clone().options([HASTE]).options(settings.iter().copied());
            let pool =
                PgPoolOptions::new().max_connections(MOST_CONNECTIONS).connect_lazy_with(options.clone());
            Store { pool, options, terms: self.terms.clone() }
        };
        let (hasty, shadow) = (with(&[]), with(&[("search_path", "reread,public")]));
        Ok(Rereading { real: self.clone(), hasty, shadow })
    }

    /// Providers of which something was read by rules that are not `version`; with `since`, by rules before that
    /// version. Slug and id, by slug.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn providers_to_reread(
        &self,
        version: &str,
        since: Option<&str>,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        // Versions are numbers with dots; they are compared part by part.
        sqlx::query_as(
            "select p.slug, p.id from providers p
              where exists (select 1 from observations o
                             where o.provider_id = p.id and o.capture_id is not null and o.role <> 'robots'
                               and case when $2::text is null then o.extractor_version <> $1
                                        else string_to_array(o.extractor_version, '.')::integer[]
                                             < string_to_array($2, '.')::integer[] end)
              order by p.slug",
        )
        .bind(version)
        .bind(since)
        .fetch_all(&self.pool)
        .await
        .doing("look for what other rules have read")
    }
}

impl Rereading {
    /// The captures of a provider whose answers are to be read, in the order in which they are: as they were
    /// recorded while all are our own, else by their time.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn order(&self, provider_id: i64) -> Result<Vec<i64>, StoreError> {
        order(&self.real, provider_id).await
    }

    /// The captures of others that were not read yet, where all that was read comes before them: they can be read
    /// with [`Rereading::record_first`]. `None` where what was read has to be put in order with them.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn unread_end(&self, provider_id: i64) -> Result<Option<Vec<i64>>, StoreError> {
        unread_end(&self.real, provider_id).await
    }

    /// Writes what captures say that were never read, in this order behind all that was read of their provider.
    ///
    /// # Errors
    /// When the database cannot be used; nothing of any of them is stored then.
    pub async fn record_first(&self, all: &[ReadCapture<'_>]) -> Result<(), StoreError> {
        self.hasty.readings_record(all).await
    }

    /// The visits of these captures, in this order.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn archived(&self, captures: &[i64]) -> Result<Vec<ArchivedVisit>, StoreError> {
        archived(&self.real, captures).await
    }

    /// Takes back what was derived of a provider so far.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn forget(&self, provider_id: i64) -> Result<(), StoreError> {
        forget(&self.real, provider_id).await
    }

    /// Derives once more what captures say, in this order.
    ///
    /// # Errors
    /// When the database cannot be used; nothing of any of them is stored then.
    pub async fn record(&self, all: &[ReadCapture<'_>]) -> Result<(), StoreError> {
        self.shadow.readings_record(all).await
    }

    /// Puts what was derived of a provider in the place of what was there. `None` where captures were recorded
    /// after `last` in the meantime: they are to be read first. With the `version` of other rules, what differs is
    /// kept as theirs.
    ///
    /// # Errors
    /// When the database cannot be used; everything is as it was then.
    pub async fn adopt(
        &self,
        provider_id: i64,
        last: i64,
        version: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Option<Adopted>, StoreError> {
        adopt(&self.real, provider_id, last, version, now).await
    }

    /// Removes the second reading's own tables.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn finish(self) -> Result<(), StoreError> {
        self.shadow.close().await;
        self.hasty.close().await;
        sqlx::raw_sql("drop schema if exists reread cascade")
            .execute(&self.real.pool)
            .await
            .doing("end reading the archive again")
            .map(drop)
    }
}
