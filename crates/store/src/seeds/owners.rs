//! Whose an address is: one address belongs to one source, and a provider may have had another slug.

use model::ProviderSeed;
use sqlx::{FromRow, PgConnection};

use super::SeedChanges;
use crate::error::{Doing, StoreError};

const DOING: &str = "see whose the addresses of the seeds are";

/// A source whose provider is in no seed any more, and whose address another provider names.
#[derive(FromRow)]
pub(super) struct Lost {
    /// The source.
    pub source_id: i64,
    /// Its address.
    pub url: String,
    /// Its provider's slug.
    pub provider: String,
}

/// Gives providers the slugs that their seeds have now, where they are known by a former one alone. All that was recorded
/// stays theirs.
pub(super) async fn rename(
    conn: &mut PgConnection,
    seeds: &[ProviderSeed],
    changes: &mut SeedChanges,
) -> Result<(), StoreError> {
    for seed in seeds.iter().filter(|seed| !seed.former.is_empty()) {
        let former: Option<String> = sqlx::query_scalar(
            "update providers p set slug = $1
               from (select id, slug from providers where slug = any ($2) order by array_position($2, slug) limit 1) old
              where p.id = old.id and not exists (select 1 from providers where slug = $1)
             returning old.slug",
        )
        .bind(&seed.slug)
        .bind(&seed.former)
        .fetch_optional(&mut *conn)
        .await
        .doing("give a provider its new slug")?;
        changes.renamed.extend(former.map(|former| (former, seed.slug.clone())));
    }
    Ok(())
}

/// The sources that have these addresses, of providers that are not among `all` that the seeds have: nobody visits for
/// them any more, so that the addresses would never be visited again.
pub(super) async fn lost(
    conn: &mut PgConnection,
    keys: &[&str],
    all: &[String],
) -> Result<Vec<Lost>, StoreError> {
    sqlx::query_as(
        "select s.id as source_id, s.url, p.slug as provider
           from sources s join providers p on p.id = s.provider_id
          where s.url_key = any ($1) and s.active and p.slug <> all ($2)
          order by s.id",
    )
    .bind(keys)
    .bind(all)
    .fetch_all(conn)
    .await
    .doing(DOING)
}

/// One address belongs to one source; whoever else names it hears of that. Of these sources: their addresses, and whose
/// they are.
pub(super) async fn shared(
    conn: &mut PgConnection,
    sources: &[i64],
) -> Result<Vec<(String, String)>, StoreError> {
    sqlx::query_as(
        "select s.url, p.slug
           from sources s
           join frontier f on f.url_key = s.url_key and f.source_id <> s.id
           join providers p on p.id = f.provider_id
          where s.id = any($1) order by s.url",
    )
    .bind(sources)
    .fetch_all(conn)
    .await
    .doing(DOING)
}
