//! Providers whose archive is to be read once more because people said something else of their posts.

use chrono::{DateTime, Utc};

use super::shadow::Rereading;
use crate::Store;
use crate::error::{Doing, StoreError};

impl Store {
    /// Providers that are to be read again though no rule was changed: slug, id and since when, by slug.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn rereads_due(&self) -> Result<Vec<(String, i64, DateTime<Utc>)>, StoreError> {
        sqlx::query_as(
            "select p.slug, p.id, d.since from rereads_due d join providers p on p.id = d.provider_id order by p.slug",
        )
        .fetch_all(&self.pool)
        .await
        .doing("look for what is to be read again")
    }
}

impl Rereading {
    /// Since when this provider is to be read again, where it is: what is said later is not in a reading that begins now.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn due_since(&self, provider_id: i64) -> Result<Option<DateTime<Utc>>, StoreError> {
        sqlx::query_scalar("select since from rereads_due where provider_id = $1")
            .bind(provider_id)
            .fetch_optional(&self.real().pool)
            .await
            .doing("see whether a provider is to be read again")
    }
}
