//! The codes that count.

use sqlx::FromRow;

use super::units::UnitKey;
use crate::Store;
use crate::error::{Doing, StoreError};

/// What a coder says of one field of one communication, by the latest sheet.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct StoredCode {
    /// The coder's name.
    pub coder: String,
    /// The communication.
    #[sqlx(flatten)]
    pub unit: UnitKey,
    /// The field of the code book.
    pub field: String,
    /// The value, as the code book spells it.
    pub value: String,
    /// The digest of the words that the coder saw, where the communication does not have them now.
    pub words: Option<String>,
}

impl Store {
    /// The latest codes of the trail of that incident.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn codes_latest(&self, incident: &str) -> Result<Vec<StoredCode>, StoreError> {
        sqlx::query_as(
            "select coder, incident, provider, post_key, update_key, version, field, value,
                    case when same_words is not true then text_digest end as words
               from latest_codes where incident = $1 order by coder, provider, post_key, update_key, version, field",
        )
        .bind(incident)
        .fetch_all(&self.pool)
        .await
        .doing("read what was coded")
    }
}
