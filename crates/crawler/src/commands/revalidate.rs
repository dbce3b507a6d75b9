//! `trail revalidate`: how long an answer is fresh, and what to ask with afterwards.

use anyhow::Result;
use chrono::{DateTime, Utc};
use fetcher::freshness;
use serde::Deserialize;
use serde_json::{Value, json};

use super::lines::answer_all;
use crate::exit::Exit;

/// One line of standard input.
#[derive(Debug, Deserialize)]
struct Question {
    id: Value,
    /// When the question is asked.
    now: DateTime<Utc>,
    /// When the answer came; the same moment where it is left out.
    #[serde(default)]
    received_at: Option<DateTime<Utc>>,
    /// The header fields of the answer.
    response_headers: Vec<(String, String)>,
}

/// Runs the command: one answer for each line, in the same order.
///
/// # Errors
/// When standard input cannot be read, or standard output is closed.
pub fn run() -> Result<Exit> {
    answer_all(answer)
}

fn answer(line: &[u8]) -> Result<Value, String> {
    let question: Question = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    // A character of a header stands for a byte, as in HTTP itself.
    let bytes = |text: &str| text.chars().map(|it| u8::try_from(it).unwrap_or(b'?')).collect::<Vec<u8>>();
    let headers: Vec<(String, Vec<u8>)> =
        question.response_headers.iter().map(|(name, value)| (name.clone(), bytes(value))).collect();
    let received_at = question.received_at.unwrap_or(question.now);
    let it = freshness(&headers, received_at, question.now);
    Ok(json!({
        "id": question.id,
        "storable": it.storable,
        "ttl": it.fresh_s,
        "stated": it.stated,
        "if_none_match": it.validators.etag,
        "if_modified_since": it.validators.last_modified,
    }))
}
