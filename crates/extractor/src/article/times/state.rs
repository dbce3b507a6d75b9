//! The time of publication in what a page hands to its scripts: the state of a single-page application
//! (`__NEXT_DATA__`, `__NUXT__`, `window.__INITIAL_STATE__`), settings of analytics, records in attributes.
//!
//! Such a state holds other posts too. So it is read only for a page whose day is known from elsewhere and whose
//! moment is not, and only where all that it says of publications on that day is one moment.

use std::sync::LazyLock;

use chrono::{NaiveDate, Timelike};
use model::{Precision, Span, Stamp, StampRole};
use regex::Regex;

use super::super::page::Page;
use super::candidate::{Found, weight};
use crate::dates;

/// What stands behind this many bytes is not read.
const LONGEST: usize = 4 * 1024 * 1024;
/// Most times that are looked at.
const MAX_TIMES: usize = 200;

/// A name for the time of publication, and its value: ISO 8601 with a clock time, or a Unix time. Quotes may be
/// escaped, or written as references to characters.
static PAIR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?x)
        (?-u:\b)( (?:(?:first|original|initial)_?)? [Pp]ublish(?:ed)?(?:[_-]?(?:[Aa]t|[Oo]n|[Dd]ate|[Tt]ime|[Dd]ate[Tt]ime|[Tt]imestamp))?
           | (?:post|article|date|entry)[_-]?[Pp]ublish(?:ed)? | [Pp]ublication_?(?:[Dd]ate|[Tt]ime) | pub_?[Dd]ate
           | post_?(?:ed)?_?(?:[Dd]ate|[Aa]t|[Oo]n) | date_?[Pp]osted | [Dd]isplay_?[Dd]ate | date )
        (_?(?:gmt|utc|GMT|UTC|Gmt|Utc))?
        (?:\\{0,4}["']|&quot;|&\#34;|&\#39;)? [\x20\t\r\n]{0,4} [:=] [\x20\t\r\n]{0,4} (?:\\{0,4}["']|&quot;|&\#34;|&\#39;)?
        ( (?:19|20)[0-9][0-9]-[0-9][0-9]-[0-9][0-9][T\x20][0-9][0-9]:[0-9][0-9](?::[0-9][0-9](?:\.[0-9]{1,9})?)?\x20?(?:Z|[+-][0-9][0-9]:?[0-9][0-9])?
        | 1[0-9]{9}(?:[0-9]{3})? )
        (?:[\\"'&,}\x20\t\r\n]|$)"#,
    )
    .ok()
});

/// The moment on `day` that the state of the page names, if there is one and only one.
pub(super) fn found(page: &Page<'_>, day: NaiveDate) -> Option<Found> {
    let text = &page.document.text;
    let text = text.get(..text.floor_char_boundary(LONGEST))?;
    let pairs = PAIR.as_ref()?.captures_iter(text).take(MAX_TIMES);
    let mut read: Vec<Stamp> = pairs
        .filter_map(|pair| {
            let (name, value) = (pair.get(1)?, pair.get(3)?);
            let source = format!("state:{}", name.as_str());
            let mut stamp = dates::parse_epoch(value.as_str(), &source)
                .or_else(|| dates::parse(value.as_str(), &page.context, &source))?;
            if pair.get(2).is_some() && stamp.offset_s.is_none() {
                stamp.offset_s = Some(0);
            }
            stamp.span = Some(Span { start: value.start(), end: value.end() });
            (stamp.precision >= Precision::Minute && !is_midnight(&stamp)).then_some(stamp)
        })
        .collect();
    // A moment says more than a clock time without a zone.
    if read.iter().any(|stamp| stamp.instant().is_some() && is_on(stamp, day)) {
        read.retain(|stamp| stamp.instant().is_some());
    }
    let of_day = |same: bool| {
        let mut of_day = read.iter().filter(move |stamp| match same {
            true => stamp.local.date() == day,
            false => is_on(stamp, day),
        });
        let first = of_day.next()?;
        let is_only = of_day.all(|other| minute(other) == minute(first));
        Some((first, is_only))
    };
    let (stamp, is_only) = of_day(true).or_else(|| of_day(false))?;
    is_only.then(|| Found::new(StampRole::Published, stamp.clone(), weight::STATE))
}

/// A day that a program has made a moment of.
fn is_midnight(stamp: &Stamp) -> bool {
    stamp.local.num_seconds_from_midnight() == 0
}

/// Whether it can be `day` somewhere at that moment. Only what is said in UTC is of another place.
fn is_on(stamp: &Stamp, day: NaiveDate) -> bool {
    let (date, hour) = (stamp.local.date(), stamp.local.hour());
    let is_utc = stamp.offset_s == Some(0);
    date == day
        || (is_utc && hour < 12 && date.pred_opt() == Some(day))
        || (is_utc && hour >= 10 && date.succ_opt() == Some(day))
}

fn minute(stamp: &Stamp) -> i64 {
    let moment = stamp.instant().map_or(stamp.local.and_utc(), |moment| moment);
    moment.timestamp().div_euclid(60)
}
