//! `trail diff`: what became of a post's words.

use std::io::Write;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use store::{Op, Piece, RevisionLine};

use super::named_post::{heading, named_post};
use crate::cli::{DiffArgs, TextFormat};
use crate::exit::Exit;
use crate::failure::Failed;
use crate::seed_files::count;
use crate::setting::Setting;
use crate::table::shown;

/// Runs the command: the history of the post, then the difference of two of its texts.
///
/// # Errors
/// When the post or a revision is not there, or the database cannot be asked.
pub async fn run(setting: &Setting, args: &DiffArgs) -> Result<Exit> {
    let setting = setting.for_reading();
    let store = setting.database().await?.connect().await?;
    let post = named_post(&store, &args.post).await?;
    let history = store.post_history(post.id).await?;
    let last = history.last().map_or(1, |revision| revision.number);
    let (from, to) = match (args.from, args.to) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (from, last),
        (None, _) => ((last - 1).max(1), last),
    };
    let Some(pieces) = store.post_diff(post.id, from, to).await? else {
        let text = format!("post {} has the revisions 1 to {last}, not {from} and {to}", post.id);
        return Err(Failed::new(Exit::Findings, text).into());
    };
    let text = match args.format {
        TextFormat::Text => {
            let mut text = heading(&post) + "\n";
            history.iter().for_each(|revision| text.push_str(&line(revision)));
            if from != to {
                text.push_str(&format!("\nrevision {from} to {to}\n\n"));
                text.push_str(&difference(&pieces, args.full));
            }
            text
        }
        TextFormat::Json => {
            let document = json!({
                "post": post.id, "url": post.url, "from": from, "to": to,
                "revisions": history.iter().map(revision_json).collect::<Vec<_>>(),
                "pieces": pieces.iter().map(piece_json).collect::<Vec<_>>(),
            });
            serde_json::to_string_pretty(&document)? + "\n"
        }
    };
    anstream::stdout().write_all(text.as_bytes()).context("standard output is closed")?;
    Ok(Exit::Success)
}

/// One text of the post: when it came, how it differs from the one before, what the provider claims.
fn line(it: &RevisionLine) -> String {
    let seen = match it.last_not_seen_at {
        Some(before) => format!("seen between {} and {}", minute(before), minute(it.first_seen_at)),
        None => format!("first seen {}", minute(it.first_seen_at)),
    };
    let mut parts = vec![seen];
    if let Some(class) = &it.class {
        let back = it.returns_to.map_or(String::new(), |number| format!(" to {number}"));
        let words = format!("{} removed", count(words(it.words_removed), "word"));
        parts.push(format!("{class}{back} ({words}, {} added)", words_added(it)));
    }
    if it.silent == Some(true) {
        let why = match it.update_time.as_deref() {
            Some("same") => "the claimed update time did not move",
            _ => "no update time is shown",
        };
        parts.push(format!("SILENT EDIT: {why}"));
    }
    if it.rules_differ == Some(true) {
        parts.push("read by other rules than the text before".to_owned());
    }
    if let Some(claimed) = &it.claimed {
        parts.push(format!("claims {claimed}"));
    }
    format!("  {:>3}  {}\n", it.number, parts.join(" · "))
}

fn words(number: Option<i32>) -> usize {
    usize::try_from(number.unwrap_or(0)).unwrap_or(0)
}

fn words_added(it: &RevisionLine) -> usize {
    words(it.words_added)
}

fn minute(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// The difference as text: removed words as `[-so-]`, added ones as `{+so+}`. Of blocks in which nothing
/// changed, only their number is told, unless `full`.
fn difference(pieces: &[Piece], full: bool) -> String {
    let mut blocks: Vec<(String, bool)> = Vec::new();
    for piece in pieces {
        let words = shown(&piece.words);
        let (marked, changed) = match piece.op {
            Op::Equal => (words, false),
            Op::Removed => (format!("\u{1b}[31m[-{words}-]\u{1b}[0m"), true),
            Op::Added => (format!("\u{1b}[32m{{+{words}+}}\u{1b}[0m"), true),
        };
        match blocks.last_mut() {
            // A removed paragraph and the one that took its place are shown one under the other.
            Some((block, differs)) if !piece.begins_block || (*differs && changed) => {
                block.push(' ');
                block.push_str(&marked);
                *differs |= changed;
            }
            _ => blocks.push((marked, changed)),
        }
    }
    let (mut text, mut equal) = (String::new(), 0);
    let skipped = |equal: usize| match equal {
        0 => String::new(),
        _ => format!("  ({} without a change)\n", count(equal, "block")),
    };
    for (block, changed) in blocks {
        if !changed && !full {
            equal += 1;
            continue;
        }
        text.push_str(&skipped(equal));
        equal = 0;
        text.push_str(&format!("  {block}\n"));
    }
    text + &skipped(equal)
}

fn revision_json(it: &RevisionLine) -> Value {
    json!({
        "number": it.number, "title": it.title, "first_seen_at": it.first_seen_at,
        "last_not_seen_at": it.last_not_seen_at, "class": it.class, "words_removed": it.words_removed,
        "words_added": it.words_added, "silent": it.silent, "update_time": it.update_time,
        "returns_to": it.returns_to, "rules_differ": it.rules_differ, "claimed": it.claimed,
        "extractor_version": it.extractor_version,
    })
}

fn piece_json(piece: &Piece) -> Value {
    let op = match piece.op {
        Op::Equal => "equal",
        Op::Removed => "removed",
        Op::Added => "added",
    };
    json!({ "op": op, "words": piece.words, "begins_block": piece.begins_block })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(op: Op, words: &str, begins_block: bool) -> Piece {
        Piece { op, words: words.to_owned(), begins_block }
    }

    #[test]
    fn only_blocks_with_a_change_are_shown_whole() {
        let pieces = [
            piece(Op::Equal, "Heartbleed", true),
            piece(Op::Equal, "We patched", true),
            piece(Op::Removed, "all", false),
            piece(Op::Added, "most", false),
            piece(Op::Equal, "servers", false),
            piece(Op::Equal, "at noon", true),
        ];
        let plain = anstream::adapter::strip_str(&difference(&pieces, false)).to_string();
        let expected = "  (1 block without a change)\n  We patched [-all-] {+most+} servers\n  (1 block without a change)\n";
        assert_eq!(plain, expected);
        let whole = anstream::adapter::strip_str(&difference(&pieces, true)).to_string();
        assert_eq!(whole, "  Heartbleed\n  We patched [-all-] {+most+} servers\n  at noon\n");
    }
}
