//! The words that open an update, `Update, April 9, 10:15 PDT: …`, and its date.

use std::ops::Range;
use std::sync::LazyLock;

use model::Stamp;
use regex::{Captures, Regex};

use super::super::blocks::Block;
use super::super::page::Page;
use super::super::times::place;
use super::words::{BEHIND, LABEL, is_unparted};
use crate::dates;

/// The date stands within so many bytes from the block's start.
const HEAD: usize = 120;
/// The first number of a block that begins with a date stands within so many bytes.
const NUMBER: usize = 40;

/// What a block opens an update as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A heading.
    Heading,
    /// A line of its own that holds no more than the label and its date.
    Line,
    /// A paragraph with words of its own behind the date.
    Words,
}

/// A block that opens an update.
pub(super) struct Opening {
    /// As what it does.
    pub(super) form: Form,
    /// The date of the update, where it names one.
    pub(super) claimed: Option<Stamp>,
    /// Whether it says all that it has to say: it stands in brackets, is italic as a whole, or tells what was changed
    /// in the text around it.
    pub(super) closed: bool,
    /// Whether the same words are as likely the line below a headline that dates the whole page.
    pub(super) may_date_page: bool,
    /// Whether something other than its words sets it apart from a sentence.
    pub(super) set_apart: bool,
}

/// What may stand between the label and its date: marks, a number, a preposition, a clock with its zone, a name.
static JOINT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^(?:
        [\s:：,.、(\[（【［–—*_|/\#-]
        | \#?\d{1,2}\b | \d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\b)? | [A-Z]{2,4}\b
        | (?i:on|at|as\ of|of|from|for|dated|added|posted|vom|von|am|um|uhr|du|de|del|le|il|em|no|nr|nº|z|ze\ dne|dne|den|от|від|op|d\.?)\b
        | (?i:by|von|par|por)\s+(?:\p{Lu}[\p{L}.'’-]*[\s,]*){1,4}
        )*$",
    )
    .ok()
});

/// How a block opens an update; `None` where it opens none. An instruction ("Update your clients by April 30, 2014") has
/// other words between the first one and the date, and "Last updated" of a whole page begins with neither.
pub(super) fn opening(page: &Page<'_>, block: &Block) -> Option<Opening> {
    behind_label(page, block).or_else(|| before_label(page, block))
}

/// The date that the block may begin with: what costs least is asked first, since few begin with a number.
pub(super) fn first_date(page: &Page<'_>, block: &Block) -> Option<dates::Found> {
    let start = block.text.get(..block.text.floor_char_boundary(NUMBER))?;
    if !dates::has_digit(start) {
        return None;
    }
    date(page, block).filter(|date| date.range.start < NUMBER)
}

/// The first date at the start of the block.
fn date(page: &Page<'_>, block: &Block) -> Option<dates::Found> {
    let head = block.text.get(..block.text.floor_char_boundary(HEAD))?;
    dates::find(head, &page.context, "update-block").into_iter().next()
}

/// `Update, April 9, 2014: …`.
fn behind_label(page: &Page<'_>, block: &Block) -> Option<Opening> {
    let label = LABEL.as_ref()?.captures(&block.text)?;
    let behind = label.get(0)?.end();
    let after_label = block.text.get(behind..)?.chars().next()?;
    if after_label.is_alphabetic() && !is_unparted(label.get(0)?.as_str()) {
        return None;
    }
    let date = date(page, block)?;
    let between = block.text.get(behind..date.range.start)?;
    let rest = block.text.get(date.range.end..).unwrap_or_default();
    let says_no_more = !rest.contains(char::is_alphanumeric);
    // "Update: April 30, 2014 is the last day of it" is a sentence: what is said at a date is set off from it.
    if is_run_on(rest) && block.level.is_none() && !block.is_stressed_up_to(date.range.end) {
        return None;
    }
    let joined = JOINT.as_ref()?.is_match(between);
    let stressed = block.is_stressed();
    let form = match (block.level.is_some(), words(rest)) {
        // A heading may name the matter before the date: "Update on Heartbleed – April 9, 2014".
        (true, _) if joined || (says_no_more && is_set_off(between)) => Form::Heading,
        (false, _) if says_no_more && (joined || (stressed && is_set_off(between))) => Form::Line,
        (false, 0..3) if joined => Form::Line,
        (false, _) if joined && !is_byline(rest) => Form::Words,
        _ => return None,
    };
    Some(opened(page, block, form, &label, date.stamp))
}

/// `April 9, 2014 UPDATE: …`, `【2014年4月9日 15:00 追記】`.
fn before_label(page: &Page<'_>, block: &Block) -> Option<Opening> {
    let date = first_date(page, block)?;
    let lead = block.text.get(..date.range.start).filter(|lead| !lead.contains(char::is_alphanumeric))?;
    let rest = block.text.get(date.range.end..)?;
    let label = BEHIND.as_ref()?.captures(rest)?;
    let said = rest.get(label.get(0)?.end()..).unwrap_or_default();
    let form = match words(said) {
        _ if block.level.is_some() => Form::Heading,
        0..3 => Form::Line,
        _ => Form::Words,
    };
    let mut opened = opened(page, block, form, &label, date.stamp);
    opened.set_apart |= !lead.trim().is_empty();
    Some(opened)
}

fn opened(page: &Page<'_>, block: &Block, form: Form, label: &Captures<'_>, mut claimed: Stamp) -> Opening {
    let changed = label.name("changed").is_some();
    let lead = label.name("lead").map_or("", |lead| lead.as_str());
    let stressed = block.is_stressed();
    let bracketed = form == Form::Words && is_bracketed(&block.text);
    let whole = label.get(0).map_or(0..0, |label| label.range());
    claimed.span = place(&page.document.text, &claimed.raw, None, page.body_at);
    Opening {
        form,
        claimed: Some(claimed),
        closed: form == Form::Words && (bracketed || stressed || changed),
        may_date_page: changed,
        set_apart: stressed || !lead.trim().is_empty() || is_loud(&block.text, whole),
    }
}

/// Whether all of it stands in brackets.
pub(super) fn is_bracketed(text: &str) -> bool {
    text.trim_start().starts_with(['[', '(', '【', '（', '［'])
        && text.ends_with([']', ')', '】', '）', '］'])
}

/// About how many words there are; Chinese and Japanese do not part them.
pub(super) fn words(text: &str) -> usize {
    let unparted = text.chars().filter(|c| matches!(c, '\u{3040}'..='\u{9fff}')).count();
    text.split_whitespace().count() + unparted / 2
}

/// Whether the words before the date end with a mark that sets the date off.
fn is_set_off(between: &str) -> bool {
    between.trim_end().ends_with(['(', '[', '–', '—', '|', ':', ',', '-', '/', '（', '【'])
}

/// Whether the sentence goes on behind the date.
fn is_run_on(rest: &str) -> bool {
    let words = rest.trim_start();
    words.len() < rest.len() && words.starts_with(char::is_lowercase) && !is_byline(rest)
}

/// Whether what stands behind the date only names who wrote it, or says when it was published.
fn is_byline(rest: &str) -> bool {
    static PUBLISHED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:(?:and |this (?:post|article) was )?(?:originally |first )?(?:published|posted)|(?:zuerst )?ver[öo]ffentlicht|publi[ée]|publicado)\b").ok()
    });
    let words = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    if words.len() < 60 && PUBLISHED.as_ref().is_some_and(|rule| rule.is_match(words)) {
        return true;
    }
    let by = ["by ", "von ", "par ", "por "]
        .iter()
        .any(|by| words.get(..by.len()).is_some_and(|start| start.eq_ignore_ascii_case(by)));
    by && !words.contains(':') && words.split_whitespace().count() < 10
}

/// Whether the label is written in capitals.
pub(super) fn is_loud(text: &str, label: Range<usize>) -> bool {
    let label = text.get(label).unwrap_or_default();
    label.contains(char::is_alphabetic) && !label.contains(char::is_lowercase) && label.is_ascii()
}
