//! Reading WARC and WACZ files of any writer, with what is wrong with them.
//!
//! Files may be plain or compressed, with a gzip member for each record or one for all, of any version from
//! WARC 0.17 on. A file is read as a stream: what is held in memory is one header and a buffer, whatever a
//! record says of its size. Behind a damaged spot the next record is looked for.

mod answer;
mod chunked;
mod digests;
mod listing;
mod peek;
mod wacz;

pub use answer::{ForeignAnswer, Passed, is_answer, read_answer, read_answer_in};
pub use listing::{Listed, ListedRecord, Listing, WarcFault, WarcFinding, list_file, list_part};
pub use wacz::{WaczPart, wacz_parts};
