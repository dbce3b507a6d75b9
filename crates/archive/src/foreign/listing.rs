//! The records of a file and its faults, in order.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::bufread::GzDecoder;

use super::digests::Digests;
use super::peek::Peek;
use crate::ArchiveError;
use crate::head::{Counted, Head, read_head};
use crate::resync::next_member;

/// Maximum size of a block, in bytes as unpacked. Behind a longer one the next record is looked for.
const MAX_BLOCK_BYTES: u64 = 16 << 30;
/// Maximum number of faults of a file. One with more is given up.
const MAX_FINDINGS: usize = 10_000;

/// Fields that ISO 28500, section 5, wants in every record, without those that reading needs.
const MANDATORY: [&str; 3] = ["WARC-Record-ID", "WARC-Type", "WARC-Date"];

/// How what follows a record may start: a plain record, or a gzip member.
const STARTS: [&[u8]; 2] = [b"WARC/", &[0x1f, 0x8b]];

/// One step through a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// A record, also one whose block is not whole.
    Record(ListedRecord),
    /// Something is wrong; what it is about was listed just before, where it could be read.
    Finding(WarcFinding),
}

/// A record without its block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedRecord {
    /// Where its gzip member, in a plain file the record itself, starts in the file.
    pub offset: u64,
    /// Bytes of the file that it takes; `None` where its member holds other records too, or does not end.
    pub length: Option<u64>,
    /// The version line, such as `WARC/1.1`.
    pub version: String,
    /// Header fields in order, names as written.
    pub headers: Vec<(String, String)>,
    /// Bytes of its block that are there.
    pub block_bytes: u64,
    /// SHA-1 of these, hexadecimal.
    pub block_sha1: String,
    /// These themselves, where they were asked for (see [`Listing::with_blocks`]).
    pub block: Option<Vec<u8>>,
}

impl ListedRecord {
    /// The first header field of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Something that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarcFinding {
    /// Where the record, or its gzip member, starts in the file.
    pub offset: u64,
    /// Its class.
    pub fault: WarcFault,
    /// What is wrong, for a person.
    pub reason: String,
}

/// The classes of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum WarcFault {
    /// A field that every record must have is missing.
    MissingField,
    /// The block does not have the digest that the header says.
    BlockDigest,
    /// The payload does not have the digest that the header says.
    PayloadDigest,
    /// The block is not as long as the header says.
    ContentLength,
    /// Something else than two line ends stands between a block and what follows it.
    LineEnds,
    /// One gzip member holds several records: none can be read without those before it.
    SharedMember,
    /// A gzip member does not have its checksum.
    Checksum,
    /// A gzip member cannot be unpacked.
    Compression,
    /// The file ends in the middle of a record.
    CutOff,
    /// Something that is no record stands where one should.
    NotARecord,
    /// A limit of this reader was reached.
    Limit,
    /// The system could not read the file.
    Unreadable,
}

impl WarcFault {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MissingField => "missing-field",
            Self::BlockDigest => "block-digest",
            Self::PayloadDigest => "payload-digest",
            Self::ContentLength => "content-length",
            Self::LineEnds => "line-ends",
            Self::SharedMember => "shared-member",
            Self::Checksum => "checksum",
            Self::Compression => "compression",
            Self::CutOff => "cut-off",
            Self::NotARecord => "not-a-record",
            Self::Limit => "limit",
            Self::Unreadable => "unreadable",
        }
    }
}

/// The records of the file at `path` and its faults, in order.
///
/// # Errors
/// Where the file cannot be opened.
pub fn list_file(path: &Path) -> Result<Listing, ArchiveError> {
    list_part(path, 0, u64::MAX)
}

/// The same for a part of a file: what is stored in it from the byte `start` up to the byte `end`.
///
/// # Errors
/// Where the file cannot be opened.
pub fn list_part(path: &Path, start: u64, end: u64) -> Result<Listing, ArchiveError> {
    let input =
        open(path, start, end).map_err(|source| ArchiveError::Read { path: path.to_owned(), source })?;
    Ok(Listing {
        path: path.to_owned(),
        end,
        wanted: None,
        state: State::Between { input, base: start },
        pending: VecDeque::new(),
        findings: 0,
        records: 0,
    })
}

fn open(path: &Path, start: u64, end: u64) -> io::Result<Input> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    Ok(Counted::new(BufReader::new(file.take(end.saturating_sub(start)))))
}

/// See [`list_file`].
pub struct Listing {
    path: PathBuf,
    /// Where the part that is listed ends, in bytes of the file.
    end: u64,
    /// Which blocks are handed out.
    wanted: Option<Wanted>,
    state: State,
    pending: VecDeque<Listed>,
    findings: usize,
    records: u64,
}

/// Whether the block of the record with these header fields is wanted, and of how many bytes at most.
struct Wanted {
    pick: fn(&[(String, String)]) -> bool,
    most: u64,
}

impl Listing {
    /// Hands out the blocks of the records that `pick` takes by their header fields. One of more than `most` bytes
    /// is left out: a block is held in memory.
    pub fn with_blocks(mut self, most: u64, pick: fn(&[(String, String)]) -> bool) -> Self {
        self.wanted = Some(Wanted { pick, most });
        self
    }
}

type Input = Counted<BufReader<io::Take<File>>>;

/// Where the reading stands. `base` is where in the file an input began to be counted.
enum State {
    Between { input: Input, base: u64 },
    Plain { input: Peek<Input>, base: u64 },
    Member { input: Box<Peek<GzDecoder<Input>>>, base: u64, start: u64, records: u64 },
    Ended,
}

impl Iterator for Listing {
    type Item = Listed;

    fn next(&mut self) -> Option<Listed> {
        loop {
            if let Some(listed) = self.pending.pop_front() {
                return Some(listed);
            }
            self.state = match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return None,
                State::Between { input, base } => self.between(input, base),
                State::Plain { input, base } => self.plain(input, base),
                State::Member { input, base, start, records } => self.member(input, base, start, records),
            };
            if self.findings > MAX_FINDINGS {
                self.state = State::Ended;
            }
        }
    }
}

/// A record as far as it was read, and what is wrong with it.
struct Reading {
    record: Option<ListedRecord>,
    faults: Vec<(WarcFault, String)>,
    /// Why the input could not be read on.
    stopped: Option<io::Error>,
    /// Whether the next record has to be looked for.
    lost: bool,
}

impl Listing {
    fn between(&mut self, mut input: Input, base: u64) -> State {
        let start = base + input.taken();
        match input.fill_buf() {
            Err(error) => self.stop(start, &error),
            Ok([]) => {
                // A WARC file is one record or more (WARC 1.1, section 4); a gzip member can be empty.
                if self.records == 0 && self.findings == 0 {
                    let reason = if start == 0 { "the file is empty" } else { "the file holds no record" };
                    self.find(0, WarcFault::NotARecord, reason.to_owned());
                }
                State::Ended
            }
            Ok([0x1f, ..]) => {
                State::Member { input: Box::new(Peek::new(GzDecoder::new(input))), base, start, records: 0 }
            }
            Ok(_) => State::Plain { input: Peek::new(input), base: start },
        }
    }

    fn plain(&mut self, mut input: Peek<Input>, base: u64) -> State {
        if let Err(error) = input.skip_line_ends() {
            return self.stop(base + input.passed(), &error);
        }
        let offset = base + input.passed();
        let lost = match input.peek(6) {
            Err(error) => return self.stop(offset, &error),
            Ok([]) => return State::Ended,
            Ok([0x1f, 0x8b, ..]) => return self.from(offset),
            Ok(ahead) if is_cut_off(ahead) => {
                let text = "the file ends in the middle of the record's first line".to_owned();
                self.find(offset, WarcFault::CutOff, text);
                return State::Ended;
            }
            Ok(ahead) if !ahead.starts_with(b"WARC/") => {
                let text = not_a_record(ahead);
                self.find(offset, WarcFault::NotARecord, text);
                true
            }
            Ok(_) => {
                let mut read = read_record(&mut input, offset, self.wanted.as_ref());
                if let Some(record) = &mut read.record {
                    record.length = Some(base + input.passed() - offset);
                }
                let (stopped, lost) = (read.stopped.take(), read.lost);
                self.hand_out(offset, read);
                if let Some(error) = stopped {
                    return self.stop(offset, &error);
                }
                lost
            }
        };
        match lost.then(|| input.skip_to_record()) {
            Some(Err(error)) => self.stop(offset, &error),
            // Where no plain record follows, a compressed one may.
            Some(Ok(false)) => self.next_member(offset),
            None | Some(Ok(true)) => State::Plain { input, base },
        }
    }

    fn member(
        &mut self,
        mut input: Box<Peek<GzDecoder<Input>>>,
        base: u64,
        start: u64,
        records: u64,
    ) -> State {
        let read = match input.skip_line_ends().and_then(|_| input.peek(6).map(<[u8]>::to_vec)) {
            Err(error) => {
                let unread = Reading { record: None, faults: Vec::new(), stopped: Some(error), lost: true };
                return self.damaged(start, unread);
            }
            Ok(ahead) if ahead.is_empty() => {
                return State::Between { input: input.into_inner().into_inner(), base };
            }
            Ok(ahead) if !ahead.starts_with(b"WARC/") => Reading {
                record: None,
                faults: vec![(WarcFault::NotARecord, not_a_record(&ahead))],
                stopped: None,
                lost: true,
            },
            Ok(_) => read_record(&mut *input, start, self.wanted.as_ref()),
        };
        let mut read = read;
        if read.stopped.is_none() && read.lost {
            read.stopped = input.skip_to_record().err();
        }
        // The end of the member has to be seen before its length is known and its checksum is right.
        let ended = match read.stopped.take() {
            Some(error) => Err(error),
            None => input.skip_line_ends().and_then(|_| Ok(input.peek(1)?.is_empty())),
        };
        match ended {
            Err(error) => {
                read.stopped = Some(error);
                self.damaged(start, read)
            }
            Ok(true) => {
                let input = input.into_inner().into_inner();
                if let Some(record) = read.record.as_mut().filter(|_| records == 0) {
                    record.length = Some(base + input.taken() - start);
                }
                self.hand_out(start, read);
                State::Between { input, base }
            }
            Ok(false) => {
                if records == 0 && read.record.is_some() {
                    let text = "one gzip member holds several records, so none can be read alone".to_owned();
                    read.faults.push((WarcFault::SharedMember, text));
                }
                let more = u64::from(read.record.is_some());
                self.hand_out(start, read);
                State::Member { input, base, start, records: records + more }
            }
        }
    }

    /// A member that cannot be read to its end: what there is of it is listed, then the next one is looked
    /// for.
    fn damaged(&mut self, start: u64, mut read: Reading) -> State {
        let error = read.stopped.take();
        let next = self.member_behind(start);
        let last = matches!(next, Ok(None));
        let fault = match error.as_ref().map(io::Error::kind) {
            Some(io::ErrorKind::UnexpectedEof) if last => {
                (WarcFault::CutOff, "the file ends in the middle of a gzip member".to_owned())
            }
            _ => {
                let text = error.map(|error| error.to_string()).unwrap_or_default();
                let class =
                    if text.contains("checksum") { WarcFault::Checksum } else { WarcFault::Compression };
                (class, format!("the gzip member is damaged: {text}"))
            }
        };
        read.faults.push(fault);
        self.hand_out(start, read);
        match next {
            Ok(Some(next)) => self.from(next),
            Ok(None) => State::Ended,
            Err(error) => self.stop(start, &error),
        }
    }

    /// Goes on at the first gzip member behind `start`, if there is one.
    fn next_member(&mut self, start: u64) -> State {
        match self.member_behind(start) {
            Ok(Some(next)) => self.from(next),
            Ok(None) => State::Ended,
            Err(error) => self.stop(start, &error),
        }
    }

    fn member_behind(&self, start: u64) -> io::Result<Option<u64>> {
        let next = next_member(&mut File::open(&self.path)?, start + 1)?;
        Ok(next.filter(|next| *next < self.end))
    }

    /// Begins anew at that place of the file.
    fn from(&mut self, offset: u64) -> State {
        match open(&self.path, offset, self.end) {
            Ok(input) => State::Between { input, base: offset },
            Err(error) => self.stop(offset, &error),
        }
    }

    fn hand_out(&mut self, offset: u64, read: Reading) {
        self.records += u64::from(read.record.is_some());
        self.pending.extend(read.record.map(Listed::Record));
        for (fault, reason) in read.faults {
            self.find(offset, fault, reason);
        }
    }

    fn find(&mut self, offset: u64, fault: WarcFault, reason: String) {
        self.findings += 1;
        let finding = match self.findings.cmp(&MAX_FINDINGS) {
            std::cmp::Ordering::Less => WarcFinding { offset, fault, reason },
            std::cmp::Ordering::Equal => WarcFinding {
                offset,
                fault: WarcFault::Limit,
                reason: format!("more than {MAX_FINDINGS} faults; the rest of the file was not read"),
            },
            std::cmp::Ordering::Greater => return,
        };
        self.pending.push_back(Listed::Finding(finding));
    }

    fn stop(&mut self, offset: u64, error: &io::Error) -> State {
        self.find(offset, WarcFault::Unreadable, format!("the file cannot be read: {error}"));
        State::Ended
    }
}

/// Whether what is left is only a part of a record's first word.
fn is_cut_off(ahead: &[u8]) -> bool {
    ahead.len() < b"WARC/".len() && b"WARC/".starts_with(ahead)
}

fn not_a_record(ahead: &[u8]) -> String {
    let start: String = String::from_utf8_lossy(ahead.get(..ahead.len().min(40)).unwrap_or_default())
        .chars()
        .take_while(|c| !c.is_control())
        .collect();
    format!("a record should start here, and there stands '{start}'")
}

/// Reads the record that starts here, its block and the line ends behind it.
fn read_record(input: &mut Peek<impl Read>, offset: u64, wanted: Option<&Wanted>) -> Reading {
    let mut read = Reading { record: None, faults: Vec::new(), stopped: None, lost: true };
    let head = match read_head(input) {
        Ok(head) => head,
        Err(error) => {
            match error.kind() {
                // Of our own making: the input itself can be read on.
                _ if error.raw_os_error().is_none() && error.to_string().starts_with("a record") => {
                    read.faults.push((WarcFault::Limit, error.to_string()));
                }
                io::ErrorKind::UnexpectedEof if error.to_string().starts_with("the file ends") => {
                    let text = "the record ends in the middle of its header".to_owned();
                    read.faults.push((WarcFault::CutOff, text));
                }
                _ => read.stopped = Some(error),
            }
            return read;
        }
    };
    for name in MANDATORY {
        if head.field(name).is_none_or(str::is_empty) {
            read.faults.push((WarcFault::MissingField, format!("the record has no {name}")));
        }
    }
    let length = match head.field("Content-Length").map(str::parse::<u64>) {
        Some(Ok(length)) if length <= MAX_BLOCK_BYTES => Some(length),
        Some(Ok(length)) => {
            let text = format!("the record's {length} bytes are over the limit of {MAX_BLOCK_BYTES}");
            read.faults.push((WarcFault::Limit, text));
            None
        }
        Some(Err(_)) => {
            read.faults.push((WarcFault::ContentLength, "its Content-Length is no number".to_owned()));
            None
        }
        None => {
            read.faults.push((WarcFault::MissingField, "the record has no Content-Length".to_owned()));
            None
        }
    };
    let mut digests = Digests::of(&head);
    let wanted =
        wanted.filter(|it| length.is_some_and(|length| length <= it.most) && (it.pick)(&head.headers));
    let mut kept = wanted.map(|_| Vec::new());
    let (got, stopped) = copy_block(input, length.unwrap_or(0), &mut digests, kept.as_mut());
    let (block_sha1, block, payload) = digests.finish();
    read.stopped = stopped;
    if let Some(length) = length {
        if got == length {
            if read.stopped.is_none() {
                read.lost = line_ends(input, length, &mut read);
            }
            // Where the length is wrong, so is every digest, and it is not what has to be looked at.
            if !read.lost || read.stopped.is_some() {
                read.faults.extend(block.map(|text| (WarcFault::BlockDigest, text)));
                read.faults.extend(payload.map(|text| (WarcFault::PayloadDigest, text)));
            }
        } else if read.stopped.is_none() {
            let text =
                format!("the file or member ends after {got} of the {length} bytes of its Content-Length");
            read.faults.push((WarcFault::CutOff, text));
        }
    }
    let Head { version, headers } = head;
    read.record = Some(ListedRecord {
        offset,
        length: None,
        version,
        headers,
        block_bytes: got,
        block_sha1,
        block: kept,
    });
    read
}

/// Takes the line ends behind a block; whether something else stands there, so that the length was wrong.
fn line_ends(input: &mut Peek<impl Read>, length: u64, read: &mut Reading) -> bool {
    let ends = match input.peek(4) {
        Ok(ahead) => ahead.starts_with(b"\r\n\r\n") || ahead.starts_with(b"\n\n"),
        Err(error) => {
            read.stopped = Some(error);
            return false;
        }
    };
    let behind = input.skip_line_ends().and_then(|_| input.peek(6).map(<[u8]>::to_vec));
    match behind {
        Ok(ahead)
            if ahead.is_empty()
                || is_cut_off(&ahead)
                || STARTS.iter().any(|start| ahead.starts_with(start)) =>
        {
            if !ends {
                let text = format!("behind the {length} bytes of its Content-Length are not two line ends");
                read.faults.push((WarcFault::LineEnds, text));
            }
            false
        }
        Ok(_) => {
            let text = format!(
                "its Content-Length is wrong: behind {length} bytes its block goes on, where two line ends belong"
            );
            read.faults.push((WarcFault::ContentLength, text));
            true
        }
        Err(error) => {
            read.stopped = Some(error);
            false
        }
    }
}

/// Hashes up to `length` bytes, and keeps them in `kept`; how many there were, and why no more.
fn copy_block(
    input: &mut Peek<impl Read>,
    length: u64,
    digests: &mut Digests,
    mut kept: Option<&mut Vec<u8>>,
) -> (u64, Option<io::Error>) {
    let mut got = 0;
    while got < length {
        let ahead = match input.fill_buf() {
            Ok([]) => return (got, None),
            Ok(ahead) => ahead,
            Err(error) => return (got, Some(error)),
        };
        let count = usize::try_from(length - got).unwrap_or(usize::MAX).min(ahead.len());
        let piece = ahead.get(..count).unwrap_or_default();
        digests.update(piece);
        if let Some(kept) = kept.as_deref_mut() {
            kept.extend_from_slice(piece);
        }
        input.consume(count);
        got += count as u64;
    }
    (got, None)
}
