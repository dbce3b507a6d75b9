//! Declared authors whom the page shows to nobody.
//!
//! A content system declares the account that filed a post. Where the post is by somebody else, its readers are told by whom,
//! and the account's name stands nowhere on the page.

use std::collections::HashSet;

use model::AuthorKind;

use super::super::page::{Page, key};
use super::found::{Group, Named};
use super::lines::is_plain_name;

/// Signatures that are believed before somebody unseen.
const SIGNATURES: [&str; 3] = ["byline:", "markup:", "microdata:"];
/// A signature that weighs less stands too far from the headline.
const NEAR: u32 = 52;
/// A line that starts with a word for authorship weighs so much.
const BYLINE: u32 = 75;
/// More than any declaration weighs.
const FIRST: u32 = 101;
/// So many declared names are looked for; a page with more is made to keep its reader busy.
const MAX_ASKED: usize = 12;
/// Only lines of so many bytes are read without regard to capitals.
const MAX_LINE: usize = 200;

/// Puts the signature that names a full name first, where the page shows none of those whom it declares; and a byline that
/// names all the declared and others besides.
pub(super) fn give_way(page: &Page<'_>, groups: &mut [Group]) {
    let declared: Vec<&str> = groups
        .iter()
        .filter(|group| is_declaration(group))
        .flat_map(|group| &group.people)
        .filter(|person| person.kind == AuthorKind::Person)
        .map(|person| person.name.as_str())
        .collect();
    if declared.is_empty() || declared.len() > MAX_ASKED {
        return;
    }
    let known: HashSet<String> = declared.iter().map(|name| key(name)).collect();
    let is_all = |group: &Group| {
        let names: HashSet<String> = group.people.iter().map(|person| key(&person.name)).collect();
        group.source == "byline:text"
            && group.people.iter().all(is_plain)
            && names.len() > known.len()
            && known.is_subset(&names)
    };
    // What follows `by` inside of a line is as often somebody of whom it speaks.
    let signs = |group: &Group| {
        (group.weight >= NEAR && group.source != "byline:text" || group.weight >= BYLINE)
            && SIGNATURES.iter().any(|place| group.source.starts_with(place))
            && group.people.iter().any(is_plain)
    };
    let first = groups.iter().position(is_all).or_else(|| {
        let best = groups.iter().enumerate().filter(|(_, group)| signs(group));
        let (at, _) = best.max_by_key(|(at, group)| (group.weight, std::cmp::Reverse(*at)))?;
        (!shows_any(page, &declared, &known)).then_some(at)
    });
    if let Some(group) = first.and_then(|at| groups.get_mut(at)) {
        group.weight = FIRST;
    }
}

fn is_declaration(group: &Group) -> bool {
    group.source.starts_with("json-ld:") || group.source.starts_with("meta:")
}

fn is_plain(person: &Named) -> bool {
    person.kind == AuthorKind::Person && is_plain_name(&person.name)
}

/// Whether any line of the page holds one of the names: as it is written, or, in a short line, by its key.
fn shows_any(page: &Page<'_>, names: &[&str], keys: &HashSet<String>) -> bool {
    let finders: Vec<_> = names.iter().map(memchr::memmem::Finder::new).collect();
    let texts = || page.blocks.list.iter().map(|block| block.text.as_str());
    let holds_key = |text: &str| {
        let text = key(text);
        keys.iter().any(|name| text.contains(name.as_str()))
    };
    texts().any(|text| finders.iter().any(|finder| finder.find(text.as_bytes()).is_some()))
        || texts().filter(|text| text.len() <= MAX_LINE).any(holds_key)
}
