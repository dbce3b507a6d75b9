//! What the surrounding document says of its dates.

use chrono::{NaiveDate, NaiveDateTime};
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

impl DayOrder {
    /// The order in use where this language tag (`en-US`, `de`, `pt_BR`) is: the month first in the
    /// United States only. `Unknown` for bare `en`, for Canada, and where the year comes first anyway.
    pub fn of_locale(tag: &str) -> Self {
        let tag = tag.trim().to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or_default();
        let region = parts.find(|part| part.len() == 2);
        match (language, region) {
            ("en" | "es", Some("us" | "pr")) => Self::MonthFirst,
            ("en" | "fr", Some("ca")) => Self::Unknown,
            ("en", Some("gb" | "uk" | "ie" | "au" | "nz" | "in" | "za" | "sg" | "mt")) => Self::DayFirst,
            ("en", _) => Self::Unknown,
            (language, _) if DAY_FIRST.contains(&language) => Self::DayFirst,
            _ => Self::Unknown,
        }
    }
}

const DAY_FIRST: [&str; 38] = [
    "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "uk", "be", "tr", "da", "no", "nb", "nn", "fi", "cs",
    "sk", "sl", "hr", "sr", "bs", "bg", "ro", "el", "he", "ar", "id", "ms", "vi", "th", "ca", "gl", "et",
    "lv", "is", "hi", "sv",
];

/// What says of which year a date is that names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Anchor {
    /// Nothing but the moment of reading: it is the latest year that can be, and ambiguous, since a page can stand
    /// for years before it is read.
    #[default]
    Collection,
    /// The reference is a time that the document states of itself, or it lists what is going on when it is read: the
    /// latest year that can be is the one that is meant.
    Document,
    /// Another date of about the same time: the year in which both lie nearest to each other.
    Near(NaiveDate),
    /// The day from which on it was said: the twelve months behind it hold it.
    Since(NaiveDate),
}

/// What the surrounding document says of its dates.
#[derive(Debug, Clone, Copy, Default)]
pub struct DateContext {
    /// The newest time that a date in the document can have (its own time, or when it was fetched), in
    /// UTC: a date without a year is the latest one that is not more than a day after it.
    pub reference: Option<NaiveDateTime>,
    /// What says of which year a date without one is.
    pub anchor: Anchor,
    /// The page's zone, where it is known: it decides ambiguous abbreviations.
    pub zone: Option<Tz>,
    /// The page's order of day and month.
    pub order: DayOrder,
    /// Whether the page is in Croatian, whose `listopad` is October and not November.
    pub is_croatian: bool,
}

impl DateContext {
    /// This context for dates that are not later than `last`, a time that the document states of itself; unchanged
    /// where it states none.
    pub fn until(self, last: Option<NaiveDateTime>) -> Self {
        match last {
            Some(_) => Self { reference: last, anchor: Anchor::Document, ..self },
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DayOrder;

    #[test]
    fn the_order_follows_the_region_before_the_language() {
        for (tag, order) in [
            ("en-US", DayOrder::MonthFirst),
            ("en_us", DayOrder::MonthFirst),
            ("en-GB", DayOrder::DayFirst),
            ("en", DayOrder::Unknown),
            ("en-CA", DayOrder::Unknown),
            ("de", DayOrder::DayFirst),
            ("zh-Hant-TW", DayOrder::Unknown),
            ("", DayOrder::Unknown),
        ] {
            assert_eq!(DayOrder::of_locale(tag), order, "{tag}");
        }
    }
}
