//! Databases in the private cluster.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};

use super::address::ROLE;
use super::cluster::Cluster;
use super::error::EmbeddedError;

/// The longest name of a database, in bytes; PostgreSQL cuts longer ones.
const MAX_NAME: usize = 63;

impl Cluster {
    /// Makes a database if it is missing; many commands may ask at once. Says whether it was made now.
    ///
    /// # Errors
    /// For a name that PostgreSQL cannot hold, and when the server does not answer.
    pub async fn ensure_database(&self, name: &str) -> Result<bool, EmbeddedError> {
        let quoted = quoted(name)?;
        let mut connection = self.connect("postgres").await?;
        let made = make(&mut connection, name, &quoted).await.map_err(self.no_answer())?;
        connection.close().await.map_err(self.no_answer())?;
        Ok(made)
    }

    /// Drops a database, also while it is in use. Without one of that name nothing happens.
    ///
    /// # Errors
    /// For a name that PostgreSQL cannot hold, and when the server does not answer.
    pub async fn drop_database(&self, name: &str) -> Result<(), EmbeddedError> {
        let sql = format!("drop database if exists {} with (force)", quoted(name)?);
        let mut connection = self.connect("postgres").await?;
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.map_err(self.no_answer())?;
        connection.close().await.map_err(self.no_answer())
    }

    fn no_answer(&self) -> impl Fn(sqlx::Error) -> EmbeddedError {
        move |source| EmbeddedError::Answer { url: self.url("postgres"), log: self.log(), source }
    }
}

async fn make(connection: &mut PgConnection, name: &str, quoted: &str) -> Result<bool, sqlx::Error> {
    let known: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(name)
        .fetch_one(&mut *connection)
        .await?;
    if known {
        return Ok(false);
    }
    let sql = format!("create database {quoted} owner {ROLE} template template0");
    match sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await {
        Ok(_) => Ok(true),
        Err(error) if was_made_meanwhile(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// duplicate_database, or unique_violation in the list of databases when both commands were that close.
fn was_made_meanwhile(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| code == "42P04" || code == "23505")
}

/// The name as an SQL identifier.
fn quoted(name: &str) -> Result<String, EmbeddedError> {
    match name.len() {
        // An address with a database `.` is the address of none.
        1..=MAX_NAME if !name.contains('\0') && name != "." && name != ".." => {
            Ok(format!("\"{}\"", name.replace('"', "\"\"")))
        }
        _ => Err(EmbeddedError::Name { name: name.to_owned() }),
    }
}
