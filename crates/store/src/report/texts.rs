//! Texts that took the place of others.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

/// A text of a post, and what became of the one before.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct TextChange {
    /// The provider's slug.
    pub provider: String,
    /// article, status-incident, advisory or security-txt.
    pub post_kind: String,
    /// Where a reader finds the post.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// The number of this text.
    pub revision: i32,
    /// numbers-and-dates, boilerplate, reversion, variant-flip or substantive; `None` where no look compared them.
    pub class: Option<String>,
    /// Whether something else is said and no claimed time of an update moved.
    pub silent: Option<bool>,
    /// What the claimed time of the last update did: moved, same or unstated.
    pub update_time: Option<String>,
    /// Words that the text before has and this one has not.
    pub words_removed: Option<i32>,
    /// Words that this text has and the one before has not.
    pub words_added: Option<i32>,
    /// When this text was seen first.
    pub first_seen_at: DateTime<Utc>,
    /// The last look before.
    pub last_not_seen_at: Option<DateTime<Utc>>,
    /// live, or where the capture was brought from.
    pub first_seen_by: String,
    /// The runs of words that were removed and added, in order; those that stayed are left out. `None` where there are none.
    #[sqlx(json(nullable))]
    pub difference: Option<Vec<ChangedWords>>,
    /// Row of `posts`.
    pub post_id: i64,
    /// File name of the WARC file.
    pub segment: String,
    /// Where the record's gzip member starts, in bytes.
    pub record_offset: i64,
    /// WARC-Record-ID.
    pub record_id: String,
}

/// A run of words that one of two texts has and the other has not.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct ChangedWords {
    /// Whether the later text has them.
    pub added: bool,
    /// The words.
    pub words: String,
}

/// What a text in the place of another is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// Something else is said, and no claimed time of an update moved.
    Silent,
    /// A claimed time of an update moved, or a dated update came with it.
    Open,
    /// An earlier text came back, and no time of an update tells so.
    Back,
    /// No time of an update moved, and what was changed says nothing else, or nobody can say whether it does.
    Other,
    /// A status page got a further entry, as such pages do.
    Entry,
}

impl TextChange {
    /// What it is.
    pub fn edit(&self) -> Edit {
        match (self.silent, self.post_kind.as_str(), self.update_time.as_deref()) {
            (Some(true), ..) => Edit::Silent,
            (_, "status-incident", Some("moved")) => Edit::Entry,
            (_, _, Some("moved")) => Edit::Open,
            _ if self.class.as_deref() == Some("reversion") => Edit::Back,
            _ => Edit::Other,
        }
    }
}

pub(super) const CHANGES: &str = "\
select r.provider, r.post_kind, r.url, r.title, r.revision, r.change_class as class, r.silent_edit as silent, r.update_time,
       r.words_removed, r.words_added, r.first_seen_at, r.last_not_seen_at, r.first_seen_by, d.difference, r.post_id,
       r.segment, r.record_offset, r.record_id
  from research.revisions r
  left join lateral (
       select json_agg(json_build_object('added', p.op = 'added', 'words', p.words) order by p.place) as difference
         from diff_revisions(r.post_id, r.revision - 1, r.revision) p where p.op <> 'equal') d on true
 where $1 = any (r.incidents) and r.revision > 1
 order by r.first_seen_at, r.provider, r.revision";
