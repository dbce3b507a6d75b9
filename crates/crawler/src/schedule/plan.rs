//! The plan after a look: all rules of the schedule together.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use fetcher::{PRODUCT_TOKEN, robots};
use model::{Capture, Outcome, RobotsFile, RobotsState, Role, Visit};
use store::{Next, Plan};

use super::reread::Shown;
use super::{
    Cause, DAY_S, HOUR_S, asked, breaker, burst, cause_of, fresh, interval, post, reread, retry, validators,
};
use crate::reading::Reading;

/// The shortest wait between two requests to one politeness group, unless told otherwise.
pub const DEFAULT_DELAY: Duration = Duration::from_secs(1);

/// How hosts are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Time between two requests to one politeness group, at least.
    pub delay: Duration,
    /// Whether the servers are our own, as those of the demo's world, or nobody is asked at all, as where rows are
    /// made again: then no group rests for what was answered. Whoever asks the web of others never says so.
    pub is_own: bool,
}

impl Pace {
    /// Of the servers of others: they are left alone for as long as they ask, and while they are in trouble, however
    /// short the delay is.
    pub fn of_others(delay: Duration) -> Self {
        Self { delay, is_own: false }
    }

    /// Of servers of our own: without any delay.
    pub fn of_ours() -> Self {
        Self { delay: Duration::ZERO, is_own: true }
    }
}

/// Plans the next look at the address of `capture`, and how long its politeness group rests. `chance` is a
/// number from 0 up to 1 that the jitter of retries is made of.
pub fn plan(capture: &Capture, found: &Reading, pace: Pace, now: DateTime<Utc>, chance: f64) -> Plan {
    let exchange = &capture.exchange;
    let visit = &exchange.visit;
    let nothing_asked = exchange.hops.is_empty() && matches!(exchange.outcome, Outcome::Disallowed(_));
    let cause = cause_of(capture, &found.extraction);
    let asked_s = asked::asked_s(capture).unwrap_or(0);
    let resolved_at = match reread::shown(capture, &found.extraction) {
        Shown::Resolved(at) => Some(at),
        // It was opened again: what was planned for one that is over holds no more.
        Shown::Open => None,
        Shown::Nothing => visit.history.resolved_at,
    };
    let regular = |news| {
        let interval_s = match (&exchange.outcome, resolved_at) {
            (Outcome::Disallowed(_), _) => DAY_S,
            (Outcome::Moved { permanent: true, .. }, _) if visit.role != Role::Robots => gone_s(visit),
            (_, Some(resolved_at)) if visit.role == Role::Post && visit.source.every_s.is_none() => {
                reread::next_s(resolved_at, now).unwrap_or(reread::AFTERWARDS_S)
            }
            _ if visit.role == Role::Post && visit.depth > 0 => {
                post::next_s(capture, &found.extraction, news, now)
            }
            _ => fresh::lengthened_s(capture, interval::next_s(visit, news), now),
        };
        burst::bounded_s(visit, interval_s, now)
    };
    let keeps_out = matches!(&exchange.outcome, Outcome::Disallowed(rules) if rules.line.is_none());
    // The planned interval of a look that failed is not what that look says.
    let failed = |cause| {
        let failures = u32::try_from(visit.failures).unwrap_or(0);
        let wait_s = retry::retry_s(cause, failures, chance).max(asked_s as f64);
        let regular = if visit.interval_s > 0 { visit.interval_s } else { regular(false) };
        Next { due_at: after(now, wait_s), interval_s: regular }
    };
    let next = |news| match cause {
        // Nobody forbade it: the rules could not be had. They are asked for first when the address is due, so it
        // is due when they are (RFC 9309, section 2.3.1.4). What is planned while all goes well stays.
        None if keeps_out => {
            let due_at = match visit.history.robots_due_at {
                Some(due_at) => due_at.max(now),
                None => after(now, retry::later_s(Cause::Connect, chance)),
            };
            let regular = if visit.interval_s > 0 { visit.interval_s } else { regular(false) };
            Next { due_at, interval_s: regular }
        }
        Some(cause) => failed(cause),
        None => {
            let interval_s = regular(news);
            Next { due_at: after(now, interval_s as f64), interval_s }
        }
    };
    let (group, open_s) = breaker::after(visit.history.group, cause, !nothing_asked, chance);
    let rest = match nothing_asked {
        true => Duration::ZERO,
        false => fetcher::rest(pace.delay, crawl_delay_ms(capture, found.robots_text.as_deref())),
    };
    let away_s = if pace.is_own { 0.0 } else { open_s.max(asked_s as f64) };
    let rest = rest.max(Duration::try_from_secs_f64(away_s).unwrap_or(rest));
    let quiet = next(false);
    Plan {
        due_at: quiet.due_at,
        interval_s: quiet.interval_s,
        news: Some(next(true)),
        refused: Some(failed(Cause::Lasting)),
        group_delay_ms: i64::try_from(rest.as_millis()).unwrap_or(i64::MAX),
        group,
        robots_text: found.robots_text.clone(),
        resolved_at,
        distrust: validators::broke_promise(capture, &found.extraction),
    }
}

/// When an address is asked again that moved for good. Of a post that is a courtesy. What the seeds name, and what leads to posts,
/// is asked as seldom as its kind may be: a move is taken back, or its target breaks, and until then nobody looks at either.
fn gone_s(visit: &Visit) -> i64 {
    let is_post = visit.role == Role::Post && visit.depth > 0;
    let longest_s = if is_post { 7 * DAY_S } else { interval::limits(visit.source.kind, None).longest_s };
    longest_s.clamp(HOUR_S, 7 * DAY_S)
}

fn after(now: DateTime<Utc>, seconds: f64) -> DateTime<Utc> {
    now + TimeDelta::milliseconds((seconds * 1000.0).round() as i64)
}

/// The wait that robots.txt asks for: the one that governed this look or, where the look was at robots.txt
/// itself, the one that it asks for from now on.
fn crawl_delay_ms(capture: &Capture, robots_text: Option<&str>) -> Option<u64> {
    let visit = &capture.exchange.visit;
    match (visit.role, robots_text) {
        (Role::Robots, Some(text)) => {
            let file = RobotsFile {
                state: RobotsState::Found,
                text: text.to_owned(),
                fetched_at: capture.fetched_at(),
            };
            let mut root = visit.url.clone();
            root.set_path("/");
            robots::decide(&file, &root, PRODUCT_TOKEN).crawl_delay_ms
        }
        _ => capture.exchange.robots.as_ref().and_then(|verdict| verdict.crawl_delay_ms),
    }
}
