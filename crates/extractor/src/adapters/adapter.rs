//! The list of adapters.

use model::Extraction;

use super::platforms::{PLATFORMS, unknown};
use super::{advisories, feed, listing, robots, security_txt, sitemap, statuspage};
use crate::article;
use crate::document::Document;

/// Reads one kind of document.
pub(crate) struct Adapter {
    /// Its name, stored with every fact that it reads.
    pub name: &'static str,
    /// Reads the document, or says that its shape is another (`None`).
    pub read: fn(&Document<'_>) -> Option<Extraction>,
}

/// All adapters, cheapest and most exact shape first.
pub(crate) fn adapters() -> impl Iterator<Item = &'static Adapter> {
    [FIRST, PLATFORMS, LAST].into_iter().flatten()
}

const FIRST: &[Adapter] = &[
    Adapter { name: "robots", read: robots::read },
    Adapter { name: "security-txt", read: security_txt::read },
    // JSON, each with fields that no other has.
    Adapter { name: "csaf", read: advisories::read_csaf },
    Adapter { name: "rolie", read: advisories::read_rolie },
    Adapter { name: "csaf-provider", read: advisories::read_csaf_provider },
    Adapter { name: "cve", read: advisories::read_cve },
    Adapter { name: "kev", read: advisories::read_kev },
    Adapter { name: "nvd", read: advisories::read_nvd },
    Adapter { name: "osv", read: advisories::read_osv },
    Adapter { name: "red-hat", read: advisories::read_red_hat },
    Adapter { name: "ubuntu", read: advisories::read_ubuntu },
    Adapter { name: "msrc", read: advisories::read_msrc },
    Adapter { name: "msrc-updates", read: advisories::read_msrc_updates },
    Adapter { name: "debian-tracker", read: advisories::read_debian_tracker },
    // Plain text, told by the form of its lines.
    Adapter { name: "debian-list", read: advisories::read_debian_list },
    Adapter { name: "csaf-changes", read: advisories::read_changes },
    Adapter { name: "csaf-index", read: advisories::read_index },
    Adapter { name: "statuspage-api", read: statuspage::read_api },
    Adapter { name: "statuspage-history", read: statuspage::read_history },
    Adapter { name: "statuspage-html", read: statuspage::read_page },
];

const LAST: &[Adapter] = &[
    Adapter { name: "sitemap", read: sitemap::read },
    Adapter { name: "feed", read: feed::read },
    Adapter { name: "alas", read: advisories::read_alas },
    // Takes what a source of status led to and none before knows.
    Adapter { name: "unknown-page", read: unknown::read },
    Adapter { name: "listing", read: listing::read },
    // Takes any HTML that is left.
    Adapter { name: "article", read: article::read },
];
