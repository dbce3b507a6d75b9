//! The choice between the whole container and the text that the `trafilatura` crate finds.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::super::headline::Headline;
use super::super::page::{Page, fold, key};
use super::container::{Container, containers, is_text};

/// The main text.
pub(in super::super) struct Body {
    /// Its blocks, one a line.
    pub(in super::super) text: String,
    /// The blocks of the page that it was read from.
    pub(in super::super) range: Range<usize>,
}

/// How much longer the container's text may be than what the statistics find in it.
const MAX_GROWTH: f64 = 1.35;
/// How much of what the statistics find the container must hold.
const MIN_SHARE: f64 = 0.8;

/// The main text of a page.
pub(in super::super) fn body(page: &Page<'_>, headline: &Headline) -> Body {
    let found = statistical(page);
    let wanted = found.as_deref().map_or(0, letters);
    let mut best: Option<(usize, Container)> = None;
    for container in containers(page) {
        let size = letters(&text_of(page, headline, &container.range));
        let fits =
            size as f64 <= wanted as f64 * MAX_GROWTH + 200.0 && size as f64 >= wanted as f64 * MIN_SHARE;
        if fits && best.as_ref().is_none_or(|(known, _)| size > *known) {
            best = Some((size, container));
        }
    }
    match (best, found) {
        (Some((_, container)), _) => {
            Body { text: text_of(page, headline, &container.range), range: container.range }
        }
        (None, Some(text)) => {
            let range = range_of(page, &text);
            Body { text, range }
        }
        (None, None) => {
            let range = 0..page.blocks.list.len();
            Body { text: text_of(page, headline, &range), range }
        }
    }
}

/// The text that the crate finds; it is guarded, since a panic in it must not end the crawl.
fn statistical(page: &Page<'_>) -> Option<String> {
    let options = trafilatura::Options::default()
        .with_exclude_comments(true)
        .with_html_date_mode(trafilatura::HtmlDateMode::Disabled);
    let found = catch_unwind(AssertUnwindSafe(|| trafilatura::extract(&page.document.text, &options).ok()));
    let text = found.ok().flatten()?.content_text;
    let lines: Vec<String> = text.lines().map(fold).filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The article's blocks in `range`, one a line, without the headline.
fn text_of(page: &Page<'_>, headline: &Headline, range: &Range<usize>) -> String {
    let title = headline.text.as_deref().map(key).unwrap_or_default();
    let mut lines: Vec<&str> = Vec::new();
    for (at, block) in page.blocks.list.iter().enumerate().skip(range.start).take(range.len()) {
        let is_headline = Some(at) == headline.block || (block.level == Some(1) && key(&block.text) == title);
        if !is_headline && is_text(block) {
            lines.push(&block.text);
        }
    }
    lines.join("\n")
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The blocks that a text was made of: from the first to the last line that is found again.
fn range_of(page: &Page<'_>, text: &str) -> Range<usize> {
    let line_keys: Vec<String> = text.lines().filter(|line| line.len() > 40).map(key).collect();
    let is_inside = |block: &super::super::blocks::Block| {
        let words = key(&block.text);
        words.len() > 30
            && line_keys.iter().any(|line| line.contains(&words) || words.contains(line.as_str()))
    };
    let (Some(first), Some(last)) = (
        line_keys.first().zip(page.blocks.list.iter().position(is_inside)),
        page.blocks.list.iter().rposition(is_inside),
    ) else {
        return 0..page.blocks.list.len();
    };
    first.1..last + 1
}
