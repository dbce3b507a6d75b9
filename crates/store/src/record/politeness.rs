//! Hosts that turn out to be on one platform are asked as one, also where their names do not say so.

use model::platform_of_answer;
use sqlx::PgConnection;

use super::visit::Turn;
use crate::error::{Doing, StoreError};

const DOING: &str = "join a host with its platform";

const GROUP: &str = "insert into politeness_groups (name) values ($1) on conflict (name) do nothing";

const ORIGIN: &str = "\
update origins o set platform = $2, group_id = g.id
  from frontier f, politeness_groups g
 where f.id = $1 and o.id = f.origin_id and g.name = $2 and o.group_id <> g.id
returning o.id, g.id";

const ADDRESSES: &str = "update frontier set group_id = $2 where origin_id = $1 and group_id <> $2";

/// The platform was just asked, through this host: it rests as the host does.
const REST: &str = "\
update politeness_groups
   set next_at = greatest(next_at, clock_timestamp() + make_interval(secs => $2)) where id = $1";

/// Puts the origin of this visit into the group of the platform that the answer shows it to be on. The lease
/// of its old group is held, so nobody else visits any of its addresses meanwhile.
pub(super) async fn apply(conn: &mut PgConnection, turn: &Turn<'_>, rest_s: f64) -> Result<(), StoreError> {
    let Some(response) = turn.capture.response() else { return Ok(()) };
    let shape = turn.extraction.platform.as_deref().unwrap_or(&turn.extraction.adapter);
    let Some(platform) = platform_of_answer(response, shape) else { return Ok(()) };
    if turn.visit().group == platform {
        return Ok(());
    }
    sqlx::query(GROUP).bind(platform).execute(&mut *conn).await.doing(DOING)?;
    let moved: Option<(i64, i64)> = sqlx::query_as(ORIGIN)
        .bind(turn.visit().frontier_id)
        .bind(platform)
        .fetch_optional(&mut *conn)
        .await
        .doing(DOING)?;
    let Some((origin_id, group_id)) = moved else { return Ok(()) };
    sqlx::query(ADDRESSES).bind(origin_id).bind(group_id).execute(&mut *conn).await.doing(DOING)?;
    sqlx::query(REST).bind(group_id).bind(rest_s).execute(conn).await.doing(DOING)?;
    Ok(())
}
