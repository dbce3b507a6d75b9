//! `trail dates`: the reading of dates alone.

use std::io::{BufRead, BufWriter, Read, Write};

use anyhow::{Context, Result};
use chrono::{DateTime, SecondsFormat, Utc};

use extractor::dates::{self, DateContext, DayOrder, Flag, Reading, Tz};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::exit::Exit;

/// A longer line is answered as broken, in bytes.
const LONGEST_LINE: usize = 1024 * 1024;

/// One line of standard input.
#[derive(Debug, Deserialize)]
struct Question {
    id: Value,
    input: String,
    /// The newest time that the input can mean, and the moment from which `2 hours ago` counts.
    #[serde(rename = "ref")]
    reference: Option<DateTime<Utc>>,
    /// The zone of what is written without one: an IANA name. It says nothing of abbreviations.
    default_tz: Option<String>,
    /// The zone of the page: it decides what `IST` and `BST` mean.
    zone: Option<String>,
    /// The language tag of the page (`en-US`): it decides the order of day and month.
    locale: Option<String>,
}

/// Runs the command: one answer for each line, in the same order.
///
/// # Errors
/// When standard input cannot be read, or standard output is closed.
pub fn run() -> Result<Exit> {
    let mut input = std::io::stdin().lock();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut line = Vec::new();
    loop {
        line.clear();
        let limit = LONGEST_LINE as u64 + 1;
        let read = input.by_ref().take(limit).read_until(b'\n', &mut line);
        if read.context("standard input cannot be read")? == 0 {
            break;
        }
        if line.len() > LONGEST_LINE {
            skip_line(&mut input).context("standard input cannot be read")?;
        }
        if !line.trim_ascii().is_empty() {
            writeln!(out, "{}", answer(&line)).context("standard output is closed")?;
        }
    }
    out.flush().context("standard output is closed")?;
    Ok(Exit::Success)
}

/// Steps over the rest of a line without holding it.
fn skip_line(input: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let piece = input.fill_buf()?;
        let (length, ends) = match piece.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (piece.len(), piece.is_empty()),
        };
        input.consume(length);
        if ends {
            return Ok(());
        }
    }
}

/// A line that cannot be read is answered too: it is never silently left out.
fn answer(line: &[u8]) -> Value {
    let broken = |id: Value, error: String| json!({"id": id, "value": null, "error": error});
    if line.len() > LONGEST_LINE {
        return broken(Value::Null, format!("the line is longer than {LONGEST_LINE} bytes"));
    }
    let question: Question = match serde_json::from_slice(line) {
        Ok(question) => question,
        Err(error) => return broken(Value::Null, error.to_string()),
    };
    let zone_of = |name: &Option<String>| match name.as_deref() {
        None => Ok(None),
        Some(name) => name.parse::<Tz>().map(Some).map_err(|_| format!("'{name}' is not a time zone")),
    };
    let (default, zone) = match (zone_of(&question.default_tz), zone_of(&question.zone)) {
        (Ok(default), Ok(zone)) => (default, zone),
        (Err(error), _) | (_, Err(error)) => return broken(question.id, error),
    };
    let context = DateContext {
        reference: question.reference.map(|reference| reference.naive_utc()),
        zone,
        order: question.locale.as_deref().map(DayOrder::of_locale).unwrap_or_default(),
        ..DateContext::default()
    };
    let reading = dates::read_any(&question.input, &context, "dates");
    let mut answer = json!({
        "id": question.id,
        "value": reading.as_ref().and_then(|reading| value(reading, default)),
        "stamp": reading.as_ref().map(|reading| extractor::output::stamp(&reading.stamp)),
        "flags": reading.iter().flat_map(|reading| &reading.flags).map(|flag| flag.as_str()).collect::<Vec<_>>(),
    });
    if reading.is_none()
        && let Some(object) = answer.as_object_mut()
    {
        object.insert("error".to_owned(), "no date is written here, or more than one".into());
    }
    answer
}

/// The most probable instant, to the second, as RFC 3339; a day, a month or a year at its start.
fn value(reading: &Reading, default: Option<Tz>) -> Option<String> {
    if reading.flags.contains(&Flag::Several) {
        return None;
    }
    Some(reading.likely_instant(default)?.to_rfc3339_opts(SecondsFormat::Secs, true))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ask(question: Value) -> Value {
        answer(question.to_string().as_bytes())
    }

    #[test]
    fn a_time_without_zone_is_in_the_default_zone_and_its_stamp_says_that_none_is_known() {
        let it = ask(json!({"id": 1, "input": "April 8, 2014 2:32 pm", "default_tz": "Asia/Tokyo"}));
        assert_eq!(it["value"], "2014-04-08T05:32:00Z");
        assert_eq!((&it["stamp"]["offset"], &it["stamp"]["instant"]), (&Value::Null, &Value::Null));
        assert_eq!(ask(json!({"id": 1, "input": "April 8, 2014 2:32 pm"}))["value"], Value::Null);
    }

    #[test]
    fn doubts_are_named() {
        let flags = |question: Value| ask(question)["flags"].clone();
        assert_eq!(flags(json!({"id": 1, "input": "04.11.2014"})), json!(["ambiguous_day_month"]));
        assert_eq!(flags(json!({"id": 1, "input": "2014-04-08 16:00 PST"})), json!(["zone_season_conflict"]));
        assert_eq!(flags(json!({"id": 1, "input": "8 Apr 2014, 10:00 BST"})), json!(["ambiguous_zone"]));
    }

    proptest! {
        #[test]
        fn any_line_is_answered(line in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(answer(&line).is_object());
        }

        #[test]
        fn any_question_is_answered_with_its_id(
            input in "\\PC{0,40}|[0-9:/. TZ-]{0,40}", zone in "Europe/Paris|[A-Za-z/_]{0,12}", locale in "[a-zA-Z_-]{0,8}",
        ) {
            let it = ask(json!({
                "id": "x", "input": input, "ref": "2014-04-09T18:00:00Z", "default_tz": zone, "locale": locale,
            }));
            prop_assert!(it["id"] == "x" && (it["value"].is_null() || it["value"].is_string()));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(6_000_000))]

        #[test]
        #[ignore = "takes ten minutes: cargo test --release -p crawler --lib long_run_of_lines -- --ignored"]
        fn long_run_of_lines(
            head in "(\\{\"id\": ?)?(1|\"x\")?,? ?", input in "(\"input\": ?\"\\PC{0,30}\")?", tail in "\\PC{0,20}\\}?",
            bytes in prop::collection::vec(any::<u8>(), 0..8),
        ) {
            let mut line = format!("{head}{input}{tail}").into_bytes();
            line.extend(bytes);
            prop_assert!(answer(&line).is_object());
        }
    }

    #[test]
    fn what_cannot_be_answered_says_why() {
        assert!(ask(json!({"id": 7, "input": "Resolved"}))["error"].is_string());
        let it = ask(json!({"id": 7, "input": "8 April 2014", "default_tz": "Nowhere/Here"}));
        assert_eq!((&it["id"], &it["error"]), (&json!(7), &json!("'Nowhere/Here' is not a time zone")));
        assert!(answer(b"{\"id\": 1, \"input\": \"\xff\"}")["error"].is_string());
    }
}
