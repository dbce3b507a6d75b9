//! What the status says, and the way that led to the answer.

use model::{Capture, CaptureKind, EvidenceClass, Outcome, Role};
use url::Url;

/// The class of the last answer by its status; `None` where nothing was answered. 2xx is `Ok` so far.
pub(crate) fn of_status(capture: &Capture) -> Option<EvidenceClass> {
    let response = capture.response()?;
    if matches!(capture.exchange.outcome, Outcome::Failed(_)) {
        // A redirect in a circle, or to where nobody is sent.
        return Some(EvidenceClass::Redirect);
    }
    Some(match response.status {
        304 if capture.kind == Some(CaptureKind::NotModified) => EvidenceClass::NotModified,
        206 => EvidenceClass::Partial,
        // Firewalls that ask for a proof say so in the head (Cloudflare, Amazon), with any status.
        _ if asks_for_proof(capture) => EvidenceClass::Challenge,
        304 => EvidenceClass::ServerError,
        200..=299 => EvidenceClass::Ok,
        300..=399 => EvidenceClass::Redirect,
        401 | 407 => EvidenceClass::LoginWall,
        403 | 451 | 999 => EvidenceClass::Blocked,
        404 => EvidenceClass::NotFound,
        410 => EvidenceClass::Gone,
        429 => EvidenceClass::RateLimited,
        400..=499 => EvidenceClass::ClientError,
        503 => EvidenceClass::Unavailable,
        _ => EvidenceClass::ServerError,
    })
}

fn asks_for_proof(capture: &Capture) -> bool {
    let Some(response) = capture.response() else { return false };
    let says = |name: &str, words: &[&str]| {
        response.header(name).is_some_and(|value| words.iter().any(|word| value.eq_ignore_ascii_case(word)))
    };
    says("cf-mitigated", &["challenge"]) || says("x-amzn-waf-action", &["challenge", "captcha"])
}

/// Whether a post was asked for and the front page of its site came: how sites answer for what they dropped.
pub(crate) fn leads_to_the_front(capture: &Capture) -> bool {
    let hops = &capture.exchange.hops;
    let (Some(first), Some(last)) = (hops.first(), hops.last()) else { return false };
    let visit = &capture.exchange.visit;
    hops.len() > 1
        && visit.role == Role::Post
        && visit.depth > 0
        && is_deep(&first.url)
        && is_front(&last.url)
}

fn is_deep(url: &Url) -> bool {
    segments(url).count() >= 2 || segments(url).any(|segment| segment.len() >= 16)
}

fn is_front(url: &Url) -> bool {
    url.query().is_none()
        && matches!(segments(url).collect::<Vec<_>>().as_slice(), [] | ["index.html" | "index.php"])
}

fn segments(url: &Url) -> impl Iterator<Item = &str> {
    url.path_segments().into_iter().flatten().filter(|segment| !segment.is_empty())
}
