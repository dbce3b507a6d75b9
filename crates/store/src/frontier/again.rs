//! Which addresses of a provider are visited when somebody asks for it now.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::scope::ask_robots_again;
use crate::Store;
use crate::error::{Doing, StoreError};

/// An address that a re-fetch visits.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct AgainLine {
    /// The address.
    pub url: String,
    /// `listing` or `post`.
    pub role: String,
    /// The politeness group that it is asked in.
    pub group_name: String,
    /// When it was last looked at; `None` where it never was.
    pub last_looked_at: Option<DateTime<Utc>>,
}

/// The addresses of `f` that a re-fetch since `$2` is about: what the seed names and what lists posts, always; of
/// the others those that were found since then, or whose post makes a statement that may be of then or later.
const ASKED: &str = "($2::timestamptz is null or f.depth = 0 or f.role = 'listing' or f.discovered_at >= $2
    or exists (select 1 from sightings s join communications c on c.post_id = s.post_id
                where s.frontier_id = f.id and coalesce(c.claimed_high_at, c.first_seen_at) >= $2))";

impl Store {
    /// What [`Store::due_set_since`] would make due for the provider, by group and address.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn refetch_plan(
        &self,
        provider: &str,
        since: Option<DateTime<Utc>>,
    ) -> Result<Vec<AgainLine>, StoreError> {
        let query = format!(
            "select f.url, f.role, g.name as group_name,
                    (select max(o.looked_at) from looks o where o.frontier_id = f.id) as last_looked_at
               from frontier f join providers p on p.id = f.provider_id join politeness_groups g on g.id = f.group_id
              where p.slug = $1 and f.active and f.role <> 'robots' and {ASKED}
              order by g.name, f.depth, f.url"
        );
        let asked = sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(provider).bind(since);
        asked.fetch_all(&self.pool).await.doing("plan a re-fetch")
    }

    /// Makes the addresses of one provider due that a re-fetch since `since` is about, and returns how many.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn due_set_since(
        &self,
        provider: &str,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        const DOING: &str = "make addresses due";
        let mut tx = self.pool.begin().await.doing(DOING)?;
        let query = format!(
            "update frontier f set due_at = least(f.due_at, $3) from providers p
              where p.id = f.provider_id and p.slug = $1 and f.active and f.role <> 'robots' and {ASKED}"
        );
        let done = sqlx::query(sqlx::AssertSqlSafe(query)).bind(provider).bind(since).bind(now);
        let due = done.execute(&mut *tx).await.doing(DOING)?.rows_affected();
        ask_robots_again(&mut tx, Some(&[provider.to_owned()]), now).await?;
        tx.commit().await.doing(DOING)?;
        Ok(due)
    }
}
