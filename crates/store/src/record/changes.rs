//! What became of known posts: one row for each look whose bytes differ from those of the look before.

use std::collections::BTreeSet;

use model::{LinkRel, Post, PostKind, Sha256Digest};
use serde_json::Value;
use sqlx::PgConnection;

use super::apply::Work;
use super::decide::UpdateTime;
use super::visit::Turn;
use crate::change::{ChangeClass, StoredText, Words, changed_words, classify, ordinary_blocks};
use crate::error::{Doing, StoreError};
use crate::rows::{Row, at, row, write};

const DOING: &str = "record what became of posts";

/// Posts of the provider in which a block must stand as well to be taken for the site's own.
const FURNITURE_POSTS: usize = 2;

/// Latest posts of the provider that are looked through for such blocks.
const COMPARED_POSTS: i64 = 40;

const CHANGES: &str = "\
insert into changes (post_id, frontier_id, capture_id, class, from_revision_id, to_revision_id, returns_to,
                     words_removed, words_added, update_time, silent, rules_differ, first_seen_at, last_not_seen_at)
select r.post_id, r.frontier_id, r.capture_id, r.class, r.from_revision_id, r.to_revision_id, r.returns_to,
       r.words_removed, r.words_added, r.update_time, r.silent, r.rules_differ, r.first_seen_at, r.last_not_seen_at
  from jsonb_populate_recordset(null::changes, $1) r
on conflict do nothing";

/// The latest texts of other posts of the provider.
const OTHER_TEXTS: &str = "\
select distinct on (p.id) r.text
  from posts p join revisions r on r.post_id = p.id
 where p.provider_id = (select provider_id from posts where id = $1) and p.id <> $1
 order by p.id desc, r.number desc limit $2";

/// The addresses that the text of a document's only post links to; `None` where the document does not tell.
pub(super) fn links_digest(turn: &Turn<'_>) -> Option<String> {
    let cited: Vec<&str> = turn
        .extraction
        .links
        .iter()
        .filter(|link| link.rel == LinkRel::Cited)
        .map(|link| link.url.as_str())
        .collect();
    let one = turn.extraction.posts.len() == 1 && !cited.is_empty();
    one.then(|| Sha256Digest::of(cited.join("\n").as_bytes()).to_string())
}

/// Writes what became of the posts that were known at this address or have a new text.
pub(super) async fn write_changes(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    capture_id: i64,
    work: &[Work<'_>],
) -> Result<(), StoreError> {
    let links = links_digest(turn);
    let payload = turn.capture.payload_digest.map(|digest| digest.to_string());
    let alone = turn.extraction.posts.len() == 1; // a feed's bytes differ for the sake of other posts
    let mut rows: Vec<Row> = Vec::new();
    for it in work {
        let Some(last) = &it.last_revision else { continue };
        let seen = it.seen_before.as_ref();
        let same_bytes = seen.is_some_and(|seen| payload.is_some() && seen.payload_digest == payload);
        let same_words = seen.is_some_and(|seen| seen.text_digest == it.addition.text_digest);
        let links_differ = match seen.and_then(|seen| seen.links_digest.as_ref()) {
            Some(before) => links.as_ref().is_some_and(|now| now != before),
            None => false,
        };
        let change = match it.addition.revision {
            Some(number) => Change::of_words(conn, turn, it, last.id, number, links_differ).await?,
            None if same_words && !same_bytes && alone => Change::of_markup(links_differ),
            None => continue,
        };
        let update_time = it.addition.update_time.as_str();
        // Two addresses may show one post differently: what this one showed never before was changed by nobody we saw.
        let silent = change.class == ChangeClass::Substantive
            && seen.is_some()
            && !change.rules_differ
            && it.addition.update_time != UpdateTime::Moved;
        rows.push(row([
            ("post_id", it.post_id.into()),
            ("frontier_id", turn.visit().frontier_id.into()),
            ("capture_id", capture_id.into()),
            ("class", change.class.as_str().into()),
            ("from_revision_id", last.id.into()),
            ("to_revision_id", it.revision_id.into()),
            ("returns_to", change.returns_to.into()),
            ("words_removed", change.removed.into()),
            ("words_added", change.added.into()),
            ("update_time", update_time.into()),
            ("silent", silent.into()),
            ("rules_differ", change.rules_differ.into()),
            ("first_seen_at", at(turn.looked_at)),
            ("last_not_seen_at", turn.before.looked_at.map_or(Value::Null, at)),
        ]));
    }
    write(conn, CHANGES, &rows, DOING).await.map(drop)
}

struct Change {
    class: ChangeClass,
    returns_to: Option<i32>,
    removed: usize,
    added: usize,
    rules_differ: bool,
}

impl Change {
    fn of_markup(links_differ: bool) -> Self {
        let class = if links_differ { ChangeClass::LinkOnly } else { ChangeClass::Markup };
        Self { class, returns_to: None, removed: 0, added: 0, rules_differ: false }
    }

    async fn of_words(
        conn: &mut PgConnection,
        turn: &Turn<'_>,
        work: &Work<'_>,
        last_id: i64,
        number: i32,
        links_differ: bool,
    ) -> Result<Self, StoreError> {
        let stored = StoredText::load(conn, work.post_id, &[number - 1]).await?;
        let last = stored.first().ok_or(StoreError::Missing { table: "revisions", id: last_id })?;
        let before = last.words();
        let after = words_of(&work.post);
        let (removed, added) = changed_words(&before, &after);
        let (removed, added) = (removed.len(), added.len());
        let history: Vec<(i32, String)> = sqlx::query_as(
            "select number, text_digest from revisions where post_id = $1 and number < $2 order by number desc",
        )
        .bind(work.post_id)
        .bind(number)
        .fetch_all(&mut *conn)
        .await
        .doing(DOING)?;
        let came_back = |digest: &str, below: i32| {
            history.iter().find(|(number, old)| *number < below && old == digest).map(|(number, _)| *number)
        };
        let returns_to = came_back(&work.addition.text_digest, number - 1);
        let class = match returns_to {
            Some(_) => {
                let last_digest = history.first().map_or("", |(_, digest)| digest.as_str());
                match came_back(last_digest, number - 2) {
                    Some(_) => ChangeClass::VariantFlip,
                    None => ChangeClass::Reversion,
                }
            }
            None => {
                let blocks = ordinary_blocks(&before, &after);
                let furniture: BTreeSet<String> = match blocks.is_empty() {
                    true => BTreeSet::new(),
                    false => furniture(conn, work.post_id, blocks).await?,
                };
                classify(&before, &after, &furniture, links_differ)
            }
        };
        let rules_differ = last.extractor_version != turn.extraction.extractor_version;
        Ok(Self { class, returns_to, removed, added, rules_differ })
    }
}

/// Which of `blocks` stand in other posts of the provider as well: those are the site's and not the post's.
async fn furniture(
    conn: &mut PgConnection,
    post_id: i64,
    blocks: Vec<String>,
) -> Result<BTreeSet<String>, StoreError> {
    let others: Vec<String> = sqlx::query_scalar(OTHER_TEXTS)
        .bind(post_id)
        .bind(COMPARED_POSTS)
        .fetch_all(conn)
        .await
        .doing(DOING)?;
    let others: Vec<BTreeSet<String>> = others
        .iter()
        .map(|text| Words::of(None, text, std::iter::empty()).texts.into_iter().collect())
        .collect();
    let stands = |block: &String| others.iter().filter(|other| other.contains(block)).count();
    Ok(blocks.into_iter().filter(|block| stands(block) >= FURNITURE_POSTS).collect())
}

/// The words of a post as read now, its updates in the order in which they are stored.
fn words_of(post: &Post) -> Words {
    let apart = post.kind != PostKind::Article; // those of an article stand in its text
    let mut updates: Vec<_> = post.updates.iter().filter(|_| apart).collect();
    updates.sort_by_key(|update| {
        let claimed = update.claimed.as_ref().and_then(|stamp| stamp.bounds().map(|(low, _)| low));
        (claimed.is_none(), claimed, update.key.clone())
    });
    let texts: Vec<String> = updates
        .iter()
        .map(|update| {
            let status = update.status.as_deref().filter(|status| !status.is_empty());
            let parts: Vec<&str> = status
                .into_iter()
                .chain(Some(update.text.as_str()).filter(|text| !text.is_empty()))
                .collect();
            parts.join(": ")
        })
        .collect();
    Words::of(post.title.as_deref(), &post.text, texts.iter().map(String::as_str))
}
