//! Dates as people and machines write them.

mod any;
mod asian_day;
mod clock;
mod context;
mod country;
mod cursor;
mod day;
mod days;
mod epoch;
mod find;
mod fold;
mod iso_day;
mod label;
mod named_day;
mod names;
mod numeric_day;
mod parse;
mod persian_day;
mod phrase;
mod reading;
mod relative;
mod resolve;
#[cfg(test)]
mod tests;
mod token;
mod year;
mod zone;
mod zone_names;

pub use any::read_any;
pub use chrono_tz::Tz;
pub use context::{Anchor, DateContext, DayOrder};
pub use country::zone_of_country;
pub use epoch::parse_epoch;
pub use find::{Found, find, find_readings};
pub use parse::{parse, read, read_again};
pub use reading::{Flag, Reading};
pub use relative::read_relative;
pub use token::has_digit;
