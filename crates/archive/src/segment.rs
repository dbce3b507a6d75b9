//! One file that is being written: whole visits or nothing.
//!
//! Writing and syncing are two steps. Visits that end at the same time write one behind another, and one sync
//! of the file then serves all of them: a disk takes as long for ten visits as for one.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::marker::Marker;

/// What a segment is written to; a file, or in tests something that fails like one.
pub(crate) trait Medium: Send + Sync {
    /// Writes all bytes at the end of what is kept.
    fn append(&self, at: u64, bytes: &[u8]) -> io::Result<()>;
    /// Makes what was written last.
    fn sync(&self) -> io::Result<()>;
    /// Drops everything from `length` on.
    fn cut(&self, length: u64) -> io::Result<()>;
}

impl Medium for File {
    fn append(&self, at: u64, bytes: &[u8]) -> io::Result<()> {
        let mut file = self;
        file.seek(SeekFrom::Start(at))?;
        file.write_all(bytes)
    }

    fn sync(&self) -> io::Result<()> {
        self.sync_data()
    }

    fn cut(&self, length: u64) -> io::Result<()> {
        self.set_len(length)?;
        self.sync_data()
    }
}

/// Bytes after which the marker is told how far the file is whole: so much is read after a crash.
const NOTE_BYTES: u64 = 4 << 20;

/// A file that only this process writes.
pub(crate) struct Segment {
    path: PathBuf,
    medium: Box<dyn Medium>,
    /// Taken for as long as bytes are written.
    end: Mutex<End>,
    /// Taken for as long as the file is synced. Who comes second often finds that the work is done.
    turn: Mutex<()>,
}

/// Where the file ends.
struct End {
    /// Bytes of whole members.
    length: u64,
    /// As many of them as are synced.
    synced: u64,
    /// As much of that as the marker knows.
    noted: u64,
    marker: Option<Marker>,
    /// Why nothing more is written into the file.
    broken: Option<io::ErrorKind>,
    /// Whether what stands behind the whole members could not be cut off.
    torn: bool,
}

impl Segment {
    /// Makes a new file that starts with `first`. Where that fails, no file is left behind.
    ///
    /// # Errors
    /// What the system said.
    pub(crate) fn create(path: &Path, first: &[u8]) -> io::Result<Self> {
        let marker = Marker::set(path)?;
        let file = match OpenOptions::new().write(true).create_new(true).open(path) {
            Ok(file) => file,
            Err(error) => {
                marker.remove();
                return Err(error);
            }
        };
        let segment = Self::over(path, Box::new(file), Some(marker));
        let made = segment
            .append(first)
            .and_then(|_| segment.sync(first.len() as u64))
            .and_then(|()| sync_folder(path));
        match made {
            Ok(()) => Ok(segment),
            Err(error) => {
                // The error that matters is the first one; an empty file does no harm.
                let _ = std::fs::remove_file(path);
                Err(error)
            }
        }
    }

    fn over(path: &Path, medium: Box<dyn Medium>, marker: Option<Marker>) -> Self {
        let end = End { length: 0, synced: 0, noted: 0, marker, broken: None, torn: false };
        Self { path: path.to_owned(), medium, end: Mutex::new(end), turn: Mutex::default() }
    }

    /// Appends `members`; returns where they start. They are not to be believed before [`Segment::sync`].
    /// Where it fails, the file is as before.
    ///
    /// # Errors
    /// What the system said. Where the file could not be cut back either, it must not be written on, since
    /// what follows would stand behind half a member: see [`Segment::is_whole`].
    pub(crate) fn append(&self, members: &[u8]) -> io::Result<u64> {
        let mut end = self.end();
        if let Some(kind) = end.broken {
            return Err(kind.into());
        }
        let start = end.length;
        match self.medium.append(start, members) {
            Ok(()) => {
                end.length += members.len() as u64;
                Ok(start)
            }
            Err(error) => {
                self.cut_back(&mut end, start, error.kind());
                Err(error)
            }
        }
    }

    /// Returns when all bytes up to `through` are on the disk. One call serves all who wait in the meantime.
    ///
    /// # Errors
    /// What the system said. Nobody knows then what reached the disk, so all that was not synced before is cut
    /// off, all who wait for it are told, and nothing more is written into the file.
    pub(crate) fn sync(&self, through: u64) -> io::Result<()> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let written = {
            let end = self.end();
            match end.broken {
                _ if through <= end.synced => return Ok(()),
                Some(kind) => return Err(kind.into()),
                None => end.length,
            }
        };
        let done = self.medium.sync();
        let mut end = self.end();
        match done {
            Ok(()) => {
                end.synced = written;
                let is_far = written >= end.noted + NOTE_BYTES;
                if let Some(marker) = end.marker.as_mut().filter(|_| is_far) {
                    marker.note(written);
                    end.noted = written;
                }
                Ok(())
            }
            Err(error) => {
                let synced = end.synced;
                end.broken = Some(error.kind());
                self.cut_back(&mut end, synced, error.kind());
                Err(error)
            }
        }
    }

    /// Cuts off what stands behind `length`.
    fn cut_back(&self, end: &mut End, length: u64, why: io::ErrorKind) {
        end.length = length;
        if let Err(second) = self.medium.cut(length) {
            tracing::error!(path = %self.path.display(), error = %second, "archive file cannot be cut back");
            end.broken = Some(why);
            end.torn = true;
        }
    }

    /// Whether the file ends with a whole member and may be written on.
    pub(crate) fn is_whole(&self) -> bool {
        self.end().broken.is_none()
    }

    /// Bytes written.
    pub(crate) fn length(&self) -> u64 {
        self.end().length
    }

    /// The file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A thread that panicked while it held the lock left whole members behind, as any failure does.
    fn end(&self) -> MutexGuard<'_, End> {
        self.end.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Segment {
    fn drop(&mut self) {
        let end = self.end();
        // A file that could not be cut back keeps its marker, so that it is mended the next time.
        match &end.marker {
            Some(marker) if !end.torn && end.length == end.synced => marker.remove(),
            _ => {}
        }
    }
}

/// A new file is there after a crash only when its folder is synced too. Where folders cannot be opened
/// (Windows), the system does so by itself.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent().map(File::open) {
        Some(Ok(folder)) => folder.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use std::sync::{Arc, Mutex};

    /// A disk with room for some bytes.
    struct SmallDisk {
        bytes: Arc<Mutex<Vec<u8>>>,
        room: usize,
        cuts: bool,
    }

    impl Medium for SmallDisk {
        fn append(&self, at: u64, bytes: &[u8]) -> io::Result<()> {
            let mut stored = self.bytes.lock().unwrap();
            assert_eq!(stored.len() as u64, at);
            let fits = bytes.len().min(self.room.saturating_sub(stored.len()));
            stored.extend_from_slice(&bytes[..fits]);
            if fits < bytes.len() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        }

        fn sync(&self) -> io::Result<()> {
            Ok(())
        }

        fn cut(&self, length: u64) -> io::Result<()> {
            if !self.cuts {
                return Err(io::ErrorKind::Other.into());
            }
            self.bytes.lock().unwrap().truncate(usize::try_from(length).unwrap());
            Ok(())
        }
    }

    fn segment(room: usize, cuts: bool) -> (Segment, Arc<Mutex<Vec<u8>>>) {
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let medium = Box::new(SmallDisk { bytes: Arc::clone(&bytes), room, cuts });
        (Segment::over(Path::new("x"), medium, None), bytes)
    }

    #[test]
    fn a_full_disk_leaves_whole_members_and_a_file_that_can_be_written_on() {
        let (it, bytes) = segment(10, true);
        assert_eq!(it.append(b"member").unwrap(), 0);
        assert_eq!(it.append(b"too long").unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(bytes.lock().unwrap().as_slice(), b"member");
        assert!(it.is_whole());
        assert_eq!(it.append(b"fits").unwrap(), 6);
    }

    #[test]
    fn a_file_that_cannot_be_cut_back_is_given_up() {
        let (it, _) = segment(10, false);
        assert!(it.append(b"far too long").is_err());
        assert!(!it.is_whole());
        assert!(it.append(b"x").is_err());
    }

    /// A disk whose syncs last until the test says how they end.
    struct SlowDisk {
        begun: mpsc::Sender<()>,
        ends: Mutex<mpsc::Receiver<bool>>,
        length: Arc<Mutex<u64>>,
    }

    impl Medium for SlowDisk {
        fn append(&self, at: u64, bytes: &[u8]) -> io::Result<()> {
            *self.length.lock().unwrap() = at + bytes.len() as u64;
            Ok(())
        }

        fn sync(&self) -> io::Result<()> {
            self.begun.send(()).unwrap();
            match self.ends.lock().unwrap().recv().unwrap() {
                true => Ok(()),
                false => Err(io::ErrorKind::StorageFull.into()),
            }
        }

        fn cut(&self, length: u64) -> io::Result<()> {
            *self.length.lock().unwrap() = length;
            Ok(())
        }
    }

    type Slow = (Segment, mpsc::Receiver<()>, mpsc::Sender<bool>, Arc<Mutex<u64>>);

    fn slow() -> Slow {
        let ((begun, begins), (end, ends)) = (mpsc::channel(), mpsc::channel());
        let length = Arc::new(Mutex::new(0));
        let medium = SlowDisk { begun, ends: Mutex::new(ends), length: Arc::clone(&length) };
        (Segment::over(Path::new("x"), Box::new(medium), None), begins, end, length)
    }

    #[test]
    fn one_sync_serves_all_that_was_written_before_it() {
        let (it, begins, end, _) = slow();
        std::thread::scope(|threads| {
            it.append(b"one").unwrap();
            let first = threads.spawn(|| it.sync(3));
            begins.recv().unwrap();
            // While the disk is busy, two more are written. They are not part of the sync under way.
            it.append(b"two").unwrap();
            it.append(b"three").unwrap();
            let others = [threads.spawn(|| it.sync(6)), threads.spawn(|| it.sync(11))];
            end.send(true).unwrap();
            first.join().unwrap().unwrap();
            end.send(true).unwrap();
            for other in others {
                other.join().unwrap().unwrap();
            }
        });
        assert_eq!(begins.try_iter().count(), 1);
    }

    #[test]
    fn a_sync_that_fails_fails_for_all_who_waited_and_keeps_what_was_synced_before() {
        let (it, begins, end, length) = slow();
        it.append(b"kept").unwrap();
        end.send(true).unwrap();
        it.sync(4).unwrap();
        it.append(b"one").unwrap();
        it.append(b"two").unwrap();
        end.send(false).unwrap();
        assert_eq!(it.sync(7).unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(it.sync(10).unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(begins.try_iter().count(), 2);
        assert_eq!((*length.lock().unwrap(), it.length()), (4, 4));
        assert!(!it.is_whole());
        it.sync(4).unwrap();
    }
}
