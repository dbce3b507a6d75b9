//! Heroku: `/api/v4/current-status` and `/api/v4/incidents`. No real document was at hand when this was
//! written, so it is recognised and kept, and nothing is claimed.

use model::Extraction;
use serde_json::Value;

use crate::adapters::adapter::Adapter;
use crate::adapters::json::{has, list};
use crate::adapters::statement::unparsed;
use crate::document::Document;

pub(super) const ADAPTER: Adapter = Adapter { name: "heroku", read };

/// Recognises the state of now, or a list of incidents.
fn read(document: &Document<'_>) -> Option<Extraction> {
    let value = document.json()?;
    let now = |value: &Value| {
        let systems = list(value, "status");
        systems.first().is_some_and(|one| has(one, &["system", "status"]))
            && has(value, &["incidents", "scheduled"])
    };
    let listed =
        |list: &Vec<Value>| list.first().is_some_and(|one| has(one, &["full_url", "state", "updates"]));
    if !now(value) && !value.as_array().is_some_and(listed) {
        return None;
    }
    Some(unparsed("heroku", "a document of Heroku's status, which is not read yet"))
}
