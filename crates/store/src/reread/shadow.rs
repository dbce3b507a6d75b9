//! The second reading: a schema of its own in which the code of the first one runs.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::postgres::{PgConnection, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use tokio::sync::Mutex;

use super::adopt::{Adopted, Cause, adopt, forget};
use super::archived::{ArchivedVisit, archived, orders, unread_ends};
use super::derived::DERIVED;
use crate::Store;
use crate::error::{Doing, StoreError};
use crate::record::{Beside, ReadCapture};

const DOING: &str = "prepare to read the archive again";

/// Connections of the second reading at most.
const MOST_CONNECTIONS: u32 = 8;

/// How often a provider is put in place where another transaction stood in the way.
const ATTEMPTS: u8 = 5;

/// Nothing of a second reading is needed after a crash.
const HASTE: (&str, &str) = ("synchronous_commit", "off");

/// Ids of the second reading begin here, so that none is one of the first.
const FIRST_ID: i64 = 1_000_000_000_000_000;

/// What of a second reading is not derived from captures: which were read, and by which rules.
const READINGS: &str = "\
create unlogged table reread.readings (capture_id bigint primary key, observation_id bigint not null,
                                       extractor_version text not null)";

/// A second reading of the archive, the only one of its database: all that are under way would share one schema.
/// Dropped without [`Rereading::finish`], it leaves that schema behind, and the next one removes it.
#[derive(Debug, Clone)]
pub struct Rereading {
    /// The connection that holds the lock: it ends with the process, however that ends.
    lock: Arc<Mutex<PgConnection>>,
    /// Held by who puts a provider in place.
    turn: Arc<Mutex<()>>,
    /// What our connections are called, so that their statements can be ended.
    name: String,
    real: Store,
    /// The same tables, without waiting for the disk after each document: what a crash takes back is read again.
    hasty: Store,
    shadow: Store,
}

impl Store {
    /// Begins to read the archive again; `None` while another process does.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn reread(&self) -> Result<Option<Rereading>, StoreError> {
        let mut conn = self.options.connect().await.doing(DOING)?;
        let free: bool = sqlx::query_scalar("select pg_try_advisory_lock(hashtext('trail.reread'))")
            .fetch_one(&mut conn)
            .await
            .doing(DOING)?;
        if !free {
            conn.close().await.doing(DOING)?;
            return Ok(None);
        }
        // Notices of what is dropped would be noise.
        sqlx::raw_sql("drop schema if exists reread cascade").execute(&mut conn).await.doing(DOING)?;
        make_tables(&mut conn).await?;
        let name = format!("trail reading {}", uuid::Uuid::new_v4().simple());
        let with = |settings: &[(&str, &str)]| {
            let options = self.options.clone().application_name(&name).options([HASTE]);
            let options = options.options(settings.iter().copied());
            let pool =
                PgPoolOptions::new().max_connections(MOST_CONNECTIONS).connect_lazy_with(options.clone());
            Store { pool, options, ..self.clone() }
        };
        let (hasty, shadow) = (with(&[]), with(&[("search_path", "reread,public")]));
        let lock = Arc::new(Mutex::new(conn));
        Ok(Some(Rereading { lock, turn: Arc::default(), name, real: self.clone(), hasty, shadow }))
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
            "select p.slug, p.id
               from (select distinct l.provider_id from looks l
                      where l.capture_id is not null
                        and l.words_id = any (array(
                            select w.id from look_words w
                             where w.role <> 'robots'
                               and case when $2::text is null then w.extractor_version <> $1
                                        else string_to_array(w.extractor_version, '.')::integer[]
                                             < string_to_array($2, '.')::integer[] end))) l
               join providers p on p.id = l.provider_id
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
    /// The captures of each of these providers whose answers are to be read, in the order in which they are: as they were
    /// recorded while all are our own, else by their time.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn orders(&self, providers: &[i64]) -> Result<BTreeMap<i64, Vec<i64>>, StoreError> {
        orders(&self.real, providers).await
    }

    /// Of each of these providers the captures of others that were not read yet, where all that was read comes before
    /// them: they can be read with [`Rereading::record_first`]. `None` where what was read has to be put in order with them.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn unread_ends(
        &self,
        providers: &[i64],
    ) -> Result<BTreeMap<i64, Option<Vec<i64>>>, StoreError> {
        unread_ends(&self.real, providers).await
    }

    /// Writes what captures say that were never read, in this order behind all that was read of their provider.
    ///
    /// # Errors
    /// When the database cannot be used; nothing of any of them is stored then.
    pub async fn record_first(&self, all: &[ReadCapture<'_>]) -> Result<(), StoreError> {
        self.keep().await?;
        self.hasty.readings_record(all, Beside::No).await
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
        self.keep().await?;
        self.shadow.readings_record(all, Beside::Yes).await
    }

    /// Puts what was derived of a provider in the place of what was there. `None` where captures were recorded in the
    /// meantime that were not read: they are to be read first. What differs is kept with its `cause`; `due` is what
    /// [`Rereading::due_since`] said when the reading began.
    ///
    /// # Errors
    /// When the database cannot be used; everything is as it was then.
    pub async fn adopt(
        &self,
        provider_id: i64,
        cause: Cause<'_>,
        due: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<Option<Adopted>, StoreError> {
        // One provider after the other: the rows that triggers write beside are shared.
        let _turn = self.turn.lock().await;
        let mut attempt = 1;
        loop {
            self.keep().await?;
            match adopt(&self.real, &self.name, provider_id, cause, due, now).await {
                Err(StoreError::Conflict { .. }) if attempt < ATTEMPTS => attempt += 1,
                answer => return answer,
            }
        }
    }

    /// The store in which it is put in place.
    pub(super) fn real(&self) -> &Store {
        &self.real
    }

    /// Removes the second reading's own tables.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn finish(self) -> Result<(), StoreError> {
        self.shadow.close().await;
        self.hasty.close().await;
        let mut conn = self.lock.lock().await;
        for sql in
            ["drop schema if exists reread cascade", "select pg_advisory_unlock(hashtext('trail.reread'))"]
        {
            sqlx::raw_sql(sql).execute(&mut *conn).await.doing("end reading the archive again")?;
        }
        Ok(())
    }

    /// Ends what the server still does for this reading, where nobody waits for it any more: a statement that was sent
    /// would go on to its end, and keep others waiting.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn interrupt(&self) -> Result<(), StoreError> {
        sqlx::query(
            "select pg_cancel_backend(pid) from pg_stat_activity
              where application_name = $1 and datname = current_database() and state <> 'idle'",
        )
        .bind(&self.name)
        .execute(&mut *self.lock.lock().await)
        .await
        .doing("stop reading the archive again")
        .map(drop)
    }

    /// Sees that the lock is still held. A server that was started again has forgotten it, and another process may
    /// have begun since then; new connections would be made all the same.
    async fn keep(&self) -> Result<(), StoreError> {
        self.lock.lock().await.ping().await.doing("keep its second reading to one process")
    }
}

/// Makes the tables of a second reading, empty ones of those that are derived.
async fn make_tables(conn: &mut PgConnection) -> Result<(), StoreError> {
    let mut tx = conn.begin().await.doing(DOING)?;
    sqlx::raw_sql("create schema reread").execute(&mut *tx).await.doing(DOING)?;
    sqlx::raw_sql(READINGS).execute(&mut *tx).await.doing(DOING)?;
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
        let sql = format!("create unlogged table reread.{name} (like public.{name} including all){restart}");
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await.doing(DOING)?;
    }
    tx.commit().await.doing(DOING)
}
