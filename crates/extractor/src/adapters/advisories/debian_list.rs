//! The lists of the Debian security tracker: advisories (DSA, DLA) with their days, and flaws (CVE) without.

use model::{DocumentKind, Entry, Extraction, Note, RecordKind, Trust};
use url::Url;

use super::record::{Events, What};
use crate::adapters::statement::{context, stamp};
use crate::document::Document;

/// Advisories of one list at most.
const ENTRY_LIMIT: usize = 20_000;

/// Reads a list of advisories: `[18 Oct 2018] DSA-4323-1 drupal7 - security update`, below it the ids in braces.
/// The day is that of the advisory, which is when Debian's fix was out.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let first = document.text.lines().find(|line| !line.trim().is_empty())?;
    if headline(first).is_none() && !first.starts_with("CVE-") {
        return None;
    }
    let lines: Vec<&str> = document.text.lines().collect();
    if headline(first).is_none() {
        return flaws(&lines);
    }
    let context = context(document);
    let mut extraction = crate::extract::empty(DocumentKind::Listing);
    let mut events = Events::new("debian", &context);
    let mut current: Option<(String, model::Stamp)> = None;
    for line in lines {
        if let Some((day, id, title)) = headline(line) {
            let time = stamp(Some(day), &context, "debian:list");
            if extraction.entries.len() < ENTRY_LIMIT {
                extraction.entries.push(Entry {
                    title: Some(format!("{id} {title}").trim().to_owned()),
                    link: address(id).map(String::from),
                    id: Some(id.to_owned()),
                    published: time.clone(),
                    ..Entry::default()
                });
            }
            current = time.map(|time| (id.to_owned(), time));
        } else if let Some(ids) = line.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))
            && let Some((advisory, time)) = &current
        {
            for id in ids.split_whitespace().take(500) {
                let what = What { id, kind: RecordKind::Fix, trust: Trust::Stated, label: advisory };
                events.at(what, time.clone());
            }
        }
    }
    events.put_into(&mut extraction);
    Some(extraction)
}

/// Day, id and title of a headline of the list.
fn headline(line: &str) -> Option<(&str, &str, &str)> {
    let (day, rest) = line.strip_prefix('[')?.split_once("] ")?;
    let (id, title) = rest.split_once(' ').unwrap_or((rest, ""));
    let known = ["DSA-", "DLA-", "DTSA-"].iter().any(|start| id.starts_with(start));
    (known && day.len() <= 20 && day.contains(' ')).then_some((day, id, title.trim()))
}

/// Where Debian shows an advisory, by its whole id: each update of one has a page of its own.
fn address(id: &str) -> Option<Url> {
    Url::parse(&format!("https://security-tracker.debian.org/tracker/{id}")).ok()
}

/// The list of flaws states no time at all.
fn flaws(lines: &[&str]) -> Option<Extraction> {
    let heads = lines.iter().filter(|line| {
        let rest = line.strip_prefix("CVE-").unwrap_or_default();
        rest.len() > 5 && rest.get(4..5) == Some("-") && rest.contains([' ', '\t'])
    });
    let notes = lines.iter().filter(|line| {
        line.starts_with(['\t', ' ']) && line.trim_start().starts_with(['-', '[', 'N', 'T', '{', 'R'])
    });
    if heads.count() == 0 || notes.count() == 0 || !lines.iter().any(|line| line.starts_with("CVE-")) {
        return None;
    }
    let first = lines.iter().find(|line| !line.trim().is_empty())?;
    if !first.starts_with("CVE-") {
        return None;
    }
    let mut extraction = crate::extract::empty(DocumentKind::Record);
    extraction.notes.push(Note::new("no-times", "the list of flaws of the Debian tracker states no time"));
    Some(extraction)
}
