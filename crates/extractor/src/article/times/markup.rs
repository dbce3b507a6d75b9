//! Times in the markup of the page: microdata, RDFa and `time`.

use std::ops::Range;

use chrono::Timelike;
use model::{Precision, StampRole};
use scraper::ElementRef;

use super::super::items::around;
use super::super::page::Page;
use super::super::zones::Zone;
use super::candidate::{Found, place, weight};
use super::labels::{Label, is_updated_below, is_vague, label, label_above};
use super::shown::ends_sentence;
use super::standing::Ground;
use crate::dates;

/// Elements beyond this number are not read: a page with more is a list.
const MAX_ELEMENTS: usize = 200;
/// So many blocks before and behind the headline are near it.
pub(super) const NEAR: std::ops::RangeInclusive<isize> = -6..=14;

/// What is not shown stands where the element around it does, if that is no more than a few lines, in bytes: the head of a
/// post, its byline. In a longer one nobody knows what it belongs to.
const FEW_LINES: usize = 300;

/// Whether the blocks of an element are no more than a few lines.
pub(super) fn is_few_lines(page: &Page<'_>, range: &Range<usize>) -> bool {
    let blocks = page.blocks.list.get(range.clone()).unwrap_or_default();
    blocks.iter().map(|block| block.text.len()).sum::<usize>() <= FEW_LINES
}

/// All marked times.
pub(super) fn found(page: &Page<'_>, headline: Option<usize>, ground: &Ground) -> Vec<Found> {
    let marked = page.marks.times.iter().take(MAX_ELEMENTS);
    let mut found: Vec<Found> = marked.filter_map(|element| one(page, headline, ground, *element)).collect();
    // Of several days that nothing says more of, nobody knows which is the page's.
    let is_elsewhere = |found: &Found| found.stamp.source.starts_with("time:elsewhere");
    let mut days = found.iter().filter(|one| is_elsewhere(one)).map(|one| one.stamp.local.date());
    let first = days.next();
    if days.any(|day| Some(day) != first) {
        found.iter_mut().filter(|one| is_elsewhere(one)).for_each(|one| one.weight = weight::NEVER);
    }
    found
}

fn one(page: &Page<'_>, headline: Option<usize>, ground: &Ground, element: ElementRef<'_>) -> Option<Found> {
    // A `meta` in the head has been read with the declarations; one inside an item belongs to that item.
    if element.value().name() == "meta" && around(element).next().is_none() {
        return None;
    }
    let is_shown = page.blocks.range(element.id()).is_some();
    let range = page.blocks.around(element);
    let block = page.blocks.list.get(range.start).filter(|_| is_shown || !range.is_empty());
    let zone = block.map(|block| ground.zone(range.start, block));
    let in_comments = zone.is_some_and(|zone| zone.meets(Zone::COMMENTS));
    if page.is_foreign(headline, element) || in_comments {
        return None;
    }
    // A class name such as `footer` near the headline is that of the headline's own foot.
    let is_elsewhere = zone.is_some_and(|zone| zone.meets(elsewhere()));
    let text: String = element.text().collect();
    let property = element.attr("itemprop").or_else(|| element.attr("property")).unwrap_or_default();
    let attributes = ["datetime", "content", "title"];
    let (mut stamp, mut is_text) = attributes
        .iter()
        .filter_map(|name| element.attr(name))
        .find_map(|raw| dates::parse(raw, &page.context, "time:datetime"))
        .map(|stamp| (stamp, false))
        .or_else(|| dates::parse(text.trim(), &page.context, "time:text").map(|stamp| (stamp, true)))?;
    // `<time datetime="2014-04-08 14:32">April 8, 2014 2:32 PM PDT</time>`: the words say where.
    if stamp.offset_s.is_none()
        && stamp.precision >= Precision::Minute
        && let Some(said) = dates::parse(text.trim(), &page.context, "time:text")
        && said.offset_s.is_some()
        && said.local.date() == stamp.local.date()
        && (said.local.hour(), said.local.minute()) == (stamp.local.hour(), stamp.local.minute())
    {
        (stamp, is_text) = (said, true);
    }
    // Near the headline, before the first paragraph of the text.
    let distance =
        headline.and_then(|at| Some(isize::try_from(range.start).ok()? - isize::try_from(at).ok()?));
    let near =
        distance.is_some_and(|distance| NEAR.contains(&distance)) && (is_shown || is_few_lines(page, &range));
    let is_of_others = is_shown
        && property.is_empty()
        && (ground.is_of_others(range.start)
            || ground.is_above_article(range.start)
            || ground.is_quoted(page, range.start));
    if is_elsewhere && !near || is_of_others {
        return None;
    }
    let before =
        block.and_then(|block| Some(block.text.split_once(text.trim())?.0.to_owned())).unwrap_or_default();
    let class = element.attr("class").unwrap_or_default().to_ascii_lowercase();
    // A label may be a block of its own, or an element before this one.
    let said = match before.trim() {
        "" if !is_shown => None,
        "" => label_above(page, range.start, headline)
            .or_else(|| is_updated_below(page, range.start).then_some(Label::Updated)),
        _ => label(&before),
    };
    // `<time>Updated: April 9, 2014</time>`: the element has its label inside.
    let said = said.or_else(|| {
        let own = text.trim();
        let date = dates::find(own, &page.context, "").into_iter().next()?;
        // Where the words say another minute, the attribute is of something else.
        let is_told = date.stamp.precision >= Precision::Minute && stamp.precision >= Precision::Minute;
        (!is_told || date.stamp.local.minute() == stamp.local.minute()).then_some(())?;
        label(own.get(..date.range.start).filter(|own| own.contains(char::is_alphabetic))?)
    });
    // Among the words of the post a date is as often that of what they tell: `On <time>…</time> the flaw was introduced.`
    let in_text = is_shown && ground.is_in_text(range.start);
    let in_sentence = in_text && block.is_some_and(|block| is_in_sentence(&block.text, text.trim()));
    let said = said.filter(|_| !(in_sentence && is_vague(&before)));
    let is_named = block.is_some_and(|block| block.zone.meets(Zone::SIGNATURE));
    let (role, weight, rule) = if is_elsewhere {
        if property.contains("dateModified") || matches!(said, Some(Label::Updated | Label::Other)) {
            return None;
        }
        (StampRole::Published, weight::LAST_RESORT + 10, "last-resort:time")
    } else if property.contains("datePublished") {
        (StampRole::Published, weight::MICRODATA, "microdata:datePublished")
    } else if property.contains("dateModified") {
        (StampRole::Updated, weight::MICRODATA, "microdata:dateModified")
    } else if property.contains("dateCreated") {
        (StampRole::Published, weight::META_VAGUE, "microdata:dateCreated")
    } else if property.starts_with("dc") && property.ends_with("modified") {
        (StampRole::Updated, weight::META_VAGUE, "rdfa:modified")
    } else if property.starts_with("dc") && (near || headline.is_none()) {
        (StampRole::Published, weight::TIME_MARKED, "rdfa:created")
    } else if said == Some(Label::Updated) {
        (StampRole::Updated, weight::LABEL_UPDATED, "time:label-updated")
    } else if said == Some(Label::Published) && (near || headline.is_none()) {
        let weight = if in_text { weight::LABEL_IN_TEXT } else { weight::LABEL_PUBLISHED };
        (StampRole::Published, weight, "time:label-published")
    } else if element.attr("pubdate").is_some() && said.is_none() && near {
        // HTML once had an attribute for just this.
        (StampRole::Published, weight::TIME_MARKED, "time:pubdate")
    } else if class.contains("modified") || (class.contains("updated") && !class.contains("published")) {
        (StampRole::Updated, weight::TIME_NEAR, "time:class-updated")
    } else if element.attr("pubdate").is_some() || is_publication_class(&class) {
        (StampRole::Published, if near { weight::TIME_MARKED } else { weight::DATE_LINE + 8 }, "time:marked")
    } else if said == Some(Label::Other) {
        return None;
    } else if near && !in_sentence {
        let weight = if in_text && !is_named { weight::TIME_IN_TEXT } else { weight::TIME_NEAR };
        (StampRole::Published, weight, "time:near-headline")
    } else if is_shown && !in_sentence {
        (StampRole::Published, weight::DATE_LINE - 5, "time:elsewhere")
    } else {
        return None;
    };
    stamp.source = if is_text { format!("{rule}/text") } else { rule.to_owned() };
    stamp.span = place(&page.document.text, &stamp.raw, None, 0);
    // Among equals the one nearest to the headline comes first.
    let far = distance.map_or(3, |distance| u32::try_from(distance.unsigned_abs() / 4).unwrap_or(3).min(3));
    let is_doubtful = match rule {
        "last-resort:time" | "time:elsewhere" => true,
        "time:near-headline" => in_text && !is_named,
        _ => false,
    };
    Some(Found { is_doubtful, ..Found::new(role, stamp, weight - far) })
}

/// Whether a date stands in a sentence that says more than when something was.
fn is_in_sentence(text: &str, date: &str) -> bool {
    let words = text.split_whitespace().count().saturating_sub(date.split_whitespace().count());
    ends_sentence(text) || words >= 3 && text.trim_end().ends_with(['.', '!', '?', '。'])
}

fn is_publication_class(class: &str) -> bool {
    ["publish", "entry-date", "post-date", "dt-published", "pubdate", "posted"]
        .iter()
        .any(|word| class.contains(word))
}

/// Zones whose times are of other things.
pub(super) fn elsewhere() -> Zone {
    Zone::COMMENTS.with(Zone::TEASER).with(Zone::NAVIGATION).with(Zone::FOOTER).with(Zone::ASIDE)
}
