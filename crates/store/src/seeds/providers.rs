//! Providers and their sources.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use model::{ProviderSeed, Role, SourceKind, SourceSeed};
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use url::Url;

use super::{SeedChanges, owners};
use crate::address::{clean, url_key};
use crate::error::{Doing, StoreError};
use crate::frontier::{Address, add_seeds, readdress};

const DOING: &str = "bring providers and sources in line with the seeds";

/// The role of a source's own address: a page is a post, everything else leads to posts.
pub(crate) fn role(kind: SourceKind) -> Role {
    match kind {
        SourceKind::Page => Role::Post,
        SourceKind::Blog
        | SourceKind::Newsroom
        | SourceKind::SecurityBlog
        | SourceKind::Advisories
        | SourceKind::Status
        | SourceKind::SecurityTxt => Role::Listing,
    }
}

#[derive(FromRow)]
struct Stored {
    id: i64,
    provider_id: i64,
    url: String,
    url_key: String,
    active: bool,
    fields: Json<Fields>,
}

/// What a seed says of a source, in the form in which it is compared.
#[derive(Clone, PartialEq, serde::Deserialize, serde::Serialize)]
struct Fields {
    kind: String,
    url: String,
    every_s: Option<i64>,
    link_selector: Option<String>,
    headers: Vec<(String, String)>,
    incident: Option<String>,
    confirmed: Option<String>,
    citation: Option<String>,
}

impl Fields {
    fn of(seed: &SourceSeed) -> Self {
        let text = |field: &Option<String>| field.as_deref().map(clean);
        Self {
            kind: seed.kind.as_str().to_owned(),
            url: address(seed).into(),
            every_s: seed.every_s.filter(|seconds| *seconds > 0),
            link_selector: text(&seed.link_selector),
            headers: seed.headers.iter().map(|(name, value)| (clean(name), clean(value))).collect(),
            incident: text(&seed.incident),
            confirmed: text(&seed.confirmed),
            citation: text(&seed.citation),
        }
    }
}

/// The address of a source, as it is asked.
fn address(seed: &SourceSeed) -> Url {
    let mut url = seed.url.clone();
    url.set_fragment(None);
    url
}

/// Brings providers, sources and their addresses in line with `seeds`.
pub(super) async fn sync(
    conn: &mut PgConnection,
    seeds: &[ProviderSeed],
    all: &[String],
    now: DateTime<Utc>,
    changes: &mut SeedChanges,
) -> Result<(), StoreError> {
    owners::rename(conn, seeds, changes).await?;
    let ids = upsert_providers(conn, seeds, changes).await?;
    let stored = load_sources(conn, &ids).await?;
    let mut addresses = Vec::new();
    for seed in seeds {
        let Some(&provider_id) = ids.get(&seed.slug) else { continue };
        let mut named = BTreeSet::new();
        for source in &seed.sources {
            let key = url_key(&source.url);
            if !named.insert(key.clone()) {
                continue;
            }
            let known = stored.get(&(provider_id, key.clone()));
            let source_id = upsert_source(conn, provider_id, &key, source, known, now, changes).await?;
            let rewritten = known.is_some_and(|old| old.url != address(source).as_str());
            addresses.push(Followed { provider_id, source_id, key, seed: source, rewritten });
        }
        for ((_, key), old) in stored.range((provider_id, String::new())..(provider_id + 1, String::new())) {
            if old.active && !named.contains(key) {
                retire(conn, old.id, now).await?;
                changes.retired.push(old.url.clone());
            }
        }
    }
    let keys: Vec<&str> = addresses.iter().map(|it| it.key.as_str()).collect();
    for lost in owners::lost(conn, &keys, all).await? {
        retire(conn, lost.source_id, now).await?;
        changes.taken.push((lost.url, lost.provider));
    }
    enqueue(conn, &addresses, now).await?;
    let sources: Vec<i64> = addresses.iter().map(|it| it.source_id).collect();
    changes.shared = owners::shared(conn, &sources).await?;
    Ok(())
}

async fn upsert_providers(
    conn: &mut PgConnection,
    seeds: &[ProviderSeed],
    changes: &mut SeedChanges,
) -> Result<BTreeMap<String, i64>, StoreError> {
    for seed in seeds {
        let changed = sqlx::query(
            "insert into providers (slug, name, domain, category, former) values ($1, $2, $3, $4, $5)
             on conflict (slug) do update
                set name = excluded.name, domain = excluded.domain, category = excluded.category,
                    former = excluded.former
              where (providers.name, providers.domain, providers.category, providers.former)
                    is distinct from (excluded.name, excluded.domain, excluded.category, excluded.former)",
        )
        .bind(&seed.slug)
        .bind(clean(&seed.name))
        .bind(clean(&seed.domain))
        .bind(seed.category.as_deref().map(clean))
        .bind(&seed.former)
        .execute(&mut *conn)
        .await
        .doing(DOING)?;
        if changed.rows_affected() > 0 {
            changes.providers.push(seed.slug.clone());
        }
    }
    let slugs: Vec<&str> = seeds.iter().map(|seed| seed.slug.as_str()).collect();
    let rows: Vec<(String, i64)> = sqlx::query_as("select slug, id from providers where slug = any($1)")
        .bind(slugs)
        .fetch_all(conn)
        .await
        .doing(DOING)?;
    Ok(rows.into_iter().collect())
}

async fn load_sources(
    conn: &mut PgConnection,
    providers: &BTreeMap<String, i64>,
) -> Result<BTreeMap<(i64, String), Stored>, StoreError> {
    let ids: Vec<i64> = providers.values().copied().collect();
    let rows: Vec<Stored> = sqlx::query_as(
        "select s.id, s.provider_id, s.url, s.url_key, s.active, to_jsonb(s) as fields
           from sources s where s.provider_id = any($1)",
    )
    .bind(ids)
    .fetch_all(conn)
    .await
    .doing(DOING)?;
    Ok(rows.into_iter().map(|it| ((it.provider_id, it.url_key.clone()), it)).collect())
}

async fn upsert_source(
    conn: &mut PgConnection,
    provider_id: i64,
    key: &str,
    seed: &SourceSeed,
    known: Option<&Stored>,
    now: DateTime<Utc>,
    changes: &mut SeedChanges,
) -> Result<i64, StoreError> {
    let fields = Fields::of(seed);
    if let Some(old) = known
        && old.active
        && old.fields.0 == fields
    {
        return Ok(old.id);
    }
    let id: i64 = sqlx::query_scalar(
        "insert into sources (provider_id, url_key, kind, url, every_s, link_selector, headers, incident,
                              confirmed, citation)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (provider_id, url_key) do update
            set kind = excluded.kind, url = excluded.url, every_s = excluded.every_s,
                link_selector = excluded.link_selector, headers = excluded.headers,
                incident = excluded.incident, confirmed = excluded.confirmed, citation = excluded.citation,
                active = true, retired_at = null
         returning id",
    )
    .bind(provider_id)
    .bind(key)
    .bind(&fields.kind)
    .bind(&fields.url)
    .bind(fields.every_s)
    .bind(&fields.link_selector)
    .bind(Json(&fields.headers))
    .bind(&fields.incident)
    .bind(&fields.confirmed)
    .bind(&fields.citation)
    .fetch_one(&mut *conn)
    .await
    .doing(DOING)?;
    if known.is_some() {
        // The kind says what the source's own address is, and nothing of others that belong to it. Of those, the ones
        // that were visited before are visited again: what only others captured stays as it is. As what it is from now
        // on, its own address was never looked at.
        sqlx::query(
            "update frontier f
                set active = f.active or f.retired, retired = false, role = case when own.is then $2 else f.role end,
                    due_at = case when own.anew then least(f.due_at, $4) else f.due_at end,
                    interval_s = case when own.anew then 0 else f.interval_s end,
                    etag = case when own.anew then null else f.etag end,
                    last_modified = case when own.anew then null else f.last_modified end
               from (select g.id, g.url_key = $3 as is, g.url_key = $3 and g.role <> $2 as anew
                       from frontier g
                      where g.source_id = $1 and g.role <> 'robots' and (g.retired or g.url_key = $3)) own
              where f.id = own.id",
        )
        .bind(id)
        .bind(role(seed.kind).as_str())
        .bind(key)
        .bind(now)
        .execute(conn)
        .await
        .doing(DOING)?;
    }
    changes.sources.push(fields.url);
    Ok(id)
}

/// Ends the following of a source: its addresses are visited no more, and all that was stored stays.
pub(crate) async fn retire(
    conn: &mut PgConnection,
    source_id: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query("update sources set active = false, retired_at = $2 where id = $1")
        .bind(source_id)
        .bind(now)
        .execute(&mut *conn)
        .await
        .doing(DOING)?;
    // A robots.txt stays: addresses of other sources may need it.
    sqlx::query(
        "update frontier set active = false, retired = true where source_id = $1 and role <> 'robots' and active",
    )
        .bind(source_id)
        .execute(conn)
        .await
        .doing(DOING)?;
    Ok(())
}

/// A source that the seeds name.
struct Followed<'a> {
    provider_id: i64,
    source_id: i64,
    key: String,
    seed: &'a SourceSeed,
    /// Whether its address is written in another way than before.
    rewritten: bool,
}

impl Followed<'_> {
    fn address(&self, now: DateTime<Utc>) -> Address<'_> {
        Address {
            url: &self.seed.url,
            key: &self.key,
            role: role(self.seed.kind),
            source_id: self.source_id,
            provider_id: self.provider_id,
            via_id: None,
            depth: 0,
            discovered_at: now,
            due_at: now,
        }
    }
}

async fn enqueue(
    conn: &mut PgConnection,
    followed: &[Followed<'_>],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut taken = BTreeSet::new();
    let addresses: Vec<Address<'_>> =
        followed.iter().filter(|it| taken.insert(it.key.as_str())).map(|it| it.address(now)).collect();
    add_seeds(conn, &addresses).await?;
    let rewritten: Vec<Address<'_>> =
        followed.iter().filter(|it| it.rewritten).map(|it| it.address(now)).collect();
    readdress(conn, &rewritten).await
}
