//! What a look says in words.

use model::{Capture, Extraction, Outcome};
use serde_json::Value;

use super::outcome::Verdict;
use super::visit::Beside;
use crate::rows::{Row, row};

/// The words of a look, as the columns of `look_words`; what there is no word for is left out.
pub(super) fn said(capture: &Capture, extraction: &Extraction, verdict: &Verdict) -> Row {
    let exchange = &capture.exchange;
    let robots = match &exchange.outcome {
        Outcome::Disallowed(robots) => Some(robots),
        _ => exchange.robots.as_ref(),
    };
    let read = capture.kind.map(|_| extraction);
    let seconds = |wait: u64| i32::try_from(wait).unwrap_or(i32::MAX);
    there(row([
        ("role", exchange.visit.role.as_str().into()),
        ("outcome", verdict.outcome.into()),
        ("status", verdict.status.into()),
        ("failure", verdict.failure.into()),
        ("robots_line", robots.and_then(|robots| robots.line.as_deref()).into()),
        ("truncated", verdict.truncation.map(|why| why.as_str()).into()),
        ("retry_after_s", exchange.retry_after_s.map(seconds).into()),
        ("document_kind", read.map(|read| read.kind.as_str()).into()),
        ("adapter", read.map(|read| read.adapter.as_str()).into()),
        ("extractor_version", read.map(|read| read.extractor_version.as_str()).into()),
        ("class", read.map(|read| read.evidence.as_str()).into()),
        ("made_by", capture.made_by().as_str().into()),
    ]))
}

/// The words of a look whose answer was read again. By which rules that was counts from the moment at which the rows of
/// that reading do: one that is stopped before that is made again. What came of our own asking stays what it came to.
pub(super) fn said_again(was: &Row, extraction: &Extraction, verdict: &Verdict, beside: Beside) -> Row {
    let is = |column: &str, word: &str| was.get(column).is_some_and(|said| said == word);
    let mut now = was.clone();
    now.extend(row([
        ("document_kind", extraction.kind.as_str().into()),
        ("adapter", extraction.adapter.as_str().into()),
        ("class", extraction.evidence.as_str().into()),
        ("truncated", verdict.truncation.map(|why| why.as_str()).into()),
    ]));
    if beside == Beside::No {
        now.extend(row([("extractor_version", extraction.extractor_version.as_str().into())]));
    }
    if !is("made_by", "live") && !is("outcome", "moved") {
        now.extend(row([("outcome", verdict.outcome.into())]));
    }
    there(now)
}

fn there(words: Row) -> Row {
    words.into_iter().filter(|(_, word)| *word != Value::Null).collect()
}
