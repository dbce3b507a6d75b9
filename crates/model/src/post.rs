//! A post: one public statement, with its times, its authors and the updates inside it.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{Attribution, Byline, Sha256Digest, Span, Stamp};

/// What kind of statement a post is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PostKind {
    /// An article, a blog post, a press release.
    Article,
    /// An incident on a status page; its updates are its statements.
    StatusIncident,
    /// A security advisory.
    Advisory,
    /// A security.txt file.
    SecurityTxt,
}

impl PostKind {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::StatusIncident => "status-incident",
            Self::Advisory => "advisory",
            Self::SecurityTxt => "security-txt",
        }
    }
}

/// Which time a stamp is. Claimed times are `Published` and `Updated`; `Recorded` and `Edited` are what
/// a platform's own record discloses beside what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StampRole {
    /// When the provider says that it was first published.
    Published,
    /// When the provider says that it was last changed.
    Updated,
    /// When the platform's record was made.
    Recorded,
    /// When the platform's record was last edited.
    Edited,
}

impl StampRole {
    /// The name used in SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Updated => "updated",
            Self::Recorded => "recorded",
            Self::Edited => "edited",
        }
    }
}

/// A time that was found on the page for one of the roles, the chosen ones included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// What it was found for.
    pub role: StampRole,
    /// The time.
    pub stamp: Stamp,
    /// Whether the rules picked it.
    pub chosen: bool,
}

/// A CVE or GHSA id that stands in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// The id in its canonical spelling.
    pub id: String,
    /// Where it stands first in [`Post::text`] (bytes), where it does.
    pub span: Option<Span>,
}

/// A dated statement inside a post: an update block, or one entry of a status incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// The platform's id of it; where there is none, its claimed time and status. Never its text: that
    /// is what providers rewrite.
    pub key: String,
    /// The status as written (`Investigating`, `resolved`), where there is one.
    pub status: Option<String>,
    /// When the provider says that it was said.
    pub claimed: Option<Stamp>,
    /// When the platform's record was made.
    pub recorded: Option<Stamp>,
    /// When the platform's record was last edited.
    pub edited: Option<Stamp>,
    /// What it says.
    pub text: String,
    /// Where it stands in [`Post::text`] (bytes), from its first word to its last, where it does: what stands
    /// there was said with the update, and not with the post.
    pub span: Option<Span>,
    /// Who signed it.
    pub authors: Vec<Byline>,
    /// The services that it is said to concern, as named; empty where it does not say.
    pub components: Vec<String>,
}

/// One public statement as one capture shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Its identity within its provider: the canonical address, or the platform's id.
    pub key: String,
    /// Where a reader finds it.
    pub url: Option<String>,
    /// What kind of statement it is.
    pub kind: PostKind,
    /// Its headline.
    pub title: Option<String>,
    /// Its main text: blocks separated by a newline, without boilerplate.
    pub text: String,
    /// Language of the text, ISO 639-1, where it is known.
    pub language: Option<String>,
    /// When it was published, as the rules pick it.
    pub published: Option<Stamp>,
    /// When it was last updated, as the rules pick it.
    pub updated: Option<Stamp>,
    /// All times that were found, losers included.
    pub candidates: Vec<Candidate>,
    /// Who signed it.
    pub authors: Vec<Byline>,
    /// Whom its text lets speak.
    pub attributions: Vec<Attribution>,
    /// The statements inside it, oldest first.
    pub updates: Vec<Update>,
    /// The ids in its text.
    pub identifiers: Vec<Identifier>,
}

/// By how much a claimed time lies before the recorded one, where it is more than five minutes. Of times
/// that are not exact, the two ends that are nearest to each other count.
pub fn backdated_by(claimed: Option<&Stamp>, recorded: Option<&Stamp>) -> Option<TimeDelta> {
    let (_, claimed) = claimed?.bounds()?;
    let (recorded, _) = recorded?.bounds()?;
    Some(recorded - claimed).filter(|apart| *apart > BACKDATED)
}

impl Post {
    /// What makes a revision: the title, the text and the updates' words, white space folded. Markup,
    /// links and times are not part of it.
    pub fn text_digest(&self) -> Sha256Digest {
        let mut words = String::new();
        let parts = [self.title.as_deref().unwrap_or_default(), &self.text];
        let updates = self.updates.iter().flat_map(|update| {
            [update.key.as_str(), update.status.as_deref().unwrap_or_default(), update.text.as_str()]
        });
        for part in parts.into_iter().chain(updates) {
            for word in part.split_whitespace() {
                words.push_str(word);
                words.push(' ');
            }
            words.push('\n');
        }
        Sha256Digest::of(words.as_bytes())
    }
}

/// A claimed time that lies longer than this before the platform's own record was set back by hand. People
/// write first and publish then; minutes are the printed precision of most pages.
const BACKDATED: TimeDelta = TimeDelta::minutes(5);

impl Update {
    /// By how much its claimed time lies before the platform's record of it, where it is more than five
    /// minutes: what the page shows was set back. `None` too where one of the times is not known.
    pub fn backdated_by(&self) -> Option<TimeDelta> {
        backdated_by(self.claimed.as_ref(), self.recorded.as_ref())
    }

    /// What makes a version of an update: its status and its words, white space folded.
    pub fn text_digest(&self) -> Sha256Digest {
        let status = self.status.as_deref().unwrap_or_default();
        let words: Vec<&str> = self.text.split_whitespace().collect();
        Sha256Digest::of(format!("{status}\n{}", words.join(" ")).as_bytes())
    }
}
