//! Authors that sign at the end: `-- NAME`, `Regards, NAME`, `NAME is the TITLE at ORG`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::job_titles::reads_like_title;
use super::super::page::Page;
use super::found::{Group, Named};
use super::names::{Written, looks_like_person};

/// Blocks from the end of the text in which a signature is looked for.
const LAST: usize = 5;

static CLOSING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:best |kind |warm )?regards|sincerely|cheers|yours|thank you|thanks|mit freundlichen grüßen|cordialement|saludos)[,.!]?$").ok()
});

static DASHED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:--|—|–|―|-\s|~)\s*(\p{Lu}[^.!?:;]{2,79})$").ok());

static PORTRAIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,3}) is (?:the |an? )([^.;]{3,90}?) (?:at|of|for|with) ").ok()
});

/// The signature, if there is one.
pub(super) fn found(page: &Page<'_>, body: &Range<usize>) -> Vec<Group> {
    let mut groups = Vec::new();
    let from = body.end.saturating_sub(LAST).max(body.start);
    let blocks = page.blocks.list.get(from..body.end).unwrap_or_default();
    let mut closed = false;
    for (at, block) in blocks.iter().enumerate() {
        let text = block.text.as_str();
        if closed || DASHED.as_ref().is_some_and(|dashed| dashed.is_match(text)) {
            let next = blocks.get(at + 1).map(|block| block.text.as_str());
            if let Some(person) = signer(text, next) {
                groups.push(Group { source: "sign-off".to_owned(), weight: 45, people: vec![person] });
                break;
            }
        }
        closed = CLOSING.as_ref().is_some_and(|closing| closing.is_match(text));
        if let Some(person) = portrait(text) {
            groups.push(Group { source: "closing-note".to_owned(), weight: 40, people: vec![person] });
        }
    }
    groups
}

fn signer(text: &str, next: Option<&str>) -> Option<Named> {
    let text = text.trim_start_matches(['-', '—', '–', '―', '~', ' ']);
    let (name, title) = match text.split_once(',') {
        Some((name, title)) => (name.trim(), Some(title.trim())),
        None => (text.trim(), next),
    };
    let team = name.to_lowercase().ends_with(" team");
    if !(looks_like_person(name) || team) || name.len() > 60 {
        return None;
    }
    let job_title = title.filter(|title| reads_like_title(title)).map(str::to_owned);
    Some(Named::of(Written { name: name.to_owned(), job_title }))
}

fn portrait(text: &str) -> Option<Named> {
    let parts = PORTRAIT.as_ref()?.captures(text)?;
    let (name, title) = (parts.get(1)?.as_str(), parts.get(2)?.as_str());
    (looks_like_person(name) && reads_like_title(title))
        .then(|| Named::of(Written { name: name.to_owned(), job_title: Some(title.to_owned()) }))
}
