//! Which platform an address of a status page runs on, with its period. A page that moves usually answers
//! with status 200 all the same: only the shape tells.

use model::{CaptureKind, DocumentKind, Note, Role};
use sqlx::{FromRow, PgConnection};

use super::visit::Turn;
use crate::error::{Doing, StoreError};

const DOING: &str = "record the platform of a status page";

#[derive(FromRow)]
struct Stands {
    id: i64,
    platform: String,
}

/// Notes what platform the address shows. Returns the event, where it is another than before.
pub(super) async fn write(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    capture_id: i64,
) -> Result<Option<Note>, StoreError> {
    let visit = turn.visit();
    let shown = turn.extraction.platform.as_deref();
    // An answer without a body shows nothing: it says that the page is what it was.
    let bodiless = turn.capture.kind == Some(CaptureKind::NotModified);
    if bodiless || (shown.is_none() && turn.capture.payload_digest.is_none()) {
        return Ok(None);
    }
    // Most addresses never ran on one.
    if shown.is_none() && !turn.on_platform {
        return Ok(None);
    }
    let stands: Option<Stands> =
        sqlx::query_as("select id, platform from platforms where frontier_id = $1 and valid_to is null")
            .bind(visit.frontier_id)
            .fetch_optional(&mut *conn)
            .await
            .doing(DOING)?;
    match (&stands, shown) {
        (None, None) => return Ok(None),
        (Some(stands), Some(shown)) if stands.platform == shown => {
            sqlx::query("update platforms set last_seen_at = greatest(last_seen_at, $2) where id = $1")
                .bind(stands.id)
                .bind(turn.looked_at)
                .execute(conn)
                .await
                .doing(DOING)?;
            return Ok(None);
        }
        // A feed without entries has a shape that tells nothing, and a page of the platform may not be read.
        (Some(_), None) if !another(turn) => return Ok(None),
        _ => {}
    }
    if let Some(stands) = &stands {
        sqlx::query("update platforms set valid_to = $2 where id = $1")
            .bind(stands.id)
            .bind(turn.looked_at)
            .execute(&mut *conn)
            .await
            .doing(DOING)?;
    }
    if let Some(shown) = shown {
        sqlx::query(
            "insert into platforms (frontier_id, provider_id, platform, valid_from, last_seen_at, capture_id)
             values ($1, $2, $3, $4, $4, $5) on conflict (frontier_id, valid_from) do nothing",
        )
        .bind(visit.frontier_id)
        .bind(visit.source.provider_id)
        .bind(shown)
        .bind(turn.looked_at)
        .bind(capture_id)
        .execute(&mut *conn)
        .await
        .doing(DOING)?;
    }
    let before = match stands {
        Some(stands) => Some(stands.platform),
        None => last(conn, visit.frontier_id, turn).await?,
    };
    Ok(event(before.as_deref(), shown))
}

/// Whether the answer is a document of another kind than the platform would give: not only one in which
/// nothing is said.
fn another(turn: &Turn<'_>) -> bool {
    turn.visit().role != Role::Robots
        && !matches!(turn.extraction.kind, DocumentKind::Feed | DocumentKind::Status)
}

/// The platform that the address showed before, after a time in which it showed none.
async fn last(
    conn: &mut PgConnection,
    frontier_id: i64,
    turn: &Turn<'_>,
) -> Result<Option<String>, StoreError> {
    sqlx::query_scalar(
        "select platform from platforms where frontier_id = $1 and valid_from < $2 order by valid_from desc limit 1",
    )
    .bind(frontier_id)
    .bind(turn.looked_at)
    .fetch_optional(conn)
    .await
    .doing(DOING)
}

fn event(before: Option<&str>, shown: Option<&str>) -> Option<Note> {
    match (before, shown) {
        (Some(before), Some(shown)) if before != shown => {
            Some(Note::new("platform-changed", format!("the page ran on {before}; now it runs on {shown}")))
        }
        (Some(before), None) => Some(Note::new(
            "platform-lost",
            format!("the page ran on {before}; what it shows now has another shape"),
        )),
        _ => None,
    }
}
