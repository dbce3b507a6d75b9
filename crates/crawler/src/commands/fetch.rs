//! `trail fetch`: looks at one address as the line would, and stores nothing.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use fetcher::robots::{decide, sitemaps};
use model::{
    Capture, CaptureKind, Clock, Exchange, FailureClass, History, Outcome, RecordPlace, RobotsFile,
    RobotsState, RobotsVerdict, Role, Sha1Digest, SourceKind, SourceRef, Validators, Visit,
};
use serde_json::{Value, json};
use url::Url;

use crate::cli::{FetchArgs, FetchFormat};
use crate::clock::system_clock;
use crate::exit::Exit;
use crate::failure::Failed;
use crate::origin_rules::{is_rules, rules_of, why_unreached};
use crate::reading::{self, Reading};
use crate::schedule::{self, Pace};
use crate::setting::{Setting, warn_of};

/// How much of a text is shown, in characters.
const SHOWN: usize = 200;

/// Retries wait for the middle of what the line draws by lot.
const MEAN_CHANCE: f64 = 0.5;
/// How far a robots.txt may be redirected from origin to origin (RFC 9309, section 2.3.1.2: at least five times).
const ORIGINS: usize = 5;

/// Runs the command.
///
/// # Errors
/// When the web client cannot be set up, or standard output is closed.
pub async fn run(setting: &Setting, args: &FetchArgs) -> Result<Exit> {
    warn_of(&setting.private_networks);
    let begin = Instant::now();
    let budget = Duration::from_secs(args.timeout.into());
    let (clock, asked) = (system_clock(), BTreeMap::new());
    let mut asker = Asker { setting, clock, begin, budget, tries: args.tries, asked };
    let mut visit = visit(&args.url, &asker.clock);
    let mut unreached = None;
    if visit.role != Role::Robots {
        let (rules, why) = asker.rules(&args.url).await?;
        (visit.robots, unreached) = (Some(rules), why);
    }
    let (look, looks) = asker.look_patiently(visit).await?;
    let found = describe(&look, looks, unreached.as_ref());
    let text = match args.format {
        FetchFormat::Json => format!("{found}\n"),
        FetchFormat::Text => lines(&found),
    };
    std::io::stdout().write_all(text.as_bytes()).context("standard output is closed")?;
    Ok(if look.is_failure { Exit::Findings } else { Exit::Success })
}

/// One look and what the line would make of it.
struct Look {
    capture: Capture,
    reading: Reading,
    /// Seconds until the line would look again.
    next_s: u64,
    /// Whether it would count as a failure.
    is_failure: bool,
}

/// Why the rules of an origin could not be had, so that nothing there may be asked.
struct Unreached {
    class: Option<FailureClass>,
    detail: String,
}

struct Asker<'a> {
    setting: &'a Setting,
    clock: Clock,
    begin: Instant,
    budget: Duration,
    /// Looks at one address at most.
    tries: u32,
    /// When each host was asked last.
    asked: BTreeMap<String, Instant>,
}

impl Asker<'_> {
    /// The origin's robots.txt, as the line would know it, and why there was no answer to the question for it.
    async fn rules(&mut self, url: &Url) -> Result<(RobotsFile, Option<Unreached>)> {
        let mut place = url.clone();
        place.set_path("/robots.txt");
        place.set_query(None);
        let (mut look, _) = self.look_patiently(visit(&place, &self.clock)).await?;
        for _ in 0..ORIGINS {
            let Outcome::Moved { to, .. } = &look.capture.exchange.outcome else { break };
            let mut next = visit(to, &self.clock);
            next.role = Role::Robots;
            (look, _) = self.look_patiently(next).await?;
        }
        let exchange = &look.capture.exchange;
        let rules = rules_of(exchange);
        let unreached = (rules.state == RobotsState::Unreachable).then(|| {
            let class = match &exchange.outcome {
                Outcome::Failed(failure) => Some(failure.class),
                _ => None,
            };
            Unreached { class, detail: why_unreached(exchange) }
        });
        Ok((rules, unreached))
    }

    /// Looks until the look does not fail for a reason that may pass, and says how often it looked.
    async fn look_patiently(&mut self, mut visit: Visit) -> Result<(Look, u32)> {
        let mut looks = 0;
        loop {
            looks += 1;
            let look = self.look(visit.clone()).await?;
            let wait = Duration::from_secs(look.next_s).max(self.rest(&visit));
            // What may not be asked was not asked, and will not be by asking again.
            let asked = !matches!(look.capture.exchange.outcome, Outcome::Disallowed(_));
            let has_time = self.begin.elapsed() + wait < self.budget;
            if !(look.is_failure && asked && looks < self.tries && has_time) {
                return Ok((look, looks));
            }
            tracing::info!(url = %visit.url, seconds = wait.as_secs_f64().ceil(), "looking again");
            tokio::time::sleep(wait).await;
            visit.failures += 1;
        }
    }

    /// How long the host rests yet before it is asked for this, as in a crawl.
    fn rest(&self, visit: &Visit) -> Duration {
        let host = visit.url.host_str().unwrap_or_default();
        let verdict = visit.robots.as_ref().map(|rules| decide(rules, &visit.url, fetcher::PRODUCT_TOKEN));
        match (self.asked.get(host), verdict) {
            // It is not asked at all.
            (None, _) | (_, Some(RobotsVerdict { allowed: false, .. })) => Duration::ZERO,
            (Some(asked), verdict) => {
                let crawl_delay_ms = verdict.and_then(|verdict| verdict.crawl_delay_ms);
                fetcher::rest(schedule::DEFAULT_DELAY, crawl_delay_ms).saturating_sub(asked.elapsed())
            }
        }
    }

    /// Rests before a request, where there is time for it.
    async fn rest_before(&self, visit: &Visit) -> Result<()> {
        let rest = self.rest(visit);
        if rest > schedule::DEFAULT_DELAY && self.begin.elapsed() + rest >= self.budget {
            let text = format!(
                "robots.txt of {} asks for {} s between two requests, which is more than --timeout leaves; give more",
                visit.url.host_str().unwrap_or_default(),
                rest.as_secs_f64().ceil()
            );
            return Err(Failed::new(Exit::Findings, text).into());
        }
        tokio::time::sleep(rest).await;
        Ok(())
    }

    async fn look(&mut self, visit: Visit) -> Result<Look> {
        self.rest_before(&visit).await?;
        let host = visit.url.host_str().unwrap_or_default().to_owned();
        let left = self.budget.saturating_sub(self.begin.elapsed()).max(Duration::from_secs(1));
        let fetcher = self.setting.fetcher_within(self.clock.clone(), left)?;
        let capture = in_memory(fetcher.fetch(visit, schedule::DEFAULT_DELAY).await);
        self.asked.insert(host, Instant::now());
        let (capture, reading) = reading::on_deep_stack(move || {
            let reading = reading::read_capture(&capture, &[]);
            (capture, reading)
        })
        .await?;
        let now = self.clock.now();
        let plan =
            schedule::plan(&capture, &reading, Pace::of_others(schedule::DEFAULT_DELAY), now, MEAN_CHANCE);
        let is_failure = match (&capture.exchange.outcome, capture.response()) {
            (Outcome::Failed(_), _) => true,
            // Nobody forbids it: the rules could not be had.
            (Outcome::Disallowed(verdict), _) => verdict.line.is_none(),
            (Outcome::Answered, Some(response)) => {
                matches!(response.status, 206 | 304 | 400..)
                    || reading.extraction.truncation(response).is_some()
            }
            _ => false,
        };
        // Rounded up: who waits a second less comes too early.
        let next_s = u64::try_from((plan.due_at - now).num_milliseconds()).unwrap_or(0).div_ceil(1000);
        Ok(Look { capture, reading, next_s, is_failure })
    }
}

/// A first visit of an address that nobody followed before.
fn visit(url: &Url, clock: &Clock) -> Visit {
    let source = SourceRef {
        id: 0,
        provider_id: 0,
        provider: url.host_str().unwrap_or_default().to_owned(),
        provider_name: String::new(),
        domain: String::new(),
        url: String::new(),
        kind: SourceKind::Page,
        every_s: None,
        incident: None,
        link_selector: None,
        headers: Vec::new(),
    };
    Visit {
        frontier_id: 0,
        group: String::new(),
        lease: uuid::Uuid::nil(),
        url: url.clone(),
        role: if is_rules(url) { Role::Robots } else { Role::Post },
        source,
        via: None,
        depth: 0,
        validators: Validators::default(),
        known: None,
        discovered_at: clock.now(),
        interval_s: 0,
        failures: 0,
        robots: None,
        history: History::default(),
        whole: true,
    }
}

/// The exchange as a capture that stands nowhere.
fn in_memory(exchange: Exchange) -> Capture {
    let nowhere = || RecordPlace { segment: String::new(), offset: 0, length: 0, record_id: String::new() };
    let digest = exchange.hops.last().map(|hop| Sha1Digest::of(&hop.response.body));
    Capture {
        kind: digest.map(|_| CaptureKind::Response),
        place: digest.map(|_| nowhere()),
        earlier: Vec::new(),
        payload_digest: digest,
        metadata: nowhere(),
        exchange,
    }
}

/// All that the look showed, in the form that docs/FORMATS.md documents; `unreached` is why robots.txt had no answer.
fn describe(look: &Look, looks: u32, unreached: Option<&Unreached>) -> Value {
    let exchange = &look.capture.exchange;
    let unreached_told = unreached.map(|why| format!("robots.txt cannot be reached: {}", why.detail));
    let (outcome, moved_to, failure, detail) = match &exchange.outcome {
        Outcome::Answered => ("answered", None, None, None),
        Outcome::Moved { to, .. } => ("moved", Some(to.as_str()), None, None),
        Outcome::Disallowed(verdict) => {
            let class = unreached.and_then(|why| why.class).map(FailureClass::as_str);
            ("disallowed", None, class, verdict.line.as_deref().or(unreached_told.as_deref()))
        }
        Outcome::Failed(failure) => {
            ("failed", None, Some(failure.class.as_str()), Some(failure.detail.as_str()))
        }
    };
    let extraction = &look.reading.extraction;
    let mut notes: Vec<String> =
        extraction.notes.iter().map(|note| format!("{}: {}", note.code, note.detail)).collect();
    notes.dedup();
    let response = look.capture.response();
    let decoded = response.map(|response| {
        extractor::decode_content(&response.body, response.header("content-encoding"), &mut Vec::new()).len()
    });
    let text = |name: &str| response.and_then(|response| response.header(name));
    json!({
        "url": exchange.visit.url,
        "outcome": outcome,
        "moved_to": moved_to,
        "failure": failure,
        "detail": detail,
        "class": response.map(|_| look.reading.extraction.evidence.as_str()),
        "status": response.map(|response| response.status),
        "truncated": response.and_then(|response| extraction.truncation(response)).map(|why| why.as_str()),
        "body_bytes": response.map(|response| response.body.len()),
        "decoded_bytes": decoded,
        "payload_digest": look.capture.payload_digest.map(|digest| digest.to_string()),
        "content_type": response.and_then(|response| response.content_type()),
        "content_encoding": text("content-encoding"),
        "etag": response.and_then(|response| response.header_bytes("etag")),
        "last_modified": text("last-modified"),
        "hops": exchange.hops.iter().map(hop).collect::<Vec<_>>(),
        "looks": looks,
        "retry_after_s": exchange.retry_after_s,
        "next_look_s": look.next_s,
        "robots": robots(look),
        "document": document(look),
        "notes": notes,
    })
}

fn hop(hop: &model::Hop) -> Value {
    json!({
        "url": hop.url,
        "status": hop.response.status,
        "version": hop.response.version,
        "location": hop.response.header("location"),
        "header_fields": hop.response.headers.len(),
        "body_bytes": hop.response.body.len(),
        "duration_ms": hop.duration_ms,
        "peer": hop.peer,
        "certificate": hop.certificate,
    })
}

/// What the rules said of the address or, where it is a robots.txt itself, what it comes to.
fn robots(look: &Look) -> Value {
    if look.capture.exchange.visit.role != Role::Robots {
        return json!(look.capture.exchange.robots);
    }
    let file = rules_of(&look.capture.exchange);
    let root = look.capture.url().join("/").unwrap_or_else(|_| look.capture.url().clone());
    let verdict = decide(&file, &root, fetcher::PRODUCT_TOKEN);
    json!({
        "state": file.state.as_str(),
        "root_allowed": verdict.allowed,
        "text_bytes": file.text.len(),
        "sitemaps": sitemaps(&file.text),
    })
}

fn document(look: &Look) -> Value {
    let extraction = &look.reading.extraction;
    let only = if let [post] = extraction.posts.as_slice() { Some(post) } else { None };
    let shown = only.map(|post| post.text.chars().take(SHOWN).collect::<String>());
    json!({
        "kind": extraction.kind.as_str(),
        "adapter": extraction.adapter,
        "posts": extraction.posts.len(),
        "entries": extraction.entries.len(),
        "links": extraction.links.len(),
        "title": only.and_then(|post| post.title.as_deref()),
        "published": only.and_then(|post| post.published.as_ref()).map(|stamp| stamp.local_iso()),
        "text_bytes": only.map(|post| post.text.len()),
        "text_start": shown,
    })
}

/// The same for people: one line a value, those that are not known left out. What lies inside of another is named with
/// a dot (`document.title`), and what stands in a list with its number (`hops.1.url`).
fn lines(found: &Value) -> String {
    fn told(name: &str, value: &Value, to: &mut Vec<(String, String)>) {
        let inside = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
        match value {
            Value::Null => {}
            Value::Object(fields) => fields.iter().for_each(|(key, value)| told(&inside(key), value, to)),
            Value::Array(all) if all.iter().all(Value::is_string) => {
                all.iter().for_each(|value| told(name, value, to));
            }
            Value::Array(all) => {
                let number = |(at, value): (usize, &Value)| told(&inside(&(at + 1).to_string()), value, to);
                all.iter().enumerate().for_each(number);
            }
            // A text of several lines, such as the beginning of the document, stays one line of the table.
            Value::String(value) => {
                to.push((name.to_owned(), value.split_whitespace().collect::<Vec<_>>().join(" ")));
            }
            other => to.push((name.to_owned(), other.to_string())),
        }
    }
    let mut all = Vec::new();
    told("", found, &mut all);
    let width = all.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    all.iter().map(|(name, value)| format!("{name:<width$}  {value}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn for_people_each_value_has_a_line_with_the_way_to_it() {
        let found = json!({
            "url": "https://acme.example/",
            "failure": null,
            "hops": [{ "status": 200 }, { "status": 301 }],
            "document": { "title": "Two\n  lines" },
            "notes": ["a", "b"],
        });
        let told = lines(&found);
        let mut told: Vec<&str> = told.lines().collect();
        told.sort_unstable();
        assert_eq!(
            told,
            [
                "document.title  Two lines",
                "hops.1.status   200",
                "hops.2.status   301",
                "notes           a",
                "notes           b",
                "url             https://acme.example/",
            ]
        );
    }
}
