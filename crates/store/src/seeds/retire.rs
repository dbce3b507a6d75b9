//! Ending what is followed, by name.

use chrono::{DateTime, Utc};

use super::providers::retire;
use crate::Store;
use crate::address::{parse, url_key};
use crate::error::{Doing, StoreError};

const DOING: &str = "end what is followed";

impl Store {
    /// Ends the following of a provider (slug) or of one source (address): nothing of it is visited any more, and all that
    /// was recorded stays. Seeds that name a source bring it back, since they say what to follow. Returns the addresses
    /// of the sources; none where nothing is followed under that name.
    ///
    /// # Errors
    /// When the database cannot be used; nothing is changed then.
    pub async fn seeds_retire(&self, name: &str, now: DateTime<Utc>) -> Result<Vec<String>, StoreError> {
        let mut tx = self.pool.begin().await.doing(DOING)?;
        // As reading the seeds does: it would take a source for active that is not.
        sqlx::query("select pg_advisory_xact_lock(hashtext('trail seeds'))")
            .execute(&mut *tx)
            .await
            .doing(DOING)?;
        let key = parse(name).map(|url| url_key(&url));
        let sources: Vec<(i64, String)> = sqlx::query_as(
            "select s.id, s.url from sources s join providers p on p.id = s.provider_id
              where s.active and (p.slug = $1 or s.url_key = $2) order by s.id",
        )
        .bind(name)
        .bind(key)
        .fetch_all(&mut *tx)
        .await
        .doing(DOING)?;
        for (id, _) in &sources {
            retire(&mut tx, *id, now).await?;
        }
        tx.commit().await.doing(DOING)?;
        Ok(sources.into_iter().map(|(_, url)| url).collect())
    }

    /// The providers that have sources which are followed, in alphabetical order.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn providers_followed(&self) -> Result<Vec<String>, StoreError> {
        sqlx::query_scalar(
            "select slug from providers p where exists (select from sources s where s.provider_id = p.id and s.active)
              order by slug",
        )
        .fetch_all(&self.pool)
        .await
        .doing("list the providers that are followed")
    }
}
