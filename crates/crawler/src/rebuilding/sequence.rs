//! All archived visits in order of time, over all segments.

use std::path::{Path, PathBuf};

use archive::{ArchiveError, Damage, SegmentStore, VisitRecords, read_visits, segment_names};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use tokio::sync::mpsc;

/// Visits of a segment that are read before anybody asks for them.
const AHEAD: usize = 16;

/// A visit's records are written soon after its end: a segment that was begun so much later holds none of before.
const SLACK: TimeDelta = TimeDelta::minutes(10);

/// What stands next in a segment.
type Step = Result<Box<VisitRecords>, Damage>;

/// The visits of an archive. Several processes may have written at the same time, each into segments of its own:
/// those that overlap are read side by side, and the visit that ended first comes first. In each segment the order
/// is that in which it was written.
pub struct Sequence {
    folder: PathBuf,
    store: Option<SegmentStore>,
    /// Segments that were not opened yet, last ones first.
    names: Vec<String>,
    open: Vec<Open>,
}

struct Open {
    head: Step,
    rest: mpsc::Receiver<Step>,
}

impl Sequence {
    /// The archive in `folder`, and in `store` where there is one.
    ///
    /// # Errors
    /// Where the folder or the store cannot be listed.
    pub async fn of(folder: &Path, prefix: &str, store: Option<SegmentStore>) -> Result<Self, ArchiveError> {
        let mut names = segment_names(folder, prefix, store.as_ref()).await?;
        names.reverse();
        Ok(Self { folder: folder.to_owned(), store, names, open: Vec::new() })
    }

    /// How many segments were not begun yet.
    pub fn segments_left(&self) -> usize {
        self.names.len()
    }

    /// The next visit, or the next spot at which none can be read; `None` at the end.
    pub async fn next(&mut self) -> Option<Step> {
        while self.must_open() {
            let Some(name) = self.names.pop() else { break };
            let (sender, mut rest) = mpsc::channel(AHEAD);
            tokio::spawn(send(self.folder.clone(), self.store.clone(), name, sender));
            if let Some(head) = rest.recv().await {
                self.open.push(Open { head, rest });
            }
        }
        let (first, _) =
            self.open.iter().enumerate().min_by_key(|(index, open)| (ended(&open.head), *index))?;
        let open = self.open.get_mut(first)?;
        match open.rest.recv().await {
            Some(following) => Some(std::mem::replace(&mut open.head, following)),
            None => Some(self.open.remove(first).head),
        }
    }

    /// Whether the next segment may hold a visit that comes before all that are open.
    fn must_open(&self) -> bool {
        let Some(name) = self.names.last() else { return false };
        let Some(first) = self.open.iter().map(|open| ended(&open.head)).min() else { return true };
        begun(name).is_none_or(|begun| begun - SLACK <= first)
    }
}

/// When the visit ended; damage is told at once.
fn ended(step: &Step) -> DateTime<Utc> {
    step.as_ref().map_or(DateTime::<Utc>::MIN_UTC, |visit| visit.ended_at())
}

/// When a segment was begun, as its name says: `<prefix>-<14 digits>-<random>-<serial>.warc.gz`.
fn begun(name: &str) -> Option<DateTime<Utc>> {
    let digits =
        name.split('-').find(|part| part.len() == 14 && part.bytes().all(|it| it.is_ascii_digit()))?;
    NaiveDateTime::parse_from_str(digits, "%Y%m%d%H%M%S").ok().map(|time| time.and_utc())
}

async fn send(folder: PathBuf, store: Option<SegmentStore>, name: String, sender: mpsc::Sender<Step>) {
    let path = folder.join(&name);
    let damage =
        |error: &ArchiveError| Damage { segment: name.clone(), offset: 0, reason: error.to_string() };
    let copy = match &store {
        Some(store) if !path.exists() => match fetch(store, &name, &folder).await {
            Ok(copy) => Some(copy),
            Err(error) => {
                let _ = sender.send(Err(damage(&error))).await;
                return;
            }
        },
        _ => None,
    };
    let from = copy.clone().unwrap_or(path);
    let read = move || match read_visits(&from) {
        // Where nobody receives any more, the command has ended.
        Ok(mut visits) => drop(visits.all(|step| sender.blocking_send(step.map(Box::new)).is_ok())),
        Err(error) => {
            let damage = Damage { segment: name, offset: 0, reason: error.to_string() };
            let _ = sender.blocking_send(Err(damage));
        }
    };
    if let Err(error) = tokio::task::spawn_blocking(read).await {
        tracing::error!(%error, "the reading of a segment was cut off");
    }
    if let Some(copy) = copy {
        let _ = tokio::fs::remove_file(copy).await;
    }
}

/// A copy of the segment in a folder of its own, so that nobody takes it for one of the archive.
async fn fetch(store: &SegmentStore, name: &str, folder: &Path) -> Result<PathBuf, ArchiveError> {
    let copies = folder.join("copies-to-read");
    let unusable = |source| ArchiveError::Folder { path: copies.clone(), source };
    tokio::fs::create_dir_all(&copies).await.map_err(unusable)?;
    store.fetch(name, &copies).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_says_in_its_name_when_it_was_begun() {
        let begun = begun("trail-20140409120000-0a1b2c3d-00001.warc.gz").map(|time| time.to_rfc3339());
        assert_eq!(begun.as_deref(), Some("2014-04-09T12:00:00+00:00"));
        assert_eq!(super::begun("trail-by-hand.warc.gz"), None);
    }
}
