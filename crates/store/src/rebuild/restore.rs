//! Puts addresses, sources and providers back as the records of visits tell them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use model::{Capture, Extraction, Known, Mention, Role, SourceRef, Visit};
use sqlx::postgres::PgPoolOptions;
use sqlx::{Acquire, FromRow, PgConnection};

use super::past::PastVisit;
use super::people::{SaidMerge, Unsaid};
use crate::Store;
use crate::address::{clean, origin, parse, url_key};
use crate::error::{Doing, StoreError};
use crate::frontier::{Address, add_found, prepare_robots, read_visit};
use crate::record::Plan;
use crate::record_id::record_uuid;
use crate::rows::micros;

const DOING: &str = "put an address back";

/// Connections of a rebuild at most.
const MOST_CONNECTIONS: u32 = 16;

/// A provider and a source by their rows, with what the source's row says of how its pages are read.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
struct Belonging {
    provider_id: i64,
    source_id: i64,
    link_selector: Option<String>,
    incident: Option<String>,
}

/// A rebuild under way: the store, with commits that are not waited for, since what a crash loses of them is in
/// the archive and is recorded again. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Rebuild {
    store: Store,
    sources: Arc<Mutex<BTreeMap<(String, String), Belonging>>>,
    unsaid: Unsaid,
}

impl Store {
    /// A rebuild of this database. What people said of merges (`said`) holds from the time on at which they said it.
    pub fn rebuild(&self, said: Vec<SaidMerge>) -> Rebuild {
        let options = self.options.clone().options([("synchronous_commit", "off")]);
        let pool = PgPoolOptions::new().max_connections(MOST_CONNECTIONS).connect_lazy_with(options.clone());
        let store = Store { pool, options, ..self.clone() };
        Rebuild { store, sources: Arc::default(), unsaid: Unsaid::of(said) }
    }
}

impl Rebuild {
    /// The same for whoever holds the turns of the providers ([`crate::Turns`]) while something is recorded.
    pub fn in_turn(mut self) -> Self {
        self.store.has_turns = true;
        self
    }

    /// The store, with commits that are not waited for.
    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    /// Its connections.
    pub(super) fn pool(&self) -> &sqlx::PgPool {
        &self.store.pool
    }

    /// The visit as the line had it: its address as its record tells it, its history as the visits before have
    /// left it.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn visit(&self, past: &PastVisit) -> Result<Visit, StoreError> {
        let mut conn = self.store.pool.acquire().await.doing(DOING)?;
        let belonging = self.belonging(&mut conn, past).await?;
        let key = key(&mut conn, past, &belonging).await?;
        let mut visit = match read_visit(&mut conn, &key).await? {
            Some(visit) if stands(&visit, past, &belonging) => visit,
            _ => {
                put_back(&mut conn, past, &belonging, &key).await?;
                let visit = read_visit(&mut conn, &key).await?;
                visit.ok_or(StoreError::Missing { table: "frontier", id: 0 })?
            }
        };
        visit.known = known(&mut conn, past, visit.known.take()).await?;
        visit.validators = past.validators.clone();
        Ok(visit)
    }

    /// The source of the visit, which is made where it is missing.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn source(&self, past: &PastVisit) -> Result<SourceRef, StoreError> {
        let mut conn = self.store.pool.acquire().await.doing(DOING)?;
        let at = self.belonging(&mut conn, past).await?;
        Ok(SourceRef {
            id: at.source_id,
            provider_id: at.provider_id,
            provider: past.provider.clone(),
            provider_name: past.provider_name.clone().unwrap_or_default(),
            domain: past.domain.clone().unwrap_or_default(),
            url: past.source_url.as_ref().map(ToString::to_string).unwrap_or_default(),
            kind: past.source_kind,
            every_s: past.every_s,
            incident: at.incident,
            link_selector: at.link_selector,
            headers: Vec::new(),
        })
    }

    /// Says what is left of what people said, before captures of others are read; returns what is about no post that is there.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn say_all(&self) -> Result<Vec<SaidMerge>, StoreError> {
        self.unsaid.say_all(&self.store.pool).await
    }

    /// Records it as the line does.
    ///
    /// # Errors
    /// When the database cannot be used; nothing is stored of this visit then.
    pub async fn record(
        &self,
        capture: &Capture,
        extraction: &Extraction,
        mentions: &[Mention],
        plan: &Plan,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<(), StoreError> {
        let provider = &capture.exchange.visit.source.provider;
        self.unsaid.say(&self.store.pool, provider, micros(capture.fetched_at())).await?;
        self.store.visit_record(capture, extraction, mentions, plan, now).await.map(drop)
    }

    /// Waits until all that was recorded is on the disk.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn close(self) -> Result<(), StoreError> {
        // A commit that is waited for takes those before it along.
        sqlx::raw_sql("set synchronous_commit = on; create temporary table flushed (); drop table flushed")
            .execute(&self.store.pool)
            .await
            .doing("end a rebuild")?;
        self.store.pool.close().await;
        Ok(())
    }

    /// The rows of its provider and its source, which are made where the seeds do not have them.
    async fn belonging(&self, conn: &mut PgConnection, past: &PastVisit) -> Result<Belonging, StoreError> {
        let named = past.source_url.as_ref().map(|url| (past.provider.clone(), url_key(url)));
        if let Some(named) = &named
            && let Some(known) = self.sources.lock().unwrap_or_else(PoisonError::into_inner).get(named)
        {
            return Ok(known.clone());
        }
        let provider_id = provider(conn, past).await?;
        let source_id = match &named {
            Some((_, key)) => source(conn, provider_id, key, past).await?,
            None => match likely_source(conn, provider_id, past).await? {
                Some(id) => id,
                None => source(conn, provider_id, &url_key(&past.url), past).await?,
            },
        };
        let belonging: Belonging = sqlx::query_as(
            "select provider_id, id as source_id, link_selector, incident from sources where id = $1",
        )
        .bind(source_id)
        .fetch_one(conn)
        .await
        .doing(DOING)?;
        if let Some(named) = named {
            self.sources.lock().unwrap_or_else(PoisonError::into_inner).insert(named, belonging.clone());
        }
        Ok(belonging)
    }
}

/// The key of the row. That of a robots.txt is named by its origin, which is made where it is missing.
async fn key(conn: &mut PgConnection, past: &PastVisit, at: &Belonging) -> Result<String, StoreError> {
    if past.role != Role::Robots {
        return Ok(url_key(&past.url));
    }
    let name = prepare_robots(conn, &address(past, at, "", None)).await?;
    Ok(crate::address::bounded(&format!("robots:{name}")))
}

fn address<'a>(past: &'a PastVisit, at: &Belonging, key: &'a str, via_id: Option<i64>) -> Address<'a> {
    Address {
        url: &past.url,
        key,
        role: past.role,
        source_id: at.source_id,
        provider_id: at.provider_id,
        via_id,
        depth: past.depth,
        discovered_at: past.discovered_at,
        due_at: past.discovered_at,
    }
}

/// Whether the row of the address is as the record says.
fn stands(visit: &Visit, past: &PastVisit, at: &Belonging) -> bool {
    let same_way = past.role == Role::Robots
        || (visit.url == past.url && visit.depth == past.depth && visit.via == past.via);
    same_way
        && visit.role == past.role
        && visit.source.id == at.source_id
        && visit.source.provider_id == at.provider_id
        && visit.discovered_at == micros(past.discovered_at)
}

async fn put_back(
    conn: &mut PgConnection,
    past: &PastVisit,
    at: &Belonging,
    key: &str,
) -> Result<(), StoreError> {
    let via_id: Option<i64> = match past.via.as_ref().and_then(|via| parse(via.as_str())) {
        Some(via) => sqlx::query_scalar("select id from frontier where url_key = $1")
            .bind(url_key(&via))
            .fetch_optional(&mut *conn)
            .await
            .doing(DOING)?,
        None => None,
    };
    let mut tx = conn.begin().await.doing(DOING)?;
    if past.role != Role::Robots {
        add_found(&mut tx, &[address(past, at, key, via_id)]).await?;
    }
    sqlx::query(
        "update frontier f
            set source_id = $2, provider_id = $3, discovered_at = $4, active = true, retired = false, role = $5,
                url = case when $5 = 'robots' then f.url else $6 end,
                depth = case when $5 = 'robots' then f.depth else $7 end,
                via_id = case when $5 = 'robots' then f.via_id else $8 end,
                origin_id = case when $5 = 'robots' then f.origin_id else coalesce(o.id, f.origin_id) end,
                group_id = case when $5 = 'robots' then f.group_id else coalesce(o.group_id, f.group_id) end
           from (select 1) one left join origins o on o.origin = $9
          where f.url_key = $1",
    )
    .bind(key)
    .bind(at.source_id)
    .bind(at.provider_id)
    .bind(micros(past.discovered_at))
    .bind(past.role.as_str())
    .bind(past.url.as_str())
    .bind(past.depth)
    .bind(via_id)
    .bind(origin(&past.url))
    .execute(&mut *tx)
    .await
    .doing(DOING)?;
    tx.commit().await.doing(DOING)
}

/// The capture that the visit asked with, by the row that it has now.
async fn known(
    conn: &mut PgConnection,
    past: &PastVisit,
    last: Option<Known>,
) -> Result<Option<Known>, StoreError> {
    let Some(known) = &past.known else { return Ok(None) };
    if last.as_ref().is_some_and(|last| last.record_id == known.record_id) {
        return Ok(last);
    }
    let id: Option<i64> = sqlx::query_scalar("select id from captures where record_id = $1")
        .bind(record_uuid(&known.record_id))
        .fetch_optional(conn)
        .await
        .doing(DOING)?;
    Ok(id.map(|capture_id| Known { capture_id, ..known.clone() }))
}

async fn provider(conn: &mut PgConnection, past: &PastVisit) -> Result<i64, StoreError> {
    // Under which of its slugs it was visited then does not matter.
    let find =
        "select id from providers where slug = $1 or $1 = any (former) order by slug = $1 desc limit 1";
    if let Some(id) =
        sqlx::query_scalar(find).bind(&past.provider).fetch_optional(&mut *conn).await.doing(DOING)?
    {
        return Ok(id);
    }
    let host = past.url.host_str().unwrap_or_default();
    sqlx::query(
        "insert into providers (slug, name, domain) values ($1, $2, $3) on conflict (slug) do nothing",
    )
    .bind(&past.provider)
    .bind(clean(past.provider_name.as_deref().unwrap_or(&past.provider)))
    .bind(clean(past.domain.as_deref().unwrap_or(host)))
    .execute(&mut *conn)
    .await
    .doing(DOING)?;
    sqlx::query_scalar(find).bind(&past.provider).fetch_one(conn).await.doing(DOING)
}

async fn source(
    conn: &mut PgConnection,
    provider_id: i64,
    key: &str,
    past: &PastVisit,
) -> Result<i64, StoreError> {
    let find = "select id from sources where provider_id = $1 and url_key = $2";
    if let Some(id) =
        sqlx::query_scalar(find).bind(provider_id).bind(key).fetch_optional(&mut *conn).await.doing(DOING)?
    {
        return Ok(id);
    }
    sqlx::query(
        "insert into sources (provider_id, url_key, kind, url, every_s, link_selector, incident)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (provider_id, url_key) do nothing",
    )
    .bind(provider_id)
    .bind(key)
    .bind(past.source_kind.as_str())
    .bind(past.source_url.as_ref().unwrap_or(&past.url).as_str())
    .bind(past.every_s.filter(|seconds| *seconds > 0))
    .bind(past.link_selector.as_deref().map(clean))
    .bind(past.incident.as_deref().map(clean))
    .execute(&mut *conn)
    .await
    .doing(DOING)?;
    sqlx::query_scalar(find).bind(provider_id).bind(key).fetch_one(conn).await.doing(DOING)
}

/// For records that do not name their source: that of the address, or of the one that led to it, else the
/// provider's first of the kind.
async fn likely_source(
    conn: &mut PgConnection,
    provider_id: i64,
    past: &PastVisit,
) -> Result<Option<i64>, StoreError> {
    let keys: Vec<String> = std::iter::once(&past.url).chain(&past.via).map(url_key).collect();
    sqlx::query_scalar(
        "select s.id from sources s
           left join frontier f on f.source_id = s.id and f.url_key = any($3)
          where s.provider_id = $1 and s.kind = $2
          order by f.url_key = $3[1] desc nulls last, f.id is null, s.id limit 1",
    )
    .bind(provider_id)
    .bind(past.source_kind.as_str())
    .bind(keys)
    .fetch_optional(conn)
    .await
    .doing(DOING)
}
