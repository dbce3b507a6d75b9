//! PostgreSQL's programs: which are on this machine, and of which version.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::account::Account;
use super::config::EmbeddedConfig;

/// The oldest major version that our migrations are written for.
pub(super) const OLDEST: u32 = 15;

/// A folder with `initdb`, `pg_ctl` and `postgres`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Programs {
    /// The folder, without links.
    pub bin: PathBuf,
    /// The major version.
    pub major: u32,
    /// Whether they were unpacked from the package.
    pub package: bool,
}

impl Programs {
    /// Looks into a folder.
    ///
    /// # Errors
    /// Says why the folder does not do; an empty text where there are no programs at all.
    pub fn inspect(bin: &Path, account: &Account) -> Result<Self, String> {
        let Ok(postgres) = fs::canonicalize(bin.join("postgres")) else { return Err(String::new()) };
        let bin = postgres.parent().unwrap_or(bin).to_owned();
        let told = |reason: String| format!("{}: {reason}", bin.display());
        for name in ["initdb", "pg_ctl"] {
            if !bin.join(name).is_file() {
                return Err(told(format!("has no {name}")));
            }
        }
        if !account.reaches(&bin) {
            return Err(told("the server's account cannot reach it".to_owned()));
        }
        let output = Command::new(&postgres)
            .arg("--version")
            .stdin(Stdio::null())
            .output()
            .map_err(|error| told(format!("cannot be run: {error}")))?;
        let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        match major_of(&text) {
            Some(major) if major >= OLDEST => Ok(Self { bin, major, package: false }),
            Some(major) => Err(told(format!("is version {major}, too old"))),
            None => {
                let said = String::from_utf8_lossy(&output.stderr);
                Err(told(format!("does not run: {}", said.lines().next().unwrap_or(&text))))
            }
        }
    }

    /// All usable programs of this machine, in the order of preference, and why others do not do.
    pub fn of_system(config: &EmbeddedConfig, account: &Account) -> (Vec<Self>, Vec<String>) {
        let mut found: Vec<Self> = Vec::new();
        let mut tried = Vec::new();
        for bin in candidates(config) {
            match Self::inspect(&bin, account) {
                Ok(programs) if found.contains(&programs) => {}
                Ok(programs) => found.push(programs),
                Err(reason) if reason.is_empty() || tried.contains(&reason) => {}
                Err(reason) => tried.push(reason),
            }
        }
        (found, tried)
    }
}

/// The first `psql` next to `bin`, else on the way of `PATH`, else in the usual folders.
pub(super) fn psql(bin: Option<&Path>) -> Option<PathBuf> {
    bin.map(Path::to_owned)
        .into_iter()
        .chain(path_dirs())
        .chain(usual_dirs())
        .map(|dir| dir.join("psql"))
        .find(|path| path.is_file())
}

fn candidates(config: &EmbeddedConfig) -> Vec<PathBuf> {
    let first = config.programs.clone();
    let machine = if config.system { path_dirs().chain(usual_dirs()).collect() } else { Vec::new() };
    first.into_iter().chain(machine).collect()
}

fn path_dirs() -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let dirs: Vec<PathBuf> = std::env::split_paths(&path).filter(|dir| dir.is_absolute()).collect();
    dirs.into_iter()
}

/// Where packages put the server's programs without putting them on `PATH`; the newest version first.
fn usual_dirs() -> impl Iterator<Item = PathBuf> {
    [
        ("/usr/lib/postgresql", "", "bin"),                       // Debian, Ubuntu
        ("/usr", "pgsql-", "bin"),                                // PGDG on Fedora, RHEL
        ("/usr/libexec", "postgresql", ""),                       // Alpine
        ("/usr/lib", "postgresql", "bin"),                        // openSUSE
        ("/opt/homebrew/opt", "postgresql@", "bin"),              // Homebrew on Apple silicon
        ("/usr/local/opt", "postgresql@", "bin"),                 // Homebrew on Intel
        ("/home/linuxbrew/.linuxbrew/opt", "postgresql@", "bin"), // Homebrew on Linux
        ("/Applications/Postgres.app/Contents/Versions", "", "bin"), // Postgres.app
        ("/Library/PostgreSQL", "", "bin"),                       // EDB's installer
        ("/opt/local/lib", "postgresql", "bin"),                  // MacPorts
    ]
    .into_iter()
    .flat_map(|(parent, prefix, below)| versions_in(Path::new(parent), prefix, below))
}

fn versions_in(parent: &Path, prefix: &str, below: &str) -> Vec<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            let version = name.to_str()?.strip_prefix(prefix)?.parse().ok()?;
            Some((version, entry.path().join(below)))
        })
        .collect();
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    found.into_iter().map(|(_, path)| path).collect()
}

/// The major version in `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`; also `18beta2`, `19devel`.
fn major_of(text: &str) -> Option<u32> {
    let version = text.strip_prefix("postgres (PostgreSQL) ")?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major_of;

    #[test]
    fn versions_are_read_from_what_postgres_says() {
        assert_eq!(major_of("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(major_of("postgres (PostgreSQL) 18beta2"), Some(18));
        assert_eq!(major_of("postgres (PostgreSQL) 9.6.24"), Some(9));
        assert_eq!(major_of("psql (PostgreSQL) 15.18"), None);
    }
}
