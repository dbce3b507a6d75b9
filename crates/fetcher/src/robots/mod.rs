//! The Robots Exclusion Protocol, RFC 9309: what may be asked for, and which line says so.

mod decide;
mod parse;
mod pattern;
mod state;

pub use decide::decide;
pub use parse::sitemaps;
pub use state::state_of;
