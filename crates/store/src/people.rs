//! What people said, as one text that an archive can keep: what to follow (the seeds), which posts are one, how texts were
//! coded. Nothing of it can be read out of pages; all else in the database can.

use chrono::{DateTime, Utc};
use model::SourceKind;
use serde_json::{Value, json};
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool};
use url::Url;

use crate::Store;
use crate::error::{Doing, StoreError};
use crate::frontier::{Address, add_seeds};
use crate::rebuild::SaidMerge;

/// Tables of what people ask us to follow, each after those that it refers to.
const SEEDS: [&str; 5] = ["providers", "sources", "incidents", "incident_terms", "reference_events"];

/// Of sources: header fields may hold keys, which are in no archive, and what validators are worth a crawl has found out.
const NOT_KEPT: &str = "'{\"headers\": [], \"distrusted_at\": null}'::jsonb";

/// What was said is another text where this is another one.
const MARK: &str = "\
select concat_ws(' ',
    (select count(*) || ' ' || coalesce(max(id), 0) || ' ' || coalesce(max(undone_at)::text, '')
       from merges where reason = 'by-hand' or undone_at is not null),
    (select count(*) || ' ' || coalesce(max(id), 0) from human_codes),
    (select md5(string_agg(to_jsonb(p)::text, '' order by p.id)) from providers p),
    (select md5(string_agg((to_jsonb(s) - '{headers,distrusted_at}'::text[])::text, '' order by s.id)) from sources s),
    (select md5(string_agg(to_jsonb(i)::text, '' order by i.id)) from incidents i),
    (select md5(string_agg(to_jsonb(t)::text, '' order by t.incident_id, t.term)) from incident_terms t),
    (select md5(string_agg(to_jsonb(e)::text, '' order by e.id)) from reference_events e))";

const CODES: &str = "\
select coalesce(jsonb_agg(to_jsonb(h) - '{id,coder_id,incident_id,provider_id}'::text[]
         || jsonb_build_object('coder', c.name, 'incident', i.slug, 'provider', p.slug) order by h.id), '[]')
  from human_codes h join coders c on c.id = h.coder_id join incidents i on i.id = h.incident_id
  join providers p on p.id = h.provider_id";

const PUT_CODES: &str = "\
with said as (select * from jsonb_populate_recordset(null::human_codes, $1)
                       with ordinality as r),
names as (select e->>'coder' as coder, e->>'incident' as incident, e->>'provider' as provider, n
            from jsonb_array_elements($1) with ordinality as a (e, n))
insert into human_codes (coder_id, incident_id, provider_id, post_key, update_key, version, field, value, quote, note,
                         code_book_version, text_digest, sheet, recorded_at)
select c.id, i.id, p.id, s.post_key, s.update_key, s.version, s.field, s.value, s.quote, s.note, s.code_book_version,
       s.text_digest, s.sheet, s.recorded_at
  from said s join names n on n.n = s.ordinality
  join coders c on c.name = n.coder join incidents i on i.slug = n.incident
  join providers p on p.slug = n.provider or n.provider = any (p.former)
 order by s.ordinality
on conflict do nothing";

/// What people said, as an archive keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleSaid(Value);

impl PeopleSaid {
    /// As the bytes tell it; `None` where they are none of this.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let said: Value = serde_json::from_slice(bytes).ok()?;
        said.get("seeds").is_some_and(Value::is_object).then_some(Self(said))
    }

    /// As bytes: JSON with `seeds` (rows of five tables), `merges` and `codes`.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.to_string().into_bytes()
    }

    /// Merges that people made, or took back, in the order in which they were made.
    pub fn merges(&self) -> Vec<SaidMerge> {
        let merges = self.0.get("merges").cloned().unwrap_or_default();
        serde_json::from_value(merges).unwrap_or_default()
    }

    fn rows(&self, table: &str) -> Value {
        self.0.get("seeds").and_then(|seeds| seeds.get(table)).cloned().unwrap_or_else(|| json!([]))
    }
}

impl Store {
    /// A short text that is another one as soon as people said something else.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn people_mark(&self) -> Result<String, StoreError> {
        sqlx::query_scalar(MARK).fetch_one(&self.pool).await.doing("see whether people said something new")
    }

    /// All that people said.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn people_said(&self) -> Result<PeopleSaid, StoreError> {
        let mut seeds = serde_json::Map::new();
        for table in SEEDS {
            let row = if table == "sources" {
                format!("to_jsonb(t) || {NOT_KEPT}")
            } else {
                "to_jsonb(t)".to_owned()
            };
            seeds.insert(table.to_owned(), rows(&self.pool, table, &row, "").await?);
        }
        let codes: Json<Value> =
            sqlx::query_scalar(CODES).fetch_one(&self.pool).await.doing("list what people coded")?;
        let merges = serde_json::to_value(self.merges_said().await?).unwrap_or_default();
        Ok(PeopleSaid(json!({"seeds": seeds, "merges": merges, "codes": codes.0})))
    }

    /// Follows what people had asked to follow, in a database that follows nothing yet; false where it follows something.
    ///
    /// # Errors
    /// When the database cannot be used; nothing is changed then.
    pub async fn people_follow(&self, said: &PeopleSaid) -> Result<bool, StoreError> {
        const DOING: &str = "follow what was followed";
        let mut tx = self.pool.begin().await.doing(DOING)?;
        let any: bool =
            sqlx::query_scalar("select exists (select from providers) or exists (select from incidents)")
                .fetch_one(&mut *tx)
                .await
                .doing(DOING)?;
        if any {
            return Ok(false);
        }
        put_seeds(&mut tx, |table| said.rows(table)).await?;
        tx.commit().await.doing(DOING)?;
        Ok(true)
    }

    /// Brings what was found on the way in line with what people follow: sources that they did not follow any more are
    /// followed no more, and the address of each that they follow is one of the frontier, due at `now` where it is new, as
    /// reading the seeds leaves it. Returns how many sources are followed no more.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn people_settle(&self, said: &PeopleSaid, now: DateTime<Utc>) -> Result<u64, StoreError> {
        const DOING: &str = "end what is followed no more";
        let mut tx = self.pool.begin().await.doing(DOING)?;
        let gone: Vec<i64> = sqlx::query_scalar(
            "select s.id from sources s join providers p on p.id = s.provider_id
              where s.active
                and not exists (select from jsonb_populate_recordset(null::sources, $1) t
                                  join jsonb_populate_recordset(null::providers, $2) v on v.id = t.provider_id
                                 where t.active and t.url_key = s.url_key
                                   and (v.slug = p.slug or v.slug = any (p.former) or p.slug = any (v.former)))",
        )
        .bind(Json(said.rows("sources")))
        .bind(Json(said.rows("providers")))
        .fetch_all(&mut *tx)
        .await
        .doing(DOING)?;
        for source_id in &gone {
            crate::seeds::retire(&mut tx, *source_id, now).await?;
        }
        let followed: Vec<(i64, i64, String, String, String)> = sqlx::query_as(
            "select id, provider_id, url, url_key, kind from sources where active order by id",
        )
        .fetch_all(&mut *tx)
        .await
        .doing(DOING)?;
        let sources: Vec<_> = followed
            .iter()
            .filter_map(|(id, provider_id, url, key, kind)| {
                Some((*id, *provider_id, Url::parse(url).ok()?, key, SourceKind::from_name(kind)?))
            })
            .collect();
        let addresses: Vec<Address<'_>> = sources
            .iter()
            .map(|(source_id, provider_id, url, key, kind)| Address {
                url,
                key,
                role: crate::seeds::role(*kind),
                source_id: *source_id,
                provider_id: *provider_id,
                via_id: None,
                depth: 0,
                discovered_at: now,
                due_at: now,
            })
            .collect();
        add_seeds(&mut tx, &addresses).await?;
        tx.commit().await.doing(DOING)?;
        Ok(gone.len() as u64)
    }

    /// Writes what people coded, as far as it is not there; how many answers these were.
    ///
    /// # Errors
    /// When the database cannot be used; nothing is changed then.
    pub async fn people_code(&self, said: &PeopleSaid) -> Result<u64, StoreError> {
        const DOING: &str = "put back what people coded";
        let codes = said.0.get("codes").cloned().unwrap_or_else(|| json!([]));
        let mut tx = self.pool.begin().await.doing(DOING)?;
        sqlx::query(
            "insert into coders (name)
             select distinct e->>'coder' from jsonb_array_elements($1) e where e->>'coder' is not null
             on conflict do nothing",
        )
        .bind(Json(&codes))
        .execute(&mut *tx)
        .await
        .doing(DOING)?;
        let done = sqlx::query(PUT_CODES).bind(Json(&codes)).execute(&mut *tx).await.doing(DOING)?;
        tx.commit().await.doing(DOING)?;
        Ok(done.rows_affected())
    }
}

/// The rows of a table of the seeds, each as `row` has it.
async fn rows(pool: &PgPool, table: &str, row: &str, only: &str) -> Result<Value, StoreError> {
    let order = if table == "incident_terms" { "t.incident_id, t.term" } else { "t.id" };
    let read = format!("select coalesce(jsonb_agg({row} order by {order}), '[]') from {table} t {only}");
    let rows: Json<Value> =
        sqlx::query_scalar(AssertSqlSafe(read)).fetch_one(pool).await.doing("list the seeds")?;
    Ok(rows.0)
}

/// Copies the seeds of one database into another one that has none.
pub(crate) async fn copy_seeds(from: &PgPool, to: &mut PgConnection) -> Result<(), StoreError> {
    let mut all = Vec::new();
    for table in SEEDS {
        // What left the seeds has to come back by what the archive says of it.
        let only = if table == "sources" { "where t.active" } else { "" };
        all.push((table, rows(from, table, "to_jsonb(t)", only).await?));
    }
    let of = |table: &str| all.iter().find(|(name, _)| *name == table).map(|(_, rows)| rows.clone());
    put_seeds(to, |table| of(table).unwrap_or_default()).await
}

/// Writes the rows of the seeds with their numbers. Of sources those that are followed: what left the seeds has to come back
/// by what the archive says of it.
async fn put_seeds(conn: &mut PgConnection, rows: impl Fn(&str) -> Value) -> Result<(), StoreError> {
    const DOING: &str = "write the seeds";
    let mut tx = conn.begin().await.doing(DOING)?;
    for table in SEEDS {
        let over = if table == "incident_terms" { "" } else { "overriding system value" };
        let only = if table == "sources" { "where r.active" } else { "" };
        let write = format!(
            "insert into {table} {over} select r.* from jsonb_populate_recordset(null::{table}, $1) r {only}"
        );
        sqlx::query(AssertSqlSafe(write)).bind(Json(rows(table))).execute(&mut *tx).await.doing(DOING)?;
        if !over.is_empty() {
            let go_on = format!(
                "select setval(pg_get_serial_sequence('{table}', 'id'), (select coalesce(max(id), 0) + 1 from {table}), false)"
            );
            sqlx::query(AssertSqlSafe(go_on)).execute(&mut *tx).await.doing(DOING)?;
        }
    }
    tx.commit().await.doing(DOING)
}
