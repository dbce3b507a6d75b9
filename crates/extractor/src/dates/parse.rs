//! The grammar of dates.

use std::ops::Range;

use model::Stamp;

use super::DateContext;

/// A date inside a longer text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it says.
    pub stamp: Stamp,
}

/// Reads `text` as one date; `source` is the rule that found it. Surrounding blanks are ignored.
pub fn parse(_text: &str, _context: &DateContext, _source: &str) -> Option<Stamp> {
    None
}

/// All dates inside `text`, in order, without overlap.
pub fn find(_text: &str, _context: &DateContext, _source: &str) -> Vec<Found> {
    Vec::new()
}
