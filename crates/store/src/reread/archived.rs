//! The visits whose answers stand in the archive, as far as reading them again needs to know.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use model::{
    CaptureKind, History, Maker, Provenance, RecordPlace, Role, SourceKind, SourceRef, Validators, Visit,
};
use sqlx::FromRow;
use url::Url;

use crate::Store;
use crate::error::{Doing, StoreError};

/// A visit that was recorded, with the places of its answer.
#[derive(Debug, Clone)]
pub struct ArchivedVisit {
    /// Row of `captures`.
    pub capture_id: i64,
    /// Row of `observations`.
    pub observation_id: i64,
    /// The visit; what only its fetch needed is empty.
    pub visit: Visit,
    /// The address of the last hop.
    pub target_uri: Url,
    /// When it was asked for.
    pub fetched_at: DateTime<Utc>,
    /// What kind of record holds the answer.
    pub kind: CaptureKind,
    /// Its payload digest.
    pub payload_digest: Option<String>,
    /// The record of the answer.
    pub place: RecordPlace,
    /// The record with the body, where that is another one.
    pub body_place: Option<RecordPlace>,
    /// Where it is from, where others made it.
    pub provenance: Option<Provenance>,
}

/// What we saw ourselves is read in the order in which it was recorded, as it was the first time. As soon as one
/// capture was brought from elsewhere that order says nothing, and the time of the captures does.
const ORDER: &str = "\
with own as (
    select o.provider_id, k.id, k.fetched_at, bool_or(k.made_by <> 'live') over (partition by o.provider_id) as mixed
      from captures k join observations o on o.capture_id = k.id
     where o.provider_id = any($1) and o.role <> 'robots' and k.kind <> 'not-modified'
)
select provider_id::bigint, id from own order by provider_id, case when mixed then fetched_at end, id";

const ARCHIVED: &str = "\
select k.made_by, k.made_as, k.archive_url, k.source_file, k.brought_at, k.id as capture_id, o.id as observation_id, k.target_uri, k.fetched_at, k.kind, k.payload_digest, kg.name as segment,
       k.record_offset, k.record_length, 'urn:uuid:' || k.record_id as record_id,
       bg.name as body_segment, b.record_offset as body_offset, b.record_length as body_length,
       'urn:uuid:' || b.record_id as body_record_id,
       f.id as frontier_id, f.url, o.role::text, f.depth, f.discovered_at,
       s.id as source_id, s.url as source_url, s.kind as source_kind, s.every_s, s.incident, s.link_selector,
       p.id as provider_id, p.slug, p.name as provider_name, p.domain
  from unnest($1::bigint[]) with ordinality as asked (id, place)
  join captures k on k.id = asked.id
  join segments kg on kg.id = k.segment_id
  join observations o on o.capture_id = k.id
  join frontier f on f.id = k.frontier_id
  join sources s on s.id = o.source_id
  join providers p on p.id = o.provider_id
  left join captures b on b.id = k.refers_to and k.kind = 'same-payload'
  left join segments bg on bg.id = b.segment_id
 order by asked.place";

#[derive(FromRow)]
struct Line {
    made_by: String,
    made_as: Option<String>,
    archive_url: Option<String>,
    source_file: Option<String>,
    brought_at: Option<DateTime<Utc>>,
    capture_id: i64,
    observation_id: i64,
    target_uri: String,
    fetched_at: DateTime<Utc>,
    kind: String,
    payload_digest: Option<String>,
    segment: String,
    record_offset: i64,
    record_length: i32,
    record_id: String,
    body_segment: Option<String>,
    body_offset: Option<i64>,
    body_length: Option<i32>,
    body_record_id: Option<String>,
    frontier_id: i64,
    url: String,
    role: String,
    depth: i16,
    discovered_at: DateTime<Utc>,
    source_id: i64,
    source_url: String,
    source_kind: String,
    every_s: Option<i64>,
    incident: Option<String>,
    link_selector: Option<String>,
    provider_id: i64,
    slug: String,
    provider_name: String,
    domain: String,
}

/// The captures of each of these providers, in the order in which they are read.
pub(super) async fn orders(store: &Store, providers: &[i64]) -> Result<BTreeMap<i64, Vec<i64>>, StoreError> {
    let lines: Vec<(i64, i64)> = sqlx::query_as(ORDER)
        .bind(providers)
        .fetch_all(&store.pool)
        .await
        .doing("order what is in the archive")?;
    let mut orders: BTreeMap<i64, Vec<i64>> = providers.iter().map(|id| (*id, Vec::new())).collect();
    for (provider_id, capture_id) in lines {
        orders.entry(provider_id).or_default().push(capture_id);
    }
    Ok(orders)
}

/// Of each of these providers the captures of others that were not read yet, where all that was read comes before them;
/// `None` where what was read has to be put in order with them.
pub(super) async fn unread_ends(
    store: &Store,
    providers: &[i64],
) -> Result<BTreeMap<i64, Option<Vec<i64>>>, StoreError> {
    let lines: Vec<(i64, i64, bool)> = sqlx::query_as(
        "select o.provider_id::bigint, k.id, o.extractor_version = ''
           from captures k join observations o on o.capture_id = k.id
          where o.provider_id = any($1) and o.role <> 'robots' and k.kind <> 'not-modified'
          order by o.provider_id, k.fetched_at, k.id",
    )
    .bind(providers)
    .fetch_all(&store.pool)
    .await
    .doing("order what is in the archive")?;
    let mut ends: BTreeMap<i64, Option<Vec<i64>>> =
        providers.iter().map(|id| (*id, Some(Vec::new()))).collect();
    for (provider_id, capture_id, unread) in lines {
        let end = ends.entry(provider_id).or_insert_with(|| Some(Vec::new()));
        match end {
            Some(end) if unread => end.push(capture_id),
            // What was read comes behind something that was not.
            Some(captures) if !captures.is_empty() => *end = None,
            Some(_) | None => {}
        }
    }
    Ok(ends)
}

/// Reads the visits of these captures, in this order.
pub(super) async fn archived(store: &Store, captures: &[i64]) -> Result<Vec<ArchivedVisit>, StoreError> {
    let lines: Vec<Line> = sqlx::query_as(ARCHIVED)
        .bind(captures)
        .fetch_all(&store.pool)
        .await
        .doing("list what is in the archive")?;
    lines.into_iter().map(Line::read).collect()
}

impl Line {
    fn read(self) -> Result<ArchivedVisit, StoreError> {
        let unreadable =
            |table, column, value: &str| StoreError::Unreadable { table, column, value: value.to_owned() };
        let address =
            |table, column, text: &str| Url::parse(text).map_err(|_| unreadable(table, column, text));
        let kind = match self.kind.as_str() {
            "same-payload" => CaptureKind::SamePayload,
            _ => CaptureKind::Response,
        };
        let body_place = match (self.body_segment, self.body_offset, self.body_length, self.body_record_id) {
            (Some(segment), Some(offset), Some(length), Some(record_id)) => {
                Some(RecordPlace { segment, offset: bytes(offset), length: bytes(length.into()), record_id })
            }
            _ => None,
        };
        let made_by = Maker::from_name(&self.made_by)
            .ok_or_else(|| unreadable("captures", "made_by", &self.made_by))?;
        let provenance = self.made_as.zip(self.brought_at).map(|(made_as, brought_at)| Provenance {
            made_by,
            made_as,
            archive_url: self.archive_url,
            source_file: self.source_file,
            brought_at,
        });
        Ok(ArchivedVisit {
            provenance,
            capture_id: self.capture_id,
            observation_id: self.observation_id,
            target_uri: address("captures", "target_uri", &self.target_uri)?,
            fetched_at: self.fetched_at,
            kind,
            payload_digest: self.payload_digest,
            place: RecordPlace {
                segment: self.segment,
                offset: bytes(self.record_offset),
                length: bytes(self.record_length.into()),
                record_id: self.record_id,
            },
            body_place,
            visit: Visit {
                frontier_id: self.frontier_id,
                group: String::new(),
                lease: uuid::Uuid::nil(),
                url: address("frontier", "url", &self.url)?,
                role: Role::from_name(&self.role)
                    .ok_or_else(|| unreadable("observations", "role", &self.role))?,
                source: SourceRef {
                    id: self.source_id,
                    provider_id: self.provider_id,
                    provider: self.slug,
                    provider_name: self.provider_name,
                    domain: self.domain,
                    url: self.source_url,
                    kind: SourceKind::from_name(&self.source_kind)
                        .ok_or_else(|| unreadable("sources", "kind", &self.source_kind))?,
                    every_s: self.every_s,
                    incident: self.incident,
                    link_selector: self.link_selector,
                    headers: Vec::new(),
                },
                via: None,
                depth: self.depth,
                validators: Validators::default(),
                known: None,
                discovered_at: self.discovered_at,
                interval_s: 0,
                failures: 0,
                robots: None,
                history: History::default(),
                whole: true,
            },
        })
    }
}

fn bytes(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
