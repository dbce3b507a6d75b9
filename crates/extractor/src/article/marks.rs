//! The elements that carry marks of what they hold — declarations, times, authors, the article — found in
//! one walk over the tree instead of one for each rule.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use html5ever::{LocalName, QualName, local_name, ns};
use memchr::memmem::Finder;
use scraper::node::Element;
use scraper::{ElementRef, Html};

use super::walk::walk;

/// Kinds of marks for authors, by how exact they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AuthorMark {
    /// `itemprop=author`, `property=author`
    Microdata,
    /// `rel=author`, `.vcard .fn`, `.p-author`
    Relation,
    /// A class that says that the name is inside.
    Name,
    /// A class or id that says byline or author.
    Byline,
    /// A link to an author's page.
    Link,
}

/// The marked elements of a page, each list in the order of the document.
#[derive(Default)]
pub(super) struct Marks<'a> {
    /// `meta` elements.
    pub(super) metas: Vec<ElementRef<'a>>,
    /// The first `title`.
    pub(super) title: Option<ElementRef<'a>>,
    /// The first `body`.
    pub(super) body: Option<ElementRef<'a>>,
    /// `link rel=canonical`.
    pub(super) canonical: Vec<ElementRef<'a>>,
    /// Scripts with JSON-LD.
    pub(super) linked: Vec<ElementRef<'a>>,
    /// Elements that are, or say that they are, a time.
    pub(super) times: Vec<ElementRef<'a>>,
    /// Elements of which only an attribute, such as `data-published-at`, may hold a time.
    pub(super) dated: Vec<ElementRef<'a>>,
    /// Elements that start an item of microdata or RDFa.
    pub(super) items: Vec<ElementRef<'a>>,
    /// Elements that name the address of the item that they stand in.
    pub(super) item_addresses: Vec<ElementRef<'a>>,
    /// Elements that say that they name authors.
    authors: [Vec<ElementRef<'a>>; 5],
    /// Whether any element so far is, by its own word, the author.
    has_author: bool,
    /// What holds the article, whatever its class names say: the first heading inside the main part, the
    /// first heading, the first declared article text, the first main part.
    pub(super) anchors: [Option<ElementRef<'a>>; 4],
}

impl<'a> Marks<'a> {
    /// Walks over a tree. What a template holds is not on the page.
    pub(super) fn of(html: &'a Html) -> Self {
        let mut marks = Self::default();
        walk(
            *html.root_element(),
            &mut marks,
            |marks, node| {
                let Some(element) = ElementRef::wrap(node) else { return true };
                let name = element.value().name();
                if name == "template" {
                    return false;
                }
                marks.name(element, name);
                if element.value().attrs().next().is_some() {
                    marks.attributes(element, name);
                }
                true
            },
            |_, _| {},
        );
        marks
    }

    /// The elements with a mark for authors.
    pub(super) fn authors(&self, mark: AuthorMark) -> &[ElementRef<'a>] {
        self.authors.get(mark as usize).map_or(&[], Vec::as_slice)
    }

    fn name(&mut self, element: ElementRef<'a>, name: &str) {
        match name {
            "meta" => self.metas.push(element),
            "time" | "relative-time" | "local-time" => self.times.push(element),
            "title" => {
                self.title.get_or_insert(element);
            }
            "body" => {
                self.body.get_or_insert(element);
            }
            "h1" => {
                let [inner, heading, ..] = &mut self.anchors;
                heading.get_or_insert(element);
                if inner.is_none() && is_inside(element, &["main", "article"]) {
                    *inner = Some(element);
                }
            }
            "main" => {
                let [.., main] = &mut self.anchors;
                main.get_or_insert(element);
            }
            _ => {}
        }
    }

    fn attributes(&mut self, element: ElementRef<'a>, name: &str) {
        let mut authors = [false; 5];
        let mut is_time = false;
        let mut is_dated = false;
        for (attribute, value) in element.value().attrs() {
            match attribute {
                "class" => {
                    is_time |= class_of_time(name, value);
                    class_of_author(element, value, &mut authors);
                    authors[AuthorMark::Byline as usize] |= name == "address";
                }
                "id" => authors[AuthorMark::Byline as usize] |= says(value).author,
                "data-testid" | "data-automation-id" => {
                    let said = says(value);
                    authors[AuthorMark::Name as usize] |= said.name && contains(value, "author-name");
                    authors[AuthorMark::Byline as usize] |= said.byline;
                }
                "itemprop" => {
                    let mut words = value.split_ascii_whitespace();
                    authors[AuthorMark::Microdata as usize] |= words.any(|word| word == "author");
                    let mut words = value.split_ascii_whitespace();
                    is_time |=
                        words.any(|word| matches!(word, "datePublished" | "dateModified" | "dateCreated"));
                    let mut words = value.split_ascii_whitespace();
                    if words.any(|word| matches!(word, "url" | "mainEntityOfPage")) {
                        self.item_addresses.push(element);
                    }
                    let [_, _, article, _] = &mut self.anchors;
                    if article.is_none() && value.split_ascii_whitespace().any(|word| word == "articleBody") {
                        *article = Some(element);
                    }
                }
                "itemscope" | "typeof" => self.items.push(element),
                "property" => {
                    authors[AuthorMark::Microdata as usize] |= matches!(value, "author" | "schema:author");
                    is_time |= is_property_of_time(value);
                }
                "rel" => {
                    self.has_author |= value == "author";
                    let mut words = value.split_ascii_whitespace();
                    if name == "link" && words.any(|word| word.eq_ignore_ascii_case("canonical")) {
                        self.canonical.push(element);
                    }
                    let mut words = value.split_ascii_whitespace();
                    authors[AuthorMark::Relation as usize] |=
                        name == "a" && words.any(|word| word.eq_ignore_ascii_case("author"));
                }
                "href" if name == "a" => {
                    authors[AuthorMark::Link as usize] |= is_of_author(value);
                }
                "type" if name == "script" && contains(value, "ld+json") => self.linked.push(element),
                "datetime" | "title" => is_dated |= may_be_time(value),
                _ if DATED.contains(&attribute) => is_dated |= may_be_time(value),
                _ => {}
            }
        }
        if is_time && !matches!(name, "time" | "relative-time" | "local-time") {
            self.times.push(element);
        } else if is_dated && !matches!(name, "time" | "relative-time" | "local-time" | "ins" | "del") {
            self.dated.push(element);
        }
        // A link inside an element that is marked as the author's.
        if name == "a" && self.has_author && !authors[AuthorMark::Relation as usize] {
            let mut outer = element.ancestors().filter_map(ElementRef::wrap).take(NEAR);
            let rel = local_name!("rel");
            authors[AuthorMark::Relation as usize] =
                outer.any(|outer| attribute(outer.value(), &rel) == Some("author"));
        }
        for (list, is) in self.authors.iter_mut().zip(authors) {
            if is {
                list.push(element);
            }
        }
    }
}

/// The value of an attribute of HTML. That of the tree's library reads the name anew for each element that it is asked of.
pub(super) fn attribute<'a>(element: &'a Element, name: &LocalName) -> Option<&'a str> {
    let is_it = |own: &QualName| own.local == *name && own.ns == ns!() && own.prefix.is_none();
    element.attrs.iter().find(|(own, _)| is_it(own)).map(|(_, value)| &**value)
}

/// Whether an address is that of a page about an author.
fn is_of_author(href: &str) -> bool {
    const ENDS: [&str; 12] =
        ["hor", "hors", "or", "ors", "ores", "oren", "ori", "orzy", "eur", "eurs", "ore", "rice"];
    static AUTHOR: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("/aut"));
    AUTHOR.find_iter(href.as_bytes()).any(|at| {
        let rest = href.get(at + "/aut".len()..).unwrap_or_default();
        rest.split_once('/').is_some_and(|(end, _)| ENDS.contains(&end))
    })
}

/// Attributes in which content systems and their scripts keep the time of what an element shows.
pub(super) const DATED: &[&str] = &[
    "data-published",
    "data-published-at",
    "data-published-date",
    "data-published-time",
    "data-published-on",
    "data-post-published",
    "data-article-published",
    "data-publish-date",
    "data-publish-time",
    "data-publishdate",
    "data-publication-date",
    "data-date-published",
    "data-pubdate",
    "data-pub-date",
    "data-post-date",
    "data-posted-at",
    "data-date",
    "data-time",
    "data-datetime",
    "data-timestamp",
    "data-epoch",
    "data-utc",
    "data-utime",
    "data-unixtime",
    "data-unix-time",
    "data-livestamp",
    "data-iso",
    "data-gmt",
];

/// Whether an attribute is worth reading as a time: it says a clock time, or it is a Unix time.
fn may_be_time(value: &str) -> bool {
    let value = value.trim();
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let is_epoch = digits == value.len() && matches!(digits, 10 | 13);
    is_epoch || ((10..=60).contains(&value.len()) && digits >= 5 && value.contains(':'))
}

/// RDFa names of times, with whatever prefix stands for their vocabulary.
fn is_property_of_time(value: &str) -> bool {
    value.split_ascii_whitespace().any(|word| {
        let name = word.rsplit([':', '/', '#']).next().unwrap_or(word);
        matches!(name, "datePublished" | "dateModified")
            || (word.starts_with("dc") && matches!(name, "created" | "issued" | "modified" | "date"))
    })
}

/// How far above a name the element may stand that marks it.
const NEAR: usize = 6;

fn is_inside(element: ElementRef<'_>, names: &[&str]) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|ancestor| names.contains(&ancestor.value().name()))
}

fn class_of_time(name: &str, class: &str) -> bool {
    (name == "abbr" || class.as_bytes().windows(3).any(|part| part == b"dt-"))
        && class.split_ascii_whitespace().any(|word| match word {
            "dt-published" | "dt-updated" => true,
            "published" | "updated" => name == "abbr",
            _ => false,
        })
}

fn class_of_author(element: ElementRef<'_>, class: &str, authors: &mut [bool; 5]) {
    let said = says(class);
    authors[AuthorMark::Byline as usize] |= said.byline || said.author || is_signature(class);
    authors[AuthorMark::Name as usize] |= said.name;
    if !(said.author || class.contains("fn")) {
        return;
    }
    for word in class.split_ascii_whitespace() {
        let is_name = word == "fn"
            && element
                .ancestors()
                .filter_map(ElementRef::wrap)
                .take(NEAR)
                .any(|outer| outer.value().classes().any(|class| class == "vcard"));
        authors[AuthorMark::Relation as usize] |= is_name || word == "p-author";
    }
}

/// `firma`: the signature of a Spanish or an Italian page. Elsewhere it is a company, so that only full names are read in it.
pub(super) fn is_signature(class: &str) -> bool {
    static SIGNATURE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("firma"));
    SIGNATURE.find(class.as_bytes()).is_some()
        && class.split_ascii_whitespace().any(|word| word.split(['-', '_']).next() == Some("firma"))
}

/// What a class, an id or the like says of authors.
#[derive(Debug, Clone, Copy, Default)]
struct Says {
    byline: bool,
    author: bool,
    name: bool,
}

/// Words for authors; the first one is for bylines, those from [`NAMES`] on say that the name is inside.
const WORDS: &[&str] = &[
    "byline",
    "author",
    "autor",
    "auteur",
    "redacteur",
    "writer",
    "author-name",
    "author__name",
    "authorname",
    "author_name",
    "byline-name",
    "byline__name",
    "byline__author",
    "byline-author",
];
const NAMES: usize = 6;

static FINDER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(WORDS).ok());

fn says(value: &str) -> Says {
    let mut says = Says::default();
    // Each of the words holds `byl`, `aut`, `teu` or `wri`, most classes and ids none.
    let is_part = |[one, two, three]: &[u8; 3]| {
        matches!((one | 0x20, two | 0x20), (b'b', b'y') | (b'a', b'u') | (b't', b'e') | (b'w', b'r'))
            && matches!(three | 0x20, b'l' | b't' | b'u' | b'i')
    };
    if !value.as_bytes().array_windows().any(is_part) {
        return says;
    }
    let Some(finder) = FINDER.as_ref() else { return says };
    for found in finder.find_overlapping_iter(value) {
        match found.pattern().as_usize() {
            0 => says.byline = true,
            at if at < NAMES => says.author = true,
            _ => says.name = true,
        }
    }
    says
}

fn contains(value: &str, word: &str) -> bool {
    value.len() >= word.len() && value.to_ascii_lowercase().contains(word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_asked_first_hides_no_word_for_authors(value in "[ a-]{0,3}(BYLINE|auth?or|Auteur|redacteur|wRiter|author__name|ut|yl)?[a-z_-]{0,8}") {
            let said = says(&value);
            let words = FINDER.as_ref().map(|finder| finder.find_overlapping_iter(&value).count());
            prop_assert_eq!(words.is_some_and(|words| words > 0), said.byline || said.author || said.name);
        }
    }

    #[test]
    fn each_word_for_authors_is_found() {
        for word in WORDS {
            for word in [(*word).to_owned(), word.to_uppercase()] {
                let said = says(&word);
                assert!(said.byline || said.author || said.name, "{word}");
            }
        }
    }
}
