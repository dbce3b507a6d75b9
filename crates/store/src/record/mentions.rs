//! Which communications speak of which incident.

use model::{Mention, MentionPlace, Span};
use sqlx::PgConnection;

use super::apply::{Document, Work};
use crate::address::bounded;
use crate::error::StoreError;
use crate::mentions::{INSERT, mention_row};
use crate::rows::write;

/// Writes the mentions that were found in the posts of these documents. The title of a post, and what a seed
/// says of a page, count for the updates inside it as well; so does the text of a post that speaks only by
/// its updates.
pub(super) async fn write_mentions(
    conn: &mut PgConnection,
    documents: &[Document<'_>],
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for Document { work, mentions, .. } in documents {
        for mention in mentions.iter().filter(|it| !it.place.is_of_entry()) {
            let Some(it) = work.iter().find(|it| it.index == mention.post) else { continue };
            let targets = targets(it, mention);
            // What stands in the text of the post is at no such place in its updates.
            let elsewhere =
                mention.update.is_none() && mention.place == MentionPlace::Text && of_the_post(it).is_none();
            let scope = if elsewhere { Span { start: 0, end: 0 } } else { mention.scope };
            let mention = Mention { scope, ..mention.clone() };
            rows.extend(targets.into_iter().map(|id| mention_row("communication_id", id, &mention)));
        }
    }
    write(conn, INSERT, &rows, "record mentions of incidents").await.map(drop)
}

/// The statement that the post itself is; none where it speaks only by its updates.
fn of_the_post(work: &Work<'_>) -> Option<i64> {
    work.statements.get("").copied()
}

fn targets(work: &Work<'_>, mention: &Mention) -> Vec<i64> {
    let shown = || work.addition.shown.iter().map(|(key, _)| key.as_str());
    let of = |key: &str| work.statements.get(key).copied();
    match (mention.update, mention.place) {
        (Some(index), _) => {
            let key = work.post.updates.get(index).map(|update| bounded(&update.key));
            key.and_then(|key| of(&key)).into_iter().collect()
        }
        (None, MentionPlace::Title | MentionPlace::Seed) => shown().filter_map(of).collect(),
        (None, MentionPlace::Text) => match of_the_post(work) {
            Some(id) => vec![id],
            None => shown().filter_map(of).collect(),
        },
        (None, MentionPlace::EntryTitle | MentionPlace::EntryText) => Vec::new(),
    }
}
