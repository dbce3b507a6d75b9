//! Authors in the markup: `rel=author`, microdata, and class names that say author or byline.

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};

use super::super::job_titles::reads_like_title;
use super::super::marks::{AuthorMark, is_signature};
use super::super::page::{Page, fold};
use super::super::times::Ground;
use super::super::zones::Zone;
use super::credits::is_credit;
use super::found::{Group, Named};
use super::kinds::is_company;
use super::names::{Written, split};
use super::plausible::{is_plausible, looks_like_person};

/// Elements beyond this number are not read.
const MAX_ELEMENTS: usize = 60;
/// An author element with more text than this is a portrait of the author.
const MAX_TEXT: usize = 160;

/// All marked authors, a group for each kind of mark.
pub(super) fn found(page: &Page<'_>, headline: Option<usize>, ground: &Ground) -> Vec<Group> {
    const MARKS: [(&str, AuthorMark, u32); 5] = [
        ("microdata:author", AuthorMark::Microdata, 72),
        ("markup:rel-author", AuthorMark::Relation, 70),
        ("markup:author-name", AuthorMark::Name, 68),
        ("markup:byline", AuthorMark::Byline, 62),
        ("markup:author-link", AuthorMark::Link, 60),
    ];
    MARKS
        .iter()
        .filter_map(|(source, mark, weight)| {
            let mut named: Vec<(usize, Named)> = Vec::new();
            for element in page.marks.authors(*mark).iter().take(MAX_ELEMENTS).copied() {
                let Some(distance) = distance(page, headline, ground, element) else { continue };
                named.extend(read(page, element).into_iter().map(|person| (distance, person)));
            }
            // The authors of one post stand together: the group nearest to the headline.
            let nearest = named.iter().map(|(distance, _)| *distance).min()?;
            let people: Vec<Named> = named
                .into_iter()
                .filter(|(distance, _)| *distance <= nearest + 3)
                .map(|(_, person)| person)
                .collect();
            let far = u32::try_from(nearest / 8).unwrap_or(20).min(20);
            Some(Group { source: (*source).to_owned(), weight: weight - far, people })
        })
        .collect()
}

/// Blocks between the headline and the element; `None` where it is about other posts or readers.
fn distance(
    page: &Page<'_>,
    headline: Option<usize>,
    ground: &Ground,
    element: ElementRef<'_>,
) -> Option<usize> {
    let range = page.blocks.range(element.id())?;
    let block = page.blocks.list.get(range.start)?;
    let elsewhere = Zone::COMMENTS.with(Zone::TEASER).with(Zone::NAVIGATION);
    let zone = ground.zone(range.start, block);
    // The foot of the post names its author; that of the site names others.
    let is_in_foot = zone.meets(Zone::FOOTER) && !ground.is_at_article(range.start);
    if range.is_empty()
        || is_in_foot
        || zone.meets(elsewhere)
        || page.is_foreign(headline, element)
        || ground.is_of_others(range.start)
        || ground.is_quoted(page, range.start)
    {
        return None;
    }
    Some(range.start.abs_diff(headline.unwrap_or(0)))
}

fn read(page: &Page<'_>, element: ElementRef<'_>) -> Vec<Named> {
    let name = element.value().name();
    // Themes mark the name of the site so, at its head.
    let is_site =
        element.value().classes().any(|class| matches!(class, "site-title" | "site-name" | "navbar-brand"));
    if is_site && !looks_like_person(&fold(&element.text().collect::<String>())) {
        return Vec::new();
    }
    // What an author is said to be stands in an element of its own.
    let is_portrait = element.value().classes().any(|class| {
        let class = class.to_ascii_lowercase();
        class.contains("author")
            && ["desc", "role", "position", "excerpt"].iter().any(|part| class.contains(part))
    });
    if is_portrait {
        return Vec::new();
    }
    if matches!(name, "meta" | "link" | "img" | "form" | "input" | "body" | "html" | "main" | "article") {
        return Vec::new();
    }
    // An inner `itemprop=name` is the name itself.
    let inner = element.descendent_elements().skip(1).find(|inner| {
        inner.attr("itemprop") == Some("name") || inner.value().classes().any(|class| class == "fn")
    });
    let holder = inner.unwrap_or(element);
    let texts = holder.descendants().filter_map(|node| Some((node, fold(node.value().as_text()?))));
    let mut pieces: Vec<String> = Vec::new();
    for (node, piece) in texts.filter(|(_, piece)| !piece.is_empty()) {
        // What somebody is stands behind the name, or is read with it elsewhere.
        if !is_in_role(node, holder) || !pieces.is_empty() && is_title(&piece) {
            pieces.push(piece);
        }
    }
    let whole = pieces.join(" ");
    // `Ada Park`, `Reviewed by Bo Lind`: what stands before the credit is read.
    let is_signed = pieces.first().is_some_and(|first| looks_like_person(first));
    if whole.is_empty() || whole.len() > MAX_TEXT || is_credit(&whole) && !is_signed {
        return Vec::new();
    }
    let mut people = from_pieces(page, &pieces);
    if element.attr("class").is_some_and(is_signature) {
        people.retain(|person| looks_like_person(&person.name));
    }
    people
}

/// Whether an element inside of `holder` says that what stands in it is what somebody is, and no name. A heading with the
/// class `title` is one.
fn is_in_role(node: NodeRef<'_, Node>, holder: ElementRef<'_>) -> bool {
    const ROLES: [&str; 6] = ["title", "role", "position", "job-title", "job_title", "jobtitle"];
    let is_role = |outer: ElementRef<'_>| {
        let classes = || outer.value().classes();
        let is_heading = outer.value().name().starts_with('h');
        !is_heading
            && classes().any(|class| ROLES.contains(&class))
            && !classes().any(|class| class.contains("name"))
    };
    let inside = node.ancestors().take_while(|outer| outer.id() != holder.id());
    inside.filter_map(ElementRef::wrap).any(is_role)
}

/// Names among pieces of text that inline elements keep apart: a title, a date or a button is a piece
/// of its own.
fn from_pieces(page: &Page<'_>, pieces: &[String]) -> Vec<Named> {
    let mut found: Vec<Written> = Vec::new();
    let mut is_outlet = false;
    let mut is_credited = false;
    for piece in pieces {
        // `Edited by`, `Bo Lind`: who did something else than write stands in the same element.
        if std::mem::take(&mut is_credited) {
            continue;
        }
        if is_credit(piece) {
            is_credited = piece.to_lowercase().trim_end_matches([' ', ':']).ends_with(" by");
            continue;
        }
        // `Ada Park -`, `detikNews`: behind the dash stands the outlet.
        let is_behind_dash = std::mem::replace(&mut is_outlet, piece.ends_with(['-', '–', '—', '|']));
        match found.last_mut() {
            Some(last) if last.job_title.is_none() && is_title(piece) => {
                last.job_title = Some(piece.trim_matches(MARKS).to_owned());
            }
            // `Authors:` is a label of what stands behind it.
            _ if piece.ends_with([':', '：']) => {}
            // Behind a bar stands the title, the outlet, the place.
            Some(_) if is_behind_dash || piece.starts_with('|') => {}
            // So it is with an organisation behind the full name of somebody.
            Some(last)
                if is_company(piece.trim_matches(MARKS))
                    && looks_like_person(&last.name)
                    && !is_company(&last.name) => {}
            _ => found.extend(
                split(piece, &page.context).into_iter().filter(|written| is_plausible(&written.name)),
            ),
        }
    }
    found.into_iter().map(Named::of).collect()
}

/// What parts a title from the name before it.
const MARKS: [char; 7] = [',', ' ', '|', '•', '·', '(', ')'];

fn is_title(piece: &str) -> bool {
    let piece = piece.trim_matches(MARKS);
    reads_like_title(piece) && !piece.to_lowercase().starts_with("by ")
}
