//! The day or the month that an address holds: `/2014/04/08/`, `/2014-04-08-title`, `/20140408/`, `/2014/apr/8/`,
//! `/2014/security/04/08/`, `/2014/04/`.

use std::sync::LazyLock;

use chrono::NaiveDate;
use model::{Span, StampRole};
use regex::{Match, Regex};

use super::super::page::Page;
use super::candidate::{Found, weight};
use crate::dates;

static DAYS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|[/_\-.=])((?:19[89][0-9]|20[0-4][0-9])([/_\-.])(?:0?[1-9]|1[0-2])[/_\-.](?:0?[1-9]|[12][0-9]|3[01])|(?:199[0-9]|20[0-4][0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?:[/_\-.?]|$)",
    )
    .ok()
});

/// The month by its name, and the name of a part of the site between the year and the rest: `/2014/apr/8/`,
/// `/2014/security/04/08/`.
static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)/((?:199|20[0-4])[0-9])/(?:(?-i:[A-Za-z][A-Za-z_-]{1,30})/(0?[1-9]|1[0-2])|(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december))/(0?[1-9]|[12][0-9]|3[01])(?:/|$)",
    )
    .ok()
});

/// The year and the month of an address that has no day: `/2014/04/title`.
static MONTHS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"/((?:199|20[0-4])[0-9])[/-](0[1-9]|1[0-2])(?:/|$)").ok());

/// The first day of the month in the page's address.
pub(super) fn month(page: &Page<'_>) -> Option<NaiveDate> {
    let written = MONTHS.as_ref()?.captures(page.document.url().path())?;
    let (year, month) = (written.get(1)?.as_str().parse().ok()?, written.get(2)?.as_str().parse().ok()?);
    NaiveDate::from_ymd_opt(year, month, 1)
}

/// The day in the page's address.
pub(super) fn found(page: &Page<'_>) -> Option<Found> {
    let url = page.document.url();
    let path = url.path();
    let (written, day) = numbers(path).or_else(|| named(path))?;
    let mut stamp = dates::parse(&day, &page.context, "url:path")?;
    stamp.raw = written.as_str().to_owned();
    // The address is no part of the document's text, unless the page names it.
    let start = page.document.text.find(path).filter(|_| path.len() > 12).map(|at| at + written.start());
    stamp.span = start.map(|start| Span { start, end: start + written.len() });
    Some(Found::new(StampRole::Published, stamp, weight::ADDRESS))
}

/// A day in numbers: what stands there, and the day.
fn numbers(path: &str) -> Option<(Match<'_>, String)> {
    let captures = DAYS.as_ref()?.captures(path)?;
    let written = captures.get(1)?;
    // `10.2.20140401` is the number of a build.
    let is_number = captures.get(2).is_none() && captures.get(0)?.as_str().starts_with('.');
    if is_number {
        return None;
    }
    let digits: String = written.as_str().chars().map(|c| if c.is_ascii_digit() { c } else { '-' }).collect();
    let day = match digits.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => format!("{year}-{month:0>2}-{day:0>2}"),
        [whole] => format!("{}-{}-{}", whole.get(..4)?, whole.get(4..6)?, whole.get(6..)?),
        _ => return None,
    };
    Some((written, day))
}

/// A day whose month has its name, or whose year stands before a part of the site.
fn named(path: &str) -> Option<(Match<'_>, String)> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let captures = NAMED.as_ref()?.captures(path)?;
    let (year, day) = (captures.get(1)?, captures.get(4)?);
    let month = match (captures.get(2), captures.get(3)) {
        (Some(number), _) => number.as_str().parse().ok()?,
        (None, name) => {
            let name = name?.as_str().get(..3)?.to_ascii_lowercase();
            MONTHS.iter().position(|month| *month == name)? + 1
        }
    };
    // What stands between the year and the day is written too.
    let written = Regex::find_at(NAMED.as_ref()?, path, captures.get(0)?.start())?;
    let day = format!("{}-{month:0>2}-{:0>2}", year.as_str(), day.as_str());
    Some((written, day))
}
