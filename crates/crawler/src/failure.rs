//! An error that knows its exit code.

use std::fmt;

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
