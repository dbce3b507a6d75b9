//! The words that open an update, `Update, April 9, 10:15 PDT: …`, and its date.

use std::ops::Range;
use std::sync::LazyLock;

use model::Stamp;
use regex::Regex;

use super::super::blocks::Block;
use super::super::page::Page;
use super::super::times::place;
use crate::dates;

/// The date stands within so many bytes from the block's start.
const HEAD: usize = 120;

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
    /// The date of the update.
    pub(super) claimed: Stamp,
    /// Whether it says all that it has to say: it stands in brackets, is italic as a whole, or tells what was changed
    /// in the text around it.
    pub(super) closed: bool,
    /// Whether the same words are as likely the line below a headline that dates the whole page.
    pub(super) may_date_page: bool,
    /// Whether something other than its words sets it apart from a sentence.
    pub(super) set_apart: bool,
}

/// The label. What is `changed` are the words with which pages also say when they were last changed.
static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<lead>[\s\[(*_•【（［-]*)(?:(?P<changed>(?i:updated|edited|aktualisierung|aktualisiert|mise à jour|actualización|aggiornamento|atualização)|更新)|(?i:update|edit|nachtrag)|追記)",
    )
    .ok()
});

/// What may stand between the label and its date: marks, a number, a preposition, a clock with its zone, a name.
static JOINT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^(?:
        [\s:：,.、(\[（【［–—*_|/\#-]
        | \#?\d{1,2}\b | \d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\b)? | [A-Z]{2,4}\b
        | (?i:on|at|as\ of|of|from|dated|added|posted|vom|von|am|um|uhr|du|de|del|le|il|em|no|nr|nº)\b
        | (?i:by|von|par|por)\s+(?:\p{Lu}[\p{L}.'’-]*[\s,]*){1,4}
        )*$",
    )
    .ok()
});

/// How a block opens an update; `None` where it opens none. An instruction ("Update your clients by April 30, 2014") has
/// other words between the first one and the date, and "Last updated" of a whole page begins with neither.
pub(super) fn opening(page: &Page<'_>, block: &Block) -> Option<Opening> {
    let label = LABEL.as_ref()?.captures(&block.text)?;
    let behind = label.get(0)?.end();
    let after_label = block.text.get(behind..)?.chars().next()?;
    if after_label.is_alphabetic() && label.get(0)?.as_str().is_ascii() {
        return None;
    }
    let head = block.text.get(..block.text.floor_char_boundary(HEAD))?;
    let date = dates::find(head, &page.context, "update-block").into_iter().next()?;
    let between = block.text.get(behind..date.range.start)?;
    let rest = block.text.get(date.range.end..).unwrap_or_default();
    let says_no_more = !rest.contains(char::is_alphanumeric);
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
    let changed = label.name("changed").is_some();
    let lead = label.name("lead").map_or("", |lead| lead.as_str());
    let bracketed = lead.contains(['[', '(', '【', '（', '［'])
        && block.text.ends_with([']', ')', '】', '）', '］'])
        && form == Form::Words;
    let mut claimed = date.stamp;
    claimed.span = place(&page.document.text, &claimed.raw, None, page.body_at);
    Some(Opening {
        form,
        claimed,
        closed: form == Form::Words && (bracketed || stressed || changed),
        may_date_page: changed,
        set_apart: stressed || !lead.trim().is_empty() || is_loud(&block.text, label.get(0)?.range()),
    })
}

/// About how many words there are; Chinese and Japanese do not part them.
fn words(text: &str) -> usize {
    let unparted = text.chars().filter(|c| matches!(c, '\u{3040}'..='\u{9fff}')).count();
    text.split_whitespace().count() + unparted / 2
}

/// Whether the words before the date end with a mark that sets the date off.
fn is_set_off(between: &str) -> bool {
    between.trim_end().ends_with(['(', '[', '–', '—', '|', ':', ',', '-', '/', '（', '【'])
}

/// Whether what stands behind the date only names who wrote it.
fn is_byline(rest: &str) -> bool {
    let words = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let by = ["by ", "von ", "par ", "por "]
        .iter()
        .any(|by| words.get(..by.len()).is_some_and(|start| start.eq_ignore_ascii_case(by)));
    by && !words.contains(':') && words.split_whitespace().count() < 10
}

/// Whether the label is written in capitals.
fn is_loud(text: &str, label: Range<usize>) -> bool {
    let label = text.get(label).unwrap_or_default();
    label.contains(char::is_alphabetic) && !label.contains(char::is_lowercase) && label.is_ascii()
}
