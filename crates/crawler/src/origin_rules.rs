//! What a look at a robots.txt comes to for its origin, for the commands that ask without a database.

use fetcher::robots::state_of;
use model::{Exchange, Note, Outcome, RobotsFile, RobotsState, Truncation};
use url::Url;

/// The rules that the look brought, as a crawl would store them: of a file that broke off, or whose content coding
/// breaks, the part that is missing may be the one that forbids, so that it is none that was reached.
pub fn rules_of(exchange: &Exchange) -> RobotsFile {
    let (state, text) = judge(exchange).unwrap_or((RobotsState::Unreachable, String::new()));
    let fetched_at = exchange.started_at;
    RobotsFile { state, text, fetched_at }
}

fn judge(exchange: &Exchange) -> Option<(RobotsState, String)> {
    let (Outcome::Answered, Some(hop)) = (&exchange.outcome, exchange.hops.last()) else { return None };
    let response = &hop.response;
    let mut notes = Vec::new();
    let bytes = extractor::decode_content(&response.body, response.header("content-encoding"), &mut notes);
    let is_cut_off = match response.truncated {
        // Bytes behind our limit are cut from any file.
        Some(why) => why != Truncation::Length,
        None => notes.iter().any(|note| note.code == Note::CODING_DAMAGED),
    };
    if is_cut_off {
        return None;
    }
    let state = state_of(response.status);
    let text = if state == RobotsState::Found {
        String::from_utf8_lossy(&bytes).into_owned()
    } else {
        String::new()
    };
    Some((state, text))
}

/// Why there are no rules where [`rules_of`] says that they cannot be reached.
pub fn why_unreached(exchange: &Exchange) -> String {
    match (&exchange.outcome, exchange.hops.last()) {
        (Outcome::Failed(failure), _) => failure.detail.clone(),
        (Outcome::Moved { to, .. }, _) => format!("it leads on to {to}, which is not followed further"),
        (_, Some(hop)) if state_of(hop.response.status) == RobotsState::Unreachable => {
            format!("{} answers with status {}", hop.url, hop.response.status)
        }
        (_, Some(hop)) => format!("the answer of {} broke off", hop.url),
        (_, None) => "there was no answer".to_owned(),
    }
}

/// Whether that is the address of the rules themselves, which may always be asked for. Only one path of an origin is.
pub fn is_rules(url: &Url) -> bool {
    url.path() == "/robots.txt" && url.query().is_none()
}
