//! A record of the CVE list, in CVE JSON 5.

use model::{Extraction, RecordKind, Trust};
use serde_json::Value;

use super::record::{Events, What, is_cve};
use crate::adapters::json::{list, text};
use crate::adapters::statement::context;
use crate::document::Document;

/// Reads one record. Its dates are those of the list, not of the flaw: an id is reserved in blocks, and
/// midnight means the day. Only `datePublic` and the assigner's own timeline speak of the flaw.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let record = document.json()?;
    let metadata = record.get("cveMetadata")?;
    let id = text(metadata, "cveId").filter(|id| is_cve(id))?;
    let context = context(document);
    let mut events = Events::new("cve-list", &context);
    let what = |kind, trust, label| What { id, kind, trust, label };
    let fields = [
        ("dateReserved", RecordKind::Reserved, "the id is reserved, perhaps in a block"),
        ("datePublished", RecordKind::Listed, "the record is published in the CVE list"),
        ("dateRejected", RecordKind::Withdrawn, "the record is rejected"),
        ("dateUpdated", RecordKind::Changed, "the record is changed"),
    ];
    for (field, kind, label) in fields {
        events.day(
            what(kind, Trust::Bookkeeping, label),
            metadata,
            field,
            &format!("cve:cveMetadata/{field}"),
        );
    }
    if let Some(cna) = record.get("containers").and_then(|it| it.get("cna")) {
        let label = "the day that the assigner calls public";
        events.day(what(RecordKind::Public, Trust::Stated, label), cna, "datePublic", "cve:cna/datePublic");
        timeline(&mut events, id, cna, "cve:cna/timeline");
    }
    for adp in record.get("containers").map(|it| list(it, "adp")).unwrap_or_default() {
        timeline(&mut events, id, adp, "cve:adp/timeline");
        for metric in list(adp, "metrics") {
            let Some(other) = metric.get("other").filter(|it| text(it, "type") == Some("kev")) else {
                continue;
            };
            let Some(content) = other.get("content") else { continue };
            let label = "added to the KEV catalogue: exploited by then, at the latest";
            let kind = what(RecordKind::Exploited, Trust::Bound, label);
            events.day(kind, content, "dateAdded", "cve:adp/kev/dateAdded");
        }
    }
    Some(events.alone())
}

/// A timeline is free text; only an entry about the KEV catalogue is known to be a bound.
fn timeline(events: &mut Events<'_>, id: &str, container: &Value, rule: &str) {
    for entry in list(container, "timeline").iter().take(500) {
        let label = text(entry, "value").unwrap_or_default();
        let kev = label.to_ascii_lowercase().contains("added to cisa kev");
        let (kind, trust) = match kev {
            true => (RecordKind::Exploited, Trust::Bound),
            false => (RecordKind::Mentioned, Trust::Stated),
        };
        events.day(What { id, kind, trust, label }, entry, "time", rule);
    }
}
