//! A digest for each table of what is derived, over what its rows say and never over their numbers: two databases
//! that say the same have the same digests.

mod compare;
mod names;
mod table;

pub use compare::Difference;
pub use names::{OPERATIONAL, is_named};
pub use table::TableDigest;
