//! The catalogue of Known Exploited Vulnerabilities of the CISA, whole or one entry of it.

use model::{Extraction, RecordKind, Trust};
use serde_json::Value;

use super::record::{Events, What, is_cve};
use crate::adapters::json::{has, text};
use crate::adapters::statement::context;
use crate::document::Document;

/// Reads the catalogue. `dateAdded` bounds the first exploitation from above; it is neither that, nor a day of
/// disclosure: the entry of Heartbleed is of 2022.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let json = document.json()?;
    let entries: Vec<&Value> = match json.get("vulnerabilities").and_then(Value::as_array) {
        Some(list) if has(json, &["catalogVersion"]) || list.first().is_some_and(is_entry) => {
            list.iter().collect()
        }
        None if is_entry(json) => vec![json],
        _ => return None,
    };
    let context = context(document);
    let mut events = Events::new("kev", &context);
    for entry in entries.into_iter().filter(|entry| is_entry(entry)) {
        let Some(id) = text(entry, "cveID").filter(|id| is_cve(id)) else { continue };
        let label = "added to the KEV catalogue: exploited by then, at the latest";
        let what = What { id, kind: RecordKind::Exploited, trust: Trust::Bound, label };
        events.day(what, entry, "dateAdded", "kev:dateAdded");
    }
    Some(events.alone())
}

fn is_entry(entry: &Value) -> bool {
    has(entry, &["cveID", "dateAdded"])
}
