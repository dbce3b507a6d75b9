//! The server's own note `postmaster.pid`, and whether the process that it names is really the server.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A process number that no system gives out (Linux ends at 4 194 304, macOS at 99 998).
const NO_PROCESS: u32 = 4_194_305;

/// The lines of `postmaster.pid` that we use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Postmaster {
    /// The server's process.
    pub pid: u32,
    /// The cluster's folder when the server started.
    pub cluster: PathBuf,
    /// The folder of its socket, absolute.
    pub socket_dir: Option<PathBuf>,
}

/// What is known about the process that `postmaster.pid` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Process {
    /// It is a PostgreSQL server, and of this cluster as far as can be seen.
    Server,
    /// There is no such process.
    Gone,
    /// It died and waits for its parent, or the number belongs to another program now.
    Stale,
}

impl Postmaster {
    /// Reads `postmaster.pid` in a cluster's folder; `None` without one, or with one that is half written.
    ///
    /// # Errors
    /// When it is there and may not be read.
    pub fn read(cluster: &Path) -> io::Result<Option<Self>> {
        match fs::read_to_string(cluster.join("postmaster.pid")) {
            Ok(text) => Ok(Self::parse(&text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The text's lines are: process, folder, start, port, socket folder, address, memory key, status.
    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let pid = lines.next()?.trim().trim_start_matches('-').parse().ok()?;
        let cluster = PathBuf::from(lines.next()?);
        let socket_dir = lines.nth(2).filter(|dir| dir.starts_with('/')).map(PathBuf::from);
        Some(Self { pid, cluster, socket_dir })
    }

    /// What the process is.
    pub fn process(&self, cluster: &Path) -> Process {
        let (state, name) = match process_state(self.pid) {
            Some(found) => found,
            None => return Process::Gone,
        };
        if state == 'Z' || !(name.contains("postgres") || name.contains("postmaster")) {
            return Process::Stale;
        }
        // The server's working directory is its cluster (readable for root and for its own account).
        let here = fs::read_link(format!("/proc/{}/cwd", self.pid));
        match (here, fs::canonicalize(cluster)) {
            (Ok(here), Ok(cluster)) if here != cluster => Process::Stale,
            _ => Process::Server,
        }
    }
}

/// The text of `postmaster.pid` with a process number that does not exist. PostgreSQL refuses to start while
/// the number belongs to any process of its account, also to a dead one that was not collected or to another
/// program that got the number later. The other lines stay: by the memory key in them PostgreSQL still sees
/// whether processes of the old server are alive.
pub(super) fn without_process(text: &str) -> String {
    let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
    format!("{NO_PROCESS}\n{rest}")
}

/// State letter and name of a process: from /proc, elsewhere from ps(1).
fn process_state(pid: u32) -> Option<(char, String)> {
    match fs::read_to_string(format!("/proc/{pid}/stat")) {
        Ok(text) => parse_stat(&text),
        Err(_) if Path::new("/proc/self/stat").exists() => None,
        Err(_) => {
            let output =
                Command::new("ps").args(["-o", "state=,comm=", "-p", &pid.to_string()]).output().ok()?;
            let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
            let (state, name) = text.split_once(char::is_whitespace)?;
            Some((state.chars().next()?, name.trim().to_owned()))
        }
    }
}

/// Reads `PID (NAME) STATE ...`; the name may hold blanks and brackets (proc_pid_stat(5)).
fn parse_stat(text: &str) -> Option<(char, String)> {
    let (before, after) = text.rsplit_once(") ")?;
    let (_, name) = before.split_once(" (")?;
    Some((after.chars().next()?, name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "4711\n/srv/a b/cluster\n1700000000\n5432\n/srv/a b/run\n\n  123 456\nready   \n";

    #[test]
    fn the_servers_note_is_read() {
        let found = Postmaster::parse(TEXT).unwrap();
        assert_eq!(found.pid, 4711);
        assert_eq!(found.cluster, Path::new("/srv/a b/cluster"));
        assert_eq!(found.socket_dir.as_deref(), Some(Path::new("/srv/a b/run")));
    }

    #[test]
    fn a_half_written_note_is_no_server() {
        assert_eq!(Postmaster::parse(""), None);
        assert_eq!(Postmaster::parse("4711\n"), None);
        assert_eq!(Postmaster::parse("x\n/srv\n"), None);
    }

    #[test]
    fn only_the_process_number_is_taken_out_of_a_stale_note() {
        let text = without_process(TEXT);
        assert_eq!(text.lines().next(), Some("4194305"));
        assert!(text.lines().skip(1).eq(TEXT.lines().skip(1)));
        assert_eq!(Postmaster::parse(&text).unwrap().process(Path::new("/")), Process::Gone);
    }

    #[test]
    fn our_own_process_is_not_taken_for_a_server() {
        let own = Postmaster { pid: std::process::id(), cluster: PathBuf::from("/"), socket_dir: None };
        assert_eq!(own.process(Path::new("/")), Process::Stale);
    }

    #[test]
    fn process_names_may_hold_blanks_and_brackets() {
        assert_eq!(parse_stat("12 (a) b (c) S 1 2"), Some(('S', "a) b (c".to_owned())));
    }
}
