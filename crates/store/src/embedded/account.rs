//! The account that the server runs as. PostgreSQL refuses to run as root, so root gives its rights up in the
//! child process.

use std::fs::{self, DirBuilder, Metadata, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::EmbeddedError;

/// The account of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Account {
    /// Its user number.
    pub uid: u32,
    /// Its group number.
    pub gid: u32,
    /// Whether it is another account than the caller's, who then is root.
    pub dropped: bool,
}

impl Account {
    /// The caller's own account; for root that of `postgres`, else `nobody`.
    ///
    /// # Errors
    /// When the caller's numbers cannot be read, or root finds neither account.
    pub fn of_server() -> Result<Self, EmbeddedError> {
        let (uid, gid) = caller().map_err(EmbeddedError::run("id"))?;
        if uid != 0 {
            return Ok(Self { uid, gid, dropped: false });
        }
        let passwd = fs::read_to_string("/etc/passwd")
            .map_err(EmbeddedError::file("cannot read the accounts in", "/etc/passwd"))?;
        ["postgres", "_postgres", "nobody"]
            .into_iter()
            .find_map(|name| numbers_of(&passwd, name))
            .filter(|(uid, _)| *uid != 0)
            .map(|(uid, gid)| Self { uid, gid, dropped: true })
            .ok_or_else(|| EmbeddedError::File {
                what: "neither `postgres` nor `nobody` is an account in",
                path: PathBuf::from("/etc/passwd"),
                source: io::Error::new(io::ErrorKind::NotFound, "PostgreSQL refuses to run as root"),
            })
    }

    /// The account that an existing folder belongs to, where the caller may act for it: a cluster stays with
    /// the account that made it, also when `postgres` is added to a machine that had only `nobody`.
    pub fn acting_for(self, dir: &Path) -> Self {
        match fs::symlink_metadata(dir) {
            Ok(found) if self.dropped && found.is_dir() && found.uid() != 0 => {
                Self { uid: found.uid(), gid: found.gid(), dropped: true }
            }
            _ => self,
        }
    }

    /// A command that runs as this account, with an environment of its own: nothing of `PGDATA`, `PGPORT` and
    /// the like reaches the server, and its messages are in English.
    pub fn command(&self, program: &Path, current_dir: &Path, home: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("LC_ALL", "C").env("HOME", home).current_dir(current_dir);
        for kept in ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        if self.dropped {
            // As root, `uid` also empties the list of further groups.
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Whether this account can walk into `dir`: every folder on the way lets it through. Access lists are
    /// not asked, so the answer may be a needless "no".
    pub fn reaches(&self, dir: &Path) -> bool {
        if !self.dropped {
            return true;
        }
        let Ok(real) = fs::canonicalize(dir) else { return false };
        real.ancestors().all(|folder| fs::metadata(folder).is_ok_and(|found| self.passes(&found)))
    }

    fn passes(&self, found: &Metadata) -> bool {
        let bit = match (found.uid() == self.uid, found.gid() == self.gid) {
            (true, _) => 0o100,
            (_, true) => 0o010,
            _ => 0o001,
        };
        found.mode() & bit != 0
    }

    /// Makes `dir` for this account alone (mode 0700), or checks that it is such a folder.
    ///
    /// # Errors
    /// When it cannot be made, or what is there belongs to another account or is open to others.
    pub fn own_dir(&self, dir: &Path) -> Result<(), EmbeddedError> {
        match DirBuilder::new().mode(0o700).create(dir) {
            Ok(()) => self.take_over(dir),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => self.check_own_dir(dir),
            Err(error) => Err(EmbeddedError::file("cannot make the folder", dir)(error)),
        }
    }

    fn take_over(&self, dir: &Path) -> Result<(), EmbeddedError> {
        if !self.dropped {
            return Ok(());
        }
        std::os::unix::fs::lchown(dir, Some(self.uid), Some(self.gid))
            .map_err(EmbeddedError::file("cannot give away the folder", dir))
    }

    fn check_own_dir(&self, dir: &Path) -> Result<(), EmbeddedError> {
        let found =
            fs::symlink_metadata(dir).map_err(EmbeddedError::file("cannot look at the folder", dir))?;
        match found.is_dir() && found.uid() == self.uid {
            // A command that was killed between making the folder and giving it away.
            false if found.is_dir() && found.uid() == 0 && self.dropped => self.take_over(dir),
            true if found.mode() & 0o077 == 0 => Ok(()),
            true => fs::set_permissions(dir, fs::Permissions::from_mode(0o700))
                .map_err(EmbeddedError::file("cannot close to others the folder", dir)),
            false => Err(EmbeddedError::Foreign {
                path: dir.to_owned(),
                source: io::Error::new(
                    io::ErrorKind::PermissionDenied,
                    format!("owner {}, not {}", found.uid(), self.uid),
                ),
            }),
        }
    }

    /// Replaces a file in a folder of this account, in one step. A link that lies there is not followed.
    ///
    /// # Errors
    /// Those of writing and renaming.
    pub fn replace_file(&self, path: &Path, text: &str) -> io::Result<()> {
        let fresh = path.with_extension(format!("new-{}", std::process::id()));
        let _ = fs::remove_file(&fresh);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
        file.write_all(text.as_bytes())?;
        if self.dropped {
            std::os::unix::fs::fchown(&file, Some(self.uid), Some(self.gid))?;
        }
        file.sync_all()?;
        fs::rename(&fresh, path)
    }
}

/// User and group number of this process.
fn caller() -> io::Result<(u32, u32)> {
    if let Ok(own) = fs::metadata("/proc/self") {
        return Ok((own.uid(), own.gid()));
    }
    Ok((id("-u")?, id("-g")?))
}

fn id(option: &str) -> io::Result<u32> {
    let output = Command::new("id").arg(option).output()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().map_err(io::Error::other)
}

/// User and group number of `name` in a text in the form of passwd(5). macOS writes `nobody` as -2.
fn numbers_of(passwd: &str, name: &str) -> Option<(u32, u32)> {
    let number = |text: &str| text.parse::<i64>().ok().map(|number| number as u32);
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next()? == name).then_some(())?;
        let uid = number(fields.nth(1)?)?;
        let gid = number(fields.next()?)?;
        Some((uid, gid))
    })
}

#[cfg(test)]
mod tests {
    use super::numbers_of;

    #[test]
    fn accounts_are_read_from_passwd_lines() {
        let passwd = "# comment\nroot:x:0:0:root:/root:/bin/sh\nnobody:*:-2:-2:::/bin/false\npostgres:x:101:104::/:/bin/sh\n";
        assert_eq!(numbers_of(passwd, "postgres"), Some((101, 104)));
        assert_eq!(numbers_of(passwd, "nobody"), Some((4_294_967_294, 4_294_967_294)));
        assert_eq!(numbers_of(passwd, "postgre"), None);
    }
}
