//! Citations: of a post or a capture with the record that shows it, and of the whole collection.

mod bibtex;
mod citation;
mod csl;
mod text;

pub use citation::{Author, Citation, CitationKind};
