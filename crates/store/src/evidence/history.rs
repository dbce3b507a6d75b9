//! The texts that a post has had, and the difference of two of them.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::Store;
use crate::change::{Piece, StoredText, diff};
use crate::error::{Doing, StoreError};

const DOING: &str = "read the texts of a post";

/// One text of a post, and how it came about.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct RevisionLine {
    /// 1 for the first text that we saw.
    pub number: i32,
    /// Its headline.
    pub title: Option<String>,
    /// When we saw it first.
    pub first_seen_at: DateTime<Utc>,
    /// The last look before that would have shown it and did not.
    pub last_not_seen_at: Option<DateTime<Utc>>,
    /// The class of the change that led to it; `None` for the first.
    pub class: Option<String>,
    /// Words that the text before had and this one has not.
    pub words_removed: Option<i32>,
    /// Words that this one has and the text before had not.
    pub words_added: Option<i32>,
    /// Whether it is a silent edit.
    pub silent: Option<bool>,
    /// What the claimed time of the last update did: moved, same, unstated.
    pub update_time: Option<String>,
    /// Number of the text that came back.
    pub returns_to: Option<i32>,
    /// Whether another version of the rules read the text before.
    pub rules_differ: Option<bool>,
    /// The time that the provider claims for it, as written, with its offset where one is known.
    pub claimed: Option<String>,
    /// The version of the rules that read it.
    pub extractor_version: String,
}

const HISTORY: &str = "\
select r.number, r.title, r.first_seen_at, r.last_not_seen_at, c.class, c.words_removed, c.words_added, c.silent,
       c.update_time, c.returns_to, c.rules_differ, said.claimed, r.extractor_version
  from revisions r
  left join lateral (select * from changes c
                      where c.to_revision_id = r.id and c.from_revision_id <> r.id order by c.id limit 1) c on true
  left join lateral (select m.claimed_local || coalesce(' ' || m.claimed_utc_offset, '') as claimed
                       from communications m
                      where m.revision_id = r.id and m.claimed_local is not null
                      order by m.update_key = '' desc, m.claimed_low_at desc nulls last limit 1) said on true
 where r.post_id = $1 order by r.number";

impl Store {
    /// The texts that a post has had, oldest first.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn post_history(&self, post: i64) -> Result<Vec<RevisionLine>, StoreError> {
        sqlx::query_as(HISTORY).bind(post).fetch_all(&self.pool).await.doing(DOING)
    }

    /// The difference of two texts of a post by words: headline, text and updates. `None` where it has no such
    /// texts.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn post_diff(&self, post: i64, from: i32, to: i32) -> Result<Option<Vec<Piece>>, StoreError> {
        let mut conn = self.pool.acquire().await.doing(DOING)?;
        let texts = StoredText::load(&mut conn, post, &[from, to]).await?;
        let text = |number: i32| texts.iter().find(|it| it.number == number);
        Ok(match (text(from), text(to)) {
            (Some(before), Some(after)) => Some(diff(&before.words(), &after.words())),
            _ => None,
        })
    }
}
