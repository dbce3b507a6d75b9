//! What a seed says, once it is read.

use crate::SourceKind;

/// One provider, as its seed file states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderSeed {
    /// Short name, `[a-z0-9-]+`, also the file's name.
    pub slug: String,
    /// Slugs that it had before: what was recorded under one of them is its own.
    pub former: Vec<String>,
    /// Name as people write it.
    pub name: String,
    /// Main domain.
    pub domain: String,
    /// `cloud`, `cdn`, `saas`, ...; free text in kebab case.
    pub category: Option<String>,
    /// What is followed.
    pub sources: Vec<SourceSeed>,
}

/// One address of a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSeed {
    /// What it is.
    pub kind: SourceKind,
    /// Its address.
    pub url: url::Url,
    /// Seconds between two looks, where the seed sets them (written `15m`, `6h`, `1d`).
    pub every_s: Option<i64>,
    /// CSS selector of the links to posts.
    pub link_selector: Option<String>,
    /// Extra request headers.
    pub headers: Vec<(String, String)>,
    /// Slug of the incident that this page is about, where the seed says so.
    pub incident: Option<String>,
    /// Whether somebody saw this address answer, and who says so.
    pub confirmed: Option<String>,
    /// Where the address is from.
    pub citation: Option<String>,
}

/// One incident, as its seed file states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentSeed {
    /// Short name.
    pub slug: String,
    /// Name as people write it.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// CVE and GHSA ids that are right.
    pub ids: Vec<String>,
    /// Ids that people use by mistake.
    pub wrong_ids: Vec<String>,
    /// What happened when, with who says so.
    pub events: Vec<ReferenceEvent>,
}

/// What a reference event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReferenceKind {
    /// Users are, or may be, harmed from then on, and nobody who would act against it is known to know.
    Exposure,
    /// An id was reserved, which says nothing of who knew.
    Reserved,
    /// Known to some who can act, before the public.
    Private,
    /// Known to the public.
    Public,
    /// A fix was published.
    Fix,
}

impl ReferenceKind {
    /// All kinds, in the order in which help texts list them.
    pub const ALL: [Self; 5] = [Self::Exposure, Self::Reserved, Self::Private, Self::Public, Self::Fix];

    /// The name used in seeds and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exposure => "exposure",
            Self::Reserved => "reserved",
            Self::Private => "private",
            Self::Public => "public",
            Self::Fix => "fix",
        }
    }

    /// Whether response times are measured from events of this kind: somebody could answer from then on.
    pub fn is_measured_from(self) -> bool {
        matches!(self, Self::Private | Self::Public | Self::Fix)
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// One event that a response is measured against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceEvent {
    /// What it is.
    pub kind: ReferenceKind,
    /// The time, to its own precision, ISO 8601: `2014-04-07`, `2014-04-07T17:30Z`.
    pub time: crate::Stamp,
    /// What happened.
    pub label: String,
    /// Who says so.
    pub citation: String,
    /// The one that response times are measured from, among those of its kind.
    pub anchor: bool,
}
