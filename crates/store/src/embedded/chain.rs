//! The chain: the running server, else the machine's programs, else the package. One command at a time.

use std::fs;
use std::path::PathBuf;

use super::account::Account;
use super::config::EmbeddedConfig;
use super::error::EmbeddedError;
use super::initdb::make_cluster;
use super::place::Place;
use super::provide::programs_for;
use super::running::Running;
use super::server::{self, Stop};
use super::socket::SocketDir;

/// The running server of this data directory, started if it is not running, made if there is none.
///
/// # Errors
/// When there are no programs, or the cluster cannot be made or started.
pub(super) fn running_or_started(config: &EmbeddedConfig) -> Result<Running, EmbeddedError> {
    match running(config)? {
        Some(running) => Ok(running),
        None => started(config),
    }
}

/// The server of this data directory, if it is running. Takes no lock.
///
/// # Errors
/// When the data directory cannot be read, or the cluster is closed to us.
pub(super) fn running(config: &EmbeddedConfig) -> Result<Option<Running>, EmbeddedError> {
    match Place::find(config)? {
        Some((place, _)) => Running::look(&place),
        None => Ok(None),
    }
}

/// Stops the server of this data directory. Says whether one was running.
///
/// # Errors
/// When it cannot be stopped.
pub(super) fn stopped(config: &EmbeddedConfig) -> Result<bool, EmbeddedError> {
    let Some((place, _)) = Place::find(config)? else { return Ok(false) };
    let _lock = Place::lock(&place.data_dir)?;
    stop_here(config, &place, Stop::Orderly)
}

/// Stops the server and removes the cluster, wherever it lies. Says whether there was one.
///
/// # Errors
/// When it cannot be stopped or removed.
pub(super) fn removed(config: &EmbeddedConfig) -> Result<bool, EmbeddedError> {
    let Some((place, _)) = Place::find(config)? else { return Ok(false) };
    let _lock = Place::lock(&place.data_dir)?;
    stop_here(config, &place, Stop::AtOnce)?;
    if place.home.exists() {
        fs::remove_dir_all(&place.home).map_err(EmbeddedError::file("cannot remove", &place.home))?;
    }
    place.forget()?;
    Ok(true)
}

fn started(config: &EmbeddedConfig) -> Result<Running, EmbeddedError> {
    let data_dir = Place::make_data_dir(config)?;
    let _lock = Place::lock(&data_dir)?;
    let caller = Account::of_server()?;
    let (place, account) = match Place::find(config)? {
        Some((place, _)) => {
            let account = caller.acting_for(&place.home);
            (place, account)
        }
        None => {
            let place = Place::choose(config, &caller)?;
            if place.is_outside() && place.home.exists() {
                set_aside(config, &place)?;
            }
            let account = caller.acting_for(&place.home);
            (place, account)
        }
    };
    // Another command may have started it while this one waited for the lock.
    if let Some(running) = Running::look(&place)? {
        return Ok(running);
    }
    let major = place.major()?;
    let programs = programs_for(config, &account, &place.cluster(), major)?;
    account.own_dir(&place.home)?;
    place.remember(Some(&programs.bin), programs.package)?;
    if major.is_none() {
        make_cluster(&place, &account, &programs)?;
    }
    let socket = SocketDir::make(config, &place, &account)?;
    server::start(&place, &account, &programs, &socket)
}

fn stop_here(config: &EmbeddedConfig, place: &Place, how: Stop) -> Result<bool, EmbeddedError> {
    let Some(major) = place.major()? else { return Ok(false) };
    if !place.cluster().join("postmaster.pid").exists() {
        return Ok(false);
    }
    let account = Account::of_server()?.acting_for(&place.home);
    let programs = programs_for(config, &account, &place.cluster(), Some(major))?;
    let socket_dir = Running::look(place)?.map(|running| running.socket_dir);
    let stopped = server::stop(place, &account, &programs, how)?;
    // A socket folder outside of the server's own is made anew at the next start. What is not empty stays.
    if let Some(dir) = socket_dir.filter(|dir| stopped && !dir.starts_with(&place.home)) {
        let _ = fs::remove_dir(dir);
    }
    Ok(stopped)
}

/// A data directory that has no cluster, while one is there for an earlier data directory of the same path:
/// that one is stopped and kept under another name, never used as the new one's.
fn set_aside(config: &EmbeddedConfig, place: &Place) -> Result<(), EmbeddedError> {
    stop_here(config, place, Stop::Orderly)?;
    let kept = (1_u32..)
        .map(|number| PathBuf::from(format!("{}.old-{number}", place.home.display())))
        .find(|path| !path.exists())
        .unwrap_or_else(|| place.home.with_extension("old"));
    fs::rename(&place.home, &kept).map_err(EmbeddedError::file("cannot set aside", &place.home))?;
    tracing::warn!(
        kept = %kept.display(),
        "the database of an earlier data directory of the same path was set aside"
    );
    Ok(())
}
