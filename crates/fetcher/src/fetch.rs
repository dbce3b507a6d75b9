//! One visit's turn: robots.txt, the request, its redirects, the bytes.

use std::time::Duration;

use chrono::{DateTime, Utc};
use model::{
    Clock, Exchange, Failure, FailureClass, Hop, Outcome, Request, Response, RobotsVerdict, Role, Visit,
};
use reqwest::Client;
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::tls::TlsInfo;
use tokio::time::{Instant, sleep, timeout_at};
use url::Url;

use crate::failure::{Place, classify, failure};
use crate::pace::rest;
use crate::redirect::{Reach, Step};
use crate::{FetcherConfig, FetcherError, body, client, guard, headers, redirect, retry_after, robots};

/// The product token that robots.txt groups are looked up by (RFC 9309, section 2.2.1).
pub const PRODUCT_TOKEN: &str = "trail";

/// Asks servers. Cheap to share: one fetcher serves all workers.
#[derive(Debug)]
pub struct Fetcher {
    client: Client,
    agent: HeaderValue,
    config: FetcherConfig,
    clock: Clock,
}

impl Fetcher {
    /// Builds a fetcher that takes the time of its records from `clock`.
    ///
    /// # Errors
    /// Where a part of `config` cannot be used; the message names it and says what would do.
    pub fn new(config: FetcherConfig, clock: Clock) -> Result<Self, FetcherError> {
        let agent = HeaderValue::from_str(&config.user_agent)
            .map_err(|_| FetcherError::UserAgent(config.user_agent.clone()))?;
        Ok(Self { client: client::build(&config)?, agent, config, clock })
    }

    /// Asks for the visit's address and follows redirects inside its origin. Never fails: what went wrong
    /// is the exchange's outcome, and hops that were answered before are kept. Nothing is retried. Between
    /// two hops the host rests for `delay`, or for as long as its robots.txt asks; where that comes to more than
    /// [`Limits::rests`](crate::Limits::rests), the visit ends with a move.
    pub async fn fetch(&self, visit: Visit, delay: Duration) -> Exchange {
        let started_at = self.clock.now();
        let mut turn = Turn { hops: Vec::new(), robots: None };
        let outcome = self.walk(&visit, delay, &mut turn).await.unwrap_or_else(Outcome::Failed);
        if let Outcome::Failed(failure) = &outcome {
            tracing::debug!(url = %visit.url, class = failure.class.as_str(), detail = failure.detail, "fetch failed");
        }
        let last = turn.hops.last().map(|hop| &hop.response);
        let retry_after_s = last
            .and_then(|response| response.header("retry-after"))
            .and_then(|value| retry_after::seconds(value, self.clock.now()));
        Exchange {
            visit,
            started_at,
            hops: turn.hops,
            outcome,
            robots: turn.robots,
            retry_after_s,
            provenance: None,
        }
    }

    async fn walk(&self, visit: &Visit, delay: Duration, turn: &mut Turn) -> Result<Outcome, Failure> {
        let limits = &self.config.limits;
        let begin = Instant::now();
        let end = limits.whole.map(|whole| begin + whole);
        let mut rested = Duration::ZERO;
        let reach = Reach { limit: limits.redirects };
        let mut asked = vec![visit.url.clone()];
        while let Some(url) = asked.last().cloned() {
            self.may_be_asked(&url)?;
            if let Some(verdict) = robots_verdict(visit, &url) {
                turn.robots = Some(verdict.clone());
                if !verdict.allowed {
                    return Ok(Outcome::Disallowed(verdict));
                }
            }
            if let Some(hop) = turn.hops.last() {
                let rest = rest(delay, turn.robots.as_ref().and_then(|verdict| verdict.crawl_delay_ms));
                if end.is_some_and(|end| Instant::now() + rest >= end) {
                    return Err(no_time_for(&url, rest));
                }
                rested += rest;
                if rested > limits.rests {
                    // Whoever waits on holds a worker, for hours where a redirect follows a redirect. Between visits
                    // the host rests just as long, and nobody waits.
                    let permanent = redirect::is_permanent(&hop.response);
                    return Ok(Outcome::Moved { to: url, permanent });
                }
                sleep(rest).await;
            }
            let deadline = begin + limits.total + rested;
            let deadline = end.map_or(deadline, |end| end.min(deadline));
            let head = headers::request(&self.agent, visit, &url, gave_validators(visit, &url))?;
            let hop = self.ask(&url, head, deadline).await?;
            let step = redirect::next(&hop.response, &asked, reach);
            turn.hops.push(hop);
            match step {
                Step::Answer => break,
                Step::Follow(to) => asked.push(to),
                Step::Leave { to, permanent } => {
                    // What would never be asked is no visit of its own.
                    self.may_be_asked(&to).map_err(|why| redirect::refused(&url, &to, why))?;
                    return Ok(Outcome::Moved { to, permanent });
                }
                Step::Stop(failure) => return Err(failure),
            }
        }
        Ok(Outcome::Answered)
    }

    pub(crate) fn agent(&self) -> &HeaderValue {
        &self.agent
    }

    pub(crate) fn limits(&self) -> &crate::Limits {
        &self.config.limits
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Whether an address may be asked at all, as far as it can be told without looking its name up.
    ///
    /// # Errors
    /// Where it may not, with the reason.
    pub fn may_be_asked(&self, url: &Url) -> Result<(), Failure> {
        guard::may_be_asked(url, &self.config.private_networks, self.config.proxy.as_ref())
    }

    /// One request and its response.
    pub(crate) async fn ask(&self, url: &Url, head: HeaderMap, deadline: Instant) -> Result<Hop, Failure> {
        let limits = &self.config.limits;
        let place = Place::new(url, self.config.proxy.as_ref());
        let started_at = self.clock.now();
        let begin = Instant::now();
        let request = Request { method: "GET".to_owned(), headers: fields(&head) };
        let answer = self.client.get(url.clone()).headers(head).send();
        let until = deadline.min(begin + limits.connect + limits.read_chunk);
        let mut answer = match timeout_at(until, answer).await {
            Ok(answer) => answer.map_err(|error| classify(&error, &place))?,
            Err(_elapsed) => {
                let detail = format!(
                    "{place} sent no answer within {} s",
                    until.duration_since(begin).as_secs_f32().ceil()
                );
                return Err(failure(FailureClass::Timeout, detail));
            }
        };
        let received = fields(answer.headers());
        let size: usize = received.iter().map(|(name, value)| name.len() + value.len() + 4).sum();
        if size > limits.head_bytes {
            let detail = format!(
                "the head of the answer of {place} has {size} bytes, more than the limit of {}",
                limits.head_bytes
            );
            return Err(failure(FailureClass::Protocol, detail));
        }
        let (status, version) = (answer.status().as_u16(), format!("{:?}", answer.version()));
        let peer = answer.remote_addr().map(|address| address.to_string());
        let certificate =
            answer.extensions().get::<TlsInfo>().and_then(TlsInfo::peer_certificate).map(fingerprint);
        let (body, truncated) = body::read(&mut answer, limits, deadline).await;
        let response = Response { status, version, headers: received, body, truncated };
        let duration_ms = u32::try_from(begin.elapsed().as_millis()).unwrap_or(u32::MAX);
        Ok(Hop { url: url.clone(), started_at, duration_ms, request, response, peer, certificate })
    }
}

/// What is known of a visit so far; kept where the visit ends early.
struct Turn {
    hops: Vec<Hop>,
    robots: Option<RobotsVerdict>,
}

/// Whether to ask with the visit's validators: they are those of `url` (behind a redirect they belong to its
/// target), and this is no look that asks for the whole body.
fn gave_validators(visit: &Visit, url: &Url) -> bool {
    !visit.whole
        && match &visit.known {
            Some(known) => known.target_uri == url.as_str(),
            None => visit.url == *url,
        }
}

/// What robots.txt says; `None` for a visit that fetches it. An origin of which nothing is known yet is
/// like one that is not reachable.
fn robots_verdict(visit: &Visit, url: &Url) -> Option<RobotsVerdict> {
    match (&visit.robots, visit.role) {
        (_, Role::Robots) => None,
        (Some(file), _) => Some(robots::decide(file, url, PRODUCT_TOKEN)),
        (None, _) => Some(RobotsVerdict { allowed: false, line: None, crawl_delay_ms: None }),
    }
}

fn no_time_for(url: &Url, rest: Duration) -> Failure {
    let host = url.host_str().unwrap_or_default();
    let detail = format!(
        "{host} redirects to {url} and is to rest for {} s before it is asked again, which is more than the time that is left",
        rest.as_secs_f64().ceil()
    );
    failure(FailureClass::Timeout, detail)
}

fn fields(map: &HeaderMap) -> Vec<(String, Vec<u8>)> {
    map.iter().map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec())).collect()
}

fn fingerprint(der: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(der).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use model::{RobotsFile, RobotsState, SourceKind, SourceRef, Validators};

    /// A first visit of a post that robots.txt allows.
    pub(crate) fn visit(url: &str) -> Visit {
        let source = SourceRef {
            id: 1,
            provider_id: 1,
            provider: "acme".to_owned(),
            provider_name: "Acme".to_owned(),
            domain: String::new(),
            url: url.to_owned(),
            kind: SourceKind::Blog,
            every_s: None,
            incident: None,
            link_selector: None,
            headers: Vec::new(),
        };
        Visit {
            frontier_id: 1,
            group: "acme.test".to_owned(),
            lease: uuid::Uuid::nil(),
            url: Url::parse(url).unwrap(),
            role: Role::Post,
            source,
            via: None,
            depth: 0,
            validators: Validators::default(),
            known: None,
            discovered_at: DateTime::UNIX_EPOCH,
            interval_s: 3600,
            failures: 0,
            robots: Some(RobotsFile {
                state: RobotsState::Unavailable,
                text: String::new(),
                fetched_at: DateTime::UNIX_EPOCH,
            }),
            history: model::History::default(),
            whole: false,
        }
    }

    #[test]
    fn nothing_is_asked_while_the_rules_are_not_known() {
        let mut it = visit("http://a.test/");
        it.robots = None;
        assert!(!robots_verdict(&it, &it.url).unwrap().allowed);
        it.role = Role::Robots;
        assert_eq!(robots_verdict(&it, &it.url), None);
    }
}
