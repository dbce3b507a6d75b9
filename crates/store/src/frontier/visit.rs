//! All that is known of an address, in one read.

use chrono::{DateTime, Utc};
use model::{
    Burst, GroupHistory, History, Known, RobotsFile, RobotsState, Role, SourceKind, SourceRef, Validators,
    Visit,
};
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use url::Url;
use uuid::Uuid;

use crate::error::{Doing, StoreError};

/// What is read of the row that the condition names; `$1` is the crawler's time.
macro_rules! visit_where {
    ($condition:literal) => {
        concat!(
            "\
select f.id, f.url, f.role, f.depth, f.discovered_at, f.interval_s, f.failures, f.etag, f.last_modified,
       f.conditional_looks, f.resolved_at, g.failures as group_failures, g.trips, s.distrusted_at,
       burst.started_at as burst_started_at, burst.until_at as burst_until_at,
       g.name as group_name, via.url as via,
       s.id as source_id, s.url as source_url, s.kind as source_kind, s.every_s, s.incident, s.link_selector, s.headers,
       p.id as provider_id, p.slug, p.name as provider_name, p.domain,
       o.robots_state, o.robots_text, o.robots_fetched_at, rules.due_at as robots_due_at,
       k.id as capture_id, 'urn:uuid:' || k.record_id as record_id, k.target_uri, k.fetched_at, k.payload_digest
  from frontier f
  join politeness_groups g on g.id = f.group_id
  join origins o on o.id = f.origin_id
  join sources s on s.id = f.source_id
  join providers p on p.id = s.provider_id
  left join frontier via on via.id = f.via_id
  left join captures k on k.id = f.known_capture_id
  left join lateral (
       select min(r.due_at) filter (where isfinite(r.due_at)) as due_at from frontier r
        where r.role = 'robots' and r.origin_id in (o.id, o.robots_origin_id)) rules on true
  left join lateral (
       select b.started_at, b.until_at from bursts b
        where b.stopped_at is null and b.started_at <= $1 and (b.incident_id is not null or b.provider_id = p.id)
        order by b.until_at desc limit 1) burst on true
 where ",
            $condition
        )
    };
}

pub(super) use visit_where;

const READ_BY_KEY: &str = visit_where!("f.url_key = $2");

/// A row as it is read.
#[derive(FromRow)]
pub(super) struct Line {
    id: i64,
    url: String,
    role: String,
    depth: i16,
    discovered_at: DateTime<Utc>,
    interval_s: i64,
    failures: i32,
    etag: Option<String>,
    last_modified: Option<String>,
    conditional_looks: i32,
    resolved_at: Option<DateTime<Utc>>,
    group_failures: i32,
    trips: i32,
    distrusted_at: Option<DateTime<Utc>>,
    burst_started_at: Option<DateTime<Utc>>,
    burst_until_at: Option<DateTime<Utc>>,
    group_name: String,
    via: Option<String>,
    source_id: i64,
    source_url: String,
    source_kind: String,
    every_s: Option<i64>,
    incident: Option<String>,
    link_selector: Option<String>,
    headers: Json<Vec<(String, String)>>,
    provider_id: i64,
    slug: String,
    provider_name: String,
    domain: String,
    robots_state: Option<String>,
    robots_text: Option<String>,
    robots_fetched_at: Option<DateTime<Utc>>,
    robots_due_at: Option<DateTime<Utc>>,
    capture_id: Option<i64>,
    record_id: Option<String>,
    target_uri: Option<String>,
    fetched_at: Option<DateTime<Utc>>,
    payload_digest: Option<String>,
}

/// Reads the visit of the address with that key, which nobody leases and no burst concerns; `None` where there is
/// no such address.
pub(crate) async fn read_by_key(conn: &mut PgConnection, key: &str) -> Result<Option<Visit>, StoreError> {
    let line: Option<Line> = sqlx::query_as(READ_BY_KEY)
        .bind(DateTime::UNIX_EPOCH)
        .bind(key)
        .fetch_optional(conn)
        .await
        .doing("read a visit")?;
    line.map(|line| line.visit(Uuid::nil())).transpose()
}

impl Line {
    /// The visit under the lease `lease`.
    pub(super) fn visit(self, lease: Uuid) -> Result<Visit, StoreError> {
        let line = self;
        let role = Role::from_name(&line.role).ok_or_else(|| unreadable("frontier", "role", &line.role))?;
        let robots = match role {
            Role::Robots => None,
            Role::Listing | Role::Post => line.robots()?,
        };
        Ok(Visit {
            frontier_id: line.id,
            lease,
            url: address("url", &line.url)?,
            role,
            via: line.via.as_deref().map(|via| address("url", via)).transpose()?,
            known: line.known()?,
            source: line.source()?,
            history: line.history(),
            whole: false,
            group: line.group_name,
            depth: line.depth,
            validators: Validators { etag: line.etag, last_modified: line.last_modified },
            discovered_at: line.discovered_at,
            interval_s: line.interval_s,
            failures: line.failures,
            robots,
        })
    }

    fn source(&self) -> Result<SourceRef, StoreError> {
        let kind = SourceKind::from_name(&self.source_kind)
            .ok_or_else(|| unreadable("sources", "kind", &self.source_kind))?;
        Ok(SourceRef {
            id: self.source_id,
            provider_id: self.provider_id,
            provider: self.slug.clone(),
            provider_name: self.provider_name.clone(),
            domain: self.domain.clone(),
            url: self.source_url.clone(),
            kind,
            every_s: self.every_s,
            incident: self.incident.clone(),
            link_selector: self.link_selector.clone(),
            headers: self.headers.0.clone(),
        })
    }

    fn history(&self) -> History {
        let count = |number: i32| u32::try_from(number).unwrap_or(0);
        let burst = self.burst_started_at.zip(self.burst_until_at);
        History {
            conditional_looks: count(self.conditional_looks),
            distrusted_at: self.distrusted_at,
            resolved_at: self.resolved_at,
            burst: burst.map(|(started_at, until_at)| Burst { started_at, until_at }),
            group: GroupHistory { failures: count(self.group_failures), trips: count(self.trips) },
            robots_due_at: self.robots_due_at,
        }
    }

    fn known(&self) -> Result<Option<Known>, StoreError> {
        let (Some(capture_id), Some(record_id), Some(target_uri), Some(fetched_at), Some(digest)) =
            (self.capture_id, &self.record_id, &self.target_uri, self.fetched_at, &self.payload_digest)
        else {
            return Ok(None);
        };
        let payload_digest = digest.parse().map_err(|_| unreadable("captures", "payload_digest", digest))?;
        Ok(Some(Known {
            capture_id,
            record_id: record_id.clone(),
            target_uri: target_uri.clone(),
            fetched_at,
            payload_digest,
        }))
    }

    fn robots(&self) -> Result<Option<RobotsFile>, StoreError> {
        let (Some(name), Some(fetched_at)) = (&self.robots_state, self.robots_fetched_at) else {
            return Ok(None);
        };
        let state =
            RobotsState::from_name(name).ok_or_else(|| unreadable("origins", "robots_state", name))?;
        Ok(Some(RobotsFile { state, text: self.robots_text.clone().unwrap_or_default(), fetched_at }))
    }
}

fn address(column: &'static str, text: &str) -> Result<Url, StoreError> {
    Url::parse(text).map_err(|_| unreadable("frontier", column, text))
}

fn unreadable(table: &'static str, column: &'static str, value: &str) -> StoreError {
    StoreError::Unreadable { table, column, value: value.chars().take(200).collect() }
}
