//! A number before a month that counts something else than days.

use super::super::find;
use super::{april_2014, read, shown};

/// The only date in a text, to its precision.
fn only(text: &str) -> Option<String> {
    let found = find(text, &april_2014(), "test");
    assert!(found.len() <= 1, "{text}: {found:?}");
    found.first().map(|found| shown(&found.stamp))
}

#[test]
fn the_number_of_an_update_is_no_day() {
    for text in [
        "Update 2, April 8, 2014: all is patched",
        "Update 2, April 8: all is patched",
        "Update 2. April 8: all is patched",
        "Update 2 April 8 2014: all is patched",
        "Update 2 April 8: all is patched",
        "Update 3 / April 8 / all is patched",
        "UPDATE #2 - Apr 8: all is patched",
        "Update, Tuesday April 8: all is patched",
        "Vol. 3, April 8, 2014",
        "Part 2, April 8",
        "Version 1.2, April 8, 2014",
        "2 April 8th",
    ] {
        assert_eq!(only(text).as_deref(), Some("2014-04-08"), "{text}");
    }
    assert_eq!(only("Update 3 / April 8 / 2pm PDT").as_deref(), Some("2014-04-08T14-07:00"));
    assert_eq!(only("Issue 4, April 2014").as_deref(), Some("2014-04"));
    assert_eq!(only("Part 2, April"), None);
}

#[test]
fn a_day_before_its_month_stays_one() {
    for (text, wanted) in [
        ("8 April 10:15", "2014-04-08T10:15"),
        ("8. April 10.15 Uhr", "2014-04-08T10:15"),
        ("am 8. April 10 neue Server", "2014-04-08"),
        ("on 8 April 10 servers failed", "2014-04-08"),
        ("8, April 2014", "2014-04-08"),
        ("Update 8 April 2014: all is patched", "2014-04-08"),
        ("Update vom 8. April 2014: alles ist neu", "2014-04-08"),
        ("Update, 8. April: alles ist neu", "2014-04-08"),
        ("Last update 8 April 10:15", "2014-04-08T10:15"),
        ("April 8 10:15", "2014-04-08T10:15"),
    ] {
        assert_eq!(only(text).as_deref(), Some(wanted), "{text}");
    }
    assert_eq!(read("8 April 14").as_ref().map(shown).as_deref(), Some("2014-04-08"));
    assert_eq!(read("8. April 14").as_ref().map(shown).as_deref(), Some("2014-04-08"));
    assert_eq!(read("Updated 8, April 2014").as_ref().map(shown).as_deref(), Some("2014-04-08"));
}
