//! The marker beside a file that is being written, and what is done where one was left behind.
//!
//! A process that is killed may leave a part of a member at the end of its file. While a file is written,
//! a file `<name>.writing` stands beside it and is locked. A marker that is not locked belongs to a process
//! that is gone: its file is cut back to its last whole member.
//!
//! Now and then the marker is told up to where the file is whole and synced, so that only what was written
//! since has to be read after a crash, however long the file is.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::read::Records;

/// What a marker's name ends with.
pub(crate) const SUFFIX: &str = "writing";

/// Says that a file is being written; removed with [`Marker::remove`].
pub(crate) struct Marker {
    path: PathBuf,
    locked: File,
}

impl Marker {
    /// Marks the archive file at `segment`, before it is made: whoever finds a marker without a lock and a
    /// file beside it can then be sure that nobody writes there.
    pub(crate) fn set(segment: &Path) -> io::Result<Self> {
        let path = segment.with_added_extension(SUFFIX);
        let locked = OpenOptions::new().write(true).create_new(true).open(&path)?;
        match locked.lock() {
            // Where the file system has no locks, others could not tell; see `mend`.
            Ok(()) | Err(_) => Ok(Self { path, locked }),
        }
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
    let noted = noted_length(marker);
    match File::open(&segment).and_then(|file| whole_length(file, noted)) {
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

/// Up to where the file was whole and synced when the marker was last told; 0 where it was not.
fn noted_length(marker: &Path) -> u64 {
    let text = std::fs::read_to_string(marker).unwrap_or_default();
    match text.strip_suffix('\n').and_then(|text| text.split_once(' ')) {
        Some((length, again)) if length == again => length.parse().unwrap_or(0),
        _ => 0,
    }
}

/// Bytes of whole members at the start of the file; those before `noted` are known to be whole.
fn whole_length(mut file: File, noted: u64) -> io::Result<u64> {
    // A file that is shorter than it was has lost what was synced: then nothing is known.
    let start = if noted <= file.metadata()?.len() { noted } else { 0 };
    file.seek(SeekFrom::Start(start))?;
    let mut records = Records::new(BufReader::new(file));
    let mut whole = start;
    while let Ok(Some(found)) = records.next_record() {
        if found.whole {
            whole = start + found.offset + found.length;
        }
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::member::{Draft, Packer};
    use chrono::DateTime;

    #[test]
    fn a_file_cut_at_any_byte_keeps_all_whole_records_whatever_the_marker_knew() {
        let folder = tempfile::tempdir().unwrap();
        let (path, marker) = (folder.path().join("x.warc.gz"), folder.path().join("x.warc.gz.writing"));
        let (mut bytes, mut ends) = (Vec::new(), vec![0]);
        for text in ["one", "two", "three", "four"] {
            let draft = Draft::new("resource", DateTime::UNIX_EPOCH, "text/plain", text.into());
            draft.write(&mut Packer::new(), &mut bytes).unwrap();
            ends.push(bytes.len() as u64);
        }
        for length in 0..=bytes.len() {
            std::fs::write(&path, &bytes[..length]).unwrap();
            let whole: Vec<u64> = ends.iter().copied().filter(|end| *end <= length as u64).collect();
            let expected = whole[whole.len() - 1];
            // Told nothing, told of any end that was synced, told of it in part, and told of more than there is.
            let known = whole[length % whole.len()];
            for note in [
                String::new(),
                format!("{known:020} {known:020}\n"),
                format!("{:020} {known:020}", known / 10),
                format!("{:020} {:020}\n", u64::MAX, u64::MAX),
            ] {
                std::fs::write(&marker, &note).unwrap();
                let file = File::open(&path).unwrap();
                assert_eq!(
                    whole_length(file, noted_length(&marker)).unwrap(),
                    expected,
                    "{length} bytes, {note:?}"
                );
            }
        }
    }
}
