//! What the grammar promises, as tables of texts and what they say.

mod counted;
mod doubt;
mod eras;
mod zones;

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use model::{Certainty, Precision, Stamp};
use proptest::prelude::*;

use super::{DateContext, DayOrder, Flag, Reading, find, parse, read_any};

/// A page read on 9 April 2014 at 18:00 UTC.
fn april_2014() -> DateContext {
    DateContext { reference: Some(at("2014-04-09T18:00:00")), ..DateContext::default() }
}

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn read(text: &str) -> Option<Stamp> {
    parse(text, &april_2014(), "test")
}

/// `2014-04-08T14:32-07:00`: the local time to its precision, and the offset where it is known.
fn shown(stamp: &Stamp) -> String {
    stamp.local_iso() + &stamp.offset_iso().unwrap_or_default()
}

#[track_caller]
fn says(text: &str, wanted: &str) {
    assert_eq!(read(text).as_ref().map(shown).as_deref(), Some(wanted), "{text}");
}

#[test]
fn machine_forms() {
    for (text, wanted) in [
        ("2014-04-08T14:32:10Z", "2014-04-08T14:32:10+00:00"),
        ("2014-04-08T14:32:10.5-07:00", "2014-04-08T14:32:10.500-07:00"),
        ("2014-04-08t14:32:10,123456789z", "2014-04-08T14:32:10.123+00:00"),
        ("2014-04-08 14:32:10 -0700", "2014-04-08T14:32:10-07:00"),
        ("2014-04-08T14:32+02", "2014-04-08T14:32+02:00"),
        ("2014-04-08 14:32:10.123 +0000 UTC", "2014-04-08T14:32:10.123+00:00"),
        ("20140408T143210Z", "2014-04-08T14:32:10+00:00"),
        ("20140408", "2014-04-08"),
        ("2014-04", "2014-04"),
        ("2014", "2014"),
        ("2014-098", "2014-04-08"),
        ("2014-W15-2", "2014-04-08"),
        ("2014-04-08+02:00", "2014-04-08+02:00"),
        ("2014-04-08T14:32:10+02:00[Europe/Berlin]", "2014-04-08T14:32:10+02:00"),
        ("2014-04-08T24:00:00Z", "2014-04-09T00:00:00+00:00"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60+00:00"),
        ("20140408143210", "2014-04-08T14:32:10"),
        ("2014-04-08T14:32:1Z", "2014-04-08T14:32:01+00:00"),
        ("2014-04-08T14:32:10:684Z", "2014-04-08T14:32:10.684+00:00"),
        ("Tue, 08 Apr 2014 14:32:10 PDT", "2014-04-08T14:32:10-07:00"),
        ("Tue, 8 Apr 14 21:32 GMT", "2014-04-08T21:32+00:00"),
        ("Tuesday, 08-Apr-14 21:32:10 GMT", "2014-04-08T21:32:10+00:00"),
        ("Tue Apr  8 21:32:10 2014", "2014-04-08T21:32:10"),
        ("Tue Apr  8 14:32:10 PDT 2014", "2014-04-08T14:32:10-07:00"),
        ("Tue Apr 08 2014 14:32:10 GMT-0700 (Pacific Daylight Time)", "2014-04-08T14:32:10-07:00"),
    ] {
        says(text, wanted);
    }
}

#[test]
fn english_forms() {
    for (text, wanted) in [
        ("April 8, 2014", "2014-04-08"),
        ("Apr. 8th 2014", "2014-04-08"),
        ("8th of April, 2014", "2014-04-08"),
        ("April 2014", "2014-04"),
        ("8 Apr '14", "2014-04-08"),
        ("Apr 8, 2014 at 2:32 pm (UTC-7)", "2014-04-08T14:32-07:00"),
        ("April 8, 2014 2 p.m.", "2014-04-08T14"),
        ("April 8, 2014, 12 noon ET", "2014-04-08T12-04:00"),
        ("April 8, 2014 12:15 AM", "2014-04-08T00:15"),
        ("7 pm PDT on Tuesday, April 8, 2014", "2014-04-08T19-07:00"),
        ("14:32 UTC on 8 Apr 2014", "2014-04-08T14:32+00:00"),
        ("April 8 2014 1432 UTC", "2014-04-08T14:32+00:00"),
        ("Last updated: 8 April 2014, 14.32 hrs", "2014-04-08T14:32"),
        ("Posted 12 years ago. Apr 08, 2014 - 21:32 UTC", "2014-04-08T21:32+00:00"),
        ("8 Apr 2014 14:32 America/Los_Angeles", "2014-04-08T14:32-07:00"),
        ("Apr 8, 2014 14:32 PDT (21:32 UTC)", "2014-04-08T14:32-07:00"),
        ("Sun, 12 Feb 2012 19:49:11 CET+0100", "2012-02-12T19:49:11+01:00"),
        ("2014 04 08", "2014-04-08"),
        ("[ April 8, 2014 ]", "2014-04-08"),
        ("08 APR 14", "2014-04-08"),
        ("Tuesday 8 April 2014 14:32, UK", "2014-04-08T14:32+01:00"),
    ] {
        says(text, wanted);
    }
}

#[test]
fn other_languages() {
    for (text, wanted) in [
        ("Dienstag, 8. April 2014 um 14.32 Uhr MESZ", "2014-04-08T14:32+02:00"),
        ("Do, 29 Mär 2018 00:00:00 +0200", "2018-03-29T00:00:00+02:00"),
        ("le 1er avril 2014 à 9 h 05", "2014-04-01T09:05"),
        ("8 de abril de 2014 a las 14:32", "2014-04-08T14:32"),
        ("martedì 8 aprile 2014, alle ore 14.32", "2014-04-08T14:32"),
        ("8 kwietnia 2014 r., 14:32", "2014-04-08T14:32"),
        ("8 апреля 2014 г., 14:32", "2014-04-08T14:32"),
        ("8 квітня 2014 р. о 14:32", "2014-04-08T14:32"),
        ("8 Nisan 2014 Salı, 14:32", "2014-04-08T14:32"),
        ("8 april 2014 kl. 14.32", "2014-04-08T14:32"),
        ("8. huhtikuuta 2014 klo 14.32", "2014-04-08T14:32"),
        ("8. dubna 2014 v 14:32", "2014-04-08T14:32"),
        ("8 April 2014 pukul 14.32 WIB", "2014-04-08T14:32+07:00"),
        ("Thứ Ba, ngày 8 tháng 4 năm 2014 lúc 14:32", "2014-04-08T14:32"),
        ("2014年4月8日(火) 14時32分", "2014-04-08T14:32"),
        ("2014年4月8日 星期二 下午2:32", "2014-04-08T14:32"),
        ("平成26年4月8日", "2014-04-08"),
        ("2014년 4월 8일 화요일 오후 2:32", "2014-04-08T14:32"),
        ("2014. 4. 8. 오후 2:32", "2014-04-08T14:32"),
        ("8 เม.ย. 2557 14:32 น.", "2014-04-08T14:32"),
        ("Τρίτη, 8 Απριλίου 2014", "2014-04-08"),
    ] {
        says(text, wanted);
        assert_eq!(read(text).unwrap().certainty, Certainty::Stated, "{text}");
    }
}

#[test]
fn what_does_not_exist_or_is_no_date_is_not_read() {
    for text in [
        "",
        "Resolved",
        "31 April 2014",
        "29 Feb 2015",
        "2014-02-30",
        "2014-04-08 25:00",
        "2014-04-08T14:61Z",
        "2014-04-08T14:32+00:xx",
        "April 8, 2014 14:32 AM",
        "9999-12-31T23:59:59-99:99",
        "0001-01-01T00:00:00Z",
        "2014-MM-DD",
        "2 days ago",
        "yesterday at 5pm PDT",
        "24/7",
        "CVE-2014-0160",
        "OpenSSL 1.0.1f",
        "20:07 EDT (00:07 UTC)",
        "Sun, 16 Dec 2012 1:2:3:4 GMT",
        "1396992730",
        "April 8-10, 2014",
        "Apr 8, 14:00 - 16:00 PDT",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn numbers_that_can_be_read_both_ways_say_so() {
    for (text, wanted, certainty) in [
        ("04/08/2014", "2014-04-08", Certainty::Ambiguous),
        ("08.04.2014", "2014-04-08", Certainty::Ambiguous),
        ("13/04/2014", "2014-04-13", Certainty::Stated),
        ("04/13/2014", "2014-04-13", Certainty::Stated),
        ("4/4/2014", "2014-04-04", Certainty::Stated),
        ("Sat, 11 04 2020", "2020-04-11", Certainty::Stated),
        ("6–10–13", "2013-10-06", Certainty::Ambiguous),
        ("13-04-08", "2008-04-13", Certainty::Ambiguous),
        ("4/8/14 5:45pm PDT", "2014-04-08T17:45-07:00", Certainty::Ambiguous),
        // 4 November lies after the page was read.
        ("04.11.2014", "2014-04-11", Certainty::Ambiguous),
    ] {
        let reference = Some(at("2014-04-12T00:00:00"));
        let stamp = parse(text, &DateContext { reference, ..DateContext::default() }, "test");
        let stamp = match text.contains("2020") {
            true => read(text).unwrap(),
            false => stamp.unwrap(),
        };
        assert_eq!((shown(&stamp).as_str(), stamp.certainty), (wanted, certainty), "{text}");
    }
}

#[test]
fn the_page_decides_the_order() {
    let read = |order| {
        let stamp = parse("04/07/2013", &DateContext { order, ..april_2014() }, "test").unwrap();
        (stamp.local_iso(), stamp.certainty)
    };
    assert_eq!(read(DayOrder::DayFirst), ("2013-07-04".to_owned(), Certainty::Inferred));
    assert_eq!(read(DayOrder::MonthFirst), ("2013-04-07".to_owned(), Certainty::Inferred));
}

#[test]
fn the_language_around_the_numbers_decides_the_order() {
    for text in [
        "04/07/2013 14.32 Uhr",
        "04/07/2013 16h38",
        "Publié le 04/07/2013 à 16:38",
        "Letzte Aktualisierung: 04/07/2013",
        "04/07/2013 um 9:15",
    ] {
        let stamp = read(text).unwrap();
        let wanted = (chrono::NaiveDate::from_ymd_opt(2013, 7, 4).unwrap(), Certainty::Inferred);
        assert_eq!((stamp.local.date(), stamp.certainty), wanted, "{text}");
    }
    assert_eq!(read("Updated on 04/07/2013 at 9:15").unwrap().certainty, Certainty::Ambiguous);
}

#[test]
fn a_weekday_that_contradicts_the_day_makes_it_ambiguous() {
    assert_eq!(read("Tuesday, April 8, 2014").unwrap().certainty, Certainty::Stated);
    assert_eq!(read("Friday, April 8, 2014").unwrap().certainty, Certainty::Ambiguous);
}

#[test]
fn a_year_that_is_not_written_is_the_latest_possible() {
    let stamp = read("Apr 8, 14:32 PDT").unwrap();
    assert_eq!((shown(&stamp).as_str(), stamp.certainty), ("2014-04-08T14:32-07:00", Certainty::Ambiguous));
    says("Apr 10", "2014-04-10");
    says("Apr 11", "2013-04-11");
    says("Feb 29", "2012-02-29");
    says("Monday, Apr 8", "2013-04-08");
    assert_eq!(parse("Apr 8, 14:32 PDT", &DateContext::default(), "test"), None);
}

#[test]
fn a_zone_out_of_season_keeps_its_offset_and_is_ambiguous() {
    for (text, wanted, certainty) in [
        ("2014-04-08 16:00 PST", "2014-04-08T16:00-08:00", Certainty::Ambiguous),
        ("2014-04-08 16:00 PDT", "2014-04-08T16:00-07:00", Certainty::Stated),
        ("2014-01-08 16:00 CEST", "2014-01-08T16:00+02:00", Certainty::Ambiguous),
        ("2014-01-08 16:00 CET", "2014-01-08T16:00+01:00", Certainty::Stated),
        ("2014-04-08 16:00 JST", "2014-04-08T16:00+09:00", Certainty::Stated),
        ("2020-11-08T16:20:00-05:00Z", "2020-11-08T16:20:00-05:00", Certainty::Ambiguous),
        ("2013-12-22T15:55:11Z EST", "2013-12-22T15:55:11", Certainty::Ambiguous),
    ] {
        let stamp = read(text).unwrap();
        assert_eq!((shown(&stamp).as_str(), stamp.certainty), (wanted, certainty), "{text}");
    }
}

#[test]
fn a_region_has_the_offset_of_the_day() {
    for (text, wanted) in [
        ("Jan 8, 2014, 14:32 PT", "2014-01-08T14:32-08:00"),
        ("Jul 8, 2014, 14:32 PT", "2014-07-08T14:32-07:00"),
        ("2013-06-28 7:09 AM Eastern", "2013-06-28T07:09-04:00"),
        ("April 8, 2014 5:45 PM Pacific Time", "2014-04-08T17:45-07:00"),
        ("8 Apr 2014 14:32 MSK", "2014-04-08T14:32+04:00"),
        ("8 Apr 2016 14:32 MSK", "2016-04-08T14:32+03:00"),
        // The clocks skip this hour, and repeat that one: no offset is certain.
        ("Mar 10, 2013 02:30 PT", "2013-03-10T02:30"),
        ("Nov 3, 2013 01:30 PT", "2013-11-03T01:30"),
    ] {
        says(text, wanted);
    }
}

#[test]
fn an_abbreviation_of_several_zones_needs_the_page() {
    let read = |text, zone: Option<Tz>| {
        let stamp = parse(text, &DateContext { zone, ..april_2014() }, "test").unwrap();
        (stamp.offset_iso(), stamp.certainty, stamp.zone)
    };
    let ist = "Apr 9, 2014 02:02 IST";
    let name = Some("IST".to_owned());
    assert_eq!(read(ist, None), (None, Certainty::Ambiguous, name.clone()));
    let india = Some("+05:30".to_owned());
    assert_eq!(read(ist, Some(Tz::Asia__Kolkata)), (india, Certainty::Inferred, name.clone()));
    let ireland = Some("+01:00".to_owned());
    assert_eq!(read(ist, Some(Tz::Europe__Dublin)), (ireland, Certainty::Inferred, name.clone()));
    assert_eq!(read(ist, Some(Tz::America__New_York)), (None, Certainty::Ambiguous, name));
    let summer = read("Jul 9, 2013 02:02 CST", Some(Tz::America__Chicago));
    assert_eq!((summer.0.as_deref(), summer.1), (Some("-06:00"), Certainty::Ambiguous));
}

#[test]
fn no_zone_is_no_offset_and_no_clock_time_is_none() {
    let stamp = read("April 8, 2014 2:32 pm").unwrap();
    assert_eq!((stamp.offset_s, stamp.zone, stamp.precision), (None, None, Precision::Minute));
    assert_eq!(read(" 8 April 2014\n").unwrap().precision, Precision::Day);
    assert_eq!(read(" 8 April 2014\n").unwrap().raw, "8 April 2014");
}

fn any(text: &str) -> Option<Reading> {
    read_any(text, &april_2014(), "test")
}

#[test]
fn times_told_from_the_moment_of_reading() {
    for (text, wanted) in [
        ("2 hours ago", "2014-04-09T16+00:00"),
        ("1 day, 3 hours ago", "2014-04-08T15+00:00"),
        ("Updated about 5 minutes ago", "2014-04-09T17:55+00:00"),
        ("vor 3 Tagen", "2014-04-06+00:00"),
        ("il y a 2 heures", "2014-04-09T16+00:00"),
        ("yesterday at 5pm PDT", "2014-04-08T17-07:00"),
        ("today, 02:00 UTC", "2014-04-09T02:00+00:00"),
        ("20:07 EDT (00:07 UTC)", "2014-04-08T20:07-04:00"),
    ] {
        let reading = any(text).unwrap();
        assert_eq!(shown(&reading.stamp), wanted, "{text}");
        let told = [Flag::Relative, Flag::DayInferred].iter().any(|flag| reading.flags.contains(flag));
        assert!(told && reading.stamp.certainty != Certainty::Stated, "{text}");
        assert_eq!(parse(text, &april_2014(), "test"), None, "a page's rules never read {text}");
    }
    assert_eq!(read_any("2 hours ago", &DateContext::default(), "test"), None);
}

#[test]
fn a_sentence_is_read_where_its_times_are_of_one_day() {
    let flags = |text: &str| any(text).map(|it| (shown(&it.stamp), it.flags)).unwrap();
    let (at, none) = (|text: &str| text.to_owned(), Vec::new);
    assert_eq!(flags("We saw it on 2014-04-08, or 04/08/2014."), (at("2014-04-08"), none()));
    assert_eq!(flags("Seen April 7, 2014, closed April 8, 2014"), (at("2014-04-07"), vec![Flag::Several]));
    let joined = (at("2014-04-08T20+01:00"), vec![Flag::YearInferred, Flag::AmbiguousZone, Flag::Joined]);
    let it = any("Tuesday (8th April), from 8pm BST").unwrap();
    assert_eq!((it.stamp.local_iso(), it.likely_offset_s), (at("2014-04-08T20"), Some(3600)));
    assert!(joined.1.iter().all(|flag| it.flags.contains(flag)), "{:?}", it.flags);
    assert_eq!(flags("posted 2014-04-02, see /2014/04/08/"), (at("2014-04-02"), vec![Flag::Anachronism]));
}

#[test]
fn a_broken_clock_time_spoils_the_day_before_it() {
    for text in ["2014-04-08T10:14:61Z", "Tue, 8 Apr 2014 1:2:3:4 GMT", "Tue, 8 Apr 2014 11:47:32 +9999"] {
        assert_eq!(any(text), None, "{text}");
    }
}

#[test]
fn every_doubt_has_its_name() {
    for (text, flag) in [
        ("04.05.2014", Flag::AmbiguousDayMonth),
        ("10-11-12", Flag::AmbiguousYear),
        ("8 Apr 2014 10:00 BST", Flag::AmbiguousZone),
        ("8 Jul 2013 10:00 PST", Flag::ZoneSeasonConflict),
        ("2014-04-08T10:00-05:00Z", Flag::ZoneConflict),
        ("Monday, 8 April 2014", Flag::WeekdayConflict),
        ("2014-03-09 02:30 ET", Flag::ClockChange),
        ("midnight on 8 April 2014", Flag::Midnight),
        ("April 8-10, 2014", Flag::Range),
        ("8 April", Flag::YearInferred),
        ("2014-04-08T01:00:00+01:00", Flag::DayOnly),
        ("2014-MM-DD", Flag::Placeholder),
    ] {
        let flags = any(text).map(|reading| reading.flags);
        assert!(flags.as_ref().is_some_and(|flags| flags.contains(&flag)), "{text}: {flags:?}");
    }
}

#[test]
fn machines_that_do_not_pad_are_read() {
    says("2014-4-8T9:4:5Z", "2014-04-08T09:04:05+00:00");
    says("Tue, 8 Apr 2014 9:4:5 +0000", "2014-04-08T09:04:05+00:00");
    says("2014-04-08T09:04:05-07:00:00", "2014-04-08T09:04:05-07:00");
    says("03-12-31", "2003-12-31");
}

fn found(text: &str) -> Vec<(&str, String)> {
    let all = find(text, &april_2014(), "test");
    all.into_iter().filter_map(|it| Some((text.get(it.range)?, shown(&it.stamp)))).collect()
}

#[track_caller]
fn finds(text: &str, wanted: &[(&str, &str)]) {
    let found = found(text);
    let found: Vec<_> = found.iter().map(|(raw, says)| (*raw, says.as_str())).collect();
    assert_eq!(found, wanted, "{text}");
}

#[test]
fn dates_in_running_text() {
    finds(
        "We learned of it at 05:00 UTC on March 24, and acted.",
        &[("05:00 UTC on March 24", "2014-03-24T05:00+00:00")],
    );
    finds(
        "March 13th Updated 2013-04-12 11:00 UTC",
        &[("March 13th", "2014-03-13"), ("2013-04-12 11:00 UTC", "2013-04-12T11:00+00:00")],
    );
    finds("Last Tuesday (8th April) we met", &[("Tuesday (8th April)", "2014-04-08")]);
    finds("Posted: January 3, 201312 min read", &[("January 3, 2013", "2013-01-03")]);
    finds("Window: Apr 8, 2:00 - 4:00 PM PDT.", &[("Apr 8, 2:00 - 4:00 PM PDT", "2014-04-08T14:00-07:00")]);
    finds("発表日:2014年4月8日に公開", &[("2014年4月8日", "2014-04-08")]);
    finds("12:00\nApr 8, 2014 16:00 UTC", &[("Apr 8, 2014 16:00 UTC", "2014-04-08T16:00+00:00")]);
}

#[test]
fn prose_is_not_full_of_dates() {
    for text in [
        "you may 8 or march 4 miles, 2014 times",
        "OpenSSL 1.0.1f, nginx 1.5.13, 10.0.0.1, CVE-2014-0160",
        "iPhone 14 Pro 2023, LED 2018, sold out 2014, set 2013",
        "the 8 of 10, 24/7, 1/2, 3.14, $4.10.2014",
        "phone 555-0123-2014, build 20140408, range 2013-04",
        "In 1999. Next 5 items",
        "the Mars 2020 rover",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn a_long_text_is_searched_in_time_that_grows_with_its_length() {
    let text = "Tue 8 ( Apr , 12 14:32 Thứ 2014. 年 8 : ".repeat(20_000);
    find(&text, &april_2014(), "test");
    find(&"a".repeat(3_000_000), &april_2014(), "test");
    find(&"1".repeat(3_000_000), &april_2014(), "test");
}

fn date_words() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "8",
        "31",
        "2014",
        "14",
        "04",
        "0",
        "99999999999999999999",
        "Apr",
        "may",
        "Tue",
        "mar",
        "T",
        "Z",
        ":",
        "-",
        "/",
        ".",
        ",",
        "(",
        ")",
        " ",
        "\n",
        "年",
        "月",
        "日",
        "년",
        "PDT",
        "IST",
        "pm",
        "UTC",
        "+02:00",
        "Europe/",
        "midnight",
        "下午",
        "é",
        "é",
        "ß",
        "İ",
        "ngày",
        "tháng",
        "'",
        "2557",
        "เม.ย.",
        "Pacific",
        "24:00",
    ]);
    prop::collection::vec(words, 0..24).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,60}") {
        read(&text);
        find(&text, &april_2014(), "test");
    }

    #[test]
    fn found_ranges_are_text_and_do_not_overlap(text in date_words()) {
        let mut end = 0;
        for it in find(&text, &april_2014(), "test") {
            prop_assert!(it.range.start >= end);
            prop_assert_eq!(text.get(it.range.clone()), Some(it.stamp.raw.as_str()));
            end = it.range.end;
        }
    }

    #[test]
    fn raw_is_the_trimmed_input(text in date_words()) {
        if let Some(stamp) = read(&text) {
            prop_assert_eq!(stamp.raw.as_str(), text.trim());
        }
    }

    #[test]
    fn what_we_write_we_read(
        seconds in -2_000_000_000_i64..4_000_000_000, milli in 0..1000_i64, quarters in -48..=56_i32,
    ) {
        let local = chrono::DateTime::from_timestamp_millis(seconds * 1000 + milli).unwrap().naive_utc();
        for precision in [Precision::Minute, Precision::Second, Precision::Millisecond] {
            let written = Stamp {
                raw: String::new(), local, precision, offset_s: Some(quarters * 900), zone: None,
                certainty: Certainty::Stated, spread: None, source: String::new(), span: None,
            };
            let text = shown(&written);
            let stamp = read(&text).unwrap();
            prop_assert_eq!(shown(&stamp), text);
            prop_assert_eq!((stamp.certainty, stamp.precision), (Certainty::Stated, precision));
        }
    }

    #[test]
    fn every_day_is_read_in_words(days in 0..60_000_i64) {
        let date = NaiveDate::from_ymd_opt(1930, 1, 1).unwrap() + chrono::TimeDelta::days(days);
        for format in ["%A, %B %-d, %Y", "%a, %d %b %Y", "%d-%b-%Y", "%Y/%m/%d", "%Y年%-m月%-d日", "%-d. %B %Y"] {
            let text = date.format(format).to_string();
            let stamp = read(&text).unwrap();
            prop_assert_eq!(stamp.local.date(), date, "{}", text);
            prop_assert_eq!(stamp.certainty, Certainty::Stated);
        }
    }
}
