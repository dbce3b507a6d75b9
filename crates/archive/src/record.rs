//! A record as read back.

use chrono::{DateTime, Utc};
use model::{Response, Truncation};

use crate::http;
use crate::metadata::VisitMetadata;

/// A WARC record: its header fields in order, and its block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Header fields, names as written.
    pub headers: Vec<(String, String)>,
    /// The block.
    pub block: Vec<u8>,
}

impl Record {
    /// The first header field of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// All header fields of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// `WARC-Type`: `warcinfo`, `response`, `revisit`, `request`, `metadata`...; empty where it is missing.
    pub fn kind(&self) -> &str {
        self.header("WARC-Type").unwrap_or_default()
    }

    /// `WARC-Record-ID`, without angle brackets.
    pub fn id(&self) -> Option<&str> {
        self.header("WARC-Record-ID").map(unbracketed)
    }

    /// `WARC-Target-URI`; some writers put angle brackets around it.
    pub fn target_uri(&self) -> Option<&str> {
        self.header("WARC-Target-URI").map(unbracketed)
    }

    /// `WARC-Date`.
    pub fn date(&self) -> Option<DateTime<Utc>> {
        DateTime::parse_from_rfc3339(self.header("WARC-Date")?).ok().map(|date| date.to_utc())
    }

    /// `WARC-Refers-To`, without angle brackets: the record that a revisit stands for.
    pub fn refers_to(&self) -> Option<&str> {
        self.header("WARC-Refers-To").map(unbracketed)
    }

    /// The body of an HTTP message; the whole block of any other record.
    pub fn payload(&self) -> &[u8] {
        let http = self.header("Content-Type").is_some_and(|kind| kind.starts_with("application/http"));
        match http::split(&self.block) {
            Some((_, body)) if http => body,
            _ => &self.block,
        }
    }

    /// The response in a `response` or `revisit` record; a revisit's has no body. `None` for other records
    /// and for blocks that are not HTTP.
    pub fn response(&self) -> Option<Response> {
        let truncated = truncation(self.header("WARC-Truncated"));
        match self.kind() {
            "response" => http::read_response(&self.block, truncated),
            "revisit" => http::read_response(&self.block, None),
            _ => None,
        }
    }

    /// The visit in a `metadata` record that an [`crate::Archive`] wrote.
    pub fn visit(&self) -> Option<VisitMetadata> {
        match self.kind() {
            "metadata" => serde_json::from_slice(&self.block).ok(),
            _ => None,
        }
    }
}

/// Why a block stops early, as `WARC-Truncated` says it.
pub(crate) fn truncation(field: Option<&str>) -> Option<Truncation> {
    match field? {
        "time" => Some(Truncation::Time),
        "disconnect" | "unspecified" => Some(Truncation::Disconnect),
        _ => Some(Truncation::Length),
    }
}

pub(crate) fn unbracketed(value: &str) -> &str {
    value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value)
}
