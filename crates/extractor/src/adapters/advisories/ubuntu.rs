//! Entries of Ubuntu's CVE tracker: the text that its repository holds, and the JSON that is made of it.

use model::{DocumentKind, Extraction, Note, RecordKind, Trust};

use super::record::{Events, What, day_of, is_cve};
use crate::adapters::json::{has, text};
use crate::adapters::statement::{context, stamp};
use crate::document::Document;

/// Reads an entry. `PublicDate` is when the flaw was public, `CRD` the day that was agreed on; either may be
/// missing, and midnight means the day. The JSON form leaves both out.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    if let Some(json) = document.json() {
        let own = has(json, &["name", "patches", "priority"]) && text(json, "name").is_some_and(is_cve);
        return own.then(|| {
            let mut extraction = crate::extract::empty(DocumentKind::Record);
            extraction.notes.push(Note::new("no-times", "this form of Ubuntu's tracker states no time"));
            extraction
        });
    }
    // Most documents are pages, of whose lines none is looked at.
    if !document.holds("Candidate:") {
        return None;
    }
    let fields = || {
        document
            .text
            .lines()
            .take(200)
            .filter(|line| !line.starts_with([' ', '\t']))
            .filter_map(|line| line.split_once(':'))
    };
    let value = |name: &str| fields().find(|(field, _)| *field == name).map(|(_, value)| value.trim());
    let id = value("Candidate").filter(|id| is_cve(id))?;
    value("PublicDate").or_else(|| value("Description"))?;
    let context = context(document);
    let mut events = Events::new("ubuntu", &context);
    let fields = [
        ("PublicDate", RecordKind::Public, Trust::Stated, "public, as Ubuntu knows it"),
        (
            "PublicDateAtUSN",
            RecordKind::Public,
            Trust::Stated,
            "public, as known when the notice was written",
        ),
        ("CRD", RecordKind::Mentioned, Trust::Stated, "the day that was agreed on for the disclosure"),
    ];
    for (field, kind, trust, label) in fields {
        let time = stamp(value(field).filter(|it| *it != "unknown"), &context, &format!("ubuntu:{field}"));
        if let Some(time) = time {
            events.at(What { id, kind, trust, label }, day_of(time));
        }
    }
    Some(events.alone())
}
