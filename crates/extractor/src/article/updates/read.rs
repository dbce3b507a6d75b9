//! Update blocks inside a post, as statements of their own.

use chrono::NaiveDate;
use model::{Span, Stamp, Update};

use super::super::page::Page;
use super::super::text::Body;
use super::follow::Seen;
use super::ruled::Ground;
use crate::adapters::moment;

/// Most updates that are read.
const MAX_UPDATES: usize = 200;
/// A paragraph of the post has at least so many words; a line that dates or signs it has fewer.
const LEAST_WORDS: usize = 8;

/// The updates in the blocks of the text, oldest first. `since` is the day from which on the post stood.
pub(in super::super) fn updates(page: &Page<'_>, body: &Body, since: Option<NaiveDate>) -> Vec<Update> {
    let plain = body.range.clone().filter_map(|at| Some((at, page.blocks.list.get(at)?)));
    let plain = plain.filter(|(_, block)| block.zone.is_plain());
    let mut seen = Seen::nothing(page, since);
    let openings =
        plain.filter_map(|(at, block)| Some((at, seen.next(at, block)?))).take(MAX_UPDATES).collect();
    let ground = Ground { page, body, openings };
    let mut found = Vec::new();
    let (mut free, mut said) = (body.range.start, 0);
    for (at, opening) in &ground.openings {
        said += (free..*at).map(|block| words(&ground, block)).sum::<usize>();
        free = free.max(*at);
        let Some(ruled) = ground.ruled(*at, said) else { continue };
        free = ruled.end;
        found.push(update(&ground, ruled, opening.claimed.clone()));
    }
    sort(&mut found);
    name(&mut found);
    found
}

/// Puts the oldest first. What names no time stands behind the one that it follows on the page.
fn sort(found: &mut Vec<Update>) {
    let at = |update: &Update| update.claimed.as_ref().map(moment);
    let moments: Vec<_> = found.iter().filter_map(at).collect();
    // On a page that shows the newest first, the later of two from one day stands above the other.
    if moments.last() < moments.first() {
        found.reverse();
    }
    let mut last = None;
    let mut keyed: Vec<_> = found
        .drain(..)
        .map(|update| {
            last = at(&update).or(last);
            (last, update)
        })
        .collect();
    keyed.sort_by_key(|(at, _)| *at);
    found.extend(keyed.into_iter().map(|(_, update)| update));
}

/// The words that the block adds to what the post says.
fn words(ground: &Ground<'_>, at: usize) -> usize {
    let block = ground.block(at).filter(|block| block.level.is_none() && ground.is_text(at));
    let words = block.map_or(0, |block| block.text.split_whitespace().count());
    if words < LEAST_WORDS { 0 } else { words }
}

fn update(ground: &Ground<'_>, ruled: std::ops::Range<usize>, claimed: Option<Stamp>) -> Update {
    let texts = ruled.clone().filter(|at| ground.is_text(*at)).filter_map(|at| ground.block(at));
    let lines: Vec<&str> = texts.map(|block| block.text.as_str()).collect();
    let mut places = ruled.filter_map(|at| ground.place(at));
    let first = places.next();
    let span = first.map(|first| Span { start: first.start, end: places.next_back().unwrap_or(first).end });
    Update {
        key: String::new(),
        status: None,
        claimed,
        recorded: None,
        edited: None,
        text: lines.join("\n"),
        span,
        authors: Vec::new(),
        components: Vec::new(),
    }
}

/// Names each update after its time. Of several from one time the oldest has no number, as far as that is known; the
/// store knows those by their words that it has seen before.
fn name(found: &mut [Update]) {
    let mut bases: Vec<String> = Vec::with_capacity(found.len());
    for update in found.iter_mut() {
        // Where nobody knows the year, the key must not change with the year in which the page is read.
        let base = match &update.claimed {
            Some(claimed) if claimed.bounds().is_some() => claimed.local_iso(),
            Some(claimed) => claimed.raw.split_whitespace().collect::<Vec<_>>().join(" "),
            None => "undated".to_owned(),
        };
        let same = bases.iter().filter(|it| **it == base).count();
        update.key = if same == 0 { base.clone() } else { format!("{base}#{}", same + 1) };
        bases.push(base);
    }
}
