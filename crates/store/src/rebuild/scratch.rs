//! A second database on the same server, in which a rebuild is tried.

use serde_json::Value;
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};

use crate::Store;
use crate::error::{Doing, StoreError};

const DOING: &str = "make a database to try a rebuild in";

/// Tables of what people ask us to follow, each after those that it refers to.
const SEEDS: [&str; 5] = ["providers", "sources", "incidents", "incident_terms", "reference_events"];

/// A database beside the real one, with the seeds that it has now and nothing else.
#[derive(Debug)]
pub struct Scratch {
    name: String,
    owner: Store,
    /// The database.
    pub store: Store,
}

impl Store {
    /// Makes a database of the name of this one and `_rebuild_check`, with the seeds of this one. One that is there
    /// already, since it was not removed, is made anew.
    ///
    /// # Errors
    /// When the database cannot be used, or the user may not make another one.
    pub async fn scratch(&self) -> Result<Scratch, StoreError> {
        let own: String =
            sqlx::query_scalar("select current_database()").fetch_one(&self.pool).await.doing(DOING)?;
        let name = format!("{own}_rebuild_check");
        drop_database(self, &name).await?;
        let create = format!("create database \"{}\"", name.replace('"', "\"\""));
        self.pool.execute(AssertSqlSafe(create)).await.doing(DOING)?;
        let options = self.options.clone().database(&name);
        let store = Store::connect_with(options).await?;
        let scratch = Scratch { name, owner: self.clone(), store };
        scratch.copy_seeds().await?;
        Ok(scratch)
    }
}

impl Scratch {
    async fn copy_seeds(&self) -> Result<(), StoreError> {
        let mut conn = self.store.options.connect().await.doing(DOING)?;
        for table in SEEDS {
            // What left the seeds has to come back by what the archive says of it.
            let of = if table == "sources" { "where t.active" } else { "" };
            let read = format!("select coalesce(jsonb_agg(to_jsonb(t)), '[]') from {table} t {of}");
            let rows: Json<Value> =
                sqlx::query_scalar(AssertSqlSafe(read)).fetch_one(&self.owner.pool).await.doing(DOING)?;
            let over = if table == "incident_terms" { "" } else { "overriding system value" };
            let write = format!(
                "insert into {table} {over} select r.* from jsonb_populate_recordset(null::{table}, $1) r"
            );
            sqlx::query(AssertSqlSafe(write)).bind(rows).execute(&mut conn).await.doing(DOING)?;
            if !over.is_empty() {
                let go_on = format!(
                    "select setval(pg_get_serial_sequence('{table}', 'id'), (select coalesce(max(id), 0) + 1 from {table}), false)"
                );
                sqlx::query(AssertSqlSafe(go_on)).execute(&mut conn).await.doing(DOING)?;
            }
        }
        conn.close().await.doing(DOING)
    }

    /// Takes what is no part of the seeds any more out of use, as reading the seeds does at the end of a rebuild.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn retire(&self) -> Result<(), StoreError> {
        let gone: Vec<(String, String)> = sqlx::query_as(
            "select p.slug, s.url_key from sources s join providers p on p.id = s.provider_id where not s.active",
        )
        .fetch_all(&self.owner.pool)
        .await
        .doing(DOING)?;
        let (slugs, keys): (Vec<String>, Vec<String>) = gone.into_iter().unzip();
        sqlx::query(
            "update sources s set active = false, retired_at = now()
               from providers p, unnest($1::text[], $2::text[]) as gone (slug, url_key)
              where p.id = s.provider_id and p.slug = gone.slug and s.url_key = gone.url_key",
        )
        .bind(slugs)
        .bind(keys)
        .execute(&self.store.pool)
        .await
        .doing(DOING)
        .map(drop)
    }

    /// Removes it.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn remove(self) -> Result<(), StoreError> {
        self.store.close().await;
        drop_database(&self.owner, &self.name).await
    }
}

async fn drop_database(store: &Store, name: &str) -> Result<(), StoreError> {
    let sql = format!("drop database if exists \"{}\" with (force)", name.replace('"', "\"\""));
    store
        .pool
        .execute(AssertSqlSafe(sql))
        .await
        .doing("remove a database that a rebuild was tried in")
        .map(drop)
}
