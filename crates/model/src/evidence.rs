//! What kind of evidence an answer is: the provider's words, or something in their place.

use serde::{Deserialize, Serialize};

/// The class of an answer. Only `Ok` holds words of the provider; all others are kept for what they show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceClass {
    /// A document.
    #[default]
    Ok,
    /// 304 to a conditional request.
    NotModified,
    /// A redirect that was not followed further, or whose target is a visit of its own.
    Redirect,
    /// 206: a part that nobody asked for.
    Partial,
    /// 404.
    NotFound,
    /// 410.
    Gone,
    /// Another 4xx.
    ClientError,
    /// 403, 451 or 999: we are kept out.
    Blocked,
    /// A page that asks for a proof of being human, with any status.
    Challenge,
    /// 429.
    RateLimited,
    /// 503.
    Unavailable,
    /// Another 5xx, or a 304 to a request that had no condition.
    ServerError,
    /// Status 200, but the page says that there is none, or a post leads to the front page.
    SoftNotFound,
    /// A page that asks to sign in.
    LoginWall,
    /// A page that stands in for the site while it is worked on.
    Maintenance,
}

impl EvidenceClass {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::NotModified => "not-modified",
            Self::Redirect => "redirect",
            Self::Partial => "partial",
            Self::NotFound => "not-found",
            Self::Gone => "gone",
            Self::ClientError => "client-error",
            Self::Blocked => "blocked",
            Self::Challenge => "challenge",
            Self::RateLimited => "rate-limited",
            Self::Unavailable => "unavailable",
            Self::ServerError => "server-error",
            Self::SoftNotFound => "soft-not-found",
            Self::LoginWall => "login-wall",
            Self::Maintenance => "maintenance",
        }
    }
}
