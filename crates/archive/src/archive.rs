//! The folder of archive files.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use model::{Capture, Clock, Exchange, RecordPlace};

use crate::member::{Draft, Packer};
use crate::packed::{Packed, capture, pack, pack_all};
use crate::read::Records;
use crate::segment::Segment;
use crate::{ArchiveConfig, ArchiveError, Record, SegmentStore, marker, people};

/// An archive: a folder of `<prefix>-<UTC time>-<8 hexadecimal digits>-<serial>.warc.gz` files. Several
/// processes may write into one folder, each writes files of its own. No file is made before the first
/// append.
pub struct Archive {
    folder: PathBuf,
    config: ArchiveConfig,
    clock: Clock,
    writer: Mutex<Writer>,
    store: Option<SegmentStore>,
}

#[derive(Default)]
struct Writer {
    current: Option<Open>,
    serial: u32,
}

/// The file that is being written, and since when.
struct Open {
    segment: Arc<Segment>,
    since: DateTime<Utc>,
}

impl Archive {
    /// Opens the archive in `folder`, which is made where it is missing. Half a record that a killed
    /// process left at the end of its file is moved into a file beside it, whose name ends with `.torn`.
    ///
    /// # Errors
    /// Where the folder cannot be made or is not one.
    pub fn open(folder: &Path, config: ArchiveConfig, clock: Clock) -> Result<Self, ArchiveError> {
        std::fs::create_dir_all(folder).map_err(|source| match source.kind() {
            io::ErrorKind::StorageFull => ArchiveError::Full { folder: folder.to_owned(), source },
            _ => ArchiveError::Folder { path: folder.to_owned(), source },
        })?;
        marker::mend(folder);
        Ok(Self { folder: folder.to_owned(), config, clock, writer: Mutex::default(), store: None })
    }

    /// The same, with closed segments in `store`; see [`Archive::move_closed`].
    pub fn with_store(mut self, store: SegmentStore) -> Self {
        self.store = Some(store);
        self
    }

    /// Whether closed segments have another place.
    pub fn has_store(&self) -> bool {
        self.store.is_some()
    }

    /// Closes the file that is being written; the next append begins another.
    pub fn close(&self) {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner).current = None;
    }

    /// Moves closed segments into the store, where there is one; how many these were. One that is too old to
    /// be written on is closed first.
    ///
    /// # Errors
    /// Where the store cannot be used. What could not be moved is still on the disk, and can be the next time.
    pub async fn move_closed(&self) -> Result<usize, ArchiveError> {
        let Some(store) = &self.store else { return Ok(0) };
        {
            let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
            writer.current = writer.current.take().filter(|open| !self.is_old(open));
        }
        store.take(&self.folder, &self.config.prefix).await
    }

    /// Keeps what people said, as JSON, in a file of its own; returns when it is synced. Blocks.
    ///
    /// # Errors
    /// As [`Archive::append`].
    pub fn keep_people(&self, said: Vec<u8>) -> Result<(), ArchiveError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let segment = self.start(&people::prefix_of(&self.config.prefix), &mut writer.serial)?;
        drop(writer);
        let write = |source| ArchiveError::from_write(segment.path(), source);
        let member = people::record(said, self.clock.now()).map_err(write)?;
        let start = segment.append(&member).map_err(write)?;
        segment.sync(start + member.len() as u64).map_err(write)
    }

    /// What people had said when it was kept last, as it was given to [`Archive::keep_people`]; `None` where nothing was kept.
    /// A file that is damaged is passed over for the one before.
    ///
    /// # Errors
    /// Where the folder or the store cannot be read.
    pub async fn people(&self) -> Result<Option<Vec<u8>>, ArchiveError> {
        let on_disk = list_segments(&self.folder, &self.config.prefix)?;
        let name = |path: &PathBuf| Some(path.file_name()?.to_string_lossy().into_owned());
        let mut names: Vec<String> = on_disk.iter().filter_map(name).collect();
        if let Some(store) = &self.store {
            names.extend(store.names(&self.config.prefix).await?);
        }
        names.retain(|name| people::is_of_people(name, &self.config.prefix));
        names.sort();
        names.dedup();
        let mut newest: Option<(&str, DateTime<Utc>, Vec<u8>)> = None;
        for name in names.iter().rev() {
            let begun = people::begun(name, &self.config.prefix);
            if newest.as_ref().is_some_and(|(second, ..)| *second != begun) {
                break;
            }
            let path = self.folder.join(name);
            let said = match &self.store {
                Some(store) if !path.exists() => {
                    let copies = self.folder.join("copies-to-read");
                    let unusable = |source| ArchiveError::Folder { path: copies.clone(), source };
                    tokio::fs::create_dir_all(&copies).await.map_err(unusable)?;
                    let copy = store.fetch(name, &copies).await?;
                    let said = people::read(&copy);
                    let _ = tokio::fs::remove_file(copy).await;
                    said?
                }
                _ => people::read(&path)?,
            };
            match said {
                Some((at, _)) if newest.as_ref().is_some_and(|(_, before, _)| *before > at) => {}
                Some((at, said)) => newest = Some((begun, at, said)),
                None => tracing::warn!(
                    segment = name.as_str(),
                    "what people said cannot be read there; the file before it is taken"
                ),
            }
        }
        Ok(newest.map(|(.., said)| said))
    }

    fn is_old(&self, open: &Open) -> bool {
        self.clock.now() - open.since >= self.config.max_segment_age
    }

    /// Writes the records of `exchange` and syncs them. Blocks; call it off the async threads.
    ///
    /// # Errors
    /// Where the disk is full or fails. Nothing of this exchange is then in the archive, everything
    /// before it is, and the next call may succeed.
    pub fn append(&self, exchange: Exchange) -> Result<Capture, ArchiveError> {
        self.append_packed(&pack(&exchange)?, exchange)
    }

    /// The same, where the exchange was packed before: what is left to do is to write and to wait for the disk.
    ///
    /// # Errors
    /// As [`Archive::append`]; `packed` can be given again then.
    pub fn append_packed(&self, packed: &Packed, exchange: Exchange) -> Result<Capture, ArchiveError> {
        let (segment, start) = self.write(&packed.members.bytes)?;
        let mut places = packed.members.places(&segment, start);
        Ok(capture(exchange, &packed.outline, &mut places))
    }

    /// Several exchanges, which are synced once, as what is brought from elsewhere needs it.
    ///
    /// # Errors
    /// As [`Archive::append`]; nothing of any of them is then in the archive.
    pub fn append_all(&self, exchanges: Vec<Exchange>) -> Result<Vec<Capture>, ArchiveError> {
        if exchanges.is_empty() {
            return Ok(Vec::new());
        }
        let (members, outlines) = pack_all(&exchanges)?;
        let (segment, start) = self.write(&members.bytes)?;
        let mut places = members.places(&segment, start);
        let pairs = exchanges.into_iter().zip(&outlines);
        Ok(pairs.map(|(exchange, outline)| capture(exchange, outline, &mut places)).collect())
    }

    /// Appends the records of visits as they stand in another archive of this program: gzip members, not written anew.
    /// Returns the file and where those of each begin in it.
    ///
    /// # Errors
    /// As [`Archive::append`]; nothing of any of them is then in the archive.
    pub fn append_copies(&self, visits: &[Vec<u8>]) -> Result<(String, Vec<u64>), ArchiveError> {
        let (segment, mut at) = self.write(&visits.concat())?;
        let mut starts = Vec::new();
        for visit in visits {
            starts.push(at);
            at += visit.len() as u64;
        }
        Ok((segment, starts))
    }

    /// Reads one record.
    ///
    /// # Errors
    /// Where the file is missing, or what stands there is not the record of `place`.
    pub fn read(&self, place: &RecordPlace) -> Result<Record, ArchiveError> {
        if place.segment.is_empty()
            || place.segment.contains(['/', '\\', '\0'])
            || place.segment.starts_with('.')
        {
            return Err(ArchiveError::Place(place.segment.clone()));
        }
        let path = self.folder.join(&place.segment);
        let unreadable = |source| ArchiveError::Read { path: path.clone(), source };
        let member: Box<dyn BufRead> = match (File::open(&path), &self.store) {
            (Ok(mut file), _) => {
                file.seek(SeekFrom::Start(place.offset)).map_err(unreadable)?;
                Box::new(BufReader::new(file.take(place.length)))
            }
            (Err(error), Some(store)) if error.kind() == io::ErrorKind::NotFound => {
                Box::new(io::Cursor::new(store.read(&place.segment, place.offset, place.length)?))
            }
            (Err(error), _) => return Err(unreadable(error)),
        };
        let damaged =
            |reason: String| ArchiveError::Damaged { path: path.clone(), offset: place.offset, reason };
        let mut records = Records::new(member);
        match records.next_record() {
            Ok(Some(found)) if found.record.id() != Some(place.record_id.as_str()) => {
                let id = found.record.id().unwrap_or("without an id").to_owned();
                Err(damaged(format!("there is the record {id} instead of {}", place.record_id)))
            }
            Ok(Some(found)) => match found.record.is_intact() {
                true => Ok(found.record),
                false => Err(damaged("the block does not have the digest that its header says".to_owned())),
            },
            Ok(None) => Err(damaged("the file ends before it".to_owned())),
            Err(reason) => Err(damaged(reason.to_string())),
        }
    }

    /// Bytes of a segment as they stand there, for copies of whole records.
    ///
    /// # Errors
    /// Where the file is missing, or ends before them.
    pub fn bytes(&self, segment: &str, offset: u64, length: u64) -> Result<Vec<u8>, ArchiveError> {
        if segment.is_empty() || segment.contains(['/', '\\', '\0']) || segment.starts_with('.') {
            return Err(ArchiveError::Place(segment.to_owned()));
        }
        let path = self.folder.join(segment);
        let unreadable = |source| ArchiveError::Read { path: path.clone(), source };
        let bytes = match (File::open(&path), &self.store) {
            (Ok(mut file), _) => {
                let mut bytes = Vec::new();
                file.seek(SeekFrom::Start(offset)).map_err(unreadable)?;
                file.take(length).read_to_end(&mut bytes).map_err(unreadable)?;
                bytes
            }
            (Err(error), Some(store)) if error.kind() == io::ErrorKind::NotFound => {
                store.read(segment, offset, length)?
            }
            (Err(error), _) => return Err(unreadable(error)),
        };
        match bytes.len() as u64 == length {
            true => Ok(bytes),
            false => {
                let reason = format!("the file ends after {} of {length} bytes", bytes.len());
                Err(ArchiveError::Damaged { path, offset, reason })
            }
        }
    }

    /// All files of the archive, oldest first, also those of other processes. Empty where the folder
    /// cannot be listed.
    pub fn segments(&self) -> Vec<PathBuf> {
        list_segments(&self.folder, &self.config.prefix).unwrap_or_default()
    }

    /// Appends to the current file, or to a new one, and waits until it is synced; returns the file's name and
    /// where the members start. Others write while one waits, so that one sync serves several.
    fn write(&self, members: &[u8]) -> Result<(String, u64), ArchiveError> {
        let length = members.len() as u64;
        let (segment, written) = {
            let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
            let has_room = |open: &Open| {
                let length = open.segment.length().saturating_add(length);
                open.segment.is_whole() && length <= self.config.max_segment_bytes && !self.is_old(open)
            };
            let open = match writer.current.take() {
                Some(current) if has_room(&current) => current,
                _ => {
                    let segment = self.start(&self.config.prefix, &mut writer.serial)?;
                    Open { segment: Arc::new(segment), since: self.clock.now() }
                }
            };
            let segment = Arc::clone(&open.segment);
            writer.current = Some(open);
            let written = segment.append(members);
            (segment, written)
        };
        let path = segment.path();
        let start = written
            .and_then(|start| segment.sync(start + length).map(|()| start))
            .map_err(|source| ArchiveError::from_write(path, source))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok((name, start))
    }

    /// Begins a file whose name starts with `prefix`.
    fn start(&self, prefix: &str, serial: &mut u32) -> Result<Segment, ArchiveError> {
        let now = self.clock.now();
        let random = uuid::Uuid::new_v4().simple().to_string();
        let random = random.get(..8).unwrap_or_default();
        let name = format!("{prefix}-{}-{random}-{serial:05}.warc.gz", now.format("%Y%m%d%H%M%S"));
        let path = self.folder.join(&name);
        let said = [
            ("http-header-user-agent", self.config.user_agent.as_deref()),
            ("vantage", self.config.vantage.as_deref()),
        ];
        let bytes = warcinfo(&name, &self.config.software, &said, now)?;
        let write = |source| ArchiveError::from_write(&path, source);
        let segment = Segment::create(&path, &bytes).map_err(write)?;
        *serial += 1;
        Ok(segment)
    }
}

/// The first record of a file of that name, a gzip member: which program wrote it, when, and what its operator `said` of
/// themselves, each as a field of that name.
///
/// # Errors
/// Where it cannot be compressed.
pub fn warcinfo(
    name: &str,
    software: &str,
    said: &[(&str, Option<&str>)],
    now: DateTime<Utc>,
) -> Result<Vec<u8>, ArchiveError> {
    let mut fields = format!(
        "software: {software}\r\nformat: WARC File Format 1.1\r\nconformsTo: \
         http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\nrobots: obey\r\n"
    );
    for (name, words) in said.iter().filter_map(|(name, words)| words.map(|words| (name, words))) {
        // A line of its own, whatever was written: a break would begin another field.
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        fields.push_str(&format!("{name}: {words}\r\n"));
    }
    let info = Draft::new("warcinfo", now, "application/warc-fields", fields.into_bytes());
    let mut bytes = Vec::new();
    let done = info.with("WARC-Filename", name).write(&mut Packer::new(), &mut bytes);
    done.map_err(|source| ArchiveError::Write { path: PathBuf::from(name), source })?;
    Ok(bytes)
}

/// Whether a segment of an archive with that prefix may have the name.
pub(crate) fn is_segment(name: &str, prefix: &str) -> bool {
    name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('-')) && name.ends_with(".warc.gz")
}

/// All files of the archive in `folder` whose names start with that prefix, oldest first. Nothing is made or
/// mended.
///
/// # Errors
/// Where the folder cannot be listed.
pub fn list_segments(folder: &Path, prefix: &str) -> Result<Vec<PathBuf>, ArchiveError> {
    let unusable = |source| ArchiveError::Folder { path: folder.to_owned(), source };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unusable)? {
        let path = entry.map_err(unusable)?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if name.is_some_and(|name| is_segment(name, prefix)) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
