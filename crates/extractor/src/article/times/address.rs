//! The day or the month that an address holds: `/2014/04/08/`, `/2014-04-08-title`, `/20140408/`, `/2014/04/`.

use std::sync::LazyLock;

use chrono::NaiveDate;
use model::{Span, StampRole};
use regex::Regex;

use super::super::page::Page;
use super::candidate::{Found, weight};
use crate::dates;

static DAYS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|[/_\-.=])((?:19[89][0-9]|20[0-4][0-9])([/_\-.])(?:0?[1-9]|1[0-2])[/_\-.](?:0?[1-9]|[12][0-9]|3[01])|(?:199[0-9]|20[0-4][0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?:[/_\-.?]|$)",
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
    let mut stamp = dates::parse(&day, &page.context, "url:path")?;
    stamp.raw = written.as_str().to_owned();
    // The address is no part of the document's text, unless the page names it.
    let start = page.document.text.find(path).filter(|_| path.len() > 12).map(|at| at + written.start());
    stamp.span = start.map(|start| Span { start, end: start + written.len() });
    Some(Found::new(StampRole::Published, stamp, weight::ADDRESS))
}
