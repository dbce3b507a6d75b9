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
    /// The answer in the values of the code book, to compare with; `None` where it was not assessed, or was found only
    /// where the text may be about another incident.
    pub value: Option<String>,
    /// Of a field with many values, those that were found only at such places: neither yes nor no.
    pub shared: Option<String>,
    /// The answer for a person: found, shared, no rule matched, or not assessed and why.
    pub said: String,
    /// The words that it was found in.
    pub quote: Option<String>,
}

// The code book asks for the highest in rank of those who sign, and for nobody only where the copy is whole: that is not
// known of a text that the rules did not assess. Signals count as they do in the scorecard: what is about another incident
// was not found here, and what is about no one incident is not known.
const ANSWERS: &str = "\
with said as (
    select t.incident, t.provider, p.key as post_key, t.update_key, t.version, t.communication_id, t.authors
      from trail t join posts p on p.id = t.post_id where t.incident = $1
), places as (
    select o.communication_id, o.signal, o.detail, o.quote,
           case when g.whole then 'incident'
                else signal_scope(g.communication_id, g.incident_id, o.span_start, o.span_end) end as scope
      from said s
      join incidents i on i.slug = s.incident
      join assignments g on g.communication_id = s.communication_id and g.incident_id = i.id
      join signals o on o.communication_id = g.communication_id and o.actor <> 'third-party'
), details as (
    select communication_id, signal, detail, bool_or(scope = 'incident') as surely,
           string_agg(distinct quote, ' | ') filter (where scope = 'incident') as quote,
           string_agg(distinct quote, ' | ') as shared_quote
      from places where scope <> 'other' group by communication_id, signal, detail
), found as (
    select communication_id, signal, bool_or(surely) as surely,
           string_agg(detail, ';' order by detail) filter (where surely) as details,
           string_agg(detail, ';' order by detail) filter (where not surely) as shared,
           coalesce(string_agg(distinct quote, ' | '), string_agg(distinct shared_quote, ' | ')) as quote
      from details group by communication_id, signal
)
select s.incident, s.provider, s.post_key, s.update_key, s.version, w.field,
       coalesce(w.class, case when r.assessed then 'nobody' end) as value, null as shared,
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
       case when k.signal = 'action' then case when f.surely then f.details when r.assessed then 'none' end
            when f.surely then 'yes'
            when f.signal is null and r.assessed then 'no' end,
       case when k.signal = 'action' then f.shared end,
       case when f.surely then coalesce('found: ' || f.details, 'found') || coalesce('; shared: ' || f.shared, '')
            when f.signal is not null then coalesce('shared: ' || f.shared, 'shared')
            when r.assessed then 'no rule matched' else 'not assessed' || coalesce(': ' || r.reason, '') end,
       f.quote
  from said s
 cross join signal_kinds k
  left join signal_readings r on r.communication_id = s.communication_id
  left join found f on f.communication_id = s.communication_id and f.signal = k.signal";

impl Store {
    /// What the rules say of the communications of that incident's trail: who speaks, and each signal. What others
    /// than the provider did is left out, and so is what is about another incident.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn machine_answers(&self, incident: &str) -> Result<Vec<MachineAnswer>, StoreError> {
        sqlx::query_as(ANSWERS).bind(incident).fetch_all(&self.pool).await.doing("gather what the rules say")
    }
}
