//! The tree as html5ever builds it, which stops growing where it goes beyond what is read.
//!
//! The limits are kept where the tree is built, and not by a look at the text before: what a text nests to is known to
//! its parser alone, as is where its comments, quotes and scripts end.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use ego_tree::iter::Edge;
use ego_tree::{NodeId, Tree};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, QualName};
use scraper::{Html, HtmlTreeSink, Node};

use super::tokens::{Tokenizer, with_line_feeds};

/// Deepest nesting that is parsed, in elements.
pub(crate) const MAX_DEPTH: usize = 512;
/// Most elements that no tag of the text stands for: unclosed formatting tags (`<b>`, `<font>`) are opened again in
/// each block that follows them.
const MAX_REBUILT: usize = 100_000;
/// Most elements that one tag stands for by itself: a `td` brings its `tbody` and its `tr`, and the next its own.
const PER_TAG: usize = 3;
/// Most attributes that one tag may have: each is compared with all before it.
const MAX_ATTRIBUTES: usize = 2000;

/// Parses a document; `None` where its tree goes beyond a limit. The time grows with the length of the text and with
/// the depth that its tree may have.
pub(super) fn parse(text: &str) -> Option<Html> {
    parse_within(text).ok()
}

/// Like [`parse`]; where a limit stops it, with the bytes that were parsed until then.
fn parse_within(text: &str) -> Result<Html, usize> {
    let text = with_line_feeds(text);
    let builder = TreeBuilder::new(Bounded::of(&text), TreeBuilderOpts::default());
    let mut tokenizer = Tokenizer::of(&text, MAX_ATTRIBUTES, builder);
    while tokenizer.step() {
        if tokenizer.is_over() || tokenizer.sink.sink.over.get() {
            return Err(tokenizer.at());
        }
    }
    let at = tokenizer.at();
    let (html, moved, over) = tokenizer.sink.sink.finish();
    if over || moved && depth(&html) > MAX_DEPTH { Err(at) } else { Ok(html) }
}

/// How deep the elements of a tree stand inside each other.
fn depth(html: &Html) -> usize {
    let (mut now, mut deepest) = (0_usize, 0);
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) if node.value().is_element() => {
                now += 1;
                deepest = deepest.max(now);
            }
            Edge::Close(node) if node.value().is_element() => now -= 1,
            _ => {}
        }
    }
    deepest
}

/// Nodes that there is room for from the beginning, at most.
const MOST_ROOM: usize = 20_000;

/// A node, and its number among the places.
#[derive(Debug, Clone, Copy)]
struct Handle {
    id: NodeId,
    number: usize,
}

/// Scraper's tree, with the depth of each element as it was put in.
struct Bounded {
    tree: HtmlTreeSink,
    /// The depth of each node that was made, by its number; that of the document comes first. Where a subtree was moved
    /// with what is inside it, the depths inside are those of before.
    depths: RefCell<Vec<usize>>,
    /// Most nodes that there may be.
    most: usize,
    /// Whether a subtree was moved.
    moved: Cell<bool>,
    /// Whether a limit is passed.
    over: Cell<bool>,
}

impl Bounded {
    fn of(text: &str) -> Self {
        let tags = memchr::memchr_iter(b'<', text.as_bytes()).count();
        // About as many nodes as tags: each second tag ends an element, and there is a text beside each.
        let room = tags.min(MOST_ROOM);
        let tree = Tree::with_capacity(Node::Document, room);
        let mut depths = Vec::with_capacity(room);
        depths.push(0);
        Self {
            tree: HtmlTreeSink::new(Html { tree, ..Html::new_document() }),
            depths: RefCell::new(depths),
            most: MAX_REBUILT + PER_TAG * tags,
            moved: Cell::new(false),
            over: Cell::new(false),
        }
    }

    /// A handle for a node that was made.
    fn made(&self, id: NodeId) -> Handle {
        let mut depths = self.depths.borrow_mut();
        let number = depths.len();
        depths.push(0);
        if number > self.most {
            self.over.set(true);
        }
        Handle { id, number }
    }

    fn depth(&self, node: Handle) -> usize {
        self.depths.borrow().get(node.number).copied().unwrap_or_default()
    }

    fn put_at(&self, child: &NodeOrText<Handle>, depth: usize) {
        let NodeOrText::AppendNode(child) = child else { return };
        if let Some(place) = self.depths.borrow_mut().get_mut(child.number) {
            *place = depth;
        }
        if depth > MAX_DEPTH {
            self.over.set(true);
        }
    }
}

fn inner(child: NodeOrText<Handle>) -> NodeOrText<NodeId> {
    match child {
        NodeOrText::AppendNode(node) => NodeOrText::AppendNode(node.id),
        NodeOrText::AppendText(text) => NodeOrText::AppendText(text),
    }
}

impl TreeSink for Bounded {
    type Handle = Handle;
    /// The tree, whether a subtree was moved in it, and whether a limit was passed.
    type Output = (Html, bool, bool);
    type ElemName<'a> = <HtmlTreeSink as TreeSink>::ElemName<'a>;

    fn finish(self) -> Self::Output {
        (self.tree.finish(), self.moved.get(), self.over.get())
    }

    /// Nobody reads what is wrong with a page.
    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: self.tree.get_document(), number: 0 }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Self::ElemName<'a> {
        self.tree.elem_name(&target.id)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        self.made(self.tree.create_element(name, attributes, flags))
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        self.made(self.tree.create_comment(text))
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Handle {
        self.made(self.tree.create_pi(target, data))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.put_at(&child, self.depth(*parent) + 1);
        self.tree.append(&parent.id, inner(child));
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        // Beside a table, or inside what stands before it where the table has no parent: at most a level deeper.
        self.put_at(&child, self.depth(*element).max(self.depth(*previous) + 1));
        self.tree.append_based_on_parent_node(&element.id, &previous.id, inner(child));
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.tree.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        Handle { id: self.tree.get_template_contents(&target.id), number: target.number }
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.tree.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &Handle, new: NodeOrText<Handle>) {
        self.put_at(&new, self.depth(*sibling));
        self.tree.append_before_sibling(&sibling.id, inner(new));
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        self.tree.add_attrs_if_missing(&target.id, attributes);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.moved.set(true);
        self.tree.remove_from_parent(&target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.moved.set(true);
        self.tree.reparent_children(&node.id, &new_parent.id);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Bytes of an attack that may be parsed.
    const LITTLE: usize = 16 * 1024;

    fn is_read(text: &str) -> bool {
        parse(text).is_some()
    }

    #[test]
    fn ordinary_pages_are_parsed() {
        assert!(is_read("<!doctype html><html><body><p>one<p>two<ul><li>a<li>b</ul></body></html>"));
        assert!(is_read(&"<p>unclosed paragraph".repeat(5000)));
        assert!(is_read(&"<li><a href=x>link</a><br><img src=y>".repeat(5000)));
        assert!(is_read(&"<tr><td>cell<td>cell".repeat(5000)));
        assert!(is_read(&"<table><td>cell</table>".repeat(50_000)));
        assert!(is_read(&format!("<script>{}</script>", "'<div>';".repeat(5000))));
        assert!(is_read(&"<p><font color=red>old page</p>".repeat(2000)));
        let nested = |depth| format!("{}x", "<div>".repeat(depth));
        // The page and its body are elements as well.
        assert!(is_read(&nested(MAX_DEPTH - 2)));
        assert!(!is_read(&nested(MAX_DEPTH - 1)));
    }

    /// What stands before the tags, so that a look at the text alone could miss them.
    const BEFORE: [&str; 9] = [
        "",
        "<!-- x --!>",
        "<? <!-- ?>",
        "<!x <!-- >",
        "</ <!-- >",
        "<p a=b=\">",
        "<p =\">",
        "<noscript><!--</noscript>",
        "<svg><foreignObject><style><!--</style>",
    ];

    #[test]
    fn deep_nesting_is_refused_whatever_stands_before_it() {
        for before in BEFORE {
            for tags in
                ["<div>", "<DIV a='>'>", "<span>", "<div></x></p>", "<b><div>", "<table><td>", "<svg>"]
            {
                let page = format!("<p>x</p>{before}{}", tags.repeat(20_000));
                // Of an attack, little is parsed at all.
                assert!(parse_within(&page).is_err_and(|bytes| bytes <= LITTLE), "{before}{tags}");
            }
        }
        let names: String = (0..1000).map(|n| format!("<x{n}>")).collect();
        assert!(!is_read(&names));
    }

    #[test]
    fn a_tag_with_very_many_attributes_is_refused_before_it_is_whole() {
        let many: String = (0..10_000).map(|n| format!(" a{n}=1")).collect();
        for before in BEFORE {
            for tag in ["<b", "</b", "text<b x='", "<a <b"] {
                let page = format!("{before}{tag}{many}'>x");
                let quoted = tag.ends_with('\'');
                assert_eq!(is_read(&page), quoted, "{before}{tag}");
                let stopped = parse_within(&page);
                assert!(quoted || stopped.is_err_and(|bytes| bytes <= 2 * LITTLE), "{before}{tag}");
            }
        }
        let few: String = (0..=MAX_ATTRIBUTES).map(|n| format!(" a{n}")).collect();
        assert!(!is_read(&format!("<b{few}>")));
        assert!(is_read(&format!("<div class='{}'>x</div>", "a ".repeat(20_000))));
        assert!(is_read(&format!("<!-- {} -->", "a <b>b</b> and more words ".repeat(20_000))));
    }

    #[test]
    fn multiplied_formatting_is_refused() {
        let fonts: String = (0..500).map(|n| format!("<font size={n}>")).collect();
        assert!(!is_read(&format!("<p>{fonts}</p>{}", "<p>x</p>".repeat(2000))));
    }

    #[test]
    fn a_subtree_that_moves_is_measured_where_it_stands_in_the_end() {
        // Each end tag puts one more element around what the block holds.
        let blocks = |count: usize| format!("{}{}", "<b><p>".repeat(2), "<i><div></b>".repeat(count));
        let whole = Html::parse_document(&blocks(400));
        assert_eq!(parse(&blocks(400)).is_some(), depth(&whole) <= MAX_DEPTH);
    }

    /// Pieces of markup, a few of them many times.
    fn markup() -> impl Strategy<Value = String> {
        let names = [
            "div",
            "span",
            "p",
            "b",
            "i",
            "a",
            "font",
            "nobr",
            "table",
            "td",
            "tr",
            "caption",
            "svg",
            "math",
            "title",
            "style",
            "script",
            "noscript",
            "template",
            "object",
            "select",
            "option",
            "foreignObject",
            "li",
            "form",
            "button",
            "h1",
            "html",
            "body",
            "head",
            "frameset",
            "textarea",
            "mi",
            "desc",
            "plaintext",
            "annotation-xml",
        ];
        let attributes = ["", " a=1", " =\"", " a=b=\"", " a='", " a=\">\"", "/", " /", " <", " a = '>'"];
        let tag =
            (any::<bool>(), prop::sample::select(names.to_vec()), prop::sample::select(attributes.to_vec()));
        let tag = tag.prop_map(|(open, name, with)| format!("<{}{name}{with}>", if open { "" } else { "/" }));
        let odd = prop::sample::select(
            &[
                "<!--",
                "-->",
                "--!>",
                "<!-->",
                "<?",
                "<!",
                "</ ",
                ">",
                "\"",
                "'",
                "]]>",
                "<![CDATA[",
                "text",
                "<",
                "\r\n",
                "\r",
                "\n",
                "\0",
                "&lt",
                "&notit;",
                "&amp=",
                "&#x26;",
                "&#",
                "&#13;",
                "<!doctype html>",
                "<!DOCTYPE a PUBLIC 'b",
                "<!doctype a system \"b\" c",
                "-",
                "--",
                "!",
                "<script",
                "</script",
                "</title",
                "\u{a0}ü",
                "\u{feff}",
            ][..],
        );
        let some = prop_oneof![3 => tag, 1 => odd.prop_map(str::to_owned)];
        let many = (prop::collection::vec(some, 1..4), prop_oneof![6 => 1..3_usize, 1 => 200..600_usize]);
        let many = many.prop_map(|(pieces, times)| pieces.concat().repeat(times));
        prop::collection::vec(many, 0..10).prop_map(|pieces| pieces.concat())
    }

    const CASES: u32 = 200;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(CASES))]

        #[test]
        fn no_markup_yields_a_deeper_tree(text in markup()) {
            if let Some(html) = parse(&text) {
                prop_assert!(depth(&html) <= MAX_DEPTH);
            }
        }

        #[test]
        fn the_tree_is_that_of_html5ever(text in markup()) {
            if let Ok(html) = parse_within(&text) {
                prop_assert!(html.tree == Html::parse_document(&text).tree);
            }
        }
    }
}
