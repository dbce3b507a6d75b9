//! The JSON of the Debian security tracker: per package and flaw, which release is fixed by which version.

use model::{DocumentKind, Extraction, Note};
use serde_json::Value;

use super::record::is_cve;
use crate::adapters::json::has;
use crate::document::Document;

/// Recognises it. It states no time, so no event is made of it; when it changed is known from the looks.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let packages = document.json()?.as_object()?;
    let first = packages.values().next()?.as_object()?;
    let (id, flaw) = first.iter().next()?;
    let named = is_cve(id) || id.starts_with("TEMP-");
    if !named || !flaw.get("releases").is_some_and(Value::is_object) || has(flaw, &["published"]) {
        return None;
    }
    let mut extraction = crate::extract::empty(DocumentKind::Record);
    extraction.notes.push(Note::new("no-times", "the Debian tracker states no time"));
    Some(extraction)
}
