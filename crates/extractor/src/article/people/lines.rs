//! Lines under the headline that name the author without saying so: `NAME DATE`, `DATE NAME`, `NAME TITLE`, and
//! a name alone.

use std::sync::LazyLock;

use model::{AuthorKind, Precision};
use regex::Regex;

use super::super::blocks::Block;
use super::super::job_titles::reads_like_title;
use super::super::page::{Page, key};
use super::super::times::Ground;
use super::super::zones::Zone;
use super::found::{Group, Named};
use super::kinds::kind_of;
use super::names::{Written, split};
use super::plausible::looks_like_person;
use super::proof::is_persons;
use super::sign_off::{DASHES, is_of_others};
use super::words::is_no_name;
use crate::dates;

/// So many blocks under the headline are looked at.
const UNDER: usize = 4;
/// Longest line, in bytes.
const MAX_LINE: usize = 120;

/// Marks between the parts of a line.
const BARS: [char; 4] = ['·', '•', '|', '⋅'];

/// Where a title begins that follows a name without a mark between them.
static TITLE_STARTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\s(?:(?:Senior|Executive|Corporate|Group|Associate|Assistant|Deputy|Interim) )*(?:Vice President|[SE]?VP\b|Chief \p{Lu}|C[A-Z]{1,2}O\b|Director|Head of|President|Co-?[Ff]ounder|Founder|(?:General|Product|Program|Project|Engineering|Security|Community) Manager|Managing (?:Director|Editor)|Engineer\b|Principal \p{Lu}|Staff \p{Lu})",
    )
    .ok()
});

/// The lines that name somebody, the surest first.
pub(super) fn found(page: &Page<'_>, headline: Option<usize>, ground: &Ground) -> Vec<Group> {
    let Some(headline) = headline else { return Vec::new() };
    let under = headline + 1..headline + 1 + UNDER;
    let mut groups: Vec<Group> = Vec::new();
    // The last line with a name and a title.
    let mut titled: Option<usize> = None;
    groups.extend(over_titles(page, headline, ground));
    for at in under
        .filter(|at| !ground.is_of_others(*at) && !ground.is_quoted(page, *at) && !is_of_others(page, *at))
    {
        let Some(block) = page.blocks.list.get(at).filter(|block| is_short_line(block)) else { continue };
        let text = block.spaced();
        // A small heading is a name alone, or it is over something else.
        if block.level.is_some() {
            if let Some(written) = beside_day(page, at, headline, &text) {
                let people = written.into_iter().map(Named::of).collect();
                groups.push(Group { source: "byline:name-date".to_owned(), weight: 53, people });
            }
            continue;
        }
        let group = |source: &str, weight, written: Written| Group {
            source: source.to_owned(),
            weight,
            people: vec![Named::of(written)],
        };
        if let Some(written) = name_and_title(page, &text) {
            // Who stands below another, each with a title, signs with them.
            let above = |group: &&mut Group| {
                titled.is_some_and(|titled| titled + 1 == at) && group.source == "byline:name-title"
            };
            match groups.last_mut().filter(above) {
                Some(last) => last.people.push(Named::of(written)),
                None => groups.push(group("byline:name-title", 63, written)),
            }
            titled = Some(at);
        } else if let Some(written) = name_and_date(page, &text) {
            groups.push(group("byline:name-date", 55, written));
        } else if let Some(written) = beside_site(page, &text)
            .or_else(|| before_counts(page, &text))
            .or_else(|| above_label(page, at, &text))
        {
            groups.push(group("byline:name-date", 55, written));
        } else if let Some(written) = among_parts(page, at, &text) {
            groups.push(group("byline:name-date", 54, written));
        } else if let Some(written) =
            beside_day(page, at, headline, &text).or_else(|| names_and_date(page, &text))
        {
            let people = written.into_iter().map(Named::of).collect();
            groups.push(Group { source: "byline:name-date".to_owned(), weight: 53, people });
        } else if let Some(written) = behind_reading_time(page, block) {
            let people = written.into_iter().map(Named::of).collect();
            groups.push(Group { source: "byline:reading-time".to_owned(), weight: 58, people });
        }
    }
    groups.extend(above(page, headline, ground));
    groups
}

/// The line above the headline: a day and a name, which is a link, or stands beside the hour as well. What is neither may be a
/// place or a category.
fn above(page: &Page<'_>, headline: usize, ground: &Ground) -> Option<Group> {
    let at = headline.checked_sub(1).filter(|at| !ground.is_of_others(*at))?;
    let block = page.blocks.list.get(at).filter(|block| is_line(block))?;
    let text = block.spaced();
    let written = dates::has_digit(&text).then(|| name_and_date(page, &text)).flatten()?;
    let is_link = (written.name.len()..=written.name.len() + 2).contains(&block.linked);
    let says_when = || {
        dates::find(&text, &page.context, "text").iter().any(|date| date.stamp.precision >= Precision::Minute)
    };
    (is_link || says_when()).then(|| Group {
        source: "byline:name-date".to_owned(),
        weight: 54,
        people: vec![Named::of(written)],
    })
}

/// Names alone, each above a line that is a title and nothing else: `Ada Park`, `Principal Engineer`.
fn over_titles(page: &Page<'_>, headline: usize, ground: &Ground) -> Option<Group> {
    const BELOW: usize = 8;
    let mut people = Vec::new();
    for at in headline + 1..headline + BELOW {
        let is_own = !ground.is_of_others(at) && !ground.is_quoted(page, at) && !is_of_others(page, at);
        let line = |at: usize| page.blocks.list.get(at).filter(|block| is_short_line(block));
        if !is_own || ground.is_in_text(at) {
            continue;
        }
        let (Some(block), Some(next)) = (line(at), line(at + 1).filter(|next| next.level.is_none())) else {
            continue;
        };
        let title = next.spaced();
        // Behind the title stands an account.
        let title = title.split(" @").next().unwrap_or_default().trim();
        let is_title = title.split_whitespace().count() <= 8
            && !dates::has_digit(title)
            && title.starts_with(char::is_uppercase)
            && reads_like_title(title)
            && !is_plain_name(title);
        if is_title && is_plain_name(&block.spaced()) {
            let (name, job_title) = (block.spaced().into_owned(), Some(title.to_owned()));
            people.push(Named::of(Written { name, job_title }));
        }
    }
    (!people.is_empty()).then(|| Group { source: "byline:name-title".to_owned(), weight: 62, people })
}

/// `Ada Park · April 8, 2014 · 3 comments`: a name, a day, and what is counted.
fn before_counts(page: &Page<'_>, text: &str) -> Option<Written> {
    let parts: Vec<&str> = text.split(BARS).map(str::trim).filter(|part| !part.is_empty()).collect();
    let [name, date, counts @ ..] = parts.as_slice() else { return None };
    let is_date = dates::has_digit(date) && dates::parse(date, &page.context, "").is_some();
    let is_count = |part: &&str| {
        let part = part.trim_start_matches(['~', '≈']);
        part.starts_with(|c: char| c.is_ascii_digit()) && part.len() <= 24
    };
    let fits = is_date && !counts.is_empty() && counts.iter().all(is_count) && is_plain_name(name);
    fits.then(|| Written { name: (*name).to_owned(), job_title: None })
}

/// `Example News | Ada Park | April 8, 2014`: the site, a name and a day and nothing else.
fn beside_site(page: &Page<'_>, text: &str) -> Option<Written> {
    let parts: Vec<&str> = text.split('|').map(str::trim).filter(|part| !part.is_empty()).collect();
    let [one, other, date] = parts.as_slice() else { return None };
    if !dates::has_digit(date) || dates::parse(date, &page.context, "").is_none() {
        return None;
    }
    let sites: Vec<String> = page.site_names().iter().map(|site| key(site)).collect();
    let is_site = |part: &str| sites.contains(&key(part));
    let name = match (is_site(one), is_site(other)) {
        (true, false) => other,
        (false, true) => one,
        _ => return None,
    };
    is_plain_name(name).then(|| Written { name: (*name).to_owned(), job_title: None })
}

/// A name alone above the line that says when the post was published: `Ada Park`, `Published: April 8, 2014`.
fn above_label(page: &Page<'_>, at: usize, text: &str) -> Option<Written> {
    const LABELS: [&str; 12] = [
        "published",
        "posted",
        "first published",
        "first posted",
        "originally published",
        "updated",
        "last updated",
        "publié",
        "veröffentlicht",
        "publicado",
        "pubblicato",
        "gepubliceerd",
    ];
    let next = page.blocks.list.get(at + 1).filter(|next| is_line(next) && dates::has_digit(&next.text))?;
    let start = next.text.get(..next.text.floor_char_boundary(24))?.to_lowercase();
    let says = LABELS.iter().any(|label| start.starts_with(label));
    (says && is_plain_name(text)).then(|| Written { name: text.to_owned(), job_title: None })
}

/// A name alone on a line, or several, with the day and nothing else on the line below or above it. How long it takes to read or
/// a link may stand between them. Two words in capitals are as often a topic: one name needs more than its place.
fn beside_day(page: &Page<'_>, at: usize, headline: usize, text: &str) -> Option<Vec<Written>> {
    let written = plain_names(page, text)?;
    let is_day = |at: usize| {
        let line = page.blocks.list.get(at).filter(|line| is_line(line) && dates::has_digit(&line.text));
        line.is_some_and(|line| is_day_alone(page, &line.spaced()))
    };
    let may_part = |at: usize| {
        let line = page.blocks.list.get(at).filter(|line| is_line(line) && line.text.len() <= 40);
        line.is_some_and(|line| line.linked >= line.text.len() || is_reading_time(&line.text))
    };
    let is_beside =
        is_day(at + 1) || may_part(at + 1) && is_day(at + 2) || at > headline + 1 && is_day(at - 1);
    let is_proved =
        || written.len() > 1 || written.first().is_some_and(|one| is_persons(page, at, &one.name));
    (is_beside && is_proved()).then_some(written)
}

/// The names of a line that holds nothing else.
fn plain_names(page: &Page<'_>, text: &str) -> Option<Vec<Written>> {
    const LEADS: [&str; 4] = ["The ", "By ", "Von ", "Par "];
    if text.len() > MAX_LINE
        || !text.starts_with(char::is_uppercase)
        || LEADS.iter().any(|lead| text.starts_with(lead))
    {
        return None;
    }
    let written = split(text, &page.context);
    let named: usize = written.iter().map(|one| one.name.len()).sum();
    let is_all = named + 6 * written.len().saturating_sub(1) >= text.len();
    (!written.is_empty() && is_all && written.iter().all(|one| is_plain_name(&one.name))).then_some(written)
}

/// `Ada Park | April 8, 2014 | Engineering`, `April 8, 2014 • 5 min read • Ada Park`: a day, one name, and parts that are none.
fn among_parts(page: &Page<'_>, at: usize, text: &str) -> Option<Written> {
    let mut parts: Vec<&str> = text.split(BARS).flat_map(|part| part.split(" / ")).map(str::trim).collect();
    parts.retain(|part| !part.is_empty());
    if !(3..=5).contains(&parts.len()) {
        return None;
    }
    let is_date = |part: &str| dates::has_digit(part) && dates::parse(part, &page.context, "").is_some();
    let is_small = |part: &str| !part.contains(' ') || is_reading_time(part.trim_start_matches(['~', '≈']));
    let (mut dates, mut names) = (0_usize, Vec::new());
    for part in parts {
        match part {
            _ if is_date(part) => dates += 1,
            _ if is_plain_name(part) => names.push(part),
            _ if is_small(part) => {}
            _ => return None,
        }
    }
    let [name] = names.as_slice() else { return None };
    (dates == 1 && is_persons(page, at, name)).then(|| Written { name: (*name).to_owned(), job_title: None })
}

/// A day, with its clock time, and how long it takes to read, where that is said.
fn is_day_alone(page: &Page<'_>, text: &str) -> bool {
    let dates = dates::find(text, &page.context, "text");
    let [date] = dates.as_slice() else { return false };
    let before = text.get(..date.range.start).unwrap_or_default();
    let behind = text.get(date.range.end..).unwrap_or_default();
    let behind = behind.trim_matches(|c: char| DASHES.contains(&c) || BARS.contains(&c) || c == ',');
    before.trim().is_empty() && (behind.is_empty() || is_reading_time(behind))
}

/// `March 9, 2021 · 3 min · Ada Park`: a day, how long it takes to read, and who wrote it. What is a link there is as often a
/// category.
fn behind_reading_time(page: &Page<'_>, block: &Block) -> Option<Vec<Written>> {
    if !block.text.contains(BARS) {
        return None;
    }
    let parts: Vec<&str> = block.text.split(BARS).map(str::trim).filter(|part| !part.is_empty()).collect();
    let at = parts.iter().rposition(|part| is_reading_time(part))?;
    let behind: usize = parts.get(at + 2..).unwrap_or_default().iter().map(|part| part.len()).sum();
    let is_date = |part: &&str| dates::has_digit(part) && dates::parse(part, &page.context, "").is_some();
    if block.linked > behind || !parts.iter().take(at).any(is_date) {
        return None;
    }
    let written = split(parts.get(at + 1)?, &page.context);
    (!written.is_empty() && written.iter().all(|one| is_plain_name(&one.name))).then_some(written)
}

/// `3 min`, `5 min read`, `612 words`.
fn is_reading_time(part: &str) -> bool {
    const UNITS: [&str; 16] = [
        "min", "min.", "mins", "minute", "minutes", "minuten", "minuti", "minutos", "minuty", "мин", "words",
        "wörter", "mots", "palabras", "分钟", "分",
    ];
    let mut words = part.split_whitespace();
    let is_number =
        words.next().is_some_and(|first| first.len() <= 5 && first.bytes().all(|b| b.is_ascii_digit()));
    let unit = words.next().map(str::to_lowercase);
    is_number && unit.is_some_and(|unit| UNITS.contains(&unit.as_str())) && words.count() <= 2
}

/// Short, of the article as far as is known, and no heading but a small one.
fn is_short_line(block: &Block) -> bool {
    block.level.is_none_or(|level| level > 3) && is_line_of_text(block)
}

/// Short, of the article as far as is known, and no heading.
fn is_line(block: &Block) -> bool {
    block.level.is_none() && is_line_of_text(block)
}

fn is_line_of_text(block: &Block) -> bool {
    let elsewhere =
        Zone::COMMENTS.with(Zone::TEASER).with(Zone::NAVIGATION).with(Zone::FOOTER).with(Zone::ASIDE);
    !block.zone.meets(elsewhere)
        && block.text.len() <= MAX_LINE
        && !block.text.ends_with(['.', '!', '?', ':'])
}

/// `Ada Park Vice President Platform Security`.
fn name_and_title(page: &Page<'_>, text: &str) -> Option<Written> {
    // Behind the title stands the date, where the line has one.
    let date = dates::find(text, &page.context, "text").into_iter().next();
    let text =
        date.and_then(|date| text.get(..date.range.start)).filter(|text| !text.is_empty()).unwrap_or(text);
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || ",|•·-–—(".contains(c));
    let (name, title) = text.split_at_checked(title_start(text)?)?;
    let title = title.trim();
    let name = name.trim().trim_start_matches("By ").trim_end_matches([',', '|', '-']);
    let name = name.trim_start_matches(DASHES);
    let words = name.split_whitespace().count();
    let is_named = (2..=3).contains(&words) && looks_like_person(name) && kind_of(name) == AuthorKind::Person;
    (is_named && reads_like_title(title) && !reads_like_title(name))
        .then(|| Written { name: name.to_owned(), job_title: Some(title.to_owned()) })
}

/// Where a title begins that goes on to the end of `text`, and over no end of a line.
fn title_start(text: &str) -> Option<usize> {
    let last_line = text.rfind('\n').unwrap_or(0);
    Some(TITLE_STARTS.as_ref()?.find_at(text, last_line)?.start())
}

/// `Ada Park April 8, 2014` and `April 8, 2014 Ada Park`: a name and a day and nothing else. A comma between
/// them is that of a place.
fn name_and_date(page: &Page<'_>, text: &str) -> Option<Written> {
    let name = beside_date(page, text)?;
    is_plain_name(&name).then_some(Written { name, job_title: None })
}

/// `Ada Park, Bo Lind • April 8, 2014`: several names and a day.
fn names_and_date(page: &Page<'_>, text: &str) -> Option<Vec<Written>> {
    let names = beside_date(page, text)?;
    plain_names(page, &names).filter(|written| written.len() > 1)
}

/// What stands before or behind the only date of a line, where nothing stands on the other side.
fn beside_date(page: &Page<'_>, text: &str) -> Option<String> {
    let dates = dates::find(text, &page.context, "text");
    let [date] = dates.as_slice() else { return None };
    // A bar parts the two as a dash does.
    let marks = |c: char| DASHES.contains(&c) || BARS.contains(&c);
    let trim = |text: &'_ str| text.trim().trim_matches(marks).to_owned();
    let (before, after) = (trim(text.get(..date.range.start)?), trim(text.get(date.range.end..)?));
    // `Ada Park on April 8, 2014`.
    let hinge = [" on", " am", " le", " el", " op"].iter().find_map(|hinge| before.strip_suffix(hinge));
    let before = hinge.unwrap_or(&before).to_owned();
    let (before, after) = (without_handle(&before).to_owned(), without_handle(&after).to_owned());
    match (before.is_empty(), after.is_empty()) {
        (false, true) => Some(before),
        (true, false) => Some(after),
        _ => None,
    }
}

/// `Ada Park (@ada)`, `Ada Park @ada`: the name.
fn without_handle(name: &str) -> &str {
    let handle = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_alphanumeric() || c == '_');
    match name.rsplit_once('@') {
        Some((name, rest)) if handle(rest.strip_suffix(')').unwrap_or(rest)) => {
            name.trim_end_matches([' ', '('])
        }
        _ => name,
    }
}

/// Two or three names of a person and nothing else, not in capitals.
pub(super) fn is_plain_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let is_person =
        (2..=3).contains(&words) && looks_like_person(name) && kind_of(name) == AuthorKind::Person;
    let is_plain = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
    // `PTI Mumbai`: a word in capitals is an abbreviation, if it is no initial.
    let is_shouted = name.split(' ').any(|word| {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() > 1 && letters.all(char::is_uppercase)
    });
    is_person
        && is_plain
        && !is_shouted
        && !reads_like_title(name)
        && !names_topic(name)
        && !is_no_name(name)
        && !names_place(name)
}

/// Whether a word of it is one of what blogs sort their posts by: `Open Source`, `Best Practices`.
fn names_topic(name: &str) -> bool {
    const TOPICS: [&str; 56] = [
        "open",
        "source",
        "machine",
        "learning",
        "practices",
        "deep",
        "data",
        "science",
        "web",
        "mobile",
        "app",
        "apps",
        "development",
        "company",
        "culture",
        "news",
        "update",
        "updates",
        "release",
        "releases",
        "notes",
        "guide",
        "guides",
        "tutorial",
        "tutorials",
        "case",
        "study",
        "studies",
        "press",
        "life",
        "design",
        "business",
        "tech",
        "technology",
        "artificial",
        "intelligence",
        "incident",
        "incidents",
        "report",
        "reports",
        "postmortem",
        "performance",
        "testing",
        "events",
        "announcement",
        "announcements",
        "feature",
        "features",
        "tips",
        "tricks",
        "general",
        "industry",
        "insights",
        "cyber",
        "threat",
        "analysis",
    ];
    name.split(' ').any(|word| TOPICS.contains(&word.to_lowercase().as_str()))
}

/// Whether it is more likely a place: `San Francisco`, `Mountain View`.
fn names_place(name: &str) -> bool {
    const FIRST: [&str; 18] = [
        "San", "Santa", "New", "Los", "Las", "Fort", "Mount", "Mountain", "Palo", "Menlo", "Redwood", "Hong",
        "Kuala", "Buenos", "Salt", "North", "South", "United",
    ];
    const LAST: [&str; 12] = [
        "City", "Beach", "Springs", "Heights", "Valley", "View", "Kong", "York", "County", "States",
        "Kingdom", "Islands",
    ];
    let mut words = name.split(' ');
    let first = words.next().is_some_and(|first| FIRST.contains(&first));
    first || words.next_back().is_some_and(|last| LAST.contains(&last))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_title_starts_where_an_expression_of_the_whole_line_says(
            text in "[A é]{0,3}([ \n\u{a0}](Senior |Chief O|CTO|VP|Head of|Engineer|Founder|x)[ \n]?[a-zé]{0,2}){0,4}\n?",
        ) {
            let start = TITLE_STARTS.as_ref().unwrap().as_str();
            let whole = Regex::new(&format!("{start}.*$")).unwrap();
            prop_assert_eq!(title_start(&text), whole.find(&text).map(|found| found.start()));
        }
    }
}
