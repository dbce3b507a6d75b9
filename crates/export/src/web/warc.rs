//! WARC files: the records of each visit copied as they stand in the archive.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use archive::{Archive, verify_segment};
use futures_util::TryStreamExt;
use store::{CaptureLine, Snapshot};

use super::index::Index;
use crate::folder::Summed;
use crate::package::About;
use crate::{ExportError, Folder};

/// Size from which a file is not written on, in bytes.
const LONGEST: u64 = 1 << 30;

/// What was written, and agrees with the database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenRecords {
    /// Files.
    pub files: usize,
    /// Visits.
    pub visits: u64,
    /// Captured answers.
    pub captures: u64,
    /// Bytes.
    pub bytes: u64,
}

/// Writes the records of all visits into files in `archive/`, with an index, and reads them back. Put into the
/// archive of an empty data directory, the files give the same rows again by `trail rebuild`.
///
/// # Errors
/// When something cannot be read or written, or what is on the disk is not what the database said.
pub async fn export_warc(
    snapshot: &mut Snapshot,
    archive: &Archive,
    folder: &Folder,
    about: &About,
) -> Result<WrittenRecords, ExportError> {
    let (written, mut index, files) = copy(snapshot, archive, folder, about, "archive").await?;
    let mut sums = files;
    sums.push(folder.text("index.cdxj", &index.cdxj())?);
    sums.push(folder.text("LICENCES.txt", &format!("{}\n", crate::TEXTS_LICENCE))?);
    folder.sums(&sums)?;
    Ok(written)
}

/// Copies, checks and indexes.
pub(super) async fn copy(
    snapshot: &mut Snapshot,
    archive: &Archive,
    folder: &Folder,
    about: &About,
    into: &str,
) -> Result<(WrittenRecords, Index, Vec<Summed>), ExportError> {
    let mut copies = Copies { folder, into, about, open: None, names: Vec::new(), expected: BTreeMap::new() };
    let (mut written, mut index) = (WrittenRecords::default(), Index::default());
    let mut visits = snapshot.visits();
    while let Some(visit) = visits.try_next().await? {
        let bytes = archive.bytes(&visit.segment, visit.offset, visit.length)?;
        let (name, start) = copies.write(&bytes, visit.looked_at)?;
        for (offset, length) in &visit.earlier {
            if let Some(hop) = redirect(&bytes, offset - visit.offset, *length) {
                index.add(&hop, &name, start + (offset - visit.offset));
            }
        }
        written.visits += 1;
        written.bytes += bytes.len() as u64;
        if let Some(capture) = &visit.capture {
            let offset = start + (capture.offset - visit.offset);
            index.add(capture, &name, offset);
            copies.expected.insert((name, offset), capture.payload_digest.clone());
            written.captures += 1;
        }
    }
    drop(visits);
    let sums = copies.check(written.visits)?;
    written.files = sums.len();
    Ok((written, index, sums))
}

/// What an index says of a redirect on the way to an answer, out of the records of its visit.
fn redirect(records: &[u8], offset: u64, length: u64) -> Option<CaptureLine> {
    let start = usize::try_from(offset).ok()?;
    let record = records.get(start..start.checked_add(usize::try_from(length).ok()?)?)?;
    let answer = archive::read_answer_in(record).ok()?;
    Some(CaptureLine {
        target_uri: answer.url.into(),
        fetched_at: answer.date,
        kind: "response".to_owned(),
        status: i16::try_from(answer.response.status).ok()?,
        content_type: answer.response.content_type().map(str::to_owned),
        payload_digest: answer.payload_digest.map(|digest| digest.to_string()),
        offset,
        length,
        title: None,
    })
}

/// The files that are written.
struct Copies<'a> {
    folder: &'a Folder,
    into: &'a str,
    about: &'a About,
    open: Option<(PathBuf, BufWriter<File>, u64)>,
    names: Vec<String>,
    /// The payload digest of each captured answer, by file and offset.
    expected: BTreeMap<(String, u64), Option<String>>,
}

impl Copies<'_> {
    /// Writes the records of a visit; returns the file and where they start.
    fn write(
        &mut self,
        bytes: &[u8],
        time: chrono::DateTime<chrono::Utc>,
    ) -> Result<(String, u64), ExportError> {
        if self.open.as_ref().is_some_and(|(_, _, length)| *length + bytes.len() as u64 > LONGEST) {
            self.close()?;
        }
        if self.open.is_none() {
            self.begin(time)?;
        }
        let name = self.names.last().cloned().unwrap_or_default();
        let Some((path, out, length)) = &mut self.open else { return Ok((name, 0)) };
        out.write_all(bytes).map_err(ExportError::write(path))?;
        let start = *length;
        *length += bytes.len() as u64;
        Ok((name, start))
    }

    /// A file is named as a segment is, by its first visit, so that it can be one.
    fn begin(&mut self, time: chrono::DateTime<chrono::Utc>) -> Result<(), ExportError> {
        let random = uuid::Uuid::new_v4().simple().to_string();
        let random = random.get(..8).unwrap_or_default();
        let name = format!("trail-{}-{random}-{:05}.warc.gz", time.format("%Y%m%d%H%M%S"), self.names.len());
        let path = self.folder.file(&format!("{}/{name}", self.into))?;
        let info = archive::warcinfo(&name, &self.about.software, &[], time)?;
        let mut out = BufWriter::new(File::create(&path).map_err(ExportError::write(&path))?);
        out.write_all(&info).map_err(ExportError::write(&path))?;
        self.open = Some((path, out, info.len() as u64));
        self.names.push(name);
        Ok(())
    }

    fn close(&mut self) -> Result<(), ExportError> {
        match self.open.take() {
            Some((path, mut out, _)) => out.flush().map_err(ExportError::write(&path)),
            None => Ok(()),
        }
    }

    /// Reads all files back: every record is whole, every captured answer stands where the index says with the
    /// digest of the database, and there are as many visits.
    fn check(mut self, visits: u64) -> Result<Vec<Summed>, ExportError> {
        self.close()?;
        let (mut sums, mut seen) = (Vec::new(), 0);
        for name in &self.names {
            let inside = format!("{}/{name}", self.into);
            let path = self.folder.path().join(&inside);
            for record in verify_segment(&path)? {
                let record = record.map_err(|damage| {
                    ExportError::read_back(&path)(format!("at {}: {}", damage.offset, damage.reason))
                })?;
                seen += u64::from(record.kind == "metadata");
                if let Some(digest) = self.expected.remove(&(name.clone(), record.place.offset))
                    && digest != record.payload_digest
                {
                    let reason = format!("the record at {} has another payload", record.place.offset);
                    return Err(ExportError::Differs { path, reason });
                }
            }
            sums.push(self.folder.sum(&inside)?);
        }
        match (self.expected.first_key_value(), seen == visits) {
            (None, true) => Ok(sums),
            (missing, _) => {
                let reason = match missing {
                    Some(((name, offset), _)) => format!("no record starts at {offset} of {name}"),
                    None => format!("{visits} visits were exported, {seen} are there"),
                };
                Err(ExportError::Differs { path: self.folder.path().to_owned(), reason })
            }
        }
    }
}
