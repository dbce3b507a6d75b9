//! The times of a post and of its updates, as rows.

use chrono::{DateTime, Utc};
use model::{Post, Sha256Digest, Stamp, StampRole};

use crate::address::bounded;

/// Times that are kept of one post at most.
const MOST_STAMPS: usize = 500;

/// A time, with what it is the time of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stamped {
    /// The update inside the post; empty for the post itself.
    pub key: String,
    /// Which time it is.
    pub role: StampRole,
    /// The time.
    pub stamp: Stamp,
    /// Whether the rules picked it.
    pub chosen: bool,
    /// Identity within the post and update.
    pub digest: String,
}

/// All times of a post and its updates, each once; of two that are equal, the chosen one.
pub(super) fn stamps(post: &Post) -> Vec<Stamped> {
    let own = [(StampRole::Published, &post.published), (StampRole::Updated, &post.updated)];
    let chosen =
        own.into_iter().filter_map(|(role, stamp)| stamp.as_ref().map(|stamp| ("", role, stamp, true)));
    let all = chosen.chain(post.candidates.iter().map(|it| ("", it.role, &it.stamp, it.chosen))).chain(
        post.updates.iter().flat_map(|update| {
            let roles = [
                (StampRole::Published, &update.claimed),
                (StampRole::Recorded, &update.recorded),
                (StampRole::Edited, &update.edited),
            ];
            roles.into_iter().filter_map(|(role, stamp)| {
                stamp.as_ref().map(|stamp| (update.key.as_str(), role, stamp, true))
            })
        }),
    );
    let mut stamps: Vec<Stamped> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (key, role, stamp, chosen) in all.take(MOST_STAMPS) {
        let key = bounded(key);
        let digest = digest(role, stamp);
        if seen.insert((key.clone(), digest.clone())) {
            stamps.push(Stamped { key, role, stamp: stamp.clone(), chosen, digest });
        }
    }
    stamps
}

/// The time that the rules picked for `role` of the post itself.
pub(super) fn chosen(post: &Post, role: StampRole) -> Option<&Stamp> {
    post.candidates.iter().find(|it| it.chosen && it.role == role).map(|it| &it.stamp)
}

/// Identity of a time within its post and update.
pub(super) fn digest(role: StampRole, stamp: &Stamp) -> String {
    let offset = stamp.offset_iso().unwrap_or_default();
    let parts = [role.as_str(), &stamp.source, &stamp.raw, &stamp.local_iso(), &offset];
    Sha256Digest::of(parts.join("\n").as_bytes()).to_string()
}

/// The latest instant of the last change that the document claims for a post that is seen for the first time; one that
/// cannot be placed was made before the look. `None` where none is claimed.
pub(super) fn changed_until(post: &Post, looked_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let updates = post.updates.iter().filter_map(|update| update.claimed.as_ref());
    let changes = post.updated.iter().chain(updates);
    changes.map(|stamp| stamp.bounds().map_or(looked_at, |(_, high)| high)).max()
}
