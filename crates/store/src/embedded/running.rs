//! Whether the server of a cluster is running, and behind which socket.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

use super::address::PORT;
use super::error::EmbeddedError;
use super::place::Place;
use super::postmaster::Postmaster;

/// A server that takes connections.
#[derive(Debug, Clone)]
pub(super) struct Running {
    /// Its folders.
    pub place: Place,
    /// The folder of its socket.
    pub socket_dir: PathBuf,
    /// Its process.
    pub pid: u32,
}

impl Running {
    /// Looks whether the server of this cluster takes connections. It may still be recovering.
    ///
    /// # Errors
    /// When the cluster belongs to an account whose folders are closed to us.
    pub fn look(place: &Place) -> Result<Option<Self>, EmbeddedError> {
        let cluster = place.cluster();
        let note = match Postmaster::read(&cluster) {
            Ok(Some(note)) => note,
            Ok(None) => return Ok(None),
            Err(source) if source.kind() == io::ErrorKind::PermissionDenied => {
                return Err(EmbeddedError::Foreign { path: place.home.clone(), source });
            }
            Err(error) => return Err(EmbeddedError::file("cannot read postmaster.pid in", cluster)(error)),
        };
        // In a copy of a data directory the note speaks of the other server. In one that was moved, the
        // folder in the note is gone, and the socket moved along.
        let told = note.socket_dir.filter(|_| is_same_or_gone(&note.cluster, &cluster));
        let found = told.into_iter().chain([place.run()]).find(|dir| answers(dir));
        Ok(found.map(|socket_dir| Self { place: place.clone(), socket_dir, pid: note.pid }))
    }
}

fn answers(socket_dir: &Path) -> bool {
    UnixStream::connect(socket_dir.join(format!(".s.PGSQL.{PORT}"))).is_ok()
}

fn is_same_or_gone(noted: &Path, cluster: &Path) -> bool {
    let place_of = |path: &Path| fs::metadata(path).map(|found| (found.dev(), found.ino())).ok();
    place_of(noted).is_none_or(|noted| Some(noted) == place_of(cluster))
}
