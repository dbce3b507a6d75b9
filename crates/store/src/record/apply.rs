//! The posts of a document: what is known is read, what is new is decided, and only that is written.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use model::{Extraction, Mention, Note, Post, Receipt};
use sqlx::PgConnection;

use super::decide::{Addition, decide};
use super::known::{self, KnownPost, KnownRevision, Sighting};
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

/// A document on its way into the database.
pub(super) struct Document<'a> {
    /// The visit that brought it.
    pub turn: &'a Turn<'a>,
    /// Row of `captures`.
    pub capture_id: i64,
    /// The incidents that it speaks of.
    pub mentions: &'a [Mention],
    /// Its posts, as far as they add something or are shown.
    pub work: Vec<Work<'a>>,
    /// What is to be said of its posts beside them.
    pub notes: Vec<PostNote>,
}

impl<'a> Document<'a> {
    /// A document, with what is known of its posts.
    pub async fn read(
        conn: &mut PgConnection,
        turn: &'a Turn<'a>,
        capture_id: i64,
        mentions: &'a [Mention],
    ) -> Result<Self, StoreError> {
        let visit = turn.visit();
        let keys = keys(turn.extraction);
        let known =
            known::load(conn, visit.source.provider_id, visit.frontier_id, &keys, turn.looked_at).await?;
        Ok(Self::with(turn, capture_id, mentions, known))
    }

    /// A document of whose posts none is known.
    pub fn new(turn: &'a Turn<'a>, capture_id: i64, mentions: &'a [Mention]) -> Self {
        Self::with(turn, capture_id, mentions, BTreeMap::new())
    }

    fn with(
        turn: &'a Turn<'a>,
        capture_id: i64,
        mentions: &'a [Mention],
        known: BTreeMap<String, KnownPost>,
    ) -> Self {
        let mut notes = Vec::new();
        let work = prepare(turn, known, &mut notes);
        Self { turn, capture_id, mentions, work, notes }
    }

    /// What became of it once it is written; `receipt` is told of what is new.
    pub fn tell(self, receipt: &mut Receipt) -> Vec<PostNote> {
        let mut notes = self.notes;
        for it in self.work {
            let name = it.post.title.clone().or_else(|| it.post.url.clone()).unwrap_or(it.key);
            match it.addition.revision {
                Some(1) => receipt.posts.push(name),
                Some(_) => receipt.revisions.push(name),
                None => {}
            }
            notes.extend(it.addition.notes.into_iter().map(|note| (Some(it.post_id), note)));
        }
        notes
    }
}

/// The keys of the posts of a document, as they are stored.
pub(super) fn keys(extraction: &Extraction) -> Vec<String> {
    extraction.posts.iter().map(|post| identity(&post.key)).collect()
}

/// Writes what the posts of these documents add, in their order; returns how many statements. Of several documents none may
/// show a post or an address of another one.
pub(super) async fn write(
    conn: &mut PgConnection,
    documents: &mut [Document<'_>],
) -> Result<usize, StoreError> {
    rows::write_posts(conn, documents).await?;
    let claims = entries::claims(conn, documents).await?;
    rows::write_revisions(conn, documents, &claims).await?;
    let communications = rows::write_communications(conn, documents, &claims).await?;
    for it in documents.iter() {
        changes::write_changes(conn, it.turn, it.capture_id, &it.work).await?;
    }
    // What a mention makes of readings that were there before is no business of those that come with it.
    mentions::write_mentions(conn, documents).await?;
    rows::write_beside(conn, documents).await?;
    signals::write_signals(conn, documents).await?;
    Ok(communications)
}

fn prepare<'a>(
    turn: &Turn<'a>,
    mut known: BTreeMap<String, KnownPost>,
    notes: &mut Vec<PostNote>,
) -> Vec<Work<'a>> {
    let all = &turn.extraction.posts;
    let payload = turn.capture.payload_digest.map(|digest| digest.to_string());
    let (mut seen, mut taken) = (BTreeSet::new(), BTreeSet::new());
    let mut work = Vec::new();
    for (index, (post, key)) in all.iter().zip(keys(turn.extraction)).enumerate() {
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
    work
}
