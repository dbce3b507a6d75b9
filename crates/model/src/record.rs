//! What the records of a flaw say happened when: lists of flaws, catalogues, distributions, advisories.

use serde::{Deserialize, Serialize};

use crate::Stamp;

/// What happened, as a record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordKind {
    /// The id was reserved, perhaps in a block and before anyone knew of the flaw.
    Reserved,
    /// The flaw was found.
    Discovered,
    /// The flaw became public.
    Public,
    /// A list published its record of it, which may be long after.
    Listed,
    /// The record was changed.
    Changed,
    /// The record was withdrawn or rejected.
    Withdrawn,
    /// A fix was published.
    Fix,
    /// The flaw was exploited.
    Exploited,
    /// Something else that the record gives a time for.
    Mentioned,
}

impl RecordKind {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reserved => "reserved",
            Self::Discovered => "discovered",
            Self::Public => "public",
            Self::Listed => "listed",
            Self::Changed => "changed",
            Self::Withdrawn => "withdrawn",
            Self::Fix => "fix",
            Self::Exploited => "exploited",
            Self::Mentioned => "mentioned",
        }
    }
}

/// How far the time of an event can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// The record states it of the flaw itself.
    Stated,
    /// It is the time of the record, not of what it is about.
    Bookkeeping,
    /// It happened then or earlier.
    Bound,
}

impl Trust {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Bookkeeping => "bookkeeping",
            Self::Bound => "bound",
        }
    }
}

/// One event of a flaw, as one record says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordEvent {
    /// The CVE, GHSA or other id of the flaw.
    pub identifier: String,
    /// Whose record it is, such as `cve-list`, `nvd`, `kev` or `red-hat`.
    pub authority: String,
    /// What happened.
    pub kind: RecordKind,
    /// How far the time can be trusted.
    pub trust: Trust,
    /// What happened, in words.
    pub label: String,
    /// When, to its own precision.
    pub time: Stamp,
}
