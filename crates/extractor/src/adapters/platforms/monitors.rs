//! Documents that hold measurements only, such as those of Gatus: a machine's results are no statement of
//! anybody, and nothing is claimed from them.

use model::{DocumentKind, Extraction, Note};

use crate::adapters::adapter::Adapter;
use crate::adapters::json::{has, list};
use crate::adapters::statement::status_extraction;
use crate::document::Document;

pub(super) const ADAPTER: Adapter = Adapter { name: "monitors", read };

/// Recognises a list of endpoints, each with the results of its checks.
fn read(document: &Document<'_>) -> Option<Extraction> {
    let first = document.json()?.as_array()?.first()?;
    let measured = |result: &serde_json::Value| has(result, &["success", "timestamp"]);
    if !has(first, &["name", "key", "results"]) || !list(first, "results").iter().all(measured) {
        return None;
    }
    let mut extraction = status_extraction("gatus", Vec::new());
    extraction.kind = DocumentKind::Unparsed;
    extraction.notes.push(Note::new("monitor", "measurements of a machine, which say nothing in words"));
    Some(extraction)
}
