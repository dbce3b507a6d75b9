//! Times from places that are not believed while there is any other: the foot of the article, a side column
//! beside the headline, the one date of a page, a sentence that says when it was published.

use std::sync::LazyLock;

use model::{Precision, StampRole};
use regex::Regex;
use scraper::ElementRef;

use super::super::blocks::{Block, Kind};
use super::super::page::Page;
use super::super::people::is_credit;
use super::super::zones::Zone;
use super::candidate::{Found, place, weight};
use super::labels::{Label, is_in_name, is_of_thing, is_updated_below, label, label_above, speaks_of_thing};
use super::shown::{
    FEW_WORDS, MAX_BESIDE, MAX_LINE, MOST_ABOVE, ends_like_sentence, ends_sentence, is_clock, is_version,
    ranges, words_beside,
};
use super::standing::{Ground, is_row_of_days};
use crate::dates;

/// So many blocks before and behind the headline are near it, whatever their zone.
const BEFORE: usize = 6;
const BEHIND: usize = 12;
/// A row of a list with more words than these, its date among them, says what was then.
const MAX_IN_ROW: usize = 4;
/// Most blocks with a digit that are searched.
const MAX_SEARCHED: usize = 400;

/// A verb of publication behind a date: `wurde am 3. Dezember 2011 um 12:00 Uhr veröffentlicht`.
static SAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^[^.!?]{0,40}\b(?:ver[öo]ffentlicht|gepostet|geschrieben|eingestellt|verfasst|posted|published|publi[ée]e?|publicad[oa]|pubblicato|gepubliceerd|geplaatst|opublikowan[oy])\b",
    )
    .ok()
});

/// All times of the last resort.
pub(super) fn found(page: &Page<'_>, headline: Option<usize>, ground: &Ground) -> Vec<Found> {
    let near = match headline {
        Some(at) => at.saturating_sub(BEFORE)..at + BEHIND,
        None => 0..BEHIND,
    };
    let mut found = Vec::new();
    let mut lines: Vec<Found> = Vec::new();
    // Whether a date is left out that may be the page's as well as any other.
    let mut has_others = false;
    let dated = page
        .blocks
        .list
        .iter()
        .enumerate()
        .filter(|(_, block)| !block.zone.meets(Zone::COMMENTS) && dates::has_digit(&block.text));
    for (at, block) in dated.take(MAX_SEARCHED) {
        let is_elsewhere =
            ground.is_of_others(at) || ground.is_above_article(at) || ground.is_quoted(page, at);
        if is_elsewhere || is_of_neighbour(&block.text) {
            continue;
        }
        // `Outage on April 1, 2014`: the headline names the day of what it tells.
        if headline == Some(at) && is_of_thing(&block.text) {
            continue;
        }
        let kind = page.blocks.places.get(block.place).map(|place| place.kind);
        let is_row = matches!(kind, Some(Kind::Item | Kind::Definition | Kind::Cell | Kind::Table));
        // The days of a list, and what a sentence of the post tells, are not those of the page.
        let in_text = ground.is_in_text(at) && block.zone.is_plain();
        if in_text && (is_row && words_beside(&block.text, &[]) > MAX_IN_ROW || is_row_of_days(page, at))
            || is_row && block.zone.is_plain() && is_row_of_days(page, at)
        {
            has_others |= !in_text;
            continue;
        }
        let is_near = near.contains(&at);
        let is_listed = block.zone.meets(Zone::TEASER.with(Zone::NAVIGATION));
        if let Some(said) = sentence(page, block) {
            found.push(said);
        }
        if block.text.len() > MAX_LINE || ends_sentence(&block.text) || (is_listed && !is_near) {
            continue;
        }
        let text = block.spaced();
        let dates = dates::find(&text, &page.context, "text");
        if words_beside(&text, &dates) > MAX_BESIDE {
            continue;
        }
        if in_text && words_beside(&text, &dates) >= FEW_WORDS && ends_like_sentence(&text) {
            continue;
        }
        let starts = dates.first().is_some_and(|date| date.range.start == 0);
        if ground.is_above_headline(at) && !starts && words_beside(&text, &dates) > MOST_ABOVE {
            has_others |= !dates.is_empty();
            continue;
        }
        let is_range = ranges(&text, &dates).contains(&true);
        let days = |date: &dates::Found| date.stamp.local.date();
        let is_labelled = |from: usize, date: &dates::Found| {
            text.get(from..date.range.start).is_some_and(|between| label(between).is_some())
        };
        let pairs = dates.iter().zip(dates.iter().skip(1));
        let is_one =
            pairs.into_iter().all(|(one, next)| days(one) == days(next) || is_labelled(one.range.end, next));
        let Some(date) = dates.into_iter().next() else { continue };
        if is_range || is_clock(page, ground, at, &date.stamp) {
            has_others = true;
            continue;
        }
        let before = text.get(..date.range.start).unwrap_or_default();
        let is_cell = matches!(kind, Some(Kind::Table | Kind::Definition));
        if is_cell && is_of_thing(before) || is_in_name(before) {
            continue;
        }
        let is_bare = before.trim().is_empty();
        let said = label(before).or_else(|| is_bare.then(|| label_above(page, at, headline)).flatten());
        let is_updated = || {
            text.get(date.range.end..).is_some_and(|rest| rest.trim().is_empty())
                && is_updated_below(page, at)
        };
        if matches!(said, Some(Label::Updated | Label::Other)) || said.is_none() && is_updated() {
            continue;
        }
        let after = text.get(date.range.end..).unwrap_or_default();
        if is_version(&date.stamp.raw, before, after)
            || said.is_none() && is_credit(before)
            || is_marked_updated(page, at, block)
        {
            continue;
        }
        // Of two days in one line far from the headline, nobody knows which is the page's either.
        if !is_near && said.is_none() && !is_one {
            has_others = true;
            continue;
        }
        let distance = headline.map_or(at, |headline| headline.abs_diff(at));
        let far = u32::try_from(distance).unwrap_or(u32::MAX).min(9);
        let (weight, source) = match is_near {
            true => (weight::LAST_RESORT + 9 - far, "last-resort:near-headline"),
            false => (weight::LAST_RESORT - 10, "last-resort:only-date"),
        };
        let stamp =
            in_markup(page, at, &date.stamp, source).unwrap_or_else(|| at_source(page, date.stamp, source));
        let one = Found::new(StampRole::Published, stamp, weight).doubtful();
        if is_near {
            found.push(one);
        } else {
            lines.push(one);
        }
    }
    // The one date of a page is its own; of several, nobody knows which.
    let days = |found: &Found| found.stamp.local.date();
    if !has_others && lines.first().is_some_and(|first| lines.iter().all(|line| days(line) == days(first))) {
        found.extend(lines.into_iter().take(1));
    }
    found
}

/// Whether the names or the hint of the elements that hold a line, or of the time in it, say that it is of the last change.
fn is_marked_updated(page: &Page<'_>, at: usize, block: &Block) -> bool {
    const MARKS: [&str; 5] = ["last update", "last-update", "lastupdate", "revision-date", "last-modified"];
    let own = page.html.tree.get(block.element).and_then(ElementRef::wrap);
    let around = own.into_iter().flat_map(|own| own.ancestors().filter_map(ElementRef::wrap).take(2));
    let inside = own.into_iter().flat_map(|own| own.descendent_elements().take(4));
    let times = page.marks.times.iter().chain(&page.marks.dated).copied();
    let times = times.filter(|time| page.blocks.range(time.id()).is_some_and(|range| range.contains(&at)));
    inside.chain(around).chain(times.take(2)).any(|element| {
        let said = [element.attr("class"), element.attr("title")].into_iter().flatten();
        said.map(str::to_ascii_lowercase).any(|said| MARKS.iter().any(|mark| said.contains(mark)))
    })
}

/// Whether a line leads to the post before or behind this one.
fn is_of_neighbour(text: &str) -> bool {
    static LEADS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:[«»←→‹›<>]+\s*\S|(?:previous|prev|next|older|newer|vorheriger?|nächster?|précédente?|suivante?|anterior|siguiente|próxim[oa]|precedente|successivo|vorige|volgende|предыдущ\w*|следующ\w*|前の|次の|上一|下一|이전|다음)(?:[\s:：]|$))|[»→›]$").ok()
    });
    LEADS.as_ref().is_some_and(|rule| rule.is_match(text))
}

/// The same day in the markup of the block, where that says more of it: `<relative-time datetime="…">on Apr 8, 2014`.
fn in_markup(page: &Page<'_>, at: usize, shown: &model::Stamp, source: &str) -> Option<model::Stamp> {
    let times = page.marks.times.iter().chain(&page.marks.dated);
    let inside = times
        .filter(|element| page.blocks.range(element.id()).is_some_and(|range| range.contains(&at)))
        .take(4);
    let values = inside.filter_map(|element| element.attr("datetime").or_else(|| element.attr("title")));
    let exact = values.filter_map(|value| dates::parse(value, &page.context, source)).find(|stamp| {
        let apart = (stamp.local.date() - shown.local.date()).num_days().abs();
        shown.precision == Precision::Day
            && stamp.precision > Precision::Day
            && apart <= i64::from(stamp.offset_s == Some(0))
    })?;
    Some(at_source(page, exact, &format!("{source}/time")))
}

/// The date of a sentence that says when the page was published.
fn sentence(page: &Page<'_>, block: &Block) -> Option<Found> {
    let mentions = block.zone.meets(Zone::TEASER.with(Zone::NAVIGATION));
    if mentions || block.text.len() > 600 {
        return None;
    }
    let date = dates::find(&block.text, &page.context, "text").into_iter().next()?;
    let after = block.text.get(date.range.end..)?;
    SAID.as_ref()?.is_match(after).then_some(())?;
    // "The flaw was published on …" is no word on the page.
    let before = block.text.get(..date.range.start)?;
    if speaks_of_thing(&block.text) || label(before) == Some(Label::Other) {
        return None;
    }
    let stamp = at_source(page, date.stamp, "last-resort:sentence");
    Some(Found::new(StampRole::Published, stamp, weight::LAST_RESORT + 5).doubtful())
}

fn at_source(page: &Page<'_>, mut stamp: model::Stamp, source: &str) -> model::Stamp {
    source.clone_into(&mut stamp.source);
    stamp.span = place(&page.document.text, &stamp.raw, None, page.body_at);
    stamp
}
