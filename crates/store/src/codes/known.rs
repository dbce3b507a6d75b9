//! Communications that are known and stand in no trail.

use std::collections::{BTreeMap, BTreeSet};

use super::units::UnitKey;
use crate::Store;
use crate::error::{Doing, StoreError};

/// A name stands for a communication where there is one of it. It did where the words that the coder saw are those of a
/// statement of a post that the named one was merged with, or parted from; and where a reading took them away.
const KNOWN: &str = "\
select n.place
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[])
       with ordinality as n (incident, provider, post_key, update_key, version, text_digest, place)
  join incidents i on i.slug = n.incident
  join providers p on p.slug = n.provider
 where exists (select 1 from posts o join communications c on c.post_id = o.id
                where o.provider_id = p.id and o.key = n.post_key and c.update_key = n.update_key
                  and c.version = n.version)
    or exists (select 1 from merges m
                 join posts t on t.id = m.post_id
                 join posts o on o.provider_id = m.provider_id and o.key = m.key
                 join communications c on c.post_id in (t.id, o.id)
                where m.provider_id = p.id and n.post_key in (t.key, o.key) and c.update_key = n.update_key
                  and c.text_digest = n.text_digest)
    or exists (select 1 from reader_changes x
                where x.provider_id = p.id and x.source_table = 'communications'
                  and x.before ->> 'update_key' = n.update_key and x.before ->> 'text_digest' = n.text_digest
                  and not exists (select 1 from posts o
                                   where o.id = (x.before ->> 'post_id')::bigint and o.key <> n.post_key))";

impl Store {
    /// Former slugs of providers, each with the one that stands for it now. One that is another provider's by now is left out.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn slugs_renamed(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let renamed: Vec<(String, String)> = sqlx::query_as(
            "select f.slug, p.slug from providers p cross join unnest(p.former) as f (slug)
              where not exists (select 1 from providers q where q.slug = f.slug)",
        )
        .fetch_all(&self.pool)
        .await
        .doing("look up former slugs")?;
        Ok(renamed.into_iter().collect())
    }

    /// Which of these are communications that are known, or were, whatever trail they stand in; each with the digest of
    /// the words that the coder saw, where the sheet says it.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn units_known(
        &self,
        units: &[(UnitKey, Option<String>)],
    ) -> Result<BTreeSet<UnitKey>, StoreError> {
        let texts = |of: fn(&UnitKey) -> &String| units.iter().map(|(unit, _)| of(unit)).collect::<Vec<_>>();
        let places: Vec<i64> = sqlx::query_scalar(KNOWN)
            .bind(texts(|unit| &unit.incident))
            .bind(texts(|unit| &unit.provider))
            .bind(texts(|unit| &unit.post_key))
            .bind(texts(|unit| &unit.update_key))
            .bind(units.iter().map(|(unit, _)| unit.version).collect::<Vec<_>>())
            .bind(units.iter().map(|(_, digest)| digest).collect::<Vec<_>>())
            .fetch_all(&self.pool)
            .await
            .doing("look for communications that were coded")?;
        let at = |place: i64| usize::try_from(place - 1).ok().and_then(|place| units.get(place));
        Ok(places.into_iter().filter_map(at).map(|(unit, _)| unit.clone()).collect())
    }
}
