//! Which incidents are named by the entries of feeds and listings that are stored already.

use model::Mention;
use sqlx::FromRow;

use crate::Store;
use crate::error::{Doing, StoreError};
use crate::mentions::mention_row;
use crate::rows::{Row, write};

/// Entries that are matched at once.
const PAGE: i64 = 1000;

/// Stores mentions; of an entry that was matched before, only what is new.
pub(crate) const INSERT: &str = "\
insert into entry_mentions (entry_id, incident_id, term, place, manner, span_start, span_end, quote)
select r.entry_id, i.id, r.term, r.place, r.manner, r.span_start, r.span_end, r.quote
  from jsonb_to_recordset($1) as r (entry_id bigint, incident text, term text, place text, manner text,
       span_start bigint, span_end bigint, quote text)
  join incidents i on i.slug = r.incident
on conflict do nothing";

/// The next entries that were matched with other terms, locked so that nobody takes them away meanwhile. The comparison is
/// one that an index can answer.
const NEXT: &str = "\
select e.id, e.title, e.text from entries e
 where e.id > $1 and (e.terms_digest is null or e.terms_digest < $2 or e.terms_digest > $2)
 order by e.id limit $3 for no key update";

#[derive(FromRow)]
struct Stale {
    id: i64,
    title: Option<String>,
    text: Option<String>,
}

impl Store {
    /// Searches the entries that were matched with other terms than today's, page by page: `find` gets the headline and
    /// the text, and what it returns is stored. Returns how many mentions were new.
    ///
    /// # Errors
    /// When the database cannot be used; what was done before stays done.
    pub async fn entry_mentions_refresh(
        &self,
        find: impl Fn(Option<&str>, Option<&str>) -> Vec<Mention>,
    ) -> Result<u64, StoreError> {
        const DOING: &str = "search entries for mentions of incidents";
        self.incident_terms().await?;
        let today = self.terms_digest();
        let (mut after, mut added) = (0, 0);
        loop {
            let mut tx = self.pool.begin().await.doing(DOING)?;
            let page: Vec<Stale> = sqlx::query_as(NEXT)
                .bind(after)
                .bind(&today)
                .bind(PAGE)
                .fetch_all(&mut *tx)
                .await
                .doing(DOING)?;
            let Some(last) = page.last() else { return Ok(added) };
            after = last.id;
            let ids: Vec<i64> = page.iter().map(|it| it.id).collect();
            let rows: Vec<Row> = page
                .iter()
                .flat_map(|it| {
                    let found = find(it.title.as_deref(), it.text.as_deref());
                    found.iter().map(|mention| mention_row("entry_id", it.id, mention)).collect::<Vec<_>>()
                })
                .collect();
            added += write(&mut tx, INSERT, &rows, DOING).await?;
            sqlx::query("update entries set terms_digest = $2 where id = any($1)")
                .bind(ids)
                .bind(&today)
                .execute(&mut *tx)
                .await
                .doing(DOING)?;
            tx.commit().await.doing(DOING)?;
        }
    }
}
