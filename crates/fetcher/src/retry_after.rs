//! `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date in one of the three forms of HTTP.

use chrono::{DateTime, NaiveDateTime, Utc};

/// The wait that `value` asks for, in seconds from `now`; 0 for a date that has passed.
pub(crate) fn seconds(value: &str, now: DateTime<Utc>) -> Option<u64> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // Only a number too large to count does not parse: it asks for ever.
        return Some(value.parse().unwrap_or(u64::MAX));
    }
    let wait = http_date(value)?.signed_duration_since(now).num_seconds();
    Some(u64::try_from(wait).unwrap_or(0))
}

/// Reads an HTTP date (RFC 9110, section 5.6.7). The name of the day is not looked at: it adds nothing,
/// and servers get it wrong.
pub(crate) fn http_date(value: &str) -> Option<DateTime<Utc>> {
    let forms = ["%d %b %Y %H:%M:%S GMT", "%d-%b-%y %H:%M:%S GMT", "%b %e %H:%M:%S %Y"];
    let (_, rest) = value.split_once(' ')?;
    forms
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(rest.trim(), form).ok())
        .map(|time| time.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expect: Option<u64>) {
        let now = DateTime::parse_from_rfc3339("2014-04-08T21:32:10Z").unwrap().to_utc();
        assert_eq!(seconds(value, now), expect, "{value}");
    }

    #[test]
    fn seconds_and_all_three_forms_of_a_date() {
        check("120", Some(120));
        check(" 0 ", Some(0));
        check("Tue, 08 Apr 2014 21:33:10 GMT", Some(60));
        check("Monday, 08-Apr-14 21:33:10 GMT", Some(60));
        check("Tue Apr  8 21:33:10 2014", Some(60));
    }

    #[test]
    fn what_cannot_be_waited_for() {
        check("Tue, 08 Apr 2014 21:00:00 GMT", Some(0));
        check(&"9".repeat(40), Some(u64::MAX));
        check("", None);
        check("-5", None);
        check("soon", None);
        check("1.5", None);
    }
}
