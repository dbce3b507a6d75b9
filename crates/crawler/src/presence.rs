//! Which workers of this data directory are alive, so that what a killed one had leased need not rest until
//! the lease runs out.
//!
//! A worker holds a locked file `workers/<name>` while it runs. The system lets go of the lock however the
//! process ends, so a file that can be locked belongs to a worker that is gone, whatever machine or container
//! it ran in.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use store::Store;

use crate::home::Home;

/// This process's sign of life; taken back when it is dropped.
#[derive(Debug)]
pub struct Presence {
    name: String,
    path: PathBuf,
    /// `None` where the file system has no locks or cannot be written: nobody then takes this worker for dead.
    _locked: Option<File>,
}

impl Presence {
    /// Shows this process in `home` under a name that no other worker has.
    pub fn announce(home: &Home) -> Self {
        let random = uuid::Uuid::new_v4().simple().to_string();
        let name = format!("pid {} {}", std::process::id(), random.get(..8).unwrap_or_default());
        let path = home.workers().join(name.replace(' ', "-"));
        let locked = lock_new(&path);
        if let Err(error) = &locked {
            tracing::debug!(path = %path.display(), %error, "the sign of life of this worker cannot be kept");
        }
        Self { name, path, _locked: locked.ok() }
    }

    /// The name for leases.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

fn lock_new(path: &std::path::Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // The lock is taken before the file has its name, so that nobody finds it without.
    let hidden = path.with_extension("new");
    let file = OpenOptions::new().write(true).create_new(true).open(&hidden)?;
    let locked = file.lock().and_then(|()| std::fs::rename(&hidden, path));
    if locked.is_err() {
        let _ = std::fs::remove_file(&hidden);
    }
    locked.map(|()| file)
}

/// Frees what workers of `home` that are gone had leased; their hosts rest for `rest` all the same. What
/// cannot be told is left alone: the leases run out by themselves.
pub async fn free_leases_of_the_dead(home: &Home, store: &Store, rest: Duration) {
    let Ok(entries) = std::fs::read_dir(home.workers()) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let Ok(file) = File::open(&path) else { continue };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => continue,
        }
        match store.leases_free(&name.replace('-', " "), rest).await {
            Ok(hosts) => {
                if hosts > 0 {
                    tracing::info!(hosts, worker = name, "a worker was killed; its hosts are free again");
                }
                let _ = std::fs::remove_file(&path);
            }
            Err(error) => tracing::debug!(%error, "the leases of a worker that is gone were not freed"),
        }
    }
}
