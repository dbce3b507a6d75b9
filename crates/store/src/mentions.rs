//! Which incidents are known, and finding them in what is stored already.

use model::{IncidentTerms, Mention, Sha256Digest};
use sqlx::FromRow;

use crate::Store;
use crate::error::{Doing, StoreError};
use crate::rows::{Row, row, write};

/// Communications that are matched at once.
const PAGE: i64 = 200;

/// Stores mentions; of a communication that was matched before, only what is new.
pub(crate) const INSERT: &str = "\
insert into mentions (communication_id, incident_id, term, place, manner, span_start, span_end, scope_start, scope_end, quote)
select r.communication_id, i.id, r.term, r.place, r.manner, r.span_start, r.span_end, r.scope_start, r.scope_end, r.quote
  from jsonb_to_recordset($1) as r (communication_id bigint, incident text, term text, place text, manner text,
       span_start bigint, span_end bigint, scope_start bigint, scope_end bigint, quote text)
  join incidents i on i.slug = r.incident
 where not exists (select 1 from mentions m
                    where m.communication_id = r.communication_id and m.incident_id = i.id
                      and m.term = r.term and m.place = r.place)
on conflict do nothing";

/// The next communications that were matched with other terms.
const NEXT: &str = "\
select c.id from communications c where c.id > $1 and c.terms_digest is distinct from $2 order by c.id limit $3";

/// Their posts are locked before they are read, as visits do it: what a visit adds to one of them is seen then, or waits.
const LOCK: &str = "\
select p.id from posts p
 where p.id in (select c.post_id from communications c where c.id = any($1)) order by p.id for no key update";

/// A title counts for the updates inside the post as well.
const STALE: &str = "\
select c.id, r.title, coalesce(c.text, r.text) as text
  from communications c join revisions r on r.id = c.revision_id
 where c.id = any($1) and c.terms_digest is distinct from $2
 order by c.id";

/// What a seed says of a page holds without any term.
const SEEDED: &str = "\
insert into mentions (communication_id, incident_id, term, place, span_start, span_end, quote)
select c.id, i.id, '', 'seed', 0, 0, ''
  from communications c
  join captures k on k.id = c.capture_id
  join frontier f on f.id = k.frontier_id and f.role = 'post'
  join sources s on s.id = c.source_id
  join incidents i on i.slug = s.incident
on conflict do nothing";

/// What a seed said of a page and says no more, neither of it nor of another page that shows the statement, is taken
/// back; what it says instead is put in its place.
const CORRECTED: &str = "\
with wrong as (
    delete from mentions m using communications c, incidents i
     where m.place = 'seed' and c.id = m.communication_id and i.id = m.incident_id
       and not exists (select 1 from sources s where s.id = c.source_id and s.incident = i.slug)
       and not exists (select 1 from sightings g
                         join frontier f on f.id = g.frontier_id
                         join sources s on s.id = f.source_id
                        where g.post_id = c.post_id and s.incident = i.slug)
    returning m.communication_id
)
insert into mentions (communication_id, incident_id, term, place, span_start, span_end, quote)
select distinct c.id, i.id, '', 'seed', 0, 0, ''
  from wrong w
  join communications c on c.id = w.communication_id
  join sightings g on g.post_id = c.post_id and g.update_key = c.update_key
  join frontier f on f.id = g.frontier_id and f.role = 'post'
  join sources s on s.id = f.source_id
  join incidents i on i.slug = s.incident
on conflict do nothing";

#[derive(FromRow)]
struct Stale {
    id: i64,
    title: Option<String>,
    text: String,
}

/// The row of one mention of what has that number: `of` names its column, `communication_id` or `entry_id`.
pub(crate) fn mention_row(of: &'static str, id: i64, mention: &Mention) -> Row {
    row([
        (of, id.into()),
        ("incident", mention.incident.as_str().into()),
        ("term", mention.term.as_str().into()),
        ("place", mention.place.as_str().into()),
        ("manner", mention.manner.as_str().into()),
        ("span_start", mention.span.start.into()),
        ("span_end", mention.span.end.into()),
        ("scope_start", mention.scope.start.into()),
        ("scope_end", mention.scope.end.into()),
        ("quote", mention.quote.as_str().into()),
    ])
}

impl Store {
    /// What incidents are recognised by, ordered by slug and term. Mentions that are recorded from now on
    /// count as found with these terms.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn incident_terms(&self) -> Result<Vec<IncidentTerms>, StoreError> {
        let incidents = self.incident_terms_now().await?;
        if let Ok(mut digest) = self.terms.write() {
            *digest = Some(digest_of(&incidents));
        }
        Ok(incidents)
    }

    /// The same without a word on what is recorded from now on.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn incident_terms_now(&self) -> Result<Vec<IncidentTerms>, StoreError> {
        let rows: Vec<(String, Vec<String>)> = sqlx::query_as(
            "select i.slug, coalesce(array_agg(t.term order by t.term) filter (where t.term is not null), '{}')
               from incidents i left join incident_terms t on t.incident_id = i.id
              group by i.slug order by i.slug",
        )
        .fetch_all(&self.pool)
        .await
        .doing("read the incidents")?;
        Ok(rows.into_iter().map(|(slug, terms)| IncidentTerms { slug, terms }).collect())
    }

    /// Searches the communications that were matched with other terms than today's, page by page: `find`
    /// gets title and text, and what it returns is stored. What seeds say of their pages is stored as they say it
    /// today. Returns how many mentions were new.
    ///
    /// # Errors
    /// When the database cannot be used; what was done before stays done.
    pub async fn mentions_refresh(
        &self,
        find: impl Fn(Option<&str>, &str) -> Vec<Mention>,
    ) -> Result<u64, StoreError> {
        const DOING: &str = "search for mentions of incidents";
        let today = digest_of(&self.incident_terms().await?);
        let mut after = 0;
        let mut added = 0;
        loop {
            let mut tx = self.pool.begin().await.doing(DOING)?;
            let next: Vec<i64> = sqlx::query_scalar(NEXT)
                .bind(after)
                .bind(&today)
                .bind(PAGE)
                .fetch_all(&mut *tx)
                .await
                .doing(DOING)?;
            let Some(last) = next.last() else { break };
            after = *last;
            sqlx::query(LOCK).bind(&next).execute(&mut *tx).await.doing(DOING)?;
            let page: Vec<Stale> =
                sqlx::query_as(STALE).bind(&next).bind(&today).fetch_all(&mut *tx).await.doing(DOING)?;
            let ids: Vec<i64> = page.iter().map(|it| it.id).collect();
            let rows: Vec<Row> = page
                .iter()
                .flat_map(|it| {
                    let found = find(it.title.as_deref(), &it.text);
                    found
                        .iter()
                        .map(|mention| mention_row("communication_id", it.id, mention))
                        .collect::<Vec<_>>()
                })
                .collect();
            added += write(&mut tx, INSERT, &rows, DOING).await?;
            sqlx::query("update communications set terms_digest = $2 where id = any($1)")
                .bind(ids)
                .bind(&today)
                .execute(&mut *tx)
                .await
                .doing(DOING)?;
            tx.commit().await.doing(DOING)?;
        }
        for sql in [CORRECTED, SEEDED] {
            added += sqlx::query(sql).execute(&self.pool).await.doing(DOING)?.rows_affected();
        }
        Ok(added)
    }

    /// Digest of the terms that were given out last; `None` before the first time.
    pub(crate) fn terms_digest(&self) -> Option<String> {
        self.terms.read().ok().and_then(|digest| digest.clone())
    }
}

fn digest_of(incidents: &[IncidentTerms]) -> String {
    let mut text = String::new();
    for incident in incidents {
        for part in std::iter::once(&incident.slug).chain(&incident.terms) {
            text.push_str(part);
            text.push('\n');
        }
        text.push('\n');
    }
    Sha256Digest::of(text.as_bytes()).to_string()
}
