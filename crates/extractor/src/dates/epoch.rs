//! Unix times, where a field is known to hold one.

use chrono::DateTime;
use model::Stamp;

use super::resolve;

/// Reads `text` as a Unix time in seconds (9 or 10 digits, also with a fraction) or milliseconds (12 or
/// 13 digits). Only for fields that are known to hold one: any number looks like this.
pub fn parse_epoch(text: &str, source: &str) -> Option<Stamp> {
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || fraction.len() > 9 {
        return None;
    }
    let value: i64 = whole.parse().ok()?;
    let milliseconds = match (whole.len(), fraction) {
        (9 | 10, "") => value * 1000,
        (9 | 10, fraction) => value * 1000 + format!("{fraction:0<3}").get(..3)?.parse::<i64>().ok()?,
        (12 | 13, "") => value,
        _ => return None,
    };
    let local = DateTime::from_timestamp_millis(milliseconds)?.naive_utc();
    Some(resolve::of_instant(local, text, source))
}

#[cfg(test)]
mod tests {
    use super::parse_epoch;
    use model::Precision;

    #[test]
    fn seconds_and_milliseconds_are_told_apart_by_length() {
        let seconds = parse_epoch("1396992730", "test").unwrap();
        assert_eq!(seconds.local_iso(), "2014-04-08T21:32:10");
        assert_eq!((seconds.offset_s, seconds.precision), (Some(0), Precision::Second));
        let milliseconds = parse_epoch(" 1396992730123 ", "test").unwrap();
        assert_eq!(milliseconds.local_iso(), "2014-04-08T21:32:10.123");
        assert_eq!(milliseconds.raw, "1396992730123");
        assert_eq!(parse_epoch("1396992730.5", "test").unwrap().local_iso(), "2014-04-08T21:32:10.500");
    }

    #[test]
    fn other_numbers_are_no_times() {
        for text in ["", "2014", "20140408", "-1396992730", "1396992730x", "99999999999999999999", "1.", ".5"]
        {
            assert_eq!(parse_epoch(text, "test"), None, "{text}");
        }
    }
}
