//! What is brought up to date between visits, because it would cost each visit too much: counts of looks, and the
//! words of the full-text search. Until then the views and the search work out what is missing by themselves.

use crate::Store;
use crate::error::{Doing, StoreError};

/// Looks that are counted in one transaction.
const LOOKS: i32 = 50_000;
/// Revisions whose words are indexed in one transaction.
const TEXTS: i32 = 500;

impl Store {
    /// Counts the looks and indexes the words that wait for it. Returns how many rows were done. Any number of
    /// processes may do so at once.
    ///
    /// # Errors
    /// When the database cannot be used; what was done before stays done.
    pub async fn catch_up(&self) -> Result<i64, StoreError> {
        let mut done = 0;
        for (sql, most) in [("select count_looks($1)", LOOKS), ("select index_words($1)", TEXTS)] {
            loop {
                let some: i64 = sqlx::query_scalar(sql)
                    .bind(most)
                    .fetch_one(&self.pool)
                    .await
                    .doing("bring counts and the search up to date")?;
                done += some;
                if some < i64::from(most) {
                    break;
                }
            }
        }
        Ok(done)
    }
}
