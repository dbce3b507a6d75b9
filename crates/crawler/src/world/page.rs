//! One address of the world, and what it shows from which instant on.

use bytes::Bytes;
use chrono::{DateTime, Utc};

/// What an address shows from an instant until the next version.
#[derive(Debug, Clone)]
pub struct Version {
    /// The first instant at which it is shown.
    pub from: DateTime<Utc>,
    /// Status code.
    pub status: u16,
    /// The body before any content coding, in the page's own character set.
    pub body: Bytes,
    /// `Location`, for a redirect.
    pub location: Option<String>,
    /// `Retry-After` in seconds.
    pub retry_after_s: Option<u32>,
}

/// Which validators an address sends with its 200 (RFC 9110, section 8.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validated {
    /// `ETag` and `Last-Modified`.
    Both,
    /// Only `ETag`.
    ByTag,
    /// Only `Last-Modified`.
    ByTime,
    /// Neither: each look brings the whole body.
    Nothing,
}

/// One address. Before its first version it answers 404.
#[derive(Debug, Clone)]
pub struct Page {
    /// The absolute address.
    pub url: String,
    /// `Content-Type` of its 200.
    pub content_type: &'static str,
    /// What it shows, in the order of time.
    pub versions: Vec<Version>,
    /// Which validators it sends.
    pub validated: Validated,
    /// Whether it is sent gzip-encoded to those who accept that.
    pub gzip: bool,
    /// Whether it is sent in chunks, without a length.
    pub chunked: bool,
}

impl Page {
    /// An address without versions, with both validators, sent as it is.
    pub(super) fn new(url: impl Into<String>, content_type: &'static str) -> Self {
        let url = url.into();
        Self {
            url,
            content_type,
            versions: Vec::new(),
            validated: Validated::Both,
            gzip: false,
            chunked: false,
        }
    }

    /// An address that redirects for good (301).
    pub(super) fn moved(url: &str, from: DateTime<Utc>, to: &str) -> Self {
        let location = Some(to.to_owned());
        let version = Version { from, status: 301, body: Bytes::new(), location, retry_after_s: None };
        Self { versions: vec![version], ..Self::new(url, HTML) }
    }

    /// The same page, showing `body` from then on.
    pub(super) fn shows(mut self, from: DateTime<Utc>, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        self.versions.push(Version { from, status: 200, body, location: None, retry_after_s: None });
        self
    }

    /// The same page, down (503) from `from` until `until`, with a `Retry-After`; then it shows again what
    /// it last showed.
    pub(super) fn down(mut self, from: DateTime<Utc>, until: DateTime<Utc>, retry_after_s: u32) -> Self {
        let back = self.at(from).cloned().map(|version| Version { from: until, ..version });
        let body = Bytes::from_static(b"We are down for maintenance. Please try again later.\n");
        let down = Version { from, status: 503, body, location: None, retry_after_s: Some(retry_after_s) };
        self.versions.push(down);
        self.versions.extend(back);
        self.versions.sort_by_key(|version| version.from);
        self
    }

    /// The same page with these validators.
    pub(super) fn validated(self, validated: Validated) -> Self {
        Self { validated, ..self }
    }

    /// The same page, gzip-encoded.
    pub(super) fn gzip(self) -> Self {
        Self { gzip: true, ..self }
    }

    /// The same page, in chunks.
    pub(super) fn chunked(self) -> Self {
        Self { chunked: true, ..self }
    }

    /// What it shows at that instant; `None` before its first version.
    pub fn at(&self, instant: DateTime<Utc>) -> Option<&Version> {
        self.versions.iter().rev().find(|version| version.from <= instant)
    }
}

/// The type of most pages.
pub(super) const HTML: &str = "text/html; charset=utf-8";
/// Plain text, for robots.txt.
pub(super) const TEXT: &str = "text/plain; charset=utf-8";
/// An RSS feed.
pub(super) const RSS: &str = "application/rss+xml; charset=utf-8";
/// An Atom feed.
pub(super) const ATOM: &str = "application/atom+xml; charset=utf-8";
/// JSON, also that of a JSON Feed.
pub(super) const JSON: &str = "application/json; charset=utf-8";
