//! The element that holds the article, and what of it is text.

use std::ops::Range;

use scraper::ElementRef;

use super::super::blocks::Block;
use super::super::headline::Headline;
use super::super::page::Page;

/// So many short lines that the statistics leave out may stand in an element that holds nothing but the
/// article: its byline, its date.
const MAX_EXTRA: usize = 4;
/// Longest such line, in bytes.
const MAX_EXTRA_LENGTH: usize = 200;

/// The blocks of the elements that declare themselves the article, widest first.
pub(super) fn containers(page: &Page<'_>) -> Vec<Range<usize>> {
    const DECLARED: &str =
        "main, [role='main'], article, [role='article'], .h-entry, .hentry, [itemprop~='articleBody']";
    let mut found: Vec<Range<usize>> = page
        .select(DECLARED)
        .take(400)
        .filter(|element| is_wide(*element))
        .map(|element| page.blocks.range(element.id()))
        .filter(|range| !range.is_empty())
        .collect();
    found.sort_by_key(|range| std::cmp::Reverse(range.len()));
    found
}

fn is_wide(element: ElementRef<'_>) -> bool {
    !matches!(element.value().name(), "a" | "span" | "li" | "input" | "body" | "html")
}

/// Whether a block between blocks of the article is one of them: what the statistics overlook are lists,
/// headings, code, tables and short paragraphs. A short line in a bare `div` may be anything.
pub(super) fn is_overlooked(page: &Page<'_>, block: &Block) -> bool {
    let element = page.html.tree.get(block.element).and_then(ElementRef::wrap);
    let name = element.map(|element| element.value().name()).unwrap_or_default();
    let is_text = match name {
        "h1" | "button" | "figure" | "header" | "th" | "a" => false,
        "div" | "section" | "span" | "article" | "main" => block.text.len() >= MIN_BARE,
        _ => true,
    };
    is_text && block.zone.is_plain() && !is_link_line(block)
}

/// Shortest text in a bare element that is a paragraph, in bytes.
const MIN_BARE: usize = 80;

/// More than half of it is links.
fn is_link_line(block: &Block) -> bool {
    block.linked * 2 > block.text.len() && block.text.len() < 200
}

/// Whether an element holds nothing but the article: no other part of the page, and outside of the
/// blocks in `chosen` only its headline and a few short lines.
pub(super) fn is_tight(page: &Page<'_>, range: &Range<usize>, headline: &Headline, chosen: &[bool]) -> bool {
    let mut extra = 0;
    let (first, last) = (chosen.iter().position(|is| *is), chosen.iter().rposition(|is| *is));
    for at in range.clone() {
        let (Some(block), Some(false)) = (page.blocks.list.get(at), chosen.get(at)) else { continue };
        if Some(at) == headline.block
            || (first.is_some_and(|first| at > first) && last.is_some_and(|last| at < last))
        {
            continue;
        }
        extra += 1;
        if extra > MAX_EXTRA
            || block.text.len() > MAX_EXTRA_LENGTH
            || !block.zone.is_of_article()
            || is_link_line(block)
        {
            return false;
        }
    }
    true
}
