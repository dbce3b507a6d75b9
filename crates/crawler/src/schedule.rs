//! When an address is looked at again: a pure function of the visit and of what it came to.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use fetcher::{PRODUCT_TOKEN, robots};
use model::{Capture, FailureClass, Outcome, RobotsFile, RobotsState, Role, SourceKind, Truncation, Visit};
use store::Plan;

/// The shortest wait between two requests to one politeness group, unless told otherwise.
pub const DEFAULT_DELAY: Duration = Duration::from_secs(1);

/// A host that is too busy rests at most so long on its `Retry-After`; the address itself waits for all of it.
const LONGEST_BUSY: Duration = Duration::from_secs(30);

/// Waits before the first retries after a failed look, in seconds. A run with `--once` waits for them.
const RETRIES_S: [i64; 3] = [1, 5, 20];

const MINUTE_S: i64 = 60;
const HOUR_S: i64 = 60 * MINUTE_S;
const DAY_S: i64 = 24 * HOUR_S;

/// Plans the next look at the address of `capture`, and how long its politeness group rests.
pub fn plan(capture: &Capture, robots_text: Option<String>, delay: Duration, now: DateTime<Utc>) -> Plan {
    let exchange = &capture.exchange;
    let visit = &exchange.visit;
    let regular = interval_s(visit, now);
    let status = capture.response().map(|response| response.status);
    let truncated = capture.response().and_then(|response| response.truncated);
    let cut_off = truncated.is_some_and(|cause| cause != Truncation::Length);
    let wait_s = match (&exchange.outcome, status) {
        (Outcome::Failed(failure), _) => {
            retry_s(visit, exchange.retry_after_s, retryable(failure.class), regular)
        }
        (Outcome::Disallowed(_), _) => DAY_S,
        (Outcome::Moved { permanent: true, .. }, _) => 7 * DAY_S,
        _ if cut_off => retry_s(visit, exchange.retry_after_s, true, regular),
        (_, Some(408 | 425 | 429 | 500..)) => retry_s(visit, exchange.retry_after_s, true, regular),
        (_, Some(403)) if exchange.retry_after_s.is_some() => {
            retry_s(visit, exchange.retry_after_s, true, regular)
        }
        _ => regular,
    };
    // A server that has too much to do says so for all its addresses. Without a delay it is our own.
    let busy = matches!(status, Some(429 | 503)) && !delay.is_zero();
    let busy_s = exchange.retry_after_s.filter(|_| busy).unwrap_or(0);
    let rest = if exchange.hops.is_empty() && matches!(exchange.outcome, Outcome::Disallowed(_)) {
        Duration::ZERO // nothing was asked
    } else {
        fetcher::rest(delay, crawl_delay_ms(capture, robots_text.as_deref()))
            .max(Duration::from_secs(busy_s).min(LONGEST_BUSY))
    };
    Plan {
        due_at: now + TimeDelta::seconds(wait_s),
        interval_s: regular,
        group_delay_ms: i64::try_from(rest.as_millis()).unwrap_or(i64::MAX),
        robots_text,
    }
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

/// Seconds between two looks while all goes well. Posts are looked at often while they are young, since
/// that is when they are rewritten.
fn interval_s(visit: &Visit, now: DateTime<Utc>) -> i64 {
    let by_seed = if visit.depth == 0 { visit.source.every_s } else { None };
    if let Some(seconds) = by_seed {
        return seconds.clamp(MINUTE_S, 30 * DAY_S);
    }
    match (visit.role, visit.source.kind) {
        (Role::Robots, _) => DAY_S, // RFC 9309, section 2.4: not longer than 24 hours
        (Role::Listing, SourceKind::Status) => 5 * MINUTE_S,
        (Role::Listing, SourceKind::Advisories) => HOUR_S,
        (Role::Listing, _) => 30 * MINUTE_S,
        (Role::Post, SourceKind::SecurityTxt) => DAY_S,
        (Role::Post, _) => match (now - visit.discovered_at).num_seconds() {
            age if age < DAY_S => HOUR_S,
            age if age < 7 * DAY_S => 6 * HOUR_S,
            age if age < 30 * DAY_S => DAY_S,
            _ => 7 * DAY_S,
        },
    }
}

/// Seconds until a failed look is tried again: the first few soon, then with growing waits, never before
/// the server's own `Retry-After`.
fn retry_s(visit: &Visit, retry_after_s: Option<u64>, retryable: bool, regular: i64) -> i64 {
    let asked = i64::try_from(retry_after_s.unwrap_or(0)).unwrap_or(DAY_S).min(DAY_S);
    let failures = usize::try_from(visit.failures).unwrap_or(0);
    let own = match (retryable, RETRIES_S.get(failures)) {
        (true, Some(seconds)) => *seconds,
        (true, None) => {
            let doublings = u32::try_from(failures - RETRIES_S.len()).unwrap_or(8).min(8);
            (5 * MINUTE_S * 2_i64.pow(doublings)).min(DAY_S)
        }
        (false, _) => regular.max(HOUR_S),
    };
    own.max(asked)
}

/// Whether a failure may pass by itself.
fn retryable(class: FailureClass) -> bool {
    match class {
        FailureClass::Dns
        | FailureClass::Connect
        | FailureClass::Timeout
        | FailureClass::Reset
        | FailureClass::Protocol => true,
        FailureClass::Tls | FailureClass::Refused | FailureClass::Redirects => false,
    }
}
