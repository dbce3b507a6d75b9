//! A second database on the same server, in which a rebuild is tried.

use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};

use crate::Store;
use crate::error::{Doing, StoreError};
use crate::people::copy_seeds;

const DOING: &str = "make a database to try a rebuild in";

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
        let mut conn = store.options.connect().await.doing(DOING)?;
        copy_seeds(&self.pool, &mut conn).await?;
        conn.close().await.doing(DOING)?;
        Ok(Scratch { name, owner: self.clone(), store })
    }
}

impl Scratch {
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
