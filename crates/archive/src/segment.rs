//! One file that is being written: whole visits or nothing.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::marker::Marker;

/// What a segment is written to; a file, or in tests something that fails like one.
pub(crate) trait Medium: Send {
    /// Writes all bytes at the end of what is kept.
    fn append(&mut self, at: u64, bytes: &[u8]) -> io::Result<()>;
    /// Makes what was written last.
    fn sync(&mut self) -> io::Result<()>;
    /// Drops everything from `length` on.
    fn cut(&mut self, length: u64) -> io::Result<()>;
}

impl Medium for File {
    fn append(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.seek(SeekFrom::Start(at))?;
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
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
    /// Bytes of whole, synced members.
    length: u64,
    /// As much of that as the marker knows.
    noted: u64,
    marker: Option<Marker>,
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
        let mut segment =
            Self { path: path.to_owned(), medium: Box::new(file), length: 0, noted: 0, marker: Some(marker) };
        let made = segment.append(first).and_then(|_| sync_folder(path));
        match made {
            Ok(()) => Ok(segment),
            Err(error) => {
                // The error that matters is the first one; an empty file does no harm.
                let _ = std::fs::remove_file(path);
                Err(error)
            }
        }
    }

    /// Appends `members` and syncs; returns where they start. Where that fails, the file is as before.
    ///
    /// # Errors
    /// What the system said. Where the file could not be cut back either, it must not be written on, since
    /// what follows would stand behind half a member: see [`Segment::is_whole`].
    pub(crate) fn append(&mut self, members: &[u8]) -> io::Result<u64> {
        let start = self.length;
        match self.medium.append(start, members).and_then(|()| self.medium.sync()) {
            Ok(()) => {
                self.length += members.len() as u64;
                if let Some(marker) = self.marker.as_mut()
                    && self.length >= self.noted + NOTE_BYTES
                {
                    marker.note(self.length);
                    self.noted = self.length;
                }
                Ok(start)
            }
            Err(error) => {
                if let Err(second) = self.medium.cut(start) {
                    tracing::error!(path = %self.path.display(), error = %second, "archive file cannot be cut back");
                    self.length = u64::MAX;
                }
                Err(error)
            }
        }
    }

    /// Whether the file ends with a whole member and may be written on.
    pub(crate) fn is_whole(&self) -> bool {
        self.length != u64::MAX
    }

    /// Bytes written.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// The file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Segment {
    fn drop(&mut self) {
        // A file that could not be cut back keeps its marker, so that it is mended the next time.
        match &self.marker {
            Some(marker) if self.is_whole() => marker.remove(),
            _ => {}
        }
    }
}

/// A new file is there after a crash only when its folder is synced too. Where folders cannot be opened
/// (Windows), the system does so by itself.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent().map(File::open) {
        Some(Ok(folder)) => folder.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    /// A disk with room for some bytes.
    struct SmallDisk {
        bytes: Arc<Mutex<Vec<u8>>>,
        room: usize,
        cuts: bool,
    }

    impl Medium for SmallDisk {
        fn append(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
            let mut stored = self.bytes.lock().unwrap();
            assert_eq!(stored.len() as u64, at);
            let fits = bytes.len().min(self.room.saturating_sub(stored.len()));
            stored.extend_from_slice(&bytes[..fits]);
            if fits < bytes.len() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        }

        fn sync(&mut self) -> io::Result<()> {
            Ok(())
        }

        fn cut(&mut self, length: u64) -> io::Result<()> {
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
        (Segment { path: PathBuf::from("x"), medium, length: 0, noted: 0, marker: None }, bytes)
    }

    #[test]
    fn a_full_disk_leaves_whole_members_and_a_file_that_can_be_written_on() {
        let (mut it, bytes) = segment(10, true);
        assert_eq!(it.append(b"member").unwrap(), 0);
        assert_eq!(it.append(b"too long").unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(bytes.lock().unwrap().as_slice(), b"member");
        assert!(it.is_whole());
        assert_eq!(it.append(b"fits").unwrap(), 6);
    }

    #[test]
    fn a_file_that_cannot_be_cut_back_is_given_up() {
        let (mut it, _) = segment(10, false);
        assert!(it.append(b"far too long").is_err());
        assert!(!it.is_whole());
    }
}
