//! The WARC files in a WACZ file (WACZ 1.1.1: a ZIP file with `archive/*.warc.gz`).

use std::fs::File;
use std::io;
use std::path::Path;

use zip::{CompressionMethod, ZipArchive};

use crate::ArchiveError;

/// Files in a WACZ file at most.
const MOST_PARTS: usize = 10_000;

/// A WARC file inside a WACZ file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaczPart {
    /// Its name there, such as `archive/data.warc.gz`.
    pub name: String,
    /// Where its bytes start and end in the file, where they stand there as they are, which is how the format wants
    /// it; `None` where they are compressed once more.
    pub range: Option<(u64, u64)>,
    index: usize,
}

/// The WARC files of the WACZ file at `path`, in their order.
///
/// # Errors
/// Where the file cannot be opened, or is no ZIP file.
pub fn wacz_parts(path: &Path) -> Result<Vec<WaczPart>, ArchiveError> {
    let unreadable = |source: io::Error| ArchiveError::Read { path: path.to_owned(), source };
    let mut zip = ZipArchive::new(File::open(path).map_err(unreadable)?)
        .map_err(|error| unreadable(io::Error::other(error)))?;
    let mut parts = Vec::new();
    for index in 0..zip.len().min(MOST_PARTS) {
        let file = zip.by_index_raw(index).map_err(|error| unreadable(io::Error::other(error)))?;
        let name = file.name().to_owned();
        if !(name.starts_with("archive/") && (name.ends_with(".warc.gz") || name.ends_with(".warc"))) {
            continue;
        }
        let stored = file.compression() == CompressionMethod::Stored;
        let start = file.data_start();
        let range = stored.then(|| (start, start.saturating_add(file.compressed_size())));
        parts.push(WaczPart { name, range, index });
    }
    Ok(parts)
}

impl WaczPart {
    /// Unpacks a part that is compressed once more into `to`, with at most `most` bytes.
    ///
    /// # Errors
    /// Where it cannot be read or written, or is longer.
    pub fn unpack(&self, path: &Path, to: &mut impl io::Write, most: u64) -> Result<(), ArchiveError> {
        let unreadable = |source: io::Error| ArchiveError::Read { path: path.to_owned(), source };
        let mut zip = ZipArchive::new(File::open(path).map_err(unreadable)?)
            .map_err(|error| unreadable(io::Error::other(error)))?;
        let file = zip.by_index(self.index).map_err(|error| unreadable(io::Error::other(error)))?;
        let copied = io::copy(&mut io::Read::take(file, most.saturating_add(1)), to).map_err(unreadable)?;
        match copied > most {
            true => {
                Err(unreadable(io::Error::other(format!("{} unpacks to more than {most} bytes", self.name))))
            }
            false => Ok(()),
        }
    }
}
