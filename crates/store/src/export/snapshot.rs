//! One moment of the database, from which everything of an export is read.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use futures_util::stream::{BoxStream, StreamExt};
use sqlx::{AssertSqlSafe, FromRow, Postgres, Transaction};

use super::cell::{Cell, ColumnKind};
use super::scope::{ExportScope, choose};
use super::tables::{EXPORTED, Exported};
use crate::Store;
use crate::error::{Doing, StoreError};

const DOING: &str = "read what is exported";

/// A column that is exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportColumn {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: ColumnKind,
    /// Its comment in the database.
    pub description: String,
}

/// A table that is exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportTable {
    /// Its name.
    pub name: String,
    /// Its comment in the database.
    pub description: String,
    /// Its columns, in order.
    pub columns: Vec<ExportColumn>,
    /// The columns that make a row one row.
    pub key: Vec<String>,
    /// Whether only the rows since the last export are in it, which are added to those before; otherwise it takes
    /// the place of the one before.
    pub adds: bool,
}

/// One moment of the database (a transaction of isolation level repeatable read).
pub struct Snapshot {
    tx: Transaction<'static, Postgres>,
    /// The query of each table that was described.
    queries: BTreeMap<String, String>,
    /// What is exported.
    pub scope: ExportScope,
    /// Rows of tables that grow are left out that are older.
    pub since: Option<DateTime<Utc>>,
    /// Whether the words of providers are exported.
    pub texts: bool,
    /// The moment.
    pub as_of: DateTime<Utc>,
    /// From when on the next delta must be taken: rows that are not committed yet may be older than this moment.
    pub next_since: DateTime<Utc>,
    /// Whether others write of whom it cannot be seen since when: the next delta is then taken from an hour before.
    pub unseen: bool,
}

#[derive(FromRow)]
struct Described {
    name: String,
    type_name: String,
    description: Option<String>,
}

impl Store {
    /// Takes the moment that is exported; `None` where there is no such provider or incident.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn snapshot(
        &self,
        scope: ExportScope,
        since: Option<DateTime<Utc>>,
        texts: bool,
    ) -> Result<Option<Snapshot>, StoreError> {
        // What is open is read before the moment is taken: what ends between the two is not missed.
        let (next_since, unseen) = sqlx::query_as(
            "select least(now(), w.since) - case when w.unseen then interval '1 hour' else interval '1 minute' end, w.unseen
               from writing_since() w",
        )
        .fetch_one(&self.pool)
        .await
        .doing(DOING)?;
        let mut tx = self.pool.begin().await.doing(DOING)?;
        sqlx::raw_sql("set transaction isolation level repeatable read")
            .execute(&mut *tx)
            .await
            .doing(DOING)?;
        let as_of = sqlx::query_scalar("select now()").fetch_one(&mut *tx).await.doing(DOING)?;
        if !choose(&mut tx, &scope).await? {
            return Ok(None);
        }
        Ok(Some(Snapshot { tx, queries: BTreeMap::new(), scope, since, texts, as_of, next_since, unseen }))
    }
}

impl Snapshot {
    /// The tables, described.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn tables(&mut self) -> Result<Vec<ExportTable>, StoreError> {
        // Where a row of before was changed or taken away since, new rows alone do not make up the table.
        let rewritten: Vec<String> = sqlx::query_scalar(
            "select distinct source_table from rewrites where recorded_at >= $1 and oldest_at < $1",
        )
        .bind(self.since)
        .fetch_all(&mut *self.tx)
        .await
        .doing(DOING)?;
        let grows = self.since.is_some() && self.scope.grows_by_new_rows();
        let mut tables = Vec::new();
        for exported in EXPORTED {
            let adds = grows && exported.grows && !rewritten.iter().any(|name| name == exported.name);
            tables.push(self.describe(exported, adds).await?);
        }
        Ok(tables)
    }

    async fn describe(&mut self, exported: &Exported, adds: bool) -> Result<ExportTable, StoreError> {
        let described: Vec<Described> = sqlx::query_as(
            "select a.attname::text as name, t.typname::text as type_name,
                    col_description(a.attrelid, a.attnum) as description
               from pg_attribute a join pg_type t on t.oid = a.atttypid
              where a.attrelid = (quote_ident($2) || '.' || quote_ident($1))::regclass and a.attnum > 0 and not a.attisdropped
              order by a.attnum",
        )
        .bind(exported.name)
        .bind(exported.schema)
        .fetch_all(&mut *self.tx)
        .await
        .doing(DOING)?;
        let description: Option<String> = sqlx::query_scalar(
            "select obj_description((quote_ident($2) || '.' || quote_ident($1))::regclass, 'pg_class')",
        )
        .bind(exported.name)
        .bind(exported.schema)
        .fetch_one(&mut *self.tx)
        .await
        .doing(DOING)?;
        let (mut columns, mut selected) = (Vec::new(), Vec::new());
        for it in described {
            let name = it.name.as_str();
            if exported.without.contains(&name) || (!self.texts && exported.texts.contains(&name)) {
                continue;
            }
            let description = it.description.unwrap_or_default();
            if let Some(said) = exported.said.iter().find(|said| said.column == name) {
                selected.push(format!("({}) as \"{}\"", said.sql, said.name));
                columns.push(ExportColumn {
                    kind: ColumnKind::Text,
                    description,
                    name: said.name.to_owned(),
                });
                continue;
            }
            let (kind, cast) = ColumnKind::of(&it.type_name);
            selected.push(format!("t.\"{name}\"{cast} as \"{name}\""));
            columns.push(ExportColumn { kind, description, name: it.name });
        }
        let newer = if adds { "t.recorded_at >= $2" } else { "true" };
        let key: Vec<String> = exported.key.iter().map(|key| format!("t.{key}")).collect();
        let sql = format!(
            "select {} from {}.{} t where {} and {newer} and ($1::text is not null) and ($2::timestamptz is null or true)
              order by {}",
            selected.join(", "),
            exported.schema,
            exported.name,
            exported.condition(&self.scope),
            key.join(", "),
        );
        self.queries.insert(exported.name.to_owned(), sql);
        Ok(ExportTable {
            name: exported.name.to_owned(),
            description: description.unwrap_or_default(),
            columns,
            key: exported.key.iter().map(|key| (*key).to_owned()).collect(),
            adds,
        })
    }

    fn query(&self, table: &ExportTable) -> String {
        self.queries.get(&table.name).cloned().unwrap_or_default()
    }

    fn slug(&self) -> String {
        match &self.scope {
            ExportScope::All => String::new(),
            ExportScope::Provider(slug) | ExportScope::Incident(slug) => slug.clone(),
        }
    }

    /// How many rows of a table are exported.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn count(&mut self, table: &ExportTable) -> Result<u64, StoreError> {
        let sql = format!("select count(*) from ({}) r", self.query(table));
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(self.slug())
            .bind(self.since)
            .fetch_one(&mut *self.tx)
            .await
            .doing(DOING)?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// The rows of a table by key, as they are taken.
    pub fn rows<'a>(&'a mut self, table: &'a ExportTable) -> BoxStream<'a, Result<Vec<Cell>, StoreError>> {
        let (sql, slug, since) = (self.query(table), self.slug(), self.since);
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(slug).bind(since).fetch(&mut *self.tx);
        rows.map(move |row| {
            let row = row.doing(DOING)?;
            let cells = table.columns.iter().enumerate();
            cells.map(|(index, column)| Cell::read(&row, index, column.kind).doing(DOING)).collect()
        })
        .boxed()
    }

    pub(super) fn tx(&mut self) -> &mut Transaction<'static, Postgres> {
        &mut self.tx
    }
}
