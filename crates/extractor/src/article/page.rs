//! A page as the article rules see it: its tree, its declarations and its visible blocks, read once.

use memchr::memmem;
use scraper::{ElementRef, Html};

use super::blocks::Blocks;
use super::items::{Items, around};
use super::linked::{Article, LinkedData};
use super::locale;
use super::marks::Marks;
use super::own_address::OwnAddress;
use crate::dates::DateContext;
use crate::document::Document;

/// A `meta` element.
pub(super) struct Meta<'a> {
    /// Its name, property, `itemprop` or `http-equiv`, in lower case.
    pub(super) key: String,
    /// What it says.
    pub(super) content: &'a str,
    /// The element, where it speaks of an item of the page and not of the page.
    pub(super) of_item: Option<ElementRef<'a>>,
}

/// One HTML page.
pub(super) struct Page<'a> {
    /// The document that it was parsed from.
    pub(super) document: &'a Document<'a>,
    /// Its tree.
    pub(super) html: &'a Html,
    /// Its marked elements.
    pub(super) marks: Marks<'a>,
    /// Its `meta` elements, in order.
    pub(super) metas: Vec<Meta<'a>>,
    /// Its JSON-LD.
    pub(super) linked: LinkedData,
    /// The addresses by which it goes.
    pub(super) own_address: OwnAddress,
    /// Its items of microdata and RDFa.
    pub(super) items: Items,
    /// Its visible text.
    pub(super) blocks: Blocks,
    /// What it says of its dates.
    pub(super) context: DateContext,
    /// Its `title` element, white space folded.
    pub(super) head_title: String,
    /// Its declared language tag, in lower case.
    pub(super) declared_language: Option<String>,
    /// Where its `body` starts, in bytes of the document's text.
    pub(super) body_at: usize,
}

impl<'a> Page<'a> {
    /// Reads the page; `None` where it has no tree.
    pub(super) fn of(document: &'a Document<'a>) -> Option<Self> {
        let html = document.html()?;
        let marks = Marks::of(html);
        let metas = metas(&marks);
        let linked = LinkedData::of(&marks);
        let own_address = OwnAddress::of(document.url(), &marks, &metas);
        let items = Items::of(&marks, &own_address);
        let head_title = marks.title.map(|title| fold(&title.text().collect::<String>()));
        let blocks = Blocks::of(&marks);
        let declared_language = locale::declared_language(html, &marks, &metas);
        let context = locale::date_context(document, declared_language.as_deref(), &metas, &blocks);
        let head_title = head_title.unwrap_or_default();
        let body_at = memmem::find(document.text.as_bytes(), b"<body").unwrap_or(0);
        Some(Self {
            document,
            html,
            marks,
            metas,
            linked,
            own_address,
            items,
            blocks,
            context,
            head_title,
            declared_language,
            body_at,
        })
    }

    /// The first `meta` of that key that says anything.
    pub(super) fn meta(&self, key: &str) -> Option<&'a str> {
        self.metas.iter().find(|meta| meta.key == key).map(|meta| meta.content)
    }

    /// The JSON-LD of its article, best first.
    pub(super) fn articles(&self) -> Vec<Article<'_>> {
        self.linked.articles(&self.own_address, &self.head_title)
    }

    /// Whether an element stands in an item that is not the page's own: a comment, a review, a card of another post.
    pub(super) fn is_foreign(&self, headline: Option<usize>, element: ElementRef<'_>) -> bool {
        self.items.is_foreign(&self.blocks, headline, element)
    }

    /// What the site calls itself.
    pub(super) fn site_names(&self) -> Vec<String> {
        let declared = ["og:site_name", "application-name", "apple-mobile-web-app-title", "al:ios:app_name"];
        let metas = declared.iter().filter_map(|key| self.meta(key)).map(fold);
        let host = self.document.url().host_str().unwrap_or_default();
        let host = host.strip_prefix("www.").unwrap_or(host);
        let label = host.split('.').next().unwrap_or_default();
        metas
            .chain(self.linked.publishers())
            .chain([host.to_owned(), label.to_owned()])
            .filter(|name| name.chars().count() > 1)
            .collect()
    }
}

/// `text` with each run of white space as one blank, without blanks at its ends.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}') {
        if !word.is_empty() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.extend(word.chars().filter(|c| *c != '\u{ad}'));
        }
    }
    folded
}

/// Only the letters and digits of `text`, in lower case: what two spellings of a name have in common.
pub(super) fn key(text: &str) -> String {
    if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
        return letters.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A title is compared so far, in bytes: many things of a page are looked for in each of its titles.
const LONGEST_TITLE: usize = 2_000;

/// The [`key`] of a title.
pub(super) fn title_key(title: &str) -> String {
    key(title.get(..title.floor_char_boundary(LONGEST_TITLE)).unwrap_or(title))
}

fn metas<'a>(marks: &Marks<'a>) -> Vec<Meta<'a>> {
    let mut found = Vec::new();
    for element in &marks.metas {
        let Some(content) = element.attr("content").or_else(|| element.attr("value")) else { continue };
        if content.trim().is_empty() {
            continue;
        }
        for attribute in ["name", "property", "itemprop", "http-equiv"] {
            if let Some(name) = element.attr(attribute) {
                let key = name.trim().to_ascii_lowercase();
                let is_of_item = attribute == "itemprop" && around(*element).next().is_some();
                found.push(Meta { key, content, of_item: is_of_item.then_some(*element) });
            }
        }
    }
    found
}
