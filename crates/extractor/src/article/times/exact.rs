//! Of candidates that mean one time, the one that says it best.

use chrono::Timelike;
use model::{Precision, StampRole};

use super::candidate::{Found, weight};

/// Offsets that are in use, in minutes.
const OFFSETS: std::ops::RangeInclusive<i64> = -12 * 60..=14 * 60;

/// Another candidate of the role that means the same moment as the best one, `top`, and says where: a page that
/// says it twice, once for programs and once for people, means one time. That is
///
/// - the same clock time with an offset, where `top` has none;
/// - the same clock time with another offset, where `top` calls it UTC and no other candidate does: programs that
///   put a `Z` behind local time are common, and none makes up an offset;
/// - a clock time in UTC that is a whole number of half hours away, where `top` has no offset.
pub(super) fn with_zone(found: &[Found], first: usize, top: &Found, role: StampRole) -> Option<usize> {
    let others = || {
        found.iter().enumerate().filter(move |(at, other)| {
            *at != first && other.role == role && other.weight > 0 && other.stamp.offset_s.is_some()
        })
    };
    let heaviest = |(at, other): &(usize, &Found)| (other.weight, std::cmp::Reverse(*at));
    let twins = || others().filter(|(_, other)| is_same_clock(other, top));
    match top.stamp.offset_s {
        None => {
            let same = twins().max_by_key(heaviest);
            let apart = || others().filter(|(_, other)| is_local_of(top, other)).max_by_key(heaviest);
            same.or_else(apart).map(|(at, _)| at)
        }
        Some(0) => {
            let is_confirmed = twins().any(|(_, other)| other.stamp.offset_s == Some(0) && is_shown(other));
            let elsewhere = twins().filter(|(_, other)| {
                other.stamp.offset_s != Some(0) && other.weight >= weight::DATE_LINE && !is_confirmed
            });
            elsewhere.max_by_key(heaviest).map(|(at, _)| at)
        }
        Some(_) => None,
    }
}

/// A publication that is earlier than `top`, where that is the moment of the update: templates that write the last change
/// into both fields are common. One of another day only where it is declared as surely.
pub(super) fn before_update(found: &[Found], top: &Found) -> Option<usize> {
    let moment = top.stamp.instant()?;
    let is_update = found.iter().any(|other| {
        other.role == StampRole::Updated && other.weight > 0 && other.stamp.instant() == Some(moment)
    });
    let earlier = found.iter().enumerate().filter(|(_, other)| {
        other.role == StampRole::Published
            && other.weight + 10 >= top.weight
            && other.stamp.precision >= Precision::Minute
            && (other.stamp.local.date() == top.stamp.local.date() || other.weight >= weight::META)
            && other.stamp.instant().is_some_and(|other| other < moment)
    });
    if is_update { earlier.max_by_key(|(_, other)| other.weight).map(|(at, _)| at) } else { None }
}

fn is_same_clock(one: &Found, other: &Found) -> bool {
    let precision = one.stamp.precision.min(other.stamp.precision);
    precision >= Precision::Minute && clock(one, precision) == clock(other, precision)
}

/// Whether `local`, which has no offset, can be the clock time somewhere at the moment `utc`.
fn is_local_of(local: &Found, utc: &Found) -> bool {
    let precision = local.stamp.precision.min(utc.stamp.precision);
    let declared =
        ["json-ld:", "meta:", "microdata:", "state:"].iter().any(|rule| utc.stamp.source.starts_with(rule));
    if utc.stamp.offset_s != Some(0) || precision < Precision::Minute || !declared {
        return false;
    }
    // A full hour is every other time of a plan: what fits it proves nothing.
    let minutes = (local.stamp.local - utc.stamp.local).num_minutes();
    let seconds = precision == Precision::Minute || local.stamp.local.second() == utc.stamp.local.second();
    let is_plain = local.stamp.local.minute().is_multiple_of(30) && local.stamp.local.second() == 0;
    OFFSETS.contains(&minutes)
        && local.stamp.local.minute() % 30 == utc.stamp.local.minute() % 30
        && seconds
        && !is_plain
}

fn is_shown(found: &Found) -> bool {
    ["line:", "label:"].iter().any(|rule| found.stamp.source.starts_with(rule))
}

/// The wall clock as it would have been written to that precision.
fn clock(found: &Found, precision: Precision) -> String {
    model::Stamp { precision, ..found.stamp.clone() }.local_iso()
}
