//! The marker beside a file that is being written, and what is done where one was left behind.
//!
//! A process that is killed may leave a part of a member at the end of its file. While a file is written,
//! an empty file `<name>.writing` stands beside it and is locked. A marker that is not locked belongs to a
//! process that is gone: its file is cut back to its last whole member.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use crate::read::Records;

const SUFFIX: &str = "writing";

/// Says that a file is being written; removed with [`Marker::remove`].
pub(crate) struct Marker {
    path: PathBuf,
    _locked: File,
}

impl Marker {
    /// Marks the archive file at `segment`, before it is made: whoever finds a marker without a lock and a
    /// file beside it can then be sure that nobody writes there.
    pub(crate) fn set(segment: &Path) -> io::Result<Self> {
        let path = segment.with_added_extension(SUFFIX);
        let locked = OpenOptions::new().write(true).create_new(true).open(&path)?;
        match locked.lock() {
            // Where the file system has no locks, others could not tell; see `mend`.
            Ok(()) | Err(_) => Ok(Self { path, _locked: locked }),
        }
    }

    /// Takes the marker away: the file is whole.
    pub(crate) fn remove(&self) {
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::debug!(path = %self.path.display(), %error, "marker of an archive file stays");
        }
    }
}

/// Whether somebody is writing the archive file at `segment`.
pub(crate) fn is_held(segment: &Path) -> bool {
    File::open(segment.with_added_extension(SUFFIX))
        .is_ok_and(|held| matches!(held.try_lock(), Err(std::fs::TryLockError::WouldBlock)))
}

/// Mends what processes that are gone left in `folder`. What cannot be mended is left as it is, with a
/// warning: reading copes with it.
pub(crate) fn mend(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for marker in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if marker.extension().is_some_and(|extension| extension == SUFFIX)
            && let Err(error) = mend_one(&marker)
        {
            tracing::warn!(path = %marker.display(), %error, "archive file was not looked through");
        }
    }
}

fn mend_one(marker: &Path) -> io::Result<()> {
    let held = File::open(marker)?;
    match held.try_lock() {
        Ok(()) => {}
        // Somebody is writing.
        Err(std::fs::TryLockError::WouldBlock) => return Ok(()),
        Err(std::fs::TryLockError::Error(error)) => return Err(error),
    }
    let segment = marker.with_extension("");
    match File::open(&segment).map(whole_length) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
        Ok(0) => std::fs::remove_file(&segment)?,
        Ok(whole) => {
            let file = OpenOptions::new().write(true).open(&segment)?;
            let length = file.metadata()?.len();
            if whole < length {
                tracing::warn!(path = %segment.display(), bytes = length - whole, "half a record was cut off");
                file.set_len(whole)?;
                file.sync_all()?;
            }
        }
    }
    std::fs::remove_file(marker)
}

/// Bytes of whole members at the start of the file.
fn whole_length(file: File) -> u64 {
    let mut records = Records::new(BufReader::new(file));
    let mut whole = 0;
    while let Ok(Some(found)) = records.next_record() {
        if found.whole {
            whole = found.offset + found.length;
        }
    }
    whole
}
