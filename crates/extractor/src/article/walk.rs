//! A walk over a part of a page's tree, in the order of the document.

use ego_tree::NodeRef;
use scraper::Node;

/// Goes through `root` and what is inside it. `open` is told of each node, and says whether to go inside; `close` is told of each
/// that was gone into, behind all that is inside it.
pub(super) fn walk<'a, T>(
    root: NodeRef<'a, Node>,
    reader: &mut T,
    open: impl Fn(&mut T, NodeRef<'a, Node>) -> bool,
    close: impl Fn(&mut T, NodeRef<'a, Node>),
) {
    let mut node = root;
    loop {
        if open(reader, node) {
            if let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            close(reader, node);
        }
        // On to what stands behind the node, or behind the nearest one around it that has something behind it.
        loop {
            if node.id() == root.id() {
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(outer) = node.parent() else { return };
            node = outer;
            close(reader, node);
        }
    }
}

#[cfg(test)]
mod tests {
    use ego_tree::iter::Edge;
    use proptest::prelude::*;
    use scraper::Html;

    use super::*;

    proptest! {
        #[test]
        fn nodes_open_and_close_as_in_a_walk_of_the_tree_itself(
            parts in prop::collection::vec(prop::sample::select(vec!["<div>", "</div>", "<p>", "<i>", "x", "<br>", "</i>", "<!--c-->"]), 0..20),
        ) {
            let html = Html::parse_document(&parts.concat());
            let root = html.root_element();
            for part in [*root].into_iter().chain(root.children()) {
                let expected: Vec<_> = part.traverse().map(|edge| match edge {
                    Edge::Open(node) => (node.id(), true),
                    Edge::Close(node) => (node.id(), false),
                }).collect();
                let mut seen = Vec::new();
                walk(part, &mut seen, |seen, node| { seen.push((node.id(), true)); true }, |seen, node| seen.push((node.id(), false)));
                prop_assert_eq!(&seen, &expected);
            }
        }
    }

    #[test]
    fn what_is_not_gone_into_is_passed_with_all_inside() {
        let html = Html::parse_document("<div><i>a<b>c</b></i><u>d</u></div>");
        let mut seen = Vec::new();
        let name =
            |node: NodeRef<'_, Node>| node.value().as_element().map(|element| element.name().to_owned());
        walk(
            *html.root_element(),
            &mut seen,
            |seen, node| {
                let Some(name) = name(node) else { return false };
                seen.push(name.clone());
                name != "i"
            },
            |seen, node| seen.extend(name(node).map(|name| format!("/{name}"))),
        );
        assert_eq!(seen, ["html", "head", "/head", "body", "div", "i", "u", "/u", "/div", "/body", "/html"]);
    }
}
