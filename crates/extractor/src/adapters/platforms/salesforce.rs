//! Salesforce Trust: `/v1/instances/status/preview` and `/v1/incidents`. No real document was at hand when
//! this was written, so it is recognised and kept, and nothing is claimed.

use model::Extraction;

use crate::adapters::adapter::Adapter;
use crate::adapters::json::has;
use crate::adapters::statement::unparsed;
use crate::document::Document;

pub(super) const ADAPTER: Adapter = Adapter { name: "salesforce", read };

/// Recognises a list of instances or of incidents.
fn read(document: &Document<'_>) -> Option<Extraction> {
    let first = document.json()?.as_array()?.first()?;
    let instance = has(first, &["key", "location", "environment", "status"]);
    if !instance && !has(first, &["id", "instanceKeys", "IncidentImpacts"]) {
        return None;
    }
    Some(unparsed("salesforce", "a document of Salesforce Trust, which is not read yet"))
}
