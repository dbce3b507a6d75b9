//! One incident at several addresses: the platform's API gives each update an id, its feed and its home page
//! do not. Followed at both, an update is still one communication: it is matched by its claimed time, to the
//! minute, and its status.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::{DateTime, SubsecRound, Timelike, Utc};
use model::{Post, PostKind};

use super::known::KnownPost;
use crate::address::bounded;

/// `post` with the keys, and the spelling of the status, under which its updates are stored.
pub(super) fn matched<'a>(post: Cow<'a, Post>, known: &KnownPost) -> Cow<'a, Post> {
    if post.kind != PostKind::StatusIncident || known.statements.is_empty() {
        return post;
    }
    let mut taken: BTreeSet<String> = post.updates.iter().map(|update| bounded(&update.key)).collect();
    let mut stored: Vec<_> =
        known.statements.iter().filter_map(|(key, it)| Some((it.claimed_at?, key, it))).collect();
    stored.sort_by(|one, other| (one.0, one.1).cmp(&(other.0, other.1)));
    let mut matched = post.clone();
    for (index, update) in post.updates.iter().enumerate() {
        if known.statements.contains_key(&bounded(&update.key)) {
            continue;
        }
        let claimed = update.claimed.as_ref().and_then(|stamp| stamp.certain_instant());
        let Some(claimed) = claimed else { continue };
        let state = update.status.as_deref().unwrap_or_default();
        let same = stored.iter().find(|(at, key, it)| {
            minute(*at) == minute(claimed)
                && same_status(state, it.status.as_deref().unwrap_or_default())
                && !taken.contains(*key)
        });
        let Some((_, key, it)) = same else { continue };
        taken.insert((*key).clone());
        if let Some(update) = matched.to_mut().updates.get_mut(index) {
            update.key.clone_from(key);
            update.status.clone_from(&it.status);
        }
    }
    matched
}

fn minute(at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    at.trunc_subsecs(0).with_second(0)
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
