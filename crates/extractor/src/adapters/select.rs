//! CSS selection in a tree.

use ego_tree::iter::Edge;
use scraper::{ElementRef, Html, Selector};

/// All elements of a document that a selector finds, in order; none where the selector is not CSS.
pub(super) fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    within(html.root_element(), selector)
}

/// All elements inside another one that a selector finds, in order.
pub(super) fn within<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(selector).map(|selector| element.select(&selector).collect()).unwrap_or_default()
}

/// The elements inside another one that a selector finds and that stand in no other such: who takes the words of each
/// takes none twice, however deep they are nested.
pub(super) fn outermost<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    let Ok(selector) = Selector::parse(selector) else { return Vec::new() };
    let mut found = Vec::new();
    // The element found last, as long as the walk is in it.
    let mut inside = None;
    for edge in element.traverse() {
        match edge {
            Edge::Open(node) if inside.is_none() && node.id() != element.id() => {
                if let Some(one) = ElementRef::wrap(node).filter(|one| selector.matches(one)) {
                    inside = Some(node.id());
                    found.push(one);
                }
            }
            Edge::Close(node) if inside == Some(node.id()) => inside = None,
            _ => {}
        }
    }
    found
}

/// The first element inside another one that a selector finds.
pub(super) fn first<'a>(element: ElementRef<'a>, selector: &str) -> Option<ElementRef<'a>> {
    let selector = Selector::parse(selector).ok()?;
    element.select(&selector).next()
}

/// Whether the beginning of a document is that of an HTML page.
pub(super) fn is_page(document: &crate::document::Document<'_>) -> bool {
    if document.served_as_no_page().is_some() {
        return false;
    }
    let head = document.head().to_ascii_lowercase();
    let kind = document.input.content_type.unwrap_or_default().to_ascii_lowercase();
    let named = kind.contains("html") && !head.starts_with(['{', '[']);
    named || head.starts_with("<!doctype html") || head.contains("<html") || head.contains("<head")
}
