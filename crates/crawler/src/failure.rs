//! An error that knows its exit code.

use std::{fmt, io};

use archive::ArchiveError;
use store::StoreError;
use store::embedded::EmbeddedError;

use crate::exit::Exit;
use crate::line::LineError;

/// An error with its own exit code and a text for a person.
#[derive(Debug)]
pub struct Failed {
    /// How the program ends.
    pub exit: Exit,
    text: String,
}

impl Failed {
    /// An error with that exit code.
    pub fn new(exit: Exit, text: impl Into<String>) -> Self {
        Self { exit, text: text.into() }
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Failed {}

/// Whether a command ended since nobody reads its standard output any more, as `| head` does it. An error of a socket or
/// of an archive is inside of an error of ours, and is none of these.
pub fn is_reader_gone(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// The exit code of any error, found along its chain.
pub fn exit_of(error: &anyhow::Error) -> Exit {
    for cause in error.chain() {
        if let Some(failed) = cause.downcast_ref::<Failed>() {
            return failed.exit;
        }
        match cause.downcast_ref::<LineError>() {
            Some(LineError::Archive(_)) => return Exit::Archive,
            Some(LineError::Store(_)) => return Exit::Database,
            _ => {}
        }
        if cause.is::<StoreError>() || cause.is::<EmbeddedError>() {
            return Exit::Database;
        }
        if cause.is::<ArchiveError>() {
            return Exit::Archive;
        }
    }
    Exit::Failure
}
