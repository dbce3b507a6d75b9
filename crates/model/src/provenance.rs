//! Who made a capture: we, or somebody whose archive or file it is from.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who asked the server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Maker {
    /// We, when it happened.
    #[default]
    Live,
    /// The Wayback Machine, or a server that speaks its dialect.
    Wayback,
    /// Another web archive, through the Memento protocol (RFC 7089).
    Memento,
    /// Common Crawl.
    CommonCrawl,
    /// The writer of a WARC file that was imported.
    Warc,
    /// The writer of a WACZ file that was imported.
    Wacz,
}

impl Maker {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Wayback => "wayback",
            Self::Memento => "memento",
            Self::CommonCrawl => "commoncrawl",
            Self::Warc => "warc",
            Self::Wacz => "wacz",
        }
    }

    /// The maker of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Live, Self::Wayback, Self::Memento, Self::CommonCrawl, Self::Warc, Self::Wacz]
            .into_iter()
            .find(|maker| maker.as_str() == name)
    }
}

/// Where a capture that others made is from. Its own time is that of the exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Who made it.
    pub made_by: Maker,
    /// What it is called where it is from, which makes it one capture however often it is brought: the address of
    /// the memento, or the id of the imported record.
    pub made_as: String,
    /// Where it can be looked at in the archive that holds it; `None` for what is from a file.
    pub archive_url: Option<String>,
    /// The file that it is from, and where in it; `None` for what is from an archive.
    pub source_file: Option<String>,
    /// When it was fetched from there or imported.
    pub brought_at: DateTime<Utc>,
}
