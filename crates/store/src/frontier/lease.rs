//! Leases: how long a politeness group belongs to one worker. The server's clock decides, since workers on
//! several machines share it; no transaction is open while a page is fetched.

use std::time::Duration;

use model::Visit;
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::Store;
use crate::error::{Doing, StoreError};

/// Seconds that a lease lasts unless it is prolonged: so long does a group rest when its worker is killed.
pub const LEASE_S: i32 = 60;

impl Store {
    /// Prolongs the lease of a visit under way to [`LEASE_S`] from now. `false` when it has run out and the
    /// group belongs to another worker.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn visit_extend(&self, visit: &Visit) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "update politeness_groups set leased_until = clock_timestamp() + make_interval(secs => $1)
              where name = $2 and lease = $3",
        )
        .bind(f64::from(LEASE_S))
        .bind(&visit.group)
        .bind(visit.lease)
        .execute(&self.pool)
        .await
        .doing("prolong a lease")?;
        Ok(done.rows_affected() == 1)
    }

    /// Gives a visit back that was not made: its address stays due. `false` when the lease had run out.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn visit_release(&self, visit: &Visit) -> Result<bool, StoreError> {
        release(&self.pool, &visit.group, visit.lease).await
    }

    /// Gives back what `worker` had leased, for one that is known to be gone; how many groups. They rest for
    /// `rest` from now. Hosts that ask for a Crawl-delay are left out: how long they want to rest is said
    /// with a visit only, so their leases run out.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn leases_free(&self, worker: &str, rest: Duration) -> Result<u64, StoreError> {
        let done = sqlx::query(
            "update politeness_groups g
                set lease = null, leased_by = null, leased_until = null,
                    next_at = greatest(next_at, clock_timestamp() + make_interval(secs => $2))
              where leased_by = $1
                and not exists (select from origins o
                                 where o.group_id = g.id and o.robots_text ilike '%crawl-delay%')",
        )
        .bind(worker)
        .bind(rest.as_secs_f64())
        .execute(&self.pool)
        .await
        .doing("free the leases of a worker that is gone")?;
        Ok(done.rows_affected())
    }
}

/// Ends a lease of a group; `false` when it had run out.
pub(super) async fn release(conn: impl PgExecutor<'_>, group: &str, lease: Uuid) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update politeness_groups set lease = null, leased_by = null, leased_until = null
          where name = $1 and lease = $2",
    )
    .bind(group)
    .bind(lease)
    .execute(conn)
    .await
    .doing("release a lease")?;
    Ok(done.rows_affected() == 1)
}
