//! What bounds a statement from below: the last look that would have shown it and did not.
//!
//! A look at the address of a post would have shown whatever stood there. A look at a listing would have shown what the
//! listing reached back to: it shows its newest entries, and old ones that somebody pins to it. So where a statement claims to
//! be older than that look, the look bounds it only if the listing reached back to the claimed time then; else the statement
//! may have stood there all the time, unlisted.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use model::{Entry, Role};
use serde_json::Value;
use sqlx::PgConnection;

use super::outcome::Verdict;
use super::visit::Turn;
use crate::address::{bounded, key_of};
use crate::error::{Doing, StoreError};
use crate::rows::{Row, at};

/// All instants that a claimed time can mean.
pub(super) type Claimed = (DateTime<Utc>, DateTime<Utc>);

/// The last look that would have shown what is new now.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Before {
    /// When that was.
    pub looked_at: Option<DateTime<Utc>>,
    /// Who made it.
    pub made_by: Option<String>,
    /// Whether it was at the listing that led to the address, and not at the address itself.
    pub at_listing: bool,
    /// How far back that listing reached then, where it is known.
    pub listing_reaches_at: Option<DateTime<Utc>>,
}

impl Before {
    /// Puts the two columns that say it of a statement into its row. Of an entry of a listing, the look was at the listing.
    pub fn put(&self, row: &mut Row, claimed: Option<Claimed>, is_entry: bool) {
        let by_listing = self.at_listing || is_entry;
        let bears =
            self.looked_at.is_some_and(|look| !by_listing || reached(look, claimed, self.listing_reaches_at));
        let looked_at = self.looked_at.filter(|_| bears).map_or(Value::Null, at);
        row.insert("last_not_seen_at".to_owned(), looked_at);
        row.insert("last_not_seen_by".to_owned(), self.made_by.clone().filter(|_| bears).into());
    }
}

/// Whether a look at a listing would have shown what claims that time.
fn reached(look: DateTime<Utc>, claimed: Option<Claimed>, reaches_at: Option<DateTime<Utc>>) -> bool {
    claimed.is_none_or(|(low, high)| high > look || reaches_at.is_some_and(|oldest| oldest <= low))
}

/// What a listing shows of what it showed before: the ids and the addresses of its dated entries.
#[derive(Debug, Clone, Default)]
pub(super) struct Window {
    ids: BTreeSet<Option<String>>,
    links: BTreeSet<Option<String>>,
}

impl Window {
    /// The entries of the document of `turn` that stood there before; none of any other document than a listing.
    pub async fn of(conn: &mut PgConnection, turn: &Turn<'_>, verdict: &Verdict) -> Result<Self, StoreError> {
        let entries = || turn.extraction.entries.iter().filter(|entry| time_of(entry).is_some());
        if turn.visit().role != Role::Listing || !verdict.speaks() || entries().next().is_none() {
            return Ok(Self::default());
        }
        let ids: Vec<String> = entries().filter_map(|entry| entry.id.as_deref().map(bounded)).collect();
        let links: Vec<String> = entries().filter_map(|entry| key_of(entry.link.as_deref()?)).collect();
        let known: Vec<(Option<String>, Option<String>)> = sqlx::query_as(
            "select distinct entry_key, link_key from entries
              where frontier_id = $1 and first_seen_at < $2 and (entry_key = any($3) or link_key = any($4))",
        )
        .bind(turn.visit().frontier_id)
        .bind(turn.looked_at)
        .bind(ids)
        .bind(links)
        .fetch_all(conn)
        .await
        .doing("see how far back a listing reaches")?;
        let (ids, links) = known.into_iter().unzip();
        Ok(Self { ids, links })
    }

    /// Whether an entry stood there before.
    pub fn showed(&self, entry: &Entry) -> bool {
        let id = entry.id.as_deref().map(bounded);
        let link = entry.link.as_deref().and_then(key_of);
        id.is_some() && self.ids.contains(&id) || link.is_some() && self.links.contains(&link)
    }

    /// How far back the listing reached at the look before: to the oldest time that it gives of what stood there.
    pub fn reaches_at(&self, entries: &[Entry]) -> Option<DateTime<Utc>> {
        let stood = entries.iter().filter(|entry| self.showed(entry));
        end(&stood.filter_map(time_of).collect::<Vec<_>>())
    }

    /// When an entry was made by its own word, where the listing may not have reached back to it: what stood there before
    /// would have been seen with other words, too.
    pub fn claim_of(&self, entry: &Entry) -> Option<Claimed> {
        let stamp = entry.published.as_ref().or(entry.updated.as_ref())?;
        stamp.bounds().filter(|_| !self.showed(entry))
    }
}

/// The latest instant that the time of an entry can mean.
fn time_of(entry: &Entry) -> Option<DateTime<Utc>> {
    let stamp = entry.published.as_ref().or(entry.updated.as_ref())?;
    stamp.bounds().map(|(_, high)| high)
}

/// The last in the order of a listing, which mostly falls, or else rises. What is pinned to its top is old and stands out of
/// order: it does not make the listing reach back.
fn end(times: &[DateTime<Utc>]) -> Option<DateTime<Utc>> {
    let pairs = || times.iter().zip(times.iter().skip(1));
    let rising = pairs().filter(|(one, next)| one < next).count();
    let falling = pairs().filter(|(one, next)| one > next).count();
    if rising > falling { times.first().copied() } else { times.last().copied() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> DateTime<Utc> {
        format!("2014-04-{day:02}T00:00:00Z").parse().unwrap()
    }

    #[test]
    fn a_listing_ends_where_its_order_ends() {
        let days = |days: &[u32]| end(&days.iter().map(|it| day(*it)).collect::<Vec<_>>());
        assert_eq!(days(&[9, 7, 5]), Some(day(5)));
        assert_eq!(days(&[1, 9, 7, 5]), Some(day(5)), "the first is pinned");
        assert_eq!(days(&[5, 7, 9]), Some(day(5)));
        assert_eq!(days(&[]), None);
    }

    #[test]
    fn a_look_at_a_listing_bounds_what_it_would_have_shown() {
        let claimed = Some((day(5), day(6)));
        assert!(reached(day(5), claimed, None), "it may be younger than the look");
        assert!(!reached(day(7), claimed, None));
        assert!(!reached(day(7), claimed, Some(day(6))));
        assert!(reached(day(7), claimed, Some(day(5))));
        assert!(reached(day(7), None, None));
    }
}
