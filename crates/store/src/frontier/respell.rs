//! Another spelling of an address that never answered: the key is the same, and the way that is asked is not.
//!
//! The key of an address leaves out its scheme and `www.`, and the row keeps the spelling that was found first. Where that
//! never answered, since no server listens there or nothing stands there, a link that spells it in another way is taken
//! at its word: else one bad link hides a post for good. What the seeds write is theirs.

use std::collections::BTreeSet;

use sqlx::PgConnection;
use url::Url;

use super::enqueue::{Address, prepare_origins};
use crate::error::{Doing, StoreError};
use crate::rows::{Row, write};

const DOING: &str = "spell an address that never answered in another way";

/// Of the addresses ($1: keys, $2: how they are written now) those that were looked at, never answered, and are written in
/// another way.
const RESPELLED: &str = "\
select f.url_key
  from unnest($1, $2) as n (url_key, url) join frontier f on f.url_key = n.url_key
 where f.url <> n.url and f.active and f.role <> 'robots' and (f.depth > 0 or f.via_id is not null)
   and f.known_capture_id is null
   and exists (select 1 from observations o where o.frontier_id = f.id and o.made_by = 'live')
   and not exists (select 1 from observations o
                    where o.frontier_id = f.id and o.made_by = 'live' and o.outcome in ('answered', 'unchanged', 'moved'))";

/// Two lists may spell it in two ways of which none answers, so it is asked at once only so often until it answers, and then
/// when it is due by itself.
const RESPELL: &str = "\
update frontier f
   set url = r.url, origin_id = o.id, group_id = o.group_id, etag = null, last_modified = null,
       due_at = case when f.scheme_changes < 2 then least(f.due_at, r.due_at) else f.due_at end,
       scheme_changes = least(f.scheme_changes + 1, 2)
  from jsonb_to_recordset($1) as r (origin text, url text, url_key text, due_at timestamptz)
  join origins o on o.origin = r.origin
 where f.url_key = r.url_key";

/// The keys of those of the addresses, each with its key, that a link spells in another way than a row that never answered.
pub(crate) async fn respelled(
    conn: &mut PgConnection,
    links: &[(&str, &Url)],
) -> Result<BTreeSet<String>, StoreError> {
    let (keys, urls): (Vec<&str>, Vec<&str>) = links.iter().map(|(key, url)| (*key, url.as_str())).unzip();
    let keys: Vec<String> =
        sqlx::query_scalar(RESPELLED).bind(keys).bind(urls).fetch_all(conn).await.doing(DOING)?;
    Ok(keys.into_iter().collect())
}

/// Asks at these addresses as they are written now, where they never answered as they were.
pub(super) async fn respell(conn: &mut PgConnection, found: &[&Address<'_>]) -> Result<(), StoreError> {
    if found.is_empty() {
        return Ok(());
    }
    let links: Vec<(&str, &Url)> = found.iter().map(|it| (it.key, it.url)).collect();
    let keys = respelled(conn, &links).await?;
    let again: Vec<Address<'_>> = found.iter().filter(|it| keys.contains(it.key)).map(|it| **it).collect();
    if again.is_empty() {
        return Ok(());
    }
    prepare_origins(conn, &again).await?;
    let rows: Vec<Row> = again.iter().map(Address::row).collect();
    write(conn, RESPELL, &rows, DOING).await.map(drop)
}
