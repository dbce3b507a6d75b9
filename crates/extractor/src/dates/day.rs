//! The day of a date: year, month and day in every order that people write.

use super::cursor::Cursor;
use super::{asian_day, iso_day, named_day, numeric_day, persian_day};

/// Year, month and day as far as they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
    pub form: Form,
}

/// What the form says of the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A year, month and day in the order of ISO 8601, with hyphens or nothing between them.
    Iso,
    /// The month is named, or the order is fixed otherwise.
    Fixed,
    /// Two numbers, read as `first/second`: `month` and `day` of the [`Day`] are first and second.
    Numbers {
        separator: char,
        /// The year has two digits, so that the first number could be the year as well.
        short_year: bool,
    },
}

/// Reads one day at the cursor.
pub(super) fn day(c: &mut Cursor) -> Option<Day> {
    c.attempt(iso_day::year_first)
        .or_else(|| c.attempt(asian_day::ideographic))
        .or_else(|| c.attempt(asian_day::hangul))
        .or_else(|| c.attempt(persian_day::persian))
        .or_else(|| c.attempt(iso_day::compact))
        .or_else(|| c.attempt(named_day::month_first))
        .or_else(|| c.attempt(named_day::day_first))
        .or_else(|| c.attempt(asian_day::vietnamese))
        .or_else(|| c.attempt(numeric_day::numbers))
        .or_else(|| c.attempt(named_day::year_and_month))
}
