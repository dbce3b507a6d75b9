//! Which rows of a table two databases do not share.

use futures_util::stream::{BoxStream, StreamExt, TryStreamExt};
use sqlx::AssertSqlSafe;

use super::table::rows_of;
use crate::Store;
use crate::error::{Doing, StoreError};

const DOING: &str = "compare a table";

/// A row that only one of two databases has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Whether it is the second one that has it.
    pub second: bool,
    /// What it says, as JSON.
    pub said: String,
}

type Line = (Vec<u8>, String);

impl Store {
    /// The rows of a table that only this database or only `other` has, the first `most` of them, and how many there
    /// are.
    ///
    /// # Errors
    /// When a database cannot be used.
    pub async fn differing(
        &self,
        other: &Store,
        table: &str,
        most: usize,
    ) -> Result<(Vec<Difference>, u64), StoreError> {
        let (mut ours, mut theirs) = (self.sorted(table).await?, other.sorted(table).await?);
        let (mut one, mut two) = (ours.try_next().await?, theirs.try_next().await?);
        let (mut found, mut count) = (Vec::new(), 0);
        loop {
            let second = match (&one, &two) {
                (None, None) => return Ok((found, count)),
                (Some(one_line), Some(two_line)) if one_line.0 == two_line.0 => {
                    (one, two) = (ours.try_next().await?, theirs.try_next().await?);
                    continue;
                }
                (Some(one_line), Some(two_line)) => one_line.0 > two_line.0,
                (one, _) => one.is_none(),
            };
            let line = match second {
                true => std::mem::replace(&mut two, theirs.try_next().await?),
                false => std::mem::replace(&mut one, ours.try_next().await?),
            };
            count += 1;
            if let Some((_, said)) = line.filter(|_| found.len() < most) {
                found.push(Difference { second, said });
            }
        }
    }

    /// What the rows of a table say, in the order of their digests.
    async fn sorted(&self, table: &str) -> Result<BoxStream<'_, Result<Line, StoreError>>, StoreError> {
        let mut conn = self.pool.acquire().await.doing(DOING)?;
        let rows = rows_of(&mut conn, table).await?;
        drop(conn);
        let sql = format!(
            "select sha256(convert_to(said::text, 'UTF8')), said::text from ({rows}) r order by 1, 2"
        );
        let lines = sqlx::query_as(AssertSqlSafe(sql)).fetch(&self.pool);
        Ok(lines.map(|line: Result<Line, sqlx::Error>| line.doing(DOING)).boxed())
    }
}
