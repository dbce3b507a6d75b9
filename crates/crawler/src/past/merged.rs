//! The visits of several files that this program wrote, in the order of their time whatever the order of the files.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use archive::{Damage, SegmentVisits, VisitRecords};
use chrono::{DateTime, Utc};

use super::files::Part;

/// Visits of a file that are read at once.
const AHEAD: usize = 16;

/// How a gzip member starts.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A visit with its records as they stand in the file.
pub struct Copied {
    /// What the records say.
    pub records: Box<VisitRecords>,
    /// Their bytes; empty where they cannot be copied one by one, since they share a member or are not compressed.
    pub bytes: Vec<u8>,
}

/// The visits of several files. In each file the order is that in which it was written. Of files that overlap the visit
/// that ended first comes first, and a file is opened when the first of its visits may come next.
pub struct Merged {
    /// Files that were not opened yet, each with the time of its first visit, the last ones first.
    waiting: Vec<(DateTime<Utc>, Arc<Part>)>,
    open: Vec<Open>,
}

/// A file that is read.
struct Open {
    reader: Reader,
    /// What was read of it, the next one last.
    ahead: Vec<Copied>,
}

struct Reader {
    name: String,
    file: File,
    visits: SegmentVisits,
}

impl Merged {
    /// The visits of these files.
    ///
    /// # Errors
    /// When one of them cannot be opened.
    pub async fn of(parts: Vec<Arc<Part>>) -> Result<Self> {
        let waiting = tokio::task::spawn_blocking(move || {
            let mut waiting = Vec::new();
            for part in parts {
                // What is damaged is told where the records are listed.
                if let Some(first) = part.visits()?.flatten().next() {
                    waiting.push((first.ended_at(), part));
                }
            }
            // Files that begin at the same time keep their order.
            waiting.reverse();
            waiting.sort_by_key(|(begins, _)| std::cmp::Reverse(*begins));
            anyhow::Ok(waiting)
        });
        Ok(Self { waiting: waiting.await??, open: Vec::new() })
    }

    /// The next visit; `None` at the end.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub async fn next(&mut self) -> Result<Option<Copied>> {
        while self.must_open() {
            let Some((_, part)) = self.waiting.pop() else { break };
            self.open.extend(read_on(Reader::of(&part)?).await?);
        }
        let first = self.open.iter().enumerate().min_by_key(|(index, open)| (open.ended_at(), *index));
        let Some((index, _)) = first else { return Ok(None) };
        let Some(open) = self.open.get_mut(index) else { return Ok(None) };
        let next = open.ahead.pop();
        if open.ahead.is_empty() {
            let Open { reader, .. } = self.open.remove(index);
            if let Some(open) = read_on(reader).await? {
                self.open.insert(index, open);
            }
        }
        Ok(next)
    }

    /// Whether the next file may hold a visit that comes before all that were read.
    fn must_open(&self) -> bool {
        let Some((begins, _)) = self.waiting.last() else { return false };
        self.open.iter().filter_map(Open::ended_at).min().is_none_or(|first| *begins <= first)
    }
}

impl Open {
    fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.ahead.last().map(|it| it.records.ended_at())
    }
}

/// Reads on where a file was left; `None` at its end.
async fn read_on(mut reader: Reader) -> Result<Option<Open>> {
    let read = tokio::task::spawn_blocking(move || {
        let mut ahead = Vec::new();
        while ahead.len() < AHEAD
            && let Some(visit) = reader.visits.next()
        {
            match visit {
                Ok(records) => ahead.push(reader.copied(records)?),
                Err(Damage { offset, reason, .. }) => {
                    tracing::debug!(file = reader.name, offset, reason, "a visit cannot be read");
                }
            }
        }
        ahead.reverse();
        anyhow::Ok((!ahead.is_empty()).then_some(Open { reader, ahead }))
    });
    read.await?
}

impl Reader {
    fn of(part: &Part) -> Result<Self> {
        let file = File::open(part.path()).with_context(|| format!("{} cannot be read", part.name))?;
        Ok(Self { name: part.name.clone(), file, visits: part.visits()? })
    }

    /// The visit with its bytes.
    fn copied(&mut self, records: VisitRecords) -> Result<Copied> {
        let mut bytes = Vec::new();
        self.file.seek(SeekFrom::Start(records.begins()))?;
        (&mut self.file).take(records.ends() - records.begins()).read_to_end(&mut bytes)?;
        let member =
            |at: u64| usize::try_from(at - records.begins()).ok().and_then(|at| bytes.get(at..at + 2));
        let alone = {
            let mut places = records.hops.iter().map(|hop| &hop.place).chain([&records.place]);
            places.all(|place| member(place.offset) == Some(&GZIP[..]))
        };
        if !alone {
            bytes.clear();
        }
        Ok(Copied { records: Box::new(records), bytes })
    }
}
