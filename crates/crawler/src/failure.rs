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

/// How many names are told at once; more are no help.
const MOST_NAMES: usize = 8;

/// What there is instead of `name`: all of `known`, or where they are many the nearest.
pub fn instead_of(name: &str, known: &[String]) -> String {
    match known.len() {
        0 => "none yet; `trail crawl` brings those of the seeds".to_owned(),
        1..=MOST_NAMES => known.join(", "),
        all => {
            let near = model::nearest_names(name, known, MOST_NAMES);
            format!("{all} others, the nearest of which are {}", near.join(", "))
        }
    }
}

/// Whether a command ended since nobody reads its standard output any more, as `| head` does it. An error of a socket or
/// of an archive is inside of an error of ours, and is none of these.
pub fn is_reader_gone(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// How sqlx begins what a server says; a text of ours may hold the rest alone.
const SERVER_SAYS: &str = "error returned from database: ";

/// The error for a person: its text, and its causes as far as the text before does not hold them already.
pub fn told(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain() {
        let cause = cause.to_string();
        let core = cause.strip_prefix(SERVER_SAYS).unwrap_or(&cause);
        if text.is_empty() {
            text = cause;
        } else if !text.contains(core) {
            text.push_str(": ");
            text.push_str(&cause);
        }
    }
    text
}

/// The exit code of any error, found along its chain.
pub fn exit_of(error: &anyhow::Error) -> Exit {
    for cause in error.chain() {
        if let Some(failed) = cause.downcast_ref::<Failed>() {
            return failed.exit;
        }
        match cause.downcast_ref::<LineError>() {
            Some(LineError::Archive(_)) => return Exit::Archive,
            Some(LineError::Store(_) | LineError::Clock(_)) => return Exit::Database,
            _ => {}
        }
        // The database answered: it is the query that is wrong.
        if matches!(cause.downcast_ref(), Some(StoreError::Query { .. })) {
            return Exit::Usage;
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

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::*;

    #[test]
    fn a_cause_is_said_once() {
        let missing = || io::Error::new(io::ErrorKind::NotFound, "no such file");
        let error = anyhow::Error::from(missing()).context("a.warc cannot be read (no such file)");
        assert_eq!(told(&error), "a.warc cannot be read (no such file)");
        let error = Err::<(), _>(missing()).context("a.warc cannot be read").context("nothing came of it");
        assert_eq!(told(&error.unwrap_err()), "nothing came of it: a.warc cannot be read: no such file");
        let error = anyhow::anyhow!("{SERVER_SAYS}no role \"me\"").context("not let in (no role \"me\")");
        assert_eq!(told(&error), "not let in (no role \"me\")");
    }

    #[test]
    fn of_many_names_the_nearest_are_told() {
        let known: Vec<String> = (0..300).map(|number| format!("house-{number}")).collect();
        let told = instead_of("house-299x", &known);
        assert!(told.starts_with("300 others") && told.contains("house-299") && told.len() < 200, "{told}");
        assert_eq!(instead_of("x", &known[..2]), "house-0, house-1");
    }

    #[test]
    fn a_query_that_is_refused_is_wrong_usage_and_no_lack_of_a_database() {
        let refused = StoreError::Query { message: "syntax error".to_owned(), position: Some(1) };
        assert_eq!(exit_of(&refused.into()), Exit::Usage);
        let outdated = StoreError::Outdated { version: 1 };
        assert_eq!(exit_of(&outdated.into()), Exit::Database);
    }
}
