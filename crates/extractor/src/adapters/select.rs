//! CSS selection in a tree.

use scraper::{ElementRef, Html, Selector};

/// All elements of a document that a selector finds, in order; none where the selector is not CSS.
pub(super) fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    within(html.root_element(), selector)
}

/// All elements inside another one that a selector finds, in order.
pub(super) fn within<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(selector).map(|selector| element.select(&selector).collect()).unwrap_or_default()
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
