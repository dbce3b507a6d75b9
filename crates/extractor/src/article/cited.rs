//! The addresses that the text of a post links to: what tells a change of links from one of words.

use std::collections::HashSet;
use std::ops::Range;

use model::{Link, LinkRel};
use scraper::ElementRef;

use super::page::Page;

/// Links that are told of one post at most.
const MOST: usize = 1_000;

/// Elements that are looked at for them at most: blocks can stand inside each other.
const MOST_ELEMENTS: usize = 100_000;

/// The links in the blocks `body`, in order, each once, without those to places of the page itself.
pub(super) fn cited(page: &Page<'_>, body: &Range<usize>) -> Vec<Link> {
    let url = page.document.url();
    let (mut seen, mut known, mut links) = (HashSet::new(), HashSet::new(), Vec::new());
    let mut left = MOST_ELEMENTS;
    for block in page.blocks.list.get(body.clone()).unwrap_or_default() {
        if block.linked == 0 || !seen.insert(block.element) {
            continue;
        }
        let Some(element) = page.html.tree.get(block.element).and_then(ElementRef::wrap) else { continue };
        let around = element.ancestors().filter_map(ElementRef::wrap).take(4);
        let inside = element.descendants().filter_map(ElementRef::wrap);
        for link in around.chain(inside) {
            left = left.saturating_sub(1);
            if left == 0 || links.len() >= MOST {
                return links;
            }
            if link.value().name() != "a" {
                continue;
            }
            let Some(mut address) = link.attr("href").and_then(|href| url.join(href.trim()).ok()) else {
                continue;
            };
            let here = address.fragment().is_some() && {
                address.set_fragment(None);
                address == *url
            };
            if !here && matches!(address.scheme(), "http" | "https") && known.insert(address.clone()) {
                links.push(Link { url: address.into(), rel: LinkRel::Cited });
            }
        }
    }
    links
}
