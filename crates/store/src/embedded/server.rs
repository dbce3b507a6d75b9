//! Starts and stops the server with `pg_ctl`, which gives it a session of its own: neither the end of the
//! command that started it nor Ctrl-C in its terminal reaches it.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::account::Account;
use super::address::PORT;
use super::error::EmbeddedError;
use super::place::Place;
use super::postmaster::{Postmaster, Process, without_process};
use super::programs::Programs;
use super::running::Running;
use super::socket::SocketDir;

/// How long a server may take to start; after a crash it first reads back its journal. In seconds.
const START_TIMEOUT_SECS: &str = "120";

/// How long a server may take to stop, in seconds.
const STOP_TIMEOUT_SECS: &str = "60";

/// How long the remains of an old server (its processes, its shared memory) are waited for.
const REMAINS_TIMEOUT: Duration = Duration::from_secs(10);

/// Closes the files that a program may have inherited and runs the program given as `$0`.
const CLOSE_AND_EXEC: &str = r#"exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; exec "$0" "$@""#;

/// A log longer than this starts anew, and the old one is kept as `server.log.1`. In bytes.
const MAX_LOG_BYTES: u64 = 10 << 20;

/// Starts the server of a cluster. The caller holds the lock.
///
/// # Errors
/// When it does not start; the error holds the last lines of its log.
pub(super) fn start(
    place: &Place,
    account: &Account,
    programs: &Programs,
    socket: &SocketDir,
) -> Result<Running, EmbeddedError> {
    let began = Instant::now();
    let after_crash = place.cluster().join("postmaster.pid").exists();
    turn_log(&place.log());
    loop {
        clear_stale_note(place, account)?;
        let reason = match run_pg_ctl_start(place, account, programs, socket)? {
            None => match Running::look(place)? {
                Some(running) => return Ok(running),
                None => "it started and is gone again".to_owned(),
            },
            Some(reason) => reason,
        };
        // Another command may have started it in a way of its own, as an administrator with pg_ctl.
        if let Some(running) = Running::look(place)? {
            return Ok(running);
        }
        if !(after_crash || is_about_remains(&reason)) || began.elapsed() > REMAINS_TIMEOUT {
            return Err(EmbeddedError::Start { cluster: place.cluster(), reason, log: place.log() });
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// How a server is stopped. Either breaks off what the server does.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stop {
    /// Everything is written to its place first.
    Orderly,
    /// At once: what was committed is in the journal only. For a cluster that will be removed.
    AtOnce,
}

/// Stops the server of a cluster. Says whether one was running. The caller holds the lock.
///
/// # Errors
/// When it cannot be stopped.
pub(super) fn stop(
    place: &Place,
    account: &Account,
    programs: &Programs,
    how: Stop,
) -> Result<bool, EmbeddedError> {
    let cluster = place.cluster();
    let Some(note) = Postmaster::read(&cluster).map_err(EmbeddedError::file("cannot read in", &cluster))?
    else {
        return Ok(false);
    };
    if note.process(&cluster) != Process::Server {
        return Ok(false);
    }
    let mode = match how {
        Stop::Orderly => "fast",
        Stop::AtOnce => "immediate",
    };
    let pg_ctl = programs.bin.join("pg_ctl");
    let output = account
        .command(&pg_ctl, &place.home, &place.home)
        .args(["stop", "-D", "cluster", "-m", mode, "-w", "-t", STOP_TIMEOUT_SECS])
        .stdin(Stdio::null())
        .output()
        .map_err(EmbeddedError::run(&pg_ctl))?;
    let gone = Postmaster::read(&cluster).is_ok_and(|left| left.is_none())
        || note.process(&cluster) != Process::Server;
    match gone {
        true => Ok(true),
        false => Err(EmbeddedError::Stop {
            cluster,
            pid: note.pid,
            reason: String::from_utf8_lossy(&output.stderr).trim().replace('\n', "; "),
            log: place.log(),
        }),
    }
}

/// Runs `pg_ctl start`. `None` when it ended well, else the reason from the log.
fn run_pg_ctl_start(
    place: &Place,
    account: &Account,
    programs: &Programs,
    socket: &SocketDir,
) -> Result<Option<String>, EmbeddedError> {
    let pg_ctl = programs.bin.join("pg_ctl");
    let log = place.log();
    let before = fs::metadata(&log).map_or(0, |found| found.len());
    // pg_ctl passes what it is given through a shell, so all paths are relative to the working directory.
    // Its own output is not captured: the server would keep the pipe open, and we would wait for ever. The
    // shell closes what else was left open by whoever started us, so that nobody waits for the server's end.
    let status = account
        .command(Path::new("/bin/sh"), &place.home, &place.home)
        .args(["-c", CLOSE_AND_EXEC])
        .arg(&pg_ctl)
        .args(["start", "-w", "-s", "-t", START_TIMEOUT_SECS, "-D", "cluster", "-l", "server.log", "-o"])
        .arg(format!("-p {PORT} -k {}", socket.option))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(EmbeddedError::run(&pg_ctl))?;
    Ok((!status.success()).then(|| reason_in(&log, before).unwrap_or_else(|| format!("pg_ctl: {status}"))))
}

/// PostgreSQL refuses to start while the process in its note exists, also when that is a dead one that
/// nobody collected (as in a container without an init process) or belongs to another program by now.
fn clear_stale_note(place: &Place, account: &Account) -> Result<(), EmbeddedError> {
    let cluster = place.cluster();
    let path = cluster.join("postmaster.pid");
    match Postmaster::read(&cluster).map_err(EmbeddedError::file("cannot read", &path))? {
        Some(note) if note.process(&cluster) == Process::Stale => {
            let text = fs::read_to_string(&path).map_err(EmbeddedError::file("cannot read", &path))?;
            account
                .replace_file(&path, &without_process(&text))
                .map_err(EmbeddedError::file("cannot write", &path))
        }
        _ => Ok(()),
    }
}

/// Whether a failure speaks of what an old server left behind, which goes away by itself.
fn is_about_remains(reason: &str) -> bool {
    ["already exists", "still in use", "already in use", "is another"]
        .iter()
        .any(|part| reason.contains(part))
}

/// The errors that the log got since it had `from` bytes; its last line when it names none.
fn reason_in(log: &Path, from: u64) -> Option<String> {
    let mut file = File::open(log).ok()?;
    file.seek(SeekFrom::Start(from)).ok()?;
    let mut bytes = Vec::new();
    file.take(64 << 10).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let told =
        |line: &&str| ["FATAL:", "PANIC:", "HINT:", "postgres:"].iter().any(|mark| line.contains(mark));
    let lines: Vec<&str> = text.lines().filter(told).take(3).collect();
    match lines.is_empty() {
        true => text.lines().last().map(str::to_owned),
        false => Some(lines.join("; ")),
    }
}

fn turn_log(log: &Path) {
    if fs::metadata(log).is_ok_and(|found| found.len() > MAX_LOG_BYTES) {
        // A log that cannot be renamed only grows on.
        let _ = fs::rename(log, log.with_extension("log.1"));
    }
}
