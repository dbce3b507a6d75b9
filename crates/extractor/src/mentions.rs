//! Which incidents a post speaks of.

use model::{Extraction, IncidentTerms, Mention};

/// All mentions of `incidents` in the posts of `extraction`.
pub fn find_mentions(_extraction: &Extraction, _incidents: &[IncidentTerms]) -> Vec<Mention> {
    Vec::new()
}
