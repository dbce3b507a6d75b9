//! The elements that hold the article, whatever their class names say.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::ElementRef;

use crate::article::marks::Marks;

/// Ancestors of the main heading and of the declared article.
pub(super) fn spared(marks: &Marks<'_>) -> HashSet<NodeId> {
    let mut spared = HashSet::new();
    for anchor in marks.anchors.into_iter().flatten() {
        // A heading inside `footer`, `nav` or `aside` proves nothing.
        let names = anchor.ancestors().filter_map(ElementRef::wrap).map(|outer| outer.value().name());
        if names.into_iter().any(|name| matches!(name, "footer" | "nav" | "aside")) {
            continue;
        }
        spared.insert(anchor.id());
        spared.extend(anchor.ancestors().map(|node| node.id()));
    }
    spared
}
