//! The list of adapters.

use model::Extraction;

use super::{csaf, feed, listing, platforms, robots, security_txt, sitemap, statuspage};
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
    // JSON, each with fields that no other has.
    Adapter { name: "csaf", read: csaf::read },
    Adapter { name: "rolie", read: csaf::read_rolie },
    Adapter { name: "instatus", read: platforms::read_instatus },
    Adapter { name: "statuspage-api", read: statuspage::read_api },
    Adapter { name: "statuspage-history", read: statuspage::read_history },
    Adapter { name: "aws-health", read: platforms::read_aws },
    Adapter { name: "google-cloud", read: platforms::read_google_cloud },
    Adapter { name: "slack", read: platforms::read_slack },
    Adapter { name: "statusio", read: platforms::read_statusio },
    Adapter { name: "firehydrant", read: platforms::read_firehydrant },
    // XML, and feeds in JSON.
    Adapter { name: "sitemap", read: sitemap::read },
    Adapter { name: "feed", read: feed::read },
    // Pages.
    Adapter { name: "statuspage-html", read: statuspage::read_page },
    Adapter { name: "incident-io", read: platforms::read_incident_io },
    Adapter { name: "pagerduty", read: platforms::read_pagerduty },
    Adapter { name: "unknown-page", read: platforms::read_unknown },
    Adapter { name: "listing", read: listing::read },
    Adapter { name: "article", read: article::read },
];
