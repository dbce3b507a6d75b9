//! The frontier: which address is visited next, by whom, and how politely.

mod again;
mod claim;
mod enqueue;
mod lease;
mod respell;
mod resting;
mod scope;
mod visit;

pub use again::AgainLine;
pub use claim::{Claim, RETRY_WINDOW_S};
pub(crate) use enqueue::{Address, add_found, add_seeds, prepare_origins, prepare_robots, readdress};
pub use lease::LEASE_S;
pub(crate) use respell::respelled;
pub use resting::RestingGroup;
pub use scope::Scope;
pub(crate) use visit::read_by_key as read_visit;
