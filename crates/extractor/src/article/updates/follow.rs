//! What begins an update only behind another one, or under a heading that announces updates: a label without a day, a
//! date without a label.
//!
//! Such a beginning ends the update before it, whose time it does not have.

use chrono::NaiveDate;
use model::{Certainty, Stamp};

use super::super::blocks::{Block, Kind};
use super::super::page::Page;
use super::super::times::{is_first, place};
use super::label::{Form, Opening, first_date, is_bracketed, opening, words};
use super::unannounced::unannounced;
use super::words::{HEAD_ROW, HISTORY, STANDING, UNDATED};
use crate::dates::{self, Anchor, DateContext};

/// A heading over updates is no longer than this, in bytes.
const LONGEST_HEADING: usize = 60;

/// What was seen of the article so far.
pub(super) struct Seen<'a> {
    page: &'a Page<'a>,
    /// The day from which on the post stood.
    since: Option<NaiveDate>,
    /// The last date of an update.
    before: Option<Stamp>,
    /// Whether the words of the last update can go on.
    is_open: bool,
    /// Whether the last heading announces updates.
    is_history: bool,
    /// Whether the head of the table around the block does.
    is_history_table: bool,
}

impl<'a> Seen<'a> {
    /// Nothing of it.
    pub(super) fn nothing(page: &'a Page<'a>, since: Option<NaiveDate>) -> Self {
        Self { page, since, before: None, is_open: false, is_history: false, is_history_table: false }
    }

    /// How the next block, that at `at`, opens an update; `None` where it opens none.
    pub(super) fn next(&mut self, at: usize, block: &Block) -> Option<Opening> {
        let is_heading = block.level.is_some();
        if is_heading || block.is_stressed() {
            let is_history = block.text.len() <= LONGEST_HEADING
                && HISTORY.as_ref().is_some_and(|history| history.is_match(&block.text));
            self.is_history = is_history || self.is_history && !is_heading;
            self.is_open &= !is_heading;
        }
        let kind = self.page.blocks.places.get(block.place).map(|place| place.kind);
        let is_row = matches!(kind, Some(Kind::Table | Kind::Cell));
        let is_head = || {
            block.text.len() <= LONGEST_HEADING
                && HEAD_ROW.as_ref().is_some_and(|head| head.is_match(&block.text))
        };
        self.is_history_table = is_row && (self.is_history_table || is_head());
        let mut found = opening(self.page, block);
        if let Some(Opening { claimed: Some(claimed), .. }) = &mut found {
            *claimed = self.in_year(claimed.clone());
        }
        let found = found
            .or_else(|| if self.is_history || self.is_history_table { self.entry(block) } else { None })
            .or_else(|| self.before.as_ref().and_then(|_| undated(block)))
            .or_else(|| if self.is_open { self.dated(block) } else { None })
            .or_else(|| self.since.and_then(|_| unannounced(self.page, at, block)))?;
        self.before = found.claimed.clone().or(self.before.take());
        self.is_open = !found.closed;
        Some(found)
    }

    /// An entry of a list or a table under a heading that announces updates: `2014-04-09 – certificates reissued`. That of
    /// the publication is none.
    fn entry(&self, block: &Block) -> Option<Opening> {
        let date = first_date(self.page, block)?;
        let is_links = block.linked * 2 > block.text.len();
        let before = block.text.get(..date.range.start)?;
        if is_links || !before.chars().all(|c| !c.is_alphabetic() || matches!(c, 'v' | 'V')) {
            return None;
        }
        let rest = block.text.get(date.range.end..)?;
        if is_first(rest) || is_publication(rest) {
            return None;
        }
        let claimed = self.at_or_after(date.stamp, self.since)?;
        let form = match words(rest) {
            _ if block.level.is_some() => Form::Heading,
            0 => Form::Line,
            _ => Form::Words,
        };
        let kind = self.page.blocks.places.get(block.place).map(|place| place.kind);
        let closed = matches!(kind, Some(Kind::Table | Kind::Cell));
        Some(Opening { form, claimed: Some(claimed), closed, may_date_page: false, set_apart: true })
    }

    /// A date, or a word for how things stand and a date, that is set off from the words behind it, and is not from before
    /// the last update: `April 10, 2014: …`, `Resolved – April 10, 2014: …`.
    fn dated(&self, block: &Block) -> Option<Opening> {
        let date = first_date(self.page, block)?;
        let before = block.text.get(..date.range.start)?;
        let is_plain = !before.contains(char::is_alphanumeric);
        if !is_plain && !STANDING.as_ref().is_some_and(|standing| standing.is_match(before)) {
            return None;
        }
        let rest = block.text.get(date.range.end..)?.trim_start();
        let is_in_brackets =
            before.trim_end().ends_with(['[', '(', '【']) && rest.starts_with([']', ')', '】']);
        let is_set_off = is_in_brackets
            || rest.starts_with([':', '：', '–', '—', '-'])
            || block.is_stressed_up_to(date.range.end);
        if !is_set_off || words(rest) == 0 || is_boxed(self.page, block) {
            return None;
        }
        let day = self.before.as_ref().map(|before| before.local.date());
        let claimed = self.at_or_after(date.stamp, day)?;
        let form = if words(rest) < 3 { Form::Line } else { Form::Words };
        let closed = form == Form::Words && is_bracketed(&block.text);
        Some(Opening { form, claimed: Some(claimed), closed, may_date_page: false, set_apart: true })
    }

    fn at_or_after(&self, stamp: Stamp, day: Option<NaiveDate>) -> Option<Stamp> {
        let mut claimed = self.in_year(stamp);
        claimed.span = place(&self.page.document.text, &claimed.raw, None, self.page.body_at);
        day.is_none_or(|day| claimed.local.date() >= day).then_some(claimed)
    }

    /// An update that names no year: it stands beside the one before it and is not older than the post; else it is of
    /// the twelve months behind the publication.
    fn in_year(&self, claimed: Stamp) -> Stamp {
        let read = |anchor| dates::read_again(&claimed, &DateContext { anchor, ..self.page.context });
        let before = self.before.as_ref().filter(|before| before.certainty != Certainty::Ambiguous);
        let beside = before.and_then(|before| read(Anchor::Near(before.local.date())));
        let beside = beside.filter(|stamp| self.since.is_none_or(|since| stamp.local.date() >= since));
        beside.or_else(|| read(Anchor::Since(self.since?))).unwrap_or(claimed)
    }
}

/// A label of an update that names no day: `Update 3:15 PM PDT: …`.
fn undated(block: &Block) -> Option<Opening> {
    let label = UNDATED.as_ref()?.captures(&block.text)?;
    let rest = block.text.get(label.get(0)?.end()..)?;
    let form = match (block.level.is_some(), words(rest)) {
        (true, 0) => Form::Heading,
        (true, _) => return None,
        (false, 0..3) => Form::Line,
        (false, _) => Form::Words,
    };
    let closed = form == Form::Words && (is_bracketed(&block.text) || block.is_stressed());
    Some(Opening { form, claimed: None, closed, may_date_page: false, set_apart: true })
}

/// Whether the words of an entry say that it is that of the publication.
fn is_publication(rest: &str) -> bool {
    const WORDS: [&str; 12] = [
        "initial",
        "first",
        "original",
        "published",
        "posted",
        "created",
        "release",
        "public",
        "erst",
        "premi",
        "初",
        "公開",
    ];
    let said = rest.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    words(&said) <= 4 && WORDS.iter().any(|word| said.starts_with(word))
}

/// Whether the block stands in an item of a list, a row or a quotation: days that the post tells of.
pub(super) fn is_boxed(page: &Page<'_>, block: &Block) -> bool {
    let mut place = block.place;
    // The elements around a block are no more than the tree may be deep.
    while let Some(here) = page.blocks.places.get(place) {
        if matches!(here.kind, Kind::Item | Kind::Quote | Kind::Definition | Kind::Cell | Kind::Table) {
            return true;
        }
        if here.parent == place {
            return false;
        }
        place = here.parent;
    }
    false
}
