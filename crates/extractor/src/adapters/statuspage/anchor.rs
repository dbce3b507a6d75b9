//! The updates of a feed's entry, told from the time of the entry: that is the time of the newest update with a
//! status of the incident, with a year and an offset. A report that was added later stands before it.

use chrono::{NaiveDateTime, SubsecRound, Timelike};
use model::{Certainty, Stamp, Update};

use super::block::{Block, updates, updates_since};
use crate::adapters::statement::{moment, stamp, update};
use crate::dates::DateContext;

/// The updates in `blocks`, which come newest first, of an entry that was `published` with one of them; oldest
/// first. Where none of them has that time, the first is the newest that it can have.
pub(in crate::adapters) fn anchored(
    mut blocks: Vec<Block>,
    published: &Stamp,
    mut context: DateContext,
    source: &str,
) -> Vec<Update> {
    context = context.until(Some(moment(published)));
    let of_entry = |block: &Block| {
        let stamp = stamp(Some(block.date()), &context, source);
        stamp.is_some_and(|stamp| {
            same_clock(&stamp, published) || same_minute(moment(&stamp), moment(published))
        })
    };
    let at = blocks.iter().position(of_entry).unwrap_or(0);
    let older = blocks.split_off(at);
    blocks.reverse();
    let mut all = updates(older, context, source);
    all.extend(updates_since(blocks, moment(published), context, source));
    by_the_entrys_clock(all, published)
}

fn same_clock(stamp: &Stamp, published: &Stamp) -> bool {
    same_minute(stamp.local, published.local)
}

fn same_minute(one: NaiveDateTime, other: NaiveDateTime) -> bool {
    let minute = |time: NaiveDateTime| time.trunc_subsecs(0).with_second(0);
    minute(one) == minute(other)
}

/// Old pages write `PST` all the year. Where the entry's own time shows the same clock with another offset, that
/// offset holds for the times whose zone can be read in two ways.
fn by_the_entrys_clock(updates: Vec<Update>, published: &Stamp) -> Vec<Update> {
    let doubtful =
        |stamp: &Stamp| stamp.certainty == Certainty::Ambiguous && stamp.offset_s != published.offset_s;
    let shows = |update: &Update| {
        update.claimed.as_ref().filter(|claimed| doubtful(claimed) && same_clock(claimed, published)).cloned()
    };
    let Some(shown) = updates.iter().find_map(shows).filter(|_| published.offset_s.is_some()) else {
        return updates;
    };
    let told = |mut before: Update| match before.claimed.take() {
        Some(mut claimed) if doubtful(&claimed) && claimed.zone == shown.zone => {
            claimed.offset_s = published.offset_s;
            claimed.certainty = Certainty::Inferred;
            claimed.spread = None;
            update(before.status, Some(claimed), before.text)
        }
        claimed => Update { claimed, ..before },
    };
    updates.into_iter().map(told).collect()
}
