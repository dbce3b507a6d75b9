//! Signals of communications whose post states something of another incident now than when they were read: seeds decide
//! whether some texts are looked through at all, and are written after the first statements were archived.

use chrono::{DateTime, Utc};
use model::{Extraction, Post, SignalReading};
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};

use super::archived::{ArchivedVisit, archived};
use crate::Store;
use crate::address::{clean, identity};
use crate::error::{Doing, StoreError};
use crate::record::{reading_row, signal_row, write_rows};
use crate::rows::Row;

const DOING: &str = "read signals once more";

/// Whoever writes a statement or a mention of a post has locked it.
const LOCK: &str = "\
select p.id from posts p
 where p.id in (select c.post_id from signals_to_read w
                  join communications c on c.id = w.communication_id
                  join signal_readings r on r.communication_id = c.id
                 where r.capture_id = $1)
 order by p.id for no key update";

/// What waits of a capture, with the keys under which its posts may stand in the document.
const WAITING: &str = "\
select c.id, c.update_key = '' as own, coalesce(c.text, v.text) as words,
       array(select p.key from posts p where p.id = any (rows_of_post(c.post_id))
              union select m.key from merges m where m.post_id = any (rows_of_post(c.post_id))) as keys
  from signals_to_read w
  join signal_readings r on r.communication_id = w.communication_id
  join communications c on c.id = w.communication_id
  join revisions v on v.id = c.revision_id
 where r.capture_id = $1 order by c.id";

const KEEP_READINGS: &str = "\
insert into reader_changes (provider_id, source_table, row_key, change, before, after, recorded_at, cause)
select c.provider_id, 'signal_readings', o.communication_id::text, 'read-differently',
       to_jsonb(o) - 'recorded_at', to_jsonb(n) - 'recorded_at', $2, 'incidents'
  from jsonb_populate_recordset(null::signal_readings, $1) n
  join signal_readings o on o.communication_id = n.communication_id
  join communications c on c.id = o.communication_id
 where to_jsonb(o) - 'recorded_at' is distinct from to_jsonb(n) - 'recorded_at'";

const PUT_READINGS: &str = "\
update signal_readings o
   set assessed = n.assessed, reason = n.reason, read_for = n.read_for, rules_version = n.rules_version
  from jsonb_populate_recordset(null::signal_readings, $1) n
 where o.communication_id = n.communication_id
   and to_jsonb(o) - 'recorded_at' is distinct from to_jsonb(n) - 'recorded_at'";

const KEEP_SIGNALS: &str = "\
with o as (
    select s.*, coalesce(s.detail, '') as told, to_jsonb(s) - '{id,recorded_at}'::text[] as said
      from signals s where s.communication_id = any($3)
), n as (
    select distinct on (s.communication_id, s.signal, s.rule, s.span_start, coalesce(s.detail, ''))
           s.*, coalesce(s.detail, '') as told, to_jsonb(s) - '{id,recorded_at}'::text[] as said
      from jsonb_populate_recordset(null::signals, $1) s
)
insert into reader_changes (provider_id, source_table, row_key, change, before, after, recorded_at, cause)
select c.provider_id, 'signals',
       concat_ws(' ', c.id, coalesce(n.signal, o.signal), coalesce(n.rule, o.rule), coalesce(n.span_start, o.span_start),
                 coalesce(n.detail, o.detail)),
       case when o.said is null then 'found' when n.said is null then 'lost' else 'read-differently' end,
       o.said, n.said, $2, 'incidents'
  from o full join n on n.communication_id = o.communication_id and n.signal = o.signal and n.rule = o.rule
                    and n.span_start = o.span_start and n.told = o.told
  join communications c on c.id = coalesce(n.communication_id, o.communication_id)
 where o.said is distinct from n.said";

const TAKE_SIGNALS: &str = "\
delete from signals s
 where s.communication_id = any($2)
   and not exists (select 1 from jsonb_populate_recordset(null::signals, $1) n
                    where to_jsonb(n) - '{id,recorded_at}'::text[] = to_jsonb(s) - '{id,recorded_at}'::text[])";

/// What came of the communications of one capture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SignalsReadAgain {
    /// Communications that were read.
    pub read: usize,
    /// Rows that differ since, which `reader_changes` has.
    pub differing: u64,
    /// Communications that wait on, because other rules read their words: they are read with everything of their provider.
    pub left: usize,
}

#[derive(FromRow)]
struct Waiting {
    id: i64,
    own: bool,
    words: String,
    keys: Vec<String>,
}

impl Store {
    /// The captures behind `after` with communications whose signals are to be read once more, by number.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn signals_to_read(&self, after: i64, most: i64) -> Result<Vec<i64>, StoreError> {
        sqlx::query_scalar(
            "select distinct r.capture_id from signals_to_read w
               join signal_readings r on r.communication_id = w.communication_id
              where r.capture_id > $1 order by r.capture_id limit $2",
        )
        .bind(after)
        .bind(most)
        .fetch_all(&self.pool)
        .await
        .doing("list whose signals are to be read")
    }

    /// The visits of these captures, in this order.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn visits_archived(&self, captures: &[i64]) -> Result<Vec<ArchivedVisit>, StoreError> {
        archived(self, captures).await
    }

    /// Puts what was read in a capture once more in the place of the signals of those of its communications that wait for
    /// it, and keeps what differs.
    ///
    /// # Errors
    /// When the database cannot be used; everything is as it was then.
    pub async fn signals_put(
        &self,
        capture_id: i64,
        extraction: &Extraction,
        now: DateTime<Utc>,
    ) -> Result<SignalsReadAgain, StoreError> {
        let mut tx = self.pool.begin().await.doing(DOING)?;
        sqlx::query(LOCK).bind(capture_id).execute(&mut *tx).await.doing(DOING)?;
        let waiting: Vec<Waiting> =
            sqlx::query_as(WAITING).bind(capture_id).fetch_all(&mut *tx).await.doing(DOING)?;
        let (mut ids, mut readings, mut signals) = (Vec::new(), Vec::new(), Vec::new());
        for it in &waiting {
            let Some(reading) = reading_of(extraction, it) else { continue };
            ids.push(it.id);
            readings.push(reading_row(it.id, capture_id, reading));
            signals.extend(reading.found.iter().map(|found| signal_row(it.id, capture_id, found)));
        }
        let differing = put(&mut tx, &ids, &readings, &signals, now).await?;
        tx.commit().await.doing(DOING)?;
        Ok(SignalsReadAgain { read: ids.len(), differing, left: waiting.len() - ids.len() })
    }
}

/// The reading of these words; `None` where the document does not have them by the rules of now.
fn reading_of<'a>(extraction: &'a Extraction, it: &Waiting) -> Option<&'a SignalReading> {
    let named = |post: &Post| it.keys.contains(&identity(&post.key));
    let index = match extraction.posts.as_slice() {
        [_] => 0,
        posts => posts.iter().position(named)?,
    };
    let post = extraction.posts.get(index)?;
    let said = |text: &str| clean(text) == it.words;
    // Of two updates with the same words it does not matter which is read.
    let update = match it.own {
        true if said(&post.text) => None,
        true => return None,
        false => Some(post.updates.iter().position(|update| said(&update.text))?),
    };
    extraction.signals.iter().find(|reading| reading.post == index && reading.update == update)
}

async fn put(
    conn: &mut PgConnection,
    ids: &[i64],
    readings: &[Row],
    signals: &[Row],
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let mut differing = 0;
    let kept = sqlx::query(KEEP_READINGS).bind(Json(readings)).bind(now);
    differing += kept.execute(&mut *conn).await.doing(DOING)?.rows_affected();
    sqlx::query(PUT_READINGS).bind(Json(readings)).execute(&mut *conn).await.doing(DOING)?;
    let kept = sqlx::query(KEEP_SIGNALS).bind(Json(signals)).bind(now).bind(ids);
    differing += kept.execute(&mut *conn).await.doing(DOING)?.rows_affected();
    sqlx::query(TAKE_SIGNALS).bind(Json(signals)).bind(ids).execute(&mut *conn).await.doing(DOING)?;
    write_rows(conn, signals).await?;
    sqlx::query("delete from signals_to_read where communication_id = any($1)")
        .bind(ids)
        .execute(conn)
        .await
        .doing(DOING)?;
    Ok(differing)
}
