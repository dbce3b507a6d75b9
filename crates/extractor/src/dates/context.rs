//! What the surrounding document says of its dates.

use chrono::NaiveDateTime;
use chrono_tz::Tz;

/// Which number comes first in `04/07/2014`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DayOrder {
    /// The document does not tell: a form that can be read both ways is ambiguous.
    #[default]
    Unknown,
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

/// What the surrounding document says of its dates.
#[derive(Debug, Clone, Copy, Default)]
pub struct DateContext {
    /// The newest time that a date in the document can have (its own time, or when it was fetched), in
    /// UTC: a date without a year is the latest one that is not more than a day after it.
    pub reference: Option<NaiveDateTime>,
    /// The page's zone, where it is known: it decides ambiguous abbreviations.
    pub zone: Option<Tz>,
    /// The page's order of day and month.
    pub order: DayOrder,
}
