//! Looks at addresses without a database, as politely as a crawl does; nothing is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::{DateTime, Utc};
use fetcher::{Fetcher, PRODUCT_TOKEN, rest, robots};
use model::{
    Clock, Exchange, Failure, FailureClass, History, Outcome, Response, RobotsFile, RobotsState, Role,
    SourceKind, SourceRef, Validators, Visit,
};
use tokio::time::{Instant, sleep_until};
use url::Url;

use crate::origin_rules::{is_rules, rules_of, why_unreached};

/// Moves from one origin to another that are followed from one address.
const MOST_MOVES: usize = 5;

/// Looks at addresses one after another.
pub struct Peek {
    fetcher: Fetcher,
    clock: Clock,
    delay: Duration,
    robots: BTreeMap<String, RobotsFile>,
    /// Why the robots.txt of an origin could not be reached.
    unreached: BTreeMap<String, String>,
    /// When a host was asked last.
    asked_at: BTreeMap<String, Instant>,
    /// When a host may be asked again.
    free_at: BTreeMap<String, Instant>,
    /// Hosts that asked for rest: they are left alone.
    tired: BTreeSet<String>,
}

/// One look.
pub struct Seen {
    /// The address that was asked for.
    pub asked: Url,
    /// Addresses of other origins that it moved to, in order.
    pub moves: Vec<Url>,
    /// The last exchange.
    pub exchange: Exchange,
    /// Why robots.txt could not be reached, where that forbids the look.
    pub unreached: Option<String>,
}

impl Peek {
    /// Looks with `fetcher`, at least `delay` between two requests to one host.
    pub fn new(fetcher: Fetcher, clock: Clock, delay: Duration) -> Self {
        let (robots, unreached) = (BTreeMap::new(), BTreeMap::new());
        let (asked_at, free_at) = (BTreeMap::new(), BTreeMap::new());
        Self { fetcher, clock, delay, robots, unreached, asked_at, free_at, tired: BTreeSet::new() }
    }

    /// Looks at `url` as a source of that kind. Each origin's robots.txt is asked for first and obeyed; moves
    /// to other origins are followed.
    pub async fn look(&mut self, url: &Url, kind: SourceKind) -> Seen {
        let role = if kind == SourceKind::Page { Role::Post } else { Role::Listing };
        let mut moves = Vec::new();
        loop {
            let now = moves.last().unwrap_or(url).clone();
            let exchange = self.one(now, role, kind).await;
            match &exchange.outcome {
                Outcome::Moved { to, .. } if moves.len() < MOST_MOVES && !moves.contains(to) && to != url => {
                    moves.push(to.clone());
                }
                _ => {
                    let origin = exchange.visit.url.origin().ascii_serialization();
                    let unreached = self.unreached.get(&origin).cloned();
                    return Seen { asked: url.clone(), moves, exchange, unreached };
                }
            }
        }
    }

    /// The text of the origin's robots.txt, where there is one.
    pub async fn robots_text(&mut self, url: &Url) -> Option<String> {
        let file = self.rules(url).await;
        (file.state == RobotsState::Found).then_some(file.text)
    }

    async fn one(&mut self, url: Url, role: Role, kind: SourceKind) -> Exchange {
        let file = self.rules(&url).await;
        let verdict = robots::decide(&file, &url, PRODUCT_TOKEN);
        let visit = visit(url, role, kind, Some(file), self.clock.now());
        if let Some(detail) = self.is_tired(&visit) {
            return refused(visit, detail, self.clock.now());
        }
        let wait = rest(self.delay, verdict.crawl_delay_ms);
        self.ask(visit, wait).await
    }

    async fn rules(&mut self, url: &Url) -> RobotsFile {
        let origin = url.origin().ascii_serialization();
        if let Some(file) = self.robots.get(&origin) {
            return file.clone();
        }
        let file = match url.join("/robots.txt") {
            Ok(address) => self.ask_rules(address, &origin).await,
            Err(_) => unreachable_rules(self.clock.now()),
        };
        // The rest that they ask for holds from the request by which they came.
        let host = host(url);
        if let (Some(asked_at), Ok(root)) = (self.asked_at.get(&host), url.join("/")) {
            let rest = rest(self.delay, robots::decide(&file, &root, PRODUCT_TOKEN).crawl_delay_ms);
            let free_at = *asked_at + rest;
            self.free_at.entry(host).and_modify(|at| *at = free_at.max(*at)).or_insert(free_at);
        }
        self.robots.insert(origin, file.clone());
        file
    }

    /// The rules at that address, or where it leads from origin to origin (RFC 9309, section 2.3.1.2).
    async fn ask_rules(&mut self, address: Url, origin: &str) -> RobotsFile {
        let mut moves = 0;
        let mut address = address;
        loop {
            if moves > 0
                && is_rules(&address)
                && let Some(file) = self.robots.get(&address.origin().ascii_serialization())
            {
                return file.clone();
            }
            let visit = visit(address, Role::Robots, SourceKind::Page, None, self.clock.now());
            let exchange = match self.is_tired(&visit) {
                Some(detail) => refused(visit, detail, self.clock.now()),
                None => self.ask(visit, self.delay).await,
            };
            match &exchange.outcome {
                Outcome::Moved { to, .. } if moves < MOST_MOVES => {
                    moves += 1;
                    address = to.clone();
                }
                _ => {
                    let file = rules_of(&exchange);
                    if file.state == RobotsState::Unreachable {
                        self.unreached.insert(origin.to_owned(), why_unreached(&exchange));
                    }
                    return file;
                }
            }
        }
    }

    /// That the host of a visit asked for rest, where it did.
    fn is_tired(&self, visit: &Visit) -> Option<String> {
        let host = host(&visit.url);
        self.tired.contains(&host).then(|| format!("{host} asked for rest, so it is not asked again"))
    }

    /// One exchange, once the host has rested.
    async fn ask(&mut self, visit: Visit, wait: Duration) -> Exchange {
        let host = host(&visit.url);
        if let Some(free_at) = self.free_at.get(&host) {
            sleep_until(*free_at).await;
        }
        let exchange = self.fetcher.fetch(visit, wait).await;
        self.asked_at.insert(host.clone(), Instant::now());
        self.free_at.insert(host.clone(), Instant::now() + wait);
        if exchange.hops.last().is_some_and(|hop| matches!(hop.response.status, 429 | 503)) {
            self.tired.insert(host);
        }
        exchange
    }
}

impl Seen {
    /// The address that answered.
    pub fn url(&self) -> &Url {
        self.exchange.hops.last().map_or(&self.exchange.visit.url, |hop| &hop.url)
    }

    /// The last answer.
    pub fn response(&self) -> Option<&Response> {
        self.exchange.hops.last().map(|hop| &hop.response)
    }

    /// The last answer, where it is a content: status 2xx, and not cut off.
    pub fn content(&self) -> Option<&Response> {
        self.response().filter(|response| {
            (200..300).contains(&response.status) && matches!(self.exchange.outcome, Outcome::Answered)
        })
    }

    /// What it came to, in a few words.
    pub fn words(&self) -> String {
        match (&self.exchange.outcome, self.response()) {
            (Outcome::Disallowed(verdict), _) => match &verdict.line {
                Some(line) => format!("robots.txt does not allow it (line {line})"),
                None => {
                    let why = self.unreached.as_deref().map(|why| format!(": {why}")).unwrap_or_default();
                    format!("robots.txt cannot be reached, so nothing may be asked{why}")
                }
            },
            (Outcome::Failed(failure), _) => format!("no answer: {}", failure.detail),
            (Outcome::Moved { to, .. }, _) => format!("moved to {to}, which is not followed further"),
            (Outcome::Answered, Some(response)) => format!("answered {}", response.status),
            (Outcome::Answered, None) => "no answer".to_owned(),
        }
    }
}

fn unreachable_rules(fetched_at: DateTime<Utc>) -> RobotsFile {
    RobotsFile { state: RobotsState::Unreachable, text: String::new(), fetched_at }
}

fn refused(visit: Visit, detail: String, now: DateTime<Utc>) -> Exchange {
    let outcome = Outcome::Failed(Failure { class: FailureClass::Refused, detail });
    Exchange {
        visit,
        started_at: now,
        hops: Vec::new(),
        outcome,
        robots: None,
        retry_after_s: None,
        provenance: None,
    }
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_ascii_lowercase()
}

/// A first visit of an address that no database knows.
fn visit(url: Url, role: Role, kind: SourceKind, robots: Option<RobotsFile>, now: DateTime<Utc>) -> Visit {
    let source = SourceRef {
        id: 0,
        provider_id: 0,
        provider: String::new(),
        provider_name: String::new(),
        domain: String::new(),
        url: String::new(),
        kind,
        every_s: None,
        incident: None,
        link_selector: None,
        headers: Vec::new(),
    };
    Visit {
        frontier_id: 0,
        group: host(&url),
        lease: Default::default(),
        url,
        role,
        source,
        via: None,
        depth: 0,
        validators: Validators::default(),
        known: None,
        discovered_at: now,
        interval_s: 0,
        failures: 0,
        robots,
        history: History::default(),
        whole: true,
    }
}
