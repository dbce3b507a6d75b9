//! Dates as people and machines write them.

mod context;
mod parse;

pub use context::{DateContext, DayOrder};
pub use parse::{Found, find, parse};
