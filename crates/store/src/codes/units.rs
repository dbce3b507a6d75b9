//! The units of coding: the communications of an incident's trail.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::Store;
use crate::error::{Doing, StoreError};

/// Names a communication in the trail of an incident, whatever row it has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, FromRow)]
pub struct UnitKey {
    /// The incident's slug.
    pub incident: String,
    /// The provider's slug.
    pub provider: String,
    /// Identity of the post within its provider.
    pub post_key: String,
    /// Which statement inside the post; empty for the post itself.
    pub update_key: String,
    /// Which words of that statement, from 1.
    pub version: i32,
}

/// One communication as a coder sees it.
#[derive(Debug, Clone, FromRow)]
pub struct CodingUnit {
    /// Its name.
    #[sqlx(flatten)]
    pub key: UnitKey,
    /// post, revision, update, status-update or advisory-revision.
    pub kind: String,
    /// Status as written, where there is one.
    pub status: Option<String>,
    /// Headline of the post when this was said.
    pub title: Option<String>,
    /// When the provider says that it was said: as written, with its offset where one is known.
    pub claimed: Option<String>,
    /// When it was seen first.
    pub first_seen_at: DateTime<Utc>,
    /// Where a reader finds it.
    pub url: Option<String>,
    /// File name of the WARC file with the bytes.
    pub segment: String,
    /// Where the record's gzip member starts, in bytes.
    pub record_offset: i64,
    /// WARC-Record-ID.
    pub record_id: String,
    /// Its words: the whole post, or the update.
    pub text: String,
    /// The author line, with job titles.
    pub authors: Option<String>,
    /// Digest of its words.
    pub text_digest: String,
}

const UNITS: &str = "\
select t.incident, t.provider, p.key as post_key, t.update_key, t.version, t.kind, t.status, t.title,
       t.claimed_local || coalesce(' ' || t.claimed_offset, '') as claimed, t.first_seen_at, t.url, t.segment,
       t.record_offset, t.record_id, t.text, t.authors, c.text_digest
  from trail t
  join posts p on p.id = t.post_id
  join communications c on c.id = t.communication_id
 where t.incident = $1
 order by t.provider, t.placed_at, t.communication_id";

impl Store {
    /// The communications of the trail of that incident, by provider and time; none where nobody knows it.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn coding_units(&self, incident: &str) -> Result<Vec<CodingUnit>, StoreError> {
        sqlx::query_as(UNITS).bind(incident).fetch_all(&self.pool).await.doing("list what there is to code")
    }
}
