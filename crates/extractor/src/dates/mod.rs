//! Dates as people and machines write them.

mod calendar;
mod clock;
mod context;
mod cursor;
mod epoch;
mod find;
mod fold;
mod label;
mod names;
mod parse;
mod phrase;
mod resolve;
mod token;
mod zone;
mod zone_names;

pub use context::{DateContext, DayOrder};
pub use epoch::parse_epoch;
pub use find::{Found, find};
pub use parse::parse;
