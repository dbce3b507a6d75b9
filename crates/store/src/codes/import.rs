//! Stores what a coder answered.

use super::units::UnitKey;
use crate::Store;
use crate::error::{Doing, StoreError};

/// An answer to store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCode {
    /// The communication.
    pub unit: UnitKey,
    /// The field of the code book.
    pub field: String,
    /// The value, as the code book spells it.
    pub value: String,
    /// The words that it rests on.
    pub quote: Option<String>,
    /// Remark of the coder.
    pub note: Option<String>,
    /// Digest of the words that the coder saw.
    pub text_digest: Option<String>,
}

const DOING: &str = "store what was coded";

const INSERT: &str = "\
insert into human_codes (coder_id, incident_id, provider_id, post_key, update_key, version, field, value, quote, note,
                         text_digest, code_book_version, sheet)
select $1, i.id, p.id, n.post_key, n.update_key, n.version, n.field, n.value, n.quote, n.note, n.text_digest, $2, $3
  from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::text[], $10::text[], $11::text[],
              $12::text[], $13::text[])
       as n (incident, provider, post_key, update_key, version, field, value, quote, note, text_digest)
  join incidents i on i.slug = n.incident
  join providers p on p.slug = n.provider";

impl Store {
    /// Stores the answers of `coder`, all or none, beside whatever was answered before; returns how many.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn codes_import(
        &self,
        coder: &str,
        code_book_version: &str,
        sheet: &str,
        codes: &[NewCode],
    ) -> Result<u64, StoreError> {
        let mut tx = self.pool.begin().await.doing(DOING)?;
        sqlx::query("insert into coders (name) values ($1) on conflict do nothing")
            .bind(coder)
            .execute(&mut *tx)
            .await
            .doing(DOING)?;
        let coder_id: i64 = sqlx::query_scalar("select id from coders where name = $1")
            .bind(coder)
            .fetch_one(&mut *tx)
            .await
            .doing(DOING)?;
        let texts = |of: fn(&NewCode) -> &String| codes.iter().map(of).collect::<Vec<_>>();
        let optional = |of: fn(&NewCode) -> &Option<String>| codes.iter().map(of).collect::<Vec<_>>();
        let done = sqlx::query(INSERT)
            .bind(coder_id)
            .bind(code_book_version)
            .bind(sheet)
            .bind(texts(|code| &code.unit.incident))
            .bind(texts(|code| &code.unit.provider))
            .bind(texts(|code| &code.unit.post_key))
            .bind(texts(|code| &code.unit.update_key))
            .bind(codes.iter().map(|code| code.unit.version).collect::<Vec<_>>())
            .bind(texts(|code| &code.field))
            .bind(texts(|code| &code.value))
            .bind(optional(|code| &code.quote))
            .bind(optional(|code| &code.note))
            .bind(optional(|code| &code.text_digest))
            .execute(&mut *tx)
            .await
            .doing(DOING)?;
        tx.commit().await.doing(DOING)?;
        Ok(done.rows_affected())
    }
}
