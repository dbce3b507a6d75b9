//! The lists of a folder of CSAF advisories: changes.csv with the time of the last change of each document, and
//! index.txt without (CSAF 2.0, sections 7.1.12 and 7.1.13).

use model::{DocumentKind, Entry, Extraction, LinkRel, Note};

use crate::adapters::address::{LINK_LIMIT, Links, absolute};
use crate::adapters::statement::{context, stamp};
use crate::document::Document;

/// Lines that are read at most.
const LINE_LIMIT: usize = 200_000;
/// The first so many lines decide what the document is.
const LOOKED_AT: usize = 20;

/// Reads changes.csv. Its times are those of the files, not of the advisories: an entry has an updated time only.
/// A time that changes makes its document due again; the others are left alone.
pub(crate) fn read_changes(document: &Document<'_>) -> Option<Extraction> {
    let lines = || document.text.lines().map(str::trim).filter(|line| !line.is_empty());
    let rows = || lines().map(fields);
    let looked_at = rows().take(LOOKED_AT).count();
    let fitting = rows()
        .take(LOOKED_AT)
        .filter(|row| matches!(row, Some((path, time)) if is_document(path) && is_time(time)));
    // One damaged line among many is noted; a document of another kind has none that fits.
    if looked_at == 0 || fitting.count() * 2 <= looked_at {
        return None;
    }
    let context = context(document);
    let mut extraction = crate::extract::empty(DocumentKind::Listing);
    let mut links = Links::new(LINK_LIMIT);
    let mut broken = 0_usize;
    let withdrawn = document.url().path().ends_with("deletions.csv");
    for row in rows().take(LINE_LIMIT) {
        let Some((path, time)) = row.filter(|(path, _)| is_document(path)) else {
            broken += 1;
            continue;
        };
        let Some(link) = absolute(document.url(), path) else {
            broken += 1;
            continue;
        };
        let updated = stamp(Some(time), &context, "csaf:changes.csv");
        broken += usize::from(updated.is_none());
        if !withdrawn {
            links.add(link.as_str(), LinkRel::Post);
        }
        extraction.entries.push(Entry { link: Some(link.into()), updated, ..Entry::default() });
    }
    if broken > 0 {
        extraction.notes.push(Note::new("lines-skipped", format!("lines of another form: {broken}")));
    }
    extraction.links = links.finish();
    Some(extraction)
}

/// Reads index.txt: addresses of documents, one a line, without times.
pub(crate) fn read_index(document: &Document<'_>) -> Option<Extraction> {
    let lines = || document.text.lines().map(str::trim).filter(|line| !line.is_empty());
    let count = lines().take(LOOKED_AT).count();
    if count == 0
        || lines().take(LOOKED_AT).any(|line| !is_document(line) || line.contains([',', '"', '<', '{']))
    {
        return None;
    }
    let mut extraction = crate::extract::empty(DocumentKind::Listing);
    let mut links = Links::new(LINK_LIMIT);
    let mut broken = 0_usize;
    for line in lines().take(LINE_LIMIT) {
        match absolute(document.url(), line).filter(|_| is_document(line)) {
            Some(link) => {
                links.add(link.as_str(), LinkRel::Post);
                extraction.entries.push(Entry { link: Some(link.into()), ..Entry::default() });
            }
            None => broken += 1,
        }
    }
    if broken > 0 {
        extraction.notes.push(Note::new("lines-skipped", format!("lines of another form: {broken}")));
    }
    extraction.links = links.finish();
    Some(extraction)
}

/// Path and time of a line, with or without quotes.
fn fields(line: &str) -> Option<(&str, &str)> {
    let (path, time) = line.rsplit_once(',')?;
    Some((bare(path), bare(time)))
}

fn bare(field: &str) -> &str {
    let field = field.trim();
    field.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(field)
}

/// A CSAF document is a JSON file; nothing else stands in these lists.
fn is_document(path: &str) -> bool {
    path.ends_with(".json") && path.len() <= 1_000 && !path.contains(char::is_whitespace)
}

fn is_time(text: &str) -> bool {
    text.len() >= 10
        && text.len() <= 40
        && text.get(..4).is_some_and(|year| year.bytes().all(|it| it.is_ascii_digit()))
}
