//! Records of the National Vulnerability Database, API 2.0.

use model::{Extraction, RecordKind, Trust};

use super::record::{Events, What, is_cve};
use crate::adapters::json::text;
use crate::adapters::statement::context;
use crate::document::Document;

/// Reads a page of records. Their times carry no zone, and none is given to them; they say when NVD published
/// and changed its entry, which is not when the flaw became known.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let page = document.json()?;
    let format = text(page, "format").is_some_and(|format| format.starts_with("NVD_CVE"));
    if !format && page.get("resultsPerPage").is_none() {
        return None;
    }
    let records = page.get("vulnerabilities")?.as_array()?;
    let context = context(document);
    let mut events = Events::new("nvd", &context);
    for cve in records.iter().filter_map(|record| record.get("cve")) {
        let Some(id) = text(cve, "id").filter(|id| is_cve(id)) else { continue };
        let what = |kind, trust, label| What { id, kind, trust, label };
        let listed = what(RecordKind::Listed, Trust::Bookkeeping, "the record is published in NVD");
        events.field(listed, cve, "published", "nvd:published");
        let changed = what(RecordKind::Changed, Trust::Bookkeeping, "the record is changed in NVD");
        events.field(changed, cve, "lastModified", "nvd:lastModified");
        let added =
            what(RecordKind::Exploited, Trust::Bound, "added to the KEV catalogue: exploited by then");
        events.day(added, cve, "cisaExploitAdd", "nvd:cisaExploitAdd");
    }
    Some(events.alone())
}
