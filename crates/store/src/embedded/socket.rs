//! The folder of the server's socket: only the server's account (and root) can enter it, and that is what
//! keeps other users of the machine out.

use std::path::{Path, PathBuf};

use super::account::Account;
use super::address::MAX_SOCKET_DIR;
use super::config::EmbeddedConfig;
use super::error::EmbeddedError;
use super::place::{Place, short_name};

/// The folder of a socket, ready to use.
#[derive(Debug)]
pub(super) struct SocketDir {
    /// As an option for the server. It passes through a shell and is read below the cluster's folder.
    pub option: String,
}

impl SocketDir {
    /// Makes the folder `run` next to the cluster or, where that path is too long for a socket, a folder in
    /// the temporary folder.
    ///
    /// # Errors
    /// When no folder can be made that is ours alone.
    pub fn make(config: &EmbeddedConfig, place: &Place, account: &Account) -> Result<Self, EmbeddedError> {
        let run = place.run();
        // psql and sqlx take the path as text, so it must be one.
        if run.as_os_str().len() <= MAX_SOCKET_DIR && run.to_str().is_some() {
            account.own_dir(&run)?;
            return Ok(Self { option: "../run".to_owned() });
        }
        let name = format!("trail-{}-{}", account.uid, short_name(&place.home));
        let mut refused = None;
        for dir in short_parents(config, account).iter().flat_map(|parent| names(parent, &name)) {
            match (dir.to_str().filter(|dir| dir.len() <= MAX_SOCKET_DIR), account.own_dir(&dir)) {
                (Some(option), Ok(())) => return Ok(Self { option: option.to_owned() }),
                (_, Err(error)) => refused = Some(error),
                (None, Ok(())) => {}
            }
        }
        Err(refused.unwrap_or(EmbeddedError::Socket {
            path: run,
            reason: format!("is longer than {MAX_SOCKET_DIR} bytes, and no temporary folder is shorter"),
        }))
    }
}

/// Folders with a short path that the account reaches and the shell leaves alone.
fn short_parents(config: &EmbeddedConfig, account: &Account) -> Vec<PathBuf> {
    let own = account.dropped.then(|| config.shared_dir.clone());
    own.into_iter()
        .chain([std::env::temp_dir(), PathBuf::from("/tmp")])
        .filter(|dir| dir.is_dir() && account.reaches(dir) && is_plain(dir))
        .filter(|dir| dir.as_os_str().len() + 40 <= MAX_SOCKET_DIR)
        .collect()
}

/// The first name and a few more, in case another user of the machine took it.
fn names(parent: &Path, name: &str) -> Vec<PathBuf> {
    let more = (1..10).map(|number| parent.join(format!("{name}-{number}")));
    std::iter::once(parent.join(name)).chain(more).collect()
}

fn is_plain(dir: &Path) -> bool {
    let is_safe = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-".contains(byte);
    dir.is_absolute() && dir.as_os_str().as_encoded_bytes().iter().all(is_safe)
}
