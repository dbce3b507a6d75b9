//! CVE and GHSA ids in a text.

use std::collections::HashMap;
use std::sync::LazyLock;

use model::{Identifier, Span};
use regex::Regex;

/// CVE ids have four or more digits after the year; GHSA ids three groups of an alphabet without vowels. The
/// borders of words are those of ASCII, with which the whole text is read by a table.
static IDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:CVE[-‐‑–][12][0-9]{3}[-‐‑–][0-9]{4,19}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3})(?-u:\b)")
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
    }
    for place in ids.find_iter(text) {
        add(place.as_str(), Some(Span { start: place.start(), end: place.end() }));
    }
    found
}

/// CVE ids are written in capitals, GHSA ids with small letters after the first four.
fn canonical(written: &str) -> String {
    let plain: String = written.chars().map(|c| if matches!(c, '‐' | '‑' | '–') { '-' } else { c }).collect();
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
}
