//! What a perfect crawl of the world must find.

use chrono::{DateTime, Utc};
use model::{AuthorKind, PostKind, Signal};

/// What a perfect crawl must find, of all providers.
#[derive(Debug, Clone)]
pub struct Truth {
    /// In the order of the seeds.
    pub providers: Vec<ProviderTruth>,
    /// Addresses that a source leads to and robots.txt forbids: never to be asked for.
    pub forbidden: Vec<&'static str>,
}

impl Truth {
    /// The truth of one provider.
    pub fn provider(&self, slug: &str) -> Option<&ProviderTruth> {
        self.providers.iter().find(|provider| provider.slug == slug)
    }
}

/// What a perfect crawl must find of one provider.
#[derive(Debug, Clone)]
pub struct ProviderTruth {
    /// The provider's slug.
    pub slug: &'static str,
    /// How it answers the crisis, in a few words.
    pub manner: &'static str,
    /// Its posts, oldest claim first, those about other matters included.
    pub posts: Vec<PostTruth>,
    /// Which signals a reader of the code book finds in what it says of Heartbleed, in whatever revision; those that are
    /// suggestions for coders left out.
    pub signals: &'static [Signal],
}

impl ProviderTruth {
    /// Its posts about Heartbleed.
    pub fn trail(&self) -> impl Iterator<Item = &PostTruth> {
        self.posts.iter().filter(|post| post.about_incident)
    }
}

/// One post as a perfect crawl has it at the end.
#[derive(Debug, Clone)]
pub struct PostTruth {
    /// Its address, after redirects.
    pub url: &'static str,
    /// Its headline.
    pub title: &'static str,
    /// What kind of statement it is.
    pub kind: PostKind,
    /// Whether it names Heartbleed, in any spelling.
    pub about_incident: bool,
    /// The first instant at which it can be seen.
    pub appears: DateTime<Utc>,
    /// When it claims to be published.
    pub published: TimeTruth,
    /// Who signs it, in order.
    pub authors: Vec<AuthorTruth>,
    /// How many different texts it shows over the world's days, at least 1.
    pub revisions: usize,
    /// The dated statements inside it, oldest claim first.
    pub updates: Vec<UpdateTruth>,
    /// What is odd about it.
    pub oddities: Vec<Oddity>,
}

/// A claimed time, as exact as the most exact place that states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeTruth {
    /// The wall clock as written, ISO 8601 without offset, to its own precision.
    pub local: &'static str,
    /// The offset from UTC, `-07:00`; `None` where none can be known.
    pub offset: Option<&'static str>,
}

/// An author as the page names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthorTruth {
    /// The name as written.
    pub name: &'static str,
    /// Person or organisation.
    pub kind: AuthorKind,
    /// The job title as written.
    pub job_title: Option<&'static str>,
}

/// A dated statement inside a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UpdateTruth {
    /// The status, where there is one.
    pub status: Option<&'static str>,
    /// When it claims to be said.
    pub claimed: TimeTruth,
    /// When the platform's record was made, RFC 3339, where the platform tells.
    pub recorded: Option<&'static str>,
    /// The first instant at which it can be seen.
    pub appears: DateTime<Utc>,
    /// How many different texts it shows over the world's days, at least 1.
    pub revisions: usize,
}

/// What is odd about a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// It, or an update inside it, claims to be older than a look that did not see it.
    BackDated,
    /// Its text, or that of an update inside it, changed without a later claimed time.
    SilentEdit,
    /// Its bytes changed and its text did not.
    MarkupEdit,
    /// It says that it was updated, and when.
    OpenEdit,
    /// An update was entered long after the time that it claims.
    BackFilledUpdate,
}
