//! The posts of a document: what is known is read, what is new is decided, and only that is written.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use model::{Mention, Note, Post, Receipt};
use sqlx::PgConnection;

use super::decide::{Addition, decide};
use super::known::{self, KnownRevision, Sighting};
use super::matching::matched;
use super::visit::{PostNote, Turn};
use super::{changes, entries, mentions, namesakes, posts as rows, signals};
use crate::address::{identity, key_of};
use crate::error::StoreError;

/// One post of the document on its way into the database.
pub(super) struct Work<'a> {
    /// Its index in the extraction.
    pub index: usize,
    /// What was read, with the keys under which its updates are stored.
    pub post: Cow<'a, Post>,
    /// Its identity as it is stored.
    pub key: String,
    /// The key of its address.
    pub url_key: Option<String>,
    /// Its last revision, where it was known.
    pub last_revision: Option<KnownRevision>,
    /// What this address showed of it last, where it did.
    pub seen_before: Option<Sighting>,
    /// What is to be stored.
    pub addition: Addition,
    /// Row of `posts`.
    pub post_id: i64,
    /// Row of `revisions`: the new one, or the last.
    pub revision_id: i64,
    /// Rows of `communications` that hold today's words, by update key.
    pub statements: BTreeMap<String, i64>,
}

/// Writes what the posts of this document add.
pub(super) async fn posts(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    capture_id: i64,
    found: &[Mention],
    receipt: &mut Receipt,
    notes: &mut Vec<PostNote>,
) -> Result<(), StoreError> {
    let mut work = prepare(conn, turn, notes).await?;
    rows::write_posts(conn, turn, capture_id, &mut work).await?;
    let claims = entries::claims(conn, turn, &work).await?;
    rows::write_revisions(conn, turn, capture_id, &mut work, &claims).await?;
    receipt.communications = rows::write_communications(conn, turn, capture_id, &mut work, &claims).await?;
    rows::write_beside(conn, turn, capture_id, &work).await?;
    changes::write_changes(conn, turn, capture_id, &work).await?;
    mentions::write_mentions(conn, &work, found).await?;
    signals::write_signals(conn, capture_id, &work, &turn.extraction.signals).await?;
    for it in work {
        let name = it.post.title.clone().or_else(|| it.post.url.clone()).unwrap_or(it.key);
        match it.addition.revision {
            Some(1) => receipt.posts.push(name),
            Some(_) => receipt.revisions.push(name),
            None => {}
        }
        notes.extend(it.addition.notes.into_iter().map(|note| (Some(it.post_id), note)));
    }
    Ok(())
}

async fn prepare<'a>(
    conn: &mut PgConnection,
    turn: &Turn<'a>,
    notes: &mut Vec<PostNote>,
) -> Result<Vec<Work<'a>>, StoreError> {
    let visit = turn.visit();
    let all = &turn.extraction.posts;
    let keys: Vec<String> = all.iter().map(|post| identity(&post.key)).collect();
    let mut known =
        known::load(conn, visit.source.provider_id, visit.frontier_id, &keys, turn.looked_at).await?;
    let payload = turn.capture.payload_digest.map(|digest| digest.to_string());
    let (mut seen, mut taken) = (BTreeSet::new(), BTreeSet::new());
    let mut work = Vec::new();
    for (index, (post, key)) in all.iter().zip(keys).enumerate() {
        if !seen.insert(key.clone()) {
            notes
                .push((None, Note::new("post-key", format!("'{key}' stands for two posts of the document"))));
            continue;
        }
        let known = known.remove(&key).unwrap_or_default();
        if known.id != 0 && !taken.insert(known.id) {
            notes.push((
                Some(known.id),
                Note::new("post-key", format!("'{key}' is a post that the document shows twice")),
            ));
            continue;
        }
        let post = matched(namesakes::matched(post, &known), &known);
        let addition = decide(&post, &known, payload.as_deref());
        if known.id == 0 && addition.revision.is_none() {
            notes.extend(addition.notes.into_iter().map(|note| (None, note)));
            continue;
        }
        let own_address = || (all.len() == 1).then(|| turn.url_key.clone());
        work.push(Work {
            index,
            url_key: post.url.as_deref().and_then(key_of).or_else(own_address),
            post,
            key,
            post_id: known.id,
            revision_id: known.revision.as_ref().map_or(0, |last| last.id),
            statements: known.statements.iter().map(|(key, last)| (key.clone(), last.id)).collect(),
            seen_before: known.sightings.get("").cloned(),
            last_revision: known.revision,
            addition,
        });
    }
    Ok(work)
}
