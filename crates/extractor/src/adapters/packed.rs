//! Documents that are themselves compressed, such as `sitemap.xml.gz`.

use std::borrow::Cow;

use crate::document::Document;

/// The document's text; where the body is itself a gzip file, the text inside it.
pub(super) fn unpacked<'d>(document: &'d Document<'_>) -> Cow<'d, str> {
    if !document.bytes.starts_with(&[0x1f, 0x8b]) {
        return Cow::Borrowed(&document.text);
    }
    let mut notes = Vec::new();
    let bytes = crate::body::decode_content(&document.bytes, Some("gzip"), &mut notes);
    Cow::Owned(crate::body::decode_text(&bytes, None, &mut notes))
}
