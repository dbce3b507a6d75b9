//! What is here already, and what a revisit of others stands for.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use model::{Known, RecordPlace};
use sqlx::FromRow;

use crate::Store;
use crate::address::bounded;
use crate::error::{Doing, StoreError};

const DOING: &str = "look for captures that are here already";

#[derive(FromRow)]
struct Line {
    id: i64,
    record_id: String,
    target_uri: String,
    fetched_at: DateTime<Utc>,
    payload_digest: String,
    made_as: Option<String>,
}

impl Line {
    fn known(self) -> Option<Known> {
        Some(Known {
            capture_id: self.id,
            record_id: self.record_id,
            target_uri: self.target_uri,
            fetched_at: self.fetched_at,
            payload_digest: self.payload_digest.parse().ok()?,
        })
    }
}

impl Store {
    /// Which of these captures of others are here already, by what they are called where they are from: the address
    /// and the time of each.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn brought_before(
        &self,
        made_as: &[String],
    ) -> Result<BTreeMap<String, (String, DateTime<Utc>)>, StoreError> {
        // Long names are kept short; both are answered with the long one.
        let short: BTreeMap<String, &String> = made_as.iter().map(|name| (bounded(name), name)).collect();
        let keys: Vec<&String> = short.keys().collect();
        let held: Vec<(String, String, DateTime<Utc>)> =
            sqlx::query_as("select made_as, target_uri, fetched_at from captures where made_as = any($1)")
                .bind(keys)
                .fetch_all(&self.pool)
                .await
                .doing(DOING)?;
        let named =
            held.into_iter().filter_map(|(name, uri, at)| Some(((*short.get(&name)?).clone(), (uri, at))));
        Ok(named.collect())
    }

    /// The captures with a body that has one of these digests (`sha1:` and base 32), one for each.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn held_payloads(&self, digests: &[String]) -> Result<BTreeMap<String, Known>, StoreError> {
        let lines: Vec<Line> = sqlx::query_as(
            "select distinct on (payload_digest) id, 'urn:uuid:' || record_id as record_id, target_uri, fetched_at, payload_digest, made_as
               from captures where payload_digest = any($1) and kind = 'response' and status = 200
              order by payload_digest, id",
        )
        .bind(digests)
        .fetch_all(&self.pool)
        .await
        .doing(DOING)?;
        let pairs = lines.into_iter().filter_map(|line| Some((line.payload_digest.clone(), line.known()?)));
        Ok(pairs.collect())
    }

    /// Where the record of a capture stands.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn capture_place(&self, capture_id: i64) -> Result<Option<RecordPlace>, StoreError> {
        let line: Option<(String, i64, i32, String)> = sqlx::query_as(
            "select g.name, k.record_offset, k.record_length, 'urn:uuid:' || k.record_id
               from captures k join segments g on g.id = k.segment_id where k.id = $1",
        )
        .bind(capture_id)
        .fetch_optional(&self.pool)
        .await
        .doing(DOING)?;
        let bytes = |number: i64| u64::try_from(number).unwrap_or(0);
        Ok(line.map(|(segment, offset, length, record_id)| RecordPlace {
            segment,
            offset: bytes(offset),
            length: bytes(length.into()),
            record_id,
        }))
    }

    /// The captures with a body that are called so where they are from.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn held_originals(&self, made_as: &[String]) -> Result<BTreeMap<String, Known>, StoreError> {
        let short: Vec<String> = made_as.iter().map(|name| bounded(name)).collect();
        let lines: Vec<Line> = sqlx::query_as(
            "select id, 'urn:uuid:' || record_id as record_id, target_uri, fetched_at, payload_digest, made_as
               from captures where made_as = any($1) and kind = 'response'",
        )
        .bind(short)
        .fetch_all(&self.pool)
        .await
        .doing(DOING)?;
        let pairs = lines.into_iter().filter_map(|mut line| Some((line.made_as.take()?, line.known()?)));
        Ok(pairs.collect())
    }
}
