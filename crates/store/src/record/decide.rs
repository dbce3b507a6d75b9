//! What a post that was just read adds to what is known of it: a pure function.

use std::collections::BTreeSet;

use model::{Note, Post, PostKind, Stamp, StampRole};

use super::known::{KnownPost, KnownStatement, Sighting};
use super::statements::{Stamped, stamps};
use crate::address::bounded;

/// What is to be written of one post.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Addition {
    /// Number of the new revision, where the text is new.
    pub revision: Option<i32>,
    /// Digest of the post's words.
    pub text_digest: String,
    /// Statements that are new or were rewritten.
    pub statements: Vec<Statement>,
    /// What the address shows now: update key and digest of its words.
    pub shown: Vec<(String, String)>,
    /// Updates that the address no longer shows.
    pub gone: Vec<String>,
    /// Times that were not known of it.
    pub stamps: Vec<Stamped>,
    /// Known statements whose author line was changed: update key, index of the update.
    pub resigned: Vec<(String, Option<usize>)>,
    /// What the claimed time of the last update did.
    pub update_time: UpdateTime,
    /// Events that are no statement.
    pub notes: Vec<Note>,
}

/// What the provider's claimed time of the last update did between two looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum UpdateTime {
    /// There is a new one, or a dated update that was not there before.
    Moved,
    /// The one that stood there before.
    Same,
    /// None stands there.
    #[default]
    Unstated,
}

impl UpdateTime {
    /// The name used in SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Same => "same",
            Self::Unstated => "unstated",
        }
    }
}

/// A communication to be stored.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Statement {
    /// Index in [`Post::updates`]; `None` for the post itself.
    pub update: Option<usize>,
    /// The key of that update; empty for the post itself.
    pub key: String,
    /// Its version.
    pub version: i32,
    /// As in `communications.kind`.
    pub kind: &'static str,
    /// Digest of its words.
    pub text_digest: String,
    /// What dates it, with the role of that time.
    pub claimed: Option<(StampRole, Stamp)>,
}

/// Decides what `post` adds. `payload` is the digest of the body that it was read from: equal bytes that
/// read differently were read by other rules, which is no word of the provider's.
pub(super) fn decide(post: &Post, known: &KnownPost, payload: Option<&str>) -> Addition {
    let digest = post.text_digest().to_string();
    let mut addition = Addition { text_digest: digest.clone(), ..Addition::default() };
    addition.shown.push((String::new(), digest.clone()));
    let worded =
        !post.text.trim().is_empty() || post.updates.iter().any(|update| !update.text.trim().is_empty());
    let same_sight = known.sightings.get("").is_some_and(|seen| seen.text_digest == digest);
    match &known.revision {
        None if !worded && post.title.is_none() => {
            addition.shown.clear();
            addition
                .notes
                .push(Note::new("nothing-read", format!("'{}' has no title and no text", post.key)));
            return addition;
        }
        None => addition.revision = Some(1),
        Some(last) => {
            let vanished = match (last.worded && !worded, last.titled && post.title.is_none()) {
                (true, _) => Some(("text-vanished", "the text is empty; it was not before")),
                (false, true) => Some(("title-vanished", "the headline is missing; it was not before")),
                (false, false) => None,
            };
            if let Some((code, detail)) = vanished {
                if !same_sight {
                    addition.notes.push(Note::new(code, detail));
                }
                return addition;
            }
            if rewritten(&digest, &last.text_digest, known.sightings.get(""), payload) {
                addition.revision = Some(last.number + 1);
            }
        }
    }
    own_statement(post, known, &mut addition);
    update_statements(post, known, payload, &mut addition);
    new_stamps(post, known, &mut addition);
    addition.update_time = update_time(post, known, &addition);
    addition
}

/// Whether words are new: they differ from the last that were stored, this address did not show them at the
/// last look (two addresses may show one post differently), and the bytes are not the same.
fn rewritten(digest: &str, last: &str, seen: Option<&Sighting>, payload: Option<&str>) -> bool {
    let shown_before = seen.is_some_and(|seen| {
        seen.text_digest == digest || (payload.is_some() && seen.payload_digest.as_deref() == payload)
    });
    digest != last && !shown_before
}

/// The statement that the post is as a whole. A status incident speaks by its updates, where it has any.
fn own_statement(post: &Post, known: &KnownPost, addition: &mut Addition) {
    let speaks = post.kind != PostKind::StatusIncident || post.updates.is_empty();
    let before = known.statements.get("");
    match addition.revision {
        Some(number) if speaks => {
            let version = before.map_or(1, |last| last.version + 1);
            let first = number == 1 || before.is_none();
            addition.statements.push(Statement {
                update: None,
                key: String::new(),
                version,
                kind: if first { "post" } else { "revision" },
                text_digest: addition.text_digest.clone(),
                claimed: if first { first_claim(post) } else { later_claim(post, known) },
            });
        }
        _ => {
            let authors: Vec<String> = post.authors.iter().map(signature).collect();
            if resigned(before, &authors) {
                addition.resigned.push((String::new(), None));
            }
        }
    }
}

/// A dated update that was not there before says itself when the post was changed.
fn update_time(post: &Post, known: &KnownPost, addition: &Addition) -> UpdateTime {
    let dated = |it: &&Statement| it.update.is_some() && it.version == 1 && it.claimed.is_some();
    let old = |stamp: &Stamp| known.updated.contains(&(stamp.local_iso(), stamp.offset_iso()));
    match &post.updated {
        _ if addition.statements.iter().any(|it| dated(&it)) => UpdateTime::Moved,
        Some(stamp) if !old(stamp) => UpdateTime::Moved,
        Some(_) => UpdateTime::Same,
        None => UpdateTime::Unstated,
    }
}

fn update_statements(post: &Post, known: &KnownPost, payload: Option<&str>, addition: &mut Addition) {
    let mut present = BTreeSet::from([String::new()]);
    for (index, update) in post.updates.iter().enumerate() {
        let key = bounded(&update.key);
        if key.is_empty() || !present.insert(key.clone()) {
            addition.notes.push(Note::new("update-key", format!("update {index} has no key of its own")));
            continue;
        }
        let digest = update.text_digest().to_string();
        let seen = known.sightings.get(&key);
        let before = known.statements.get(&key);
        let empty = update.text.trim().is_empty();
        let version = match before {
            None => Some(1),
            Some(last) if last.worded && empty => {
                if seen.is_none_or(|seen| seen.text_digest != digest) {
                    addition
                        .notes
                        .push(Note::new("text-vanished", format!("the text of update '{key}' is empty")));
                }
                None
            }
            Some(last) => rewritten(&digest, &last.text_digest, seen, payload).then_some(last.version + 1),
        };
        match version {
            Some(version) => addition.statements.push(Statement {
                update: Some(index),
                key: key.clone(),
                version,
                kind: match post.kind {
                    PostKind::StatusIncident => "status-update",
                    PostKind::Advisory => "advisory-revision",
                    PostKind::Article | PostKind::SecurityTxt => "update",
                },
                text_digest: digest.clone(),
                claimed: update
                    .claimed
                    .clone()
                    .filter(|stamp| version == 1 || is_new(known, &key, stamp))
                    .map(|stamp| (StampRole::Published, stamp)),
            }),
            None => {
                let authors: Vec<String> = update.authors.iter().map(signature).collect();
                if resigned(before, &authors) {
                    addition.resigned.push((key.clone(), Some(index)));
                }
            }
        }
        addition.shown.push((key, digest));
    }
    for (key, seen) in &known.sightings {
        if !seen.gone && !present.contains(key) {
            addition.gone.push(key.clone());
            addition.notes.push(Note::new("update-vanished", format!("update '{key}' is no longer shown")));
        }
    }
}

/// The time of an update dates its first words. Words that were put in their place came later, so they need a time that
/// was not there before.
fn is_new(known: &KnownPost, key: &str, stamp: &Stamp) -> bool {
    let digest = super::statements::digest(StampRole::Published, stamp);
    !known.stamps.contains(&(key.to_owned(), StampRole::Published.as_str().to_owned(), digest))
}

/// What dates a post as first seen: its publication, or else the last change that it claims.
fn first_claim(post: &Post) -> Option<(StampRole, Stamp)> {
    let published = post.published.clone().map(|stamp| (StampRole::Published, stamp));
    published.or_else(|| post.updated.clone().map(|stamp| (StampRole::Updated, stamp)))
}

/// What dates a later text: the change that it claims, unless an earlier text claimed that one already.
fn later_claim(post: &Post, known: &KnownPost) -> Option<(StampRole, Stamp)> {
    let stamp = post.updated.clone()?;
    let old = known.updated.contains(&(stamp.local_iso(), stamp.offset_iso()));
    (!old).then_some((StampRole::Updated, stamp))
}

/// An author as compared between looks.
pub(super) fn signature(author: &model::Byline) -> String {
    let name = crate::address::clean(&author.name);
    author
        .job_title
        .as_deref()
        .map_or(name.clone(), |title| format!("{name}, {}", crate::address::clean(title)))
}

/// An author line that cannot be read this time says nothing.
fn resigned(before: Option<&KnownStatement>, authors: &[String]) -> bool {
    before.is_some_and(|last| !authors.is_empty() && last.authors != authors)
}

fn new_stamps(post: &Post, known: &KnownPost, addition: &mut Addition) {
    let rewritten: BTreeSet<&str> = addition.statements.iter().map(|it| it.key.as_str()).collect();
    let mut notes = Vec::new();
    for stamped in stamps(post) {
        let role = stamped.role.as_str();
        let id = (stamped.key.clone(), role.to_owned(), stamped.digest.clone());
        if known.stamps.contains(&id) {
            continue;
        }
        let had = known.stamps.iter().any(|(key, old, _)| *key == stamped.key && old == role);
        if had
            && stamped.chosen
            && !rewritten.contains(stamped.key.as_str())
            && known.sightings.contains_key(&stamped.key)
        {
            let what = if stamped.key.is_empty() {
                "the post".to_owned()
            } else {
                format!("update '{}'", stamped.key)
            };
            notes.push(Note::new(
                "stamp-changed",
                format!("{what} has the same words and another time ({role}): {}", stamped.stamp.raw),
            ));
        }
        addition.stamps.push(stamped);
    }
    addition.notes.append(&mut notes);
}
