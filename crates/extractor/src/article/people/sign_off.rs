//! Authors that sign at the end: `-- NAME`, `Regards, NAME`, `NAME is the TITLE at ORG`.

use std::ops::Range;
use std::sync::LazyLock;

use model::{AuthorKind, Seniority};
use regex::Regex;

use super::super::blocks::Block;
use super::super::job_titles::{classify, is_of_several, reads_like_title};
use super::super::page::Page;
use super::super::times::Ground;
use super::bylines::is_of_work;
use super::found::{Group, Named};
use super::kinds::kind_of;
use super::labels::{is_about, is_label};
use super::lines::is_plain_name;
use super::names::{Written, split};
use super::plausible::looks_like_person;

/// Blocks behind the text in which a signature is looked for.
const BEHIND: usize = 3;
/// Blocks from the end of the text in which a signature is looked for.
const LAST: usize = 5;

/// What stands before a name that signs.
pub(super) const DASHES: [char; 7] = ['-', '—', '–', '―', '~', '/', ' '];

static CLOSING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:best |kind |warm )?regards|all the best|best|sincerely|cheers|yours|thank you|thanks|onwards?|take care|viele grüße|mit freundlichen grüßen|cordialement|saludos)[,.!]?$").ok()
});

static DASHED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:--|—|–|―|-\s|~)\s*(\p{Lu}[^.!?:;]{2,79})$").ok());

static PORTRAIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,3}) is (?:the |an? )([^.;]{3,120})(?:[.;]|$)")
        .ok()
});

/// Headings and labels over people who sign nothing: who is to be asked, thanked, heard or presented.
static OTHERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    super::credits::small(
        r"(?i)^\W*(?:(?:media|press|investor|analyst|public relations|customer)? ?(?:contacts?|relations|inquir(?:y|ies)|enquiries)(?: information| details)?|(?:for )?(?:media|press|investors?|journalists)|(?:for )?(?:more|further) information|acknowledge?ments?|credits?|thanks to|special thanks to|(?:our |the |executive |senior )?(?:leadership|management|team|board|executives|people)(?: team| of directors)?|(?:our |featured )?(?:speakers?|panell?ists?|presenters?|experts?|guests?|customers?)|meet .*|what .* say.*|testimonials?|(?:presse)?kontakt|ansprechpartner(?:in)?|pressestelle|dank(?:sagung)?|referenten|contact(?:s|o)? ?(?:presse|prensa|de prensa|stampa)?|remerciements|agradecimientos|agradecimentos|ringraziamenti|お問い合わせ.*|連絡先|謝辞|联系(?:人|我们)?|致谢|문의.*|감사.*)\W*$",
    )
});

/// Whether the heading over a block, or one of the two lines above it, says that people there sign nothing.
pub(super) fn is_of_others(page: &Page<'_>, at: usize) -> bool {
    const ABOVE: usize = 2;
    const HEADING: usize = 12;
    let above = page.blocks.list.get(at.saturating_sub(HEADING)..at).unwrap_or_default();
    let heading = above.iter().rev().find(|block| block.level.is_some());
    let lines = above.iter().rev().take(ABOVE);
    heading.into_iter().chain(lines).any(|block| {
        block.text.len() <= 60 && OTHERS.as_ref().is_some_and(|others| others.is_match(&block.text))
    })
}

/// The signature, if there is one.
pub(super) fn found(page: &Page<'_>, body: &Range<usize>, ground: &Ground) -> Vec<Group> {
    let mut groups = Vec::new();
    let from = body.end.saturating_sub(LAST).max(body.start);
    // The statistics often leave the last short lines out.
    let rest = page.blocks.list.get(body.end..).unwrap_or_default();
    let behind = rest.iter().take(BEHIND).take_while(|block| block.zone.is_of_article()).count();
    let blocks = page.blocks.list.get(from..body.end + behind).unwrap_or_default();
    let mut closed = false;
    for (at, block) in blocks.iter().enumerate() {
        let text = block.text.as_str();
        // Who is quoted signs the quotation, and who is thanked or to be asked signs nothing.
        if ground.is_quoted(page, from + at) || is_of_others(page, from + at) {
            closed = false;
            continue;
        }
        if let Some(people) = joint(text, closed) {
            groups.push(Group { source: "sign-off".to_owned(), weight: 45, people });
            break;
        }
        if closed || DASHED.as_ref().is_some_and(|dashed| dashed.is_match(text)) {
            let next = blocks.get(at + 1).map(|block| block.text.as_str());
            let first_name = closed.then(|| given_name(text)).flatten();
            if let Some(person) = signer(text, next).or(first_name) {
                let people = std::iter::once(person).chain(others_below(blocks, at)).collect();
                groups.push(Group { source: "sign-off".to_owned(), weight: 45, people });
                break;
            }
        }
        if let Some(person) = titled(text, blocks.get(at + 1).map(|block| block.text.as_str())) {
            groups.push(Group { source: "sign-off".to_owned(), weight: 44, people: vec![person] });
        }
        let label = || under_label(page, from + at);
        if let Some(people) = labelled(page, text).or_else(label).filter(|_| !is_of_work(page, from + at)) {
            groups.push(Group { source: "sign-off".to_owned(), weight: 46, people });
        }
        closed = CLOSING.as_ref().is_some_and(|closing| closing.is_match(text));
        if let Some(person) = portrait(text) {
            groups.push(Group { source: "closing-note".to_owned(), weight: 40, people: vec![person] });
        }
    }
    // The foot of the post is its author's too, but only where it says so.
    let foot = body.end + behind..body.end + BEHIND;
    for at in foot.filter(|at| ground.is_at_article(*at) && !ground.is_of_others(*at)) {
        let people = page.blocks.list.get(at).and_then(|block| labelled(page, &block.text));
        if let Some(people) = people.filter(|_| !is_of_work(page, at)) {
            groups.push(Group { source: "sign-off".to_owned(), weight: 46, people });
        }
    }
    groups
}

/// `Author: Ada Park`, `Autorin: Ada Park, Projektleiterin`: who wrote the text, below it.
fn labelled(page: &Page<'_>, text: &str) -> Option<Vec<Named>> {
    static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        super::credits::small(
            r"(?i)^(?:(?:autor(?:in|en)?|authors?|auteure?s?|autrice|autore|autora|texte?|testo|von|par|por)\s*[:：]|(?:written|posted|published|authored|geschrieben|verfasst|escrito|publicado|scritto|pubblicato|écrit|publié) (?:by|von|por|da|par)\b:?|(?:autor(?:in|en)|authors?)\s)\s*(\S.{3,120})$|^([가-힣]{2,4}) ?(?:기자|특파원)(?:\s+\S+@\S+)?$",
        )
    });
    if text.len() > 160 {
        return None;
    }
    let said = LABEL.as_ref()?.captures(text)?;
    // `홍길동 기자 hong@example.com`: a reporter, whose name has no capitals.
    if let Some(name) = said.get(2) {
        let written = Written { name: name.as_str().to_owned(), job_title: None };
        return Some(vec![Named::of(written)]);
    }
    let written = split(said.get(1)?.as_str().trim_end_matches('.'), &page.context);
    (!written.is_empty() && written.iter().all(|one| looks_like_person(&one.name)))
        .then(|| written.into_iter().map(Named::of).collect())
}

/// A full name below a line that is a label of authors and nothing else: `Author`, `Ada Park`.
pub(super) fn under_label(page: &Page<'_>, at: usize) -> Option<Vec<Named>> {
    const MAX_NAMES: usize = 8;
    let label = page.blocks.list.get(at).filter(|block| is_label(&block.text) || is_about(&block.text));
    let below = label.and(page.blocks.list.get(at + 1..))?;
    let lines = below.iter().take(MAX_NAMES).map(|line| {
        let written = if line.text.len() <= 80 && line.zone.is_of_article() {
            split(&line.text, &page.context)
        } else {
            Vec::new()
        };
        Some(written)
            .filter(|written| !written.is_empty() && written.iter().all(|one| is_plain_name(&one.name)))
    });
    let named: Vec<Named> = lines.map_while(|written| written).flatten().map(Named::of).collect();
    (!named.is_empty()).then_some(named)
}

/// Who signs on the lines below, where each begins with a dash: `— Ada Park, CEO`, `— Bo Lind, CTO`.
fn others_below(blocks: &[Block], at: usize) -> impl Iterator<Item = Named> {
    let is_dashed = |block: &&Block| DASHED.as_ref().is_some_and(|dashed| dashed.is_match(&block.text));
    let below = blocks.get(at + 1..).unwrap_or_default().iter().take_while(is_dashed);
    below.filter_map(|block| signer(&block.text, None))
}

/// A line that is a name and a title, or a name above a title: `NAME, Chief Executive Officer`. Only those
/// who speak for a provider: other titles in the last lines are those of people that the text is about.
fn titled(text: &str, next: Option<&str>) -> Option<Named> {
    let text = text.trim_start_matches(DASHES);
    let (name, title) = text.split_once(", ").or_else(|| Some((text, next?)))?;
    let (name, title) = (name.trim(), title.trim());
    // What costs least is asked first: most lines have no name before the comma.
    let is_signed = name.len() <= 60
        && looks_like_person(name)
        && reads_like_title(title)
        && kind_of(name) == AuthorKind::Person;
    let speaks = || {
        let seniority = classify(title).0;
        matches!(seniority, Seniority::CLevel | Seniority::Vp | Seniority::Director | Seniority::Manager)
    };
    (is_signed && speaks())
        .then(|| Named::of(Written { name: name.to_owned(), job_title: Some(title.to_owned()) }))
}

/// `Ada Park & Bo Lind, Co-founders`: several who sign in one line with a title that they share. Below a closing, first
/// names do as well.
fn joint(text: &str, is_closed: bool) -> Option<Vec<Named>> {
    let (names, title) = text.trim_start_matches(DASHES).split_once(", ")?;
    if names.len() > 80 || !is_of_several(title) || !reads_like_title(title) {
        return None;
    }
    let speaks =
        is_closed || matches!(classify(title).0, Seniority::CLevel | Seniority::Vp | Seniority::Director);
    let names: Vec<&str> = names.split(" & ").flat_map(|names| names.split(" and ")).map(str::trim).collect();
    let is_name = |name: &&str| {
        looks_like_person(name) && kind_of(name) == AuthorKind::Person
            || is_closed && given_name(name).is_some()
    };
    let is_joint = speaks && (2..=4).contains(&names.len()) && names.iter().all(is_name);
    let named = |name: &&str| {
        Named::of(Written { name: (*name).to_owned(), job_title: Some(title.trim().to_owned()) })
    };
    is_joint.then(|| names.iter().map(named).collect())
}

fn signer(text: &str, next: Option<&str>) -> Option<Named> {
    let text = text.trim_start_matches(DASHES);
    let text = text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).unwrap_or(text);
    // `Ada Park Follow @ada`: behind the name stands an account and the button to it.
    let text = text.split(" Follow ").next().and_then(|text| text.split(" @").next()).unwrap_or(text);
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

/// A first name alone, as it stands below a closing.
fn given_name(text: &str) -> Option<Named> {
    let text = text.trim();
    let is_name = (2..=16).contains(&text.chars().count())
        && text.chars().all(char::is_alphabetic)
        && text.chars().next().is_some_and(char::is_uppercase)
        && text.chars().skip(1).all(char::is_lowercase);
    is_name.then(|| Named::of(Written { name: text.to_owned(), job_title: None }))
}

fn portrait(text: &str) -> Option<Named> {
    let parts = PORTRAIT.as_ref()?.captures(text)?;
    let (name, rest) = (parts.get(1)?.as_str(), parts.get(2)?.as_str());
    // `the head of security at Nimbus`: behind the last word for a place stands the organisation.
    let ends = [" at ", " with ", " for ", " of "].iter().filter_map(|word| rest.get(..rest.find(word)?));
    let title = ends.into_iter().find(|title| title.len() <= 90 && reads_like_title(title))?;
    looks_like_person(name)
        .then(|| Named::of(Written { name: name.to_owned(), job_title: Some(title.to_owned()) }))
}
