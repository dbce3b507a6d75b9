//! The choice among the candidates.

use std::ops::Range;

use chrono::NaiveDate;
use model::{Candidate, Certainty, Note, Precision, StampRole};

use super::super::page::Page;
use super::candidate::{Found, Times, weight};
use super::standing::Ground;
use super::years::{self, Years};
use super::{address, attributes, declared, exact, last_resort, letter, markup, shown, state};

/// Most candidates that are kept.
const MAX_KEPT: usize = 40;

/// The times of a page. `headline` is the headline's block and `body` the blocks of the text.
pub(in super::super) fn times(
    page: &Page<'_>,
    headline: Option<usize>,
    body: &Range<usize>,
    ground: &Ground,
) -> Times {
    let mut found = declared::found(page, headline);
    found.extend(markup::found(page, headline, ground));
    found.extend(attributes::found(page, headline, ground));
    found.extend(shown::found(page, headline, body, ground));
    found.extend(address::found(page));
    found.extend(letter::found(page));
    let years = Years::of(page, &found);
    found.iter_mut().for_each(|found| years.complete(page, found));
    found.iter_mut().filter(|found| !is_possible(page, found)).for_each(|found| found.weight = weight::NEVER);
    without_list(&mut found);
    if best(&found, StampRole::Published, None).is_none() {
        let mut last = last_resort::found(page, headline, ground);
        last.iter_mut().for_each(|found| years.complete(page, found));
        // No post is published after its update.
        let updated = found.iter().filter(|one| one.stamp.source == "label:updated" && one.weight > 0);
        let updated = updated.map(|one| one.stamp.local.date()).min();
        last.retain(|one| updated.is_none_or(|updated| one.stamp.local.date() <= updated));
        found.extend(last.into_iter().filter(|found| is_possible(page, found)));
    }
    // What scripts know of it can make the time more exact, never give it another day.
    let vague = best(&found, StampRole::Published, None).and_then(|at| found.get(at));
    let vague = vague.filter(|found| found.stamp.instant().is_none()).map(|found| found.stamp.local.date());
    if let Some(day) = vague {
        found.extend(state::found(page, day).into_iter().filter(|found| is_possible(page, found)));
    }
    let published = best(&found, StampRole::Published, None);
    let picked = published.and_then(|at| found.get(at)).map(|found| &found.stamp);
    let day = picked.map(|stamp| stamp.local.date());
    // An update that names no year is from the year after the publication, whatever says when that was.
    if let Some(day) = picked.filter(|stamp| years::is_named(stamp)).map(|stamp| stamp.local.date()) {
        found.iter_mut().for_each(|found| years::complete_since(page, found, day));
    }
    let updated = best(&found, StampRole::Updated, day);
    let notes = impossible_order(&found, published, updated);
    // What nothing names as the page's is the most probable time, and bounds nothing.
    for doubtful in found.iter_mut().filter(|found| found.is_doubtful) {
        (doubtful.stamp.certainty, doubtful.stamp.spread) = (Certainty::Ambiguous, None);
    }
    let kept = |at: Option<usize>| at.and_then(|at| found.get(at)).map(|found| found.stamp.clone());
    let (published_stamp, updated_stamp) = (kept(published), kept(updated));
    let mut candidates: Vec<Candidate> = Vec::new();
    for (at, found) in found.into_iter().enumerate() {
        let chosen = Some(at) == published || Some(at) == updated;
        let known = candidates.iter().any(|known| {
            known.role == found.role
                && known.stamp.raw == found.stamp.raw
                && known.stamp.source == found.stamp.source
        });
        if chosen || (!known && candidates.len() < MAX_KEPT) {
            candidates.push(Candidate { role: found.role, stamp: found.stamp, chosen });
        }
    }
    let certain = published_stamp.as_ref().filter(|stamp| years::is_named(stamp));
    let since = certain.map(|stamp| stamp.local.date()).or(years.since());
    Times { published: published_stamp, updated: updated_stamp, since, candidates, notes }
}

/// Of three days or more that microdata declare, those are of a list, unless something else on the page names one of them.
fn without_list(found: &mut [Found]) {
    const SOURCES: [&str; 3] =
        ["microdata:datePublished", "microdata:datePublished/text", "meta:datepublished"];
    let is_item = |one: &Found| one.weight > 0 && SOURCES.contains(&one.stamp.source.as_str());
    let day = |one: &Found| one.stamp.local.date();
    let mut days: Vec<NaiveDate> = found.iter().filter(|one| is_item(one)).map(day).collect();
    days.sort_unstable();
    days.dedup();
    if days.len() < 3 {
        return;
    }
    let others: Vec<NaiveDate> = found
        .iter()
        .filter(|one| one.role == StampRole::Published && one.weight >= weight::LINE && !is_item(one))
        .map(day)
        .collect();
    if !others.is_empty() {
        let is_other = |one: &Found| is_item(one) && !others.contains(&day(one));
        found.iter_mut().filter(|one| is_other(one)).for_each(|one| one.weight = weight::NEVER);
    }
}

/// What the page declares of an update from before its publication. Neither time is changed for it: the
/// publication stays what it is, and the update is a candidate that was not picked.
fn impossible_order(found: &[Found], published: Option<usize>, updated: Option<usize>) -> Vec<Note> {
    let Some(published) = published.and_then(|at| found.get(at)) else { return Vec::new() };
    let is_picked = updated.and_then(|at| found.get(at)).is_some();
    let early = found.iter().filter(|found| {
        found.role == StampRole::Updated
            && found.weight > 0
            && found.stamp.local.date() < published.stamp.local.date()
            && matches!((found.stamp.bounds(), published.stamp.bounds()), (Some((_, end)), Some((start, _))) if end <= start)
    });
    let Some(early) = early.max_by_key(|found| found.weight).filter(|_| !is_picked) else {
        return Vec::new();
    };
    let says = |found: &Found| format!("'{}' ({})", found.stamp.raw, found.stamp.source);
    let detail = format!("updated {} before it was published {}", says(early), says(published));
    vec![Note::new("impossible-order", detail)]
}

/// The weightiest candidate of a role; of those that name its day, one that says more of it.
fn best(found: &[Found], role: StampRole, not_before: Option<NaiveDate>) -> Option<usize> {
    let fits = |found: &Found| {
        found.role == role && found.weight > 0 && not_before.is_none_or(|day| found.stamp.local.date() >= day)
    };
    // Of equal weight, the first in the document; of several labelled updates, the latest, however far
    // from the headline it stands.
    let is_labelled = |found: &Found| found.stamp.source == "label:updated";
    let is_later = |best: &Found, next: &Found| {
        role == StampRole::Updated
            && is_labelled(best)
            && is_labelled(next)
            && next.stamp.local.date() > best.stamp.local.date()
    };
    let (first, top) = found.iter().enumerate().filter(|(_, found)| fits(found)).reduce(|best, next| {
        if next.1.weight > best.1.weight || is_later(best.1, next.1) { next } else { best }
    })?;
    if top.stamp.precision > Precision::Day {
        let earlier = if role == StampRole::Published { exact::before_update(found, top) } else { None };
        return Some(earlier.or_else(|| exact::with_zone(found, first, top, role)).unwrap_or(first));
    }
    let day = top.stamp.local.date();
    // A day that programs wrote is as often that of UTC as the one that readers are told.
    let is_of_day = |found: &Found| {
        let utc = || found.stamp.instant().map(|instant| instant.date_naive());
        found.stamp.local.date() == day || top.stamp.source.starts_with("meta:") && utc() == Some(day)
    };
    let finer = found
        .iter()
        .enumerate()
        .filter(|(_, found)| {
            fits(found)
                && is_of_day(found)
                && found.stamp.precision > Precision::Day
                && found.weight + 45 >= top.weight
        })
        .max_by_key(|(at, found)| (found.stamp.offset_s.is_some(), found.weight, std::cmp::Reverse(*at)));
    Some(finer.map_or(first, |(at, _)| at))
}

/// No post is older than the web, and none is from the time after it was fetched. A month or a year is
/// too little to be picked. What is not possible stays a candidate that is never picked.
fn is_possible(page: &Page<'_>, found: &Found) -> bool {
    let day = found.stamp.local.date();
    let oldest = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or_default();
    let newest = page
        .context
        .reference
        .map(|reference| reference.date() + chrono::Days::new(2))
        .or_else(|| NaiveDate::from_ymd_opt(2049, 1, 1))
        .unwrap_or_default();
    day >= oldest && day <= newest && found.stamp.precision >= Precision::Day
}
