//! An extraction: the facts read out of one capture.

use serde::{Deserialize, Serialize};

use crate::{
    EvidenceClass, Post, RecordEvent, Response, SecurityTxt, SignalReading, Span, Stamp, Truncation,
};

/// What kind of document the bytes turned out to be, by their shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// A page that is itself a post.
    Article,
    /// An HTML page that lists posts.
    Listing,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A sitemap or an index of sitemaps.
    Sitemap,
    /// A status page or its API.
    Status,
    /// A security advisory.
    Advisory,
    /// A record of flaws: an entry or a list of CVE, NVD, OSV, KEV or a distribution's tracker.
    Record,
    /// A robots.txt file.
    Robots,
    /// A security.txt file.
    SecurityTxt,
    /// Nothing was read: an error page, an empty body, or a shape that no adapter knows.
    Unparsed,
}

impl DocumentKind {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Listing => "listing",
            Self::Feed => "feed",
            Self::Sitemap => "sitemap",
            Self::Status => "status",
            Self::Advisory => "advisory",
            Self::Record => "record",
            Self::Robots => "robots",
            Self::SecurityTxt => "security-txt",
            Self::Unparsed => "unparsed",
        }
    }
}

/// An author as a feed entry names them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryAuthor {
    /// The name.
    pub name: Option<String>,
    /// The address.
    pub email: Option<String>,
}

/// What a feed says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedHead {
    /// Its name, as plain text.
    pub title: Option<String>,
    /// What it says that it is about, as it stands there (it may be HTML).
    pub subtitle: Option<String>,
    /// The absolute address of the page that it is the feed of.
    pub link: Option<String>,
    /// Its own id.
    pub id: Option<String>,
    /// When it says that it was published.
    pub published: Option<Stamp>,
    /// When it says that it was changed.
    pub updated: Option<Stamp>,
    /// Who signs it as a whole.
    pub authors: Vec<EntryAuthor>,
    /// Its language, ISO 639-1.
    pub language: Option<String>,
    /// The address that its generator would give to its next older page, where the feed links to none.
    #[serde(default)]
    pub paged: Option<String>,
}

/// One entry of a feed or of an index: what a listing says of a post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The headline, as plain text.
    pub title: Option<String>,
    /// The absolute address of the post.
    pub link: Option<String>,
    /// The entry's own id (`guid`, `atom:id`).
    pub id: Option<String>,
    /// When the entry says that it was published.
    pub published: Option<Stamp>,
    /// When the entry says that it was updated.
    pub updated: Option<Stamp>,
    /// Who the entry names.
    pub authors: Vec<EntryAuthor>,
    /// The summary, as it stands in the feed (it may be HTML).
    pub summary: Option<String>,
    /// The content, as it stands in the feed (it may be HTML).
    pub content: Option<String>,
    /// The words of summary and content, as plain text and cut; `None` where they say nothing, and where the entries of
    /// the document are posts.
    #[serde(default)]
    pub text: Option<String>,
}

/// What may be found behind a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkRel {
    /// A post: to be fetched and read.
    Post,
    /// A feed of the same source.
    Feed,
    /// A sitemap, or a part of a sitemap index.
    Sitemap,
    /// The next or previous page of a listing.
    Page,
    /// A link in the text of a post, which the post cites: not followed for that.
    Cited,
    /// Any other link: not followed.
    Other,
}

impl LinkRel {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Feed => "feed",
            Self::Sitemap => "sitemap",
            Self::Page => "page",
            Self::Cited => "cited",
            Self::Other => "other",
        }
    }
}

/// A link that the document holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The absolute address, without fragment.
    pub url: String,
    /// What may be found there.
    pub rel: LinkRel,
}

/// Something that could not be read, or that a reader should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// A short name for it, in kebab case, such as `unparsed` or `xml-repaired`.
    pub code: String,
    /// What happened, for a person.
    pub detail: String,
}

impl Note {
    /// The code of the note that a content coding ends early or breaks.
    pub const CODING_DAMAGED: &'static str = "content-damaged";
    /// The code of the note that a content coding gives more than our limit.
    pub const CODING_CAPPED: &'static str = "content-capped";

    /// A note.
    pub fn new(code: &str, detail: impl Into<String>) -> Self {
        Self { code: code.to_owned(), detail: detail.into() }
    }
}

/// Where a mention of an incident stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MentionPlace {
    /// In the headline.
    Title,
    /// In the text.
    Text,
    /// The seed says that this page is about the incident.
    Seed,
    /// In the headline of an entry.
    EntryTitle,
    /// In the text of an entry.
    EntryText,
}

impl MentionPlace {
    /// Whether it is a place in an entry of a feed or a listing, and not in a post.
    pub fn is_of_entry(self) -> bool {
        matches!(self, Self::EntryTitle | Self::EntryText)
    }

    /// The name used in SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title | Self::EntryTitle => "title",
            Self::Text | Self::EntryText => "text",
            Self::Seed => "seed",
        }
    }
}

/// How a text uses the name or the id of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionManner {
    /// A sentence speaks of the incident.
    Statement,
    /// It is the heading of a part of the text.
    Heading,
    /// Another incident is measured by it, or set apart from it.
    Comparison,
    /// It is one of several incidents or ids in a row.
    List,
    /// It leads to another text, such as one of several related posts.
    Aside,
}

impl MentionManner {
    /// The name used in SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Heading => "heading",
            Self::Comparison => "comparison",
            Self::List => "list",
            Self::Aside => "aside",
        }
    }
}

/// The names and ids by which an incident is recognised in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentTerms {
    /// The incident's slug.
    pub slug: String,
    /// Its name, aliases, right and wrong ids.
    pub terms: Vec<String>,
}

/// A term of an incident that stands in a post, in one of its updates or in an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Index of the post in [`Extraction::posts`]; of a place in an entry, that of the entry in [`Extraction::entries`].
    pub post: usize,
    /// Index of the update in [`Post::updates`]; `None` for the post itself.
    pub update: Option<usize>,
    /// The incident's slug.
    pub incident: String,
    /// The term as the incident's seed has it.
    pub term: String,
    /// Where it stands.
    pub place: MentionPlace,
    /// How it is used there.
    pub manner: MentionManner,
    /// Its bytes in the title or the text; empty for `Seed`.
    pub span: Span,
    /// The bytes of the text that are about the incident by this: the sentence, and of a heading itself with what stands
    /// under it. Empty for what counts for the whole text, as a title and a seed do.
    pub scope: Span,
    /// The sentence around it.
    pub quote: String,
}

/// The facts read out of one capture. Same bytes, address and extractor version: same facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extraction {
    /// The version of the rules that read it.
    pub extractor_version: String,
    /// The adapter that read it, such as `article`, `atom` or `statuspage-api`.
    pub adapter: String,
    /// What the answer is evidence of. Only `Ok` holds statements.
    #[serde(default)]
    pub evidence: EvidenceClass,
    /// What the document is.
    pub kind: DocumentKind,
    /// The platform that a status page runs on, such as `statuspage` or `incident-io`, by the shape of the
    /// document; `None` for any other document and where the shape does not tell.
    pub platform: Option<String>,
    /// The statements in it.
    pub posts: Vec<Post>,
    /// What a feed says of itself; `None` where the document is none.
    #[serde(default)]
    pub feed: Option<FeedHead>,
    /// What a feed or an index says of its posts.
    pub entries: Vec<Entry>,
    /// Where it leads.
    pub links: Vec<Link>,
    /// What the document says happened to flaws.
    #[serde(default)]
    pub records: Vec<RecordEvent>,
    /// The security.txt that the document is; `None` for any other document.
    #[serde(default)]
    pub security_txt: Option<SecurityTxt>,
    /// What the texts say of the criteria; a text that is not among them was not assessed.
    #[serde(default)]
    pub signals: Vec<SignalReading>,
    /// What could not be read.
    pub notes: Vec<Note>,
}

impl Extraction {
    /// One that holds nothing, of a document of that kind, by the rules of that version.
    pub fn nothing(extractor_version: &str, kind: DocumentKind) -> Self {
        Self {
            extractor_version: extractor_version.to_owned(),
            adapter: String::new(),
            evidence: EvidenceClass::Ok,
            kind,
            platform: None,
            posts: Vec::new(),
            feed: None,
            entries: Vec::new(),
            links: Vec::new(),
            records: Vec::new(),
            security_txt: None,
            signals: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Why what was read of `response` is not whole; `None` where it is. A length that was kept says nothing of the
    /// coding inside: where that ends early, the part came from somewhere whose connection broke off.
    pub fn truncation(&self, response: &Response) -> Option<Truncation> {
        response.truncated.or_else(|| {
            if self.broken_coding().is_some() {
                return Some(Truncation::Disconnect);
            }
            self.noted(Note::CODING_CAPPED).map(|_| Truncation::Length)
        })
    }

    /// How the content coding of the body ends early or breaks, where it does.
    pub fn broken_coding(&self) -> Option<&str> {
        self.noted(Note::CODING_DAMAGED)
    }

    fn noted(&self, code: &str) -> Option<&str> {
        self.notes.iter().find(|note| note.code == code).map(|note| note.detail.as_str())
    }
}
