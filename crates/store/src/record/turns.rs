//! Who may write what a provider said: visits beside one another, or a second reading alone.
//!
//! Both take a lock on the provider, until their transaction ends. It comes before any lock on a row, so that neither
//! waits for the other in a circle, and it holds up nobody else's visits. Visits take theirs in the statement that locks the
//! row of the address (`visit.rs`), which saves each of them a round trip.

use sqlx::PgConnection;

use crate::error::{Doing, StoreError};

/// All that the provider said is put in place anew, and nothing is recorded meanwhile.
pub(crate) async fn alone(conn: &mut PgConnection, provider_id: i64) -> Result<(), StoreError> {
    take(conn, "select pg_advisory_xact_lock(hashtext('trail.recording'), $1)", provider_id).await
}

/// Such a lock has 32 bits; two providers that share one would merely wait for each other.
pub(super) fn key(provider_id: i64) -> i32 {
    i32::try_from(provider_id & 0x7fff_ffff).unwrap_or(0)
}

async fn take(conn: &mut PgConnection, sql: &'static str, provider_id: i64) -> Result<(), StoreError> {
    sqlx::query(sql)
        .bind(key(provider_id))
        .execute(conn)
        .await
        .doing("take turns in writing what a provider said")
        .map(drop)
}
