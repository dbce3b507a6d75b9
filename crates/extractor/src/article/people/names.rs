//! Names as pages write them: labels, dates, titles and outlets that are glued to a name are cut off.

use std::sync::LazyLock;

use model::{AuthorKind, Seniority};
use regex::Regex;

use super::super::headline::decoded;
use super::super::job_titles::{classify, is_of_several, reads_like_title};
use super::super::page::key;
use super::attributions::title_before;
use super::kinds::{is_company, is_function, kind_of};
use super::plausible::{PARTICLES, is_plausible, looks_like_person};
use crate::dates::{self, DateContext};

/// A name and the job title that stands with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) name: String,
    pub(super) job_title: Option<String>,
}

pub(super) fn rule(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

/// Words before a name.
static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    rule(
        r"(?i)^(?:(?:this|the) (?:post|article|story|guide) (?:was|is) (?:written|posted|created) by\s+|(?:zeige |view |see |show |ver )?(?:alle (?:beitr[äa]ge|artikel)|all (?:posts|articles|stories)|tous les articles|todas las entradas|more (?:posts|articles)) (?:von|by|de|par)\s+|(?:(?:written|posted|published|created|authored|story|words|text|article|reported|reviewed|contributed|submitted|presented|guest post|blog post|an? article|geschrieben|gepostet|ver[öo]ffentlicht|verfasst|erstellt|publi[ée]|[ée]crit|escrito|publicado|scritto|pubblicato|geschreven|geplaatst|skrevet|skriven|skrivet|publicerad|publicerat|opublikowan[oey]|napisane|đăng|diposting|ditulis|inserito|публикувана?)\s+)?(?:by|von|vom|par|por|przez|di|door|av|af|bởi|oleh|da|od|от|de la part de)[\s:：]+|(?:опубликовал(?:\(?а\)?)?|опублікува(?:в|ла))\s+|由\s+|(?:بقلم|מאת|โดย)[\s:：]+|(?:the )?(?:author|autor(?:in|e)?|auteure?|auteurs|autore|autores|authors|byline|text|words|writer|redaktion|forfatter|f[öo]rfattare|kirjoittaja|szerző|tác giả|автор|yazar|الكاتب|المؤلف|كتبه|نویسنده|लेखक|লেখক|ผู้เขียน|συντάκτης|συγγραφέας|投稿者|作成者|작성자|由|作者|文|執筆者?|著者|記者|글|기자|from)\s*[:：]\s*|[-–—|•·,/:~]+\s*)",
    )
});

/// What ends a name: the rest of the line is about something else.
const TAIL: &str = r"(?:\s+|\s*[-–—|•·,/(]\s*)(?:(?:last )?(?:updated?|modified)|published|posted|publi[ée]|publicado|ver[öo]ffentlicht|aktualisiert|link copied|copy link|follow(?: (?:us|me|on|@\S+))?|share|read more|view (?:all|profile|bio)|see (?:all|more)|more (?:by|from|posts|articles)|all posts|contact|e-?mail|bio|profile|\d+ (?:min|comments?|shares?|views?|followers?)|min(?:ute)?s? read|comments?|leave a|vào|tanggal|il \d|发表于|發表於|tarafından|sagt|says|zeige alle|기자|특파원|im gespräch|under|in|connect on|filed under|in category|via|for)\b|\s+(?:来源|來源|出处|出處|发布时间|發布時間|发布日期|更新时间|更新時間|文章来源|责任编辑|責任編輯|编辑|編輯|时间|時間|日期|阅读|閱讀|浏览|瀏覽)\s*[:：]|\s+\(?@\w+\)?|\s*\((?:(?-i:[A-Z]{2,6}|[a-z]{2,6})|[^)]{0,40}@[^)]*)\)|\s*<[^>]*>";

static TAIL_START: LazyLock<Option<Regex>> = LazyLock::new(|| rule(&format!("(?i){TAIL}")));
/// The same where the text goes over several lines, each of which begins no tail but the last.
static LAST_TAIL: LazyLock<Option<Regex>> = LazyLock::new(|| rule(&format!("(?i)(?:{TAIL}).*$")));

static JOINTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    rule(r"(?i)\s*(?:;|\n|、|，|\s/\s|\s\+\s|/|\s&\s|\s(?:and|und|et|y|og|och|en|e|ja|и|with|mit)\s)\s*")
});

static DEGREE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    rule(
        r"(?i)^(?:ph\.?\s?d\.?|m\.?d\.?|dr\.?|rn|esq\.?|cfa|cpa|cissp|m\.?sc\.?|mba|m\.?a\.?|b\.?a\.?|j\.?d\.?|rd|rdn|lpn|pt|dpt|od|dds|dvm|mph|ms|cfp.?|ea)$",
    )
});

/// The names that `raw` holds.
pub(super) fn split(raw: &str, context: &DateContext) -> Vec<Written> {
    let text = decoded(raw);
    let text = without_lead(&text);
    let text = without_date(text, context);
    let text = without_tail(text).trim().to_owned();
    let text = strip_edges(&text);
    if text.is_empty() || text.len() > 400 || text.contains("://") || text.starts_with("www.") {
        return Vec::new();
    }
    let mut found: Vec<Written> = Vec::new();
    for (at, segment) in segments(text).into_iter().enumerate() {
        if at > 0 {
            // Behind a bar stands the title, the outlet, the category.
            match found.last_mut() {
                Some(last) if last.job_title.is_none() && reads_like_title(segment) => {
                    last.job_title = Some(segment.to_owned());
                }
                _ => {}
            }
            continue;
        }
        by_commas(segment, &mut found);
    }
    for written in &mut found {
        without_agency(&mut written.name);
        without_degrees(&mut written.name);
        with_title_in_brackets(written);
        // `CEO Ada Park`: the title stands before the name.
        if written.job_title.is_none()
            && kind_of(&written.name) == AuthorKind::Person
            && let Some((title, name)) = title_before(&written.name)
        {
            (written.job_title, written.name) = (Some(title.to_owned()), name.to_owned());
        }
    }
    found.retain(|written| is_plausible(&written.name));
    found
}

/// `Ada Park for Example News` is Ada Park; `Organisation for Open Maps` is one name.
fn without_tail(text: &str) -> &str {
    let Some((before, tail)) = tail_start(text).and_then(|start| text.split_at_checked(start)) else {
        return text;
    };
    let goes_on = tail.trim_start().get(..4).is_some_and(|word| word.eq_ignore_ascii_case("for "));
    let is_whole = goes_on && !before.contains(' ') && is_company(before) && text.len() <= 80;
    if is_whole { text } else { before }
}

/// Where the tail begins. The expression that goes on to the end of the text is much dearer than that of the start alone.
fn tail_start(text: &str) -> Option<usize> {
    let rule = if text.contains('\n') { &LAST_TAIL } else { &TAIL_START };
    Some(rule.as_ref()?.find(text)?.start())
}

/// `BO LIND ASSOCIATED PRESS`: what no mark parts from the name is the agency that they write for.
fn without_agency(name: &mut String) {
    const AGENCIES: [&str; 10] = [
        " the associated press",
        " associated press",
        " canadian press",
        " agence france-presse",
        " press association",
        " bloomberg news",
        " ap",
        " afp",
        " upi",
        " reuters",
    ];
    let before = AGENCIES.iter().find_map(|agency| {
        let at = name.len().checked_sub(agency.len())?;
        name.get(at..)?.eq_ignore_ascii_case(agency).then_some(name.get(..at)?)
    });
    if let Some(before) = before.filter(|before| looks_like_person(before)) {
        *name = before.to_owned();
    }
}

/// `Ada Park (Staff Writer)`: the title in brackets.
fn with_title_in_brackets(written: &mut Written) {
    let Some((name, title)) = written.name.strip_suffix(')').and_then(|name| name.split_once(" (")) else {
        return;
    };
    if looks_like_person(name) && kind_of(name) == AuthorKind::Person && reads_like_title(title) {
        written.job_title.get_or_insert(title.to_owned());
        written.name = name.to_owned();
    }
}

/// `Ada Park MS, RDN` is `Ada Park`: degrees in capitals behind two names.
fn without_degrees(name: &mut String) {
    while let Some((rest, last)) = name.rsplit_once(' ') {
        let is_degree = DEGREE.as_ref().is_some_and(|degree| degree.is_match(last))
            && last.chars().filter(|c| c.is_alphabetic()).filter(|c| c.is_uppercase()).count() >= 2;
        if !is_degree || !rest.contains(' ') {
            return;
        }
        *name = rest.trim_end_matches(',').to_owned();
    }
}

/// `text` cut at bars, dots and dashes that stand between blanks.
fn segments(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for mark in [" | ", " • ", " · ", " – ", " — ", " - ", " // ", " ‧ ", " ⋅ ", " > "] {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// `A, B and C`; `Ada Example, Chief Officer, Example Inc`; `Ada Example, PhD`.
fn by_commas(segment: &str, found: &mut Vec<Written>) {
    // `Ada Park (Berlin, correspondent)`: the commas in brackets part no names.
    let brackets = segment.split_once(" (").and_then(|(name, rest)| Some((name, rest.strip_suffix(')')?)));
    if let Some((name, inside)) =
        brackets.filter(|(_, inside)| inside.contains(',') && !inside.contains(['(', ')']))
    {
        by_joints(name, found);
        if let Some(last) = found.last_mut() {
            last.job_title =
                inside.split(',').map(str::trim).find(|part| reads_like_title(part)).map(str::to_owned);
        }
        return;
    }
    let parts = segment.split(',').map(str::trim).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.map(without_place_of_work).collect();
    for (at, part) in parts.iter().enumerate() {
        let degree = DEGREE.as_ref().is_some_and(|degree| degree.is_match(part));
        let suffix = matches!(key(part).as_str(), "jr" | "sr" | "ii" | "iii" | "iv");
        match found.last_mut() {
            Some(last) if suffix => last.name = format!("{} {part}", last.name),
            Some(last) if suffixed(part).is_some() => {
                let (suffix, rest) = suffixed(part).unwrap_or_default();
                last.name = format!("{} {suffix}", last.name);
                by_joints(rest, found);
            }
            Some(_) if degree => {}
            Some(last) if reads_like_title(part) && !is_team(part) && !has_two_names(part) => {
                // A title with commas of its own goes on to the end of the line.
                let title = parts.get(at..).map(|parts| parts.join(", ")).unwrap_or_default();
                last.job_title = Some(title.clone());
                // `Ada Park & Bo Lind, Co-founders`: both are.
                if is_of_several(&title) {
                    found
                        .iter_mut()
                        .for_each(|one| one.job_title = one.job_title.take().or(Some(title.clone())));
                }
                return;
            }
            // Behind the full name of somebody an organisation is where they work.
            Some(last) if is_workplace(part) && looks_like_person(&last.name) && !is_company(&last.name) => {}
            _ => {
                let part = part.strip_prefix("and ").or_else(|| part.strip_prefix("& ")).unwrap_or(part);
                let pieces =
                    || JOINTS.as_ref().into_iter().flat_map(move |joints| joints.split(part)).map(str::trim);
                // Behind the full name of somebody only other full names are names.
                let is_list = pieces().count() > 1
                    && (pieces().any(looks_like_person)
                        || !found.first().is_some_and(|first| looks_like_person(&first.name)));
                let name = in_capitals(part).map_or(part, |(name, _)| name);
                if at > 0 && !looks_like_person(name) && !is_list {
                    // An outlet, a place or what somebody is behind the name.
                    continue;
                }
                by_joints(part, found);
            }
        }
    }
}

/// `Example News`, `Security Engineering`: an organisation, or a department of one.
fn is_workplace(part: &str) -> bool {
    is_company(part)
        || part.split(' ').all(|word| word.starts_with(char::is_uppercase))
            && kind_of(part) == AuthorKind::Organisation
}

/// `Ada Park (Nimbus)`: in brackets stands where somebody works.
fn without_place_of_work(part: &str) -> &str {
    // No day, no address and no title.
    let is_work = |of: &str| {
        of.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '&' | '-')) && !reads_like_title(of)
    };
    match part.strip_suffix(')').and_then(|part| part.split_once(" (")) {
        Some((name, of)) if looks_like_person(name) && is_work(of) => name,
        _ => part,
    }
}

/// `Jr. and Bo Lind`: the end of the name before, and the next one.
fn suffixed(part: &str) -> Option<(&str, &str)> {
    let (suffix, rest) = part.split_once(' ')?;
    let rest = rest.strip_prefix("and ").or_else(|| rest.strip_prefix("& "))?;
    matches!(key(suffix).as_str(), "jr" | "sr" | "ii" | "iii" | "iv").then_some((suffix, rest))
}

fn by_joints(part: &str, found: &mut Vec<Written>) {
    let Some(joints) = JOINTS.as_ref() else { return };
    let pieces = || joints.split(part).map(str::trim);
    // `Marks & Spencer` is one organisation: the sign parts names only where one of them is a full one.
    let is_organisation =
        part.contains('&') && (!pieces().any(looks_like_person) || pieces().any(is_company));
    // So is what is joined by a word where a part of it is no name: `Institute for Trees and Soil`.
    let is_phrase =
        || pieces().any(|piece| piece.contains(' ')) && !pieces().any(looks_like_person) && is_company(part);
    // `Trust and Safety` is one desk: no person goes by a word for a function alone.
    let names_one = || pieces().any(is_function);
    if is_organisation || pieces().count() > 1 && (names_one() || is_phrase()) {
        found.push(Written { name: part.to_owned(), job_title: None });
        return;
    }
    for name in joints.split(part) {
        // `山田太郎（セキュリティ部）`: in brackets stands where somebody works.
        let name = name.split(['（', '［']).next().unwrap_or_default();
        let name = strip_edges(without_lead(name.trim()));
        let name = with_helpers(name);
        // `contributions from Bo Lind`: words beside the names of others, and none.
        let is_words = name.contains(' ')
            && !found.is_empty()
            && name
                .split(' ')
                .next()
                .is_some_and(|word| word.chars().all(char::is_lowercase) && !PARTICLES.contains(&word));
        // `Ada Park/dpa`, `Ada Park/SP-X`: behind a full name stands the agency.
        let is_agency = part.contains('/')
            && found.last().is_some_and(|last| looks_like_person(&last.name))
            && (is_company(name) || !name.contains(' ') && !name.chars().any(char::is_lowercase));
        if !name.is_empty() && !is_words && !is_agency {
            let (name, behind) = in_capitals(name).map_or((name, None), |(name, rest)| (name, Some(rest)));
            let job_title = behind.filter(|rest| reads_like_title(rest)).map(str::to_owned);
            found.push(Written { name: name.to_owned(), job_title });
        }
    }
}

/// `(avec Bo Lind`, `Carla Ejemplo)`: those in brackets who helped.
fn with_helpers(name: &str) -> &str {
    const WITH: [&str; 6] = ["avec ", "with ", "mit ", "con ", "met ", "com "];
    let name = WITH.iter().find_map(|with| name.strip_prefix(with)).unwrap_or(name);
    if name.contains('(') { name } else { name.trim_end_matches(')') }
}

/// `LAURE PARC envoyée spéciale à Lyon`: a name in capitals ends where they end, and what stands behind it.
fn in_capitals(text: &str) -> Option<(&str, &str)> {
    let is_loud = |word: &str| {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() >= 2 && letters.all(char::is_uppercase)
    };
    let mut at = 0;
    let mut loud = 0;
    for word in text.split_inclusive(' ') {
        if !is_loud(word) {
            break;
        }
        at += word.len();
        loud += 1;
    }
    let (name, rest) = (text.get(..at)?.trim_end(), text.get(at..)?);
    let is_said = || rest.split(' ').any(|word| word.chars().next().is_some_and(char::is_lowercase));
    ((2..=3).contains(&loud)
        && !rest.is_empty()
        && (is_said() || reads_like_title(rest))
        && kind_of(name) == AuthorKind::Person)
        .then_some((name, rest))
}

/// `Nimbus Security Team`: where somebody works, and no title of theirs.
fn is_team(part: &str) -> bool {
    part.to_lowercase().ends_with("team") && classify(part).0 == Seniority::Team
}

fn has_two_names(part: &str) -> bool {
    let is_name = |piece: &str| looks_like_person(piece) && !reads_like_title(piece);
    JOINTS.as_ref().is_some_and(|joints| {
        joints.split(part).count() > 1 && joints.split(part).all(|piece| is_name(piece.trim()))
    })
}

fn without_lead(text: &str) -> &str {
    let Some(lead) = LEAD.as_ref() else { return text };
    let mut text = text.trim();
    for _ in 0..3 {
        let Some(found) = lead.find(text) else { break };
        text = text.get(found.end()..).unwrap_or_default().trim_start();
    }
    text
}

/// What stands before the first date; what stands behind it, where it comes first.
fn without_date<'a>(text: &'a str, context: &DateContext) -> &'a str {
    if !dates::has_digit(text) {
        return text;
    }
    let Some(date) = dates::find(text, context, "").into_iter().next() else { return text };
    let before = text.get(..date.range.start).unwrap_or_default();
    if key(before).is_empty() {
        return without_lead(text.get(date.range.end..).unwrap_or_default());
    }
    static HINGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        rule(
            r"(?i)[\s,;|•·(–—-]*(?:\b(?:on|at|am|vom|den|le|el|il|em|op|на|pada|dnia|dne|στις|pe|from|published|updated|posted|date|dated|last|in)[\s:]*)*[\s,;|•·(–—-]*$",
        )
    });
    let end = HINGE.as_ref().and_then(|hinge| hinge.find(before)).map_or(before.len(), |hinge| hinge.start());
    before.get(..end).unwrap_or(before)
}

fn strip_edges(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | ';'
                    | ':'
                    | '|'
                    | '•'
                    | '·'
                    | '-'
                    | '–'
                    | '—'
                    | '/'
                    | '('
                    | '*'
                    | '_'
                    | '\u{a0}'
                    | '»'
                    | '«'
                    | '>'
            )
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names(raw: &str) -> Vec<String> {
        split(raw, &DateContext::default()).into_iter().map(|written| written.name).collect()
    }

    #[test]
    fn labels_and_buttons_are_no_part_of_a_name() {
        assert_eq!(names("By Ada Example"), ["Ada Example"]);
        assert_eq!(names("Posted by: Ada Example"), ["Ada Example"]);
        assert_eq!(names("von Ada Beispiel"), ["Ada Beispiel"]);
        assert_eq!(names("Author: ada99"), ["ada99"]);
        assert_eq!(names("Ada Example Link Copied"), ["Ada Example"]);
        assert_eq!(names("Ada Example | Example News"), ["Ada Example"]);
        for nobody in [
            "https://social.example/ada",
            "Unknown",
            "Zuletzt geändert am",
            "About the author",
            "Ada likes clouds.",
        ] {
            assert_eq!(names(nobody), Vec::<String>::new(), "{nobody}");
        }
    }

    #[test]
    fn several_names_are_several() {
        assert_eq!(
            names("By Ada Example, Bob Beispiel and Carla Ejemplo"),
            ["Ada Example", "Bob Beispiel", "Carla Ejemplo"]
        );
        assert_eq!(names("Ada Example & Bob Beispiel"), ["Ada Example", "Bob Beispiel"]);
        assert_eq!(names("Ada Ejemplo y Bob Muestra"), ["Ada Ejemplo", "Bob Muestra"]);
    }

    #[test]
    fn a_title_behind_a_comma_is_the_title() {
        let written = split("Josh Example, ISRG Executive Director", &DateContext::default());
        assert_eq!(
            written,
            [Written {
                name: "Josh Example".to_owned(),
                job_title: Some("ISRG Executive Director".to_owned())
            }]
        );
        for title in [
            "Founder & CEO",
            "CTO & Co-founder",
            "Chief Information Officer & SVP, Operations",
            "Principal Engineer & Team Lead",
            "VP, Security & Infrastructure",
            "President and CEO",
        ] {
            let written = split(&format!("By Ada Example, {title}"), &DateContext::default());
            assert_eq!(
                written,
                [Written { name: "Ada Example".to_owned(), job_title: Some(title.to_owned()) }]
            );
        }
        assert_eq!(names("By Ada Example, Board member and investor"), ["Ada Example"]);
        let both = split("By Ada Example & Bob Beispiel, Co-founders", &DateContext::default());
        let titles: Vec<_> = both.iter().map(|one| one.job_title.as_deref()).collect();
        assert_eq!(titles, [Some("Co-founders"), Some("Co-founders")]);
        assert_eq!(names("Ada Example (Nimbus), Bob Beispiel (Acme)"), ["Ada Example", "Bob Beispiel"]);
        assert_eq!(names("Ditulis oleh Budi Santoso pada 8 April 2014"), ["Budi Santoso"]);
        assert_eq!(names("Ada Example, PhD"), ["Ada Example"]);
        assert_eq!(names("Bob Example, Jr."), ["Bob Example Jr."]);
        assert_eq!(names("Bob Example, Jr. and Ada Park"), ["Bob Example Jr.", "Ada Park"]);
        let written = split("By Chief Security Officer Ada Park", &DateContext::default());
        let title = Some("Chief Security Officer".to_owned());
        assert_eq!(written, [Written { name: "Ada Park".to_owned(), job_title: title }]);
        assert_eq!(names("Team Tiger Data"), ["Team Tiger Data"]);
    }

    proptest! {
        #[test]
        fn a_tail_starts_where_an_expression_of_the_whole_line_says(
            text in "[A-C é]{0,4}([ \n|/(]{0,2}(For |via|Updated|@ada|\\(AB\\)|\\(a@b\\)|<a>|编辑: |im gespräch|\u{212a})[ é)a]{0,2}){0,3}",
        ) {
            let whole = LAST_TAIL.as_ref().unwrap().find(&text);
            prop_assert_eq!(tail_start(&text), whole.map(|found| found.start()));
            prop_assert!(whole.is_none_or(|found| found.end() == text.len()));
        }
    }
}
