//! Commands that read lines of standard input and answer each.

use std::io::{BufRead, BufWriter, Read, Write};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::exit::Exit;

/// A longer line is answered as broken, in bytes.
const LONGEST_LINE: u64 = 128 * 1024 * 1024;

/// Gives each line to `answer` and prints what it says, in the same order. A line that cannot be read is
/// answered too: it is never silently left out.
///
/// # Errors
/// When standard input cannot be read, or standard output is closed.
pub fn answer_all(answer: impl Fn(&[u8]) -> Result<Value, String>) -> Result<Exit> {
    let mut input = std::io::stdin().lock();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut line = Vec::new();
    while input
        .by_ref()
        .take(LONGEST_LINE)
        .read_until(b'\n', &mut line)
        .context("standard input cannot be read")?
        > 0
    {
        if !line.trim_ascii().is_empty() {
            let said = answer(&line).unwrap_or_else(|error| json!({"id": null, "error": error}));
            writeln!(out, "{said}").context("standard output is closed")?;
        }
        line.clear();
    }
    out.flush().context("standard output is closed")?;
    Ok(Exit::Success)
}
