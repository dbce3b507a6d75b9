//! The WARC files in what is imported: a WARC file itself, or those inside a WACZ file.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use archive::{Listing, SegmentVisits, is_answer, is_own_file, list_part, read_visits_in, wacz_parts};
use model::Maker;

/// Largest block that is read, in bytes: a block is held in memory, and no page is that long.
const MOST_BLOCK_BYTES: u64 = 64 << 20;

/// Most bytes that a part of a WACZ file unpacks to where it is compressed once more.
const MOST_UNPACKED_BYTES: u64 = 64 << 30;

/// A WARC file, or the part of a file that is one.
#[derive(Debug)]
pub struct Part {
    /// How it is called in the notes.
    pub name: String,
    /// Who wrote it.
    pub maker: Maker,
    path: PathBuf,
    range: (u64, u64),
    /// Removed when it is not read any more.
    _unpacked: Option<Unpacked>,
}

impl Part {
    /// The file in which it stands.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether this program wrote it, as its first record says.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn is_own(&self) -> Result<bool> {
        let (start, end) = self.range;
        Ok(is_own_file(&self.path, start, end)?)
    }

    /// The visits whose records stand in it, where this program wrote it.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn visits(&self) -> Result<SegmentVisits> {
        let (start, end) = self.range;
        Ok(read_visits_in(&self.path, start, end)?)
    }

    /// Its records, with the blocks of those that may be answers.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn list(&self) -> Result<Listing> {
        let (start, end) = self.range;
        Ok(list_part(&self.path, start, end)?.with_blocks(MOST_BLOCK_BYTES, is_answer))
    }
}

/// The parts of the file at `path`. What has to be unpacked for it goes into `folder` for the time being.
///
/// # Errors
/// When it cannot be read.
pub fn parts(path: &Path, folder: &Path) -> Result<Vec<Part>> {
    let mut start = Vec::new();
    let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    file.take(4).read_to_end(&mut start).with_context(|| format!("{} cannot be read", path.display()))?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    // A file is what it holds, whatever its name ends in.
    if start != b"PK\x03\x04" {
        let path = path.to_owned();
        return Ok(vec![Part { name, maker: Maker::Warc, path, range: (0, u64::MAX), _unpacked: None }]);
    }
    let mut parts = Vec::new();
    for part in wacz_parts(path)? {
        let name = format!("{name}/{}", part.name);
        let (path, range, unpacked) = match part.range {
            Some(range) => (path.to_owned(), range, None),
            None => {
                let to = Unpacked(folder.join(format!("import-{}.warc", uuid::Uuid::new_v4().simple())));
                let mut file =
                    File::create(&to.0).with_context(|| format!("{} cannot be written", to.0.display()))?;
                part.unpack(path, &mut file, MOST_UNPACKED_BYTES)?;
                (to.0.clone(), (0, u64::MAX), Some(to))
            }
        };
        parts.push(Part { name, maker: Maker::Wacz, path, range, _unpacked: unpacked });
    }
    Ok(parts)
}

/// A file that stands there only while it is read.
#[derive(Debug)]
struct Unpacked(PathBuf);

impl Drop for Unpacked {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::debug!(path = %self.0.display(), %error, "an unpacked part could not be removed");
        }
    }
}
