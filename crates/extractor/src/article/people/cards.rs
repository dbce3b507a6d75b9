//! What the page says of an author apart from the byline: a card with the name above the title, a line with
//! both, a biography.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::blocks::Block;
use super::super::job_titles::reads_like_title;
use super::super::page::{Page, key};
use super::super::zones::Zone;
use super::plausible::looks_like_person;

/// Longest block that is searched, in bytes.
const MAX_BLOCK: usize = 700;
/// So many blocks below the name may hold the title: a date, a button and the name once more stand between.
const BELOW: usize = 4;
/// Most words of a title from a biography.
const MAX_WORDS: usize = 7;

/// What follows the name in a biography, up to where the title ends.
static BIOGRAPHY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?: \([^)]{1,20}\))?,? (?:is|was|works as|ist) ((?:an?|the|our|ein|eine|der|die) )?([^.;:,()]{3,80}?)(?: (?:at|for|with|who|that|in|on|and|am|im|beim|mit|based|covering|filing|focus\w*|specializ\w*|writing|living|from|bei|für)\b|[.,;(]|$)",
    )
    .ok()
});

/// How surely a title was read, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// A card or a line: the title stands as a title.
    Card,
    /// A sentence of a biography.
    Biography,
}

/// The title of the author `name` as it stands elsewhere on the page, with its place.
pub(super) fn title_of(page: &Page<'_>, name: &str) -> Option<(String, Place)> {
    if name.split_whitespace().count() < 2 {
        return None;
    }
    let elsewhere = Zone::COMMENTS.with(Zone::TEASER).with(Zone::NAVIGATION);
    let mut biography = None;
    for (at, block) in page.blocks.list.iter().enumerate() {
        let is_read = block.text.len() <= MAX_BLOCK && !block.zone.meets(elsewhere);
        let Some(found) = is_read.then(|| block.text.find(name)).flatten() else { continue };
        let title = in_pieces(block, name).or_else(|| below(page, at, name)).or_else(|| beside(block, name));
        if let Some(title) = title {
            return Some((title, Place::Card));
        }
        biography = biography.or_else(|| in_biography(page, block.text.get(found + name.len()..)?));
    }
    biography.map(|title| (title, Place::Biography))
}

/// Whether a block is a heading of some words: it is over what stands below it, and no title of who stands above.
pub(super) fn is_heading_of_more(block: &Block) -> bool {
    block.level.is_some_and(|level| level < 4) && block.text.split_whitespace().count() > 4
}

/// The name with which a biography begins that goes on behind the first name: `Ada Park is …`.
pub(super) fn full_name(page: &Page<'_>, first: &str) -> Option<String> {
    told_of(page, first).find_map(|rest| {
        let (last, rest) = rest.split_once(' ')?;
        let name = format!("{first} {last}");
        (goes_on(rest) && looks_like_person(&name)).then_some(name)
    })
}

/// Whether a paragraph tells of the person: `Ada Park is …`.
pub(super) fn has_biography(page: &Page<'_>, name: &str) -> bool {
    told_of(page, name).any(goes_on)
}

/// What paragraphs that begin with a name go on with.
fn told_of<'a>(page: &'a Page<'_>, name: &'a str) -> impl Iterator<Item = &'a str> {
    let elsewhere = Zone::COMMENTS.with(Zone::TEASER).with(Zone::NAVIGATION);
    let blocks = page.blocks.list.iter().filter(move |block| !block.zone.meets(elsewhere));
    blocks.filter_map(move |block| block.text.strip_prefix(name)?.strip_prefix(' '))
}

/// Whether it goes on as a biography does behind the name.
fn goes_on(rest: &str) -> bool {
    const VERBS: [&str; 20] = [
        "is", "was", "has", "leads", "works", "writes", "joined", "heads", "runs", "serves", "manages",
        "ist", "war", "schreibt", "arbeitet", "leitet", "est", "es", "è", "était",
    ];
    rest.split(' ').next().is_some_and(|verb| VERBS.contains(&verb))
}

/// In one block, the piece of text behind the one that is the name.
fn in_pieces(block: &Block, name: &str) -> Option<String> {
    let mut pieces = block.pieces().map(str::trim).filter(|piece| !piece.is_empty());
    pieces.find(|piece| is_name(piece, name))?;
    pieces.take(3).find_map(plain_title)
}

/// In the blocks below the one that is the name.
fn below(page: &Page<'_>, at: usize, name: &str) -> Option<String> {
    let block = page.blocks.list.get(at)?;
    is_name(&block.text, name).then_some(())?;
    for next in page.blocks.list.iter().skip(at + 1).take(BELOW) {
        if is_heading_of_more(next) {
            return None;
        }
        if let Some(title) = next.pieces().find_map(plain_title).or_else(|| plain_title(&next.text)) {
            return Some(title);
        }
        // A date, a button or the name once more; anything longer ends the card.
        if next.text.len() > 40 {
            return None;
        }
    }
    None
}

/// `NAME – TITLE`, `NAME (TITLE)`, `NAME, TITLE`, alone on a line.
fn beside(block: &Block, name: &str) -> Option<String> {
    let rest = block.text.strip_prefix(name)?;
    (rest.len() <= 120 && rest.starts_with([' ', ','])).then_some(())?;
    let joined = rest.trim_start().starts_with(['-', '–', '—', '|', ',', '(', '•', '·']);
    joined.then(|| plain_title(rest)).flatten()
}

/// The title in what follows the name in a biography, without the outlet in front of it.
fn in_biography(page: &Page<'_>, rest: &str) -> Option<String> {
    let found = BIOGRAPHY.as_ref()?.captures(rest)?;
    let title = found.get(2)?.as_str().trim();
    // `Ada Park is Head of Security at Nimbus`: without an article what she is begins with a capital.
    if found.get(1).is_none() && !title.starts_with(char::is_uppercase) {
        return None;
    }
    let sites: Vec<String> = page.site_names().iter().map(|site| key(site)).collect();
    let (first, others) = title.split_once(' ').unwrap_or((title, ""));
    let owner = first.trim_end_matches("'s").trim_end_matches("’s");
    let is_outlet = owner.len() < first.len() || sites.contains(&key(owner));
    let title = if is_outlet && !others.is_empty() { others } else { title };
    let fits = title.split_whitespace().count() <= MAX_WORDS && reads_like_title(title);
    fits.then(|| title.to_owned())
}

/// `About NAME` and `By NAME` are the name too.
fn is_name(text: &str, name: &str) -> bool {
    let text = text.trim().trim_end_matches([',', ':', '|', '•', '·', '-', '–']).trim_end();
    let text = ["About ", "By ", "by ", "BY ", "ABOUT "]
        .iter()
        .find_map(|lead| text.strip_prefix(lead))
        .unwrap_or(text);
    text == name
}

/// The text where it is a title and nothing else; brackets and marks around it are no part of it.
fn plain_title(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || ",|•·-–—()".contains(c));
    let is_short = text.split_whitespace().count() <= 10 && text.len() <= 90;
    let is_sentence =
        text.contains(". ") && !text.contains("M.") || text.contains(" is ") || text.contains('@');
    let starts = text.chars().next().is_some_and(char::is_uppercase);
    let lead = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_label =
        ["by", "about", "more", "follow", "read", "meet", "the", "our", "contact", "written", "photo"]
            .contains(&lead.trim_end_matches(':'));
    (is_short && starts && !is_sentence && !is_label && reads_like_title(text)).then(|| text.to_owned())
}

/// `I am the security engineer in residence at …`, `as Nimbus's head of trust`, said by a single author.
static FIRST_PERSON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:I am|I'm|I’m|I work as|I serve as|me as|my (?:role|job|work|position) as|In my role as|[Aa]s your|Speaking as)(?: currently)? (?:an? |the )?\[?(?:\p{Lu}[^.;:,()\]]{0,40}?['’]s )?([^.;:,()\[\]]{3,70}?)(?: (?:at|for|with|here|and I)\b|[.,;:()\]]|$)",
    )
    .ok()
});

/// The title that the text gives its one author in the first person.
pub(super) fn first_person(page: &Page<'_>, body: &Range<usize>) -> Option<String> {
    let blocks = page.blocks.list.get(body.clone()).unwrap_or_default();
    blocks.iter().filter(|block| block.zone.is_plain()).take(200).find_map(|block| {
        let text = block.text.as_str();
        let says = ["I am", "I'm", "I’m", "I work", "I serve", " as "].iter().any(|word| text.contains(word));
        let found = says.then(|| FIRST_PERSON.as_ref()?.captures(text)).flatten()?;
        let title = found.get(1)?.as_str().trim();
        let fits = title.split_whitespace().count() <= MAX_WORDS && reads_like_title(title);
        fits.then(|| title.to_owned())
    })
}
