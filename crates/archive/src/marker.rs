//! The marker beside a file that is being written, and what is done where one was left behind.
//!
//! A process that is killed may leave a part of a member at the end of its file. While a file is written,
//! a file `<name>.writing` stands beside it and is locked. A marker that is not locked belongs to a process
//! that is gone: what is torn at the end of its file (see [`tail`]) is moved to `<name>.torn` beside it, and the
//! marker is taken away. A file in which anything else is wrong stays as it is: what cannot be read today may be
//! read by another program, or be restored from a copy.
//!
//! Now and then the marker is told up to where the file is whole and synced, so that only what was written
//! since has to be read after a crash, however long the file is.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::segment::sync_folder;
use crate::tail::{self, Tail};

/// What a marker's name ends with.
const SUFFIX: &str = "writing";

/// What the name of a marker that is not locked yet ends with behind that.
const HIDDEN: &str = "new";

/// What the name of a file ends with that keeps what was cut off.
const TORN: &str = "torn";

/// Says that a file is being written; removed with [`Marker::remove`].
pub(crate) struct Marker {
    path: PathBuf,
    locked: File,
}

impl Marker {
    /// Marks the archive file at `segment`, before it is made: whoever finds a file without a marker, or a marker
    /// without a lock, can then be sure that nobody writes there.
    pub(crate) fn set(segment: &Path) -> io::Result<Self> {
        let path = segment.with_added_extension(SUFFIX);
        if path.try_exists()? {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        // The lock is taken before the marker has its name, so that nobody finds it without.
        let hidden = path.with_added_extension(HIDDEN);
        let locked = OpenOptions::new().write(true).create_new(true).open(&hidden)?;
        // Where the file system has no locks, others cannot tell, and `mend` leaves the file alone.
        let _ = locked.lock();
        if let Err(error) = std::fs::rename(&hidden, &path) {
            let _ = std::fs::remove_file(&hidden);
            return Err(error);
        }
        Ok(Self { path, locked })
    }

    /// Notes that the file is whole and synced up to `length`. It is only a help, so it is not synced and may
    /// fail; it is written twice over, so that half a note is told from a whole one.
    pub(crate) fn note(&mut self, length: u64) {
        let text = format!("{length:020} {length:020}\n");
        let noted = self.locked.seek(SeekFrom::Start(0)).and_then(|_| self.locked.write_all(text.as_bytes()));
        if let Err(error) = noted {
            tracing::debug!(path = %self.path.display(), %error, "marker of an archive file is not up to date");
        }
    }

    /// Takes the marker away: the file is whole.
    pub(crate) fn remove(&self) {
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::debug!(path = %self.path.display(), %error, "marker of an archive file stays");
        }
    }
}

/// Whether the archive file at `segment` has a marker: somebody is writing it, or was killed.
pub(crate) fn is_set(segment: &Path) -> io::Result<bool> {
    segment.with_added_extension(SUFFIX).try_exists()
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
    match File::open(&segment) {
        Ok(mut file) => mend_end(&segment, &mut file, noted_length(marker))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    match std::fs::remove_file(marker) {
        // Another process came here first, or the writer ended in between.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Moves what is torn at the end of the file away. The marker may go then: nobody writes on in a file of
/// another process, whatever its end.
fn mend_end(segment: &Path, file: &mut File, noted: u64) -> io::Result<()> {
    let (at, blank) = match tail::examine(file, noted)? {
        Tail::Whole => (file.metadata()?.len(), true),
        Tail::Torn { at, blank } => (at, blank),
        Tail::Damaged { at, reason } => {
            tracing::warn!(
                path = %segment.display(), offset = at, reason,
                "archive file is damaged; it stays as it is, run `trail verify` to see all that is wrong"
            );
            return Ok(());
        }
    };
    let bytes = file.metadata()?.len() - at;
    if bytes > 0 {
        let torn = segment.with_added_extension(TORN);
        match blank {
            true => tracing::warn!(path = %segment.display(), offset = at, bytes, "zeros were cut off"),
            false => {
                keep(file, at, &torn)?;
                tracing::warn!(
                    path = %segment.display(), offset = at, bytes, kept = %torn.display(), "half a record was cut off"
                );
            }
        }
        let file = OpenOptions::new().write(true).open(segment)?;
        file.set_len(at)?;
        file.sync_all()?;
    }
    // A file that holds nothing is none.
    if at == 0 { std::fs::remove_file(segment) } else { Ok(()) }
}

/// Appends what stands in `file` from `at` on to the file at `torn`, and returns once it is on the disk.
fn keep(file: &mut File, at: u64, torn: &Path) -> io::Result<()> {
    file.seek(SeekFrom::Start(at))?;
    let mut kept = OpenOptions::new().append(true).create(true).open(torn)?;
    io::copy(file, &mut kept)?;
    kept.sync_all()?;
    sync_folder(torn)
}

/// Up to where the file was whole and synced when the marker was last told; 0 where it was not.
fn noted_length(marker: &Path) -> u64 {
    let text = std::fs::read_to_string(marker).unwrap_or_default();
    match text.strip_suffix('\n').and_then(|text| text.split_once(' ')) {
        Some((length, again)) if length == again => length.parse().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn half_a_note_and_none_say_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut marker = Marker::set(&folder.path().join("x.warc.gz")).unwrap();
        assert_eq!(noted_length(&marker.path), 0);
        marker.note(1234);
        assert_eq!(noted_length(&marker.path), 1234);
        let whole = std::fs::read(&marker.path).unwrap();
        for length in 0..whole.len() {
            std::fs::write(&marker.path, &whole[..length]).unwrap();
            assert_eq!(noted_length(&marker.path), 0, "{length} bytes");
        }
    }

    #[test]
    fn nobody_takes_the_marker_of_a_file_that_is_about_to_be_made() {
        let folder = tempfile::tempdir().unwrap();
        let done = AtomicBool::new(false);
        let gone = std::thread::scope(|threads| {
            // Another process opens the archive, again and again.
            threads.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    mend(folder.path());
                }
            });
            let gone: Vec<u32> = (0..5000)
                .filter(|number| {
                    let marker = Marker::set(&folder.path().join(format!("{number}.warc.gz"))).unwrap();
                    let stands = marker.path.exists();
                    marker.remove();
                    !stands
                })
                .collect();
            done.store(true, Ordering::Relaxed);
            gone
        });
        assert!(gone.is_empty(), "{gone:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
    }
}
