//! Makes a cluster.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use super::account::Account;
use super::address::ROLE;
use super::disk::{sync_all_below, sync_dir};
use super::error::EmbeddedError;
use super::place::Place;
use super::programs::Programs;

/// How the name of a cluster that is being made begins.
const UNFINISHED: &str = "cluster.new";

/// What is added to `postgresql.conf`. Times are shown in UTC whatever the machine's zone.
const SETTINGS: &str = "
# trail: reached through its socket alone, by the account that runs it and by root.
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
fsync = on
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
log_checkpoints = off
jit = off
";

/// Makes the cluster under another name, writes it to disk and gives it its own name, so that a cluster
/// under its name is always whole.
///
/// # Errors
/// When initdb fails; the error holds what it said last.
pub(super) fn make_cluster(
    place: &Place,
    account: &Account,
    programs: &Programs,
) -> Result<(), EmbeddedError> {
    // A name of this process: an initdb that outlived a killed command cannot get in the way of this one.
    let name = format!("{UNFINISHED}-{}", std::process::id());
    let unfinished = place.home.join(&name);
    let mut output = String::new();
    for locale in locales(programs.major) {
        clear_unfinished(&place.home)?;
        match run(place, account, programs, &name, locale)? {
            None => return finish(place, account, &unfinished),
            Some(said) => output = said,
        }
        if !output.contains("locale") {
            break;
        }
    }
    clear_unfinished(&place.home)?;
    Err(EmbeddedError::Init { cluster: place.cluster(), output })
}

/// The locales to try in turn: text is sorted by code point, letters are told by Unicode. From version 17
/// PostgreSQL has that built in; before, it depends on what the machine's C library knows.
fn locales(major: u32) -> &'static [&'static [&'static str]] {
    match major {
        17.. => &[
            &["--locale-provider=builtin", "--locale=C.UTF-8"],
            &["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
        ],
        _ => &[&["--locale=C.UTF-8"], &["--locale=C", "--lc-ctype=en_US.UTF-8"], &["--locale=C"]],
    }
}

/// Runs initdb. `None` when it ended well, else what it said last.
fn run(
    place: &Place,
    account: &Account,
    programs: &Programs,
    name: &str,
    locale: &[&str],
) -> Result<Option<String>, EmbeddedError> {
    let initdb = programs.bin.join("initdb");
    // It is brought onto the disk afterwards, in one go.
    // The folder is given relative to the working directory: no odd character of the path meets a shell.
    let output = account
        .command(&initdb, &place.home, &place.home)
        .args([
            "--pgdata=cluster.new",
            "--auth=trust",
            "--encoding=UTF8",
            "--data-checksums",
            "--no-instructions",
        ])
        .arg(format!("--pgdata={name}"))
        .arg(format!("--username={ROLE}"))
        .args(locale)
        .stdin(Stdio::null())
        .output()
        .map_err(EmbeddedError::run(&initdb))?;
    if output.status.success() {
        return Ok(None);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).take(4).collect();
    Ok(Some(if last.is_empty() { output.status.to_string() } else { last.join("; ") }))
}

fn finish(place: &Place, account: &Account, unfinished: &Path) -> Result<(), EmbeddedError> {
    let conf = unfinished.join("postgresql.conf");
    let text = fs::read_to_string(&conf).map_err(EmbeddedError::file("cannot read", &conf))?;
    account.replace_file(&conf, &(text + SETTINGS)).map_err(EmbeddedError::file("cannot write", &conf))?;
    sync_all_below(unfinished).map_err(EmbeddedError::file("cannot write to disk", unfinished))?;
    let cluster = place.cluster();
    fs::rename(unfinished, &cluster).map_err(EmbeddedError::file("cannot name the cluster", &cluster))?;
    sync_dir(&place.home).map_err(EmbeddedError::file("cannot write to disk", &place.home))
}

/// Removes what broken-off commands left.
fn clear_unfinished(home: &Path) -> Result<(), EmbeddedError> {
    let entries = fs::read_dir(home).map_err(EmbeddedError::file("cannot read the folder", home))?;
    for entry in entries
        .flatten()
        .filter(|entry| entry.file_name().as_encoded_bytes().starts_with(UNFINISHED.as_bytes()))
    {
        fs::remove_dir_all(entry.path())
            .map_err(EmbeddedError::file("cannot clear the folder", entry.path()))?;
    }
    Ok(())
}
