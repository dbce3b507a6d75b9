//! Captures and extractions, made by hand.

use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use model::{
    Capture, CaptureKind, DocumentKind, Exchange, Extraction, Failure, FailureClass, Hop, Link, LinkRel,
    Outcome, Post, Provenance, RecordPlace, Request, Response, RobotsVerdict, Sha1Digest, Truncation, Visit,
};
use url::Url;

/// What a server answers, as a builder of captures.
#[derive(Clone)]
pub struct Answer {
    status: Option<u16>,
    body: String,
    headers: Vec<(String, Vec<u8>)>,
    outcome: Outcome,
    at: DateTime<Utc>,
    truncated: Option<Truncation>,
    same: bool,
    provenance: Option<Provenance>,
}

impl Answer {
    /// An answer with that status and an empty body.
    pub fn new(status: u16) -> Self {
        Self {
            status: Some(status),
            body: String::new(),
            headers: Vec::new(),
            outcome: Outcome::Answered,
            at: DateTime::UNIX_EPOCH,
            truncated: None,
            same: false,
            provenance: None,
        }
    }

    /// A success with that body.
    pub fn ok(body: &str) -> Self {
        Self { body: body.to_owned(), ..Self::new(200) }
    }

    /// A success with the body of the known capture: a revisit.
    pub fn same(body: &str) -> Self {
        Self { same: true, ..Self::ok(body) }
    }

    /// No answer.
    pub fn failed(class: FailureClass) -> Self {
        let detail = "no answer".to_owned();
        Self { status: None, outcome: Outcome::Failed(Failure { class, detail }), ..Self::new(0) }
    }

    /// Not asked, because of robots.txt.
    pub fn disallowed(line: &str) -> Self {
        let verdict = RobotsVerdict { allowed: false, line: Some(line.to_owned()), crawl_delay_ms: None };
        Self { status: None, outcome: Outcome::Disallowed(verdict), ..Self::new(0) }
    }

    /// A redirect to another origin.
    pub fn moved(to: &str) -> Self {
        Self { outcome: Outcome::Moved { to: Url::parse(to).unwrap(), permanent: true }, ..Self::new(301) }
            .header("location", to)
    }

    /// With a header field.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.as_bytes().to_vec()));
        self
    }

    /// With a body that stops before its end.
    pub fn cut(mut self) -> Self {
        self.truncated = Some(Truncation::Length);
        self
    }

    /// Asked at that time.
    pub fn at(mut self, at: DateTime<Utc>) -> Self {
        self.at = at;
        self
    }

    /// Made by somebody else.
    pub fn made(mut self, provenance: Provenance) -> Self {
        self.provenance = Some(provenance);
        self
    }

    /// The capture of this answer to `visit`.
    pub fn capture(self, visit: Visit) -> Capture {
        let known = visit.known.as_ref().map(|known| known.payload_digest);
        let hops: Vec<Hop> = self.status.iter().map(|status| self.hop(visit.url.clone(), *status)).collect();
        let kind = self.status.map(|status| match status {
            304 => CaptureKind::NotModified,
            _ if self.same => CaptureKind::SamePayload,
            _ => CaptureKind::Response,
        });
        let payload_digest = match kind {
            Some(CaptureKind::NotModified) => known,
            Some(_) => Some(Sha1Digest::of(self.body.as_bytes())),
            None => None,
        };
        let exchange = Exchange {
            visit,
            started_at: self.at,
            hops,
            outcome: self.outcome,
            robots: None,
            retry_after_s: None,
            provenance: self.provenance,
        };
        Capture {
            exchange,
            kind,
            place: kind.map(|_| place()),
            earlier: Vec::new(),
            payload_digest,
            metadata: place(),
        }
    }

    fn hop(&self, url: Url, status: u16) -> Hop {
        Hop {
            url,
            started_at: self.at,
            duration_ms: 12,
            request: Request { method: "GET".into(), headers: Vec::new() },
            response: Response {
                status,
                version: "HTTP/1.1".into(),
                headers: self.headers.clone(),
                body: Bytes::from(self.body.clone()),
                truncated: self.truncated,
            },
            peer: None,
            certificate: None,
        }
    }
}

fn place() -> RecordPlace {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    RecordPlace {
        segment: "trail-00001.warc.gz".into(),
        offset: number * 1000,
        length: 900,
        record_id: uuid::Uuid::from_u128(number.into()).urn().to_string(),
    }
}

/// An extraction in which nothing was read.
pub fn empty() -> Extraction {
    Extraction { adapter: "test".into(), ..Extraction::nothing("1", DocumentKind::Unparsed) }
}

/// An extraction with these posts.
pub fn found(posts: &[Post]) -> Extraction {
    Extraction { kind: DocumentKind::Article, posts: posts.to_vec(), ..empty() }
}

/// An extraction of a listing that leads to these posts.
pub fn listing(posts: &[&str]) -> Extraction {
    let link = |url: &&str| Link { url: (*url).to_owned(), rel: LinkRel::Post };
    Extraction { kind: DocumentKind::Listing, links: posts.iter().map(link).collect(), ..empty() }
}
