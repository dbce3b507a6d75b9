//! What a status means for the rules (RFC 9309, section 2.3.1).

use model::RobotsState;

/// What the final status of asking for `robots.txt` means: 2xx has rules, 4xx has none, everything else
/// (5xx, a redirect that was not resolved, an unexpected 1xx or 304) is not reachable. 429 is a 4xx by
/// the RFC's letter, but a server that asks us to slow down has not said that all is allowed.
pub fn state_of(status: u16) -> RobotsState {
    match status {
        200..=299 => RobotsState::Found,
        429 => RobotsState::Unreachable,
        400..=499 => RobotsState::Unavailable,
        _ => RobotsState::Unreachable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_absence_allows_everything() {
        assert_eq!(state_of(200), RobotsState::Found);
        assert_eq!(state_of(404), RobotsState::Unavailable);
        assert_eq!(state_of(403), RobotsState::Unavailable);
        for status in [301, 304, 429, 500, 503, 999] {
            assert_eq!(state_of(status), RobotsState::Unreachable, "{status}");
        }
    }
}
