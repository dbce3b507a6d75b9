//! What all workers together saw of one provider.

use sqlx::FromRow;

use crate::Store;
use crate::error::{Doing, StoreError};

/// One recorded look, by whichever worker.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Look {
    /// The address that was looked at.
    pub address: String,
    /// As in `observations.outcome`.
    pub outcome: String,
    /// What happened, for a person.
    pub detail: Option<String>,
    /// Titles of the posts that were new.
    pub posts: Vec<String>,
    /// Titles of the known posts that had a new revision.
    pub revisions: Vec<String>,
    /// How many communications were new.
    pub communications: i64,
}

const SINCE: &str = "\
select f.url as address, o.outcome::text, o.detail, r.posts, r.revisions,
       (select count(*) from communications c where c.capture_id = o.capture_id) as communications
  from observations o
  join frontier f on f.id = o.frontier_id
  join providers v on v.id = f.provider_id
 cross join lateral (
       select coalesce(array_agg(coalesce(r.title, p.url, p.key) order by r.id) filter (where r.number = 1), '{}') as posts,
              coalesce(array_agg(coalesce(r.title, p.url, p.key) order by r.id) filter (where r.number > 1), '{}') as revisions
         from revisions r join posts p on p.id = r.post_id where r.capture_id = o.capture_id) r
 where o.id > $1 and v.slug = $2 and o.made_by = 'live'
 order by o.id";

impl Store {
    /// The number of the last look, by any worker; 0 before the first.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn last_look(&self) -> Result<i64, StoreError> {
        sqlx::query_scalar("select coalesce(max(id), 0) from observations")
            .fetch_one(&self.pool)
            .await
            .doing("find the last look")
    }

    /// The looks at addresses of `provider` that were recorded after look number `last`, in their order.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn looks_since(&self, last: i64, provider: &str) -> Result<Vec<Look>, StoreError> {
        sqlx::query_as(SINCE)
            .bind(last)
            .bind(provider)
            .fetch_all(&self.pool)
            .await
            .doing("list the looks at a provider")
    }
}
