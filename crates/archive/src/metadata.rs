//! The `metadata` record of a visit.

use chrono::{DateTime, Utc};
use model::{
    Exchange, FailureClass, Known, Outcome, Provenance, RobotsVerdict, Role, SourceKind, SourceRef,
    Truncation, Validators,
};
use serde::{Deserialize, Serialize};
use url::Url;

/// The value of [`VisitMetadata::format`] that this version writes.
pub(crate) const FORMAT: &str = "trail-visit/1";

/// What a visit was and what it came to: the block of its `metadata` record, as JSON. Together with the
/// records of its hops this is all that the database learns from a visit. Addresses are without
/// credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitMetadata {
    /// `trail-visit/1`.
    pub format: String,
    /// The provider's slug.
    pub provider: String,
    /// What kind of source the address belongs to.
    pub source_kind: SourceKind,
    /// The source and its provider as they were followed then; records of older versions do not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceMetadata>,
    /// Slug of the incident that the source is about, where its seed says so.
    pub incident: Option<String>,
    /// What the address is.
    pub role: Role,
    /// The address of the visit.
    pub url: Url,
    /// The address that led there.
    pub via: Option<Url>,
    /// Links followed from the seed.
    pub depth: i16,
    /// When the address became known.
    pub discovered_at: DateTime<Utc>,
    /// When the visit began.
    pub started_at: DateTime<Utc>,
    /// What was asked with.
    pub validators: Validators,
    /// The last capture with a body, which a revisit refers to.
    pub known: Option<KnownMetadata>,
    /// What robots.txt said.
    pub robots: Option<RobotsVerdict>,
    /// What it came to.
    pub outcome: OutcomeMetadata,
    /// `Retry-After` of the last response, in seconds.
    pub retry_after_s: Option<u64>,
    /// The hops, in order.
    pub hops: Vec<HopMetadata>,
    /// Where it is from, where others asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
}

/// A source and its provider as the seeds had them at the time of the visit; see [`model::SourceRef`]. Header
/// fields of the seed may be secrets and are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceMetadata {
    /// The provider's name as people write it.
    pub provider_name: String,
    /// The provider's own domain.
    pub domain: String,
    /// The address of the source.
    pub url: String,
    /// Seconds between two looks, where the seed sets them.
    pub every_s: Option<i64>,
    /// CSS selector of the links to posts, where the seed gives one.
    pub link_selector: Option<String>,
}

impl SourceMetadata {
    fn of(source: &SourceRef) -> Self {
        Self {
            provider_name: source.provider_name.clone(),
            domain: source.domain.clone(),
            url: Url::parse(&source.url).map_or_else(|_| source.url.clone(), |url| bare(&url).into()),
            every_s: source.every_s,
            link_selector: source.link_selector.clone(),
        }
    }
}

/// The capture that a visit asked with; see [`model::Known`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownMetadata {
    /// `WARC-Record-ID` of its response record, without angle brackets.
    pub record_id: String,
    /// `WARC-Target-URI` of its response record.
    pub target_uri: String,
    /// `WARC-Date` of its response record.
    pub fetched_at: DateTime<Utc>,
    /// Its payload digest, `sha1:` and base 32.
    pub payload_digest: String,
}

impl KnownMetadata {
    fn of(known: &Known) -> Self {
        Self {
            record_id: known.record_id.clone(),
            target_uri: known.target_uri.clone(),
            fetched_at: known.fetched_at,
            payload_digest: known.payload_digest.to_string(),
        }
    }
}

/// What a visit came to; see [`Outcome`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum OutcomeMetadata {
    /// The last hop holds the answer.
    Answered,
    /// The last hop redirects to another origin.
    Moved {
        /// Where to.
        to: Url,
        /// Whether the server called it permanent.
        permanent: bool,
    },
    /// robots.txt does not allow it.
    Disallowed,
    /// No response.
    Failed {
        /// Its class.
        class: FailureClass,
        /// What happened.
        detail: String,
    },
}

/// One hop, as far as its `response` and `request` records do not say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HopMetadata {
    /// `WARC-Record-ID` of its `response` or `revisit` record, without angle brackets.
    pub record_id: String,
    /// The address asked.
    pub url: Url,
    /// When the request was sent.
    pub started_at: DateTime<Utc>,
    /// Milliseconds until the last byte.
    pub duration_ms: u32,
    /// Status code.
    pub status: u16,
    /// Why the body stops early, where it does.
    pub truncated: Option<Truncation>,
    /// The machine that answered (a proxy, where one is used), as `ip:port`.
    pub peer: Option<String>,
    /// SHA-256 of the server's certificate, hexadecimal.
    pub certificate: Option<String>,
}

impl VisitMetadata {
    /// The metadata of `exchange`, whose hops have the given records.
    pub(crate) fn of(exchange: &Exchange, record_ids: &[String]) -> Self {
        let visit = &exchange.visit;
        let outcome = match &exchange.outcome {
            Outcome::Answered => OutcomeMetadata::Answered,
            Outcome::Moved { to, permanent } => {
                OutcomeMetadata::Moved { to: bare(to), permanent: *permanent }
            }
            Outcome::Disallowed(_) => OutcomeMetadata::Disallowed,
            Outcome::Failed(failure) => {
                OutcomeMetadata::Failed { class: failure.class, detail: failure.detail.clone() }
            }
        };
        let hops = exchange.hops.iter().zip(record_ids).map(|(hop, record_id)| HopMetadata {
            record_id: record_id.clone(),
            url: bare(&hop.url),
            started_at: hop.started_at,
            duration_ms: hop.duration_ms,
            status: hop.response.status,
            truncated: hop.response.truncated,
            peer: hop.peer.clone(),
            certificate: hop.certificate.clone(),
        });
        Self {
            format: FORMAT.to_owned(),
            provider: visit.source.provider.clone(),
            source_kind: visit.source.kind,
            source: Some(SourceMetadata::of(&visit.source)),
            incident: visit.source.incident.clone(),
            role: visit.role,
            url: bare(&visit.url),
            via: visit.via.as_ref().map(bare),
            depth: visit.depth,
            discovered_at: visit.discovered_at,
            started_at: exchange.started_at,
            validators: visit.validators.clone(),
            known: visit.known.as_ref().map(KnownMetadata::of),
            robots: exchange.robots.clone(),
            outcome,
            retry_after_s: exchange.retry_after_s,
            hops: hops.collect(),
            provenance: exchange.provenance.clone(),
        }
    }
}

/// An address without credentials.
pub(crate) fn bare(url: &Url) -> Url {
    let mut bare = url.clone();
    // Both fail only for addresses that cannot hold credentials.
    let _ = bare.set_username("");
    let _ = bare.set_password(None);
    bare
}
