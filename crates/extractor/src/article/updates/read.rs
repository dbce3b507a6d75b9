//! Update blocks inside a post, as statements of their own.

use chrono::NaiveDate;
use model::{Certainty, Span, Stamp, Update};

use super::super::page::Page;
use super::super::text::Body;
use super::label::opening;
use super::ruled::Ground;
use crate::adapters::moment;
use crate::dates::{self, Anchor, DateContext};

/// Most updates that are read.
const MAX_UPDATES: usize = 200;
/// A paragraph of the post has at least so many words; a line that dates or signs it has fewer.
const LEAST_WORDS: usize = 8;

/// The dated updates in the blocks of the text, oldest first. `since` is the day from which on the post stood.
pub(in super::super) fn updates(page: &Page<'_>, body: &Body, since: Option<NaiveDate>) -> Vec<Update> {
    let plain = body.range.clone().filter_map(|at| Some((at, page.blocks.list.get(at)?)));
    let plain = plain.filter(|(_, block)| block.zone.is_plain());
    let openings = plain.filter_map(|(at, block)| Some((at, opening(page, block)?)));
    let openings = openings.take(MAX_UPDATES).scan(None, |before: &mut Option<Stamp>, (at, mut opening)| {
        opening.claimed = in_year(page, opening.claimed, since, before.as_ref());
        *before = Some(opening.claimed.clone());
        Some((at, opening))
    });
    let ground = Ground { page, body, openings: openings.collect() };
    let mut found = Vec::new();
    let (mut free, mut said) = (body.range.start, 0);
    for (at, opening) in &ground.openings {
        said += (free..*at).map(|block| words(&ground, block)).sum::<usize>();
        free = free.max(*at);
        let Some(ruled) = ground.ruled(*at, said) else { continue };
        free = ruled.end;
        found.push(update(&ground, ruled, opening.claimed.clone()));
    }
    let at = |update: Option<&Update>| update.and_then(|update| update.claimed.as_ref()).map(moment);
    // On a page that shows the newest first, the later of two from one day stands above the other.
    if at(found.last()) < at(found.first()) {
        found.reverse();
    }
    found.sort_by_key(|update| at(Some(update)));
    name(&mut found);
    found
}

/// The words that the block adds to what the post says.
fn words(ground: &Ground<'_>, at: usize) -> usize {
    let block = ground.block(at).filter(|block| block.level.is_none() && ground.is_text(at));
    let words = block.map_or(0, |block| block.text.split_whitespace().count());
    if words < LEAST_WORDS { 0 } else { words }
}

fn update(ground: &Ground<'_>, ruled: std::ops::Range<usize>, claimed: Stamp) -> Update {
    let texts = ruled.clone().filter(|at| ground.is_text(*at)).filter_map(|at| ground.block(at));
    let lines: Vec<&str> = texts.map(|block| block.text.as_str()).collect();
    let mut places = ruled.filter_map(|at| ground.place(at));
    let first = places.next();
    let span = first.map(|first| Span { start: first.start, end: places.next_back().unwrap_or(first).end });
    Update {
        key: String::new(),
        status: None,
        claimed: Some(claimed),
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
        let Some(claimed) = &update.claimed else { continue };
        // Where nobody knows the year, the key must not change with the year in which the page is read.
        let base = match claimed.bounds() {
            Some(_) => claimed.local_iso(),
            None => claimed.raw.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        let same = bases.iter().filter(|it| **it == base).count();
        update.key = if same == 0 { base.clone() } else { format!("{base}#{}", same + 1) };
        bases.push(base);
    }
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
