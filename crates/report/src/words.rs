//! How a report says its values.

use chrono::{DateTime, Utc};
use store::{Communication, ListedEntry, Provider, Withdrawn};

/// An amount of hours as a person says it: minutes below an hour, days from two days on.
pub fn amount(hours: f64) -> String {
    let hours = hours.abs();
    if hours < 1.0 {
        format!("{:.0} min", hours * 60.0)
    } else if hours < 48.0 {
        format!("{hours:.0} h")
    } else {
        format!("{:.1} d", hours / 24.0)
    }
}

/// An amount of hours that is a lower bound: rounded down.
pub fn at_least(hours: f64) -> String {
    amount(-up(-hours))
}

/// Hours rounded up to what [`amount`] shows of them.
fn up(hours: f64) -> f64 {
    let shown = match hours.abs() {
        small if small < 1.0 => 1.0 / 60.0,
        middling if middling < 48.0 => 1.0,
        _ => 2.4,
    };
    // What is a whole number already, but for how computers write fractions, stays.
    (hours / shown - 1e-6).ceil() * shown
}

/// `3 h after`, `14 h before`, `at once`: hours from an event.
pub fn after(hours: f64) -> String {
    if hours < 0.0 { format!("{} before", amount(hours)) } else { format!("{} after", amount(hours)) }
}

/// Bounds nearer to each other than this are one time, in hours.
const ONE_TIME: f64 = 0.05;

/// `9 h to 2.5 d after`, `14 h before to 37 h after`, `later than 3 d after`, `unknown`: the bounds of a response time.
/// A lower bound is rounded down and an upper one up, so that what lies between them still does.
pub fn range(low: Option<f64>, high: Option<f64>) -> String {
    let one = low.zip(high).filter(|(low, high)| (high - low).abs() < ONE_TIME);
    if let Some((low, high)) = one {
        return after((low + high) / 2.0);
    }
    match (low.map(|low| -up(-low)), high.map(up)) {
        (Some(low), Some(high)) if low >= 0.0 => format!("{} to {}", amount(low), after(high)),
        (Some(low), Some(high)) if high < 0.0 => format!("{} to {}", amount(low), after(high)),
        (Some(low), Some(high)) => format!("{} to {}", after(low), after(high)),
        (Some(low), None) if low < 0.0 => "not yet known".to_owned(),
        (Some(low), None) => format!("later than {}", after(low)),
        (None, Some(high)) => format!("at most {}", after(high)),
        (None, None) => "unknown".to_owned(),
    }
}

/// A moment to the minute, in UTC.
pub fn minute(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

/// The claimed time as written, with its offset where one is known; full minutes without their seconds.
pub fn claimed(it: &Communication) -> Option<String> {
    written(it.claimed_local.as_deref()?, it.claimed_offset.as_deref(), it.claimed_precision.as_deref())
}

/// The same of an entry.
pub fn claimed_by_entry(it: &ListedEntry) -> Option<String> {
    written(it.claimed_local.as_deref()?, it.claimed_offset.as_deref(), it.claimed_precision.as_deref())
}

fn written(local: &str, offset: Option<&str>, precision: Option<&str>) -> Option<String> {
    // What ends in `:00` is written to its own precision: of a minute, these are its minutes.
    let seconds = match precision {
        Some("second") => ":00",
        Some("millisecond") => ":00.000",
        _ => "",
    };
    let local = local.strip_suffix(seconds).unwrap_or(local);
    Some(match offset {
        Some(offset) => format!("{} {offset}", local.replace('T', " ")),
        None => local.replace('T', " "),
    })
}

/// When it was seen first, after which look.
pub fn seen(first: Option<DateTime<Utc>>, before: Option<DateTime<Utc>>) -> String {
    match (before, first) {
        (Some(before), Some(first)) => format!("{} (not at {})", minute(first), minute(before)),
        (None, Some(first)) => format!("{} (no look before)", minute(first)),
        _ => String::new(),
    }
}

/// The looks that a silence rests on: those since the disclosure, or all where none is known.
pub fn looks(it: &Provider) -> i64 {
    it.silent_looks.unwrap_or(it.looks)
}

/// The looks in that time that could not have shown anything.
pub fn blind_looks(it: &Provider) -> i64 {
    it.silent_blind_looks.unwrap_or(it.blind_looks)
}

/// What of what was listed could not be read, where there is any: each may be a statement.
pub fn unread(it: &Provider) -> Option<String> {
    let number = it.unread_posts.filter(|number| *number > 0)?;
    Some(format!(
        "{} that {} listed since could not be read",
        count(number, "post"),
        if number == 1 { "was" } else { "were" }
    ))
}

/// Whether what came and went between the disclosure and the first look may have been missed.
pub fn began_late(it: &Provider) -> bool {
    it.watched.as_deref() == Some("not watched from the start")
}

/// Up to when a silence was watched without a break, where later looks do not reach back to that.
pub fn broken_off(it: &Provider) -> Option<String> {
    let until = it.silent_known_until.filter(|_| it.watched.as_deref() == Some("not watched throughout"))?;
    Some(format!("not watched throughout: without a break up to {} UTC", minute(until)))
}

/// How many of the sources were not watched from the disclosure on, where others were.
pub fn unwatched(it: &Provider) -> Option<String> {
    let number = it.unwatched_sources.filter(|number| *number > 0 && looks(it) > 0 && !began_late(it))?;
    Some(format!(
        "{} {} not watched from the start",
        count(number, "source"),
        if number == 1 { "was" } else { "were" }
    ))
}

/// What else is to be known of a silence that was watched: where the watch broke off, what was not watched, and what could not
/// be read.
pub fn limits(it: &Provider) -> Option<String> {
    let limits: Vec<String> = [broken_off(it), unwatched(it), unread(it)].into_iter().flatten().collect();
    (!limits.is_empty()).then(|| limits.join("; "))
}

/// What is known of a provider of which nothing was found, or nothing but an entry.
pub fn silence(it: &Provider) -> String {
    if it.entries > 0 {
        return "named in an entry of a feed or a listing, and in no text that was read".to_owned();
    }
    let said = nothing_seen(it);
    match limits(it) {
        Some(limits) => format!("{said}; {limits}"),
        None => said,
    }
}

fn nothing_seen(it: &Provider) -> String {
    match (looks(it), it.silent_from) {
        (0, _) if blind_looks(it) > 0 => format!("{}, none could see", count(blind_looks(it), "look")),
        (0, _) if it.looks + it.blind_looks == 0 => "nobody looked yet".to_owned(),
        (0, _) => "nobody looked since the disclosure".to_owned(),
        (looks, Some(from)) if began_late(it) => {
            format!(
                "nothing seen in {} since {} UTC; not watched from the start",
                count(looks, "look"),
                minute(from)
            )
        }
        (looks, _) => format!("nothing seen in {}", count(looks, "look")),
    }
}

/// How long it was silent at least, in hours: where it was watched from the disclosure on without a break, and longer than
/// the disclosure itself may have taken.
pub fn silent_for(it: &Provider) -> Option<f64> {
    it.observed_hours_low.filter(|hours| *hours > 0.0 && it.first_seen_at.is_none())
}

/// What stands between `silent` and its length: whether all of its sources were watched.
pub fn silent_where(it: &Provider) -> &'static str {
    if unwatched(it).is_some() { " where it was watched, for at least " } else { " for at least " }
}

/// `c-level, security`: the class of a title; empty where none is stated.
pub fn class(seniority: &str, function: &str) -> String {
    let stated: Vec<&str> = [seniority, function].into_iter().filter(|part| *part != "unstated").collect();
    stated.join(", ")
}

/// A flag of a claimed time in words.
pub fn flag(name: &str) -> &str {
    match name {
        "claimed-before-last-look" => "a look after the time that it claims did not show it",
        "claimed-before-platform-record" => "claims a time before the platform's own record of it",
        "claimed-after-first-seen" => "was seen before the time that it claims",
        "names-id-before-its-year" => "names an id of a later year",
        "names-id-before-its-reservation" => "names an id that was reserved later",
        "names-incident-before-it-existed" => "names the incident before anybody is known to have known",
        "names-incident-long-before-its-disclosure" => "names the incident long before its disclosure",
        "published-time-moved" => "its page gave another time of publication later",
        other => other,
    }
}

/// What became of a statement that was withdrawn.
pub fn withdrawn(it: &Withdrawn) -> &'static str {
    match (it.what.as_str(), it.answer.as_str()) {
        ("date", _) => "date of publication moved",
        ("update", _) => "update removed",
        (_, "soft-not-found") => "post taken down (the page says that there is none)",
        _ => "post taken down",
    }
}

/// `1 look`, `3 looks`.
pub fn count(number: i64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Text without what steers a screen or turns the direction of writing: control characters become spaces, bidirectional
/// overrides vanish.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_keep_their_signs() {
        assert_eq!(range(Some(-13.5), Some(36.5)), "14 h before to 37 h after");
        assert_eq!(range(Some(-14.0), Some(36.0)), "14 h before to 36 h after");
        assert_eq!(range(Some(5.33), Some(55.33)), "5 h to 2.4 d after");
        assert_eq!(range(Some(-0.99), Some(0.99)), "1 h before to 1 h after");
        assert_eq!(range(Some(9.0), Some(60.0)), "9 h to 2.5 d after");
        assert_eq!(range(Some(-30.0), Some(-3.0)), "30 h to 3 h before");
        assert_eq!(range(Some(3.0), Some(3.0)), "3 h after");
        assert_eq!(range(Some(0.0), Some(0.5)), "0 min to 30 min after");
        assert_eq!(range(None, Some(36.0)), "at most 36 h after");
        assert_eq!(range(Some(223.0), None), "later than 9.2 d after");
        assert_eq!(range(Some(19.98), Some(20.02)), "20 h after");
        assert_eq!(range(None, None), "unknown");
        assert_eq!(at_least(198.0), "8.2 d");
        assert_eq!(at_least(199.9), "8.3 d");
        assert_eq!(at_least(198.9), "8.2 d");
    }

    #[test]
    fn what_is_archived_does_not_steer() {
        assert_eq!(clean("a\u{1b}[2Jb\u{202e}c"), "a [2Jbc");
    }
}
