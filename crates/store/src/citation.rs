//! What a citation says of a post, a capture or the whole collection.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::Store;
use crate::error::{Doing, StoreError};
use crate::record_id::record_uuid;

const DOING: &str = "look up what is cited";

/// A cited page, with the archived record that shows it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct CitedPage {
    /// Its headline; `None` where the capture shows no post or several.
    pub title: Option<String>,
    /// Who signed it, in order: name, and whether it is an organisation.
    pub authors: Vec<String>,
    /// Which of them are organisations.
    pub organisations: Vec<bool>,
    /// The provider's name.
    pub provider: String,
    /// The address as it was asked.
    pub url: String,
    /// The time of publication as the provider claims it, to its own precision, ISO 8601; of one that can be read in more
    /// than one way, the year and month that all readings share. `None` where only the last change is dated.
    pub published_local: Option<String>,
    /// When the page was asked for: the time of access.
    pub fetched_at: DateTime<Utc>,
    /// `WARC-Record-ID` of the record with its bytes.
    pub record_id: String,
    /// SHA-1 of those bytes as sent.
    pub payload_digest: Option<String>,
    /// Where it can be looked at in the archive that it is from.
    pub archive_url: Option<String>,
}

/// The whole collection.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct CitedCollection {
    /// Communications.
    pub communications: i64,
    /// Providers that said something.
    pub providers: i64,
    /// The first look.
    pub first_look_at: Option<DateTime<Utc>>,
    /// The last look: what the collection knows of.
    pub last_look_at: Option<DateTime<Utc>>,
}

// A capture shows what was read from it and what was seen at its address before. Of a document with several posts none is cited
// in the place of all. Headline, names and date are those of one text: an address may show another announcement years later.
const PAGE: &str = "\
select r.title, coalesce(b.names, '{}') as authors, coalesce(b.organisations, '{}') as organisations,
       v.name as provider, k.target_uri as url, m.published_local, k.fetched_at, 'urn:uuid:' || body.record_id as record_id,
       k.payload_digest,
       k.archive_url
  from captures k
  join captures body on body.id = coalesce(k.refers_to, k.id)
  join frontier f on f.id = k.frontier_id
  join providers v on v.id = f.provider_id
  left join lateral (
       select case when $2::bigint is not null then array[$2]
                   when count(distinct canonical_post(s.post_id)) = 1 then array_agg(s.post_id) end as posts
         from (select r.post_id from revisions r where r.capture_id = k.id
               union
               select s.post_id from sightings s
                where s.frontier_id = k.frontier_id and s.update_key = '' and s.first_seen_at <= k.fetched_at) s) shown on true
  left join lateral (
       select r.* from revisions r join posts p on p.id = r.post_id
        where r.post_id = any (shown.posts) and r.first_seen_at <= k.fetched_at
        order by r.capture_id = k.id desc, r.number desc, p.key limit 1) r on true
  left join lateral (
       select c.id from communications c
        where c.post_id = r.post_id and c.update_key = '' and c.first_seen_at <= r.first_seen_at
        order by c.revision_id = r.id desc, c.version desc limit 1) c on true
  left join lateral (
       select case when s.certainty is distinct from 'ambiguous' then s.local
                   when to_char(b.low, 'YYYY-MM') = to_char(b.high, 'YYYY-MM') then to_char(b.low, 'YYYY-MM')
                   when to_char(b.low, 'YYYY') = to_char(b.high, 'YYYY') then to_char(b.low, 'YYYY') end as published_local
         from stamps s
        cross join lateral (
              select s.low_at at time zone 'UTC' as low,
                     (s.high_at - interval '1 microsecond') at time zone 'UTC' as high) b
        where s.post_id = r.post_id and s.update_key = '' and s.role = 'published' and s.chosen
          and s.first_seen_at <= r.first_seen_at
        order by s.capture_id = r.capture_id desc, s.first_seen_at desc, s.id desc limit 1) m on true
  left join lateral (
       select array_agg(b.name order by b.position) as names,
              array_agg(b.kind = 'organisation' order by b.position) as organisations
         from bylines b
        where b.communication_id = c.id
          and b.capture_id = (select max(capture_id) from bylines where communication_id = c.id)) b on true
 where k.id = $1";

impl Store {
    /// What a citation says of a post: its latest text, as the capture shows that brought it.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn cited_post(&self, post_id: i64) -> Result<Option<CitedPage>, StoreError> {
        let capture: Option<i64> = sqlx::query_scalar(
            "select capture_id from revisions where post_id = $1 order by number desc limit 1",
        )
        .bind(post_id)
        .fetch_optional(&self.pool)
        .await
        .doing(DOING)?;
        match capture {
            Some(capture) => self.cited_page(capture, Some(post_id)).await,
            None => Ok(None),
        }
    }

    /// What a citation says of a capture, by its number or by the id of its record.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn cited_capture(&self, name: &str) -> Result<Option<CitedPage>, StoreError> {
        let capture: Option<i64> =
            sqlx::query_scalar("select id from captures where id = $1 or record_id = $2")
                .bind(name.parse::<i64>().ok())
                .bind(record_uuid(name))
                .fetch_optional(&self.pool)
                .await
                .doing(DOING)?;
        match capture {
            Some(capture) => self.cited_page(capture, None).await,
            None => Ok(None),
        }
    }

    async fn cited_page(&self, capture: i64, post: Option<i64>) -> Result<Option<CitedPage>, StoreError> {
        sqlx::query_as(PAGE).bind(capture).bind(post).fetch_optional(&self.pool).await.doing(DOING)
    }

    /// What a citation says of the whole collection.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn cited_collection(&self) -> Result<CitedCollection, StoreError> {
        sqlx::query_as(
            "select (select count(*) from communications) as communications,
                    (select count(distinct provider_id) from communications) as providers,
                    min(looked_at) as first_look_at, max(looked_at) as last_look_at from observations",
        )
        .fetch_one(&self.pool)
        .await
        .doing(DOING)
    }
}
