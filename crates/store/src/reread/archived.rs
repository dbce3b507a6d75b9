//! The visits whose answers stand in the archive, as far as reading them again needs to know.

use chrono::{DateTime, Utc};
use model::{CaptureKind, History, RecordPlace, Role, SourceKind, SourceRef, Validators, Visit};
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
}

const ARCHIVED: &str = "\
select k.id as capture_id, o.id as observation_id, k.target_uri, k.fetched_at, k.kind, k.payload_digest, k.segment,
       k.record_offset, k.record_length, k.record_id,
       b.segment as body_segment, b.record_offset as body_offset, b.record_length as body_length,
       b.record_id as body_record_id,
       f.id as frontier_id, f.url, o.role, f.depth, f.discovered_at,
       s.id as source_id, s.kind as source_kind, s.every_s, s.incident, s.link_selector,
       p.id as provider_id, p.slug, p.name as provider_name
  from captures k
  join observations o on o.capture_id = k.id
  join frontier f on f.id = k.frontier_id
  join sources s on s.id = o.source_id
  join providers p on p.id = o.provider_id
  left join captures b on b.id = k.refers_to and k.kind = 'same-payload'
 where o.provider_id = $1 and k.id > $2 and o.role <> 'robots' and k.kind <> 'not-modified'
 order by k.id limit $3";

#[derive(FromRow)]
struct Line {
    capture_id: i64,
    observation_id: i64,
    target_uri: String,
    fetched_at: DateTime<Utc>,
    kind: String,
    payload_digest: Option<String>,
    segment: String,
    record_offset: i64,
    record_length: i64,
    record_id: String,
    body_segment: Option<String>,
    body_offset: Option<i64>,
    body_length: Option<i64>,
    body_record_id: Option<String>,
    frontier_id: i64,
    url: String,
    role: String,
    depth: i16,
    discovered_at: DateTime<Utc>,
    source_id: i64,
    source_kind: String,
    every_s: Option<i64>,
    incident: Option<String>,
    link_selector: Option<String>,
    provider_id: i64,
    slug: String,
    provider_name: String,
}

/// Reads the next ones of a provider, after the capture `after`.
pub(super) async fn archived(
    store: &Store,
    provider_id: i64,
    after: i64,
    most: i64,
) -> Result<Vec<ArchivedVisit>, StoreError> {
    let lines: Vec<Line> = sqlx::query_as(ARCHIVED)
        .bind(provider_id)
        .bind(after)
        .bind(most)
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
                Some(RecordPlace { segment, offset: bytes(offset), length: bytes(length), record_id })
            }
            _ => None,
        };
        Ok(ArchivedVisit {
            capture_id: self.capture_id,
            observation_id: self.observation_id,
            target_uri: address("captures", "target_uri", &self.target_uri)?,
            fetched_at: self.fetched_at,
            kind,
            payload_digest: self.payload_digest,
            place: RecordPlace {
                segment: self.segment,
                offset: bytes(self.record_offset),
                length: bytes(self.record_length),
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
