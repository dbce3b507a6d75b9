//! One incident at several addresses: the platform's API gives each update an id, its feed and its home page
//! do not. Followed at both, an update is still one communication: it is matched by its claimed time, to the
//! minute, and its status; where a time can be read in two ways, by either of them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, SubsecRound, TimeDelta, Timelike, Utc};
use model::{Post, PostKind, Precision, Stamp, Update};

use super::known::{KnownPost, KnownStatement};
use crate::address::bounded;

/// `post` with the keys, and the spelling of the status, under which its updates are stored: first those with the words
/// that are stored, since a time that can be read in two ways may meet two of them.
pub(super) fn matched<'a>(post: Cow<'a, Post>, known: &KnownPost) -> Cow<'a, Post> {
    if post.kind != PostKind::StatusIncident || known.statements.is_empty() {
        return post;
    }
    let shown: BTreeSet<String> = post.updates.iter().map(|update| bounded(&update.key)).collect();
    let free = known.statements.iter().filter(|(key, _)| !shown.contains(*key));
    let mut stored: Vec<Stored<'_>> =
        free.filter_map(|(key, it)| Some((Clock::of_known(it)?, key.as_str(), it))).collect();
    stored.sort_by_key(|(clock, key, _)| (*clock, *key));
    let new = post.updates.iter().enumerate();
    let new = new.filter(|(_, update)| !known.statements.contains_key(&bounded(&update.key)));
    let mut new: VecDeque<New<'_>> = new
        .filter_map(|(index, update)| Some((Clock::of(update.claimed.as_ref()?)?, index, update)))
        .collect();
    let mut pairs = Vec::new();
    for by_words in [true, false] {
        let mut left = VecDeque::new();
        while let Some(it) = new.pop_front() {
            let mut digests = BTreeMap::new();
            let mut is_same = |at: &Stored<'_>| match by_words {
                true => has_words(&it, at, &mut digests),
                false => is_only(&it, at, new.iter().chain(&left), &stored),
            };
            let same = stored.iter().position(|at| meets(&it, at) && is_same(at));
            match same {
                Some(at) => pairs.push((it.1, stored.remove(at))),
                None => left.push_back(it),
            }
        }
        new = left;
    }
    let mut matched = post.clone();
    for (index, (_, key, it)) in pairs {
        if let Some(update) = matched.to_mut().updates.get_mut(index) {
            key.clone_into(&mut update.key);
            update.status.clone_from(&it.status);
        }
    }
    matched
}

/// A statement that is stored, with its key.
type Stored<'a> = (Clock, &'a str, &'a KnownStatement);
/// An update under a key that is not known, with its place in the post.
type New<'a> = (Clock, usize, &'a Update);

/// Whether they can be of one minute, and are of one status.
fn meets(new: &New<'_>, stored: &Stored<'_>) -> bool {
    let (one, other) = (new.2.status.as_deref(), stored.2.status.as_deref());
    new.0.meets(stored.0) && same_status(one.unwrap_or_default(), other.unwrap_or_default())
}

/// Whether both have the same words, however their status is spelled. `digests` are those of the words by the spelling.
fn has_words(new: &New<'_>, stored: &Stored<'_>, digests: &mut BTreeMap<String, String>) -> bool {
    let status = stored.2.status.clone().unwrap_or_default();
    let digest = digests.entry(status).or_insert_with_key(|status| {
        Update { status: Some(status.clone()), ..new.2.clone() }.text_digest().to_string()
    });
    *digest == stored.2.text_digest
}

/// Whether nothing else is left that either can be, where one of them can be read in two ways.
fn is_only<'a>(
    new: &New<'_>,
    at: &Stored<'_>,
    mut others: impl Iterator<Item = &'a New<'a>>,
    stored: &[Stored<'_>],
) -> bool {
    (new.0.is_one() && at.0.is_one())
        || (stored.iter().filter(|at| meets(new, at)).take(2).count() == 1
            && !others.any(|other| meets(other, at)))
}

/// The first and the last minute that the time of an update can mean. Old pages write `PST` all the year: in summer that
/// is one of two hours, and the feed of the same page may say which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Clock(DateTime<Utc>, DateTime<Utc>);

impl Clock {
    /// Of a time as it was read.
    fn of(stamp: &Stamp) -> Option<Self> {
        if let Some(at) = stamp.certain_instant() {
            return Self::between(at, at);
        }
        let (low, high) =
            stamp.bounds().filter(|_| stamp.offset_s.is_some() && stamp.precision >= Precision::Minute)?;
        Self::between(low, high - TimeDelta::milliseconds(1))
    }

    /// Of a time as it is stored.
    fn of_known(it: &KnownStatement) -> Option<Self> {
        match (it.claimed_at, it.clock_low_at, it.clock_high_at) {
            (Some(at), ..) => Self::between(at, at),
            (None, Some(low), Some(high)) => Self::between(low, high - TimeDelta::milliseconds(1)),
            _ => None,
        }
    }

    fn between(first: DateTime<Utc>, last: DateTime<Utc>) -> Option<Self> {
        let minute = |at: DateTime<Utc>| at.trunc_subsecs(0).with_second(0);
        Some(Self(minute(first)?, minute(last)?))
    }

    /// Whether it can be read in one way only.
    fn is_one(self) -> bool {
        self.0 == self.1
    }

    /// Whether both can mean one minute.
    fn meets(self, other: Self) -> bool {
        [self.0, self.1].iter().any(|it| *it == other.0 || *it == other.1)
    }
}

/// Whether two spellings mean one status. Where an update keeps the status of the one before it, feeds and
/// pages say "Update" and the API names the status again.
fn same_status(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.trim().to_lowercase().replace(['_', '-'], " ");
    let (one, other) = (plain(one), plain(other));
    one == other || one == "update" || other == "update"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_status() {
        assert!(same_status("In progress", "in_progress"));
        assert!(same_status("Update", "investigating"));
        assert!(!same_status("Resolved", "investigating"));
    }
}
