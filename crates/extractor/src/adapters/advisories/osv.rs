//! Records in the OSV format, those of GitHub (GHSA) among them.

use model::{Extraction, RecordKind, Trust};
use serde_json::Value;

use super::record::{Events, What, is_cve};
use crate::adapters::json::{has, list, text};
use crate::adapters::statement::context;
use crate::document::Document;

/// Reads one record, or a list of them as the API's queries give it. The times are those of the record: whole
/// databases are touched at once, so `modified` says nothing of the flaw. What is said of a record is said of
/// the CVE ids that it is another name of, too.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let json = document.json()?;
    let records: Vec<&Value> = match json.get("vulns").and_then(Value::as_array) {
        Some(list) if list.first().is_some_and(is_record) => list.iter().collect(),
        None if is_record(json) => vec![json],
        _ => return None,
    };
    let context = context(document);
    let authority =
        match records.iter().all(|record| text(record, "id").is_some_and(|id| id.starts_with("GHSA-"))) {
            true => "ghsa",
            false => "osv",
        };
    let mut events = Events::new(authority, &context);
    for record in records.into_iter().filter(|record| is_record(record)) {
        let Some(own) = text(record, "id") else { continue };
        let others = ["aliases", "upstream"].into_iter().flat_map(|field| list(record, field)).take(100);
        let others = others.filter_map(Value::as_str).filter(|id| is_cve(id));
        for id in [own].into_iter().chain(others) {
            let what = |kind, label| What { id, kind, trust: Trust::Bookkeeping, label };
            let listed = what(RecordKind::Listed, "the record is published in the database");
            events.field(listed, record, "published", "osv:published");
            let changed = what(RecordKind::Changed, "the record is changed, perhaps with all others");
            events.field(changed, record, "modified", "osv:modified");
            events.field(
                what(RecordKind::Withdrawn, "the record is withdrawn"),
                record,
                "withdrawn",
                "osv:withdrawn",
            );
            // Each of these two is said of one of the names only.
            let (field, kind, label) = match is_cve(id) {
                true => ("nvd_published_at", RecordKind::Listed, "published in NVD, as this record says"),
                false => ("github_reviewed_at", RecordKind::Mentioned, "the record is reviewed by GitHub"),
            };
            if let Some(specific) = record.get("database_specific") {
                events.field(what(kind, label), specific, field, &format!("osv:database_specific/{field}"));
            }
        }
    }
    Some(events.alone())
}

/// The two fields that the format requires, and one that tells it from any other JSON.
fn is_record(record: &Value) -> bool {
    has(record, &["id", "modified"])
        && ["schema_version", "affected", "aliases", "withdrawn"]
            .iter()
            .any(|field| record.get(field).is_some())
}
