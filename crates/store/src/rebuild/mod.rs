//! The database made again from the archive: each archived visit goes through the same transaction as the first
//! time, at an address that is put back as the visit's own record tells it.
//!
//! What is derived comes out row for row as it was ([`crate::Store::digests`] shows it). What is not in the archive
//! does not: leases, due times and what the schedule remembers are made anew, and bursts and what other rules once read
//! (`reader_changes`) are gone. What people said (seeds, merges, codes) is no visit; the archive keeps it beside them
//! ([`crate::PeopleSaid`]).

mod brought;
mod past;
mod people;
mod restore;
mod scratch;
mod state;
mod turns;

pub use past::PastVisit;
pub use people::SaidMerge;
pub use restore::Rebuild;
pub use scratch::Scratch;
pub use state::{Beginning, RebuildTally, has_record};
pub use turns::Turns;
