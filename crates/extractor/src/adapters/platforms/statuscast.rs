//! StatusCast: its pages. No real document was at hand when this was written, so it is recognised and kept, and
//! nothing is claimed.

use model::Extraction;

use crate::adapters::adapter::Adapter;
use crate::adapters::select::{all, is_page};
use crate::adapters::statement::unparsed;
use crate::document::Document;

pub(super) const ADAPTER: Adapter = Adapter { name: "statuscast", read };

/// Recognises a page by the elements that show the state of its components.
fn read(document: &Document<'_>) -> Option<Extraction> {
    if !is_page(document) || !document.holds("status-list-component-status-text") {
        return None;
    }
    all(document.html()?, ".status-list-component-status-text[class*='component-']").first()?;
    Some(unparsed("statuscast", "a document of StatusCast, which is not read yet"))
}
