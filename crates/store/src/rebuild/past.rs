//! A visit of the past, as its own record in the archive tells it.

use chrono::{DateTime, Utc};
use model::{Known, Role, SourceKind, Validators};
use url::Url;

/// A visit of the past. What stands in the row of its address is put back from this.
#[derive(Debug, Clone)]
pub struct PastVisit {
    /// The provider's slug.
    pub provider: String,
    /// The provider's name, where the record says it.
    pub provider_name: Option<String>,
    /// The provider's own domain, where the record says it.
    pub domain: Option<String>,
    /// What kind of source the address belongs to.
    pub source_kind: SourceKind,
    /// The address of that source, where the record says it.
    pub source_url: Option<Url>,
    /// Seconds between two looks, where the seed set them.
    pub every_s: Option<i64>,
    /// CSS selector of the links to posts, where the seed gave one.
    pub link_selector: Option<String>,
    /// Slug of the incident that the source is about, where its seed said so.
    pub incident: Option<String>,
    /// What the address was visited as.
    pub role: Role,
    /// The address.
    pub url: Url,
    /// The address that led there.
    pub via: Option<Url>,
    /// Links followed from the seed.
    pub depth: i16,
    /// When the address became known.
    pub discovered_at: DateTime<Utc>,
    /// What was asked with.
    pub validators: Validators,
    /// The capture that a revisit refers to; its `capture_id` is looked up by its record.
    pub known: Option<Known>,
}
