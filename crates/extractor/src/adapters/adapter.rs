//! The list of adapters.

use model::Extraction;

use super::{csaf, feed, robots, security_txt, sitemap, statuspage};
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
pub(crate) const ADAPTERS: &[Adapter] = &[
    Adapter { name: "robots", read: robots::read },
    Adapter { name: "security-txt", read: security_txt::read },
    Adapter { name: "csaf", read: csaf::read },
    Adapter { name: "rolie", read: csaf::read_rolie },
    Adapter { name: "statuspage-api", read: statuspage::read_api },
    Adapter { name: "sitemap", read: sitemap::read },
    Adapter { name: "feed", read: feed::read },
    Adapter { name: "statuspage-html", read: statuspage::read_page },
    Adapter { name: "article", read: article::read },
];
