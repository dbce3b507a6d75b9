//! The choice of blocks: the whole of an element that holds nothing but the article, or else the blocks
//! that the `trafilatura` crate finds and those that stand between them.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::super::blocks::Block;
use super::super::headline::Headline;
use super::super::page::{Page, fold, key};
use super::super::zones::Zone;
use super::container::{containers, is_overlooked, is_tight};
use super::shingles::Shingles;

/// The main text.
pub(in super::super) struct Body {
    /// Its blocks, one a line.
    pub(in super::super) text: String,
    /// The blocks of the page that it was read from.
    pub(in super::super) range: Range<usize>,
}

/// How much of what the statistics find must be found again in the page's blocks.
const MIN_SHARE: f64 = 0.6;

/// The main text of a page.
pub(in super::super) fn body(page: &Page<'_>, headline: &Headline) -> Body {
    let all = 0..page.blocks.list.len();
    let Some(found) = statistical(page) else {
        let chosen: Vec<bool> = page.blocks.list.iter().map(|block| is_overlooked(page, block)).collect();
        return Body { text: text_of(page, headline, &chosen), range: all };
    };
    let shingles = Shingles::of(&found);
    let mut chosen: Vec<bool> =
        page.blocks.list.iter().map(|block| !is_never(block) && shingles.hold(&block.text)).collect();
    let (Some(first), Some(last)) = (chosen.iter().position(|is| *is), chosen.iter().rposition(|is| *is))
    else {
        return Body { text: found, range: all };
    };
    let tight = containers(page)
        .into_iter()
        .find(|range| range.start <= first && range.end > last && is_tight(page, range, headline, &chosen));
    let range = tight.clone().unwrap_or(first..last + 1);
    for at in range.clone() {
        if let (Some(is), Some(block)) = (chosen.get_mut(at), page.blocks.list.get(at)) {
            *is = *is || tight.is_some() || is_overlooked(page, block);
        }
    }
    let text = text_of(page, headline, &chosen);
    // Words that no block of the page shows were read from its scripts.
    let seen = letters(&text) + headline.text.as_deref().map_or(0, letters);
    if (seen as f64) < MIN_SHARE * letters(&found) as f64 {
        return Body { text: found, range };
    }
    Body { text, range }
}

/// Whether the statistics are wrong about a block, whatever they say.
fn is_never(block: &Block) -> bool {
    block.zone.meets(Zone::COMMENTS.with(Zone::NAVIGATION).with(Zone::FOOTER).with(Zone::TEASER))
}

/// The text that the crate finds. It is guarded: a panic in it must not end the crawl.
fn statistical(page: &Page<'_>) -> Option<String> {
    let options = trafilatura::Options::default()
        .with_exclude_comments(true)
        .with_fallback(true)
        .with_html_date_mode(trafilatura::HtmlDateMode::Disabled);
    let shown = page.document.shown();
    let found = catch_unwind(AssertUnwindSafe(|| trafilatura::extract(&shown, &options).ok()));
    let text = found.ok().flatten()?.content_text;
    let lines: Vec<String> = text.lines().map(fold).filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The chosen blocks, one a line, without the headline.
fn text_of(page: &Page<'_>, headline: &Headline, chosen: &[bool]) -> String {
    let title = headline.text.as_deref().map(key).unwrap_or_default();
    let mut lines: Vec<&str> = Vec::new();
    for (at, block) in page.blocks.list.iter().enumerate() {
        let is_headline = Some(at) == headline.block || (block.level == Some(1) && key(&block.text) == title);
        if !is_headline && chosen.get(at) == Some(&true) {
            lines.push(&block.text);
        }
    }
    lines.join("\n")
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}
