//! The clocks: that of the server beside ours, and what one that was wrong has left behind.

use chrono::{DateTime, TimeDelta, Utc};

use crate::Store;
use crate::error::{Doing, StoreError};

/// No plan is for later than this: the longest interval is 30 days, and what a server may ask for is less.
const LATEST_PLAN: TimeDelta = TimeDelta::days(31);

impl Store {
    /// What the clock of the server says.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn server_time(&self) -> Result<DateTime<Utc>, StoreError> {
        sqlx::query_scalar("select clock_timestamp()")
            .fetch_one(&self.pool)
            .await
            .doing("ask for the time of the server")
    }

    /// Makes due at `now` what is planned for later than any plan can be: a run whose clock was ahead planned it, and
    /// nothing would be looked at until that time. Returns how many addresses those were.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn due_pull_back(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let done = sqlx::query("update frontier set due_at = $1 where active and due_at > $2")
            .bind(now)
            .bind(now + LATEST_PLAN)
            .execute(&self.pool)
            .await
            .doing("make due what was planned by a clock that was ahead")?;
        Ok(done.rows_affected())
    }
}
