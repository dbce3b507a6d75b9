//! `trail robots`: the reading of robots.txt alone.

use anyhow::Result;
use chrono::DateTime;
use data_encoding::BASE64;
use fetcher::robots::{decide, sitemaps};
use model::{RobotsFile, RobotsState};
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::lines::answer_all;
use crate::exit::Exit;

/// What an address that is only a path is joined to; which host it is makes no difference to the rules.
const ANY_ORIGIN: &str = "http://origin.invalid/";

/// One line of standard input.
#[derive(Debug, Deserialize)]
struct Question {
    id: Value,
    #[serde(default)]
    robots: Option<String>,
    /// The file's bytes in base 64, where they are no text.
    #[serde(default)]
    robots_b64: Option<String>,
    ua: String,
    /// Left out where only the wait and the sitemaps are asked for.
    #[serde(default)]
    url: String,
}

/// Runs the command: one answer for each line, in the same order.
///
/// # Errors
/// When standard input cannot be read, or standard output is closed.
pub fn run() -> Result<Exit> {
    answer_all(|line| Ok(answer(line)))
}

/// A line that cannot be read is answered too: it is never silently left out.
fn answer(line: &[u8]) -> Value {
    let broken = |error: String| json!({"id": null, "error": error});
    let question: Question = match serde_json::from_slice(line) {
        Ok(question) => question,
        Err(error) => return broken(error.to_string()),
    };
    let Some(url) = address(&question.url) else {
        return broken(format!("'{}' is not an address", question.url));
    };
    let text = match (question.robots, question.robots_b64) {
        (Some(text), _) => text,
        (None, Some(coded)) => match BASE64.decode(coded.as_bytes()) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => return broken(format!("robots_b64: {error}")),
        },
        (None, None) => return broken("there is neither robots nor robots_b64".to_owned()),
    };
    let file = RobotsFile { state: RobotsState::Found, text, fetched_at: DateTime::UNIX_EPOCH };
    let verdict = decide(&file, &url, product_token(&question.ua));
    json!({
        "id": question.id,
        "allowed": verdict.allowed,
        "line": verdict.line,
        "crawl_delay": verdict.crawl_delay_ms.map(|delay_ms| delay_ms as f64 / 1000.0),
        "sitemaps": sitemaps(&file.text),
    })
}

/// A whole address, or a path of any origin.
fn address(text: &str) -> Option<Url> {
    match Url::parse(text) {
        Err(url::ParseError::RelativeUrlWithoutBase) => Url::parse(ANY_ORIGIN).ok()?.join(text).ok(),
        parsed => parsed.ok(),
    }
}

/// `ExampleBot/1.2 (comment)` asks as `ExampleBot`. What has a blank before the version is no product token
/// (RFC 9309, section 2.2.1), so no group but that of `*` is meant for it.
fn product_token(agent: &str) -> &str {
    agent.split('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_alone_is_judged_like_a_whole_address() {
        let ask = |url: &str| {
            let question =
                json!({"id": 1, "robots": "user-agent: bot\ndisallow: /a", "ua": "Bot/2.0 (x)", "url": url});
            answer(question.to_string().as_bytes())["allowed"].clone()
        };
        assert_eq!((ask("/a/b"), ask("https://x.test/a/b?c")), (false.into(), false.into()));
        assert_eq!((ask("/b"), ask("")), (true.into(), true.into()));
    }

    #[test]
    fn a_file_may_be_given_in_base_64() {
        let question = json!({"id": 1, "robots_b64": "/wpVc2VyLWFnZW50OiAqCkRpc2FsbG93OiAvYQo=", "ua": "x", "url": "/a"});
        assert_eq!(answer(question.to_string().as_bytes())["allowed"], false);
    }

    #[test]
    fn bytes_that_are_no_text_are_a_broken_line() {
        let it = answer(b"{\"id\": 1, \"robots\": \"\xff\", \"ua\": \"x\", \"url\": \"/\"}");
        assert!(it["id"].is_null() && it["error"].is_string(), "{it}");
    }
}
