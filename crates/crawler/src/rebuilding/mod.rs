//! The database made again from the archive: the last two steps of the line, over all visits that are archived.
//!
//! The segments are read in order of time ([`sequence`]); each visit becomes the capture that the line once had
//! ([`past`]) and goes to the lane of its provider, where it is read and recorded ([`lanes`]). Within a provider
//! everything is recorded in the order of the archive, and providers side by side.

mod bodies;
mod lanes;
mod past;
mod rebuilder;
mod sequence;

pub use lanes::{Job, Lane, Lanes};
pub use rebuilder::{Rebuilder, Rebuilt};
pub use sequence::Sequence;
