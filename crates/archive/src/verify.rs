//! Checking an archive against itself: that every record is still what was written.
//!
//! A gzip member's checksum covers a record as a whole, the digests say that the record was right when it
//! was written, and the member's header, which no checksum covers, is always the same ten bytes. After a
//! damaged record the next one is looked for, so that one bad spot never hides another.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use model::{RecordPlace, Sha1Digest};

use crate::member::GZIP_HEADER;
use crate::read::{Found, Records};
use crate::resync::next_member;
use crate::{ArchiveError, Record, marker};

/// A record that is whole: what is needed to compare it with what others say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoundRecord {
    /// Where it stands.
    pub place: RecordPlace,
    /// `WARC-Type`.
    pub kind: String,
    /// `WARC-Payload-Digest`; of a revisit, that of the record it refers to.
    pub payload_digest: Option<String>,
    /// `WARC-Refers-To`, without angle brackets.
    pub refers_to: Option<String>,
}

/// A spot where no whole record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The segment's file name, without its folder.
    pub segment: String,
    /// Where the damaged record starts, in bytes.
    pub offset: u64,
    /// What is wrong.
    pub reason: String,
}

/// The records of a segment in order, each checked; one at a time is held in memory.
///
/// Where somebody is writing the segment at this moment, a half-written record at its end is left out.
///
/// # Errors
/// Where the file cannot be opened.
pub fn verify_segment(path: &Path) -> Result<SegmentCheck, ArchiveError> {
    let open = || File::open(path).map_err(|source| ArchiveError::Read { path: path.to_owned(), source });
    let segment = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (records, spot) = (Some(Records::new(BufReader::new(open()?))), open()?);
    Ok(SegmentCheck { path: path.to_owned(), segment, spot, base: 0, unended: None, records })
}

/// See [`verify_segment`].
pub struct SegmentCheck {
    path: PathBuf,
    segment: String,
    /// A second way into the file, for a look at single spots.
    spot: File,
    /// Where `records` began to read.
    base: u64,
    /// The member that did not end with its first record.
    unended: Option<u64>,
    records: Option<Records<BufReader<File>>>,
}

impl Iterator for SegmentCheck {
    type Item = Result<SoundRecord, Damage>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let records = self.records.as_mut()?;
            match records.next_record() {
                Ok(None) => self.records = None,
                // What comes next says why its member does not end here.
                Ok(Some(found)) if !found.whole => self.unended = Some(self.base + found.offset),
                Ok(Some(found)) => {
                    let offset = self.base + found.offset;
                    return Some(match self.fault(offset, &found.record) {
                        None => Ok(self.sound(offset, found)),
                        Some(reason) => Err(self.damage(offset, reason)),
                    });
                }
                Err(error) => {
                    let offset = self.base + records.offset();
                    self.records = self.resume(offset + 1).ok().flatten();
                    let cut_off = error.kind() == io::ErrorKind::UnexpectedEof && self.records.is_none();
                    match cut_off {
                        true if marker::is_held(&self.path) => {}
                        true => {
                            let reason = "the file ends in the middle of the record".to_owned();
                            return Some(Err(self.damage(offset, reason)));
                        }
                        false => return Some(Err(self.damage(offset, error.to_string()))),
                    }
                }
            }
        }
    }
}

impl SegmentCheck {
    fn sound(&self, offset: u64, found: Found) -> SoundRecord {
        let Found { length, record, .. } = found;
        let text = |value: Option<&str>| value.map(str::to_owned);
        SoundRecord {
            place: RecordPlace {
                segment: self.segment.clone(),
                offset,
                length,
                record_id: record.id().unwrap_or_default().to_owned(),
            },
            kind: record.kind().to_owned(),
            payload_digest: text(record.header("WARC-Payload-Digest")),
            refers_to: text(record.refers_to()),
        }
    }

    fn damage(&self, offset: u64, reason: String) -> Damage {
        Damage { segment: self.segment.clone(), offset, reason }
    }

    /// What is wrong with a record that could be read.
    fn fault(&mut self, offset: u64, record: &Record) -> Option<String> {
        if self.unended == Some(offset) {
            return Some("one gzip member holds several records".to_owned());
        }
        record_fault(record).or_else(|| match self.header(offset) {
            Err(error) => Some(format!("the file cannot be read ({error})")),
            Ok(GZIP_HEADER) => None,
            Ok(_) => Some("the header of the gzip member is not the one that is always written".to_owned()),
        })
    }

    fn header(&mut self, offset: u64) -> io::Result<[u8; GZIP_HEADER.len()]> {
        let mut header = [0; GZIP_HEADER.len()];
        self.spot.seek(SeekFrom::Start(offset))?;
        let mut spot = (&self.spot).take(header.len() as u64);
        // A record that is not compressed may be shorter than the header would be.
        let mut filled = 0;
        while let Some(rest) = header.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match spot.read(rest)? {
                0 => break,
                count => filled += count,
            }
        }
        Ok(header)
    }

    /// The records from the first spot on, at or behind `from`, at which a record starts.
    fn resume(&mut self, from: u64) -> io::Result<Option<Records<BufReader<File>>>> {
        let mut file = File::open(&self.path)?;
        let Some(start) = next_member(&mut file, from)? else { return Ok(None) };
        file.seek(SeekFrom::Start(start))?;
        self.base = start;
        Ok(Some(Records::new(BufReader::new(file))))
    }
}

/// What is wrong with a record whose bytes are as they were written.
fn record_fault(record: &Record) -> Option<String> {
    let digest_fault = |name: &str, of: &str, bytes: &[u8]| match record.header(name).map(str::parse) {
        None => None,
        Some(Err(error)) => Some(format!("its {name} cannot be checked: {error}")),
        Some(Ok(digest)) => match Sha1Digest::of(bytes) {
            found if found == digest => None,
            found => Some(format!("{of} has the digest {found}, and its header says {digest}")),
        },
    };
    if record.id().is_none_or(str::is_empty) {
        return Some("it has no WARC-Record-ID".to_owned());
    }
    if record.header("WARC-Block-Digest").is_none() {
        return Some("it has no WARC-Block-Digest".to_owned());
    }
    digest_fault("WARC-Block-Digest", "its block", &record.block).or_else(|| match record.kind() {
        // A revisit's is that of a body that stands elsewhere.
        "response" => digest_fault("WARC-Payload-Digest", "its payload", record.payload()),
        _ => None,
    })
}
