//! Times of reference events: ISO 8601 to their own precision, with or without an offset.

use chrono::NaiveDate;

use crate::{Certainty, Precision, Stamp};

/// What a form that is not ISO 8601 is answered with.
const FORM: &str = "write '2014', '2014-04', '2014-04-07', '2014-04-07T17:30' or '2014-04-07T17:30:00Z'";

/// The time that `text` says, never more exact than it was written.
///
/// # Errors
/// A hint, where it is not ISO 8601 or no time of the calendar.
pub(super) fn parse(text: &str) -> Result<Stamp, &'static str> {
    let (day, clock) = match text.split_once(['T', ' ']) {
        Some((day, clock)) => (day, Some(clock)),
        None => (text, None),
    };
    let (date, mut precision) = date(day).ok_or(FORM)?;
    let (mut time, mut offset_s, mut zone) = (chrono::NaiveTime::MIN, None, None);
    if let Some(clock) = clock {
        if precision != Precision::Day {
            return Err(FORM);
        }
        let (wall, offset) = match clock.find(['Z', '+', '-']) {
            Some(at) => clock.split_at(at),
            None => (clock, ""),
        };
        (time, precision) = wall_clock(wall).ok_or(FORM)?;
        offset_s = offset_seconds(offset).ok_or("write the offset as 'Z' or '+02:00'")?;
        zone = (offset == "Z").then(|| offset.to_owned());
    }
    Ok(Stamp {
        raw: text.to_owned(),
        local: date.and_time(time),
        precision,
        offset_s,
        zone,
        certainty: Certainty::Stated,
        spread: None,
        source: "seed:time".to_owned(),
        span: None,
    })
}

/// `2014`, `2014-04` or `2014-04-07`.
fn date(text: &str) -> Option<(NaiveDate, Precision)> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let precision = match (month, day) {
        (None, _) => Precision::Year,
        (Some(_), None) => Precision::Month,
        (Some(_), Some(_)) => Precision::Day,
    };
    let month = month.map_or(Some(1), |part| digits(part, 2))?;
    let day = day.map_or(Some(1), |part| digits(part, 2))?;
    Some((NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?, precision))
}

/// `17`, `17:30`, `17:30:05` or `17:30:05.123`.
fn wall_clock(text: &str) -> Option<(chrono::NaiveTime, Precision)> {
    let (text, fraction) = match text.split_once('.') {
        Some((text, fraction)) => (text, Some(fraction)),
        None => (text, None),
    };
    let mut parts = text.split(':');
    let hour = digits(parts.next()?, 2)?;
    let (minute, second) = (parts.next(), parts.next());
    if parts.next().is_some() || (fraction.is_some() && second.is_none()) {
        return None;
    }
    let precision = match (minute, second, fraction) {
        (None, ..) => Precision::Hour,
        (Some(_), None, _) => Precision::Minute,
        (_, Some(_), None) => Precision::Second,
        (_, Some(_), Some(_)) => Precision::Millisecond,
    };
    let minute = minute.map_or(Some(0), |part| digits(part, 2))?;
    let second = second.map_or(Some(0), |part| digits(part, 2))?;
    let milli = fraction.map_or(Some(0), |part| digits(part, 3))?;
    Some((chrono::NaiveTime::from_hms_milli_opt(hour, minute, second, milli)?, precision))
}

/// Nothing, `Z`, `+02:00`, `+0200` or `+02`, as seconds east of UTC.
fn offset_seconds(text: &str) -> Option<Option<i32>> {
    let (sign, rest) = match text.as_bytes().first() {
        None => return Some(None),
        Some(b'Z') if text.len() == 1 => return Some(Some(0)),
        Some(b'+') => (1, text.get(1..)?),
        Some(b'-') => (-1, text.get(1..)?),
        _ => return None,
    };
    let (hours, minutes) = match rest.len() {
        2 => (rest, "00"),
        4 => rest.split_at_checked(2)?,
        _ => rest.split_once(':')?,
    };
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    if hours > 14 || minutes > 59 {
        return None;
    }
    Some(Some(sign * i32::try_from(hours * 3_600 + minutes * 60).ok()?))
}

/// Exactly `count` digits, as a number.
fn digits(text: &str, count: usize) -> Option<u32> {
    match text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()) {
        true => text.parse().ok(),
        false => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_time_is_as_exact_as_it_was_written() {
        let cases = [
            ("2014", Precision::Year, None),
            ("2014-04", Precision::Month, None),
            ("2014-04-07", Precision::Day, None),
            ("2014-04-07T17Z", Precision::Hour, Some(0)),
            ("2014-04-07T17:30", Precision::Minute, None),
            ("2021-11-29T22:28:07-07:00", Precision::Second, Some(-7 * 3_600)),
            ("2021-11-29 22:28:07+0530", Precision::Second, Some(19_800)),
            ("2021-11-29T22:28:07.250Z", Precision::Millisecond, Some(0)),
        ];
        for (text, precision, offset_s) in cases {
            let stamp = parse(text).unwrap();
            assert_eq!((stamp.precision, stamp.offset_s, stamp.raw.as_str()), (precision, offset_s, text));
        }
        let stamp = parse("2021-11-29T22:28:07-07:00").unwrap();
        assert_eq!(stamp.instant().unwrap().to_rfc3339(), "2021-11-30T05:28:07+00:00");
    }

    #[test]
    fn what_no_calendar_knows_is_refused() {
        let wrong = [
            "",
            "14",
            "2014-4-7",
            "2014-13",
            "2014-02-30",
            "2014-04T17:30",
            "2014-04-07T",
            "2014-04-07T25:00",
            "2014-04-07T17:30PDT",
            "2014-04-07T17:30+15:00",
            "2014-04-07T17:30+2",
            "April 7, 2014",
            "2014-04-07T17:30.5",
            "2014-04-07-01",
            "2014-04-07T17:30Z approx.",
            "２014",
        ];
        for text in wrong {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "[0-9TZ:+. é-]{0,30}") {
            if let Ok(stamp) = parse(&text) {
                prop_assert_eq!(parse(&stamp.local_iso()).map(|it| it.local), Ok(stamp.local));
            }
        }
    }
}
