//! Which communications speak of which incident.

use model::{Mention, MentionPlace};
use sqlx::PgConnection;

use super::apply::Work;
use crate::address::bounded;
use crate::error::StoreError;
use crate::mentions::{INSERT, mention_row};
use crate::rows::write;

/// Writes the mentions that were found in the posts of this document. The title of a post, and what a seed
/// says of a page, count for the updates inside it as well; so does the text of a post that speaks only by
/// its updates.
pub(super) async fn write_mentions(
    conn: &mut PgConnection,
    work: &[Work<'_>],
    found: &[Mention],
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for mention in found.iter().filter(|it| !it.place.is_of_entry()) {
        let Some(it) = work.iter().find(|it| it.index == mention.post) else { continue };
        rows.extend(targets(it, mention).into_iter().map(|id| mention_row("communication_id", id, mention)));
    }
    write(conn, INSERT, &rows, "record mentions of incidents").await.map(drop)
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
        (None, MentionPlace::Text) => match of("") {
            Some(id) => vec![id],
            None => shown().filter_map(of).collect(),
        },
        (None, MentionPlace::EntryTitle | MentionPlace::EntryText) => Vec::new(),
    }
}
