//! What can go wrong with the private cluster. Every message ends with the next step.

use std::io;
use std::path::PathBuf;

/// Why there is no private cluster.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EmbeddedError {
    /// Neither programs on this machine nor the package could be used.
    #[error(
        "no PostgreSQL (version 15 or later) was found for the private database{}; install it with `{install}`, \
         or give the address of a server in DATABASE_URL",
        in_brackets(.tried)
    )]
    NotFound {
        /// What was tried, and why it did not do.
        tried: Vec<String>,
        /// The one command that installs PostgreSQL on this platform.
        install: &'static str,
    },
    /// The cluster was made by another major version than the programs that are here.
    #[error(
        "the private database in {cluster} was made by PostgreSQL {major}, and only {found} is here; install \
         PostgreSQL {major} again (or set PG_BIN to its bin folder). To move to another version: with {major} \
         installed run `trail db url` and `pg_dumpall -d URL > all.sql`, then `trail db stop`, rename {cluster}, \
         set PG_BIN to the new version, and load all.sql with psql into the address of `trail db url`"
    )]
    VersionMismatch {
        /// The cluster's folder.
        cluster: PathBuf,
        /// The major version that made it.
        major: u32,
        /// The versions that are here, in words.
        found: String,
    },
    /// A file or folder could not be read or written.
    #[error("{what} {path}: {source}; check that the folder exists, is yours and has space left")]
    File {
        /// What was tried, as "cannot make the folder".
        what: &'static str,
        /// Where.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A program of PostgreSQL could not be run at all.
    #[error("cannot run {program}: {source}; check that it is installed and may be executed")]
    Run {
        /// The program.
        program: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The cluster could not be made.
    #[error(
        "initdb could not make the private database in {cluster}: {output}; mend that, or give the address of a \
         server in DATABASE_URL"
    )]
    Init {
        /// The folder.
        cluster: PathBuf,
        /// What initdb said last.
        output: String,
    },
    /// The server did not start.
    #[error("the private database in {cluster} did not start: {reason}; its log is {log}")]
    Start {
        /// The cluster's folder.
        cluster: PathBuf,
        /// What the log said last.
        reason: String,
        /// The log.
        log: PathBuf,
    },
    /// The server did not stop.
    #[error("the private database in {cluster} (process {pid}) did not stop: {reason}; its log is {log}")]
    Stop {
        /// The cluster's folder.
        cluster: PathBuf,
        /// The server's process.
        pid: u32,
        /// Why.
        reason: String,
        /// The log.
        log: PathBuf,
    },
    /// Another account runs the server, and its socket is closed to us.
    #[error(
        "the private database in {path} belongs to another account ({source}); run trail as the account that \
         made it, choose another --data-dir, or give the address of a server in DATABASE_URL"
    )]
    Foreign {
        /// What could not be opened.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The folder for the socket is not safe to use.
    #[error("the socket folder {path} {reason}; remove it, or set TMPDIR to a folder of your own")]
    Socket {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A database name that PostgreSQL cannot hold.
    #[error("'{name}' is no name for a database; use 1 to 63 bytes without a NUL, and neither . nor ..")]
    Name {
        /// The name.
        name: String,
    },
    /// The server runs but does not answer as it should.
    #[error(
        "the private database at {url} does not answer: {source}; see the log {log}, or try `trail db stop`"
    )]
    Answer {
        /// Its address.
        url: String,
        /// Its log.
        log: PathBuf,
        /// The cause.
        source: sqlx::Error,
    },
    /// The work was broken off because the program is ending.
    #[error("the work on the private database was broken off; run the command again")]
    Interrupted,
}

impl EmbeddedError {
    /// For `map_err`: a file error that says what was tried and where.
    pub(super) fn file(what: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { what, path, source }
    }

    /// For `map_err`: a program that could not be run.
    pub(super) fn run(program: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let program = program.into();
        move |source| Self::Run { program, source }
    }
}

fn in_brackets(reasons: &[String]) -> String {
    match reasons {
        [] => String::new(),
        reasons => format!(" ({})", reasons.join("; ")),
    }
}
