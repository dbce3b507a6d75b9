//! The history page: a quarter of a year of incidents, each with its last update only. It leads to the
//! pages of the incidents and claims nothing itself.

use chrono::{Months, NaiveDate, NaiveDateTime};
use model::{Entry, Extraction, LinkRel, Stamp};
use serde_json::Value;
use url::Url;

use crate::adapters::address::{LINK_LIMIT, Links, absolute};
use crate::adapters::fragment::words;
use crate::adapters::json::{has, list, owned, text};
use crate::adapters::statement::{context, moment, stamp, status_extraction};
use crate::adapters::zone::zone_of;
use crate::dates::DateContext;
use crate::document::Document;

/// Reads `/history.json`, which holds the same as the page.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let props = document.json()?;
    if !has(props, &["page_status", "months"]) {
        return None;
    }
    Some(read_props(props, document.url(), document))
}

/// Reads the properties of the page's one component.
pub(super) fn read_props(props: &Value, base: &Url, document: &Document<'_>) -> Extraction {
    let mut around = context(document);
    let page = props.get("page_status").and_then(|status| status.get("page"));
    around.zone = page.and_then(|page| text(page, "time_zone")).and_then(zone_of);
    let mut extraction = status_extraction("statuspage", Vec::new());
    let mut links = Links::new(LINK_LIMIT);
    for month in list(props, "months") {
        let context = around.until(end_of(month).or_else(|| end_of_year(month, &around)));
        for incident in list(month, "incidents") {
            let Some(entry) = entry(incident, base, &context) else { continue };
            links.add(entry.link.as_deref().unwrap_or_default(), LinkRel::Post);
            extraction.entries.push(entry);
        }
    }
    for page in older(props, page, document.url()) {
        links.add(page.as_str(), LinkRel::Page);
    }
    extraction.links = links.finish();
    extraction
}

/// Pages of a quarter each that are proposed from one page, where it does not say when the first was: two years.
const PAGES_AHEAD: i64 = 8;
/// And where it does: no page of Statuspage is older than 2012.
const MOST_PAGES: i64 = 80;

/// The addresses of the quarters before this one: as far back as the page's first day, where it is stated.
/// Past the end a page has months without incidents, of 1996: nothing is older than that.
fn older(props: &Value, page: Option<&Value>, address: &Url) -> Vec<Url> {
    let years = || list(props, "months").iter().filter_map(|month| month.get("year")?.as_i64());
    let filled = list(props, "months").iter().any(|month| !list(month, "incidents").is_empty());
    let Some(year) = years().min().filter(|year| *year >= 2008) else { return Vec::new() };
    let stated =
        address.query_pairs().find(|(name, _)| name == "page").map(|(_, value)| value.parse::<i64>());
    let Ok(number) = stated.unwrap_or(Ok(1)) else { return Vec::new() };
    let born = page.and_then(|page| text(page, "created_at")?.get(..4)?.parse::<i64>().ok());
    let ahead = match born {
        // A quarter more than the years between, since neither end is the end of a year.
        Some(born) => (year - born + 1) * 4,
        None if filled => PAGES_AHEAD,
        None => 0,
    };
    let last = (number + ahead).min(MOST_PAGES);
    (number + 1..=last)
        .map(|next| {
            let mut url = address.clone();
            url.set_query(Some(&format!("page={next}")));
            url
        })
        .collect()
}

/// The last moment of a month: an incident stands under the month in which it ended. A name that only begins like an
/// English one may be of another month (in Finnish, November is `marraskuu`).
fn end_of(month: &Value) -> Option<NaiveDateTime> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = text(month, "name")?.to_ascii_lowercase();
    let number = NAMES.iter().position(|known| name.len() >= 3 && known.starts_with(&name))?;
    let first = NaiveDate::from_ymd_opt(year_of(month)?, u32::try_from(number).ok()? + 1, 1)?;
    first.checked_add_months(Months::new(1))?.pred_opt()?.and_hms_opt(0, 0, 0)
}

/// The reference for a year's last moment, or the time of fetching where the year still lasts: a month that we have no name for has
/// each of its days once in its year.
fn end_of_year(month: &Value, around: &DateContext) -> Option<NaiveDateTime> {
    // A time may lie up to a day after the reference, as that of another zone.
    let last = NaiveDate::from_ymd_opt(year_of(month)?, 12, 30)?.and_hms_opt(23, 59, 59)?;
    Some(around.reference.map_or(last, |fetched| fetched.min(last)))
}

fn year_of(month: &Value) -> Option<i32> {
    i32::try_from(month.get("year")?.as_i64()?).ok()
}

fn entry(incident: &Value, base: &Url, context: &DateContext) -> Option<Entry> {
    let code = text(incident, "code")?;
    let link = absolute(base, &format!("/incidents/{code}"))?;
    let (published, updated) =
        text(incident, "timestamp").map(|span| times(&words(span), context)).unwrap_or_default();
    Some(Entry {
        title: text(incident, "name").map(words),
        link: Some(link.into()),
        id: Some(code.to_owned()),
        published,
        updated,
        authors: Vec::new(),
        summary: owned(incident, "message"),
        content: None,
        text: None,
    })
}

/// `Sep 24, 16:51 - 20:41 UTC` or `Sep 24, 16:51 - Sep 25, 01:02 UTC`: from when to when. The start has the
/// zone of the end, and the end the day of the start where it has none of its own.
fn times(span: &str, context: &DateContext) -> (Option<Stamp>, Option<Stamp>) {
    let read = |text: &str, context: &DateContext| {
        let mut stamp = stamp(Some(text), context, "statuspage-history:timestamp")?;
        span.clone_into(&mut stamp.raw);
        Some(stamp)
    };
    let Some((start, end)) = span.split_once(" - ") else {
        let only = read(span, context);
        return (only.clone(), only);
    };
    let zone = end.rsplit(' ').next().unwrap_or_default();
    let end = match (end.contains(','), start.split_once(',')) {
        (false, Some((day, _))) => read(&format!("{day}, {end}"), context),
        _ => read(end, context),
    };
    let before = DateContext { reference: end.as_ref().map(moment).or(context.reference), ..*context };
    (read(&format!("{start} {zone}"), &before), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instants(span: &str, until: &str) -> Vec<String> {
        let context = DateContext { reference: until.parse().ok(), ..DateContext::default() };
        let (start, end) = times(span, &context);
        [start, end].into_iter().flatten().filter_map(|stamp| Some(stamp.instant()?.to_rfc3339())).collect()
    }

    #[test]
    fn a_span_within_a_day_and_one_over_new_year() {
        assert_eq!(
            instants("Sep 24, 16:51 - 20:41 UTC", "2026-09-30T00:00:00"),
            ["2026-09-24T16:51:00+00:00", "2026-09-24T20:41:00+00:00"]
        );
        assert_eq!(
            instants("Dec 31, 22:00 - Jan 1, 03:00 UTC", "2014-01-31T00:00:00"),
            ["2013-12-31T22:00:00+00:00", "2014-01-01T03:00:00+00:00"]
        );
    }
}
