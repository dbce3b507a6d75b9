//! What can go wrong with an export.

use std::io;
use std::path::{Path, PathBuf};

use archive::ArchiveError;
use store::StoreError;

/// Why an export could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The folder is in use.
    #[error("{} is not empty; export into a folder of its own", .0.display())]
    InUse(PathBuf),
    /// A file cannot be written.
    #[error("{} cannot be written; look at its disk and its permissions", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A file that was just written cannot be read back.
    #[error("{} cannot be read back ({reason}); look at its disk, then export again", path.display())]
    ReadBack {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// What stands in a file is not what the database said.
    #[error("{} differs from the database: {reason}; do not use this export", path.display())]
    Differs {
        /// The file.
        path: PathBuf,
        /// How.
        reason: String,
    },
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A record cannot be read.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

impl ExportError {
    /// That `path` cannot be written.
    pub(crate) fn write<E: std::error::Error + Send + Sync + 'static>(path: &Path) -> impl Fn(E) -> Self {
        let path = path.to_owned();
        move |source| Self::Write { path: path.clone(), source: Box::new(source) }
    }

    /// That `path` cannot be read back.
    pub(crate) fn read_back<E: std::fmt::Display>(path: &Path) -> impl Fn(E) -> Self {
        let path = path.to_owned();
        move |reason| Self::ReadBack { path: path.clone(), reason: reason.to_string() }
    }
}

/// That a cell or a line is not what this crate writes.
pub(crate) fn unexpected(what: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.into())
}
