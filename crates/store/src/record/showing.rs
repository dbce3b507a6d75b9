//! Whether a list would have shown a new post: it is there, it is a list, and it is not emptied or replaced by something else.
//!
//! What a look did not show bounds from below when a post came, and a silence rests on it. So an error page with status
//! 200, a feed whose items are lost and a front page in the place of a feed are no looks that saw nothing new: they saw
//! nothing. `observations.complete` has the answer, and everything that asks it asks there.

use chrono::{DateTime, Utc};
use model::{CaptureKind, DocumentKind, Extraction, LinkRel, Note, Role, SourceKind, Visit};
use sqlx::{FromRow, PgConnection};

use super::outcome::Verdict;
use super::visit::Turn;
use super::walks;
use crate::error::{Doing, StoreError};

/// The extractor's note of a page in which no list was found.
const EMPTY: &str = "listing-empty";

/// Our notes of a list that is not what it was.
const EMPTIED: &str = "list-emptied";
const REPLACED: &str = "list-replaced";

const DOING: &str = "see whether a list shows what it showed before";

/// The last look at an address that would have shown something, with what stood there.
#[derive(FromRow)]
struct Last {
    looked_at: DateTime<Utc>,
    kind: String,
}

/// Whether new posts come by the address. That nothing stands at the address of a security.txt is all there is to see.
pub(super) fn is_list(visit: &Visit) -> bool {
    visit.role == Role::Listing && visit.source.kind != SourceKind::SecurityTxt
}

/// Says of a look at a list that it would not have shown a new post, where what was read tells so: no list was found in
/// it, it shows nothing and showed entries before, or another page stands in the place of a feed. Returns what there is
/// to note.
pub(super) async fn judge(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    verdict: &mut Verdict,
) -> Result<Option<Note>, StoreError> {
    let extraction = turn.extraction;
    if !verdict.complete || !verdict.speaks() || !is_list(turn.visit()) {
        return Ok(None);
    }
    if turn.capture.kind == Some(CaptureKind::NotModified) {
        // Nothing was sent: what stands there is what stood there, be it a list or not.
        verdict.complete = !stood_in(conn, turn).await?;
        return Ok(None);
    }
    if extraction.notes.iter().any(|note| note.code == EMPTY) {
        // The extractor says so itself.
        verdict.complete = false;
        return Ok(None);
    }
    let note = if !shows(extraction) && had_entries(conn, turn).await? {
        Note::new(EMPTIED, "it shows nothing, and showed entries before")
    } else if is_page(extraction.kind.as_str())
        && let Some(last) = last(conn, turn).await?.filter(|last| !is_page(&last.kind))
        && !walks::knows(conn, turn, last.looked_at).await?
    {
        let detail = format!("a page stands where a {} stood, and shows nothing of it", last.kind);
        Note::new(REPLACED, detail)
    } else {
        return Ok(None);
    };
    verdict.complete = false;
    Ok(Some(note))
}

/// Whether the last answer with a body was no list that would have shown a new post.
async fn stood_in(conn: &mut PgConnection, turn: &Turn<'_>) -> Result<bool, StoreError> {
    sqlx::query_scalar(
        "select exists (
            select 1 from (select id from observations
                            where frontier_id = $1 and looked_at < $2 and outcome = 'answered'
                            order by looked_at desc limit 1) o
              join public.notes n on n.observation_id = o.id and n.code = any($3))",
    )
    .bind(turn.visit().frontier_id)
    .bind(turn.looked_at)
    .bind([EMPTY, EMPTIED, REPLACED].as_slice())
    .fetch_one(conn)
    .await
    .doing(DOING)
}

/// Whether there is anything in it that a list is made of.
fn shows(extraction: &Extraction) -> bool {
    let leads = |rel| matches!(rel, LinkRel::Post | LinkRel::Feed | LinkRel::Sitemap);
    !extraction.entries.is_empty()
        || extraction.links.iter().any(|link| leads(link.rel))
        || (extraction.kind != DocumentKind::Article && !extraction.posts.is_empty())
}

/// Whether a document is a page for readers, and not a feed or another list for programs.
fn is_page(kind: &str) -> bool {
    [DocumentKind::Article, DocumentKind::Listing].iter().any(|page| page.as_str() == kind)
}

/// Whether the address showed an entry, or led to a post, before this look. A status page on which nothing happens may
/// show nothing.
async fn had_entries(conn: &mut PgConnection, turn: &Turn<'_>) -> Result<bool, StoreError> {
    let visit = turn.visit();
    if visit.source.kind == SourceKind::Status {
        return Ok(false);
    }
    sqlx::query_scalar(
        "select exists (select 1 from entries where frontier_id = $1 and first_seen_at < $2)
             or exists (select 1 from frontier where via_id = $1 and depth > $3 and discovered_at < $2)",
    )
    .bind(visit.frontier_id)
    .bind(turn.looked_at)
    .bind(visit.depth)
    .fetch_one(conn)
    .await
    .doing(DOING)
}

async fn last(conn: &mut PgConnection, turn: &Turn<'_>) -> Result<Option<Last>, StoreError> {
    sqlx::query_as(
        "select looked_at, document_kind::text as kind from observations
          where frontier_id = $1 and looked_at < $2 and complete and document_kind is not null
          order by looked_at desc limit 1",
    )
    .bind(turn.visit().frontier_id)
    .bind(turn.looked_at)
    .fetch_optional(conn)
    .await
    .doing(DOING)
}
