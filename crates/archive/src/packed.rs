//! Exchanges as gzip members: all that can be done before the disk is needed.

use std::cell::RefCell;
use std::num::NonZero;
use std::path::PathBuf;

use model::{Capture, CaptureKind, Exchange, RecordPlace, Sha1Digest};

use crate::ArchiveError;
use crate::compose::compose;
use crate::member::{Draft, Packer};

/// The records of one exchange, ready to be written.
pub struct Packed {
    pub(crate) members: Members,
    pub(crate) outline: Outline,
}

thread_local! {
    /// The packer of this thread: its tables are some hundred kilobytes, which the system would have to clear for each visit.
    static PACKER: RefCell<Packer> = RefCell::new(Packer::new());
}

/// Composes the records of `exchange`, computes their digests and compresses them. Takes time in proportion to the
/// bytes, and waits for nothing. Call it from threads that stay: each keeps a packer.
///
/// # Errors
/// Where the metadata cannot be written as JSON.
pub fn pack(exchange: &Exchange) -> Result<Packed, ArchiveError> {
    let mut members = Members::default();
    let outline = PACKER.with_borrow_mut(|packer| members.add_exchange(packer, exchange))?;
    Ok(Packed { members, outline })
}

/// Packs several exchanges on as many threads as there are cores.
///
/// # Errors
/// As [`pack`].
pub(crate) fn pack_all(exchanges: &[Exchange]) -> Result<(Members, Vec<Outline>), ArchiveError> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let members_of = |part: &[Exchange]| {
        let (mut members, mut packer) = (Members::default(), Packer::new());
        let outlines: Result<Vec<Outline>, _> =
            part.iter().map(|it| members.add_exchange(&mut packer, it)).collect();
        outlines.map(|outlines| (members, outlines))
    };
    let packed: Vec<_> = std::thread::scope(|scope| {
        let parts = exchanges.chunks(exchanges.len().div_ceil(cores).max(1));
        let threads: Vec<_> = parts.map(|part| (part, scope.spawn(move || members_of(part)))).collect();
        // Where a thread is cut off, its part is packed here, and tells why.
        threads.into_iter().map(|(part, it)| it.join().unwrap_or_else(|_| members_of(part))).collect()
    });
    let (mut members, mut outlines) = (Members::default(), Vec::new());
    for part in packed {
        let (more, written) = part?;
        members.append(more);
        outlines.extend(written);
    }
    Ok((members, outlines))
}

/// What is to know of the records of one exchange when their bytes are members.
pub(crate) struct Outline {
    /// Per hop whether there is a record of the request behind that of the answer.
    requests: Vec<bool>,
    kind: Option<CaptureKind>,
    payload_digest: Option<Sha1Digest>,
}

/// The gzip members of exchanges, in order.
#[derive(Default)]
pub(crate) struct Members {
    /// The members, one behind another.
    pub(crate) bytes: Vec<u8>,
    placed: Vec<(String, u64, u64)>,
}

impl Members {
    fn add(&mut self, packer: &mut Packer, draft: &Draft) -> Result<(), ArchiveError> {
        let offset = self.bytes.len() as u64;
        let length = draft
            .write(packer, &mut self.bytes)
            .map_err(|source| ArchiveError::Write { path: PathBuf::from("(in memory)"), source })?;
        self.placed.push((draft.id.clone(), offset, length));
        Ok(())
    }

    /// Adds the records of `exchange`.
    ///
    /// # Errors
    /// As [`pack`].
    pub(crate) fn add_exchange(
        &mut self,
        packer: &mut Packer,
        exchange: &Exchange,
    ) -> Result<Outline, ArchiveError> {
        let drafts = compose(exchange)?;
        for (answer, request) in &drafts.hops {
            self.add(packer, answer)?;
            if let Some(request) = request {
                self.add(packer, request)?;
            }
        }
        self.add(packer, &drafts.metadata)?;
        Ok(Outline {
            requests: drafts.hops.iter().map(|(_, request)| request.is_some()).collect(),
            kind: drafts.kind,
            payload_digest: drafts.payload_digest,
        })
    }

    /// Adds the members of `more` behind these.
    fn append(&mut self, more: Self) {
        let moved = self.bytes.len() as u64;
        self.bytes.extend_from_slice(&more.bytes);
        let placed = more.placed.into_iter();
        self.placed.extend(placed.map(|(id, offset, length)| (id, moved + offset, length)));
    }

    /// Where the records are when the first member starts at `start` of `segment`.
    pub(crate) fn places(&self, segment: &str, start: u64) -> impl Iterator<Item = RecordPlace> {
        self.placed.iter().map(move |(record_id, offset, length)| RecordPlace {
            segment: segment.to_owned(),
            offset: start + offset,
            length: *length,
            record_id: record_id.clone(),
        })
    }
}

/// The capture of an exchange, whose records stand at the next places.
pub(crate) fn capture(
    exchange: Exchange,
    outline: &Outline,
    places: &mut impl Iterator<Item = RecordPlace>,
) -> Capture {
    let nowhere = || RecordPlace { segment: String::new(), offset: 0, length: 0, record_id: String::new() };
    let mut answers: Vec<RecordPlace> = Vec::new();
    for has_request in &outline.requests {
        answers.extend(places.next());
        if *has_request {
            places.next();
        }
    }
    let metadata = places.next().unwrap_or_else(nowhere);
    let place = answers.pop();
    Capture {
        exchange,
        kind: outline.kind,
        place,
        earlier: answers,
        payload_digest: outline.payload_digest,
        metadata,
    }
}
