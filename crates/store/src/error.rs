//! What can go wrong between us and the database.

use std::io;

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The server does not answer, or it went away in the middle. The same call may be made again.
    #[error("the database cannot be reached while it was asked to {doing}; start it, or check DATABASE_URL")]
    Gone {
        /// What was under way.
        doing: &'static str,
        /// The cause.
        #[source]
        source: sqlx::Error,
    },
    /// Two transactions stood in each other's way. The same call may be made again.
    #[error("another worker was in the way while the database was asked to {doing}; try again")]
    Conflict {
        /// What was under way.
        doing: &'static str,
        /// The cause.
        #[source]
        source: sqlx::Error,
    },
    /// The address of the database cannot be used.
    #[error(
        "the database address cannot be read; write it as postgres://user:password@host:5432/name in DATABASE_URL"
    )]
    Address(#[source] sqlx::Error),
    /// The server does not let us in.
    #[error(
        "the database does not let us in ({reason}); check user, password and database name in DATABASE_URL"
    )]
    Refused {
        /// What the server says.
        reason: String,
        /// The cause.
        #[source]
        source: sqlx::Error,
    },
    /// The schema cannot be brought up to date.
    #[error("the schema of the database cannot be brought up to date: {reason}; {hint}")]
    Migration {
        /// What happened.
        reason: String,
        /// What to do.
        hint: &'static str,
        /// The cause.
        #[source]
        source: sqlx::migrate::MigrateError,
    },
    /// The schema is older than this program, and the user may not bring it up to date.
    #[error(
        "the schema of the database lacks step {version}, and this user may not change it; run `trail db start` \
         once as the owner of the database, then `trail db roles`"
    )]
    Outdated {
        /// The first step that is missing.
        version: i64,
    },
    /// The schema is one of before the first release, whose steps were stated anew: there is no way from it to this one.
    #[error(
        "the database was made by a trail of before the first release (step {version}), and its schema cannot be brought \
         up to date; keep the archive, make an empty database, and run `trail rebuild`, which makes all rows from the archive"
    )]
    Superseded {
        /// A step of its schema that is no longer known.
        version: i64,
    },
    /// The database is being made again from the archive: what is recorded between would stand in the wrong order.
    #[error(
        "the database is being made again from the archive; finish that with `trail rebuild`, then run this again"
    )]
    Rebuilding,
    /// A visit is under way, so that the database cannot be made again from the archive.
    #[error(
        "a crawl visits pages now ('{worker}' holds a host), and what it records would stand in the wrong order; stop it, \
         then run this again (the hosts of one that was killed are free after a minute)"
    )]
    Crawled {
        /// Who visits.
        worker: String,
    },
    /// A query that a person wrote was not accepted.
    #[error("{message}{}", position.map(|at| format!(" (at character {at})")).unwrap_or_default())]
    Query {
        /// What the server says, with its hint.
        message: String,
        /// Where in the query, counted in characters from 1.
        position: Option<usize>,
    },
    /// A row that must be there is not.
    #[error("{table} has no row {id}; the database was changed by something else than trail")]
    Missing {
        /// The table.
        table: &'static str,
        /// The row.
        id: i64,
    },
    /// A record of the archive has an id that this program never writes.
    #[error(
        "the record '{record_id}' has an id that is no UUID (urn:uuid:), which trail never writes: it is a record of \
         another program; bring its file with `trail import`"
    )]
    RecordId {
        /// Its `WARC-Record-ID`.
        record_id: String,
    },
    /// A stored value cannot be read.
    #[error("{table}.{column} holds '{value}', which cannot be read; update trail, or correct that row")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// What stands there.
        value: String,
    },
    /// The server refused a statement of ours.
    #[error("the database did not {doing}")]
    Statement {
        /// What was under way.
        doing: &'static str,
        /// The cause.
        #[source]
        source: sqlx::Error,
    },
}

impl StoreError {
    /// Whether the server is away: the same call may succeed once it is back.
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Gone { .. })
    }

    /// Whether the server's disk is full: the same call may succeed once there is room (SQLSTATE 53100).
    pub fn is_full(&self) -> bool {
        self.code().as_deref() == Some("53100")
    }

    /// Whether the server refuses the values of a statement, and neither the statement nor the moment: it would refuse them
    /// each time, and takes other values (SQLSTATE classes 21, 22, 23 and 54: what breaks a rule of a table, is out of
    /// range, or is larger than an index or a row can hold).
    pub fn is_of_data(&self) -> bool {
        self.code().is_some_and(|code| ["21", "22", "23", "54"].iter().any(|class| code.starts_with(class)))
    }

    /// The SQLSTATE with which the server refused a statement.
    fn code(&self) -> Option<String> {
        match self {
            Self::Statement { source: sqlx::Error::Database(error), .. } => {
                error.code().map(|code| code.into_owned())
            }
            _ => None,
        }
    }

    /// What was refused and by which SQLSTATE, in words that are the same each time.
    pub(crate) fn refusal(&self) -> String {
        let doing = match self {
            Self::Statement { doing, .. } => doing,
            _ => "record a visit",
        };
        format!("the database did not {doing} (SQLSTATE {})", self.code().unwrap_or_default())
    }

    /// Whether the same call may succeed when it is simply made again.
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::Gone { .. } | Self::Conflict { .. })
    }

    /// Puts a cause into its class.
    pub(crate) fn of(doing: &'static str, source: sqlx::Error) -> Self {
        match class(&source) {
            Class::Gone => Self::Gone { doing, source },
            Class::Conflict => Self::Conflict { doing, source },
            Class::Other => Self::Statement { doing, source },
        }
    }
}

/// Names what was under way when a statement failed.
pub(crate) trait Doing<T> {
    /// The result with that name on its error.
    fn doing(self, what: &'static str) -> Result<T, StoreError>;
}

impl<T> Doing<T> for Result<T, sqlx::Error> {
    fn doing(self, what: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::of(what, source))
    }
}

enum Class {
    Gone,
    Conflict,
    Other,
}

fn class(error: &sqlx::Error) -> Class {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Class::Gone,
        // The driver reports a connection that ended inside a message as a protocol error.
        sqlx::Error::Protocol(text) if text.contains("EOF") || text.contains("closed") => Class::Gone,
        sqlx::Error::Database(database) => match database.code().as_deref() {
            // Connection exceptions; shutdown, crash and start-up of the server; no free connection.
            Some(code) if code.starts_with("08") => Class::Gone,
            Some("57P01" | "57P02" | "57P03" | "53300") => Class::Gone,
            Some("40001" | "40P01" | "55P03") => Class::Conflict,
            _ => Class::Other,
        },
        other => match std::error::Error::source(other).and_then(|source| source.downcast_ref::<io::Error>())
        {
            Some(_) => Class::Gone,
            None => Class::Other,
        },
    }
}
