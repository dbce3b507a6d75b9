//! Ids that carry the time at which a record was made.

use chrono::NaiveDateTime;
use model::{Precision, Stamp};

use super::statement::moment;
use crate::dates::{self, DateContext};

/// The digits of a ULID: Crockford's base 32.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// When a record with this ULID was made: its first ten digits are milliseconds. `None` for other ids, and
/// for a time that lies after the document's own.
pub(super) fn recorded(id: &str, context: &DateContext) -> Option<Stamp> {
    if id.len() != 26 {
        return None;
    }
    let mut value: i64 = 0;
    for (at, byte) in id.bytes().enumerate() {
        let digit = DIGITS.iter().position(|known| *known == byte.to_ascii_uppercase())?;
        if at < 10 {
            value = value.checked_mul(32)?.checked_add(i64::try_from(digit).ok()?)?;
        }
    }
    stamped(value, id, "ulid", context)
}

/// A cuid has 25 characters, or up to three more where its counter is long.
const LENGTHS: std::ops::RangeInclusive<usize> = 25..=28;

/// When a record with this cuid (`c`, then milliseconds in base 36) was made. The newer cuid2 has random
/// digits there: a time outside the years of such pages is none.
pub(super) fn recorded_cuid(id: &str, context: &DateContext) -> Option<Stamp> {
    let whole = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let digits = id.strip_prefix('c').filter(|_| whole && LENGTHS.contains(&id.len()))?.get(..8)?;
    stamped(i64::from_str_radix(digits, 36).ok()?, id, "cuid", context)
}

/// A recorded time, where it can be the time of writing. Records that are older than their page were brought
/// there from another one, with ids of that day.
pub(super) fn credible(
    recorded: Option<Stamp>,
    claimed: Option<&Stamp>,
    page_born: Option<NaiveDateTime>,
) -> Option<Stamp> {
    let born = |stamp: &Stamp| page_born.is_none_or(|born| moment(stamp) >= born);
    recorded.filter(born).filter(|_| claimed.is_none_or(born))
}

/// 2015, before which no such id was given.
const EARLIEST_MS: i64 = 1_420_070_400_000;

fn stamped(milliseconds: i64, id: &str, source: &str, context: &DateContext) -> Option<Stamp> {
    let latest = context.reference.map_or(i64::MAX, |time| time.and_utc().timestamp_millis() + 86_400_000);
    if !(EARLIEST_MS..=latest).contains(&milliseconds) {
        return None;
    }
    let mut stamp = dates::parse_epoch(&milliseconds.to_string(), source)?;
    stamp.precision = Precision::Millisecond;
    stamp.raw = id.to_owned();
    Some(stamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_tell_when_they_were_given() {
        let context = DateContext::default();
        let ulid = recorded("01ARZ3NDEKTSV4RRFFQ69G5FAV", &context).unwrap();
        assert_eq!(ulid.instant().unwrap().to_rfc3339(), "2016-07-30T23:54:10.259+00:00");
        let cuid = recorded_cuid("cmuh4kc8h00s013pih51rz3uf", &context).unwrap();
        assert_eq!(cuid.instant().unwrap().to_rfc3339(), "2026-09-25T15:37:52.625+00:00");
        let longer = recorded_cuid("ckr4yhq482016887tol3infgvnh", &context).unwrap();
        assert_eq!(longer.instant().unwrap().to_rfc3339(), "2021-07-15T13:36:43.640+00:00");
        assert_eq!(recorded("01KT9OLDER13Z6Q0AAAAAAAAAA", &context), None, "O and L are no digits");
        assert_eq!(recorded("st6rn5kjs488", &context), None);
    }
}
