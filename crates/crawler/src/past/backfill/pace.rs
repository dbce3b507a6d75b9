//! How fast an archive is asked: never faster than it says, and not at all for a while after it said 429.

use std::time::Duration;

use tokio::time::Instant;

/// Rests between requests of one kind.
#[derive(Debug)]
pub struct Pace {
    between: Duration,
    next: Option<Instant>,
}

impl Pace {
    /// So many requests a minute at most.
    pub fn per_minute(rate: f64) -> Self {
        Self {
            between: Duration::try_from_secs_f64(60.0 / rate.max(0.001)).unwrap_or(Duration::MAX),
            next: None,
        }
    }

    /// Waits for the next turn.
    pub async fn turn(&mut self) {
        if let Some(next) = self.next {
            tokio::time::sleep_until(next).await;
        }
        self.next = Instant::now().checked_add(self.between);
    }

    /// Rests for at least so long from now.
    pub fn rest(&mut self, time: Duration) {
        self.next = Instant::now().checked_add(time).max(self.next);
    }

    /// The time that so many requests take.
    pub fn time_for(&self, requests: usize) -> Duration {
        self.between.saturating_mul(u32::try_from(requests).unwrap_or(u32::MAX))
    }
}
