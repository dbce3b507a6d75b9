//! Questions in SQL that a person wrote.

use std::collections::BTreeMap;

use futures_util::TryStreamExt;
use sqlx::postgres::{PgConnection, PgDatabaseError, PgErrorPosition, PgRow, PgTypeInfo};
use sqlx::{AssertSqlSafe, Column as _, Connection, Either, Executor, Row, Statement, TypeInfo, ValueRef};

use crate::Store;
use crate::error::{Doing, StoreError};

/// A column of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type as PostgreSQL names it, in capitals for those that come with it: `TEXT`, `INT8`, `TIMESTAMPTZ`.
    pub kind: String,
}

/// An answer: all values as PostgreSQL prints them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns; none where the statements returned no rows.
    pub columns: Vec<Column>,
    /// The rows; `None` is NULL, which an empty text is not.
    pub rows: Vec<Vec<Option<String>>>,
    /// Rows that the statements read or changed.
    pub affected: u64,
}

impl Store {
    /// Runs any SQL, also several statements, and returns the rows of the last one that has any. With
    /// `read_only` the server refuses what would change something, and the role that reads answers where there
    /// is one.
    ///
    /// # Errors
    /// When the server does not accept the SQL, or cannot be reached.
    pub async fn query(&self, sql: &str, read_only: bool) -> Result<Table, StoreError> {
        const DOING: &str = "answer a query";
        // A connection of its own: whatever the SQL does to its session ends with it.
        let mut conn = PgConnection::connect_with(&self.options).await.doing(DOING)?;
        if read_only {
            if self.may_read_as_role().await? {
                conn.execute("set role trail_read").await.doing(DOING)?;
            }
            conn.execute("set default_transaction_read_only = on").await.doing(DOING)?;
        }
        let answer = run(&mut conn, sql).await;
        // The server ends the session as well when it only sees the connection close.
        let _ = conn.close().await;
        answer
    }
}

async fn run(conn: &mut PgConnection, sql: &str) -> Result<Table, StoreError> {
    let mut table = Table::default();
    let mut types: Vec<PgTypeInfo> = Vec::new();
    let mut ended = true;
    let mut answers = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).fetch_many(&mut *conn);
    while let Some(step) = answers.try_next().await.map_err(refused)? {
        match step {
            Either::Left(done) => {
                table.affected += done.rows_affected();
                ended = true;
            }
            Either::Right(row) => {
                if ended {
                    ended = false;
                    table.rows.clear();
                    (table.columns, types) = header(&row);
                }
                table.rows.push(cells(&row)?);
            }
        }
    }
    drop(answers);
    if table.columns.is_empty() {
        // Without a row the simple protocol does not tell the columns. Several statements cannot be
        // prepared; they have none to tell.
        if let Ok(statement) =
            conn.prepare(sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(sql.to_owned()))).await
        {
            table.columns = statement
                .columns()
                .iter()
                .map(|column| Column {
                    name: column.name().to_owned(),
                    kind: column.type_info().name().to_owned(),
                })
                .collect();
        }
    }
    name_types(conn, &mut table, &types).await?;
    Ok(table)
}

fn header(row: &PgRow) -> (Vec<Column>, Vec<PgTypeInfo>) {
    row.columns()
        .iter()
        .map(|column| {
            let kind = column.type_info().clone();
            (Column { name: column.name().to_owned(), kind: kind.name().to_owned() }, kind)
        })
        .unzip()
}

fn cells(row: &PgRow) -> Result<Vec<Option<String>>, StoreError> {
    (0..row.len())
        .map(|index| {
            let value = row.try_get_raw(index).doing("answer a query")?;
            if value.is_null() {
                return Ok(None);
            }
            value.as_str().map(|text| Some(text.to_owned())).map_err(|error| StoreError::Statement {
                doing: "answer in text",
                source: sqlx::Error::Decode(error),
            })
        })
        .collect()
}

/// Types that do not come with PostgreSQL are asked for by number.
async fn name_types(
    conn: &mut PgConnection,
    table: &mut Table,
    types: &[PgTypeInfo],
) -> Result<(), StoreError> {
    let unnamed: BTreeMap<usize, u32> = table
        .columns
        .iter()
        .zip(types)
        .enumerate()
        .filter(|(_, (column, _))| column.kind == "?")
        .filter_map(|(index, (_, kind))| kind.oid().map(|oid| (index, oid.0)))
        .collect();
    for (index, oid) in unnamed {
        let name: Option<String> = sqlx::query_scalar("select format_type($1::oid, null)")
            .bind(i64::from(oid))
            .fetch_one(&mut *conn)
            .await
            .doing("name a type")?;
        if let (Some(column), Some(name)) = (table.columns.get_mut(index), name) {
            column.kind = name;
        }
    }
    Ok(())
}

/// Whether the server could not answer, whatever the query: it lacks room or memory, or something is broken in it.
fn is_servers_own(error: &dyn sqlx::error::DatabaseError) -> bool {
    error.code().is_some_and(|code| ["53", "58", "XX"].iter().any(|class| code.starts_with(class)))
}

fn refused(error: sqlx::Error) -> StoreError {
    match StoreError::of("answer a query", error) {
        StoreError::Statement { source: sqlx::Error::Database(error), .. } if !is_servers_own(&*error) => {
            let server = error.try_downcast_ref::<PgDatabaseError>();
            let hint = server.and_then(|error| error.hint()).map(|hint| format!("; hint: {hint}"));
            let position = server.and_then(|error| error.position()).and_then(|position| match position {
                PgErrorPosition::Original(at) => Some(at),
                PgErrorPosition::Internal { .. } => None,
            });
            StoreError::Query {
                message: format!("{}{}", error.message(), hint.unwrap_or_default()),
                position,
            }
        }
        other => other,
    }
}
