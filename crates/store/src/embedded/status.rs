//! What is known of a private cluster without starting it.

use std::path::PathBuf;

use super::address;
use super::cluster::Origin;
use super::config::EmbeddedConfig;
use super::error::EmbeddedError;
use super::place::Place;
use super::running::Running;

/// The state of the private cluster of a data directory.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// None was made yet.
    Absent,
    /// It is there and does not run.
    Stopped {
        /// The server's folder.
        home: PathBuf,
        /// PostgreSQL's major version that made it; `None` when it was never finished.
        major: Option<u32>,
        /// The programs that ran it last.
        origin: Origin,
    },
    /// It runs.
    Running {
        /// The server's folder.
        home: PathBuf,
        /// PostgreSQL's major version.
        major: Option<u32>,
        /// The programs that run it.
        origin: Origin,
        /// The server's process.
        pid: u32,
        /// The address of its database `trail`.
        url: String,
    },
}

impl Status {
    pub(super) fn look(config: &EmbeddedConfig) -> Result<Self, EmbeddedError> {
        let Some((place, _)) = Place::find(config)? else { return Ok(Self::Absent) };
        let (major, origin) = (place.major()?, Origin::of(config));
        Ok(match Running::look(&place)? {
            None => Self::Stopped { home: place.home, major, origin },
            Some(running) => Self::Running {
                home: place.home,
                major,
                origin,
                pid: running.pid,
                url: address::url(&running.socket_dir, "trail"),
            },
        })
    }
}
