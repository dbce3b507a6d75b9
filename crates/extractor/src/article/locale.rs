//! Where a page is from: its language, and what that says of its dates.

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use scraper::Html;

use super::blocks::Blocks;
use super::marks::Marks;
use super::page::Meta;
use crate::dates::{DateContext, DayOrder};
use crate::document::Document;

/// The language tag that the page declares, in lower case with `-`.
pub(super) fn declared_language(html: &Html, marks: &Marks<'_>, metas: &[Meta<'_>]) -> Option<String> {
    let root = html.root_element();
    let meta = |key: &str| metas.iter().find(|meta| meta.key == key).map(|meta| meta.content);
    let tag = root
        .attr("lang")
        .filter(|tag| !tag.trim().is_empty())
        .or_else(|| root.attr("xml:lang"))
        .or_else(|| marks.body?.attr("lang"))
        .or_else(|| meta("og:locale"))
        .or_else(|| meta("content-language"))
        .or_else(|| meta("inlanguage"))?;
    let tag = tag.split([',', ';']).next()?.trim().to_ascii_lowercase().replace('_', "-");
    let primary = tag.split('-').next()?;
    ((2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(tag)
}

/// What the page says of its dates.
pub(super) fn date_context(
    document: &Document<'_>,
    language: Option<&str>,
    metas: &[Meta<'_>],
    blocks: &Blocks,
) -> DateContext {
    let top_level = document.url().domain().and_then(|domain| domain.rsplit('.').next()).unwrap_or_default();
    let locale =
        metas.iter().find(|meta| meta.key == "og:locale").map(|meta| meta.content.to_ascii_lowercase());
    let region = locale.as_deref().and_then(region_of).or_else(|| language.and_then(region_of));
    let reference: Option<NaiveDateTime> = document.input.fetched_at.map(|at| at.naive_utc());
    let order = order_in_use(blocks)
        .or_else(|| order_of_domain(top_level))
        .or_else(|| region.and_then(order_of_region))
        .or_else(|| language.and_then(order_of_language))
        .unwrap_or_default();
    let is_croatian = language
        .map_or(top_level == "hr", |tag| ["hr", "bs"].contains(&tag.split('-').next().unwrap_or_default()));
    DateContext { reference, zone: zone_of_domain(top_level), order, is_croatian, ..DateContext::default() }
}

fn region_of(tag: &str) -> Option<&str> {
    tag.split(['-', '_']).skip(1).find(|part| part.len() == 2)
}

/// The order that the page's own unambiguous dates show, such as `25/12/2013`.
fn order_in_use(blocks: &Blocks) -> Option<DayOrder> {
    let mut votes = [0_u32; 2];
    // Most blocks hold no slash, and are looked through at many bytes at a time.
    for block in blocks.list.iter().filter(|block| memchr::memchr(b'/', block.text.as_bytes()).is_some()) {
        for word in block.text.split(|c: char| !(c.is_ascii_digit() || c == '/')) {
            let mut parts = word.split('/');
            let (Some(first), Some(second), Some(year), None) =
                (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            let (Ok(first), Ok(second)) = (first.parse::<u32>(), second.parse::<u32>()) else { continue };
            if !(year.len() == 4 || year.len() == 2) {
                continue;
            }
            match (first, second) {
                (13..=31, 1..=12) => votes[0] += 1,
                (1..=12, 13..=31) => votes[1] += 1,
                _ => {}
            }
        }
    }
    match votes {
        [0, 0] => None,
        [day, month] if day > month => Some(DayOrder::DayFirst),
        [day, month] if month > day => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

fn order_of_domain(top_level: &str) -> Option<DayOrder> {
    match top_level {
        "us" | "gov" | "mil" | "edu" | "ph" => Some(DayOrder::MonthFirst),
        "uk" | "ie" | "au" | "nz" | "in" | "za" | "de" | "at" | "ch" | "fr" | "be" | "nl" | "lu" | "it"
        | "es" | "pt" | "br" | "mx" | "ar" | "cl" | "pe" | "dk" | "no" | "fi" | "pl" | "cz" | "sk" | "ru"
        | "ua" | "tr" | "gr" | "ro" | "bg" | "hr" | "rs" | "si" | "il" | "id" | "my" | "sg" | "vn" | "th"
        | "eu" => Some(DayOrder::DayFirst),
        _ => None,
    }
}

fn order_of_region(region: &str) -> Option<DayOrder> {
    match region {
        "us" | "ph" => Some(DayOrder::MonthFirst),
        // Canada writes both, the others the year first.
        "ca" | "jp" | "cn" | "tw" | "kr" | "hu" | "lt" | "mn" | "ir" => None,
        _ => Some(DayOrder::DayFirst),
    }
}

fn order_of_language(language: &str) -> Option<DayOrder> {
    Some(DayOrder::of_locale(language)).filter(|order| *order != DayOrder::Unknown)
}

/// Countries of one zone. It only decides what an abbreviation means, never stands in for one.
fn zone_of_domain(top_level: &str) -> Option<Tz> {
    let zone = match top_level {
        "de" => Tz::Europe__Berlin,
        "at" => Tz::Europe__Vienna,
        "ch" => Tz::Europe__Zurich,
        "fr" => Tz::Europe__Paris,
        "nl" => Tz::Europe__Amsterdam,
        "be" => Tz::Europe__Brussels,
        "it" => Tz::Europe__Rome,
        "es" => Tz::Europe__Madrid,
        "uk" => Tz::Europe__London,
        "ie" => Tz::Europe__Dublin,
        "pl" => Tz::Europe__Warsaw,
        "cz" => Tz::Europe__Prague,
        "se" => Tz::Europe__Stockholm,
        "no" => Tz::Europe__Oslo,
        "dk" => Tz::Europe__Copenhagen,
        "fi" => Tz::Europe__Helsinki,
        "in" => Tz::Asia__Kolkata,
        "il" => Tz::Asia__Jerusalem,
        "jp" => Tz::Asia__Tokyo,
        "kr" => Tz::Asia__Seoul,
        "cn" => Tz::Asia__Shanghai,
        "tw" => Tz::Asia__Taipei,
        _ => return None,
    };
    Some(zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(html: &str) -> Option<DayOrder> {
        order_in_use(&Blocks::of(&Marks::of(&Html::parse_document(html))))
    }

    #[test]
    fn the_page_shows_its_own_order() {
        assert_eq!(order("<p>25/12/2013 and 03/04/2014"), Some(DayOrder::DayFirst));
        assert_eq!(order("<p>12/25/2013"), Some(DayOrder::MonthFirst));
        assert_eq!(order("<p>03/04/2014, 1/2"), None);
    }

    #[test]
    fn the_declared_language_is_a_tag() {
        let tag = |html: &str| {
            let html = Html::parse_document(html);
            declared_language(&html, &Marks::of(&html), &[])
        };
        assert_eq!(tag("<html lang='en_US'>").as_deref(), Some("en-us"));
        assert_eq!(tag("<html lang=''>"), None);
        assert_eq!(tag("<html lang='{{lang}}'>"), None);
    }
}
