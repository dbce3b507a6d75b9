//! What the database holds, in numbers.

use crate::Store;
use crate::error::{Doing, StoreError};

const COUNTS: &str = "\
select * from (values
    (1, 'providers', (select count(*) from providers)),
    (2, 'active sources', (select count(*) from sources where active)),
    (3, 'retired sources', (select count(*) from sources where not active)),
    (4, 'incidents', (select count(*) from incidents)),
    (5, 'addresses', (select count(*) from frontier where role <> 'robots')),
    (6, 'origins', (select count(*) from origins)),
    (7, 'looks', (select count(*) from observations)),
    (8, 'failed looks', (select count(*) from observations where outcome in ('failed', 'error'))),
    (9, 'captures', (select count(*) from captures)),
    (10, 'posts', (select count(*) from posts)),
    (11, 'revisions', (select count(*) from revisions)),
    (12, 'communications', (select count(*) from communications)),
    (13, 'feed entries', (select count(*) from entries)),
    (14, 'mentions of incidents', (select count(*) from mentions))
) as counts (position, name, number) order by position";

impl Store {
    /// Numbers for a person, with what they count, in the order of the line.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn status(&self) -> Result<Vec<(String, i64)>, StoreError> {
        let rows: Vec<(i32, String, i64)> =
            sqlx::query_as(COUNTS).fetch_all(&self.pool).await.doing("count its rows")?;
        Ok(rows.into_iter().map(|(_, name, number)| (name, number)).collect())
    }

    /// The version of the server, such as `PostgreSQL 15.18`.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn server_version(&self) -> Result<String, StoreError> {
        let version: String = sqlx::query_scalar("select current_setting('server_version')")
            .fetch_one(&self.pool)
            .await
            .doing("ask for the server's version")?;
        Ok(format!("PostgreSQL {version}"))
    }
}
