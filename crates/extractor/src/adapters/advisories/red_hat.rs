//! Records of Red Hat's security data API (hydra): one flaw, or the list of flaws.

use model::{Extraction, RecordKind, Trust};
use serde_json::Value;

use super::record::{Events, What, is_cve};
use crate::adapters::json::{has, list, text};
use crate::adapters::statement::context;
use crate::document::Document;

/// Reads one record or a list. `public_date` is when the flaw was public as Red Hat knows it; `release_date` is
/// when a fixed package was released. Midnight means the day.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let json = document.json()?;
    let records: Vec<&Value> = match json.as_array() {
        Some(list) if list.first().is_some_and(|it| has(it, &["CVE", "public_date"])) => {
            list.iter().collect()
        }
        None if has(json, &["name", "public_date"]) && text(json, "name").is_some_and(is_cve) => vec![json],
        _ => return None,
    };
    let context = context(document);
    let mut events = Events::new("red-hat", &context);
    for record in records {
        let Some(id) = text(record, "name").or_else(|| text(record, "CVE")).filter(|id| is_cve(id)) else {
            continue;
        };
        let public =
            What { id, kind: RecordKind::Public, trust: Trust::Stated, label: "public, as Red Hat knows it" };
        events.day(public, record, "public_date", "red-hat:public_date");
        for release in list(record, "affected_release").iter().take(1_000) {
            let product = text(release, "product_name").unwrap_or("a product");
            let advisory = text(release, "advisory").unwrap_or("an update");
            let label = format!("{advisory} for {product}");
            let fix = What { id, kind: RecordKind::Fix, trust: Trust::Stated, label: &label };
            events.day(fix, release, "release_date", "red-hat:affected_release/release_date");
        }
    }
    Some(events.alone())
}
