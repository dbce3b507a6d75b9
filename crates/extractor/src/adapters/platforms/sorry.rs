//! Sorry: `/api/v1/status`, and its components. No real document was at hand when this was written, so it is
//! recognised and kept, and nothing is claimed.

use model::Extraction;

use crate::adapters::adapter::Adapter;
use crate::adapters::json::has;
use crate::adapters::statement::unparsed;
use crate::document::Document;

pub(super) const ADAPTER: Adapter = Adapter { name: "sorry", read };

/// Recognises the state of a page.
fn read(document: &Document<'_>) -> Option<Extraction> {
    let page = document.json()?.get("page")?;
    if !has(page, &["state", "state_text"]) {
        return None;
    }
    Some(unparsed("sorry", "a document of Sorry, which is not read yet"))
}
