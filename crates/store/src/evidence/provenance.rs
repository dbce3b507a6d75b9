//! Every stored value of a post with the rule and the place that it was read from.

use chrono::{DateTime, Utc};
use model::{RecordPlace, Span};
use sqlx::FromRow;

use crate::Store;
use crate::error::{Doing, StoreError};

/// What was read of a post, value by value.
#[derive(Debug, Clone, PartialEq)]
pub struct PostProvenance {
    /// The captures that its values were read from, in order.
    pub sources: Vec<Source>,
    /// The values, each with its source.
    pub values: Vec<Value>,
}

/// A capture that values were read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Row of `captures`.
    pub id: i64,
    /// The address of the last hop.
    pub url: String,
    /// When it was asked for.
    pub fetched_at: DateTime<Utc>,
    /// Where its record stands.
    pub place: RecordPlace,
}

/// A value and what it was read from.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Value {
    /// Row of `captures`.
    pub capture_id: i64,
    /// The update inside the post; empty for the post itself.
    pub update_key: String,
    /// What it is: text, published, updated, recorded, edited, author, id, mention or signal.
    pub field: String,
    /// The value as stored.
    pub value: String,
    /// The text as it stands in the document, where that is kept.
    pub raw: Option<String>,
    /// The rule and place that it was read from.
    pub rule: String,
    /// Whether the rules picked it; losing candidates are told as well.
    pub chosen: bool,
    /// What else is known of it: precision and certainty of a time, class of a job title.
    pub detail: Option<String>,
    span_start: Option<i64>,
    span_end: Option<i64>,
}

impl Value {
    /// Where `raw` stands in the decoded document, where that is known.
    pub fn span(&self) -> Option<Span> {
        let byte = |number: Option<i64>| number.and_then(|number| usize::try_from(number).ok());
        let (start, end) = (byte(self.span_start)?, byte(self.span_end)?);
        (start <= end).then_some(Span { start, end })
    }
}

#[derive(FromRow)]
struct SourceRow {
    id: i64,
    url: String,
    fetched_at: DateTime<Utc>,
    segment: String,
    record_offset: i64,
    record_length: i32,
    record_id: String,
}

const DOING: &str = "read where a post's values come from";

const VALUES: &str = "\
select * from (
    select r.capture_id, '' as update_key, 'text' as field,
           concat_ws(': ', 'revision ' || r.number, r.title) as value, null::text as raw,
           r.adapter || ', rules ' || r.extractor_version as rule, true as chosen,
           length(r.text) || ' characters' || coalesce(', ' || r.language, '') as detail,
           null::bigint as span_start, null::bigint as span_end, 0 as place, r.number::bigint as nr
      from revisions r where r.post_id = $1
    union all
    select s.capture_id, s.update_key, s.role, s.local || coalesce(' ' || s.utc_offset, ''), s.raw, s.source,
           s.chosen, s.precision || ', ' || s.certainty || coalesce(', ' || s.zone, ''), s.span_start, s.span_end,
           1, s.id
      from stamps s where s.post_id = $1
    union all
    select b.capture_id, c.update_key, 'author', b.name || coalesce(', ' || b.job_title, ''), b.name, b.source, true,
           b.kind || ', ' || b.seniority || ', ' || b.function, b.span_start, b.span_end, 2, b.id
      from bylines b join communications c on c.id = b.communication_id where c.post_id = $1
    union all
    select b.capture_id, c.update_key, 'job title', b.job_title, b.job_title, b.title_source, true,
           b.seniority || ', ' || b.function, b.title_span_start, b.title_span_end, 2, b.id
      from bylines b join communications c on c.id = b.communication_id
     where c.post_id = $1 and b.job_title is not null and b.title_source is not null
    union all
    select a.capture_id, c.update_key, 'speaker', concat_ws(', ', a.name, a.job_title, a.organisation), a.name, a.source,
           true, a.seniority || ', ' || a.function, a.span_start, a.span_end, 2, a.id
      from attributions a join communications c on c.id = a.communication_id where c.post_id = $1
    union all
    select r.capture_id, '', 'id', i.identifier, null, 'text', true, null, null, null, 3,
           r.id
      from identifiers i join revisions r on r.id = i.revision_id where r.post_id = $1
    union all
    select c.capture_id, c.update_key, 'mention', n.slug, null,
           m.place || coalesce(': ' || nullif(m.term, ''), ''), true, nullif(m.quote, ''), null, null, 4, m.id
      from mentions m join communications c on c.id = m.communication_id
      join incidents n on n.id = m.incident_id where c.post_id = $1
    union all
    select g.capture_id, c.update_key, 'signal', g.signal || coalesce(': ' || g.detail, ''), null,
           g.rule || ' v' || g.rule_version, true,
           case when g.actor = 'third-party' then 'a third party: ' else '' end || g.quote, null, null, 5, g.id
      from signals g join communications c on c.id = g.communication_id where c.post_id = $1
) as v order by update_key <> '', update_key collate \"C\", place, field, chosen desc, nr";

const SOURCES: &str = "\
select k.id, k.target_uri as url, k.fetched_at, g.name as segment, k.record_offset, k.record_length,
       'urn:uuid:' || k.record_id as record_id
  from captures k join segments g on g.id = k.segment_id where k.id = any($1) order by k.id";

impl Store {
    /// What was read of a post, value by value, losing candidates included.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn post_provenance(&self, post: i64) -> Result<PostProvenance, StoreError> {
        let values: Vec<Value> =
            sqlx::query_as(VALUES).bind(post).fetch_all(&self.pool).await.doing(DOING)?;
        let mut captures: Vec<i64> = values.iter().map(|value| value.capture_id).collect();
        captures.sort_unstable();
        captures.dedup();
        let rows: Vec<SourceRow> =
            sqlx::query_as(SOURCES).bind(&captures).fetch_all(&self.pool).await.doing(DOING)?;
        Ok(PostProvenance { sources: rows.into_iter().map(source).collect(), values })
    }
}

fn source(row: SourceRow) -> Source {
    let bytes = |number: i64| u64::try_from(number).unwrap_or(0);
    Source {
        id: row.id,
        url: row.url,
        fetched_at: row.fetched_at,
        place: RecordPlace {
            segment: row.segment,
            offset: bytes(row.record_offset),
            length: bytes(row.record_length.into()),
            record_id: row.record_id,
        },
    }
}
