//! The keys of a database that was written by older rules are renewed, once, in one transaction.
//!
//! The rules are code, so no migration can do it. Where two rows come to have one key, both stay: the address that
//! is not visited any more says in whose place, and of two posts a merge says that they are one.

use std::collections::BTreeMap;

use sqlx::{Connection, FromRow, PgConnection};

use crate::address::{KEY_RULES, bounded, identity, key_of};
use crate::error::{Doing, StoreError};

const DOING: &str = "renew the keys of addresses";

/// Renews all keys where they are of older rules. A lock lets one process do it while the others wait.
pub(crate) async fn renew(conn: &mut PgConnection) -> Result<(), StoreError> {
    let current: Option<i16> =
        sqlx::query_scalar("select max(version) from key_rules").fetch_one(&mut *conn).await.doing(DOING)?;
    if current >= Some(KEY_RULES) {
        return Ok(());
    }
    let mut tx = conn.begin().await.doing(DOING)?;
    sqlx::query("lock table key_rules in exclusive mode").execute(&mut *tx).await.doing(DOING)?;
    let current: Option<i16> =
        sqlx::query_scalar("select max(version) from key_rules").fetch_one(&mut *tx).await.doing(DOING)?;
    if current < Some(KEY_RULES) {
        sources(&mut tx).await?;
        frontier(&mut tx).await?;
        posts(&mut tx).await?;
        entries(&mut tx).await?;
        sqlx::query("insert into key_rules (version) values ($1)")
            .bind(KEY_RULES)
            .execute(&mut *tx)
            .await
            .doing(DOING)?;
    }
    tx.commit().await.doing(DOING)
}

type Renewed = (Vec<i64>, Vec<String>);

/// Of two sources of a provider with one key the active one, then the older one, has it. The other keeps the
/// key that it had, and is retired as soon as the seeds are read again.
async fn sources(conn: &mut PgConnection) -> Result<(), StoreError> {
    let rows: Vec<(i64, i64, String)> =
        sqlx::query_as("select id, provider_id, url from sources order by active desc, id")
            .fetch_all(&mut *conn)
            .await
            .doing(DOING)?;
    let mut owners = BTreeMap::new();
    for (id, provider_id, url) in rows {
        if let Some(key) = key_of(&url) {
            owners.entry((provider_id, key)).or_insert(id);
        }
    }
    let renewed = owners.into_iter().map(|((_, key), id)| (id, key)).unzip();
    write(
        conn,
        "update sources s set url_key = n.key from unnest($1, $2) as n (id, key) where s.id = n.id",
        renewed,
    )
    .await
}

async fn frontier(conn: &mut PgConnection) -> Result<(), StoreError> {
    let rows: Vec<(i64, String)> = sqlx::query_as(
        "select id, url from frontier where role <> 'robots' and same_as_id is null
          order by active desc, depth, id",
    )
    .fetch_all(&mut *conn)
    .await
    .doing(DOING)?;
    let mut owners: BTreeMap<String, i64> = BTreeMap::new();
    let mut others: (Vec<i64>, Vec<i64>, Vec<String>) = Default::default();
    for (id, url) in rows {
        let Some(key) = key_of(&url) else { continue };
        match owners.get(&key) {
            Some(owner) => {
                others.0.push(id);
                others.1.push(*owner);
                others.2.push(bounded(&format!("same:{id}:{key}")));
            }
            None => drop(owners.insert(key, id)),
        }
    }
    sqlx::query(
        "update frontier f set url_key = n.key, same_as_id = n.owner, active = false, retired = false
           from unnest($1, $2, $3) as n (id, owner, key) where f.id = n.id",
    )
    .bind(others.0)
    .bind(others.1)
    .bind(others.2)
    .execute(&mut *conn)
    .await
    .doing(DOING)?;
    let renewed = owners.into_iter().map(|(key, id)| (id, key)).unzip();
    write(
        conn,
        "update frontier f set url_key = n.key from unnest($1, $2) as n (id, key) where f.id = n.id",
        renewed,
    )
    .await
}

#[derive(FromRow)]
struct KeyedPost {
    id: i64,
    provider_id: i64,
    key: String,
    /// Where it stands, or else where it was seen first.
    address: String,
}

/// Of two posts with one key the one that was seen first is the post.
async fn posts(conn: &mut PgConnection) -> Result<(), StoreError> {
    let rows: Vec<KeyedPost> = sqlx::query_as(
        "select p.id, p.provider_id, p.key, coalesce(p.url, f.url) as address
           from posts p
           join captures k on k.id = p.first_capture_id
           join frontier f on f.id = k.frontier_id
          order by p.first_seen_at, p.id",
    )
    .fetch_all(&mut *conn)
    .await
    .doing(DOING)?;
    let mut owners: BTreeMap<(i64, String), i64> = BTreeMap::new();
    let (mut others, mut of): (Vec<i64>, Vec<i64>) = Default::default();
    let mut addresses: Renewed = Default::default();
    for KeyedPost { id, provider_id, key, address } in rows {
        match owners.get(&(provider_id, identity(&key))) {
            Some(owner) => {
                others.push(id);
                of.push(*owner);
            }
            None => drop(owners.insert((provider_id, identity(&key)), id)),
        }
        if let Some(key) = key_of(&address) {
            addresses.0.push(id);
            addresses.1.push(key);
        }
    }
    write(
        conn,
        "update posts p set url_key = n.key from unnest($1, $2) as n (id, key) where p.id = n.id",
        addresses,
    )
    .await?;
    let renewed: Renewed = owners.into_iter().map(|((_, key), id)| (id, key)).unzip();
    write(
        conn,
        "update human_codes h set post_key = n.key from unnest($1, $2) as n (id, key) join posts p on p.id = n.id
          where h.provider_id = p.provider_id and h.post_key = p.key and h.post_key <> n.key",
        renewed.clone(),
    )
    .await?;
    write(
        conn,
        "update posts p set key = n.key from unnest($1, $2) as n (id, key) where p.id = n.id",
        renewed,
    )
    .await?;
    sqlx::query(
        "insert into merges (provider_id, key, post_id, other_id, reason, evidence, merged_at)
         select p.provider_id, p.key, n.owner, p.id, 'key', p.key, now()
           from unnest($1, $2) as n (id, owner) join posts p on p.id = n.id
         on conflict do nothing",
    )
    .bind(others)
    .bind(of)
    .execute(conn)
    .await
    .doing(DOING)
    .map(drop)
}

async fn entries(conn: &mut PgConnection) -> Result<(), StoreError> {
    let links: Vec<(i64, String)> = sqlx::query_as("select id, link from entries where link is not null")
        .fetch_all(&mut *conn)
        .await
        .doing(DOING)?;
    let renewed = links.into_iter().filter_map(|(id, link)| Some((id, key_of(&link)?))).unzip();
    write(
        conn,
        "update entries e set link_key = n.key from unnest($1, $2) as n (id, key) where e.id = n.id",
        renewed,
    )
    .await
}

async fn write(conn: &mut PgConnection, sql: &'static str, (ids, keys): Renewed) -> Result<(), StoreError> {
    sqlx::query(sql).bind(ids).bind(keys).execute(conn).await.doing(DOING).map(drop)
}
