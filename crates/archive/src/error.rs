//! What can go wrong with an archive.

use std::io;
use std::path::PathBuf;

/// Why something was not archived, or could not be read back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// The disk is full.
    #[error(
        "no space left for the archive in {}; free some room there and run again; nothing stored was lost",
        folder.display()
    )]
    Full {
        /// The archive's folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file could not be written or synced.
    #[error("archive file {} cannot be written ({source}); check the disk; nothing stored was lost", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder cannot be made or is none.
    #[error("archive folder {} cannot be used ({source}); choose another data directory", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file could not be read.
    #[error("archive file {} cannot be read ({source})", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What stands in the file is not the record that should be there.
    #[error("archive file {} is damaged at byte {offset}: {reason}; restore it from a copy", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where the record starts.
        offset: u64,
        /// What is wrong.
        reason: String,
    },
    /// The store of closed segments cannot be used.
    #[error(
        "the archive store {place} cannot be used ({source}); check --archive-store, the AWS_* settings and the network; \
         nothing archived was lost"
    )]
    Store {
        /// The store, without secrets.
        place: String,
        /// What it said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A place that names no file of this archive.
    #[error("'{0}' is not the name of an archive file")]
    Place(String),
    /// The visit's metadata could not be written as JSON.
    #[error("metadata of the visit cannot be written ({0})")]
    Metadata(#[from] serde_json::Error),
}

impl ArchiveError {
    /// The error for a failed write: a full disk is told apart, since there is something to do about it.
    pub(crate) fn from_write(path: &std::path::Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::Full { folder: path.parent().unwrap_or(path).to_owned(), source }
            }
            _ => Self::Write { path: path.to_owned(), source },
        }
    }
}
