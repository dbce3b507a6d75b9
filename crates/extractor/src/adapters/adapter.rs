//! The list of adapters.

use model::Extraction;

use super::feed;
use crate::article;
use crate::document::Document;

/// Reads one kind of document.
pub(crate) struct Adapter {
    /// Its name, stored with every fact that it reads.
    pub name: &'static str,
    /// Reads the document, or says that its shape is another (`None`).
    pub read: fn(&Document<'_>) -> Option<Extraction>,
}

/// All adapters, cheapest and most exact shape first; `article` takes any HTML that is left.
pub(crate) const ADAPTERS: &[Adapter] =
    &[Adapter { name: "feed", read: feed::read }, Adapter { name: "article", read: article::read }];
