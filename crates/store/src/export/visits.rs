//! The records behind what is exported: where each visit stands in the archive, and what an index says of it.

use chrono::{DateTime, Utc};
use futures_util::stream::{BoxStream, StreamExt};
use sqlx::FromRow;

use super::snapshot::Snapshot;
use crate::error::{Doing, StoreError};

const DOING: &str = "list the records of an export";

/// The records of a visit: gzip members one after the other, from the first hop's answer to its metadata record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitSpan {
    /// File name of the segment.
    pub segment: String,
    /// Where they start, in bytes.
    pub offset: u64,
    /// How long they are, in bytes.
    pub length: u64,
    /// When the answer was asked for.
    pub looked_at: DateTime<Utc>,
    /// The captured answer, where there is one.
    pub capture: Option<CaptureLine>,
    /// The records of the redirects that led there, as offset in the segment and length.
    pub earlier: Vec<(u64, u64)>,
}

/// What an index says of a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureLine {
    /// The address that answered.
    pub target_uri: String,
    /// When it was asked.
    pub fetched_at: DateTime<Utc>,
    /// `response`, `not-modified` or `same-payload`.
    pub kind: String,
    /// HTTP status.
    pub status: i16,
    /// `Content-Type` as sent.
    pub content_type: Option<String>,
    /// Payload digest, `sha1:` and base 32.
    pub payload_digest: Option<String>,
    /// Where its record starts in the segment, in bytes.
    pub offset: u64,
    /// How long it is, in bytes.
    pub length: u64,
    /// The headline of the post at this address, where it is one.
    pub title: Option<String>,
}

#[derive(FromRow)]
struct Line {
    segment: String,
    first_offset: i64,
    end_offset: i64,
    looked_at: DateTime<Utc>,
    target_uri: Option<String>,
    fetched_at: Option<DateTime<Utc>>,
    kind: Option<String>,
    status: Option<i16>,
    content_type: Option<String>,
    payload_digest: Option<String>,
    record_offset: Option<i64>,
    record_length: Option<i32>,
    title: Option<String>,
    hop_offsets: Vec<i64>,
    hop_lengths: Vec<i32>,
}

// The records of a visit stand together; where a hop's stand in another file, as no version wrote them, they are not
// the visit's.
const SPANS: &str = "\
select g.name as segment, least(o.record_offset, k.record_offset, h.first_offset) as first_offset,
       o.record_offset + o.record_length as end_offset, o.looked_at,
       k.target_uri, k.fetched_at, k.kind, k.status, k.content_type, k.payload_digest, k.record_offset,
       k.record_length, r.title, h.offsets as hop_offsets, h.lengths as hop_lengths
  from observations o
  join segments g on g.id = o.segment_id
  left join captures k on k.id = o.capture_id and k.segment_id = o.segment_id
  left join lateral (select min(record_offset) as first_offset,
                            coalesce(array_agg(record_offset order by position)
                                       filter (where record_id is distinct from k.record_id), '{}') as offsets,
                            coalesce(array_agg(record_length order by position)
                                       filter (where record_id is distinct from k.record_id), '{}') as lengths
                       from hops where observation_id = o.id and segment_id = o.segment_id) h on true
  left join lateral (select r.title from posts p join revisions r on r.post_id = p.id
                      where k.id is not null and p.provider_id = o.provider_id and r.capture_id = k.id
                      order by r.number desc limit 1) r on true
 where o.id in (select id from export_looks) and ($1::timestamptz is null or o.recorded_at >= $1)
 order by o.id";

impl Snapshot {
    /// The visits that are exported, in the order in which they were recorded, as they are taken.
    pub fn visits(&mut self) -> BoxStream<'_, Result<VisitSpan, StoreError>> {
        let since = self.since.filter(|_| self.scope.grows_by_new_rows());
        let lines = sqlx::query_as::<_, Line>(SPANS).bind(since).fetch(&mut **self.tx());
        lines.map(|line| line.doing(DOING).map(span)).boxed()
    }
}

fn bytes(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn span(line: Line) -> VisitSpan {
    let capture = match (line.target_uri, line.fetched_at, line.kind, line.status, line.record_offset) {
        (Some(target_uri), Some(fetched_at), Some(kind), Some(status), Some(offset)) => Some(CaptureLine {
            target_uri,
            fetched_at,
            kind,
            status,
            content_type: line.content_type,
            payload_digest: line.payload_digest,
            offset: bytes(offset),
            length: line.record_length.map_or(0, |length| bytes(length.into())),
            title: line.title,
        }),
        _ => None,
    };
    let hops = line.hop_offsets.into_iter().zip(line.hop_lengths);
    VisitSpan {
        earlier: hops.map(|(offset, length)| (bytes(offset), bytes(length.into()))).collect(),
        segment: line.segment,
        offset: bytes(line.first_offset),
        length: bytes(line.end_offset - line.first_offset),
        looked_at: line.looked_at,
        capture,
    }
}
