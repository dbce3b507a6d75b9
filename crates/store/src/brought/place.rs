//! To which source an address belongs that others captured, and its row in the frontier.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use model::{History, Role, SourceKind, SourceRef, Validators, Visit};
use sqlx::{FromRow, PgConnection};
use url::Url;

use crate::Store;
use crate::address::{bounded, origin, url_key};
use crate::error::{Doing, StoreError};
use crate::frontier::{Address, prepare_origins};
use crate::rows::{Row, at, row, write};

/// A source that the seeds name or named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedSource {
    /// The source.
    pub source: SourceRef,
    /// Its address.
    pub url: Url,
    /// The identity of its address.
    pub key: String,
    /// The provider's main domain.
    pub domain: String,
    /// What its own address is.
    pub role: Role,
}

/// An address with what it belongs to.
#[derive(Debug, Clone)]
pub struct Belonging {
    /// The address.
    pub url: Url,
    /// What it is.
    pub role: Role,
    /// The source.
    pub source: SourceRef,
}

#[derive(FromRow)]
struct SourceLine {
    id: i64,
    kind: String,
    url: String,
    url_key: String,
    every_s: Option<i64>,
    incident: Option<String>,
    link_selector: Option<String>,
    provider_id: i64,
    slug: String,
    name: String,
    domain: String,
}

/// Nobody visits such an address: it stands there because others did.
const BROUGHT: &str = "\
insert into frontier (url, url_key, role, source_id, provider_id, group_id, origin_id, discovered_at, due_at, active)
select r.url, r.url_key, r.role, r.source_id, r.provider_id, o.group_id, o.id, r.discovered_at, r.discovered_at, false
  from jsonb_to_recordset($1) as r (origin text, url text, url_key text, role text, source_id bigint,
       provider_id bigint, discovered_at timestamptz)
  join origins o on o.origin = r.origin
 order by r.url_key
on conflict (url_key) do nothing";

/// How the key of the robots.txt of an origin begins.
const ROBOTS: &str = "robots:";

/// A row of the frontier.
#[derive(FromRow)]
struct Line {
    url_key: String,
    id: i64,
    depth: i16,
    discovered_at: DateTime<Utc>,
    source_id: i64,
}

const DOING: &str = "find where captures of others belong";

impl Store {
    /// All sources, those of today's seeds first.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn followed_sources(&self) -> Result<Vec<FollowedSource>, StoreError> {
        let lines: Vec<SourceLine> = sqlx::query_as(
            "select s.id, s.kind, s.url, s.url_key, s.every_s, s.incident, s.link_selector, p.id as provider_id,
                    p.slug, p.name, p.domain
               from sources s join providers p on p.id = s.provider_id order by s.active desc, s.id",
        )
        .fetch_all(&self.pool)
        .await
        .doing("list the sources")?;
        lines.into_iter().map(SourceLine::read).collect()
    }

    /// The addresses among these keys that are known: the source that each belongs to, and what it is.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn known_addresses(
        &self,
        keys: &[String],
    ) -> Result<BTreeMap<String, (i64, Role)>, StoreError> {
        let lines: Vec<(String, i64, String)> = sqlx::query_as(
            "select url_key, source_id, role from frontier where url_key = any($1) and role <> 'robots'",
        )
        .bind(keys)
        .fetch_all(&self.pool)
        .await
        .doing(DOING)?;
        let known =
            lines.into_iter().filter_map(|(key, id, role)| Some((key, (id, Role::from_name(&role)?))));
        Ok(known.collect())
    }

    /// The visits that captures of these addresses are recorded as, in their order, each with the time at which the
    /// address became known. What is not known yet gets a row of the frontier that is not visited.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn brought_visits(&self, all: &[(Belonging, DateTime<Utc>)]) -> Result<Vec<Visit>, StoreError> {
        let mut tx = self.pool.begin().await.doing(DOING)?;
        let keys: Vec<String> = all.iter().map(|(it, _)| key(it)).collect();
        let urls: Vec<Url> = all.iter().zip(&keys).map(|((it, _), key)| row_url(it, key)).collect();
        let addresses: Vec<Address<'_>> = all
            .iter()
            .zip(keys.iter().zip(&urls))
            .map(|((it, known_at), (key, url))| Address {
                url,
                key,
                role: it.role,
                source_id: it.source.id,
                provider_id: it.source.provider_id,
                via_id: None,
                depth: 0,
                discovered_at: *known_at,
                due_at: *known_at,
            })
            .collect();
        prepare_origins(&mut tx, &addresses).await?;
        let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
        for it in addresses.iter().filter(|it| it.role != Role::Robots) {
            rows.entry(it.key).or_insert_with(|| {
                row([
                    ("origin", origin(it.url).into()),
                    ("url", it.url.as_str().into()),
                    ("url_key", it.key.into()),
                    ("role", it.role.as_str().into()),
                    ("source_id", it.source_id.into()),
                    ("provider_id", it.provider_id.into()),
                    ("discovered_at", at(it.discovered_at)),
                ])
            });
        }
        let rows: Vec<Row> = rows.into_values().collect();
        write(&mut tx, BROUGHT, &rows, DOING).await?;
        let lines: Vec<Line> = sqlx::query_as(
            "select url_key, id, depth, discovered_at, source_id from frontier where url_key = any($1)",
        )
        .bind(&keys)
        .fetch_all(&mut *tx)
        .await
        .doing(DOING)?;
        let origins = lines.iter().filter(|line| line.url_key.starts_with(ROBOTS));
        let sources = sources(&mut tx, &origins.map(|line| line.source_id).collect::<Vec<_>>()).await?;
        tx.commit().await.doing(DOING)?;
        let known: BTreeMap<String, Line> =
            lines.into_iter().map(|line| (line.url_key.clone(), line)).collect();
        all.iter()
            .zip(keys)
            .map(|((it, _), key)| {
                let line = known.get(&key).ok_or(StoreError::Missing { table: "frontier", id: 0 })?;
                let mut visit = visit(it, line.id, line.depth, line.discovered_at);
                // The robots.txt of an origin with pages of several sources belongs to one of them.
                if let Some(source) = sources.get(&line.source_id).filter(|_| it.role == Role::Robots) {
                    visit.source = source.clone();
                }
                Ok(visit)
            })
            .collect()
    }
}

async fn sources(conn: &mut PgConnection, ids: &[i64]) -> Result<BTreeMap<i64, SourceRef>, StoreError> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let lines: Vec<SourceLine> = sqlx::query_as(
        "select s.id, s.kind, s.url, s.url_key, s.every_s, s.incident, s.link_selector, p.id as provider_id,
                p.slug, p.name, p.domain
           from sources s join providers p on p.id = s.provider_id where s.id = any($1)",
    )
    .bind(ids)
    .fetch_all(conn)
    .await
    .doing(DOING)?;
    lines.into_iter().map(|line| Ok((line.id, line.read()?.source))).collect()
}

/// The identity of an address; a robots.txt is that of its origin.
fn key(it: &Belonging) -> String {
    match it.role {
        Role::Robots => bounded(&format!("{ROBOTS}{}", origin(&it.url))),
        Role::Listing | Role::Post => url_key(&it.url),
    }
}

/// The address as its row has it: that of the seed where it is one, however the capture wrote it.
fn row_url(it: &Belonging, key: &str) -> Url {
    let seed = Url::parse(&it.source.url).ok().filter(|seed| it.role != Role::Robots && url_key(seed) == key);
    seed.unwrap_or_else(|| it.url.clone())
}

fn visit(it: &Belonging, frontier_id: i64, depth: i16, discovered_at: DateTime<Utc>) -> Visit {
    Visit {
        frontier_id,
        group: String::new(),
        lease: uuid::Uuid::nil(),
        url: it.url.clone(),
        role: it.role,
        source: it.source.clone(),
        via: None,
        depth,
        validators: Validators::default(),
        known: None,
        discovered_at,
        interval_s: 0,
        failures: 0,
        robots: None,
        history: History::default(),
        whole: true,
    }
}

impl SourceLine {
    fn read(self) -> Result<FollowedSource, StoreError> {
        let unreadable = |column, value: &str| StoreError::Unreadable {
            table: "sources",
            column,
            value: value.to_owned(),
        };
        let kind = SourceKind::from_name(&self.kind).ok_or_else(|| unreadable("kind", &self.kind))?;
        Ok(FollowedSource {
            url: Url::parse(&self.url).map_err(|_| unreadable("url", &self.url))?,
            key: self.url_key,
            domain: self.domain.clone(),
            role: crate::seeds::role(kind),
            source: SourceRef {
                id: self.id,
                provider_id: self.provider_id,
                provider: self.slug,
                provider_name: self.name,
                domain: self.domain,
                url: self.url,
                kind,
                every_s: self.every_s,
                incident: self.incident,
                link_selector: self.link_selector,
                headers: Vec::new(),
            },
        })
    }
}
