//! Times that a page shows to readers: labelled ones, bylines, lines near the headline, date lines.

use std::borrow::Cow;
use std::ops::Range;

use model::StampRole;

use super::super::blocks::{Block, Kind};
use super::super::page::Page;
use super::super::people::is_credit;
use super::super::zones::Zone;
use super::candidate::{Found, place, weight};
use super::labels::{
    Label, is_behind_thing, is_first, is_first_notice, is_in_name, is_label_alone, is_of_page,
    is_of_template, is_of_thing, is_other_label, is_unsure, is_updated_below, is_vague, label, label_above,
};
use super::markup::elsewhere;
use super::standing::{Ground, is_row_of_days};
use super::years;
use crate::dates;

/// So many blocks before the headline may hold its date.
const BEFORE: usize = 8;
/// So many blocks behind the headline may hold its date.
const BEHIND: usize = 16;
/// Without a headline, only so many blocks from the start are looked at.
const WITHOUT_HEADLINE: usize = 30;
/// Longest line with a date that is not a sentence, in bytes.
pub(super) const MAX_LINE: usize = 240;
/// Words beside the date that a line near the headline may have.
pub(super) const MAX_BESIDE: usize = 12;
/// Words beside the date that a line above the headline may have: one with more is a banner, a ticker or another post.
pub(super) const MOST_ABOVE: usize = 4;
/// A line with fewer words beside its dates says no more than what they are of.
pub(super) const FEW_WORDS: usize = 4;

/// All shown times. `body` is the range of blocks that hold the text.
pub(super) fn found(
    page: &Page<'_>,
    headline: Option<usize>,
    body: &Range<usize>,
    ground: &Ground,
) -> Vec<Found> {
    let near = match headline {
        Some(at) => at.saturating_sub(BEFORE)..at + BEHIND,
        None => 0..WITHOUT_HEADLINE,
    };
    // A date at the very end of the article is often its signature.
    let end = body.end.saturating_sub(4)..body.end + 3;
    let mut found = Vec::new();
    // How many were found up to the headline.
    let mut above = 0;
    for (at, block) in page.blocks.list.iter().enumerate() {
        if headline == Some(at) {
            above = found.len();
        }
        let is_near = near.contains(&at);
        let has_digit = dates::has_digit(&block.text);
        let zone = ground.zone(at, block);
        if has_digit && !zone.meets(Zone::COMMENTS.with(Zone::TEASER)) && !ground.is_of_others(at) {
            found.extend(template(page, block));
        }
        if has_digit && !ground.is_of_others(at) {
            found.extend(in_foot(page, at, block, ground));
        }
        if !has_digit || zone.meets(elsewhere()) || ground.is_of_others(at) {
            continue;
        }
        let is_read = is_near || end.contains(&at) || is_short(block);
        if is_read && !ground.is_above_article(at) && !ground.is_quoted(page, at) {
            lines(page, headline, at, block, ground, is_near, &mut found);
        }
        if found.len() > 60 {
            break;
        }
    }
    below_headline(&mut found, above);
    // What stands at the head of the post comes before a label elsewhere.
    let is_line = |found: &Found| found.stamp.source == "line:near-headline" && !found.is_doubtful;
    if found.iter().any(is_line) {
        let is_label = |found: &&mut Found| {
            found.stamp.source == "label:published" && found.weight <= weight::FIRST_LINE
        };
        found
            .iter_mut()
            .filter(is_label)
            .for_each(|label| label.weight = label.weight.min(weight::LABEL_IN_TEXT));
    }
    found
}

/// Of two days that nothing names, one above the headline (the first `above`) and an earlier one under it, the post's is the
/// one under it: the head of a site shows the day of the look.
fn below_headline(found: &mut [Found], above: usize) {
    let is_line = |one: &Found| {
        one.stamp.source == "line:near-headline" && !one.is_doubtful && years::is_named(&one.stamp)
    };
    let (above, below) = found.split_at_mut(above.min(found.len()));
    let Some(own) = below.iter().find(|one| is_line(one)) else { return };
    for one in above.iter_mut().filter(|one| is_line(one)) {
        if one.stamp.local.date() > own.stamp.local.date() {
            one.weight = one.weight.min(own.weight.saturating_sub(1));
        }
    }
}

fn is_short(block: &Block) -> bool {
    block.text.len() < 100
}

fn lines(
    page: &Page<'_>,
    headline: Option<usize>,
    at: usize,
    block: &Block,
    ground: &Ground,
    near: bool,
    found: &mut Vec<Found>,
) {
    if block.text.len() > MAX_LINE || ends_sentence(&block.text) {
        let before = found.len();
        if near {
            date_line(page, block, ground.is_behind_opening(at), found);
        }
        if block.text.len() > MAX_LINE || found.len() > before {
            return;
        }
    }
    // Dates are read from the text as it stands, unless style sheets part what the markup does not.
    let mut text = Cow::Borrowed(block.text.as_str());
    let mut dates = dates::find(&text, &page.context, "text");
    let count = |dates: &[dates::Found]| dates.iter().filter(|date| years::is_named(&date.stamp)).count();
    let precise = |dates: &[dates::Found]| dates.first().map(|date| date.stamp.precision);
    let is_cut = is_cut_in_number(block);
    if (count(&dates) == 0 || is_cut || is_glued(&text))
        && let Cow::Owned(spaced) = block.spaced()
    {
        let apart = dates::find(&spaced, &page.context, "text");
        if dates.is_empty()
            || count(&apart) > count(&dates)
            || is_cut && count(&apart) == count(&dates) && precise(&apart) > precise(&dates)
        {
            (text, dates) = (Cow::Owned(spaced), apart);
        }
    }
    let ranges = ranges(&text, &dates);
    let mut from = 0;
    let first = dates.first().map_or(0, |date| date.range.start);
    let beside = words_beside(&text, &dates);
    // A list is of other things, and a sentence speaks of them.
    let kind = page.blocks.places.get(block.place).map(|place| place.kind);
    let is_own_line = !matches!(kind, Some(Kind::Item | Kind::Definition | Kind::Cell | Kind::Table));
    let is_head = kind != Some(Kind::Item) && !ends_like_sentence(&text);
    let (found_before, mut told) = (found.len(), Vec::new());
    let in_text = ground.is_in_text(at);
    let is_named = block.zone.meets(Zone::SIGNATURE);
    for (date, is_range) in dates.into_iter().zip(ranges) {
        let before = text.get(from..date.range.start).unwrap_or_default();
        from = date.range.end;
        if is_range || is_in_name(before) {
            continue;
        }
        let after = text.get(from..).unwrap_or_default();
        if is_version(&date.stamp.raw, before, after) {
            continue;
        }
        let mut said = label(before);
        // `Photo by Ada Park, March 3, 2021`: what somebody did beside the text.
        if said.is_none() && !before.trim().is_empty() && is_credit(before) {
            said = Some(Label::Other);
        }
        // Among the words of a post, a list of days tells what others did.
        let is_row = in_text && is_row_of_days(page, at);
        if said.is_none() && (is_first(after) || !in_text && is_first_notice(after)) {
            said = Some(Label::Published);
        } else if is_row && said.is_none() && is_first_notice(after)
            || is_row && said == Some(Label::Published) && !is_label_alone(before)
            || in_text && is_vague(before) && is_clause(after)
        {
            said = Some(Label::Other);
        }
        let is_above = said.is_none() && before.trim().is_empty() && date.range.start == first;
        if is_above {
            said = label_above(page, at, headline);
            let is_updated = said.is_none() && after.trim().is_empty() && is_updated_below(page, at);
            said = if is_updated { Some(Label::Updated) } else { said };
        }
        // The first cell of a row says what the date is of, and so does what ends with a colon.
        let is_cell = kind == Some(Kind::Table) && before.contains(char::is_alphabetic);
        if said.is_none() && is_cell && is_of_thing(before) {
            said = Some(Label::Other);
        }
        let is_unknown = said.is_none() && (is_cell || is_other_label(before) || is_behind_thing(before));
        if years::is_named(&date.stamp) {
            told.push((said, date.stamp.local.date()));
        }
        let distance = headline.map_or(at, |headline| headline.abs_diff(at));
        let far = u32::try_from(distance / 4).unwrap_or(9).min(9);
        // `Updated April 10, 2014. Originally published April 8, 2014.` ends like a sentence and is none.
        let is_line = beside <= MAX_BESIDE && (!ends_sentence(&block.text) || beside <= FEW_WORDS);
        let is_timeline = !is_own_line && beside > 0 && said.is_none() && is_row_of_days(page, at);
        let is_told = is_timeline
            || in_text
                && !is_named
                && (is_row || beside > 0 && !is_own_line || beside >= FEW_WORDS && ends_like_sentence(&text));
        let is_clock = is_clock(page, ground, at, &date.stamp);
        let is_banner = ground.is_above_headline(at)
            && beside > MOST_ABOVE
            && !before.trim().is_empty()
            && !is_byline(&block.text);
        let (role, weight, source) = match said {
            Some(Label::Other) => continue,
            Some(Label::Updated) if is_line && (is_above || is_of_page(before)) => {
                (StampRole::Updated, weight::LABEL_UPDATED, "label:updated")
            }
            Some(Label::Updated) if near && is_line && is_head => {
                (StampRole::Updated, weight::LINE_UPDATED, "line:updated")
            }
            Some(Label::Published) if in_text && is_line && (near || beside <= 6) => {
                let is_first_line = is_first(after);
                let is_alone = is_own_line && !is_row && !is_vague(before) && is_label_alone(before);
                let weight = match is_alone {
                    _ if is_first_line => weight::FIRST_LINE,
                    true => weight::LABEL_ALONE,
                    false => weight::LABEL_IN_TEXT,
                };
                (StampRole::Published, weight, "label:published")
            }
            Some(Label::Published) if near && is_line => {
                (StampRole::Published, weight::LABEL_PUBLISHED, "label:published")
            }
            Some(Label::Published) if is_line && beside <= 6 => {
                (StampRole::Published, weight::LINE + 4, "label:published")
            }
            None if near
                && is_line
                && !is_told
                && !is_banner
                && (block.level.is_none_or(|level| level > 3 && is_byline(&block.text)) || beside == 0) =>
            {
                let weight = match is_byline(&block.text) {
                    _ if is_clock && ground.is_above_main(at) => continue,
                    _ if is_unknown || is_clock => weight::LINE_IN_TEXT,
                    true if in_text && !is_named => weight::LABEL_IN_TEXT,
                    true => weight::BYLINE,
                    false if in_text && !is_named => weight::LINE_IN_TEXT,
                    false => weight::LINE,
                };
                (StampRole::Published, weight, "line:near-headline")
            }
            _ => continue,
        };
        let mut stamp = date.stamp;
        stamp.source = source.to_owned();
        stamp.span = place(&page.document.text, &stamp.raw, None, page.body_at);
        // A heading with other numbers is that of an entry: `2.4.1 (2024-02-06)`.
        let is_entry = block.level.is_some() && dates::has_digit(before);
        let is_doubtful =
            weight == weight::LINE_IN_TEXT || is_entry || is_unknown || in_text && is_unsure(before);
        // A line of its own says the same wherever it stands.
        let far = if [weight::LABEL_ALONE, weight::FIRST_LINE].contains(&weight) { 0 } else { far };
        found.push(Found { is_doubtful, ..Found::new(role, stamp, weight - far) });
    }
    for one in found.iter_mut().skip(found_before).filter(|one| !years::is_named(&one.stamp)) {
        one.beside.clone_from(&told);
    }
}

/// The date of the sentence in which a template says when a post was published, wherever that stands.
fn template(page: &Page<'_>, block: &Block) -> Option<Found> {
    let is_long = block.text.len() > MAX_LINE || ends_sentence(&block.text);
    let starts = block.text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("this "));
    if !is_long || !starts {
        return None;
    }
    let head = block.text.get(..block.text.floor_char_boundary(200))?;
    let date = dates::find(head, &page.context, "label:published").into_iter().next()?;
    is_of_template(head.get(..date.range.start)?).then_some(())?;
    let mut stamp = date.stamp;
    stamp.span = place(&page.document.text, &stamp.raw, None, page.body_at);
    Some(Found::new(StampRole::Published, stamp, weight::LABEL_IN_TEXT))
}

/// Parts of the words for a change, one of which each line has that tells of it.
const CHANGED: [&str; 14] = [
    "pdate",
    "dited",
    "odifi",
    "hanged",
    "evised",
    "ktuali",
    "ändert",
    "tualiz",
    "ctuali",
    "ggiorn",
    "ijgewerkt",
    "更新",
    "修改",
    "Mis à",
];

/// When the page was last changed, by a line in the foot of the article, or in that of the site where it says that it speaks
/// of the page: `Last updated on April 8, 2014 by ada`, `This page was last edited on 8 April 2014, at 09:14.`
fn in_foot(page: &Page<'_>, at: usize, block: &Block, ground: &Ground) -> Option<Found> {
    let is_foot = block.zone.meets(Zone::FOOTER)
        && !block.zone.meets(Zone::COMMENTS.with(Zone::TEASER).with(Zone::NAVIGATION).with(Zone::ASIDE));
    if !is_foot || block.text.len() > MAX_LINE || !CHANGED.iter().any(|word| block.text.contains(word)) {
        return None;
    }
    let date = dates::find(&block.text, &page.context, "label:updated").into_iter().next()?;
    let before = block.text.get(..date.range.start)?;
    let names_page = || {
        let start = before.get(..9).unwrap_or_default();
        start.eq_ignore_ascii_case("this page")
            || before.get(..12).is_some_and(|it| it.eq_ignore_ascii_case("this article"))
    };
    // Behind a copyright stands when the site was built.
    let is_sites = before.contains('©') || before.to_ascii_lowercase().contains("copyright");
    let is_said = !is_sites && label(before) == Some(Label::Updated) && is_of_page(before);
    (is_said && (names_page() || ground.is_at_article(at))).then_some(())?;
    let mut stamp = date.stamp;
    stamp.span = place(&page.document.text, &stamp.raw, None, page.body_at);
    Some(Found::new(StampRole::Updated, stamp, weight::LINE_UPDATED))
}

/// `SAN FRANCISCO, April 8, 2014 – …`: a date within the first words of a paragraph, before a dash.
///
/// Behind the first paragraph it is one of several that the post tells of.
fn date_line(page: &Page<'_>, block: &Block, is_behind: bool, found: &mut Vec<Found>) {
    let end =
        (0..=120.min(block.text.len())).rev().find(|end| block.text.is_char_boundary(*end)).unwrap_or(0);
    let head = block.text.get(..end).unwrap_or_default();
    for date in dates::find(head, &page.context, "text:date-line") {
        let before = head.get(..date.range.start).unwrap_or_default();
        let after = head.get(date.range.end..).unwrap_or_default().trim_start();
        let opens = before.split_whitespace().count() <= 5 && !before.contains(['.', ';']);
        let dashed = after.starts_with(['-', '–', '—', '/', ')', '|', ':', '•']);
        // A post whose front matter is printed: `author: ada date: 2014-04-15 18:52:05+00:00 …`.
        let named = before.trim_end().ends_with(':') && label(before) == Some(Label::Published);
        if opens && (dashed || named) && label(before) != Some(Label::Other) {
            let mut stamp = date.stamp;
            stamp.span = place(&page.document.text, &stamp.raw, None, page.body_at);
            let line = Found::new(StampRole::Published, stamp, weight::DATE_LINE);
            found.push(Found { is_doubtful: is_behind, ..line });
            return;
        }
    }
}

/// Whether what the head of a site shows above the headline is the day of the look: a clock, as likely as a date.
pub(super) fn is_clock(page: &Page<'_>, ground: &Ground, at: usize, stamp: &model::Stamp) -> bool {
    let today = page.context.reference.map(|moment| moment.date());
    ground.is_above_headline(at)
        && today.is_some_and(|today| (today - stamp.local.date()).num_days().abs() <= 1)
}

/// Whether elements part one number into two: `10:15` and `3 min`.
fn is_cut_in_number(block: &Block) -> bool {
    let mut pieces = block.pieces().zip(block.pieces().skip(1));
    pieces.any(|(one, next)| {
        one.ends_with(|c: char| c.is_ascii_digit()) && next.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Whether a letter and a digit meet, as where elements part what the text does not: `2014Updated`, `10 Apr 20148 Apr`.
fn is_glued(text: &str) -> bool {
    let mut letters = text.chars().zip(text.chars().skip(1));
    letters.any(|(one, next)| {
        one.is_ascii_digit() && next.is_alphabetic() || one.is_alphabetic() && next.is_ascii_digit()
    })
}

/// Of each date, whether it begins or ends a range: `April 1, 2014 – April 3, 2014`, `from … to …`.
pub(super) fn ranges(text: &str, dates: &[dates::Found]) -> Vec<bool> {
    const JOINTS: &[&str] = &[
        "-", "–", "—", "~", "～", "〜", "to", "until", "till", "through", "bis", "au", "al", "hasta", "até",
        "ao", "fino al", "tot", "do", "до", "по", "から",
    ];
    // `between April 1, 2014 and April 3, 2014`.
    let is_between = |at: usize| {
        let before = dates.get(at).and_then(|one| text.get(..one.range.start)).unwrap_or_default();
        let last = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        ["between", "zwischen", "entre", "tra", "tussen"].contains(&last.as_str())
    };
    let joined = |at: usize| {
        let between = dates
            .get(at)
            .zip(dates.get(at + 1))
            .and_then(|(one, next)| text.get(one.range.end..next.range.start));
        between.is_some_and(|between| {
            let between = between.trim().to_lowercase();
            JOINTS.contains(&between.as_str())
                || ["and", "und", "et", "y", "e", "en"].contains(&between.as_str()) && is_between(at)
        })
    };
    (0..dates.len()).map(|at| joined(at) || at.checked_sub(1).is_some_and(joined)).collect()
}

pub(super) fn words_beside(text: &str, dates: &[dates::Found]) -> usize {
    let inside: usize = dates
        .iter()
        .filter_map(|date| text.get(date.range.clone()))
        .map(|raw| raw.split_whitespace().count())
        .sum();
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .count()
        .saturating_sub(inside / 2)
}

/// Whether the digits of a date are those of a version: `Nimbus Agent 2024.1.12 and later`.
pub(super) fn is_version(raw: &str, before: &str, after: &str) -> bool {
    const BEHIND: [&str; 8] = ["and ", "or ", "以降", "以前", "及び", "и ", "und ", "et "];
    const OF: [&str; 12] = [
        "later", "earlier", "newer", "older", "above", "below", "up", "higher", "lower", "prior", "before",
        "höher",
    ];
    if !raw.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return false;
    }
    let behind = BEHIND.iter().find_map(|start| after.trim_start().strip_prefix(start));
    let is_bound =
        behind.is_some_and(|rest| !rest.is_ascii() || OF.iter().any(|word| rest.starts_with(word)));
    is_bound
        || ["applies to", "affect", "support", "require", "compatible", "firmware", "build"].iter().any(
            |word| {
                let before = before.as_bytes();
                before.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
            },
        )
}

/// Whether what stands behind a date goes on as a sentence: `on April 7, 2014 we patched it.`
fn is_clause(after: &str) -> bool {
    let words = after.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    words >= 2 && ends_like_sentence(after)
}

pub(super) fn ends_like_sentence(text: &str) -> bool {
    // `Lesezeit: 4 Min.` ends with an abbreviation.
    const SHORT: [&str; 3] = [" min.", " mins.", " sec."];
    let text = text.trim_end();
    let end = text.get(text.floor_char_boundary(text.len().saturating_sub(6))..).unwrap_or_default();
    text.ends_with(['.', '!', '?', '。'])
        && !SHORT.iter().any(|short| end.to_ascii_lowercase().ends_with(short))
}

fn is_byline(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["by ", "von ", "par ", "por ", "posted", "di ", "door "].iter().any(|start| lower.starts_with(start))
        || [" by ", " von ", " par ", " por "].iter().any(|word| lower.contains(word))
}

/// A line that ends like a sentence and is as long as one.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.split_whitespace().count() > 8 && ends_like_sentence(text)
}
