//! What shows that two words in capitals are a person's name where no word says so: a portrait, a page about them, a biography.

use html5ever::local_name;
use scraper::ElementRef;

use super::super::marks::attribute;
use super::super::page::Page;
use super::cards::has_biography;

/// Elements of a page that are looked through.
const MAX_ELEMENTS: usize = 20_000;
/// Parts of addresses under which sites keep pages about people.
const PLACES: [&str; 20] = [
    "author",
    "authors",
    "autor",
    "autoren",
    "auteur",
    "auteurs",
    "people",
    "person",
    "team",
    "user",
    "users",
    "profile",
    "profiles",
    "profil",
    "contributor",
    "contributors",
    "staff",
    "members",
    "by",
    "bio",
];
/// Whether anything on the page shows that the name in the block `at` is a person's; or nothing shows that it is not: it is no
/// link, as a topic is, and the page uses none of its words otherwise.
pub(super) fn is_persons(page: &Page<'_>, at: usize, name: &str) -> bool {
    let is_link = page.blocks.list.get(at).is_some_and(|block| block.linked > 0);
    !is_link && !has_common_word(page, name)
        || leads_to_person(page, at)
        || has_biography(page, name)
        || has_portrait(page, name)
}

/// Whether a word of the name stands on the page in small letters: `Zero Trust` of a page that speaks of trust.
fn has_common_word(page: &Page<'_>, name: &str) -> bool {
    let words: Vec<String> = name.split(' ').filter(|word| word.len() > 2).map(str::to_lowercase).collect();
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '@' | '_' | '-' | '.' | '/');
    words.iter().any(|word| {
        let finder = memchr::memmem::Finder::new(word);
        page.blocks.list.iter().any(|block| {
            finder.find_iter(block.text.as_bytes()).any(|from| {
                let before = block.text.get(..from).and_then(|text| text.chars().next_back());
                let behind = block.text.get(from + word.len()..).and_then(|text| text.chars().next());
                !before.is_some_and(is_letter) && !behind.is_some_and(|c| c.is_alphanumeric() || c == '_')
            })
        })
    })
}

/// Whether a link in the block, or around it, leads to a page about people.
fn leads_to_person(page: &Page<'_>, at: usize) -> bool {
    let block = page.blocks.list.get(at).filter(|block| block.linked > 0);
    let Some(element) = block.and_then(|block| page.html.tree.get(block.element)).and_then(ElementRef::wrap)
    else {
        return false;
    };
    let outer = element.ancestors().filter_map(ElementRef::wrap).take(3);
    let inner = element.descendent_elements().take(12);
    inner.chain(outer).filter(|link| link.value().name() == "a").any(|link| {
        let href = attribute(link.value(), &local_name!("href")).unwrap_or_default();
        let path = href.split(['?', '#']).next().unwrap_or_default();
        // The page itself stands behind the last of those parts.
        let mut parts = path.trim_end_matches('/').rsplit('/');
        parts.next().is_some_and(|last| last.starts_with('@'))
            || parts.any(|part| PLACES.contains(&part.to_ascii_lowercase().as_str()))
    })
}

/// Whether a picture is said to be of the person.
fn has_portrait(page: &Page<'_>, name: &str) -> bool {
    let elements = page.html.root_element().descendent_elements().take(MAX_ELEMENTS);
    elements.filter(|element| element.value().name() == "img").any(|image| {
        let said = attribute(image.value(), &local_name!("alt")).unwrap_or_default();
        said.len() <= name.len() + 24 && said.contains(name)
    })
}
