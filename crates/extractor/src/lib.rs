//! Bytes in, facts out: pure, synchronous, total.
//!
//! [`extract`] reads one document with the first adapter whose shape fits; it never fails: what could
//! not be read is a note in the result.

mod adapters;
mod article;
mod body;
pub mod dates;
mod document;
mod evidence;
mod extract;
mod future;
mod mentions;
pub mod output;
pub mod signals;
mod unset;

pub use adapters::{Offer, OfferKind, Offers, looks_like_post, offers};
pub use article::job_titles;
#[doc(hidden)]
pub use article::measure_blocks;
pub use body::{Decoded, MAX_DECODED_BYTES, MAX_RATIO, decode_characters, decode_content, decode_text};
pub use document::{Document, Input};
pub use extract::{VERSION, extract, extract_capture};
pub use mentions::find_mentions;
