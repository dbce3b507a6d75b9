//! A text of which only is known that it should say when something was.

use std::ops::Range;

use model::{Certainty, Precision};

use super::{DateContext, Flag, Reading, find_readings, parse_epoch, read, read_relative};

/// A longer text is no sentence, in bytes.
const LONGEST_SENTENCE: usize = 4000;

/// Reads `text` by the first of these that knows it: one date ([`read`]), a Unix time, a time told from the
/// reference, a sentence. Where a sentence holds several times, the reading is that of the first and says so,
/// unless all are of one day: then it is the most exact one.
pub fn read_any(text: &str, context: &DateContext, source: &str) -> Option<Reading> {
    let epoch = || {
        let stamp = parse_epoch(text, source).filter(|stamp| stamp.raw.len() >= 10)?;
        Some(Reading { stamp, flags: Vec::new(), likely_offset_s: None })
    };
    read(text, context, source)
        .or_else(|| placeholder(text, context, source))
        .or_else(epoch)
        .or_else(|| read_relative(text, context, source))
        .or_else(|| in_sentence(text, context, source))
}

/// What is known of a date whose rest was left open on purpose: `2014-MM-DD`, `2014-04-XX`.
fn placeholder(text: &str, context: &DateContext, source: &str) -> Option<Reading> {
    let text = text.trim();
    let known = ["-mm-dd", "-xx-xx", "-??-??", "-dd", "-xx", "-??"].iter().find_map(|open| {
        let (known, rest) = text.split_at_checked(text.len().checked_sub(open.len())?)?;
        rest.eq_ignore_ascii_case(open).then_some(known)
    })?;
    let is_plain = known.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let mut reading = read(known, context, source).filter(|_| is_plain)?;
    text.clone_into(&mut reading.stamp.raw);
    reading.flags.push(Flag::Placeholder);
    Some(reading)
}

fn in_sentence(text: &str, context: &DateContext, source: &str) -> Option<Reading> {
    if text.len() > LONGEST_SENTENCE {
        return None;
    }
    let found = find_readings(text, context, source);
    if let [(range, reading)] = found.as_slice()
        && let Some(joined) = clock_further_on(text, range.end, reading, context)
    {
        return Some(joined);
    }
    if has_broken_clock(text, found.iter().map(|(range, _)| range.clone())) {
        return None;
    }
    // A day in an address says when what it leads to was published. That cannot be after the sentence.
    let (linked, said): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(range, _)| is_in_address(text, range));
    let (linked, said) = if said.is_empty() { (Vec::new(), linked) } else { (linked, said) };
    let first = said.first()?.1.clone();
    let day = first.stamp.local.date();
    let mut reading = if said.iter().all(|(_, reading)| reading.stamp.local.date() == day) {
        let finer = |best: Reading, next: Reading| {
            if next.stamp.precision > best.stamp.precision { next } else { best }
        };
        said.into_iter().map(|(_, reading)| reading).reduce(finer)?
    } else {
        let mut reading = first;
        reading.flags.push(Flag::Several);
        reading
    };
    let later = day.checked_add_days(chrono::Days::new(1)).unwrap_or(day);
    if linked.iter().any(|(_, linked)| linked.stamp.local.date() > later) {
        reading.flags.push(Flag::Anachronism);
    }
    Some(reading)
}

/// `Tuesday (8th April), from 8 pm BST`: the day, and the one clock time with a zone within a few words
/// behind it.
fn clock_further_on(text: &str, end: usize, day: &Reading, context: &DateContext) -> Option<Reading> {
    const FAR: usize = 40;
    if day.stamp.precision != Precision::Day {
        return None;
    }
    let rest = text.get(end..)?;
    let rest = rest.get(..rest.floor_char_boundary(FAR))?;
    let starts = rest.char_indices().zip(rest.chars().skip(1));
    let mut starts = starts.filter(|((_, before), at)| before.is_whitespace() && at.is_ascii_digit());
    let ((at, _), _) = starts.next()?;
    let clock = rest.get(at..)?.trim().trim_end_matches('.');
    let joined = read(&format!("{} {clock}", day.stamp.local.date()), context, &day.stamp.source)?;
    joined.stamp.zone.as_ref()?;
    let mut reading = joined;
    reading.stamp.raw.clone_from(&day.stamp.raw);
    if day.stamp.certainty == Certainty::Ambiguous {
        reading.stamp.certainty = Certainty::Ambiguous;
        reading.stamp.spread = None;
    } else if reading.stamp.certainty == Certainty::Stated {
        reading.stamp.certainty = Certainty::Inferred;
    }
    reading.flags.extend(day.flags.iter().copied().chain([Flag::Joined]));
    reading.flags.sort_unstable();
    Some(reading)
}

/// The date stands between the slashes of an address.
fn is_in_address(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).is_some_and(|before| before.ends_with('/'));
    before && text.get(range.end..).is_some_and(|after| after.starts_with(['/', '-']))
}

/// Whether a colon beside a digit, or a number behind a plus sign, stands outside of what was read: a time of
/// day that cannot be, such as `10:14:61`, or an offset that is none. The day alone would not be what is
/// written.
fn has_broken_clock(text: &str, read: impl Iterator<Item = Range<usize>>) -> bool {
    let read: Vec<Range<usize>> = read.collect();
    let digit_at = |at: Option<usize>| {
        at.and_then(|at| text.as_bytes().get(at)).is_some_and(|byte| byte.is_ascii_digit())
    };
    text.match_indices([':', '+']).any(|(at, mark)| {
        let is_clock = digit_at(at.checked_add(1)) || (mark == ":" && digit_at(at.checked_sub(1)));
        is_clock && !read.iter().any(|range| range.contains(&at))
    })
}
