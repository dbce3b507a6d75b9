//! CVE and GHSA ids in a text.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use model::{Identifier, Span};
use regex::Regex;

/// Further numbers behind a CVE id, of its year: `/0346`, `, -0161 and -0162`. A number of a list has no year, and begins
/// with a hyphen or stands right behind a slash.
static FURTHER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:/[-‐‑–]?|(?:,|,?\x20(?:and|or|und|et|y|e|&))\x20?[-‐‑–])([0-9]{4,19})(?-u:\b)").ok()
});

/// CVE ids have four or more digits after the year; GHSA ids three groups of an alphabet without vowels. The
/// borders of words are those of ASCII, with which the whole text is read by a table.
static IDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:CVE[-‐‑–\x20\u{a0}][12][0-9]{3}[-‐‑–][0-9]{4,19}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3})(?-u:\b)")
        .ok()
});

/// The ids in the title and in the text, in canonical spelling, each once with its first place in the text.
pub(crate) fn identifiers(title: &str, text: &str) -> Vec<Identifier> {
    let Some(ids) = IDS.as_ref() else { return Vec::new() };
    let mut found: Vec<Identifier> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut add = |written: &str, span: Option<Span>| {
        let id = canonical(written);
        let known = places.get(&id).and_then(|at| found.get_mut(*at));
        if let Some(known) = known {
            known.span = known.span.or(span);
        } else {
            places.insert(id.clone(), found.len());
            found.push(Identifier { id, span });
        }
    };
    for place in ids.find_iter(title) {
        add(place.as_str(), None);
        further(title, place.range(), |id, _| add(id, None));
    }
    for place in ids.find_iter(text) {
        add(place.as_str(), Some(Span { start: place.start(), end: place.end() }));
        further(text, place.range(), |id, span| add(id, Some(span)));
    }
    found
}

/// The ids that name only their number behind one that names its year, with the place of the number.
fn further(text: &str, first: Range<usize>, mut add: impl FnMut(&str, Span)) {
    // Of another kind of id there are none; of a year there are ten characters or so.
    let year: String = text.get(first.clone()).unwrap_or_default().chars().take(8).collect();
    if !year.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("CVE")) {
        return;
    }
    let mut from = first.end;
    while let Some(number) = FURTHER.as_ref().and_then(|rule| rule.captures(text.get(from..)?)?.get(1)) {
        let span = Span { start: from + number.start(), end: from + number.end() };
        // A year behind a slash begins another date or id.
        let goes_on = text.get(span.end..).is_some_and(|rest| rest.starts_with(['-', '‐', '‑', '–', '/']));
        if goes_on
            && !FURTHER.as_ref().is_some_and(|rule| rule.is_match(text.get(span.end..).unwrap_or_default()))
        {
            return;
        }
        add(&format!("{year}-{}", number.as_str()), span);
        from = span.end;
    }
}

/// CVE ids are written in capitals, GHSA ids with small letters after the first four.
fn canonical(written: &str) -> String {
    let plain: String = written
        .chars()
        .map(|c| if matches!(c, '‐' | '‑' | '–' | ' ' | '\u{a0}') { '-' } else { c })
        .collect();
    match plain.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("GHSA") => {
            format!("GHSA{}", plain.get(4..).unwrap_or_default().to_ascii_lowercase())
        }
        _ => plain.to_ascii_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_once_in_their_canonical_spelling() {
        let text = "fixes cve-2014-0160 and CVE‑2021‑44228; see ghsa-JFH8-c2jp-5v3q, not CVE-2014-01 nor XCVE-2014-0160";
        let found = identifiers("About CVE-2014-0160", text);
        let ids: Vec<&str> = found.iter().map(|id| id.id.as_str()).collect();
        assert_eq!(ids, ["CVE-2014-0160", "CVE-2021-44228", "GHSA-jfh8-c2jp-5v3q"]);
        let span = found[0].span.unwrap();
        assert_eq!(&text[span.start..span.end], "cve-2014-0160");
    }

    #[test]
    fn ids_without_hyphen_and_numbers_of_the_same_year_are_ids() {
        let ids = |text: &str| identifiers("", text).into_iter().map(|id| id.id).collect::<Vec<_>>();
        assert_eq!(ids("the bug CVE 2014-0160 is fixed"), ["CVE-2014-0160"]);
        assert_eq!(ids("CVE-2014-0160/0346"), ["CVE-2014-0160", "CVE-2014-0346"]);
        assert_eq!(
            ids("CVE-2014-0160, -0161 and -0162 are fixed"),
            ["CVE-2014-0160", "CVE-2014-0161", "CVE-2014-0162"]
        );
        let text = "CVE-2014-0160, -0161";
        let span = identifiers("", text)[1].span.unwrap();
        assert_eq!(&text[span.start..span.end], "0161");
        // Numbers that are none of the year.
        for other in [
            "CVE-2014-0160, 2014",
            "CVE-2014-0160 and 1000 servers",
            "CVE-2014-0160/2014-05",
            "CVE-2014-0160 - 2014",
        ] {
            assert_eq!(ids(other), ["CVE-2014-0160"], "{other}");
        }
    }
}
