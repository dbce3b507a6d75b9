//! One element of the tree.

use std::sync::Arc;

use url::Url;

/// The vocabulary that an element belongs to, by its namespace, or by its prefix where the namespace is
/// not declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    /// RSS, Atom or sitemap elements, and elements without a namespace.
    Plain,
    /// Atom elements inside another format.
    Atom,
    /// Dublin Core, `dc:` and `dcterms:`.
    Dublin,
    /// RSS content module, `content:`.
    Content,
    /// FeedBurner, `feedburner:`.
    FeedBurner,
    /// XHTML.
    Xhtml,
    /// Podcasts, `itunes:`.
    Itunes,
    /// Media RSS, `media:`.
    Media,
    /// Any other (georss, slash, ...).
    Other,
}

/// A child of an element.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    /// An element.
    Element(Element),
    /// Characters, entities resolved.
    Text(String),
}

/// An element with all that is inside it.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    /// The vocabulary of its namespace.
    pub vocabulary: Vocabulary,
    /// Local name in lower case.
    pub name: String,
    /// Name as written, with its prefix.
    pub qualified: String,
    /// Attributes as written, in order; values with entities resolved.
    pub attributes: Vec<(String, String)>,
    /// `xml:base` in force, where one is.
    pub base: Option<Arc<Url>>,
    /// What is inside.
    pub children: Vec<Node>,
    /// Whether the document ended before the element did.
    pub cut: bool,
}

impl Element {
    /// The attribute of that name, in any case.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// All child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child elements of that local name in the format's own vocabulary.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.all_of(Vocabulary::Plain, name)
    }

    /// The first child element of that local name in the format's own vocabulary.
    pub fn first(&self, name: &str) -> Option<&Self> {
        self.first_of(Vocabulary::Plain, name)
    }

    /// The child elements of that local name in a vocabulary.
    pub fn all_of<'a>(&'a self, vocabulary: Vocabulary, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |element| element.vocabulary == vocabulary && element.name == name)
    }

    /// The first child element of that local name in a vocabulary.
    pub fn first_of(&self, vocabulary: Vocabulary, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.vocabulary == vocabulary && element.name == name)
    }

    /// The first child element of that local name in any vocabulary.
    pub fn first_any(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// What addresses in it are relative to: its `xml:base`, or else `outside`.
    pub fn base_or<'a>(&'a self, outside: &'a Url) -> &'a Url {
        self.base.as_deref().unwrap_or(outside)
    }

    /// All characters inside, without markup.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.write_text(&mut text);
        text
    }

    /// [`Self::text`] without surrounding blanks, where something is left.
    pub fn trimmed(&self) -> Option<String> {
        let text = self.text();
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Whether it has child elements.
    pub fn has_elements(&self) -> bool {
        self.elements().next().is_some()
    }

    /// What is inside, written as HTML.
    pub fn inner_markup(&self) -> String {
        let mut markup = String::new();
        for child in &self.children {
            write_node(child, &mut markup);
        }
        markup
    }

    fn write_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(characters) => text.push_str(characters),
                Node::Element(element) => element.write_text(text),
            }
        }
    }
}

/// HTML elements that have no end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

fn write_node(node: &Node, markup: &mut String) {
    let element = match node {
        Node::Text(text) => return escape(text, markup),
        Node::Element(element) => element,
    };
    // A prefix bound to XHTML has no meaning in HTML.
    let name = match element.vocabulary {
        Vocabulary::Xhtml => element.name.as_str(),
        _ => element.qualified.as_str(),
    };
    markup.push('<');
    markup.push_str(name);
    for (key, value) in element.attributes.iter().filter(|(key, _)| !key.starts_with("xmlns")) {
        markup.push(' ');
        markup.push_str(key);
        markup.push_str("=\"");
        escape_quoted(value, markup);
        markup.push('"');
    }
    if VOID.contains(&name) && element.children.is_empty() {
        markup.push_str(" />");
        return;
    }
    markup.push('>');
    for child in &element.children {
        write_node(child, markup);
    }
    markup.push_str("</");
    markup.push_str(name);
    markup.push('>');
}

fn escape(text: &str, markup: &mut String) {
    for character in text.chars() {
        match character {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            other => markup.push(other),
        }
    }
}

fn escape_quoted(text: &str, markup: &mut String) {
    for character in text.chars() {
        match character {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '"' => markup.push_str("&quot;"),
            other => markup.push(other),
        }
    }
}
