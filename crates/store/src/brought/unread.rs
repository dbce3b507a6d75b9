//! Captures of others that nobody has read yet.

use crate::Store;
use crate::error::{Doing, StoreError};

impl Store {
    /// The providers with captures of others that were not read yet: slug and id, by slug.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn providers_unread(&self) -> Result<Vec<(String, i64)>, StoreError> {
        sqlx::query_as(
            "select p.slug, p.id from providers p
              where exists (select 1 from observations o
                             where o.provider_id = p.id and o.made_by <> 'live' and o.extractor_version = ''
                               and o.role <> 'robots')
              order by p.slug",
        )
        .fetch_all(&self.pool)
        .await
        .doing("look for captures that were not read yet")
    }
}
