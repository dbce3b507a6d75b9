//! A post by what a person calls it.

use sqlx::FromRow;

use crate::Store;
use crate::address::url_key;
use crate::error::{Doing, StoreError};

/// Posts that are named at most where several fit.
const MOST: i64 = 20;

/// A post, named for a person.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct PostName {
    /// Row of `posts`.
    pub id: i64,
    /// The provider's slug.
    pub provider: String,
    /// article, status-incident, advisory or security-txt.
    pub kind: String,
    /// Where a reader finds it.
    pub url: Option<String>,
    /// Its identity within its provider.
    pub key: String,
    /// Its latest headline.
    pub title: Option<String>,
}

const FIND: &str = "\
select p.id, v.slug as provider, p.kind, p.url, p.key,
       (select r.title from revisions r where r.post_id = p.id order by r.number desc limit 1) as title
  from posts p join providers v on v.id = p.provider_id";

impl Store {
    /// The posts that `name` can mean: a number of `posts`, an address or a key; where none is that, a part of
    /// an address or of a headline. At most twenty.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn posts_named(&self, name: &str) -> Result<Vec<PostName>, StoreError> {
        const DOING: &str = "look for a post";
        let number = name.parse::<i64>().ok();
        let key = url::Url::parse(name).ok().map(|url| url_key(&url));
        let exact: Vec<PostName> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "{FIND} where p.id = $1 or p.key = $2 or p.url_key = $3
                 or exists (select 1 from sightings s join frontier f on f.id = s.frontier_id
                             where s.post_id = p.id and s.update_key = '' and f.url_key = $3 and f.role = 'post')
              order by p.id limit $4"
        )))
        .bind(number)
        .bind(name)
        .bind(key)
        .bind(MOST)
        .fetch_all(&self.pool)
        .await
        .doing(DOING)?;
        if !exact.is_empty() || number.is_some() {
            return Ok(exact);
        }
        let literal = name.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let part = format!("%{literal}%");
        sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "{FIND} where p.url ilike $1 or p.key ilike $1
                 or exists (select 1 from revisions r where r.post_id = p.id and r.title ilike $1)
              order by p.id limit $2"
        )))
        .bind(part)
        .bind(MOST)
        .fetch_all(&self.pool)
        .await
        .doing(DOING)
    }
}
