//! Reading archive files, ours and others', without trusting them.
//!
//! Compressed files (one member per record, or several records in a member) and plain ones are read
//! alike. Limits hold for the header, for the block, and for what a member may unpack to, because a block
//! is never unpacked further than its `Content-Length`.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};

use flate2::bufread::GzDecoder;
use model::{RecordPlace, Sha1Digest};

use crate::head::{Counted, Head, at_end, broken, read_head};
use crate::{ArchiveError, Record};

/// Maximum size of a record's block, in bytes.
const MAX_BLOCK_BYTES: u64 = 256 << 20;

/// The records of a file in order, with their places.
///
/// # Errors
/// Where the file cannot be opened. The iterator yields an error where the file is damaged or ends in the
/// middle of a record, and ends there; what stands before was whole.
pub fn read_segment(path: &Path) -> Result<SegmentRecords, ArchiveError> {
    let file = File::open(path).map_err(|source| ArchiveError::Read { path: path.to_owned(), source })?;
    let segment = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(SegmentRecords { path: path.to_owned(), segment, records: Some(Records::new(BufReader::new(file))) })
}

/// See [`read_segment`].
pub struct SegmentRecords {
    path: PathBuf,
    segment: String,
    records: Option<Records<BufReader<File>>>,
}

impl Iterator for SegmentRecords {
    type Item = Result<(RecordPlace, Record), ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        let records = self.records.as_mut()?;
        match records.next_record() {
            Ok(Some(Found { offset, length, record, .. })) => {
                let record_id = record.id().unwrap_or_default().to_owned();
                let place = RecordPlace { segment: self.segment.clone(), offset, length, record_id };
                Some(Ok((place, record)))
            }
            Ok(None) => {
                self.records = None;
                None
            }
            Err(error) => {
                let offset = records.offset();
                self.records = None;
                Some(Err(ArchiveError::Damaged {
                    path: self.path.clone(),
                    offset,
                    reason: error.to_string(),
                }))
            }
        }
    }
}

/// A record and where it stood.
pub(crate) struct Found {
    /// Where its member (in a plain file, the record) starts.
    pub(crate) offset: u64,
    /// Bytes of the file that it took.
    pub(crate) length: u64,
    /// Whether its member ends with it, as it should.
    pub(crate) whole: bool,
    /// The record.
    pub(crate) record: Record,
}

/// Records one after the other.
pub(crate) struct Records<R: BufRead> {
    source: Source<R>,
    start: u64,
    /// What is wrong behind the record that was handed out last.
    ahead: Option<io::Error>,
}

enum Source<R: BufRead> {
    /// Between two members, or in a plain file.
    Between(Counted<R>),
    /// Inside a gzip member.
    Member(Box<BufReader<GzDecoder<Counted<R>>>>),
    /// While the source changes from one to the other.
    Gone,
}

impl<R: BufRead> Records<R> {
    /// Reads from where `input` stands.
    pub(crate) fn new(input: R) -> Self {
        Self { source: Source::Between(Counted::new(input)), start: 0, ahead: None }
    }

    /// Where the record that was read last, or could not be read, starts.
    pub(crate) fn offset(&self) -> u64 {
        self.start
    }

    /// The next record; `None` at the end.
    pub(crate) fn next_record(&mut self) -> io::Result<Option<Found>> {
        if let Some(error) = self.ahead.take() {
            return Err(error);
        }
        loop {
            self.source = match std::mem::replace(&mut self.source, Source::Gone) {
                Source::Gone => return Ok(None),
                Source::Between(mut input) => {
                    self.start = input.taken();
                    match input.fill_buf()? {
                        [] => return Ok(None),
                        [0x1f, ..] => Source::Member(Box::new(BufReader::new(GzDecoder::new(input)))),
                        _ => {
                            let record = read_record(&mut input)?;
                            let length = input.taken() - self.start;
                            self.source = Source::Between(input);
                            return Ok(record.map(|record| Found {
                                offset: self.start,
                                length,
                                whole: true,
                                record,
                            }));
                        }
                    }
                }
                Source::Member(mut member) => match read_record(&mut *member)? {
                    // The member's end, its checksum included, was reached.
                    None => Source::Between(member.into_inner().into_inner()),
                    Some(record) => {
                        // Reading up to the member's end checks it and gives its length. Where more records
                        // stand in it, the decoder stays.
                        let ended = at_end(&mut *member);
                        let length = member.get_ref().get_ref().taken() - self.start;
                        let whole = matches!(ended, Ok(true));
                        self.source = match ended {
                            Ok(true) => Source::Between(member.into_inner().into_inner()),
                            Ok(false) => Source::Member(member),
                            // The file ends before its member does, but behind the whole record.
                            Err(error)
                                if error.kind() == io::ErrorKind::UnexpectedEof && record.is_intact() =>
                            {
                                self.ahead = Some(error);
                                Source::Gone
                            }
                            Err(error) => return Err(error),
                        };
                        return Ok(Some(Found { offset: self.start, length, whole, record }));
                    }
                },
            };
        }
    }
}

impl Record {
    /// Whether the block has the SHA-1 that the header says; `true` where it says none.
    pub(crate) fn is_intact(&self) -> bool {
        match self.header("WARC-Block-Digest").map(str::parse::<Sha1Digest>) {
            Some(Ok(digest)) => digest == Sha1Digest::of(&self.block),
            _ => true,
        }
    }
}

/// Reads one record and the empty lines after it; `None` where there is no more.
fn read_record(input: &mut impl BufRead) -> io::Result<Option<Record>> {
    if at_end(input)? {
        return Ok(None);
    }
    let Head { headers, .. } = read_head(input)?;
    let mut record = Record { headers, block: Vec::new() };
    let length: u64 = match record.header("Content-Length").map(str::parse) {
        Some(Ok(length)) if length <= MAX_BLOCK_BYTES => length,
        Some(Ok(length)) => {
            return Err(broken(format!("a record of {length} bytes is over the limit of {MAX_BLOCK_BYTES}")));
        }
        _ => return Err(broken("a record has no Content-Length that can be read".to_owned())),
    };
    // What is not there is not reserved: a length alone takes no memory.
    let got = input.by_ref().take(length).read_to_end(&mut record.block)?;
    match got as u64 == length {
        true => Ok(Some(record)),
        false => Err(broken(format!("the file ends after {got} of a record's {length} bytes"))),
    }
}
