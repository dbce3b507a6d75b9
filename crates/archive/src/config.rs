//! What an archive is opened with.

use chrono::TimeDelta;

/// How the files of an archive are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveConfig {
    /// Name and version of the program, for the `warcinfo` record.
    pub software: String,
    /// How the crawler names itself to the sites that it visits, for the `warcinfo` record.
    pub user_agent: Option<String>,
    /// Where the crawler stands, for the `warcinfo` record: sites answer by the place that asks.
    pub vantage: Option<String>,
    /// Size from which a file is not written on, in bytes. A visit is never split over two files, so a
    /// file may be as much longer as its last visit is.
    pub max_segment_bytes: u64,
    /// Age from which a file is not written on, so that it can be copied elsewhere.
    pub max_segment_age: TimeDelta,
    /// First part of the file names.
    pub prefix: String,
}

impl Default for ArchiveConfig {
    fn default() -> Self {
        Self {
            software: concat!("trail/", env!("CARGO_PKG_VERSION")).to_owned(),
            user_agent: None,
            vantage: None,
            max_segment_bytes: 1 << 30,
            max_segment_age: TimeDelta::hours(24),
            prefix: "trail".to_owned(),
        }
    }
}
