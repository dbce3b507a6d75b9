//! What is followed: a provider's addresses, by kind.

use serde::{Deserialize, Serialize};

/// What kind of address a source is. It says what may be followed from there, never how to read it:
/// adapters are chosen by the shape of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// The general or engineering blog.
    Blog,
    /// Press releases and company news.
    Newsroom,
    /// A blog of the security team.
    SecurityBlog,
    /// An index or feed of security advisories.
    Advisories,
    /// A status page, its API or its feed.
    Status,
    /// A security.txt file (RFC 9116).
    SecurityTxt,
    /// One page that is itself a post; nothing is followed from it.
    Page,
}

impl SourceKind {
    /// All kinds, in the order in which help texts list them.
    pub const ALL: [Self; 7] = [
        Self::Blog,
        Self::Newsroom,
        Self::SecurityBlog,
        Self::Advisories,
        Self::Status,
        Self::SecurityTxt,
        Self::Page,
    ];

    /// The name used in seeds, JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blog => "blog",
            Self::Newsroom => "newsroom",
            Self::SecurityBlog => "security-blog",
            Self::Advisories => "advisories",
            Self::Status => "status",
            Self::SecurityTxt => "security-txt",
            Self::Page => "page",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A source as the store knows it, with what the visit needs of its provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRef {
    /// Row of `sources`.
    pub id: i64,
    /// Row of `providers`.
    pub provider_id: i64,
    /// The provider's slug.
    pub provider: String,
    /// The provider's name as people write it.
    pub provider_name: String,
    /// The provider's own domain, as its seed has it.
    pub domain: String,
    /// The address of the source, as its seed has it.
    pub url: String,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Seconds between two looks, where the seed sets them.
    pub every_s: Option<i64>,
    /// Slug of the incident that a `page` source is about, where the seed says so.
    pub incident: Option<String>,
    /// CSS selector of the links to posts on a listing page, where the seed gives one.
    pub link_selector: Option<String>,
    /// Extra request headers from the seed.
    pub headers: Vec<(String, String)>,
}
