//! Reads XML into a tree and repairs what can be repaired: bare ampersands, HTML entities, end tags that
//! are missing or superfluous, stray angle brackets, a document that ends too early.

use std::mem;
use std::sync::{Arc, LazyLock};

use model::Note;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use regex::Regex;
use url::Url;

use super::element::{Element, Node, Vocabulary};
use super::entity::{resolve, unescape, windows_1252};
use crate::adapters::address::{LENGTH_LIMIT, reference};

/// Elements nested deeper than this lose their tags and keep their text.
const DEPTH_LIMIT: usize = 200;
/// A document with more elements than this is cut there.
const ELEMENT_LIMIT: usize = 1_000_000;
/// So many times the length of a document is read for brackets that start no tag, each of which may be
/// followed to the end; then the document is cut.
const REREAD_LIMIT: usize = 8;

/// An element has so many attributes; more are not read.
const ATTRIBUTE_LIMIT: usize = 64;
/// So many prefixes are bound at a time; more are not known.
const PREFIX_LIMIT: usize = 256;
/// A document may declare so many entities of its own.
const ENTITY_LIMIT: usize = 64;

/// The declaration of an entity that stands for a few words, without a reference or markup inside.
static ENTITY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"<!ENTITY\s+([\w.:-]{1,40})\s+(?:"([^"&%<]{0,100})"|'([^'&%<]{0,100})')\s*>"#).ok()
});

/// What was read.
#[derive(Debug)]
pub(crate) struct Tree {
    /// The root element.
    pub root: Element,
    /// What was repaired.
    pub notes: Vec<Note>,
}

/// Reads `text`; `None` where it has no element at all.
pub(crate) fn parse(text: &str, base: &Url) -> Option<Tree> {
    let mut builder = Builder::new(base);
    let mut rest = text;
    let mut budget = text.len().saturating_mul(REREAD_LIMIT);
    loop {
        match builder.read(rest) {
            Progress::Done => break,
            Progress::Full => {
                builder.cut = true;
                break;
            }
            Progress::Stray { at, read } => {
                // The bracket that confused the reader is taken as a character, and reading goes on.
                builder.repaired("a '<' that starts no tag");
                builder.text("<");
                rest = rest.get(at + 1..).unwrap_or_default();
                budget = budget.saturating_sub(read);
                builder.cut |= budget == 0;
                if budget == 0 {
                    break;
                }
            }
        }
    }
    builder.finish()
}

/// The local name of the root element in lower case, read from the beginning of a document.
pub(crate) fn root_name(head: &str) -> Option<String> {
    let mut rest = head.trim_start();
    loop {
        let after = rest.get(rest.find('<')? + 1..)?;
        rest = match after.bytes().next()? {
            b'?' => after.get(after.find("?>")? + 2..)?,
            b'!' if after.starts_with("!--") => after.get(after.find("-->")? + 3..)?,
            b'!' => after.get(declaration_end(after)?..)?,
            _ => {
                let end = after.find(|c: char| c.is_whitespace() || c == '>' || c == '/');
                let name = after.get(..end.unwrap_or(after.len()))?;
                return Some(name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase());
            }
        };
    }
}

/// Where a `<!DOCTYPE ...>` ends, its internal subset included.
fn declaration_end(text: &str) -> Option<usize> {
    let mut brackets = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => brackets += 1,
            b']' => brackets = brackets.saturating_sub(1),
            b'>' if brackets == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

enum Progress {
    /// The end of the text.
    Done,
    /// Something that is no XML starts at byte `at`; `read` bytes were read to find that out.
    Stray { at: usize, read: usize },
    /// A limit was reached.
    Full,
}

struct Builder {
    base: Url,
    open: Vec<Element>,
    /// Prefixes declared by each open element.
    scopes: Vec<Vec<(String, Vocabulary)>>,
    /// How many prefixes that is.
    prefixes: usize,
    /// Open elements below the limit of depth, whose tags are dropped.
    too_deep: Vec<String>,
    root: Option<Element>,
    /// Whether the document is Atom itself, so that Atom is its own vocabulary.
    atom: bool,
    elements: usize,
    repairs: usize,
    first_repair: Option<&'static str>,
    /// Entities of the document's own.
    declared: Vec<(String, String)>,
    cut: bool,
}

impl Builder {
    fn new(base: &Url) -> Self {
        Self {
            base: base.clone(),
            open: Vec::new(),
            scopes: Vec::new(),
            prefixes: 0,
            too_deep: Vec::new(),
            root: None,
            atom: false,
            elements: 0,
            repairs: 0,
            first_repair: None,
            declared: Vec::new(),
            cut: false,
        }
    }

    fn read(&mut self, text: &str) -> Progress {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        let mut last = 0;
        loop {
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(_) => {
                    let at = usize::try_from(reader.error_position()).unwrap_or(text.len()).max(last);
                    let stray = text.get(at..).and_then(|tail| tail.find('<')).map(|offset| at + offset);
                    return match stray {
                        Some(at) => Progress::Stray { at, read: text.len() - at },
                        None => {
                            self.text(text.get(at..).unwrap_or_default());
                            self.cut = true;
                            Progress::Done
                        }
                    };
                }
            };
            let start = last;
            last = usize::try_from(reader.buffer_position()).unwrap_or(last);
            if let Event::Start(tag) | Event::Empty(tag) = &event
                && !tag.name().as_ref().starts_with(|c: char| c.is_alphabetic() || c == '_' || c == ':')
            {
                return Progress::Stray { at: start, read: last - start };
            }
            match event {
                Event::Start(tag) => self.start(&tag),
                Event::Empty(tag) => {
                    self.start(&tag);
                    self.end(tag.name().as_ref());
                }
                Event::End(tag) => self.end(tag.name().as_ref()),
                Event::Text(characters) => {
                    if characters.contains('&') {
                        self.repaired("a bare '&'");
                    }
                    self.text(&characters.xml10_content());
                }
                Event::CData(characters) => self.text(&characters),
                Event::GeneralRef(name) => self.reference(&name),
                Event::DocType(declarations) => self.declare(&declarations),
                Event::Eof => return Progress::Done,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
            if self.elements > ELEMENT_LIMIT {
                return Progress::Full;
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        self.elements += 1;
        let qualified = tag.name().as_ref().to_owned();
        if self.open.len() >= DEPTH_LIMIT {
            self.repaired("elements nested too deep");
            self.too_deep.push(qualified);
            return;
        }
        let mut attributes = Vec::new();
        for attribute in tag.html_attributes().with_checks(false).flatten().take(ATTRIBUTE_LIMIT) {
            attributes.push((attribute.key.as_ref().to_owned(), unescape(&attribute.value).into_owned()));
        }
        let room = PREFIX_LIMIT.saturating_sub(self.prefixes);
        self.scopes.push(
            attributes
                .iter()
                .filter_map(|(key, uri)| {
                    let prefix = match key.as_str() {
                        "xmlns" => "",
                        other => other.strip_prefix("xmlns:")?,
                    };
                    let whole_document = self.open.is_empty();
                    Some((prefix.to_ascii_lowercase(), vocabulary_of(prefix, uri, whole_document)))
                })
                .take(room)
                .collect(),
        );
        self.prefixes += self.scopes.last().map_or(0, Vec::len);
        let outer = self.open.last().and_then(|parent| parent.base.clone());
        let stated = attributes.iter().find(|(key, _)| key == "xml:base");
        let inner = stated.and_then(|(_, value)| reference(outer.as_deref().unwrap_or(&self.base), value));
        let inner = inner.filter(|url| url.as_str().len() <= LENGTH_LIMIT);
        let base = inner.map(Arc::new).or(outer);
        let (prefix, local) = qualified.split_once(':').unwrap_or(("", &qualified));
        let mut vocabulary = self.vocabulary(&prefix.to_ascii_lowercase());
        let name = local.to_ascii_lowercase();
        self.atom |= self.open.is_empty() && vocabulary == Vocabulary::Atom;
        if self.atom && vocabulary == Vocabulary::Atom {
            vocabulary = Vocabulary::Plain;
        }
        let children = Vec::new();
        self.open.push(Element { vocabulary, name, qualified, attributes, base, children, cut: false });
    }

    fn end(&mut self, qualified: &str) {
        // Of the tags that were dropped only the last are looked at, so that the time stays linear.
        let near = self.too_deep.iter().rev().take(DEPTH_LIMIT).position(|open| open == qualified);
        if let Some(back) = near {
            self.too_deep.truncate(self.too_deep.len() - back - 1);
            return;
        }
        match self.open.iter().rposition(|open| open.qualified == qualified) {
            Some(at) => {
                if at + 1 < self.open.len() {
                    self.repaired("an end tag that is missing");
                }
                while self.open.len() > at {
                    self.close();
                }
            }
            None => self.repaired("an end tag without its start"),
        }
    }

    fn close(&mut self) {
        self.prefixes -= self.scopes.pop().map_or(0, |scope| scope.len());
        self.too_deep.clear();
        let Some(element) = self.open.pop() else { return };
        match (self.open.last_mut(), &self.root) {
            (Some(parent), _) => parent.children.push(Node::Element(element)),
            (None, None) => self.root = Some(element),
            // Characters and elements behind the root are not part of the document.
            (None, Some(_)) => self.repaired("a second root element"),
        }
    }

    fn text(&mut self, characters: &str) {
        let Some(parent) = self.open.last_mut() else { return };
        if !matches!(parent.children.last(), Some(Node::Text(_))) {
            parent.children.push(Node::Text(String::new()));
        }
        if let Some(Node::Text(text)) = parent.children.last_mut() {
            // Control characters of this range are bytes of Windows-1252 that were taken for Latin-1.
            // Other control characters are not allowed in XML and mean nothing.
            text.extend(characters.chars().filter_map(|c| match u8::try_from(c) {
                Ok(byte @ 0x80..=0x9f) => Some(windows_1252(byte)),
                Ok(0x00..=0x08 | 0x0b | 0x0c | 0x0e..=0x1f) => None,
                _ => Some(c),
            }));
        }
    }

    /// Keeps the entities that the document declares, where they are plain words: no reference inside one
    /// is followed, so that a document cannot grow.
    fn declare(&mut self, doctype: &str) {
        let Some(pattern) = ENTITY.as_ref() else { return };
        for found in pattern.captures_iter(doctype).take(ENTITY_LIMIT) {
            let value = found.get(2).or_else(|| found.get(3));
            if let (Some(name), Some(value)) = (found.get(1), value) {
                self.declared.push((name.as_str().to_owned(), value.as_str().to_owned()));
            }
        }
    }

    fn reference(&mut self, name: &str) {
        // XHTML's own declarations differ from what HTML made of these two names since.
        match name {
            "lang" => return self.text("\u{2329}"),
            "rang" => return self.text("\u{232a}"),
            _ => {}
        }
        if let Some(characters) = resolve(name) {
            return self.text(&characters);
        }
        match self.declared.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()) {
            Some(value) => self.text(&value),
            None => {
                self.repaired("an entity that is not defined");
                self.text(&format!("&{name};"));
            }
        }
    }

    fn repaired(&mut self, what: &'static str) {
        self.repairs += 1;
        self.first_repair.get_or_insert(what);
    }

    fn vocabulary(&self, prefix: &str) -> Vocabulary {
        let declared =
            self.scopes.iter().rev().flatten().find(|(known, _)| known == prefix).map(|&(_, found)| found);
        declared.unwrap_or(match prefix {
            "" => Vocabulary::Plain,
            "atom" => Vocabulary::Atom,
            "dc" | "dcterms" => Vocabulary::Dublin,
            "content" => Vocabulary::Content,
            "feedburner" => Vocabulary::FeedBurner,
            "itunes" => Vocabulary::Itunes,
            "media" => Vocabulary::Media,
            _ => Vocabulary::Other,
        })
    }

    fn finish(mut self) -> Option<Tree> {
        let mut notes = Vec::new();
        if let Some(first) = self.first_repair {
            let detail = format!("the XML is not well-formed ({} places, the first: {first})", self.repairs);
            notes.push(Note::new("xml-repaired", detail));
        }
        let unclosed = !self.open.is_empty();
        for element in &mut self.open {
            element.cut = true;
        }
        if unclosed || mem::take(&mut self.cut) {
            notes.push(Note::new("feed-cut", "the XML ends before its root element does"));
        }
        while !self.open.is_empty() {
            self.close();
        }
        self.root.map(|root| Tree { root, notes })
    }
}

/// The vocabulary of a namespace. A namespace that we do not know is the format's own where it is the
/// default one of the whole document, and foreign where it is declared for a prefix or for a part.
fn vocabulary_of(prefix: &str, uri: &str, whole_document: bool) -> Vocabulary {
    let uri = uri.trim().to_ascii_lowercase();
    match uri.trim_end_matches(['/', '#']) {
        "http://www.w3.org/2005/atom" | "https://www.w3.org/2005/atom" | "http://purl.org/atom/ns" => {
            Vocabulary::Atom
        }
        "http://purl.org/dc/elements/1.1"
        | "http://purl.org/dc/elements/1.0"
        | "http://purl.org/dc/terms" => Vocabulary::Dublin,
        "http://purl.org/rss/1.0/modules/content" => Vocabulary::Content,
        "http://www.w3.org/1999/xhtml" => Vocabulary::Xhtml,
        "http://rssnamespace.org/feedburner/ext/1.0" => Vocabulary::FeedBurner,
        "http://search.yahoo.com/mrss" => Vocabulary::Media,
        "" => Vocabulary::Plain,
        uri if uri.ends_with("/dtds/podcast-1.0.dtd") => Vocabulary::Itunes,
        uri if OWN.iter().any(|own| uri.starts_with(own)) && !uri.contains("/modules/") => Vocabulary::Plain,
        _ if prefix.is_empty() && whole_document => Vocabulary::Plain,
        _ => Vocabulary::Other,
    }
}

/// How the namespaces of the formats themselves begin.
const OWN: [&str; 8] = [
    "http://purl.org/rss/1.0",
    "http://purl.org/net/rss",
    "http://my.netscape.com/rdf/simple/",
    "http://channel.netscape.com/rdf/simple/",
    "http://backend.userland.com/rss",
    "http://blogs.law.harvard.edu/tech/rss",
    "http://www.sitemaps.org/schemas/sitemap/",
    "http://www.google.com/schemas/sitemap/",
];
