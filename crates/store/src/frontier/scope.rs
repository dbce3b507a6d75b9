//! Whose addresses a call is about.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::Store;
use crate::error::{Doing, StoreError};

/// The providers that a crawl is limited to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Their slugs; `None` for all.
    pub providers: Option<Vec<String>>,
}

impl Store {
    /// Makes every active address of the scope due, and returns how many are due now. A robots.txt keeps
    /// its own time, unless it could not be reached: then it is asked for again, since it holds up all
    /// other addresses of its origin.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn due_set(&self, scope: &Scope, now: DateTime<Utc>) -> Result<u64, StoreError> {
        const DOING: &str = "make addresses due";
        let mut tx = self.pool.begin().await.doing(DOING)?;
        sqlx::query(
            "update frontier set due_at = $1
              where active and role <> 'robots' and due_at > $1
                and ($2::text[] is null
                     or provider_id in (select id from providers where slug = any($2)))",
        )
        .bind(now)
        .bind(scope.providers.as_deref())
        .execute(&mut *tx)
        .await
        .doing(DOING)?;
        ask_robots_again(&mut tx, scope.providers.as_deref(), now).await?;
        let due: i64 = sqlx::query_scalar(
            "select count(*) from frontier
              where active and role <> 'robots' and due_at <= $1
                and ($2::text[] is null
                     or provider_id in (select id from providers where slug = any($2)))",
        )
        .bind(now)
        .bind(scope.providers.as_deref())
        .fetch_one(&mut *tx)
        .await
        .doing(DOING)?;
        tx.commit().await.doing(DOING)?;
        Ok(due.unsigned_abs())
    }

    /// The slugs of all providers, in alphabetical order.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn providers(&self) -> Result<Vec<String>, StoreError> {
        sqlx::query_scalar("select slug from providers order by slug")
            .fetch_all(&self.pool)
            .await
            .doing("list the providers")
    }
}

/// Makes each robots.txt due that could not be reached and holds up an address of these providers which is due.
pub(super) async fn ask_robots_again(
    conn: &mut PgConnection,
    providers: Option<&[String]>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let query = sqlx::query(
        "update frontier r set due_at = $1
           from origins o
          where r.role = 'robots' and r.due_at > $1 and o.id = r.origin_id and o.robots_state = 'unreachable'
            and exists (select 1 from frontier f
                         where f.origin_id = o.id and f.active and f.role <> 'robots' and f.due_at <= $1
                           and ($2::text[] is null
                                or f.provider_id in (select id from providers where slug = any($2))))",
    );
    query.bind(now).bind(providers).execute(conn).await.doing("make addresses due")?;
    Ok(())
}
