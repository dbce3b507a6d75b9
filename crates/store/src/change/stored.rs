//! The texts of a post as they are stored, with the updates that stood in each.

use sqlx::{FromRow, PgConnection};

use super::words::Words;
use crate::error::{Doing, StoreError};

/// One text of a post.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct StoredText {
    /// Number of the revision.
    pub number: i32,
    /// Headline; empty where none was read.
    pub title: String,
    /// Main text.
    pub text: String,
    /// What its updates say, with their status, oldest first. Those of an article stand in its text.
    pub updates: Vec<String>,
    /// The version of the rules that read it.
    pub extractor_version: String,
}

// The order of the updates is that of the function `revision_blocks`.
const TEXTS: &str = "\
select r.number, coalesce(r.title, '') as title, r.text, r.extractor_version,
       array(select concat_ws(': ', nullif(u.status, ''), nullif(u.text, ''))
               from (select distinct on (c.update_key) c.update_key, c.status, c.text,
                            coalesce(c.claimed_at, c.claimed_low_at) as placed_at
                       from communications c
                      where c.post_id = r.post_id and c.update_key <> '' and c.revision_id <= r.id and p.kind <> 'article'
                      order by c.update_key, c.version desc) u
              order by u.placed_at nulls last, u.update_key collate \"C\") as updates
  from revisions r join posts p on p.id = r.post_id where r.post_id = $1 and r.number = any($2) order by r.number";

impl StoredText {
    /// The texts of a post with these numbers, those that there are.
    pub async fn load(
        conn: &mut PgConnection,
        post: i64,
        numbers: &[i32],
    ) -> Result<Vec<StoredText>, StoreError> {
        sqlx::query_as(TEXTS).bind(post).bind(numbers).fetch_all(conn).await.doing("read the texts of a post")
    }

    /// Its words.
    pub fn words(&self) -> Words {
        Words::of(Some(&self.title), &self.text, self.updates.iter().map(String::as_str))
    }
}
