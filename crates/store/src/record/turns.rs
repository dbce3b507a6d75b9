//! Who may write what a provider said: visits beside one another, or a second reading alone.
//!
//! Both take a lock on the provider, until their transaction ends. It comes before any lock on a row, so that neither
//! waits for the other in a circle, and it holds up nobody else's visits.

use sqlx::PgConnection;

use crate::error::{Doing, StoreError};

/// A visit of the provider is recorded, beside others.
pub(super) async fn with_others(conn: &mut PgConnection, provider_id: i64) -> Result<(), StoreError> {
    take(conn, "select pg_advisory_xact_lock_shared(hashtext('trail.recording'), $1)", provider_id).await
}

/// All that the provider said is put in place anew, and nothing is recorded meanwhile.
pub(crate) async fn alone(conn: &mut PgConnection, provider_id: i64) -> Result<(), StoreError> {
    take(conn, "select pg_advisory_xact_lock(hashtext('trail.recording'), $1)", provider_id).await
}

async fn take(conn: &mut PgConnection, sql: &'static str, provider_id: i64) -> Result<(), StoreError> {
    sqlx::query(sql)
        // Such a lock has 32 bits; two providers that share one would merely wait for each other.
        .bind(i32::try_from(provider_id & 0x7fff_ffff).unwrap_or(0))
        .execute(conn)
        .await
        .doing("take turns in writing what a provider said")
        .map(drop)
}
