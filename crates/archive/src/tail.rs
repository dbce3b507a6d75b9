//! How a file ends that a process left behind: whole, torn, or damaged.
//!
//! A process that is killed, or a machine that loses its power, leaves a part of a member at the end, or zeros
//! where bytes did not reach the disk. Nothing else is a torn end: not a byte that changed in the middle, behind
//! which there are records, and not a disk that cannot be read.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::GzDecoder;

use crate::member::GZIP_HEADER;
use crate::read::Records;
use crate::resync::next_member;

/// As many zeros as these may belong to a whole member: the eight bytes behind its codes, and the last of them.
const MOST_OWN_ZEROS: u64 = 16;

/// What stands at the end of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tail {
    /// Whole members up to the end.
    Whole,
    /// From `at` on, what was not written to its end.
    Torn {
        /// Where the whole members end.
        at: u64,
        /// Whether there is nothing but zeros.
        blank: bool,
    },
    /// A record that cannot be read and is no torn end.
    Damaged {
        /// Where it starts.
        at: u64,
        /// What is wrong.
        reason: String,
    },
}

/// Looks at how `file` ends; its members before `noted` are known to be whole.
///
/// # Errors
/// What the system said where the file cannot be read: that tells nothing of what stands there.
pub(crate) fn examine(file: &mut (impl Read + Seek), noted: u64) -> io::Result<Tail> {
    let length = file.seek(SeekFrom::End(0))?;
    // A file that is shorter than it was has lost what was synced: then nothing is known.
    let start = if noted <= length { noted } else { 0 };
    file.seek(SeekFrom::Start(start))?;
    let mut records = Records::new(BufReader::new(&mut *file));
    let error = loop {
        match records.next_record() {
            Ok(Some(_)) => {}
            Ok(None) => return Ok(Tail::Whole),
            Err(error) => break error,
        }
    };
    let at = start + records.offset();
    if error.raw_os_error().is_some() {
        return Err(error);
    }
    let written = end_of_writing(file, at)?;
    if written == at {
        return Ok(Tail::Torn { at, blank: true });
    }
    // Where a machine lost its power, zeros stand for what did not reach the disk, and are no part of the member.
    let end = if length - written > MOST_OWN_ZEROS { written } else { length };
    let torn = begins_as_a_member(file, at, written)?
        && ends_early(file, at, end)?
        && next_member(file, at + 1)?.is_none();
    Ok(match torn {
        true => Tail::Torn { at, blank: false },
        false => Tail::Damaged { at, reason: error.to_string() },
    })
}

/// Where nothing but zeros follows, at or behind `from`.
fn end_of_writing(file: &mut (impl Read + Seek), from: u64) -> io::Result<u64> {
    file.seek(SeekFrom::Start(from))?;
    let mut input = BufReader::with_capacity(64 << 10, file);
    let (mut at, mut end) = (from, from);
    loop {
        let bytes = input.fill_buf()?;
        if bytes.is_empty() {
            return Ok(end);
        }
        if let Some(last) = bytes.iter().rposition(|&byte| byte != 0) {
            end = at + last as u64 + 1;
        }
        let count = bytes.len();
        at += count as u64;
        input.consume(count);
    }
}

/// Whether the bytes from `at` up to `end` begin as all that we write does.
fn begins_as_a_member(file: &mut (impl Read + Seek), at: u64, end: u64) -> io::Result<bool> {
    file.seek(SeekFrom::Start(at))?;
    let mut start = Vec::new();
    file.take((end - at).min(GZIP_HEADER.len() as u64)).read_to_end(&mut start)?;
    Ok(GZIP_HEADER.starts_with(&start))
}

/// Whether the member at `at` goes on behind `end`.
fn ends_early(file: &mut (impl Read + Seek), at: u64, end: u64) -> io::Result<bool> {
    file.seek(SeekFrom::Start(at))?;
    let mut member = GzDecoder::new(BufReader::new(file.take(end - at)));
    match io::copy(&mut member, &mut io::sink()) {
        Ok(_) => Ok(false),
        Err(error) if error.raw_os_error().is_some() => Err(error),
        Err(error) => Ok(error.kind() == io::ErrorKind::UnexpectedEof),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::member::{Draft, Packer};
    use chrono::DateTime;
    use std::io::Cursor;

    /// Some records, and where they end.
    fn records() -> (Vec<u8>, Vec<u64>) {
        let (mut bytes, mut ends) = (Vec::new(), vec![0]);
        for text in ["one", "two", "three", "four"] {
            let draft = Draft::new("resource", DateTime::UNIX_EPOCH, "text/plain", text.into());
            draft.write(&mut Packer::new(), &mut bytes).unwrap();
            ends.push(bytes.len() as u64);
        }
        (bytes, ends)
    }

    #[test]
    fn a_file_cut_at_any_byte_is_torn_behind_its_last_whole_record_whatever_was_noted() {
        let (bytes, ends) = records();
        for length in 0..=bytes.len() {
            let whole: Vec<u64> = ends.iter().copied().filter(|end| *end <= length as u64).collect();
            let last = whole[whole.len() - 1];
            let expected = match last == length as u64 {
                true => Tail::Whole,
                false => Tail::Torn { at: last, blank: false },
            };
            // Nothing was noted, any end that was synced, and more than there is.
            for noted in [0, whole[length % whole.len()], u64::MAX] {
                let found = examine(&mut Cursor::new(&bytes[..length]), noted).unwrap();
                assert_eq!(found, expected, "{length} bytes, {noted} noted");
            }
        }
    }

    #[test]
    fn zeros_that_a_loss_of_power_left_at_the_end_are_torn_off_with_the_member_that_they_are_in() {
        let (bytes, ends) = records();
        for length in 0..=bytes.len() {
            // A member that lacks nothing but zeros is whole again.
            let is_whole =
                |end: &u64| bytes[length.min(*end as usize)..*end as usize].iter().all(|it| *it == 0);
            let last = ends.iter().copied().rfind(is_whole).unwrap();
            let blank = length as u64 <= last;
            let file = [&bytes[..length], &[0; 4096]].concat();
            let found = examine(&mut Cursor::new(file), 0).unwrap();
            assert_eq!(found, Tail::Torn { at: last, blank }, "{length} bytes");
        }
    }

    #[test]
    fn no_byte_that_changed_before_a_whole_record_makes_a_torn_end() {
        let (bytes, ends) = records();
        for at in 0..ends[3] as usize {
            for change in [0xff, 1 << (at % 8)] {
                for tail in [&[][..], &[0; 4096], &bytes[..50]] {
                    let mut file = [&bytes, tail].concat();
                    file[at] ^= change;
                    let start = ends.iter().copied().rfind(|end| *end <= at as u64).unwrap();
                    match examine(&mut Cursor::new(&file), 0).unwrap() {
                        Tail::Damaged { at: found, .. } => assert_eq!(found, start, "byte {at}"),
                        // A change that has no meaning; the end is as it was.
                        Tail::Torn { at: found, .. } => assert_eq!(found, ends[4], "byte {at}"),
                        Tail::Whole => assert!(tail.is_empty(), "byte {at}"),
                    }
                }
            }
        }
    }

    #[test]
    fn a_last_record_whose_checksum_is_wrong_is_no_torn_end() {
        let (mut bytes, ends) = records();
        let checksum = bytes.len() - 8;
        bytes[checksum] ^= 1;
        let found = examine(&mut Cursor::new(&bytes), 0).unwrap();
        assert!(matches!(found, Tail::Damaged { at, .. } if at == ends[3]), "{found:?}");
    }

    #[test]
    fn what_never_was_a_record_of_ours_is_no_torn_end() {
        let (bytes, ends) = records();
        for tail in [&b"x"[..], b"WARC/1.1\r\nWARC-Type: resp", b"\x1f\x8b\x08\x04\0\0"] {
            let found = examine(&mut Cursor::new([&bytes[..], tail].concat()), 0).unwrap();
            assert!(matches!(found, Tail::Damaged { at, .. } if at == ends[4]), "{found:?}");
        }
    }

    /// A disk that cannot be read at one byte.
    struct BadSpot {
        bytes: Cursor<Vec<u8>>,
        at: u64,
    }

    impl Read for BadSpot {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            match self.at.checked_sub(self.bytes.position()) {
                // What the system says of a disk that fails (EIO).
                Some(0) => Err(io::Error::from_raw_os_error(5)),
                Some(left) => {
                    let length = out.len().min(usize::try_from(left).unwrap());
                    self.bytes.read(&mut out[..length])
                }
                None => self.bytes.read(out),
            }
        }
    }

    impl Seek for BadSpot {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.bytes.seek(to)
        }
    }

    #[test]
    fn a_disk_that_cannot_be_read_is_an_error_and_no_end() {
        let (bytes, ends) = records();
        let torn = [&bytes[..], &bytes[..50]].concat();
        let damaged = {
            let mut bytes = bytes.clone();
            bytes[ends[1] as usize + 20] ^= 0xff;
            bytes
        };
        for file in [bytes, torn, damaged] {
            for at in 0..file.len() as u64 {
                let mut disk = BadSpot { bytes: Cursor::new(file.clone()), at };
                let error = examine(&mut disk, 0).unwrap_err();
                assert_eq!(error.raw_os_error(), Some(5), "byte {at}");
            }
        }
    }
}
