//! Exact bytes to and from WARC 1.1 files (ISO 28500:2017), one gzip member per record.
//!
//! [`Archive::append`] writes the records of one visit and syncs them before it returns:
//!
//! - per hop a `response` record (or a `revisit` of the known capture) and the `request` that led to it,
//!   linked by `WARC-Concurrent-To`;
//! - last a `metadata` record of the visit itself, [`VisitMetadata`] as JSON: what was looked for, why, and
//!   what it came to. It is written also where nothing was received, so the database can be rebuilt from
//!   the archive alone.
//!
//! What people said is in files of its own: [`Archive::keep_people`].
//!
//! A response block is the head as the HTTP client handed it over and the entity body as it was sent: the
//! transfer framing is gone, the content encoding is kept. So that no reader takes the body for a framed
//! one, `Transfer-Encoding` is written as `X-Archive-Orig-Transfer-Encoding`, and a `Content-Length` that
//! the framing made void as `X-Archive-Orig-Content-Length`; a `Content-Length` that was not sent is not
//! made up. The reason phrase is the usual one for the status, as the client does not hand it over.
//! Request header fields that carry secrets are written with the value `[masked]`.

mod archive;
mod compose;
mod config;
mod error;
mod foreign;
mod head;
mod http;
mod marker;
mod member;
mod metadata;
mod packed;
mod people;
mod read;
mod record;
mod references;
mod resync;
mod segment;
mod store;
mod tail;
mod verify;
mod visits;

pub use archive::{Archive, list_segments, warcinfo};
pub use config::ArchiveConfig;
pub use error::ArchiveError;
pub use foreign::{
    ForeignAnswer, Listed, ListedRecord, Listing, Passed, WaczPart, WarcFault, WarcFinding, is_answer,
    list_file, list_part, read_answer, read_answer_in, wacz_parts,
};
pub use metadata::{HopMetadata, KnownMetadata, OutcomeMetadata, SourceMetadata, VisitMetadata};
pub use packed::{Packed, pack};
pub use read::{SegmentRecords, read_segment};
pub use record::Record;
pub use references::{Dangling, References};
pub use store::{SegmentStore, segment_names};
pub use verify::{Damage, SegmentCheck, SoundRecord, verify_segment};
pub use visits::{HopRecords, SegmentVisits, VisitRecords, is_own_file, read_visits, read_visits_in};
