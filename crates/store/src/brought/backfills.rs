//! The plan of a back-filling and how far it came.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::pool::PoolConnection;
use sqlx::{FromRow, Postgres};

use crate::Store;
use crate::address::clean;
use crate::error::{Doing, StoreError};
use crate::rows::{Row, at, row, write};

const DOING: &str = "keep the plan of a back-filling";

/// What is asked of a web archive for one provider.
#[derive(Debug, Clone)]
pub struct BackfillPlan {
    /// Row of `providers`.
    pub provider_id: i64,
    /// `wayback`, `memento` or `commoncrawl`.
    pub archive: &'static str,
    /// The address of the archive.
    pub base: String,
    /// The earliest capture.
    pub from: DateTime<Utc>,
    /// The latest capture.
    pub to: DateTime<Utc>,
    /// The addresses, and whether all below each are asked for.
    pub questions: Vec<(String, bool)>,
}

/// A question that is not answered to its end.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct OpenQuestion {
    /// Row of `backfill_questions`.
    pub id: i64,
    /// The address.
    pub url: String,
    /// Whether all addresses that begin so are asked for.
    pub prefix: bool,
    /// Where the index goes on.
    pub resume_key: Option<String>,
}

/// A page of an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexPage {
    /// What it names.
    pub mementos: Vec<DueMemento>,
    /// Rows that nothing could be read from.
    pub bad_rows: usize,
    /// Rows that are not asked for.
    pub elsewhere: usize,
    /// Where the index goes on; `None` at its end.
    pub resume_key: Option<String>,
}

/// A capture that an index names.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct DueMemento {
    /// Row of `mementos`; 0 before it is one.
    pub id: i64,
    /// The address that was captured.
    pub url: String,
    /// Its time as the archive writes it.
    pub stamp: String,
    /// Its time.
    pub captured_at: DateTime<Utc>,
    /// SHA-1 of the body in base 32.
    pub digest: Option<String>,
    /// Its type.
    pub mimetype: Option<String>,
    /// Its status.
    pub status: Option<i16>,
    /// Where it is fetched.
    pub place: String,
    /// Where its record starts in that file.
    pub record_offset: Option<i64>,
    /// How long that record is.
    pub record_length: Option<i64>,
    /// Archived redirects that led here.
    pub hops: i16,
}

/// How far a back-filling came.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct BackfillState {
    /// Questions to the index.
    pub questions: i64,
    /// Those that are not answered to their end.
    pub open: i64,
    /// Those that the archive does not give out.
    pub excluded: i64,
    /// Those that failed.
    pub failed_questions: i64,
    /// Captures that the index named.
    pub rows: i64,
    /// Rows that nothing could be read from.
    pub bad_rows: i64,
    /// Captures that belong to no source.
    pub elsewhere: i64,
    /// Mementos to be fetched.
    pub due: i64,
    /// Those that are among the captures.
    pub brought: i64,
    /// Those at which the archive leads to another one that is among the captures.
    pub same: i64,
    /// Those that the archive does not give out.
    pub absent: i64,
    /// Those that failed.
    pub failed: i64,
}

/// While it lives, no other process works on the same back-filling.
pub struct BackfillLock {
    _conn: PoolConnection<Postgres>,
}

const MEMENTOS: &str = "\
insert into mementos (backfill_id, url, stamp, captured_at, digest, mimetype, status, place, record_offset,
                      record_length, hops)
select r.backfill_id, r.url, r.stamp, r.captured_at, r.digest, r.mimetype, r.status, r.place, r.record_offset,
       r.record_length, r.hops
  from jsonb_populate_recordset(null::mementos, $1) r
on conflict do nothing";

impl Store {
    /// Keeps a plan, or finds the one that is there; what failed in it is to be tried again. Returns its row.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn backfill_plan(&self, plan: &BackfillPlan) -> Result<i64, StoreError> {
        let mut tx = self.pool.begin().await.doing(DOING)?;
        let id: i64 = sqlx::query_scalar(
            "insert into backfills (provider_id, archive, base, from_at, to_at) values ($1, $2, $3, $4, $5)
             on conflict (provider_id, archive, base, from_at, to_at) do update set base = excluded.base
             returning id",
        )
        .bind(plan.provider_id)
        .bind(plan.archive)
        .bind(&plan.base)
        .bind(plan.from)
        .bind(plan.to)
        .fetch_one(&mut *tx)
        .await
        .doing(DOING)?;
        let (urls, prefixes): (Vec<String>, Vec<bool>) = plan.questions.iter().cloned().unzip();
        sqlx::query(
            "insert into backfill_questions (backfill_id, url, prefix)
             select $1, q.url, q.prefix from unnest($2::text[], $3::boolean[]) as q (url, prefix)
             on conflict do nothing",
        )
        .bind(id)
        .bind(urls)
        .bind(prefixes)
        .execute(&mut *tx)
        .await
        .doing(DOING)?;
        for sql in [
            "update backfill_questions set state = 'open', detail = null where backfill_id = $1 and state = 'failed'",
            "update mementos set state = 'due', detail = null where backfill_id = $1 and state = 'failed'",
        ] {
            sqlx::query(sql).bind(id).execute(&mut *tx).await.doing(DOING)?;
        }
        tx.commit().await.doing(DOING)?;
        Ok(id)
    }

    /// Locks a back-filling; `None` where another process works on it.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn backfill_lock(&self, id: i64) -> Result<Option<BackfillLock>, StoreError> {
        let mut conn = self.pool.acquire().await.doing(DOING)?;
        // The lock ends with its connection, however that ends; so the connection does not go back to the pool.
        conn.close_on_drop();
        let locked: bool = sqlx::query_scalar("select pg_try_advisory_lock(hashtext('trail.backfill'), $1)")
            .bind(i32::try_from(id).unwrap_or(i32::MAX))
            .fetch_one(&mut *conn)
            .await
            .doing(DOING)?;
        Ok(locked.then_some(BackfillLock { _conn: conn }))
    }

    /// The next question that is open.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn backfill_question(&self, id: i64) -> Result<Option<OpenQuestion>, StoreError> {
        sqlx::query_as(
            "select id, url, prefix, resume_key from backfill_questions
              where backfill_id = $1 and state = 'open' order by id limit 1",
        )
        .bind(id)
        .fetch_optional(&self.pool)
        .await
        .doing(DOING)
    }

    /// Keeps a page of the index, and where it goes on.
    ///
    /// # Errors
    /// When the database cannot be used; the page is asked for again then.
    pub async fn backfill_page(&self, id: i64, question: i64, page: &IndexPage) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await.doing(DOING)?;
        let rows: Vec<Row> = page.mementos.iter().map(|it| memento(id, it)).collect();
        write(&mut tx, MEMENTOS, &rows, DOING).await?;
        let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        sqlx::query(
            "update backfill_questions
                set resume_key = $2, state = case when $2::text is null then 'done' else 'open' end, pages = pages + 1,
                    rows = rows + $3, bad_rows = bad_rows + $4, elsewhere = elsewhere + $5
              where id = $1",
        )
        .bind(question)
        .bind(page.resume_key.as_deref().map(clean))
        .bind(count(page.mementos.len() + page.elsewhere))
        .bind(count(page.bad_rows))
        .bind(count(page.elsewhere))
        .execute(&mut *tx)
        .await
        .doing(DOING)?;
        tx.commit().await.doing(DOING)
    }

    /// Ends a question that is not answered: `excluded` or `failed`.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn backfill_give_up(
        &self,
        question: i64,
        state: &'static str,
        detail: &str,
    ) -> Result<(), StoreError> {
        sqlx::query("update backfill_questions set state = $2, detail = $3 where id = $1")
            .bind(question)
            .bind(state)
            .bind(clean(detail))
            .execute(&self.pool)
            .await
            .doing(DOING)
            .map(drop)
    }

    /// Adds a capture that an archived redirect leads to.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn backfill_add(&self, id: i64, it: &DueMemento) -> Result<(), StoreError> {
        let mut conn = self.pool.acquire().await.doing(DOING)?;
        write(&mut conn, MEMENTOS, &[memento(id, it)], DOING).await.map(drop)
    }

    /// The next captures to be fetched, by their time.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn backfill_due(&self, id: i64, most: i64) -> Result<Vec<DueMemento>, StoreError> {
        sqlx::query_as(
            "select id, url, stamp, captured_at, digest, mimetype, status, place, record_offset, record_length, hops
               from mementos where backfill_id = $1 and state = 'due' order by captured_at, id limit $2",
        )
        .bind(id)
        .bind(most)
        .fetch_all(&self.pool)
        .await
        .doing(DOING)
    }

    /// Says what became of captures: row, `brought`, `absent` or `failed`, and what the archive answered. One that is
    /// brought has a text only where the archive leads to another one that is here.
    ///
    /// # Errors
    /// When the database cannot be used; they are then still due.
    pub async fn backfill_settle(
        &self,
        settled: &[(i64, &'static str, Option<String>)],
    ) -> Result<(), StoreError> {
        let ids: Vec<i64> = settled.iter().map(|(id, ..)| *id).collect();
        let states: Vec<&str> = settled.iter().map(|(_, state, _)| *state).collect();
        let details: Vec<Option<String>> = settled.iter().map(|(.., it)| it.as_deref().map(clean)).collect();
        sqlx::query(
            "update mementos m set state = s.state, detail = s.detail
               from unnest($1::bigint[], $2::text[], $3::text[]) as s (id, state, detail) where m.id = s.id",
        )
        .bind(ids)
        .bind(states)
        .bind(details)
        .execute(&self.pool)
        .await
        .doing(DOING)
        .map(drop)
    }

    /// How far a back-filling came.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn backfill_state(&self, id: i64) -> Result<BackfillState, StoreError> {
        sqlx::query_as(
            "select q.*, m.* from
               (select count(*) as questions, count(*) filter (where state = 'open') as open,
                       count(*) filter (where state = 'excluded') as excluded,
                       count(*) filter (where state = 'failed') as failed_questions,
                       coalesce(sum(rows), 0)::bigint as rows, coalesce(sum(bad_rows), 0)::bigint as bad_rows,
                       coalesce(sum(elsewhere), 0)::bigint as elsewhere
                  from backfill_questions where backfill_id = $1) q
              cross join
               (select count(*) filter (where state = 'due') as due,
                       count(*) filter (where state = 'brought' and detail is null) as brought,
                       count(*) filter (where state = 'brought' and detail is not null) as same,
                       count(*) filter (where state = 'absent') as absent,
                       count(*) filter (where state = 'failed') as failed
                  from mementos where backfill_id = $1) m",
        )
        .bind(id)
        .fetch_one(&self.pool)
        .await
        .doing(DOING)
    }

    /// How far a plan came that is kept; `None` where it is not.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn backfill_known(&self, plan: &BackfillPlan) -> Result<Option<BackfillState>, StoreError> {
        let id: Option<i64> = sqlx::query_scalar(
            "select id from backfills
              where provider_id = $1 and archive = $2 and base = $3 and from_at = $4 and to_at = $5",
        )
        .bind(plan.provider_id)
        .bind(plan.archive)
        .bind(&plan.base)
        .bind(plan.from)
        .bind(plan.to)
        .fetch_optional(&self.pool)
        .await
        .doing(DOING)?;
        match id {
            Some(id) => self.backfill_state(id).await.map(Some),
            None => Ok(None),
        }
    }

    /// The addresses of a provider's posts.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn post_addresses(&self, provider_id: i64) -> Result<Vec<String>, StoreError> {
        sqlx::query_scalar("select url from posts where provider_id = $1 and url is not null order by id")
            .bind(provider_id)
            .fetch_all(&self.pool)
            .await
            .doing("list the posts of a provider")
    }

    /// Whether there is an incident of that name.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn is_incident(&self, slug: &str) -> Result<bool, StoreError> {
        sqlx::query_scalar("select exists (select 1 from incidents where slug = $1)")
            .bind(slug)
            .fetch_one(&self.pool)
            .await
            .doing("look for an incident")
    }
}

fn memento(backfill_id: i64, it: &DueMemento) -> Row {
    row([
        ("backfill_id", Value::from(backfill_id)),
        ("url", it.url.as_str().into()),
        ("stamp", it.stamp.as_str().into()),
        ("captured_at", at(it.captured_at)),
        ("digest", it.digest.clone().into()),
        ("mimetype", it.mimetype.clone().into()),
        ("status", it.status.into()),
        ("place", it.place.as_str().into()),
        ("record_offset", it.record_offset.into()),
        ("record_length", it.record_length.into()),
        ("hops", it.hops.into()),
    ])
}
