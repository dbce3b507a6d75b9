//! The world's calendar: April 2014, in UTC.

use chrono::{DateTime, TimeDelta, Utc};

/// 2014-04-01T00:00:00Z in seconds since 1970: the first instant of the world.
const FIRST_OF_APRIL: i64 = 1_396_310_400;

/// An instant of April 2014, UTC.
pub(super) fn april(day: u8, hour: u8, minute: u8) -> DateTime<Utc> {
    let minutes = (i64::from(day) - 1) * 24 * 60 + i64::from(hour) * 60 + i64::from(minute);
    DateTime::UNIX_EPOCH + TimeDelta::seconds(FIRST_OF_APRIL + minutes * 60)
}

/// The first instant of the world: what is older stood there from then on.
pub(super) fn beginning() -> DateTime<Utc> {
    april(1, 0, 0)
}

/// An instant as HTTP writes it (RFC 9110, section 5.6.7): `Tue, 08 Apr 2014 03:05:00 GMT`.
pub(super) fn http_date(instant: DateTime<Utc>) -> String {
    instant.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// The instant that an HTTP date means; `None` where it is not one, which a server has to ignore.
pub(super) fn from_http_date(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text.trim()).ok().map(|it| it.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_april_2014() {
        assert_eq!(april(8, 3, 5).to_rfc3339(), "2014-04-08T03:05:00+00:00");
        assert_eq!(http_date(april(8, 3, 5)), "Tue, 08 Apr 2014 03:05:00 GMT");
        assert_eq!(from_http_date("Tue, 08 Apr 2014 03:05:00 GMT"), Some(april(8, 3, 5)));
        assert_eq!(from_http_date("yesterday"), None);
    }
}
