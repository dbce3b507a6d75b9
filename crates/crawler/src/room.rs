//! Waiting for room on a full disk: the crawl pauses and goes on by itself.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

/// How long until it is tried again.
const PAUSE: Duration = Duration::from_secs(1);

/// Whether a crawl waits for room; shared by its visits, so that each pause is said once.
#[derive(Debug, Clone, Default)]
pub struct Room {
    stop: CancellationToken,
    paused: Arc<AtomicBool>,
}

impl Room {
    /// The same, with waits that end when `stop` is cancelled.
    pub fn until(&self, stop: &CancellationToken) -> Self {
        Self { stop: stop.clone(), paused: Arc::clone(&self.paused) }
    }

    /// What ends all waits.
    pub fn stop(&self) -> &CancellationToken {
        &self.stop
    }

    /// There was no room in `folder`: says so where it was not said yet, and returns when it may be tried
    /// again; `false` where the run is to end.
    pub async fn wait(&self, folder: &Path) -> bool {
        if !self.paused.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                "no space left for the archive in {}; the crawl pauses: free some room there, and it goes on by itself; \
                 nothing stored was lost",
                folder.display()
            );
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => true,
            () = self.stop.cancelled() => false,
        }
    }

    /// Something could be written.
    pub fn found(&self) {
        if self.paused.swap(false, Ordering::Relaxed) {
            tracing::warn!("there is room for the archive again; the crawl goes on");
        }
    }
}
