//! Okta: a page with its incidents as JSON in an attribute. No real document was at hand when this was
//! written, so it is recognised and kept, and nothing is claimed.

use model::Extraction;

use crate::adapters::adapter::Adapter;
use crate::adapters::select::{all, is_page};
use crate::adapters::statement::unparsed;
use crate::document::Document;

pub(super) const ADAPTER: Adapter = Adapter { name: "okta", read };

/// Recognises a page by the fields of its incidents.
fn read(document: &Document<'_>) -> Option<Extraction> {
    if !is_page(document) || !document.holds("Status__c") || !document.holds("Category__c") {
        return None;
    }
    all(document.html()?, "[data-id=incidents]").first()?;
    Some(unparsed("okta", "a document of Okta's status, which is not read yet"))
}
