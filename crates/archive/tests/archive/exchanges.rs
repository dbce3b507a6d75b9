//! Exchanges to archive.

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use model::{
    Clock, Exchange, Hop, Outcome, Request, Response, RobotsVerdict, Role, SourceKind, SourceRef, Validators,
    Visit,
};
use url::Url;

pub fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2014-04-08T21:32:10.25Z").unwrap().to_utc()
}

pub fn clock() -> Clock {
    Clock::new(now)
}

pub fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

pub fn visit(address: &str) -> Visit {
    let source = SourceRef {
        id: 1,
        provider_id: 1,
        provider: "acme".to_owned(),
        provider_name: "Acme".to_owned(),
        domain: "acme.test".to_owned(),
        url: "https://acme.test/blog/".to_owned(),
        kind: SourceKind::Blog,
        every_s: None,
        incident: Some("heartbleed".to_owned()),
        link_selector: None,
        headers: Vec::new(),
    };
    Visit {
        frontier_id: 1,
        group: "acme.test".to_owned(),
        lease: uuid::Uuid::nil(),
        url: url(address),
        role: Role::Post,
        source,
        via: Some(url("https://acme.test/blog")),
        depth: 1,
        validators: Validators::default(),
        known: None,
        discovered_at: now(),
        interval_s: 3600,
        failures: 0,
        robots: None,
        history: model::History::default(),
        whole: false,
    }
}

pub fn response(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Response {
    Response {
        status,
        version: "HTTP/1.1".to_owned(),
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec()))
            .collect(),
        body: Bytes::copy_from_slice(body),
        truncated: None,
    }
}

pub fn hop(address: &str, response: Response) -> Hop {
    let headers = [("host", "acme.test"), ("authorization", "Bearer s3cret"), ("accept", "*/*")];
    Hop {
        url: url(address),
        started_at: now() + TimeDelta::milliseconds(250),
        duration_ms: 41,
        request: Request {
            method: "GET".to_owned(),
            headers: headers.map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec())).to_vec(),
        },
        response,
        peer: Some("192.0.2.7:443".to_owned()),
        certificate: Some("ab".repeat(32)),
    }
}

pub fn exchange(visit: Visit, hops: Vec<Hop>, outcome: Outcome) -> Exchange {
    let robots =
        Some(RobotsVerdict { allowed: true, line: Some("2: Allow: /".to_owned()), crawl_delay_ms: None });
    Exchange { visit, started_at: now(), hops, outcome, robots, retry_after_s: None, provenance: None }
}

/// A visit with one hop that was answered.
pub fn answered(address: &str, response: Response) -> Exchange {
    exchange(visit(address), vec![hop(address, response)], Outcome::Answered)
}
