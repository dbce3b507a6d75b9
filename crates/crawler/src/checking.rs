//! Segments checked ahead on several threads, and read in their order: on the disk, or in the archive's store.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

use archive::{ArchiveError, Damage, SegmentStore, SoundRecord, segment_names, verify_segment};
use tokio::sync::mpsc;

/// Records of a segment that are checked before anybody asks for them; a few hundred bytes each.
const AHEAD: usize = 32_768;

/// Segments checked at the same time, at most.
const MOST: usize = 8;

/// What was found in a segment, in order.
pub enum Step {
    /// The segment could be opened and has so many bytes.
    Opened(u64),
    /// A whole record.
    Sound(SoundRecord),
    /// A spot where none stands.
    Damaged(Damage),
}

/// The segments of an archive, one after the other.
pub struct Checks {
    folder: PathBuf,
    store: Option<SegmentStore>,
    names: std::vec::IntoIter<String>,
    under_way: VecDeque<(String, mpsc::Receiver<Step>)>,
    width: usize,
}

impl Checks {
    /// Those of the archive in `folder`, and in `store` where there is one.
    ///
    /// # Errors
    /// Where the folder or the store cannot be listed.
    pub async fn of(folder: &Path, prefix: &str, store: Option<SegmentStore>) -> Result<Self, ArchiveError> {
        let names = segment_names(folder, prefix, store.as_ref()).await?;
        let width = std::thread::available_parallelism().map_or(1, usize::from).min(MOST);
        let (folder, names) = (folder.to_owned(), names.into_iter());
        Ok(Self { folder, store, names, under_way: VecDeque::new(), width })
    }

    /// The next segment's name and what is found in it.
    pub fn next_segment(&mut self) -> Option<(String, mpsc::Receiver<Step>)> {
        while self.under_way.len() < self.width {
            let Some(name) = self.names.next() else { break };
            let (sender, receiver) = mpsc::channel(AHEAD);
            tokio::spawn(check(self.folder.clone(), self.store.clone(), name.clone(), sender));
            self.under_way.push_back((name, receiver));
        }
        self.under_way.pop_front()
    }
}

async fn check(folder: PathBuf, store: Option<SegmentStore>, name: String, sender: mpsc::Sender<Step>) {
    let path = folder.join(&name);
    let fetched = match &store {
        Some(store) if !path.exists() => Some(fetch(store, &name, &folder).await),
        _ => None,
    };
    let copy = fetched.as_ref().and_then(|copy| copy.as_ref().ok().cloned());
    let unreadable =
        |error: &ArchiveError| Damage { segment: name.clone(), offset: 0, reason: error.to_string() };
    if let Some(Err(error)) = &fetched {
        let _ = sender.send(Step::Damaged(unreadable(error))).await;
        return;
    }
    let (path, segment) = (copy.clone().unwrap_or(path), name.clone());
    let checked = tokio::task::spawn_blocking(move || send_steps(&path, &segment, &sender)).await;
    if let Err(error) = checked {
        tracing::error!(%error, segment = name, "a check was cut off");
    }
    if let Some(copy) = copy {
        let _ = tokio::fs::remove_file(copy).await;
    }
}

/// Where nobody receives any more, the command has failed already.
fn send_steps(path: &Path, segment: &str, sender: &mpsc::Sender<Step>) {
    match verify_segment(path) {
        Ok(records) => {
            let bytes = path.metadata().map_or(0, |file| file.len());
            let named = |damage: Damage| Damage { segment: segment.to_owned(), ..damage };
            let steps =
                records.map(|step| step.map_or_else(|damage| Step::Damaged(named(damage)), Step::Sound));
            let _ = std::iter::once(Step::Opened(bytes))
                .chain(steps)
                .all(|step| sender.blocking_send(step).is_ok());
        }
        Err(error) => {
            let damage = Damage { segment: segment.to_owned(), offset: 0, reason: error.to_string() };
            let _ = sender.blocking_send(Step::Damaged(damage));
        }
    }
}

/// A copy of the segment in a folder of its own, so that nobody takes it for one of the archive.
async fn fetch(store: &SegmentStore, name: &str, folder: &Path) -> Result<PathBuf, ArchiveError> {
    let copies = folder.join("copies-to-check");
    let unusable = |source: io::Error| ArchiveError::Folder { path: copies.clone(), source };
    tokio::fs::create_dir_all(&copies).await.map_err(unusable)?;
    store.fetch(name, &copies).await
}
