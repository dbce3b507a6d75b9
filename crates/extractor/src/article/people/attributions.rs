//! Whom the text lets speak: `"…", said NAME, TITLE at ORGANISATION`, `according to NAME, TITLE`, `as our TITLE NAME wrote`.
//!
//! Only a name with a job title beside it counts: companies and places say things too, and their names look like those of
//! people. A person is one row, at the first place where the text says who that is.

use std::ops::Range;
use std::sync::LazyLock;

use model::{Attribution, AuthorKind, Function, Span};
use regex::{Captures, Regex};

use super::super::job_titles::{classify, function_of, reads_like_title};
use super::super::page::{Page, key};
use super::super::times::place;
use super::kinds::kind_of;
use super::plausible::looks_like_person;
use super::provider;
use super::speech::{reads_of_speech, speaks_before, spoke_behind};

/// Blocks of the text that are searched, and the most people that are kept.
const MAX_BLOCKS: usize = 400;
const MAX_PEOPLE: usize = 20;
/// Most words of a title.
const MAX_WORDS: usize = 9;

/// Where a title ends and its organisation begins: surely, and where the word may belong to the title.
static AT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r",? (?:at|with|bei|chez|bij|presso) (?:the )?(.+)$").ok());
static OF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r",? (?:from|na|en|von|der|des|of|for|de|du|di|da) (?:the )?(\p{Lu}[\p{L}\p{N}.&’' -]*)$").ok()
});

/// Words that open a sentence and are no part of a name.
const OPENERS: &[&str] = &[
    "Today",
    "Yesterday",
    "However",
    "But",
    "And",
    "As",
    "In",
    "On",
    "At",
    "Then",
    "Also",
    "When",
    "While",
    "Meanwhile",
    "Later",
    "Every",
    "Each",
    "Our",
    "The",
    "This",
    "That",
    "Its",
    "Their",
    "My",
    "His",
    "Her",
    "According",
    "To",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "For",
    "Because",
    "Heute",
    "Gestern",
    "Unser",
    "Unsere",
    "Der",
    "Die",
    "Notre",
    "Le",
    "La",
    "El",
    "Il",
    "Mr",
    "Mr.",
    "Mrs",
    "Mrs.",
    "Ms",
    "Ms.",
    "Dr",
    "Dr.",
];

/// The people that the text names as speaking, with their titles.
pub(in super::super) fn attributions(page: &Page<'_>, body: &Range<usize>) -> Vec<Attribution> {
    let blocks = page.blocks.list.get(body.clone()).unwrap_or_default();
    let mut found: Vec<Attribution> = Vec::new();
    let passages = blocks
        .iter()
        .filter(|block| block.zone.is_plain())
        .take(MAX_BLOCKS)
        // What no passage ends or begins within, a block without it has in none of its passages.
        .filter(|block| reads_of_speech(&block.text) && reads_of_title(&block.text))
        .flat_map(|block| passages(&block.text))
        .filter(|passage| passage.len() >= 20 && reads_of_title(passage) && reads_of_speech(passage));
    for passage in passages {
        let rules = [
            (speaks_before(passage), "attribution:behind-verb"),
            (spoke_behind(passage), "attribution:before-verb"),
        ];
        for (rule, source) in rules {
            let Some(rule) = rule else { continue };
            for captures in rule.captures_iter(passage) {
                let Some(one) = speaker(page, &captures, source) else { continue };
                if found.len() < MAX_PEOPLE && found.iter().all(|known| key(&known.name) != key(&one.name)) {
                    found.push(one);
                }
            }
        }
    }
    found
}

/// The parts of a text that no attribution goes beyond, each with the sign that ends it: stops but for those behind initials and
/// forms of address, colons, semicolons and quotation marks. The expressions are dear, and few parts hold a title and a verb.
fn passages(text: &str) -> Vec<&str> {
    const ADDRESS: &[&str] = &["Gen", "Col", "Dr", "Mr", "Mrs", "Ms", "Prof"];
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, sign) in text.match_indices(['.', ';', ':', '“', '”', '"', '«', '»']) {
        let before = text.get(start..at).unwrap_or_default();
        let goes_on = sign == "."
            && (before.ends_with(char::is_uppercase)
                || ADDRESS.iter().any(|address| before.ends_with(address)));
        if !goes_on {
            parts.push(text.get(start..at + sign.len()).unwrap_or_default());
            start = at + sign.len();
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// Whether any word of a job title stands in the text; the whole need not be one.
fn reads_of_title(text: &str) -> bool {
    super::super::job_titles::holds_title_word(text)
}

fn speaker(page: &Page<'_>, captures: &Captures<'_>, source: &str) -> Option<Attribution> {
    let run = without_openers(captures.name("run")?.as_str());
    let small = captures.name("small").map(|small| small.as_str().trim());
    let rest = captures.name("rest").map(|rest| before_clause(rest.as_str().trim()));
    // `Example's Jane Doe`.
    let owned = run.split_once("'s ").or_else(|| run.split_once("’s "));
    let (owner, run) = owned.map_or((None, run), |(owner, name)| (Some(owner), name));
    let (name, title, organisation) = match small {
        Some(title) if is_title(title) && is_name(run) => (run, title.to_owned(), None),
        _ if is_name(run) => {
            let (title, organisation) = title_of(rest?)?;
            (run, title, organisation)
        }
        _ => {
            let (title, name) = title_before(run)?;
            let (title, organisation) = without_provider(page, title);
            (name, title.to_owned(), organisation.map(str::to_owned))
        }
    };
    let organisation =
        organisation.or_else(|| owner.map(str::to_owned)).filter(|name| name.chars().count() > 1);
    let (seniority, function) = classify(&title);
    let whole = captures.get(0)?.as_str();
    let (span, title_span) = spans(page, whole, name, &title);
    Some(Attribution {
        name: name.to_owned(),
        job_title: title,
        seniority,
        function,
        organisation,
        source: source.to_owned(),
        span,
        title_span,
    })
}

/// What stands before a clause about the person: `director of security, who joined in May`.
fn before_clause(rest: &str) -> &str {
    let ends = [" who ", " which ", " that ", " and the ", " in a ", " on "]
        .iter()
        .filter_map(|word| rest.find(word));
    let end = ends.min().unwrap_or(rest.len());
    rest.get(..end).unwrap_or(rest).trim_end_matches([',', ' '])
}

/// The title and the organisation in what stands behind a name: `Chief Security Officer at Example, said so`.
fn title_of(rest: &str) -> Option<(String, Option<String>)> {
    let rest = [
        "the ", "our ", "its ", "their ", "a ", "an ", "unser ", "unsere ", "der ", "die ", "le ", "la ",
        "el ",
    ]
    .iter()
    .find_map(|lead| rest.strip_prefix(lead))
    .unwrap_or(rest);
    // `Example's head of security`, `the company's head of security`.
    if let Some((owner, title)) = rest.split_once("'s ").or_else(|| rest.split_once("’s "))
        && owner.split_whitespace().count() <= 3
        && let Some((title, organisation)) = title_of(title)
    {
        let named = is_words(owner).then(|| owner.to_owned());
        return Some((title, organisation.or(named)));
    }
    // The first part by commas, and the next one where the title goes on: `Vice President, Security`.
    let mut ends: Vec<usize> = rest.match_indices(", ").map(|(at, _)| at).take(2).collect();
    ends.push(rest.len());
    let readings = ends.iter().filter_map(|end| {
        let (title, organisation) = parted(rest.get(..*end)?);
        is_title(title).then_some((title, organisation, *end))
    });
    let (title, organisation, end) = readings.min_by_key(|(.., end)| *end)?;
    let longer = ends.iter().filter(|other| **other > end).find_map(|other| {
        let next = rest.get(end + 2..*other)?;
        let (more, organisation) = parted(next);
        let goes_on = more.split_whitespace().count() <= 4
            && matches!(function_of(title), Function::Unstated | Function::Executive)
            && function_of(more) != Function::Unstated
            && !is_name(more);
        goes_on.then(|| (format!("{title}, {more}"), organisation.map(str::to_owned)))
    });
    if organisation.is_none() {
        if let Some((title, organisation)) = longer {
            return Some((title, organisation));
        }
        // `Chief Security Officer, Example`: a name of an organisation and nothing else.
        let next = rest.get(end + 2..).and_then(|next| next.split(", ").next()).map(str::trim);
        let named = next.filter(|next| {
            next.len() <= 40 && next.chars().next().is_some_and(char::is_uppercase) && is_words(next)
        });
        return Some((title.to_owned(), named.map(str::to_owned)));
    }
    Some((title.to_owned(), organisation.map(str::to_owned)))
}

/// All words begin with a capital letter.
fn is_words(text: &str) -> bool {
    text.split_whitespace().all(|word| word.chars().next().is_some_and(|c| c.is_uppercase() || c == '&'))
}

/// A title and its organisation; an `of` that is a part of the title stays there.
fn parted(text: &str) -> (&str, Option<&str>) {
    for (rule, sure) in [(&AT, true), (&OF, false)] {
        let Some(found) = rule.as_ref().and_then(|rule| rule.captures(text)) else { continue };
        let (Some(whole), Some(organisation)) = (found.get(0), found.get(1)) else { continue };
        let title = text.get(..whole.start()).unwrap_or(text).trim();
        let organisation = organisation.as_str().trim();
        if is_title(title) && (sure || function_of(organisation) == Function::Unstated) {
            return (title, Some(organisation));
        }
    }
    (text.trim(), None)
}

/// `Nimbus CEO` as the title and its organisation, where the page's own provider goes by that name.
fn without_provider<'t>(page: &Page<'_>, title: &'t str) -> (&'t str, Option<&'t str>) {
    let whole = (title, None);
    let Some((first, rest)) = title.split_once(' ').filter(|(_, rest)| is_title(rest)) else { return whole };
    if provider::names(page).contains(&key(first)) { (rest, Some(first)) } else { whole }
}

/// `Chief Security Officer Jane Doe` as its two parts: the longest name that holds no word of a title.
pub(super) fn title_before(run: &str) -> Option<(&str, &str)> {
    let starts: Vec<usize> = run.match_indices(' ').map(|(at, _)| at).collect();
    let cuts = starts.iter().copied().filter_map(|at| Some((run.get(..at)?, run.get(at + 1..)?)));
    cuts.filter(|(title, name)| {
        (2..=3).contains(&name.split_whitespace().count()) && is_name(name) && is_title(title)
    })
    .max_by_key(|(_, name)| name.len())
}

fn is_title(text: &str) -> bool {
    // `Ars Technica, Security Editor Jane Doe`: the title is that of the second name.
    if names_another(text) {
        return false;
    }
    // A clause is none: `lead up to`, `former director who is now …`, `by president`.
    let mut words = text.split_whitespace();
    let opens = words.next().is_some_and(|word| {
        matches!(
            word,
            "by" | "with" | "from" | "to" | "of" | "in" | "on" | "at" | "for" | "lead" | "led" | "and" | "as"
        )
    });
    // `Secretary of` goes on: what stands behind it is no name.
    let ends = text.rsplit(' ').next().is_some_and(|word| matches!(word, "of" | "for" | "and" | "in" | "at"));
    if opens
        || ends
        || words.any(|word| {
            matches!(
                word,
                "to" | "who"
                    | "that"
                    | "which"
                    | "on"
                    | "is"
                    | "was"
                    | "are"
                    | "has"
                    | "needs"
                    | "sent"
                    | "by"
            )
        })
    {
        return false;
    }
    text.split_whitespace().count() <= MAX_WORDS && !text.contains([',', '/']) && reads_like_title(text)
        || text.contains(',')
            && text.split_whitespace().count() <= MAX_WORDS
            && text.split(',').all(|part| reads_like_title(part.trim()))
}

/// A person's name, and nothing that is one of a title or a trade.
fn is_name(text: &str) -> bool {
    // What costs least is asked first.
    text.split_whitespace().count() <= 4
        && !text.split_whitespace().any(|word| matches!(word, "of" | "for" | "and" | "&"))
        && !text.ends_with("'s")
        && !text.ends_with("’s")
        && looks_like_person(text)
        && kind_of(text) == AuthorKind::Person
        && !reads_like_title(text)
        && text.split_whitespace().all(|word| function_of(word) == Function::Unstated)
}

/// Words of places and fields: behind a title they say what it is about and name nobody.
const FIELDS: &[&str] = &[
    "North",
    "South",
    "East",
    "West",
    "America",
    "Americas",
    "Asia",
    "Europe",
    "Africa",
    "Middle",
    "Latin",
    "Central",
    "United",
    "Global",
    "International",
    "Worldwide",
    "Corporate",
    "Public",
    "Enterprise",
    "Consumer",
    "Human",
    "Business",
    "Investment",
    "Computer",
    "Data",
    "Information",
    "Sales",
    "Digital",
    "Risk",
    "Finance",
    "Strategic",
    "Client",
    "Internal",
    "External",
    "Government",
    "Federal",
    "Quality",
    "Supply",
    "Internet",
    "Online",
    "Web",
    "Mobile",
    "Application",
    "Applied",
    "Foreign",
];

/// Whether a full name stands behind a title in `text`.
fn names_another(text: &str) -> bool {
    let is_full = |name: &str| {
        is_name(name)
            && name
                .split_whitespace()
                .all(|word| !FIELDS.contains(&word) && word.chars().any(char::is_lowercase))
    };
    let cuts = text.match_indices(' ').filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)));
    cuts.take(MAX_WORDS).any(|(title, rest)| {
        let second = rest.match_indices(' ').nth(1).map_or(rest.len(), |(at, _)| at);
        let is_trade = || title.rsplit([' ', ',']).next().is_some_and(reads_like_title);
        rest.get(..second).is_some_and(is_full) && is_trade()
    })
}

fn without_openers(run: &str) -> &str {
    let mut run = run;
    while let Some((first, rest)) = run.split_once(' ') {
        if !OPENERS.contains(&first) {
            break;
        }
        run = rest;
    }
    run
}

/// Where the name and the title stand in the document: in the passage itself where its source has no markup inside.
fn spans(page: &Page<'_>, whole: &str, name: &str, title: &str) -> (Option<Span>, Option<Span>) {
    let text = &page.document.text;
    if let Some(passage) = place(text, whole, None, page.body_at) {
        let within = |part: &str| {
            let at = whole.find(part)?;
            Some(Span { start: passage.start + at, end: passage.start + at + part.len() })
        };
        return (within(name), within(title));
    }
    (place(text, name, None, page.body_at), place(text, title, Some(name), page.body_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_end_where_no_attribution_goes_on() {
        let parts = passages("Said Dr. Ada Park. Then she left; “nobody” knew: J. Doe did.");
        let expected =
            ["Said Dr. Ada Park.", " Then she left;", " “", "nobody”", " knew:", " J. Doe did.", ""];
        assert_eq!(parts, expected);
    }

    #[test]
    fn a_title_that_goes_on_is_none() {
        assert!(is_title("Education Secretary"));
        assert!(!is_title("US Secretary of") && !is_title("High Commissioner for"));
        assert!(!is_title("company email sent by chairman"));
    }

    #[test]
    fn a_title_holds_no_verb_of_speech_and_no_name() {
        assert!(!is_title("Security Editor Dan Roe") && !is_title("Security Editor reported"));
        for title in [
            "Senior Vice President North America",
            "Managing Director Asia Pacific",
            "Chief Security Officer",
        ] {
            assert!(is_title(title), "{title}");
        }
    }
}
