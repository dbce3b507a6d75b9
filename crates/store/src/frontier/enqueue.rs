//! New addresses: each enters the frontier once, with its host's group and its origin's robots.txt.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use model::Role;
use serde_json::Value;
use sqlx::{FromRow, PgConnection};
use url::Url;

use super::respell;
use crate::address::{bounded, group, origin};
use crate::error::StoreError;
use crate::rows::{Row, at, micros, row, write, write_returning};

/// An address with what its row needs.
#[derive(Clone, Copy)]
pub(crate) struct Address<'a> {
    /// The address.
    pub url: &'a Url,
    /// Its identity.
    pub key: &'a str,
    /// What it is expected to be.
    pub role: Role,
    /// The source that it belongs to.
    pub source_id: i64,
    /// The provider of that source.
    pub provider_id: i64,
    /// The row of the address that led here.
    pub via_id: Option<i64>,
    /// Links followed from the seed to it.
    pub depth: i16,
    /// When it was found.
    pub discovered_at: DateTime<Utc>,
    /// When it is due.
    pub due_at: DateTime<Utc>,
}

impl Address<'_> {
    /// What its row is made of.
    pub(super) fn row(&self) -> Row {
        row([
            ("origin", origin(self.url).into()),
            ("url", self.url.as_str().into()),
            ("url_key", self.key.into()),
            ("role", self.role.as_str().into()),
            ("source_id", self.source_id.into()),
            ("provider_id", self.provider_id.into()),
            ("via_id", self.via_id.into()),
            ("depth", self.depth.into()),
            ("discovered_at", at(self.discovered_at)),
            ("due_at", at(self.due_at)),
        ])
    }
}

const GROUPS: &str = "\
insert into politeness_groups (name)
select distinct r.name from jsonb_populate_recordset(null::politeness_groups, $1) r order by 1
on conflict (name) do nothing";

const ORIGINS: &str = "\
insert into origins (origin, group_id)
select distinct r.origin, g.id
  from jsonb_to_recordset($1) as r (origin text, name text)
  join politeness_groups g on g.name = r.name
 order by 1
on conflict (origin) do nothing";

const ROBOTS: &str = "\
insert into frontier (url, url_key, role, source_id, provider_id, group_id, origin_id, discovered_at, due_at)
select r.url, r.url_key, 'robots', r.source_id, r.provider_id, o.group_id, o.id, r.discovered_at, r.due_at
  from jsonb_to_recordset($1) as r (origin text, url text, url_key text, source_id bigint, provider_id bigint,
       discovered_at timestamptz, due_at timestamptz)
  join origins o on o.origin = r.origin
 where not exists (select 1 from frontier f where f.origin_id = o.id and f.role = 'robots')
 order by r.url_key
on conflict do nothing";

/// An address that is known already stays what it is; one whose source was retired goes over to the source
/// that found it again. One that we never visited ourselves, since only captures of others stand there, is found now,
/// like any other: else it would be taken for an address of the seeds and be visited as often as those.
const FOUND: &str = "\
insert into frontier (url, url_key, role, source_id, provider_id, group_id, origin_id, via_id, depth,
                      discovered_at, due_at)
select r.url, r.url_key, r.role, r.source_id, r.provider_id, o.group_id, o.id, r.via_id, r.depth,
       r.discovered_at, r.due_at
  from jsonb_to_recordset($1) as r (origin text, url text, url_key text, role text, source_id bigint,
       provider_id bigint, via_id bigint, depth smallint, discovered_at timestamptz, due_at timestamptz)
  join origins o on o.origin = r.origin
 order by r.url_key
on conflict (url_key) do update
   set (active, retired, source_id, provider_id, url, role, group_id, origin_id, via_id, depth, discovered_at, due_at)
     = (select true, false, excluded.source_id, excluded.provider_id, it.url, it.role, it.group_id, it.origin_id, it.via_id,
               it.depth, it.discovered_at, it.due_at
          from (select frontier.*
                 where exists (select 1 from observations o where o.frontier_id = frontier.id and o.made_by = 'live')
                union all
                select excluded.*
                 where not exists (select 1 from observations o
                                    where o.frontier_id = frontier.id and o.made_by = 'live')) it)
 where not frontier.active
returning url_key, url, discovered_at";

/// A seed's word counts more than a link's: an address that was found on the way, or that another moved to, becomes the
/// seed's own. As what it is from now on it was never looked at, so it is due, and is asked for as a whole.
const SEEDED: &str = "\
insert into frontier (url, url_key, role, source_id, provider_id, group_id, origin_id, via_id, depth,
                      discovered_at, due_at)
select r.url, r.url_key, r.role, r.source_id, r.provider_id, o.group_id, o.id, null, 0,
       r.discovered_at, r.due_at
  from jsonb_to_recordset($1) as r (origin text, url text, url_key text, role text, source_id bigint,
       provider_id bigint, discovered_at timestamptz, due_at timestamptz)
  join origins o on o.origin = r.origin
 order by r.url_key
on conflict (url_key) do update
   set active = true, retired = false, source_id = excluded.source_id, provider_id = excluded.provider_id,
       role = excluded.role, depth = 0, via_id = null,
       due_at = least(frontier.due_at, excluded.due_at), interval_s = 0, etag = null, last_modified = null
 where frontier.depth > 0 or frontier.via_id is not null or not frontier.active
returning url_key, url, discovered_at";

/// Where a server moved an address to is kept until its seed says something else than before.
const READDRESSED: &str = "\
update frontier f
   set url = r.url, origin_id = o.id, group_id = o.group_id, scheme_changes = 0, etag = null, last_modified = null,
       due_at = least(f.due_at, r.due_at)
  from jsonb_to_recordset($1) as r (origin text, url text, url_key text, source_id bigint, due_at timestamptz)
  join origins o on o.origin = r.origin
 where f.url_key = r.url_key and f.source_id = r.source_id and f.role <> 'robots' and f.url <> r.url
returning f.url_key, f.url, f.discovered_at";

#[derive(FromRow)]
struct Written {
    url_key: String,
    url: String,
    discovered_at: DateTime<Utc>,
}

/// Adds addresses that a document leads to; returns those that were new.
pub(crate) async fn add_found(
    conn: &mut PgConnection,
    found: &[Address<'_>],
) -> Result<Vec<String>, StoreError> {
    let written = add(conn, FOUND, found).await?;
    let keys: BTreeSet<&str> = written.iter().map(|line| line.url_key.as_str()).collect();
    let known: Vec<&Address<'_>> = found.iter().filter(|it| !keys.contains(it.key)).collect();
    respell::respell(conn, &known).await?;
    let times: BTreeSet<DateTime<Utc>> = found.iter().map(|it| micros(it.discovered_at)).collect();
    let new = written.into_iter().filter(|line| times.contains(&line.discovered_at));
    Ok(new.map(|line| line.url).collect())
}

/// Adds the addresses of seeds; returns the keys of those that are now the seed's own.
pub(crate) async fn add_seeds(
    conn: &mut PgConnection,
    seeds: &[Address<'_>],
) -> Result<BTreeSet<String>, StoreError> {
    let written = add(conn, SEEDED, seeds).await?;
    Ok(written.into_iter().map(|line| line.url_key).collect())
}

/// Asks at these addresses from now on, which the seeds write in another way than before: the keys are the same.
pub(crate) async fn readdress(conn: &mut PgConnection, seeds: &[Address<'_>]) -> Result<(), StoreError> {
    add(conn, READDRESSED, seeds).await.map(drop)
}

async fn add(
    conn: &mut PgConnection,
    sql: &'static str,
    all: &[Address<'_>],
) -> Result<Vec<Written>, StoreError> {
    const DOING: &str = "add addresses to the frontier";
    prepare_origins(conn, all).await?;
    let rows: Vec<Row> = all.iter().map(Address::row).collect();
    write_returning(conn, sql, &rows, DOING).await
}

/// Adds what is missing of groups, origins and robots rows.
pub(crate) async fn prepare_origins(conn: &mut PgConnection, all: &[Address<'_>]) -> Result<(), StoreError> {
    const DOING: &str = "add origins to the frontier";
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for it in all {
        let origin = origin(it.url);
        if seen.insert(origin.clone()) {
            rows.push(robots_row(it, &origin, &format!("{origin}/robots.txt")));
        }
    }
    write_origins(conn, &rows, DOING).await
}

/// Adds the origin whose robots.txt stands at the address `it`, where that is missing, and returns its name. A
/// file of another name is an origin of its own, named by its address.
pub(crate) async fn prepare_robots(conn: &mut PgConnection, it: &Address<'_>) -> Result<String, StoreError> {
    const DOING: &str = "follow a robots.txt to another origin";
    let plain = it.url.path() == "/robots.txt" && it.url.query().is_none();
    let name = if plain { origin(it.url) } else { bounded(it.url.as_str()) };
    write_origins(conn, &[robots_row(it, &name, it.url.as_str())], DOING).await?;
    Ok(name)
}

fn robots_row(it: &Address<'_>, origin: &str, url: &str) -> Row {
    row([
        ("name", Value::from(group(it.url))),
        ("url", url.into()),
        // http and https have a robots.txt each, so the scheme is part of this key.
        ("url_key", bounded(&format!("robots:{origin}")).into()),
        ("origin", origin.into()),
        ("source_id", it.source_id.into()),
        ("provider_id", it.provider_id.into()),
        ("discovered_at", at(it.discovered_at)),
        ("due_at", at(it.due_at)),
    ])
}

async fn write_origins(conn: &mut PgConnection, rows: &[Row], doing: &'static str) -> Result<(), StoreError> {
    write(conn, GROUPS, rows, doing).await?;
    write(conn, ORIGINS, rows, doing).await?;
    write(conn, ROBOTS, rows, doing).await?;
    Ok(())
}
