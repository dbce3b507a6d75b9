//! What is known of an origin's `robots.txt` (RFC 9309).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What asking for `robots.txt` came to, in the terms of RFC 9309, section 2.3.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RobotsState {
    /// 2xx: the rules in the file hold.
    Found,
    /// 4xx: there are no rules; everything is allowed.
    Unavailable,
    /// 5xx or no answer: everything is disallowed until it is reachable again.
    Unreachable,
}

impl RobotsState {
    /// The name used in SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Unavailable => "unavailable",
            Self::Unreachable => "unreachable",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Found, Self::Unavailable, Self::Unreachable].into_iter().find(|state| state.as_str() == name)
    }
}

/// An origin's `robots.txt` as it was last seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RobotsFile {
    /// What asking came to.
    pub state: RobotsState,
    /// The file's text; empty unless `state` is `Found`.
    pub text: String,
    /// When it was fetched.
    pub fetched_at: DateTime<Utc>,
}

/// What robots.txt says of one address, with the line that decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RobotsVerdict {
    /// Whether the address may be fetched.
    pub allowed: bool,
    /// The deciding line of the file with its number, such as `3: Disallow: /private/`; `None` where no
    /// rule matched or there is no file.
    pub line: Option<String>,
    /// The `Crawl-delay` of our group, in milliseconds. Not part of RFC 9309, but a wait that was asked for.
    pub crawl_delay_ms: Option<u64>,
}
