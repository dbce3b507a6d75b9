//! `trail charset`: the decision on a character encoding alone.

use anyhow::Result;
use data_encoding::BASE64;
use serde::Deserialize;
use serde_json::{Value, json};

use super::lines::answer_all;
use crate::exit::Exit;

/// One line of standard input.
#[derive(Debug, Deserialize)]
struct Question {
    id: Value,
    /// `Content-Type`, where there was one.
    #[serde(default)]
    content_type: Option<String>,
    /// The bytes in base 64.
    b64: String,
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
    let bytes = BASE64.decode(question.b64.as_bytes()).map_err(|error| format!("b64: {error}"))?;
    let mut notes = Vec::new();
    let decoded = extractor::decode_characters(&bytes, question.content_type.as_deref(), &mut notes);
    let notes: Vec<String> = notes.iter().map(|note| format!("{}: {}", note.code, note.detail)).collect();
    Ok(json!({"id": question.id, "encoding": decoded.encoding, "text": decoded.text, "notes": notes}))
}
