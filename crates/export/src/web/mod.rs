//! The archived records of an export: copied byte for byte, as WARC files or in one WACZ file.

mod index;
mod surt;
mod wacz;
mod warc;

pub use wacz::export_wacz;
pub use warc::{WrittenRecords, export_warc};
