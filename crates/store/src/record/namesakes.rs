//! Updates of one time and status have one key, and numbers that tell them apart: `2014-04-09`, `2014-04-09#2`. Pages
//! number them in their own order, and one that shows the newest first gives the number of an old update to a new one.
//! So namesakes are matched by their words before their numbers mean anything.

use std::borrow::Cow;
use std::collections::BTreeMap;

use model::{Post, Update};

use super::known::KnownPost;
use crate::address::bounded;

/// `post` with the keys under which those of its updates are stored that share theirs with others.
pub(super) fn matched<'a>(post: &'a Post, known: &KnownPost) -> Cow<'a, Post> {
    let mut families: BTreeMap<String, (Vec<usize>, Vec<&String>)> = BTreeMap::new();
    for (index, update) in post.updates.iter().enumerate() {
        families.entry(bounded(base(&update.key))).or_default().0.push(index);
    }
    for key in known.statements.keys() {
        if let Some((_, stored)) = families.get_mut(base(key)) {
            stored.push(key);
        }
    }
    let mut matched = Cow::Borrowed(post);
    for (base, (shown, mut stored)) in families {
        if stored.is_empty() || (shown.len() < 2 && stored.len() < 2) {
            continue;
        }
        stored.sort_by_key(|key| (how_gone(known, key), number(key)));
        let keys = keys(&base, &shown, stored, &post.updates, known);
        for (index, key) in shown.into_iter().zip(keys) {
            if let Some(update) = matched.to_mut().updates.get_mut(index) {
                update.key = key;
            }
        }
    }
    matched
}

/// The keys of the updates `shown`, in their order: those that are `stored` with these words; for the others the keys
/// that are left, since they were rewritten; and new ones behind them.
fn keys(
    base: &str,
    shown: &[usize],
    mut stored: Vec<&String>,
    updates: &[Update],
    known: &KnownPost,
) -> Vec<String> {
    let used: Vec<String> = stored.iter().map(|key| (*key).clone()).collect();
    let digests = shown.iter().map(|index| updates.get(*index).map(|it| it.text_digest().to_string()));
    let of_words = |digest: Option<String>| {
        let digest = digest?;
        let at = stored.iter().position(|key| has_words(known, key, &digest))?;
        Some(stored.remove(at).clone())
    };
    let mut keys: Vec<Option<String>> = digests.map(of_words).collect();
    let mut left = stored.into_iter().cloned();
    let new = (1..).map(|number| if number == 1 { base.to_owned() } else { format!("{base}#{number}") });
    let mut new = new.filter(|key| !used.contains(key));
    for key in keys.iter_mut().filter(|key| key.is_none()) {
        *key = left.next().or_else(|| new.next());
    }
    keys.into_iter().flatten().collect()
}

/// Whether the update of that key has these words, as last stored or as last shown at the address.
fn has_words(known: &KnownPost, key: &str, digest: &str) -> bool {
    known.sightings.get(key).is_some_and(|it| it.text_digest == digest)
        || known.statements.get(key).is_some_and(|it| it.text_digest == digest)
}

/// What the address showed at the last look is what stands there rewritten; what it has ceased to show is so least.
fn how_gone(known: &KnownPost, key: &str) -> u8 {
    known.sightings.get(key).map_or(1, |seen| if seen.gone { 2 } else { 0 })
}

/// A key without the number that tells it from its namesakes.
fn base(key: &str) -> &str {
    key.rsplit_once('#').filter(|(_, number)| is_number(number)).map_or(key, |(base, _)| base)
}

fn number(key: &str) -> u32 {
    key.rsplit_once('#')
        .filter(|(_, number)| is_number(number))
        .map_or(1, |(_, it)| it.parse().unwrap_or(u32::MAX))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
