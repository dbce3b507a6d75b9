//! What can be read in more than one way has the range of all its readings, or none.

use chrono::NaiveDate;
use chrono_tz::Tz;
use model::{Certainty, Stamp};

use super::super::{Anchor, DateContext, DayOrder, find, parse, read_again};

/// A page that was read on 26 November 2026.
fn context() -> DateContext {
    DateContext { reference: "2026-11-26T12:00:00".parse().ok(), ..DateContext::default() }
}

fn only(text: &str, context: &DateContext) -> Stamp {
    let found = find(text, context, "test").into_iter().next();
    found.map(|found| found.stamp).or_else(|| parse(text, context, "test")).unwrap()
}

/// From when to when, in UTC and to the minute.
fn bounds(stamp: &Stamp) -> String {
    let minute = |time: chrono::DateTime<chrono::Utc>| time.format("%Y-%m-%dT%H:%M").to_string();
    stamp.bounds().map_or("none".into(), |(low, high)| format!("{} {}", minute(low), minute(high)))
}

#[test]
fn the_bounds_hold_every_reading() {
    for (text, wanted) in [
        // 5 April and 4 May, anywhere on Earth.
        ("04/05/2014", "2014-04-04T10:00 2014-05-05T12:00"),
        ("04/05/2014 10:15 UTC", "2014-04-05T10:15 2014-05-04T10:16"),
        // 10 November 2012, 11 October 2012 and 12 November 2010.
        ("10-11-12", "2010-11-11T10:00 2012-11-11T12:00"),
        // EST is 15:15 in UTC; the clocks in New York said so at 14:15.
        ("April 8, 2014 10:15 AM EST", "2014-04-08T14:15 2014-04-08T15:16"),
        ("January 8, 2014 10:15 AM EDT", "2014-01-08T14:15 2014-01-08T15:16"),
        // April or November: the offset of the zone differs.
        ("04.11.2013 10:00 PT", "2013-04-11T17:00 2013-11-04T18:01"),
        ("midnight UTC on 8 April 2014", "2014-04-08T00:00 2014-04-09T01:00"),
        ("April 8-10, 2014", "2014-04-07T10:00 2014-04-11T12:00"),
        ("Apr 8, 2014, 2:00 - 4:00 PM PDT", "2014-04-08T21:00 2014-04-08T23:01"),
        ("Apr 8, 2014, 23:00 - 01:00 UTC", "2014-04-08T23:00 2014-04-09T01:01"),
        ("2014-04-08T10:00-05:00Z", "2014-04-08T10:00 2014-04-08T15:01"),
        // Whose offset is not known has the range of all offsets anyway.
        ("8 Apr 2014 10:00 BST", "2014-04-07T20:00 2014-04-08T22:01"),
        ("Nov 3, 2013 01:30 PT", "2013-11-02T11:30 2013-11-03T13:31"),
        // Nobody knows what is wrong.
        ("Friday, April 8, 2014", "none"),
        ("April 8", "none"),
        ("Apr 8, 10:15 PDT", "none"),
    ] {
        let stamp = only(text, &context());
        assert_eq!((bounds(&stamp).as_str(), stamp.certainty), (wanted, Certainty::Ambiguous), "{text}");
    }
}

#[test]
fn what_the_page_decides_has_one_reading() {
    let context = DateContext { order: DayOrder::DayFirst, zone: Some(Tz::Europe__London), ..context() };
    let stamp = only("04/05/2014 10:15 BST", &context);
    assert_eq!(bounds(&stamp), "2014-05-04T09:15 2014-05-04T09:16");
    assert_eq!((stamp.certainty, stamp.spread), (Certainty::Inferred, None));
    // The order is known, the year is not.
    let stamp = only("4/5 10:15 BST", &context);
    assert_eq!((bounds(&stamp).as_str(), stamp.certainty), ("none", Certainty::Ambiguous));
}

#[test]
fn a_year_is_counted_from_what_the_document_says() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let read = |text: &str, anchor| {
        let stamp = only(text, &DateContext { anchor, ..context() });
        (stamp.local_iso(), stamp.certainty)
    };
    let inferred = |text: &str| (text.to_owned(), Certainty::Inferred);
    let ambiguous = |text: &str| (text.to_owned(), Certainty::Ambiguous);
    assert_eq!(read("April 8", Anchor::Collection), ambiguous("2026-04-08"));
    assert_eq!(read("April 8", Anchor::Document), inferred("2026-04-08"));
    assert_eq!(read("April 8", Anchor::Near(day("2014-06-15"))), inferred("2014-04-08"));
    assert_eq!(read("December 31", Anchor::Near(day("2014-01-15"))), inferred("2013-12-31"));
    // Half a year away it could be either; and nothing was written after it was read.
    assert_eq!(read("December 12", Anchor::Near(day("2014-06-15"))), ambiguous("2025-12-12"));
    assert_eq!(read("January 3", Anchor::Near(day("2026-11-15"))), ambiguous("2026-01-03"));
    assert_eq!(read("April 9", Anchor::Since(day("2014-04-08"))), inferred("2014-04-09"));
    assert_eq!(read("April 7", Anchor::Since(day("2014-04-08"))), inferred("2014-04-07"));
    assert_eq!(read("April 3", Anchor::Since(day("2014-04-08"))), inferred("2015-04-03"));
    assert_eq!(read("Feb 29", Anchor::Since(day("2014-04-08"))), ambiguous("2024-02-29"));
    assert_eq!(read("December 3", Anchor::Since(day("2026-11-01"))), ambiguous("2025-12-03"));
    // The weekday is that of another year.
    assert_eq!(read("Monday, April 8", Anchor::Near(day("2014-06-15"))), ambiguous("2014-04-08"));
}

#[test]
fn only_words_without_a_year_are_read_again() {
    let anchor = Anchor::Near("2014-06-15".parse().unwrap());
    let again = |text: &str| {
        let again = read_again(&only(text, &context()), &DateContext { anchor, ..context() })?;
        Some((again.raw.clone(), bounds(&again)))
    };
    let told = |raw: &str, bounds: &str| Some((raw.to_owned(), bounds.to_owned()));
    assert_eq!(again("April 8"), told("April 8", "2014-04-07T10:00 2014-04-09T12:00"));
    assert_eq!(again("Apr 8, 10:15 EST"), told("Apr 8, 10:15 EST", "2014-04-08T14:15 2014-04-08T15:16"));
    assert_eq!(again("April 8, 2013"), None);
    assert_eq!(again("Friday, April 8, 2014"), None);
    assert_eq!(again("December 12"), None);
}
