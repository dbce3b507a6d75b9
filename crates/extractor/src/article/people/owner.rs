//! The author of a site that is one person's: `Ada Park's blog`, where nothing else names anybody.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::page::{Page, fold, key};
use super::super::zones::Zone;
use super::found::{Group, Named};
use super::lines::is_plain_name;
use super::names::Written;
use super::provider;

/// Blocks above the headline that may hold the name of the site.
const ABOVE: usize = 40;
/// Longest line that names the site or its owner, in bytes.
const MAX_LINE: usize = 80;

/// `Ada Park's blog`, `Ada Park’s Digital Home`.
static OWNED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    super::credits::small(
        r"^(\p{Lu}[\p{L}.-]+(?: \p{Lu}[\p{L}.-]*){1,2})['’]s? (?:\p{L}+ ){0,2}(?i:(?:we)?blog|(?:web)?site|home(?:page)?|page|notes|journal|diary|log|thoughts|writings?|musings|ramblings|corner|space|stuff|notebook|garden|workshop)\b",
    )
});

/// `© 2012–2014 Ada Park`, `Copyright (c) 2012- Ada Park. All rights reserved.`
static RIGHTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    super::credits::small(
        r"^(?:(?i:copyright|©|\(c\))|[\s\d,–—-])+(?i:by )?(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,2}?)(?:[\s.]*$|[,.;|·•—–]|\s\d)",
    )
});

/// Who runs the site, where its name says so, or where its name, its host and its notice of rights agree, and the text is
/// that of one person.
pub(super) fn found(page: &Page<'_>, headline: Option<usize>, body: &Range<usize>) -> Option<Group> {
    if page.metas.iter().any(|meta| meta.key == "author") {
        return None;
    }
    let mut names = site_titles(page);
    names.extend(brand(page, headline));
    let owned = names.iter().find_map(|name| {
        let owner = OWNED.as_ref()?.captures(name)?.get(1)?.as_str();
        is_plain_name(owner).then(|| owner.to_owned())
    });
    let owner = owned.or_else(|| named_by_host(page, &names))?;
    let is_ones = provider::is_of_one_person(page, body) && !provider::speaks_as_of_many(page, &owner);
    let person = || Named::of(Written { name: owner.clone(), job_title: None });
    is_ones.then(|| Group { source: "site:owner".to_owned(), weight: 20, people: vec![person()] })
}

/// What the site calls itself in its head, each part of its title alone.
fn site_titles(page: &Page<'_>) -> Vec<String> {
    let mut names: Vec<String> =
        ["og:site_name", "application-name"].iter().filter_map(|key| page.meta(key)).map(fold).collect();
    if page.head_title.len() <= 400 {
        let mut parts = vec![page.head_title.as_str()];
        for mark in [" | ", " - ", " – ", " — ", " · ", " : ", " • ", " « ", " » ", ": "] {
            parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
        }
        // A title of one part is that of the post.
        let parts = parts.iter().map(|part| part.trim()).filter(|part| *part != page.head_title);
        names.extend(parts.map(str::to_owned));
    }
    names
}

/// The short lines above the headline.
fn brand(page: &Page<'_>, headline: Option<usize>) -> Vec<String> {
    let above = page.blocks.list.get(..headline.unwrap_or(0).min(ABOVE)).unwrap_or_default();
    let lines = above.iter().filter(|block| block.text.len() <= MAX_LINE);
    lines.map(|block| block.spaced().into_owned()).collect()
}

/// A name of which the host says only a part, so that it is no brand's, and which the notice of rights at the foot repeats.
fn named_by_host(page: &Page<'_>, names: &[String]) -> Option<String> {
    let host = page.document.url().host_str().unwrap_or_default();
    let host = key(host.strip_prefix("www.").unwrap_or(host));
    names.iter().map(|name| name.trim()).filter(|name| is_plain_name(name)).find_map(|name| {
        let last = key(name.rsplit(' ').next()?);
        let is_part = last.len() >= 4 && host.contains(&last);
        (is_part && holds_rights(page, name)).then(|| name.to_owned())
    })
}

/// Whether the notice of rights names exactly that owner.
fn holds_rights(page: &Page<'_>, name: &str) -> bool {
    page.blocks.list.iter().rev().filter(|block| !block.zone.meets(Zone::COMMENTS)).take(ABOVE).any(|block| {
        let starts = block.text.len() <= 2 * MAX_LINE;
        let rights = starts.then(|| RIGHTS.as_ref()?.captures(&block.text)).flatten();
        rights
            .and_then(|rights| rights.get(1))
            .is_some_and(|owner| owner.as_str().trim_end_matches('.') == name)
    })
}
