//! The words of looks, by number: a look names a row of `look_words`, which is made where no look had those words before.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};

use crate::error::{Doing, StoreError};
use crate::rows::Row;

const DOING: &str = "find the words of a look";

/// Combinations that are remembered at most. There are a few hundred; who makes more of them than this, by headers
/// that differ each time, costs others a question and no memory.
const MOST: usize = 20_000;

/// The numbers of combinations of words that are known to be stored. Cheap to clone; all clones know the same.
#[derive(Debug, Clone, Default)]
pub(crate) struct LookWords(Arc<Mutex<BTreeMap<String, i32>>>);

impl LookWords {
    /// The row of `look_words` with these words. Only the first look of the process with those asks the server, on a
    /// connection of its own and before its transaction begins: a row that is made is there for all others at once,
    /// nobody waits for it until a visit is recorded, and what is remembered is committed.
    pub(crate) async fn number(&self, pool: &PgPool, words: &Row) -> Result<i32, StoreError> {
        let name = serde_json::to_string(words).unwrap_or_default();
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&name).copied();
        if let Some(known) = known {
            return Ok(known);
        }
        let mut conn = pool.acquire().await.doing(DOING)?;
        let number = number_of(&mut conn, words).await?;
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(name, number);
        Ok(number)
    }

    /// Forgets all of them: they may be gone with what the server lost.
    pub(crate) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// The same by a transaction that is under way, where that cannot be known before; it is not remembered.
pub(crate) async fn number_of(conn: &mut PgConnection, words: &Row) -> Result<i32, StoreError> {
    sqlx::query_scalar("select look_words_of($1)").bind(Json(words)).fetch_one(conn).await.doing(DOING)
}

/// The words of these looks, by their numbers.
pub(crate) async fn words_of(pool: &PgPool, looks: &[i64]) -> Result<BTreeMap<i64, Row>, StoreError> {
    let said: Vec<(i64, Json<Row>)> = sqlx::query_as(
        "select l.id, jsonb_strip_nulls(to_jsonb(w) - '{id,digest}'::text[])
           from looks l join look_words w on w.id = l.words_id where l.id = any($1)",
    )
    .bind(looks)
    .fetch_all(pool)
    .await
    .doing(DOING)?;
    Ok(said.into_iter().map(|(look, words)| (look, words.0)).collect())
}
