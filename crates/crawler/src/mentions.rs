//! Finds new incidents in what is stored already: a seed that is added later speaks for the past too.

use model::{DocumentKind, Entry, IncidentTerms, Mention, Post, PostKind};
use store::{Store, StoreError};

use crate::reading;

/// Reads the texts of communications and of entries that were matched against other terms than today's, and stores the
/// mentions that they hold.
///
/// # Errors
/// When the database cannot be used.
pub async fn refresh(store: &Store) -> Result<(), StoreError> {
    let incidents = store.incident_terms().await?;
    let found = store.mentions_refresh(|title, text| find(title, text, &incidents)).await?
        + store.entry_mentions_refresh(|title, text| find_in_entry(title, text, &incidents)).await?;
    if found > 0 {
        tracing::info!("{found} mentions of incidents found in what was stored before");
    }
    Ok(())
}

/// The mentions in one stored text.
fn find(title: Option<&str>, text: &str, incidents: &[IncidentTerms]) -> Vec<Mention> {
    let mut stored = reading::nothing(DocumentKind::Article);
    stored.posts.push(Post {
        key: String::new(),
        url: None,
        kind: PostKind::Article,
        title: title.map(str::to_owned),
        text: text.to_owned(),
        language: None,
        published: None,
        updated: None,
        candidates: Vec::new(),
        authors: Vec::new(),
        attributions: Vec::new(),
        updates: Vec::new(),
        identifiers: Vec::new(),
    });
    extractor::find_mentions(&stored, incidents)
}

/// The mentions in one stored entry.
fn find_in_entry(title: Option<&str>, text: Option<&str>, incidents: &[IncidentTerms]) -> Vec<Mention> {
    let mut stored = reading::nothing(DocumentKind::Feed);
    let owned = |text: Option<&str>| text.map(str::to_owned);
    stored.entries.push(Entry { title: owned(title), text: owned(text), ..Entry::default() });
    extractor::find_mentions(&stored, incidents)
}
