//! The folder of an export, and the sums of its files.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::ExportError;
use crate::digest::hex;

/// The folder that an export is written into: empty at first, its own.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Summed {
    /// Its path inside the folder.
    pub(crate) path: String,
    /// Its size.
    pub(crate) bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub(crate) sha256: String,
}

impl Folder {
    /// Makes the folder where it is missing.
    ///
    /// # Errors
    /// Where it cannot be made, or holds something.
    pub fn new(path: &Path) -> Result<Self, ExportError> {
        std::fs::create_dir_all(path).map_err(ExportError::write(path))?;
        let mut entries = std::fs::read_dir(path).map_err(ExportError::write(path))?;
        match entries.next() {
            Some(_) => Err(ExportError::InUse(path.to_owned())),
            None => Ok(Self { path: path.to_owned() }),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A path inside it; the folders that lead there are made.
    pub(crate) fn file(&self, name: &str) -> Result<PathBuf, ExportError> {
        let path = self.path.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(ExportError::write(parent))?;
        }
        Ok(path)
    }

    /// Writes a text file.
    pub(crate) fn text(&self, name: &str, text: &str) -> Result<Summed, ExportError> {
        let path = self.file(name)?;
        std::fs::write(&path, text).map_err(ExportError::write(&path))?;
        self.sum(name)
    }

    /// Reads a file back and sums it up.
    pub(crate) fn sum(&self, name: &str) -> Result<Summed, ExportError> {
        let path = self.path.join(name);
        let (bytes, sha256) = sum_of(&path)?;
        Ok(Summed { path: name.to_owned(), bytes, sha256 })
    }

    /// Writes `SHA256SUMS`, which `sha256sum -c` reads.
    pub(crate) fn sums(&self, files: &[Summed]) -> Result<(), ExportError> {
        let lines: String = files.iter().map(|file| format!("{}  {}\n", file.sha256, file.path)).collect();
        self.text("SHA256SUMS", &lines).map(drop)
    }
}

/// Size and SHA-256 of a file.
pub(crate) fn sum_of(path: &Path) -> Result<(u64, String), ExportError> {
    let mut file = File::open(path).map_err(ExportError::read_back(path))?;
    let (mut hasher, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let count = file.read(&mut buffer).map_err(ExportError::read_back(path))?;
        if count == 0 {
            return Ok((bytes, hex(&hasher.finalize())));
        }
        hasher.update(buffer.get(..count).unwrap_or_default());
        bytes += count as u64;
    }
}
