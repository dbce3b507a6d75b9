//! The visits of a segment, put together again from their records.

use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom, Take};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use model::{CaptureKind, RecordPlace, Response};

use crate::read::{Found, Records};
use crate::resync::next_member;
use crate::{ArchiveError, Damage, Record, VisitMetadata, marker};

/// Records that may stand before the metadata record of their visit: two a hop, and more hops than any visit has.
const MOST_PENDING: usize = 128;

/// A visit as its records tell it.
#[derive(Debug, Clone)]
pub struct VisitRecords {
    /// What the visit's own record says.
    pub metadata: VisitMetadata,
    /// Where that record stands.
    pub place: RecordPlace,
    /// The hops of which a record was found, in the order of the metadata; all of them, unless a record is damaged.
    pub hops: Vec<HopRecords>,
}

/// One hop of an archived visit.
#[derive(Debug, Clone)]
pub struct HopRecords {
    /// Where its `response` or `revisit` record stands.
    pub place: RecordPlace,
    /// What kind of record that is.
    pub kind: CaptureKind,
    /// The answer; of a revisit, its head alone.
    pub response: Response,
    /// `WARC-Payload-Digest` as written.
    pub payload_digest: Option<String>,
}

impl VisitRecords {
    /// When it was recorded, as far as the records say: when the last byte came or, where others asked the server,
    /// when it was brought.
    pub fn ended_at(&self) -> DateTime<Utc> {
        match (&self.metadata.provenance, self.metadata.hops.last()) {
            (Some(from), _) => from.brought_at,
            (None, Some(hop)) => hop.started_at + TimeDelta::milliseconds(i64::from(hop.duration_ms)),
            (None, None) => self.metadata.started_at,
        }
    }

    /// Where the first of its records stands: those of a visit are written behind one another.
    pub fn begins(&self) -> u64 {
        self.hops.first().map_or(self.place.offset, |hop| hop.place.offset.min(self.place.offset))
    }

    /// Where the last of them ends.
    pub fn ends(&self) -> u64 {
        self.place.offset + self.place.length
    }

    /// The same visit where its records are copied to `start` of `segment`.
    pub fn copied_to(mut self, segment: &str, start: u64) -> Self {
        let from = self.begins();
        let places = self.hops.iter_mut().map(|hop| &mut hop.place).chain([&mut self.place]);
        for place in places {
            segment.clone_into(&mut place.segment);
            place.offset = start + (place.offset - from);
        }
        self
    }
}

/// The visits of the segment at `path`, in the order in which they were written. What is damaged is passed over
/// and told; a half-written record at the end of a file that somebody is writing is left out.
///
/// # Errors
/// Where the file cannot be opened.
pub fn read_visits(path: &Path) -> Result<SegmentVisits, ArchiveError> {
    read_visits_in(path, 0, u64::MAX)
}

/// The same for a part of a file: what is stored in it from the byte `start` up to the byte `end`.
///
/// # Errors
/// Where the file cannot be opened.
pub fn read_visits_in(path: &Path, start: u64, end: u64) -> Result<SegmentVisits, ArchiveError> {
    let records =
        open(path, start, end).map_err(|source| ArchiveError::Read { path: path.to_owned(), source })?;
    let segment = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (path, records) = (path.to_owned(), Some(records));
    Ok(SegmentVisits { path, segment, base: start, end, records, pending: VecDeque::new() })
}

/// Whether the first record of that part of a file says that this program wrote it.
///
/// # Errors
/// Where the file cannot be opened.
pub fn is_own_file(path: &Path, start: u64, end: u64) -> Result<bool, ArchiveError> {
    let mut records =
        open(path, start, end).map_err(|source| ArchiveError::Read { path: path.to_owned(), source })?;
    // A file that cannot be read says nothing; the one who lists it says why.
    let Ok(Some(Found { record, .. })) = records.next_record() else { return Ok(false) };
    let fields = String::from_utf8_lossy(&record.block);
    let writer = fields.lines().find_map(|line| line.strip_prefix("software:"));
    Ok(record.kind() == "warcinfo" && writer.is_some_and(|name| name.trim_start().starts_with("trail")))
}

type Part = Records<BufReader<Take<File>>>;

fn open(path: &Path, start: u64, end: u64) -> io::Result<Part> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    Ok(Records::new(BufReader::with_capacity(256 << 10, file.take(end.saturating_sub(start)))))
}

/// See [`read_visits`].
pub struct SegmentVisits {
    path: PathBuf,
    segment: String,
    /// Where `records` began to read.
    base: u64,
    /// Where the part of the file ends.
    end: u64,
    records: Option<Part>,
    /// Answers whose visit was not seen yet.
    pending: VecDeque<(RecordPlace, Record)>,
}

impl Iterator for SegmentVisits {
    type Item = Result<VisitRecords, Damage>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let records = self.records.as_mut()?;
            match records.next_record() {
                Ok(None) => self.records = None,
                Ok(Some(found)) => {
                    if let Some(told) = self.take(found) {
                        return Some(told);
                    }
                }
                Err(error) => {
                    let offset = self.base + records.offset();
                    self.records = self.resume(offset + 1);
                    let torn = self.records.is_none()
                        && error.kind() == std::io::ErrorKind::UnexpectedEof
                        && marker::is_held(&self.path);
                    if !torn {
                        return Some(Err(self.damage(offset, error.to_string())));
                    }
                }
            }
        }
    }
}

impl SegmentVisits {
    /// Bytes of the file that were read so far.
    pub fn offset(&self) -> u64 {
        self.base + self.records.as_ref().map_or(0, Records::offset)
    }

    /// Keeps an answer until its visit is read; returns the visit where this is its record.
    fn take(&mut self, found: Found) -> Option<Result<VisitRecords, Damage>> {
        let Found { offset, length, record, .. } = found;
        let offset = self.base + offset;
        if !record.is_intact() {
            let reason = "the block does not have the digest that its header says".to_owned();
            return Some(Err(self.damage(offset, reason)));
        }
        let record_id = record.id().unwrap_or_default().to_owned();
        let place = RecordPlace { segment: self.segment.clone(), offset, length, record_id };
        match record.kind() {
            "response" | "revisit" => {
                self.pending.push_back((place, record));
                if self.pending.len() > MOST_PENDING {
                    self.pending.pop_front();
                }
                None
            }
            "metadata" => {
                // A metadata record of another writer is none of a visit.
                let metadata = record.visit()?;
                Some(Ok(self.visit(metadata, place)))
            }
            _ => None,
        }
    }

    fn visit(&mut self, metadata: VisitMetadata, place: RecordPlace) -> VisitRecords {
        let mut answers: BTreeMap<String, (RecordPlace, Record)> =
            self.pending.drain(..).map(|answer| (answer.0.record_id.clone(), answer)).collect();
        let hops = metadata.hops.iter().filter_map(|hop| answers.remove(&hop.record_id)).filter_map(hop);
        VisitRecords { hops: hops.collect(), metadata, place }
    }

    fn damage(&self, offset: u64, reason: String) -> Damage {
        Damage { segment: self.segment.clone(), offset, reason }
    }

    /// The records from the first spot on, at or behind `from`, at which a record starts.
    fn resume(&mut self, from: u64) -> Option<Part> {
        let mut file = File::open(&self.path).ok()?;
        let start = next_member(&mut file, from).ok()?.filter(|start| *start < self.end)?;
        self.base = start;
        open(&self.path, start, self.end).ok()
    }
}

fn hop((place, record): (RecordPlace, Record)) -> Option<HopRecords> {
    let revisit = record.kind() == "revisit";
    let kind = match record.header("WARC-Profile") {
        _ if !revisit => CaptureKind::Response,
        Some(profile) if profile.ends_with("server-not-modified") => CaptureKind::NotModified,
        _ => CaptureKind::SamePayload,
    };
    let mut response = record.response()?;
    if revisit {
        response.body = Bytes::new();
    }
    let payload_digest = record.header("WARC-Payload-Digest").map(str::to_owned);
    Some(HopRecords { place, kind, response, payload_digest })
}
