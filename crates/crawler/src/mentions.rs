//! Finds new incidents in what is stored already: a seed that is added later speaks for the past too.

use model::{DocumentKind, IncidentTerms, Mention, Post, PostKind};
use store::{Store, StoreError};

use crate::reading;

/// Reads the texts of communications that were matched against other terms than today's, and stores the
/// mentions that they hold.
///
/// # Errors
/// When the database cannot be used.
pub async fn refresh(store: &Store) -> Result<(), StoreError> {
    let incidents = store.incident_terms().await?;
    let found = store.mentions_refresh(|title, text| find(title, text, &incidents)).await?;
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
