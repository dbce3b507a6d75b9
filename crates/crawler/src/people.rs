//! What people said is kept in the archive by whoever crawls or imports, since no page tells it again: see [`store::PeopleSaid`].

use std::sync::Arc;

use anyhow::Result;
use archive::Archive;
use store::{PeopleSaid, Store};

use crate::clock::system_clock;
use crate::setting::Setting;

/// How far what people said is kept.
#[derive(Debug, Default)]
pub struct Kept {
    /// What [`store::Store::people_mark`] said when it was kept last.
    mark: Option<String>,
    /// Whether it was told that it cannot be kept.
    told: bool,
}

/// Keeps what people said since the last time. What cannot be kept is told once, and tried again the next time.
pub async fn keep(store: &Store, archive: &Arc<Archive>, kept: &mut Kept) {
    match see_to(store, archive, kept).await {
        Ok(()) => kept.told = false,
        Err(error) if !std::mem::replace(&mut kept.told, true) => {
            let error = format!("{error:#}");
            tracing::warn!(error, "what people said (seeds, merges, codes) is not kept in the archive yet");
        }
        Err(_) => {}
    }
}

/// The same for a command that is run once, where the archive stands that a crawl writes; elsewhere the next crawl sees to it.
///
/// # Errors
/// When a setting of the archive cannot be used.
pub async fn keep_here(setting: &Setting, store: &Store) -> Result<()> {
    if setting.home.archive_store().is_some() || setting.home.archive().exists() {
        let archive = Arc::new(setting.archive(system_clock())?);
        keep(store, &archive, &mut Kept::default()).await;
    }
    Ok(())
}

async fn see_to(store: &Store, archive: &Arc<Archive>, kept: &mut Kept) -> Result<()> {
    let mark = store.people_mark().await?;
    if kept.mark.as_ref() == Some(&mark) {
        return Ok(());
    }
    let said = store.people_said().await?;
    let before = archive.people().await?.as_deref().and_then(PeopleSaid::read);
    if before.as_ref() != Some(&said) {
        let archive = Arc::clone(archive);
        tokio::task::spawn_blocking(move || archive.keep_people(said.bytes())).await??;
    }
    kept.mark = Some(mark);
    Ok(())
}
