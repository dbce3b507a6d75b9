//! `Retry-After`: a wait that the server asks for, obeyed for the whole politeness group.

use model::Capture;

use super::DAY_S;

/// The longest wait that is obeyed, in seconds: a day. What asks for more is asked again after a day.
pub const LONGEST_ASKED_S: i64 = DAY_S;

/// Seconds that the server asked us to stay away, with any of the answers that may say so: 403, 429, 503
/// (RFC 9110, section 10.2.3; RFC 6585, section 4). A wait given with anything else is no such request.
pub fn asked_s(capture: &Capture) -> Option<i64> {
    let status = capture.response()?.status;
    let asked = capture.exchange.retry_after_s.filter(|_| matches!(status, 403 | 429 | 503))?;
    Some(i64::try_from(asked).unwrap_or(LONGEST_ASKED_S).min(LONGEST_ASKED_S))
}
