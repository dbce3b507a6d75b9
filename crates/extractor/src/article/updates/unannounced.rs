//! An update that names no time and stands behind no other: `Edit: an earlier version named the wrong region.`
//!
//! Nothing but its label says that it was added later, so that it is believed only in a post that says when it was
//! published, and where something sets it apart from a list of things to do or of terms that are explained.

use super::super::blocks::Block;
use super::super::page::Page;
use super::follow::is_boxed;
use super::label::{Form, Opening, is_bracketed, is_loud, words};
use super::words::UNDATED;
use crate::dates;

/// The label and the mark that ends it stand within so many bytes.
const LABEL: usize = 48;

/// How the block at `at` opens such an update; `None` where it opens none.
pub(super) fn unannounced(page: &Page<'_>, at: usize, block: &Block) -> Option<Opening> {
    let text = block.text.as_str();
    // Few blocks get further than this.
    let head = text.get(..text.floor_char_boundary(LABEL))?;
    if !head.contains([':', '：', ']', '】', '–', '—']) && text.len() > LABEL
        || block.linked > 0 && words(text) < 3
    {
        return None;
    }
    let found = UNDATED.as_ref()?.captures(text)?;
    let label = found.get(0)?;
    let rest = text.get(label.end()..)?;
    let mark = found.name("end").map_or("", |end| end.as_str());
    let is_stressed = block.is_stressed() || block.is_stressed_up_to(label.end());
    let form = match (block.level, words(rest)) {
        (Some(level), 0) if !is_one_of_verbs(page, at, level) => Form::Heading,
        (Some(_), _) => return None,
        (None, 0) if is_stressed => Form::Line,
        (None, 0..3) => return None,
        (None, _) if !mark.is_empty() => Form::Words,
        _ => return None,
    };
    let set_apart = is_stressed || is_bracketed(text) || is_loud(text, label.range());
    if form != Form::Heading && (is_boxed(page, block) || is_one_of_terms(page, at)) {
        return None;
    }
    // A day in such a sentence may be its own or one that it speaks of.
    let is_told = || begins_sentence(rest) && !(dates::has_digit(rest) && names_day(page, rest));
    if form == Form::Words && !set_apart && is_vague(label.as_str()) && !is_told() {
        return None;
    }
    Some(Opening { form, claimed: None, closed: form == Form::Words, may_date_page: false, set_apart })
}

/// Whether the label is as often a verb or a noun of everyday language: `Update: the command that fetches packages`.
fn is_vague(label: &str) -> bool {
    let word = label.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    word.starts_with("updat") || word.starts_with("upd") || word.starts_with("aktuali")
}

fn names_day(page: &Page<'_>, text: &str) -> bool {
    !dates::find(text, &page.context, "update-block").is_empty()
}

fn begins_sentence(rest: &str) -> bool {
    rest.trim_start().starts_with(|first: char| !first.is_lowercase())
}

/// Whether a block beside this one begins with another word and a colon, as where terms are explained one by one.
fn is_one_of_terms(page: &Page<'_>, at: usize) -> bool {
    let is_term = |block: &Block| {
        let word = block.text.split_once(": ").map(|(word, _)| word);
        let is_update = || UNDATED.as_ref().is_some_and(|label| label.is_match(&block.text));
        word.is_some_and(|word| word.len() <= 20 && !word.contains(' ')) && !is_update()
    };
    let beside = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten();
    beside.filter_map(|at| page.blocks.list.get(at)).any(is_term)
}

/// Whether another heading of that level is a verb for what is done with a record or a program: `Create`, `Update`, `Delete`.
fn is_one_of_verbs(page: &Page<'_>, at: usize, level: u8) -> bool {
    const VERBS: [&str; 12] = [
        "create",
        "delete",
        "remove",
        "install",
        "uninstall",
        "upgrade",
        "add",
        "insert",
        "read",
        "list",
        "get",
        "view",
    ];
    page.blocks.list.iter().enumerate().any(|(other, block)| {
        other != at
            && block.level == Some(level)
            && block
                .text
                .split(' ')
                .next()
                .is_some_and(|first| VERBS.iter().any(|verb| first.eq_ignore_ascii_case(verb)))
    })
}
