//! What the rules answer to the fields of the code book.

use sqlx::FromRow;

use super::units::UnitKey;
use crate::Store;
use crate::error::{Doing, StoreError};

/// The rules' answer to one field of one communication.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct MachineAnswer {
    /// The communication.
    #[sqlx(flatten)]
    pub unit: UnitKey,
    /// The field of the code book.
    pub field: String,
    /// The answer in the values of the code book, to compare with; `None` where it was not assessed.
    pub value: Option<String>,
    /// The answer for a person: found, no rule matched, or not assessed and why.
    pub said: String,
    /// The words that it was found in.
    pub quote: Option<String>,
}

const SPEAKERS: &str = "\
select t.incident, t.provider, p.key as post_key, t.update_key, t.version, f.field,
       coalesce(f.value, 'nobody') as value, coalesce(f.value, 'no rule matched') as said, t.authors as quote
  from trail t
  join posts p on p.id = t.post_id
 cross join lateral (values ('seniority', t.seniority), ('function', t.function)) as f (field, value)
 where t.incident = $1";

impl Store {
    /// What the rules say of the communications of that incident's trail.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn machine_answers(&self, incident: &str) -> Result<Vec<MachineAnswer>, StoreError> {
        sqlx::query_as(SPEAKERS).bind(incident).fetch_all(&self.pool).await.doing("gather what the rules say")
    }
}
