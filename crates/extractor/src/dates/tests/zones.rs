//! Which offset a clock time has, and what only looks like one.

use chrono_tz::Tz;
use model::{Certainty, Stamp};

use super::super::{DateContext, find, parse};

fn first(text: &str) -> Stamp {
    let context = DateContext { reference: "2026-11-26T12:00:00".parse().ok(), ..DateContext::default() };
    find(text, &context, "test").into_iter().next().unwrap().stamp
}

fn instant(stamp: &Stamp) -> String {
    let certain = stamp.instant().filter(|_| stamp.certainty != Certainty::Ambiguous);
    certain.map_or("none".into(), |time| time.format("%Y-%m-%dT%H:%M").to_string())
}

#[test]
fn an_offset_behind_utc_is_read_with_a_blank_before_it_or_nothing_is() {
    for (text, wanted) in [
        ("Posted April 8, 2014 at 22:00 UTC -7 by Ada", "2014-04-09T05:00"),
        ("Posted April 8, 2014 at 22:00 GMT +2 by Ada", "2014-04-08T20:00"),
        ("April 8, 2014 22:00 GMT -07:00", "2014-04-09T05:00"),
        ("April 8, 2014 22:00 UTC", "2014-04-08T22:00"),
        ("April 8, 2014 22:00 UTC - 3 of them", "2014-04-08T22:00"),
        ("April 8, 2014 22:00 UTC -20", "none"),
    ] {
        assert_eq!(instant(&first(text)), wanted, "{text}");
    }
    assert_eq!(
        instant(&parse("Apr 8, 2014 10:00 UTC -7", &DateContext::default(), "test").unwrap()),
        "2014-04-08T17:00"
    );
}

#[test]
fn the_end_of_a_range_is_no_offset() {
    for text in [
        "2014-04-08 10:00–11:30",
        "2014-04-08 02:00–04:00",
        "2014-04-08 10:00 -11:30",
        "2014-04-08 10:00-11:30",
        "2014-04-08T10:00–11:30",
    ] {
        let stamp = first(text);
        assert_eq!((stamp.offset_s, stamp.certainty), (None, Certainty::Ambiguous), "{text}");
    }
    for (text, wanted) in [
        ("maintenance on 2014-04-08 10:00–11:30 UTC", "2014-04-08T10:00 2014-04-08T11:31"),
        ("2014-04-08 10:00-11:00 UTC", "2014-04-08T10:00 2014-04-08T11:01"),
    ] {
        let (low, high) = first(text).bounds().unwrap();
        let minutes = (low.format("%Y-%m-%dT%H:%M"), high.format("%Y-%m-%dT%H:%M"));
        assert_eq!(format!("{} {}", minutes.0, minutes.1), wanted, "{text}");
    }
    // Either can be meant.
    assert_eq!(first("2014-04-08 02:00-04:00").certainty, Certainty::Ambiguous);
    for (text, wanted) in [
        ("2014-04-08T02:00-04:00", "2014-04-08T06:00"),
        ("2014-04-08 02:00:00-04:00", "2014-04-08T06:00"),
        ("2014-04-08 10:00-07:00", "2014-04-08T17:00"),
        ("2014-04-08 10:00−07:00", "2014-04-08T17:00"),
        ("2014-04-08 10:00 -0700", "2014-04-08T17:00"),
        ("2014-04-08T10:00:00-03:30", "2014-04-08T13:30"),
        ("2014-04-08 10:00:00 -07:00 PDT", "2014-04-08T17:00"),
    ] {
        assert_eq!(instant(&first(text)), wanted, "{text}");
    }
}

#[test]
fn in_the_hour_that_is_repeated_the_name_of_the_zone_decides() {
    for (text, wanted) in [
        ("November 2, 2014 01:30 EDT", "2014-11-02T05:30"),
        ("November 2, 2014 01:30 EST", "2014-11-02T06:30"),
        ("October 26, 2014 02:30 CEST", "2014-10-26T00:30"),
        ("October 26, 2014 02:30 CET", "2014-10-26T01:30"),
    ] {
        assert_eq!(instant(&first(text)), wanted, "{text}");
    }
    let context = DateContext { zone: Some(Tz::America__New_York), ..DateContext::default() };
    let stamp = parse("November 2, 2014 01:30 EDT", &context, "test").unwrap();
    assert_eq!(stamp.certainty, Certainty::Stated);
}
