//! The headline: the heading on the page that its declarations agree with, without the site's name.

use std::collections::HashMap;

use ego_tree::NodeId;
use scraper::ElementRef;
use serde_json::Value;

use super::blocks::{Block, Kind};
use super::page::{Page, fold, key, title_key};
use super::zones::Zone;
use crate::adapters::unescape;

/// The headline and where it stands.
#[derive(Debug, Default)]
pub(super) struct Headline {
    /// Its words.
    pub(super) text: Option<String>,
    /// Its block, where the page shows it.
    pub(super) block: Option<usize>,
}

/// What stands between a headline and the site's name in a `title` element.
const SEPARATORS: &[&str] =
    &[" | ", " – ", " — ", " - ", " :: ", " » ", " « ", " · ", " • ", " / ", " ~ ", " : "];

/// A title holds the site's name, and names of its parts, no more often than this.
const MOST_NAMES: usize = 32;

/// A declared title shorter than this, in characters, may be only a part of the headline.
const MIN_HEADLINE: usize = 20;

/// Finds the headline of a page.
pub(super) fn headline(page: &Page<'_>) -> Headline {
    let sites: Vec<String> = page.site_names().iter().map(|name| key(name)).collect();
    let shown = shown_heading(page, &sites);
    let declared = declared(page, &sites);
    let text = match (&shown, &declared) {
        (Some((at, shown)), declared) => Some(without_kicker(page, *at, shown, declared.as_deref())),
        (None, declared) => declared.clone(),
    };
    let block = shown.map(|(at, _)| at).or_else(|| find_block(page, text.as_deref()?));
    Headline { text, block }
}

/// The declared headline: social and linked metadata first, the `title` element last.
fn declared(page: &Page<'_>, sites: &[String]) -> Option<String> {
    let linked = page
        .articles()
        .into_iter()
        .find_map(|article| article.node.get("headline").and_then(Value::as_str).map(decoded));
    ["og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "headline"]
        .iter()
        .filter_map(|name| page.meta(name).map(fold))
        .chain(linked)
        .chain([fold(&page.head_title)])
        .map(|title| without_site(&title, sites))
        .find(|title| !title.is_empty() && !sites.contains(&key(title)))
}

/// How much speaks for a heading: its weight, whether it is all of a title, whether it leads nowhere, and its length.
type Rank = (u32, bool, bool, usize);

/// The heading that the declared titles contain; else the only first-level heading of the page.
fn shown_heading(page: &Page<'_>, sites: &[String]) -> Option<(usize, String)> {
    let declared: Vec<String> = ["og:title", "twitter:title", "dc.title"]
        .iter()
        .filter_map(|name| page.meta(name))
        .chain([page.head_title.as_str()])
        .map(title_key)
        .collect();
    // A heading of many lines is many blocks.
    let mut leading_up: HashMap<NodeId, bool> = HashMap::new();
    let mut firsts = Vec::new();
    // The heading of the article that says the title and no more; the best one may be the head of the site, which holds more.
    let mut own: Option<usize> = None;
    let mut is_head = false;
    let mut best: Option<(Rank, usize)> = None;
    for (at, block) in page.blocks.list.iter().enumerate() {
        let Some(level) = block.level else { continue };
        let words = key(&block.text);
        if words.chars().count() < 2
            || block.zone.meets(Zone::NAVIGATION.with(Zone::FOOTER).with(Zone::COMMENTS).with(Zone::TEASER))
        {
            continue;
        }
        let mut leads_up =
            || *leading_up.entry(block.element).or_insert_with(|| leads_up(page, block.element));
        let is_site = sites.contains(&words) || is_linked(block) && leads_up();
        if level == 1 && !is_site {
            firsts.push(at);
        }
        let fits =
            declared.iter().any(|title| title == &words || (words.len() > 8 && title.contains(&words)));
        let longer = words.len() > 8
            && declared.iter().any(|title| title.len() > 12 && words.contains(title.as_str()));
        if (fits || longer) && !is_site {
            let weight =
                10 * u32::from(7 - level.min(6)) + 5 * u32::from(fits) + u32::from(block.zone.is_plain());
            let is_of_article = || page.blocks.within(at, Kind::Article).is_some();
            if own.is_none() && fits && declared.contains(&words) && !is_linked(block) && is_of_article() {
                own = Some(at);
            }
            // Of two headings that a title holds, the one that leads nowhere, then the longer one: the other is the site's.
            let is_whole = declared.contains(&words);
            let (leads_nowhere, length) = if is_whole { (true, 0) } else { (!is_linked(block), words.len()) };
            let weight = (weight, is_whole, leads_nowhere, length);
            if best.is_none_or(|(found, _)| weight > found) {
                best = Some((weight, at));
                is_head = !fits && !is_of_article();
            }
        }
    }
    let at = match (best, firsts.as_slice()) {
        (Some((_, at)), _) if is_head => own.unwrap_or(at),
        (Some((_, at)), _) => at,
        (None, [only]) => *only,
        // Of several, the only one that leads nowhere: the others are those of cards.
        (None, firsts) => {
            let plain = |at: &&usize| page.blocks.list.get(**at).is_some_and(|block| !is_linked(block));
            let mut plain = firsts.iter().filter(plain);
            plain.next().filter(|_| plain.next().is_none()).copied()?
        }
    };
    Some((at, heading_text(page, at)))
}

/// Whether the words of a block are those of a link.
fn is_linked(block: &Block) -> bool {
    block.linked * 10 >= block.text.len() * 9
}

/// A heading that is a link to the front page, or to a folder above the page, names the site.
fn leads_up(page: &Page<'_>, heading: NodeId) -> bool {
    let Some(element) = page.html.tree.get(heading).and_then(ElementRef::wrap) else { return false };
    let inside = element.descendent_elements().find(|inner| inner.value().name() == "a");
    let around = element.ancestors().filter_map(ElementRef::wrap).find(|outer| outer.value().name() == "a");
    let url = page.document.url();
    let Some(target) =
        inside.or(around).and_then(|link| link.attr("href")).and_then(|href| url.join(href.trim()).ok())
    else {
        return false;
    };
    let folder = target.path().trim_end_matches('/');
    target.host_str() == url.host_str()
        && target.query().is_none()
        && url.path().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/') && rest.len() > 1)
}

/// A heading without the line above or below it that the page sets in the same heading: what it declares
/// is the headline, where the elements in the heading part it from the rest.
fn without_kicker(page: &Page<'_>, at: usize, shown: &str, declared: Option<&str>) -> String {
    let Some(declared) = declared.filter(|declared| declared.chars().count() >= MIN_HEADLINE) else {
        return shown.to_owned();
    };
    let pieces: Vec<String> = heading(page, at).flat_map(|block| block.pieces()).map(key).collect();
    let part = key(declared);
    let inner = 1..pieces.len();
    let above = pieces.get(..inner.len()).unwrap_or_default().iter();
    let below = pieces.get(inner).unwrap_or_default().iter().rev();
    let is_part = is_start(above, &part, |rest, piece| rest.strip_prefix(piece))
        || is_start(below, &part, |rest, piece| rest.strip_suffix(piece));
    if is_part { declared.to_owned() } else { shown.to_owned() }
}

/// Whether the first of `pieces`, however many, make up `part`, from the end of it that `strip` takes them from.
fn is_start<'p>(
    mut pieces: impl Iterator<Item = &'p String>,
    part: &'p str,
    strip: impl Fn(&'p str, &'p str) -> Option<&'p str>,
) -> bool {
    let mut left = Some(part);
    pieces.any(|piece| {
        left = left.and_then(|rest| strip(rest, piece));
        left == Some("")
    })
}

/// The words of the heading at `at`.
fn heading_text(page: &Page<'_>, at: usize) -> String {
    let texts: Vec<&str> = heading(page, at).map(|block| block.text.as_str()).collect();
    fold(&texts.join(" "))
}

/// A heading whose words a line break cuts in two is one heading.
fn heading<'a>(page: &'a Page<'_>, at: usize) -> impl Iterator<Item = &'a Block> {
    let first = page.blocks.list.get(at);
    let rest = page.blocks.list.iter().skip(at + 1).take_while(move |block| {
        first.is_some_and(|first| block.level == first.level && block.element == first.element)
    });
    first.into_iter().chain(rest.take(4))
}

fn find_block(page: &Page<'_>, title: &str) -> Option<usize> {
    let title = key(title);
    page.blocks.list.iter().position(|block| {
        block.text.len() < 400
            && !block.zone.meets(Zone::NAVIGATION.with(Zone::TEASER))
            && key(&block.text) == title
    })
}

/// A title without the site's name at its end or its start.
fn without_site(title: &str, sites: &[String]) -> String {
    let mut title = fold(title);
    for _ in 0..MOST_NAMES {
        let cut = SEPARATORS.iter().filter_map(|mark| title.rfind(mark).map(|at| (at, mark.len()))).max();
        let Some((at, length)) = cut else { break };
        let (before, after) =
            (title.get(..at).unwrap_or_default(), title.get(at + length..).unwrap_or_default());
        if !before.is_empty() && names_site(after, sites) {
            title = before.trim().to_owned();
            continue;
        }
        let first = SEPARATORS.iter().filter_map(|mark| title.find(mark).map(|at| (at, mark.len()))).min();
        let Some((at, length)) = first else { break };
        let (before, after) =
            (title.get(..at).unwrap_or_default(), title.get(at + length..).unwrap_or_default());
        if after.is_empty() || !names_site(before, sites) {
            break;
        }
        title = after.trim().to_owned();
    }
    title
}

fn names_site(part: &str, sites: &[String]) -> bool {
    let part = key(part);
    !part.is_empty()
        && sites.iter().any(|site| {
            *site == part
                || (site.len() > 3 && part.starts_with(site.as_str()))
                || (part.len() > 3 && (site.starts_with(&part) || site.ends_with(&part)))
        })
}

/// JSON-LD strings often hold HTML character references.
pub(super) fn decoded(text: &str) -> String {
    fold(&unescape(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_name_is_left_out() {
        let sites = [key("Example Cloud"), key("example")];
        assert_eq!(without_site("Patch now | Blog | Example Cloud", &sites), "Patch now | Blog");
        assert_eq!(without_site("Example Cloud - Patch now", &sites), "Patch now");
        assert_eq!(without_site("Heartbleed – what we know", &sites), "Heartbleed – what we know");
        assert_eq!(decoded("Tom &amp; &#8216;Ada&#8217;"), "Tom & ‘Ada’");
    }
}
