//! A visit: one address taken from the frontier, with all that is known of it before.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{History, RobotsFile, Sha1Digest, SourceRef};

/// What part an address plays in the frontier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The `robots.txt` of an origin.
    Robots,
    /// An address that lists posts: a feed, a sitemap, an index, a status page.
    Listing,
    /// An address that is itself a post.
    Post,
}

impl Role {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Robots => "robots",
            Self::Listing => "listing",
            Self::Post => "post",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Robots, Self::Listing, Self::Post].into_iter().find(|role| role.as_str() == name)
    }
}

/// What the server gave us to ask with the next time (RFC 9110, sections 8.8 and 13.1). A character stands for
/// each byte, so that what is no text goes back as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// `ETag`, as sent, with its quotes.
    pub etag: Option<String>,
    /// `Last-Modified`, as sent.
    pub last_modified: Option<String>,
}

/// The last capture with a body at this address: what a revisit record refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Row of `captures`.
    pub capture_id: i64,
    /// `WARC-Record-ID` of its response record, without angle brackets.
    pub record_id: String,
    /// `WARC-Target-URI` of its response record.
    pub target_uri: String,
    /// `WARC-Date` of its response record.
    pub fetched_at: DateTime<Utc>,
    /// Its payload digest: SHA-1 of the body as sent, after de-chunking, before content decoding.
    pub payload_digest: Sha1Digest,
}

/// One turn of the line.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Row of `frontier`.
    pub frontier_id: i64,
    /// The politeness group that is leased for this visit.
    pub group: String,
    /// The token of that lease.
    pub lease: uuid::Uuid,
    /// The address to fetch.
    pub url: Url,
    /// What the address is.
    pub role: Role,
    /// The source that it belongs to.
    pub source: SourceRef,
    /// The address that led here; `None` for a seed.
    pub via: Option<Url>,
    /// Links followed from the seed to here; 0 for a seed.
    pub depth: i16,
    /// What to ask with.
    pub validators: Validators,
    /// The last capture with a body.
    pub known: Option<Known>,
    /// When the address entered the frontier.
    pub discovered_at: DateTime<Utc>,
    /// Seconds between the last two looks as they were planned.
    pub interval_s: i64,
    /// Failed looks in a row before this one.
    pub failures: i32,
    /// The origin's robots.txt as last seen; `None` only for the visit that fetches it.
    pub robots: Option<RobotsFile>,
    /// What earlier looks left for the schedule.
    pub history: History,
    /// Whether the whole body is asked for, whatever the validators say.
    pub whole: bool,
}

/// What one visit changed in the database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Row of `captures`, where the visit led to one.
    pub capture_id: Option<i64>,
    /// The observation's outcome, as in `observations.outcome`.
    pub outcome: String,
    /// What happened, for a person, where the look was not answered.
    pub detail: Option<String>,
    /// Addresses that were new to the frontier.
    pub found: Vec<String>,
    /// Posts that were new, by title (or address).
    pub posts: Vec<String>,
    /// Posts of which a later revision was stored, by title (or address).
    pub revisions: Vec<String>,
    /// Communications that were stored.
    pub communications: usize,
}
