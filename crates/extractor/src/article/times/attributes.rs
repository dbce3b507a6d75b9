//! Times in attributes of elements that are no `time`: `data-published-at`, `datetime` on a `div`, the `title` of a
//! date that is shown in few words (`3 days ago`).

use model::{Stamp, StampRole};
use scraper::ElementRef;

use super::super::marks::DATED;
use super::super::page::Page;
use super::super::zones::Zone;
use super::candidate::{Found, place, weight};
use super::labels::{Label, label};
use super::markup::{NEAR, elsewhere, is_few_lines};
use super::standing::Ground;
use crate::dates;

/// Elements beyond this number are not read: a page with more is a list.
const MAX_ELEMENTS: usize = 100;

/// All times in attributes, near the headline or in so many words of a publication.
pub(super) fn found(page: &Page<'_>, headline: Option<usize>, ground: &Ground) -> Vec<Found> {
    let dated = page.marks.dated.iter().take(MAX_ELEMENTS);
    dated.filter_map(|element| one(page, headline, ground, *element)).collect()
}

fn one(page: &Page<'_>, headline: Option<usize>, ground: &Ground, element: ElementRef<'_>) -> Option<Found> {
    let is_shown = page.blocks.range(element.id()).is_some();
    let range = page.blocks.around(element);
    if !is_shown && !is_few_lines(page, &range) {
        return None;
    }
    let zone = page.blocks.list.get(range.start).map(|block| block.zone).unwrap_or_default();
    if page.is_foreign(headline, element)
        || zone.meets(Zone::COMMENTS)
        || matches!(element.value().name(), "img" | "iframe" | "link")
    {
        return None;
    }
    if counts_down(element) {
        return None;
    }
    let headline = headline?;
    let distance = isize::try_from(range.start).ok()? - isize::try_from(headline).ok()?;
    // What holds the headline is the post, not one of a list: a list holds several headlines.
    let is_near = NEAR.contains(&distance) || range.contains(&headline);
    if !is_near || zone.meets(elsewhere()) && !range.contains(&headline) {
        return None;
    }
    if ground.is_of_others(range.start)
        || is_shown && (ground.is_above_article(range.start) || ground.is_quoted(page, range.start))
    {
        return None;
    }
    let names = ["datetime", "title"].iter().chain(DATED);
    let values = names.filter_map(|name| Some((*name, element.attr(name)?)));
    let read: Vec<(&str, Stamp)> =
        values.filter_map(|(name, value)| Some((name, read(page, name, value)?))).collect();
    // Of several, the one that is a moment.
    let at = read.iter().position(|(_, stamp)| stamp.instant().is_some()).unwrap_or(0);
    let (name, mut stamp) = read.into_iter().nth(at)?;
    let shown: String = element.text().take(8).collect();
    let before = page.blocks.list.get(range.start).and_then(|block| block.text.split_once(shown.trim()));
    match label(before.map_or("", |(before, _)| before)) {
        Some(Label::Other) => return None,
        Some(Label::Updated) => {
            stamp.source = format!("attribute:{name}/label-updated");
            return Some(Found::new(StampRole::Updated, stamp, weight::TIME_NEAR - 4));
        }
        _ => {}
    }
    stamp.source = format!("attribute:{name}");
    let far = u32::try_from(distance.unsigned_abs() / 4).unwrap_or(3).min(3);
    if name.contains("pub") {
        return Some(Found::new(StampRole::Published, stamp, weight::TIME_NEAR - far));
    }
    if ground.is_in_text(range.start) && !zone.meets(Zone::SIGNATURE) {
        return Some(Found::new(StampRole::Published, stamp, weight::TIME_IN_TEXT - far).doubtful());
    }
    Some(Found::new(StampRole::Published, stamp, weight::TIME_NEAR - 4 - far))
}

/// Whether the names of the element, or of one around it, say that it shows how long something lasts or when it ends.
fn counts_down(element: ElementRef<'_>) -> bool {
    const WORDS: [&str; 7] = ["countdown", "timer", "expir", "deadline", "offer", "sale", "event"];
    let around = element.ancestors().filter_map(ElementRef::wrap).take(2);
    std::iter::once(element).chain(around).any(|element| {
        let names = [element.attr("class"), element.attr("id")].into_iter().flatten();
        names.flat_map(|names| names.split(|c: char| !c.is_ascii_alphabetic())).any(|word| {
            WORDS.iter().any(|start| word.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start)))
        })
    })
}

fn read(page: &Page<'_>, name: &str, value: &str) -> Option<Stamp> {
    let mut stamp = dates::parse(value, &page.context, "attribute").or_else(|| {
        // A number is a Unix time only where the attribute says that it is a time.
        name.starts_with("data-").then(|| dates::parse_epoch(value, "attribute")).flatten()
    })?;
    stamp.span = place(&page.document.text, value, Some(name), 0);
    Some(stamp)
}
