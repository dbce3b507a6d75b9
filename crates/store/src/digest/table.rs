//! The digest of a table.

use std::collections::BTreeSet;

use sqlx::{AssertSqlSafe, FromRow, PgConnection};

use super::names::{NAMES, OMITTED, ONLY, OPERATIONAL, VIEWS};
use crate::Store;
use crate::error::{Doing, StoreError};

const DOING: &str = "work out a digest of a table";

/// A table with the number and the digest of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDigest {
    /// Its name.
    pub table: String,
    /// How many rows it has that count.
    pub rows: i64,
    /// SHA-256, in hexadecimal, of the SHA-256 of each row in the order of these; a row is its columns as `jsonb`
    /// writes them, references by name, times in UTC.
    pub digest: String,
}

#[derive(FromRow)]
struct Reference {
    column: String,
    target: String,
}

impl Store {
    /// The digests of all tables that are derived from the archive and the seeds, by name.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn digests(&self) -> Result<Vec<TableDigest>, StoreError> {
        self.digests_of(self.derived_from_archive().await?).await
    }

    /// The digests of the views of researchers that tell when what was followed: two databases with the same tables can
    /// differ in them.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn view_digests(&self) -> Result<Vec<TableDigest>, StoreError> {
        self.digests_of(VIEWS.iter().map(|view| (*view).to_owned()).collect()).await
    }

    async fn digests_of(&self, tables: Vec<String>) -> Result<Vec<TableDigest>, StoreError> {
        let mut digests = Vec::new();
        for table in tables {
            let mut conn = self.pool.acquire().await.doing(DOING)?;
            let rows = rows_of(&mut conn, &table).await?;
            let sql = format!(
                "select count(*), encode(sha256(coalesce(string_agg(h, ''::bytea order by h), ''::bytea)), 'hex')
                   from (select sha256(convert_to(said::text, 'UTF8')) as h from ({rows}) r) d"
            );
            let (rows, digest) =
                sqlx::query_as(AssertSqlSafe(sql)).fetch_one(&mut *conn).await.doing(DOING)?;
            digests.push(TableDigest { table, rows, digest });
        }
        Ok(digests)
    }

    /// The tables that are derived from the archive and the seeds: all that are not [`OPERATIONAL`].
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn derived_from_archive(&self) -> Result<Vec<String>, StoreError> {
        let tables: Vec<String> = sqlx::query_scalar(
            "select relname::text from pg_class
              where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname",
        )
        .fetch_all(&self.pool)
        .await
        .doing(DOING)?;
        Ok(tables.into_iter().filter(|name| !OPERATIONAL.iter().any(|(other, _)| other == name)).collect())
    }
}

/// The query for what the rows of a table or of one of [`VIEWS`] say, each as one `jsonb` named `said`.
pub(super) async fn rows_of(conn: &mut PgConnection, table: &str) -> Result<String, StoreError> {
    if VIEWS.contains(&table) {
        return view_rows(conn, table).await;
    }
    let references: Vec<Reference> = sqlx::query_as(
        "select a.attname::text as column, c.confrelid::regclass::text as target
           from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                 and a.atttypid in ('bigint'::regtype, 'integer'::regtype)
          where c.contype = 'f' and c.conrelid = ('public.' || quote_ident($1))::regclass
            and cardinality(c.conkey) = 1 order by a.attname",
    )
    .bind(table)
    .fetch_all(conn)
    .await
    .doing(DOING)?;
    let mut omitted: BTreeSet<&str> = OMITTED
        .iter()
        .filter(|(name, _)| name.is_empty() || *name == table)
        .flat_map(|(_, columns)| columns.iter().copied())
        .collect();
    let (mut joins, mut named) = (String::new(), Vec::new());
    for (index, Reference { column, target }) in references.iter().enumerate() {
        let names = NAMES.iter().find(|(name, _)| name == target).map(|(_, query)| *query);
        if let Some(names) = names.filter(|_| !omitted.contains(column.as_str())) {
            joins.push_str(&format!(" left join ({names}) n{index} on n{index}.id = t.{column}"));
            named.push(format!("'{column}', n{index}.name"));
        }
        omitted.insert(column);
    }
    let omitted: Vec<String> = omitted.iter().map(|column| format!("'{column}'")).collect();
    let only = ONLY.iter().find(|(name, _)| *name == table).map_or("true", |(_, condition)| condition);
    Ok(format!(
        "select (to_jsonb(t) - array[{}]::text[]) || jsonb_build_object({}) as said from public.{table} t{joins} where {only}",
        omitted.join(", "),
        named.join(", "),
    ))
}

/// A view refers to no table, and names what it speaks of: numbers of rows are left out.
async fn view_rows(conn: &mut PgConnection, view: &str) -> Result<String, StoreError> {
    let omitted: Vec<String> = sqlx::query_scalar(
        "select quote_literal(attname) from pg_attribute
          where attrelid = to_regclass($1) and attnum > 0 and not attisdropped
            and (attname = 'recorded_at'
                 or atttypid = 'bigint'::regtype and (attname = 'id' or attname like '%\\_id'))",
    )
    .bind(view)
    .fetch_all(conn)
    .await
    .doing(DOING)?;
    Ok(format!("select to_jsonb(t) - array[{}]::text[] as said from {view} t", omitted.join(", ")))
}
