//! A capture: an exchange that stands in the archive.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{Exchange, Maker, Response, Sha1Digest};

/// Where a record stands in the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPlace {
    /// The segment's file name, without its folder.
    pub segment: String,
    /// Where the record's gzip member starts, in bytes.
    pub offset: u64,
    /// How long the gzip member is, in bytes.
    pub length: u64,
    /// `WARC-Record-ID`, without angle brackets.
    pub record_id: String,
}

/// What kind of record holds the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaptureKind {
    /// A `response` record with the body.
    Response,
    /// A `revisit` record: the server said 304 to our validators.
    NotModified,
    /// A `revisit` record: 200, with a body equal to that of the known capture.
    SamePayload,
}

impl CaptureKind {
    /// The name used in SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::NotModified => "not-modified",
            Self::SamePayload => "same-payload",
        }
    }
}

/// An exchange whose records are written and synced. Where nothing was received, only the visit's own
/// `metadata` record was written and `kind`, `place` and `payload_digest` are `None`.
#[derive(Debug, Clone)]
pub struct Capture {
    /// What was archived.
    pub exchange: Exchange,
    /// What kind of record holds the last hop's answer.
    pub kind: Option<CaptureKind>,
    /// Where that record stands.
    pub place: Option<RecordPlace>,
    /// Where the records of earlier hops (redirects) stand, in order.
    pub earlier: Vec<RecordPlace>,
    /// SHA-1 of the last hop's body as sent, after de-chunking, before content decoding. For
    /// `NotModified`, the digest of the known capture.
    pub payload_digest: Option<Sha1Digest>,
    /// Where the visit's own `metadata` record stands.
    pub metadata: RecordPlace,
}

impl Capture {
    /// The last hop's address: what the body is the representation of.
    pub fn url(&self) -> &Url {
        self.exchange.hops.last().map_or(&self.exchange.visit.url, |hop| &hop.url)
    }

    /// When the answer was asked for; the visit's own time where there was none.
    pub fn fetched_at(&self) -> DateTime<Utc> {
        self.exchange.hops.last().map_or(self.exchange.started_at, |hop| hop.started_at)
    }

    /// Who asked the server.
    pub fn made_by(&self) -> Maker {
        self.exchange.provenance.as_ref().map_or(Maker::Live, |it| it.made_by)
    }

    /// The last hop's response.
    pub fn response(&self) -> Option<&Response> {
        self.exchange.hops.last().map(|hop| &hop.response)
    }
}
