//! Values in a few words, for the screen.

use chrono::SecondsFormat;
use model::{Span, Stamp};

use crate::table::shown;

/// `2014-04-08T21:32:00Z`, or the wall clock where no instant is known, with what is to be known of it.
pub(super) fn time(stamp: &Stamp) -> String {
    let mut remarks = Vec::new();
    let text = match stamp.instant() {
        Some(instant) => {
            let fraction = match instant.timestamp_subsec_millis() {
                0 => SecondsFormat::Secs,
                _ => SecondsFormat::Millis,
            };
            instant.to_rfc3339_opts(fraction, true)
        }
        None => {
            if stamp.precision >= model::Precision::Hour {
                remarks.push("no zone");
            }
            stamp.local_iso()
        }
    };
    if stamp.precision < model::Precision::Second {
        remarks.push(stamp.precision.as_str());
    }
    if stamp.certainty != model::Certainty::Stated {
        remarks.push(stamp.certainty.as_str());
    }
    match remarks.is_empty() {
        true => text,
        false => format!("{text} ({})", remarks.join(", ")),
    }
}

/// The rule and the place of a value.
pub(super) fn whence(rule: &str, span: Option<Span>) -> String {
    match span {
        Some(span) => format!("{}, bytes {}-{}", shown(rule), span.start, span.end),
        None => shown(rule),
    }
}

/// One line of at most `most` characters, without control characters.
pub(super) fn line(text: &str, most: usize) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = shown(&words);
    match words.chars().count() <= most {
        true => words,
        false => words.chars().take(most.saturating_sub(1)).chain(['…']).collect(),
    }
}

/// `1 post`, `2 posts`, `1 entry`, `2 entries`.
pub(super) fn count(number: usize, noun: &str) -> String {
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        (_, None) => format!("{number} {noun}s"),
    }
}
