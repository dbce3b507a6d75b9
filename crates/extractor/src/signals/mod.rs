//! What texts say of the criteria of transparency, disclosure and practice.

mod kinds;

pub use kinds::{Criterion, Kind, kind, kinds};
