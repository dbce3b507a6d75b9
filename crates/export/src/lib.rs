//! What was found, written into files for others: tables in four formats with a description of each column, and the
//! archived records as WARC and WACZ.
//!
//! Everything is read from one moment of the database. What is written is read back from the disk and compared with
//! the database before an export is called done: the number of rows and a digest over all values of each table, and
//! of records their place, their digests and their number.

mod cite;
mod digest;
mod error;
mod folder;
mod format;
mod package;
mod tables;
mod web;

pub use cite::{Author, Citation, CitationKind};
pub use error::ExportError;
pub use folder::Folder;
pub use format::Format;
pub use package::{About, FACTS_LICENCE, TEXTS_LICENCE};
pub use tables::{WrittenTable, export_tables};
pub use web::{WrittenRecords, export_wacz, export_warc};
