//! An exchange: what was asked and what came back, hop by hop, exactly as received.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{Provenance, RobotsVerdict, Visit};

/// The head of a request as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET`.
    pub method: String,
    /// Header fields in the order sent.
    pub headers: Vec<(String, Vec<u8>)>,
}

/// Why a body stops before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truncation {
    /// The limit of bytes was reached.
    Length,
    /// The limit of time was reached.
    Time,
    /// The connection ended early.
    Disconnect,
}

impl Truncation {
    /// The value of `WARC-Truncated`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Time => "time",
            Self::Disconnect => "disconnect",
        }
    }
}

/// A response as received. The body has no transfer framing but keeps its content encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// Status code.
    pub status: u16,
    /// `HTTP/1.1` or `HTTP/1.0`.
    pub version: String,
    /// Header fields in the order received.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The entity body as sent.
    pub body: Bytes,
    /// Set where the body is not whole.
    pub truncated: Option<Truncation>,
}

impl Response {
    /// The first header field of that name, as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .and_then(|(_, value)| std::str::from_utf8(value).ok())
            .map(str::trim)
    }

    /// `Content-Type`, as text. Of several ones the last holds, as in browsers (WHATWG Fetch, "extract a MIME
    /// type"); all of them stay in the archive.
    pub fn content_type(&self) -> Option<&str> {
        self.headers
            .iter()
            .rev()
            .filter(|(key, _)| key.eq_ignore_ascii_case("content-type"))
            .filter_map(|(_, value)| std::str::from_utf8(value).ok())
            .map(str::trim)
            .find(|value| !value.is_empty())
    }

    /// The first header field of that name, a character for each byte (ISO 8859-1): for what has to go back
    /// byte for byte, such as a validator.
    pub fn header_bytes(&self, name: &str) -> Option<String> {
        let (_, value) = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value.trim_ascii().iter().map(|byte| char::from(*byte)).collect())
    }
}

/// One request and its response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// The address asked.
    pub url: Url,
    /// When the request was sent.
    pub started_at: DateTime<Utc>,
    /// Milliseconds until the last byte.
    pub duration_ms: u32,
    /// What was sent.
    pub request: Request,
    /// What came back.
    pub response: Response,
    /// The address of the machine that answered (a proxy's, where one is used), as `ip:port`.
    pub peer: Option<String>,
    /// SHA-256 of the server's certificate, hexadecimal, where the connection was encrypted.
    pub certificate: Option<String>,
}

/// The class of a failed fetch; each has its own retry rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureClass {
    /// The host name has no address.
    Dns,
    /// No connection.
    Connect,
    /// The certificate or the handshake was not accepted.
    Tls,
    /// No answer within the limit of time.
    Timeout,
    /// The connection ended before a whole head came.
    Reset,
    /// The answer is not HTTP that we accept, or breaks a limit.
    Protocol,
    /// The address is one that we do not ask (scheme, private network).
    Refused,
    /// More hops than the limit, or a loop.
    Redirects,
}

impl FailureClass {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Timeout => "timeout",
            Self::Reset => "reset",
            Self::Protocol => "protocol",
            Self::Refused => "refused",
            Self::Redirects => "redirects",
        }
    }
}

/// A fetch that brought no response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Its class.
    pub class: FailureClass,
    /// What happened, for a person.
    pub detail: String,
}

/// What a visit came to. A response of any status is `Answered`: errors are evidence too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The last hop holds the answer.
    Answered,
    /// The last hop redirects to an address that is a visit of its own: one of another origin, which has its own
    /// robots.txt and politeness group, or one before which the host is to rest for longer than a visit waits.
    Moved {
        /// Where to.
        to: Url,
        /// Whether the server called it permanent (301, 308).
        permanent: bool,
    },
    /// Nothing was asked: robots.txt does not allow it.
    Disallowed(RobotsVerdict),
    /// No response.
    Failed(Failure),
}

/// One visit's requests and responses.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// The visit that it answers.
    pub visit: Visit,
    /// When the visit began.
    pub started_at: DateTime<Utc>,
    /// All hops in order; empty where nothing was received.
    pub hops: Vec<Hop>,
    /// What it came to.
    pub outcome: Outcome,
    /// What robots.txt said.
    pub robots: Option<RobotsVerdict>,
    /// `Retry-After` of the last response, in seconds from its receipt.
    pub retry_after_s: Option<u64>,
    /// Where it is from, where others asked; `None` where we did.
    pub provenance: Option<Provenance>,
}
