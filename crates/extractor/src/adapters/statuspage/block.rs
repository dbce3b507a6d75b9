//! One update as Statuspage writes it in feeds and on its home page: a status in bold, a date in small,
//! and words. The date has no year.

use chrono::{NaiveDateTime, TimeDelta};
use model::{Stamp, Update};
use scraper::ElementRef;

use crate::adapters::fragment::{fold, write, write_characters};
use crate::adapters::statement::{moment, stamp, update};
use crate::dates::DateContext;

/// A block as it was found.
pub(in crate::adapters) struct Block {
    date: String,
    status: Option<String>,
    text: String,
}

impl Block {
    /// The block that `element` holds: its first `small` is the date, its first `strong` the status, all the
    /// other children the words.
    pub fn read(element: ElementRef<'_>) -> Option<Self> {
        let mut date = None;
        let mut status = None;
        let mut text = String::new();
        for node in element.children() {
            let inner = ElementRef::wrap(node);
            match (inner, inner.map_or("", |inner| inner.value().name())) {
                (Some(small), "small") if date.is_none() => date = Some(small.text().collect::<String>()),
                (Some(strong), "strong" | "b") if status.is_none() => {
                    status = Some(strong.text().collect::<String>().trim().to_owned());
                }
                (Some(inner), _) => write(inner, &mut text),
                (None, _) => write_characters(node.value().as_text().map_or("", |text| &**text), &mut text),
            }
        }
        Some(Self { date: date?, status, text })
    }

    /// Whether a status is written: only maintenances that have one update go without.
    pub fn has_status(&self) -> bool {
        self.status.is_some()
    }

    /// How far an incident is with this status, where it is one of the usual ones.
    pub fn stage(&self) -> Option<usize> {
        const STAGES: [&[&str]; 5] = [
            &["investigating", "scheduled"],
            &["identified", "in progress"],
            &["monitoring", "verifying"],
            &["resolved", "completed"],
            &["postmortem"],
        ];
        let status = self.status.as_deref()?.to_ascii_lowercase();
        STAGES.iter().position(|stage| stage.contains(&status.as_str()))
    }

    /// Adds what stands behind the block and still belongs to it.
    pub fn extend(&mut self, element: ElementRef<'_>) {
        write(element, &mut self.text);
    }

    /// The date as it stands.
    pub fn date(&self) -> &str {
        &self.date
    }

    fn update(self, claimed: Option<Stamp>) -> Update {
        let words = fold(&self.text);
        let words = words.strip_prefix(['-', '–', '—']).unwrap_or(&words).trim_start().to_owned();
        update(self.status, claimed, words)
    }

    /// Adds characters that stand behind the block.
    pub fn extend_characters(&mut self, characters: &str) {
        write_characters(characters, &mut self.text);
    }
}

/// So long after an update the next one is looked for: five days less than a year, so that times that are
/// slightly out of order stay where they are.
pub(in crate::adapters) const AHEAD: TimeDelta = TimeDelta::days(360);

/// Whether blocks stand oldest first, as Instatus writes them in RSS. All are read against the same moment.
pub(in crate::adapters) fn oldest_first(blocks: &[Block], context: &DateContext) -> bool {
    let time = |block: Option<&Block>| stamp(Some(&block?.date), context, "").as_ref().map(moment);
    match (time(blocks.first()), time(blocks.last())) {
        (Some(first), Some(last)) => first < last,
        _ => false,
    }
}

/// The updates in `blocks`, which come oldest first, where the first was said at `start`: each later one lies
/// in the year after the one before it.
pub(in crate::adapters) fn updates_since(
    blocks: Vec<Block>,
    start: NaiveDateTime,
    mut context: DateContext,
    source: &str,
) -> Vec<Update> {
    let mut updates: Vec<Update> = Vec::new();
    context = context.until(start.checked_add_signed(AHEAD));
    for block in blocks {
        let claimed = stamp(Some(&block.date), &context, source);
        if let Some(claimed) = &claimed {
            context.reference = moment(claimed).checked_add_signed(AHEAD);
        }
        updates.push(block.update(claimed));
    }
    updates
}

/// The updates in `blocks`, which come newest first; oldest first. `context.reference` is the newest time
/// that the first of them can have; each older one is not later than the one before it, so that December
/// comes before January.
pub(in crate::adapters) fn updates(
    blocks: Vec<Block>,
    mut context: DateContext,
    source: &str,
) -> Vec<Update> {
    let mut updates: Vec<Update> = Vec::new();
    for block in blocks {
        let claimed = stamp(Some(&block.date), &context, source);
        if let Some(claimed) = &claimed {
            context.reference = Some(moment(claimed));
        }
        updates.push(block.update(claimed));
    }
    updates.reverse();
    updates
}
