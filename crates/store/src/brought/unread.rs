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
            // The words are looked up once and not for each look, and the looks are read once and not for each provider.
            "select p.slug, p.id
               from (select distinct l.provider_id from looks l
                      where l.words_id = any (array(select w.id from look_words w
                                                     where w.made_by <> 'live' and w.extractor_version = ''
                                                       and w.role <> 'robots'))) l
               join providers p on p.id = l.provider_id
              order by p.slug",
        )
        .fetch_all(&self.pool)
        .await
        .doing("look for captures that were not read yet")
    }
}
