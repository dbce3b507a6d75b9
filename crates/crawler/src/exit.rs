//! Exit codes: part of the interface, documented in the README and in `trail --help`.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All went well.
    Success,
    /// It ran, and found something that a person must look at: wrong seeds, a failed check, nothing found.
    Findings,
    /// The command line is wrong (clap's own code), or a query in it is one that PostgreSQL refuses.
    Usage,
    /// No database could be reached or started, or it went away and did not come back.
    Database,
    /// The archive cannot be written or read.
    Archive,
    /// Anything else.
    Failure,
    /// Stopped by a signal; what was under way is either stored or will be visited again.
    Interrupted,
}

impl Exit {
    /// The number that the process ends with.
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Database => 3,
            Self::Archive => 4,
            Self::Failure => 5,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

/// The table of exit codes as `--help` shows it.
pub const EXIT_CODES: &str = "\
Exit codes:
  0    all went well
  1    it ran, and found something to look at (wrong seeds, a failed check, an unknown name)
  2    the command line is wrong, or its query is one that PostgreSQL refuses
  3    no database could be reached or started
  4    the archive cannot be written or read
  5    anything else
  130  stopped by a signal; nothing stored is lost";
