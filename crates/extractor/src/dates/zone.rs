//! The zone behind a clock time.

use chrono_tz::Tz;

use super::cursor::{Cursor, Mode};
use super::zone_names::{self, Rule};

/// A zone as written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Zone {
    /// Its name; `None` where only an offset is written.
    pub name: Option<String>,
    pub rule: Rule,
    /// Two statements that do not agree, such as `-05:00Z`.
    pub conflict: bool,
    /// The offset in seconds of the statement that lost, where they do not agree and it has one.
    pub other_s: Option<i32>,
}

impl Zone {
    fn of(name: Option<&str>, rule: Rule) -> Self {
        Self { name: name.map(str::to_owned), rule, conflict: false, other_s: None }
    }
}

/// Reads the zone at the cursor. `iso` says that the clock time before it is a part of an ISO 8601 date,
/// so that a hyphen glued to it is a sign and not a dash.
pub(super) fn zone(c: &mut Cursor, iso: bool) -> Option<Zone> {
    let mut first = c.attempt(|c| one(c, iso)).or_else(|| c.attempt(|c| bracketed(c, iso)))?;
    let second = match first.name.as_deref() {
        // "-05:00Z": a generator that adds both.
        None => c
            .attempt(|c| {
                c.peek(0).filter(|token| token.glued && token.text == "Z")?;
                c.word().map(|_| Zone::of(None, Rule::Offset(0)))
            })
            // "+0000 UTC", as Go prints it.
            .or_else(|| c.attempt(|c| c.peek(0).filter(|token| !token.glued).and_then(|_| abbreviation(c)))),
        Some("Z") => c.attempt(|c| c.peek(0).filter(|token| !token.glued).and_then(|_| abbreviation(c))),
        // "CET+0100": the offset that the name has anyway.
        Some(_) => c.attempt(|c| {
            c.peek(0).filter(|token| token.glued && token.is_mark("+"))?;
            let seconds = offset(c, false)?;
            Some(Zone::of(None, Rule::Offset(seconds)))
        }),
    };
    if let Some(second) = second.or_else(|| c.attempt(|c| bracketed(c, iso))) {
        first = merge(first, second);
    } else if c.mode == Mode::Whole && matches!(first.rule, Rule::Offset(_)) {
        c.attempt(comment);
    }
    Some(first)
}

/// A zone glued to a day without a clock time, as in XML Schema: `2014-04-08Z`, `2014-04-08+02:00`.
pub(super) fn glued_to_day(c: &mut Cursor) -> Option<Zone> {
    c.peek(0).filter(|token| token.glued)?;
    c.attempt(|c| {
        if c.peek(0)?.text == "Z" {
            c.word()?;
            return Some(Zone::of(Some("Z"), Rule::Offset(0)));
        }
        let seconds = c.sees_mark(2, ":").then_some(()).and_then(|()| offset(c, false))?;
        Some(Zone::of(None, Rule::Offset(seconds)))
    })
}

fn one(c: &mut Cursor, iso: bool) -> Option<Zone> {
    c.attempt(|c| signed(c, iso))
        .or_else(|| c.attempt(universal))
        .or_else(|| c.attempt(region))
        .or_else(|| c.attempt(words))
        .or_else(|| c.attempt(abbreviation))
}

fn bracketed(c: &mut Cursor, iso: bool) -> Option<Zone> {
    let open = c.mark("([")?;
    let zone = one(c, iso)?;
    c.mark(if open.is_mark("(") { ")" } else { "]" })?;
    Some(zone)
}

/// A zone name in brackets that we do not know, behind an offset that says all.
fn comment(c: &mut Cursor) -> Option<()> {
    c.mark("(")?;
    for _ in 0..6 {
        if c.word().is_none() {
            break;
        }
    }
    c.mark(")").map(|_| ())
}

fn signed(c: &mut Cursor, iso: bool) -> Option<Zone> {
    let glued = c.peek(0)?.glued;
    if glued && !iso && !c.sees_mark(0, "+") {
        return None;
    }
    // A dash before a clock time is that of a range.
    if c.sees_mark(0, "–") && c.sees_mark(2, ":") {
        return None;
    }
    let seconds = offset(c, !glued)?;
    Some(Zone::of(None, Rule::Offset(seconds)))
}

/// Whether clocks somewhere are, or were in the age of the web, set by this offset.
pub(super) fn is_in_use(seconds: i32) -> bool {
    let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
    match minutes {
        0 => (-12..=14).contains(&hours),
        30 => matches!(hours, 3..=6 | 8..=11),
        45 => matches!(hours, 5 | 8 | 12 | 13),
        -30 => matches!(hours, -9 | -8 | -4 | -3 | -2),
        _ => false,
    }
}

/// What is written for the minus of an offset.
const SIGNS: &str = "-−‐‑–";

/// `+02:00`, `-0700`, `+02`; `full` asks for the minutes too, because `- 15` is more often a dash.
fn offset(c: &mut Cursor, full: bool) -> Option<i32> {
    let sign = if c.mark("+").is_some() { 1 } else { c.mark(SIGNS).map(|_| -1)? };
    let token = c.glued_number()?;
    let value = i32::try_from(token.value).ok()?;
    let (hours, minutes) = match token.digits {
        3 | 4 => (value / 100, value % 100),
        1 | 2 => match c.attempt(offset_minutes) {
            Some(minutes) => (value, minutes),
            None if full && c.mode == Mode::Prose => return None,
            None => (value, 0),
        },
        _ => return None,
    };
    // GMT-01:01 is nonsense, but says what it says.
    let seconds = hours * 3600 + minutes * 60;
    (minutes < 60 && seconds <= 14 * 3600).then_some(sign * seconds)
}

fn offset_minutes(c: &mut Cursor) -> Option<i32> {
    c.glued_mark(":")?;
    let token = c.glued_number().filter(|token| token.digits == 2)?;
    // ISO 8601-2 has seconds too; all offsets in use have none.
    c.attempt(|c| {
        c.glued_mark(":")?;
        c.glued_number().filter(|token| token.text == "00")
    });
    i32::try_from(token.value).ok()
}

/// `UTC`, `GMT+2`, `UTC -07:00`, `GMT-0700`.
fn universal(c: &mut Cursor) -> Option<Zone> {
    let from = c.at;
    c.word_of(&["utc", "gmt", "ut", "z"])?;
    let is_letter = c.previous().is_some_and(|token| token.text.len() == 1);
    if is_letter {
        c.previous().filter(|token| token.glued || c.mode == Mode::Whole)?;
        return Some(Zone::of(Some("Z"), Rule::Offset(0)));
    }
    let glued_sign = c.peek(0).is_some_and(|token| token.glued);
    let glued_number = c.peek(1).is_some_and(|token| token.glued) && c.sees_number(1, 1..=2);
    let spaced_sign = c.sees_number(1, 4..=4) || c.sees_mark(2, ":") || glued_number;
    let seconds = if glued_sign || spaced_sign { c.attempt(|c| offset(c, false)) } else { None };
    let rule = match seconds {
        // `UTC -20`: whatever it means, it is not UTC.
        None if glued_number && c.sees_mark(0, "+-−‐‑–") => Rule::Several(&[]),
        seconds => Rule::Offset(seconds.unwrap_or(0)),
    };
    Some(Zone::of(Some(c.text_from(from)), rule))
}

/// `America/Los_Angeles`, `US/Pacific`.
fn region(c: &mut Cursor) -> Option<Zone> {
    let from = c.at;
    c.word()?;
    for _ in 0..2 {
        c.attempt(|c| {
            c.glued_mark("/")?;
            c.word().filter(|word| word.glued)
        });
    }
    c.previous().filter(|_| c.at > from + 2)?;
    let name = c.text_from(from);
    let zone: Tz = name.parse().ok()?;
    Some(Zone::of(Some(name), Rule::Region(zone)))
}

/// `Pacific Time`, `Eastern`, `Central European Summer Time`: the longest that is known.
fn words(c: &mut Cursor) -> Option<Zone> {
    let from = c.at;
    let mut joined = String::new();
    let mut best = None;
    for _ in 0..4 {
        let Some(word) = c.word().filter(|word| word.text.len() <= 20) else { break };
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(&word.text.to_lowercase());
        if let Some(rule) = zone_names::phrase(&joined) {
            best = Some((c.at, rule));
        }
    }
    let (at, rule) = best?;
    c.at = at;
    let capitalised = c.text_from(from).chars().next().is_some_and(char::is_uppercase);
    // "3 pm, central" in prose is a place rather than a zone.
    if c.mode == Mode::Prose && at == from + 1 && !capitalised {
        return None;
    }
    Some(Zone::of(Some(c.text_from(from)), rule))
}

fn abbreviation(c: &mut Cursor) -> Option<Zone> {
    let word = c.word()?;
    let rule = zone_names::abbreviation(word.text)?;
    let capitals = word.text.chars().all(char::is_uppercase);
    if !capitals && (c.mode == Mode::Prose || zone_names::is_everyday_word(word.text)) {
        return None;
    }
    Some(Zone::of(Some(word.text), rule))
}

/// Two statements of one zone: an offset and a name complete each other.
fn merge(first: Zone, second: Zone) -> Zone {
    let conflict = match (first.rule, second.rule) {
        (Rule::Offset(a) | Rule::Season(a, _), Rule::Offset(b) | Rule::Season(b, _)) => a != b,
        (Rule::Offset(offset), Rule::Several(zones)) | (Rule::Several(zones), Rule::Offset(offset)) => {
            !zones.iter().any(|(candidate, _)| *candidate == offset)
        }
        _ => false,
    };
    let second_is_exact = matches!(second.rule, Rule::Offset(_)) && !matches!(first.rule, Rule::Offset(_));
    let rule = match (&first.name, &second.name) {
        // "Z EST": nothing says which of the two is right.
        (Some(_), Some(_)) if conflict => Rule::Several(&[]),
        _ if second_is_exact => second.rule,
        _ => first.rule,
    };
    let lost = if rule == first.rule { second.rule } else { first.rule };
    let other_s = match lost {
        Rule::Offset(seconds) | Rule::Season(seconds, _) if conflict => Some(seconds),
        _ => None,
    };
    let name = match (first.name, second.name) {
        (Some(first), Some(_)) if !first.starts_with("GMT") && !first.starts_with("UTC") => Some(first),
        (_, Some(second)) => Some(second),
        (first, None) => first,
    };
    Zone { name, rule, conflict, other_s }
}
