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
