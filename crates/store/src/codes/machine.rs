//! What the rules answer to the fields of the code book.

use sqlx::FromRow;

use super::units::UnitKey;
use crate::Store;
use crate::error::{Doing, StoreError};

/// The rules' answer to one field of one communication.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct MachineAnswer {
    /// The communication.
    #[sqlx(flatten)]
    pub unit: UnitKey,
    /// The field of the code book.
    pub field: String,
    /// The answer in the values of the code book, to compare with; `None` where it was not assessed.
    pub value: Option<String>,
    /// The answer for a person: found, no rule matched, or not assessed and why.
    pub said: String,
    /// The words that it was found in.
    pub quote: Option<String>,
}

// The code book asks for the highest in rank of those who sign, and for nobody only where the copy is whole: that is not
// known of a text that the rules did not assess.
const ANSWERS: &str = "\
with said as (
    select t.incident, t.provider, p.key as post_key, t.update_key, t.version, t.communication_id, t.authors
      from trail t join posts p on p.id = t.post_id where t.incident = $1
), found as (
    select communication_id, signal, string_agg(distinct quote, ' | ') as quote,
           string_agg(distinct detail, ';') as details
      from signals where actor <> 'third-party' group by communication_id, signal
)
select s.incident, s.provider, s.post_key, s.update_key, s.version, w.field,
       coalesce(w.class, case when r.assessed then 'nobody' end) as value,
       coalesce(w.class, case when r.assessed then 'no rule matched' else 'not assessed' || coalesce(': ' || r.reason, '') end) as said,
       s.authors as quote
  from said s
  left join signal_readings r on r.communication_id = s.communication_id
  left join lateral (
       select b.seniority, b.function from bylines b
        where b.communication_id = s.communication_id
          and b.capture_id = (select min(o.capture_id) from bylines o where o.communication_id = s.communication_id)
        order by case b.seniority when 'c-level' then 6 when 'vp' then 5 when 'director' then 4 when 'manager' then 3
                                  when 'individual' then 2 when 'team' then 1 end desc nulls last, b.position
        limit 1) h on true
 cross join lateral (values ('seniority', h.seniority), ('function', h.function)) as w (field, class)
union all
select s.incident, s.provider, s.post_key, s.update_key, s.version, k.signal,
       case when f.signal is not null then case when k.signal = 'action' then f.details else 'yes' end
            when r.assessed then case when k.signal = 'action' then 'none' else 'no' end end,
       case when f.signal is not null then coalesce('found: ' || f.details, 'found')
            when r.assessed then 'no rule matched' else 'not assessed' || coalesce(': ' || r.reason, '') end,
       f.quote
  from said s
 cross join signal_kinds k
  left join signal_readings r on r.communication_id = s.communication_id
  left join found f on f.communication_id = s.communication_id and f.signal = k.signal";

impl Store {
    /// What the rules say of the communications of that incident's trail: who speaks, and each signal. What others
    /// than the provider did is left out.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn machine_answers(&self, incident: &str) -> Result<Vec<MachineAnswer>, StoreError> {
        sqlx::query_as(ANSWERS).bind(incident).fetch_all(&self.pool).await.doing("gather what the rules say")
    }
}
