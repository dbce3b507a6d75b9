//! Update blocks inside a post: `Update, April 9, 10:15 PDT: …`.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;
use model::{Certainty, Stamp, Update};
use regex::Regex;

use super::blocks::Block;
use super::page::Page;
use super::times::place;
use crate::adapters::moment;
use crate::dates::{self, Anchor, DateContext};

/// Most updates that are read.
const MAX_UPDATES: usize = 200;
/// The date stands within so many bytes from the block's start.
const HEAD: usize = 120;

static STARTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^[\s\[(*_•-]*(?i:updated?|edit(?:ed)?|aktualisierung|nachtrag|mise à jour|actualización|aggiornamento|atualização|更新|追記)(?:\s*#?\d{1,2}\b)?(?:\s+(?:on|at|as of|from|vom|du|del))?[\s:,(\[–—*_-]").ok()
});

/// The dated updates in the blocks of the text, oldest first. `since` is the day from which on the post stood.
pub(super) fn updates(page: &Page<'_>, body: &Range<usize>, since: Option<NaiveDate>) -> Vec<Update> {
    let blocks = page.blocks.list.get(body.clone()).unwrap_or_default();
    let mut found: Vec<Update> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if found.len() >= MAX_UPDATES || !block.zone.is_plain() {
            continue;
        }
        let Some(claimed) = claimed(page, block) else { continue };
        let before = found.last().and_then(|update| update.claimed.as_ref());
        let claimed = in_year(page, claimed, since, before);
        let text = text_of(page, blocks, at);
        // Where nobody knows the year, the key must not change with the year in which the page is read.
        let base = match claimed.bounds() {
            Some(_) => claimed.local_iso(),
            None => claimed.raw.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        let same = found
            .iter()
            .filter(|update| update.key == base || update.key.starts_with(&format!("{base}#")))
            .count();
        let key = if same == 0 { base } else { format!("{base}#{}", same + 1) };
        found.push(Update {
            key,
            status: None,
            claimed: Some(claimed),
            recorded: None,
            edited: None,
            text,
            authors: Vec::new(),
            components: Vec::new(),
        });
    }
    found.sort_by_key(|update| update.claimed.as_ref().map(moment));
    found
}

/// The date of an update block; `None` where it is none. "Last updated" of the whole page is none either:
/// it has no words of its own.
fn claimed(page: &Page<'_>, block: &Block) -> Option<Stamp> {
    if !STARTS.as_ref()?.is_match(&block.text) {
        return None;
    }
    let end = (0..=HEAD.min(block.text.len())).rev().find(|end| block.text.is_char_boundary(*end))?;
    let head = block.text.get(..end)?;
    let date = dates::find(head, &page.context, "update-block").into_iter().next()?;
    let is_heading = block.level.is_some();
    let after = block.text.get(date.range.end..).unwrap_or_default();
    let says_more = after.split_whitespace().count() >= 3;
    if !is_heading && !says_more {
        return None;
    }
    let mut stamp = date.stamp;
    stamp.span = place(&page.document.text, &stamp.raw, None, page.body_at);
    Some(stamp)
}

/// An update that names no year: it stands beside the one `before` it and is not older than the post; else it is of
/// the twelve months behind the publication.
fn in_year(page: &Page<'_>, claimed: Stamp, since: Option<NaiveDate>, before: Option<&Stamp>) -> Stamp {
    let read = |anchor| dates::read_again(&claimed, &DateContext { anchor, ..page.context });
    let before = before.filter(|before| before.certainty != Certainty::Ambiguous);
    let beside = before.and_then(|before| read(Anchor::Near(before.local.date())));
    let beside = beside.filter(|stamp| since.is_none_or(|since| stamp.local.date() >= since));
    beside.or_else(|| read(Anchor::Since(since?))).unwrap_or(claimed)
}

/// A paragraph is its own text; a heading rules until the next one of any level, so that a heading that
/// moves to another level says nothing new, or until another update: what that one says was said at its own time.
fn text_of(page: &Page<'_>, blocks: &[Block], at: usize) -> String {
    let Some(first) = blocks.get(at) else { return String::new() };
    let mut lines = vec![first.text.as_str()];
    if first.level.is_some() {
        let is_another = |block: &Block| block.zone.is_plain() && claimed(page, block).is_some();
        let rest = blocks.iter().skip(at + 1).take_while(|block| block.level.is_none() && !is_another(block));
        lines.extend(rest.filter(|block| block.zone.is_plain()).map(|block| block.text.as_str()));
    }
    lines.join("\n")
}
