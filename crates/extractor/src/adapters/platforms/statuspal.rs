//! StatusPal: its pages. No real document was at hand when this was written, so it is recognised and kept,
//! and nothing is claimed.

use model::Extraction;

use crate::adapters::adapter::Adapter;
use crate::adapters::select::{all, is_page};
use crate::adapters::statement::unparsed;
use crate::document::Document;

pub(super) const ADAPTER: Adapter = Adapter { name: "statuspal", read };

/// Recognises a page by the element that shows its state.
fn read(document: &Document<'_>) -> Option<Extraction> {
    if !is_page(document) || !document.holds("system-status") {
        return None;
    }
    all(document.html()?, ".system-status[class*='type-']").first()?;
    Some(unparsed("statuspal", "a document of StatusPal, which is not read yet"))
}
